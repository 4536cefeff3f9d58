"""Verifying: the journal's chain from the first entry to the last, and its head against the receipt."""

from __future__ import annotations

from typing import Any

from transfer_register.register.register import Register


def verify(register: Register) -> dict[str, Any]:
    """`{entries, head, ok, first_bad, why}`; `first_bad` is the sequence number of the first entry that does not hold."""
    checked = register.verify()
    return {
        "entries": checked.entries, "head": checked.head, "ok": checked.ok, "first_bad": checked.first_bad, "why": checked.why,
    }  # fmt: skip
