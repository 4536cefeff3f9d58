"""`verify`: the chain of the journal, entry by entry, and its head against the receipt beside the register."""

from __future__ import annotations

from transfer_register.actions import verify
from transfer_register.commands.call import Answered, Call


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("verify", parents=[shared], help="is the journal whole and unchanged")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Status 1 when the chain is broken; the first bad entry is named."""
    found = verify.verify(call.register)
    if found["ok"]:
        line = f"{found['entries']} entries, unbroken; head {found['head']}"
    else:
        line = f"Broken at entry {found['first_bad']}: {found['why']}"
    return Answered(found, [line], 0 if found["ok"] else 1)
