"""`receipt [--out FILE]`: the head of the journal, to keep elsewhere."""

from __future__ import annotations

from pathlib import Path

from transfer_register.actions.receipt import keep_receipt, receipt
from transfer_register.commands.call import Answered, Call


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("receipt", parents=[shared], help="the head of the journal, to keep elsewhere")
    parser.add_argument("--out", metavar="FILE", help="a new file for it")
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """Number, hash and time of the last entry; `verify --receipt FILE` finds later whether the journal still reaches it."""
    given = receipt(call.path)
    if call.words.out:
        keep_receipt(given, Path(call.words.out))
    lines = [f"Entry {given.sequence}, recorded at {given.at}", f"Hash {given.hash}"]
    return Answered(given.json(), lines)
