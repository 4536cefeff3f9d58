"""`demo`: a new register filled with the demonstration data; refuses to touch an existing one."""

from __future__ import annotations

from pathlib import Path

from transfer_register.actions import demo
from transfer_register.commands.call import Answered, Call
from transfer_register.errors import Refused
from transfer_register.register.place import is_server, shown_place


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("demo", parents=[shared], help="a new register with demonstration data")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Fills a new register. Raises `Refused` where there is one already."""
    folder, shown = Path(call.path), shown_place(call.path)
    if (is_server(call.path) and call.made_register.head().sequence) or (folder.exists() and any(folder.iterdir())):
        raise Refused(f"{shown} is there already, and the demonstration never touches an existing register. Name an empty place.")
    made = demo.fill(call.made_register, call.at, call.actor)
    counts = f"{made['parties']} parties, {made['transfers']} transfers and {made['contacts']} contacts"
    said = f"{counts} recorded in {shown} (batch {made['batch']})."
    return Answered(made, [said])
