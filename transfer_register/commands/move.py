"""`move DEST`: the register goes to another folder or a PostgreSQL, and its old place says where it is."""

from __future__ import annotations

from transfer_register.actions.move import move
from transfer_register.commands.call import Answered, Call


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("move", parents=[shared], help="the register to another folder, or to PostgreSQL and back")
    parser.add_argument("dest", metavar="DEST", help="a new or empty folder, or postgresql://... with an empty database")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """With the same head; what stays behind can be read, and refuses to be written to."""
    made = move(call.path, call.words.dest, actor=call.actor, at=call.at)
    lines = [
        f"{made['from']} is at {made['to']} now: {made['entries']} entries, head {made['head']}",
        "What stays behind can only be read. Start the app with the new place: --register, or TRANSFER_REGISTER.",
    ]
    return Answered(made, lines)
