"""Copying a journal, entry by entry as it stands: for backups, restoring, and the move from a file to a server and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice

from transfer_register.errors import FileUnreadable, Refused
from transfer_register.register import chain
from transfer_register.register.journal import GENESIS, Entry, Head, Journal, Turn

# What is kept beside the entries, and goes with them. What a journal says of itself (moved.py) stays.
SHELVES = ("contact", "draft")
_CHUNK = 20_000


@dataclass
class Copied:
    """What a copy holds: its head and when that was recorded (UTC text), records by kind, what is kept by shelf, evidence."""

    head: Head = field(default_factory=lambda: Head(0, GENESIS))
    at: str = ""
    records: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    evidence: set[str] = field(default_factory=set)

    def add(self, entries: list[Entry]) -> None:
        self.head, self.at = Head(entries[-1].sequence, entries[-1].hash), entries[-1].at
        self.records.update(entry.kind for entry in entries if entry.version == 1)


def pour(source: Journal, target: Journal, tell: Callable[[int], None] = lambda copied: None) -> Head:
    """Copies everything of a journal into an empty one, in one turn, and returns the head that both had then.

    The chain is verified on the way: `tell` is told how many entries were copied and held. Raises `Refused` where the target
    is not empty, and `FileUnreadable` where the source does not hold; the target is then as empty as it was.
    """
    with poured(source, target, tell) as (copied, _):
        return copied.head


@contextmanager
def poured(source: Journal, target: Journal, tell: Callable[[int], None] = lambda copied: None) -> Iterator[tuple[Copied, Turn]]:
    """As `pour`; inside the `with` the copy is whole and the source stands still, by the turn that is given.

    Others write to the source while the most is copied. They wait for what came in the meantime, and for what is kept: that
    must fit the entries, since entries hold digests of it. `source` must be a journal that no other thread writes with.
    """
    copied = Copied()
    with ExitStack() as still:
        with target.turn() as turn:
            if turn.head().sequence:
                raise Refused(f"{target.name}: there is a register already. Name an empty place. Nothing was written.")
            _evidence(source, target, copied)
            _entries(source, turn, copied, tell)
            held = still.enter_context(source.turn())
            _entries(source, turn, copied, tell)
            for shelf in SHELVES:
                for kept in source.kept(shelf).values():
                    turn.keep(shelf, kept)
                    copied.kept[shelf] += 1
            _evidence(source, target, copied)
        yield copied, held


def _entries(source: Journal, turn: Turn, copied: Copied, tell: Callable[[int], None]) -> None:
    walk = chain.linked(source.entries(after=copied.head.sequence), copied.head)
    try:
        while chunk := list(islice(walk, _CHUNK)):
            turn.append(chunk)
            copied.add(chunk)
            tell(copied.head.sequence)
    except chain.Broken:
        why = chain.verify(source.entries()).why
        raise FileUnreadable(f"{source.name}: {why}. It is left as it is, and nothing was copied.") from None


def _evidence(source: Journal, target: Journal, copied: Copied) -> None:
    for name in source.evidence.names():
        if name not in copied.evidence:
            target.evidence.put(source.evidence.get(name))
            copied.evidence.add(name)
