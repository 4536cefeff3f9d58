"""The mark of a register that was moved: where it is now, so that nobody goes on writing in its old place by mistake."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from transfer_register.errors import Refused
from transfer_register.register.journal import Journal, Kept, Turn

# Where a journal keeps what it says of itself; this shelf is never copied along (copying.py).
SHELF, MARK = "state", "moved"


@dataclass(frozen=True)
class Moved:
    """Where a register was moved to (without a password), when (UTC text) and by whom."""

    to: str
    at: str
    actor: str

    def __str__(self) -> str:
        return f"This register was moved to {self.to} by {self.actor} on {self.at[:10]}."


def moved(journal: Journal) -> Moved | None:
    """The mark of a journal; None while it is in its place."""
    return _read(journal.kept(SHELF).get(MARK))


def mark_moved(turn: Turn, to: str, at: str, actor: str) -> None:
    """Marks a journal as moved; from then on `refuse_moved` refuses every writer."""
    turn.keep(SHELF, Kept(MARK, at, actor, orjson.dumps({"to": to})))


def refuse_moved(turn: Turn) -> None:
    """Raises `Refused` in the turn of a journal that was moved."""
    if there := _read(turn.kept(SHELF, MARK)):
        raise Refused(f"{there} Open it there: what is here can only be read. Nothing was written.")


def _read(kept: Kept | None) -> Moved | None:
    return Moved(orjson.loads(kept.body)["to"], kept.at, kept.actor) if kept else None
