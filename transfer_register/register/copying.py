"""Copying a journal, entry by entry as it stands: for backups, restoring, and the move from a file to a server and back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from transfer_register.errors import FileUnreadable, Refused
from transfer_register.register import chain
from transfer_register.register.journal import GENESIS, Head, Journal

# What is kept beside the entries, and goes with them.
SHELVES = ("contact", "draft")
_CHUNK = 20_000


def pour(source: Journal, target: Journal, tell: Callable[[int], None] = lambda copied: None) -> Head:
    """Copies everything of a journal into an empty one, in one turn, and returns the head that both have then.

    The chain is verified on the way: `tell` is told how many entries were copied and held. Raises `Refused` where the target
    is not empty, and `FileUnreadable` where the source does not hold; the target is then as empty as it was.
    """
    copied = Head(0, GENESIS)
    with target.turn() as turn:
        if turn.head().sequence:
            raise Refused(f"{target.name}: there is a register already. Name an empty place. Nothing was written.")
        walk = chain.linked(source.entries(), copied)
        try:
            while chunk := list(islice(walk, _CHUNK)):
                turn.append(chunk)
                copied = Head(chunk[-1].sequence, chunk[-1].hash)
                tell(copied.sequence)
        except chain.Broken:
            why = chain.verify(source.entries()).why
            raise FileUnreadable(f"{source.name}: {why}. It is left as it is, and nothing was copied.") from None
        for shelf in SHELVES:
            for kept in source.kept(shelf).values():
                turn.keep(shelf, kept)
        for name in source.evidence.names():
            target.evidence.put(source.evidence.get(name))
    return copied
