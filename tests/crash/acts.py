"""What a process does until it is killed: acts on a register, each announced, and acknowledged once it is finished.

A line on standard output is one JSON object: `{"begin": act, ...}` before, `{"done": act, ...}` after, `{"commit": act}` right
before the journal is asked to commit.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from tests.register.conftest import AT, DAY, HERE, party
from transfer_register.assessment.kit import read_kits
from transfer_register.law.library import read_library
from transfer_register.model.vocabulary import read_words
from transfer_register.register import register as register_module
from transfer_register.register.backup import write_backup
from transfer_register.register.copying import pour
from transfer_register.register.journal import Entry, Turn
from transfer_register.register.place import JOURNAL
from transfer_register.register.projection import Projection
from transfer_register.register.register import Register
from transfer_register.register.sqlite_journal import SqliteJournal, _SqliteTurn

WORDS = read_words(HERE.parents[1] / "data" / "vocabulary")
OPENING = (read_library(HERE / "small_law", WORDS), read_kits(HERE / "small_kits", WORDS), WORDS)


@dataclass(frozen=True)
class Orders:
    """What one process is to do. A batch has `size` entries; `die` is a point between two steps where it kills itself."""

    folder: str
    backups: str
    seed: int
    acts: tuple[str, ...]
    size: int
    die: str | None = None

    def line(self) -> bytes:
        return orjson.dumps(asdict(self)) + b"\n"


def say(**what: Any) -> None:
    # One write of less than a pipe's buffer arrives whole, or not at all.
    os.write(1, orjson.dumps(what) + b"\n")


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def work(orders: Orders) -> None:
    """Opens the register and does everything that was ordered."""
    say(begin="opening")
    register = Register.open(orders.folder, *OPENING)
    say(done="opening")
    doing = Doing(register, random.Random(orders.seed), orders)
    for act in orders.acts[:-1]:
        ACTS[act](doing)
    _set_trap(register, orders.die)
    ACTS[orders.acts[-1]](doing)
    say(done="everything")


def _set_trap(register: Register, die: str | None) -> None:
    match die:
        case "between COMMIT and receipt":
            register_module.write_receipt = _die
        case "between receipt and projection":
            Projection.apply = _die
        case "between COMMIT and tidying":
            register.journal._tidy = _die
        case "amid its entries":
            append = _SqliteTurn.append

            def half(turn: _SqliteTurn, entries: list[Entry]) -> None:
                append(turn, entries[: len(entries) // 2])
                _die()

            _SqliteTurn.append = half


class Doing:
    """The acts. `_marker` is a text that no other act of any process writes."""

    def __init__(self, register: Register, chance: random.Random, orders: Orders):
        self.register, self.chance, self.orders, self._count = register, chance, orders, 0
        found = register.ask("SELECT id FROM transfer ORDER BY id", {}).rows
        self.transfers = [id for (id,) in found]
        turn = register.journal.turn
        self.act = "opening"

        @contextmanager
        def announced(patience: float | None = None) -> Iterator[Turn]:
            with turn(patience) as given:
                yield given
                say(commit=self.act)

        register.journal.turn = announced

    def _marker(self) -> str:
        self._count += 1
        return f"mark-{self.orders.seed}-{self._count}-{self.chance.getrandbits(64):016x}"

    def _begin(self, act: str, **more: Any) -> None:
        self.act = act
        say(begin=act, **more)

    def _done(self, **more: Any) -> None:
        head = self.register.journal.head()
        say(done=self.act, head=[head.sequence, head.hash], **more)

    def edit(self) -> None:
        marker = self._marker()
        if self.transfers and self.chance.random() < 0.6:
            found = self.register.record(self.chance.choice(self.transfers))
            self._begin("edit", marker=marker, entries=1)
            with self.register.batch("Ada", AT) as writing:
                version = writing.change(found.id, {**found.state, "note": marker}, found.version)
            self._done(marker=marker, records=[[found.id, version]])
            return
        self._begin("edit", marker=marker, entries=3)
        with self.register.batch("Ada", AT) as writing:
            sender = writing.new("party", party("Sender", "DE", note=marker))
            receiver = writing.new("party", party("Receiver", "US", note=marker))
            id = writing.new("transfer", {"exporter": sender, "importer": receiver, "note": marker})
        self.transfers.append(id)
        self._done(marker=marker, records=[[sender, 1], [receiver, 1], [id, 1]])

    def batch(self) -> None:
        size, marker = self.orders.size, self._marker()
        changed = self.chance.sample(self.transfers, min(len(self.transfers), size // 2))
        known = dict(self.register.ask("SELECT id, state FROM transfer WHERE list_contains($ids, id)", {"ids": changed}).rows)
        versions = dict(self.register.ask("SELECT id, version FROM transfer", {}).rows)
        created: list[str] = []
        self._begin("batch", marker=marker)
        with self.register.batch("Bob", AT, title="Many at once", details={"entries": size}) as writing:
            both = writing.new("party", party("Both", "DE", note=marker))
            for id in changed:
                writing.change(id, {**orjson.loads(known[id]), "note": marker}, versions[id])
            for _ in range(size - 1 - len(changed)):
                created.append(writing.new("transfer", {"exporter": both, "importer": both, "note": marker}))
        self.transfers += created
        self._done(marker=marker, batch=writing.batch_id, entries=size, records=[[both, 1]])

    def checkpoint(self) -> None:
        self.edit()
        self._begin("checkpoint")
        self.register.current.projection.connection.execute("CHECKPOINT")
        self._done()

    def judge(self) -> None:
        self._begin("judge")
        self.register.sight(DAY)
        self._done()

    def rebuild(self) -> None:
        self._begin("rebuild")
        with self.register._lock:
            self.register.current._renew("damaged")
            self.register.follow()
        self._done()

    def backup(self) -> None:
        self._copy("backup", ".trbackup.zip", lambda journal, path: write_backup(journal, path, AT))

    def pour(self) -> None:
        self._copy("pour", ".sqlite", _pour)

    def _copy(self, act: str, suffix: str, copy: Callable[[SqliteJournal, Path], object]) -> None:
        path = Path(self.orders.backups) / f"{self._marker()}{suffix}"
        journal = SqliteJournal(Path(self.orders.folder) / JOURNAL)
        self._begin(act, path=str(path))
        copy(journal, path)
        self._done(path=str(path))
        journal.close()

    def keep(self) -> None:
        marker = self._marker()
        self._begin("keep", id=marker[:32], marker=marker)
        self.register.keep("contact", marker[:32], marker.encode(), "Ada", AT)
        self._done(id=marker[:32], marker=marker)

    def drop(self) -> None:
        if not (kept := self.register.kept("contact")):
            self.keep()
            kept = self.register.kept("contact")
        id = self.chance.choice(sorted(kept))
        self._begin("drop", id=id, marker=kept[id].body.decode())
        self.register.drop("contact", id)
        self._done(id=id, marker=kept[id].body.decode())


def _pour(journal: SqliteJournal, path: Path) -> None:
    copy = SqliteJournal(path)
    pour(journal, copy)
    copy.close()


ACTS: dict[str, Callable[[Doing], None]] = {
    name: partial(lambda name, doing: getattr(doing, name)(), name)
    for name in ("edit", "batch", "checkpoint", "judge", "rebuild", "backup", "pour", "keep", "drop")
}
