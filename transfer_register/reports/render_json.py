"""The content of a document as canonical JSON: the bytes whose SHA-256 is the content hash."""

from __future__ import annotations

from transfer_register.reports import blocks as b
from transfer_register.reports.content import canonical
from transfer_register.reports.making import Making


def render(document: b.Document, making: Making) -> bytes:
    """The same bytes as those attached to the PDF; when and by whom it was made is not in them."""
    return canonical(document)
