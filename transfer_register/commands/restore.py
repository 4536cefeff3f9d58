"""`restore FILE`: a backup becomes the register that is named, in an empty place."""

from __future__ import annotations

from pathlib import Path

from transfer_register.actions.restore import restore
from transfer_register.commands.call import Answered, Call
from transfer_register.exhibits.style import counted

_MANY = {"party": "parties", "batch": "batches"}


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("restore", parents=[shared], help="a backup into an empty place, checked")
    parser.add_argument("file", metavar="FILE", help="a file that `backup` has made")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Into the place that --register names, which must be new or empty."""
    made = restore(Path(call.words.file), call.path, at=call.at)
    records = ", ".join(counted(number, kind, _MANY.get(kind, "")) for kind, number in made["records"].items())
    lines = [
        f"{made['register']}: {made['entries']} entries, chain and counts checked ({records or 'no records'})",
        f"Head {made['head']}, as of the backup of {made['made_at']}",
        "Compare the head with a receipt that was kept elsewhere: verify --receipt FILE",
    ]
    if made["contacts"]:
        lines.append("Contacts that were erased since that backup are back: contact repeat FILE, with the erased.json of then.")
    return Answered(made, [*lines, *made["notes"]])
