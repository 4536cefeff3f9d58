"""`backup FILE`: the register in one file, while others work on."""

from __future__ import annotations

from pathlib import Path

from transfer_register.actions.backup import back_up
from transfer_register.commands.call import Answered, Call


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("backup", parents=[shared], help="the register in one file, checked")
    parser.add_argument("file", metavar="FILE", help="a new file, or a folder in which it gets a name of its own")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Made and read back while others write; an existing file is never replaced."""
    made = back_up(call.path, Path(call.words.file), at=call.at)
    lines = [
        f"{made['path']}: {made['entries']} entries, {made['bytes']:,} bytes, read back and checked",
        f"Head {made['head']}",
        "Keep it on another disk than the register.",
    ]
    return Answered(made, [*lines, *made["notes"]])
