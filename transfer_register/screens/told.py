"""What changed, in a line of Markdown."""

from __future__ import annotations

from transfer_register.exhibits.record_words import Difference
from transfer_register.screens.plain import plain


def told(found: Difference) -> str:
    """`Recipient: Northwind → Kestrel`, with everything that was recorded escaped."""
    return f"{plain(found.heading)}: {plain(found.was)} :material/arrow_forward: {plain(found.now)}"
