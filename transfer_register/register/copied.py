"""A throwaway copy of some transfers with everything that bears on them, in which anything can be done that is never kept.

The copy is a register like any other: same ids, same versions, same days of recording. It holds the transfers that were named,
those joined to them by what follows what, their parties with their parents, and the assessments and evidence that bear on them,
so that the judge says of them what it says in the register itself. Contacts are not copied.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import orjson

from transfer_register.errors import Unavailable
from transfer_register.register.journal import GENESIS, SCHEMA, Entry, Head, canonical, chained, moment
from transfer_register.register.place import JOURNAL
from transfer_register.register.register import Register
from transfer_register.register.spill import Spill
from transfer_register.register.sqlite_journal import SqliteJournal
from transfer_register.register.statements import sql
from transfer_register.register.writing import Writing

# The last id that was given to a record of each kind, so that what is new in a copy takes no id that means something else.
_LAST_IDS = "SELECT kind, arg_max(record, sequence) FROM change WHERE version = 1 GROUP BY kind ORDER BY kind"


class CopiedRegister(Register):
    """A copy. What is written in it counts as recorded after everything it holds; `held_until` is the last day on which any of
    that was recorded (UTC): a sight as known then shows it as it was copied. Closing it, or forgetting it, removes its folder.
    """

    held_until: date

    def close(self) -> None:
        super().close()
        self._remove()

    @property
    def written_at(self) -> datetime:
        """The moment from which something counts as recorded after everything that was copied."""
        return datetime.combine(self.held_until + timedelta(days=1), time.min, UTC)

    @contextmanager
    def batch(
        self, actor: str, at: datetime, why: str | None = None, title: str | None = None,
        details: dict[str, Any] | None = None, undoes: str | None = None,
    ) -> Iterator[Writing]:  # fmt: skip
        """See `Register.batch`."""
        with super().batch(actor, max(at, self.written_at), why, title, details, undoes) as writing:
            yield writing


def copied(
    register: Register, transfers: Collection[str], *, known_on: date | None = None, also: Collection[str] = ()
) -> CopiedRegister:
    """A copy of some transfers and of what bears on them, as known at a day. `also` are ids of further records.

    Raises `Unavailable` where there is no room for it.
    """
    register.follow()
    asked = {"ids": list(transfers), "also": list(also), "known": register.known(known_on)}
    rows = register.ask(sql("copied"), asked).rows
    room = _room(register.path)
    try:
        journal = SqliteJournal(room.path / JOURNAL)
        try:
            _write(journal, _last_ids(register, {row[4] for row in rows}), rows)
        finally:
            journal.close()
        copy = CopiedRegister.open(room.path, register.installed_law, register.kits, register.words)
    except BaseException:
        room.remove()
        raise
    copy.held_until = rows[-1][1].date() if rows else date.min
    copy._remove = weakref.finalize(copy, room.remove)
    return copy


def _room(beside: Path) -> Spill:
    """A folder that goes with its process, however that ends: beside the register, or where the machine keeps such things."""
    for place in (beside, Path(tempfile.gettempdir())):
        room = Spill(place)
        if room.path:
            return room
    raise Unavailable(f"{beside}: there is no room to try something in a copy. Make room on the disk.")


def _last_ids(register: Register, held: set[str]) -> list[tuple[str, str]]:
    return [(kind, id) for kind, id in register.ask(_LAST_IDS, {}).rows if id not in held and kind != "setting"]


def _write(journal: SqliteJournal, last_ids: list[tuple[str, str]], rows: list[tuple]) -> None:
    """Chains the entries anew: what is copied, then the ids that are taken, as records that were taken away at once."""
    last = rows[-1][1] if rows else datetime(1970, 1, 1)
    taken = [
        (0, last, "copy", None, id, kind, version, act, None, "{}" if version == 1 else None)
        for kind, id in last_ids
        for version, act in ((1, "create"), (2, "end"))
    ]
    entries, head = [], Head(0, GENESIS)
    for _, at, actor, batch, record, kind, version, act, why, state in (*rows, *taken):
        told = orjson.loads(state) if state else None
        raw = canonical({"act": act, "schema": SCHEMA, "why": why, "state": told})
        says = (head.sequence + 1, moment(at.replace(tzinfo=UTC)), actor, batch, record, kind, version, raw, head.hash)
        head = Head(head.sequence + 1, chained(*says))
        entries.append(Entry(*says, head.hash))
    with journal.turn() as turn:
        turn.append(entries)
