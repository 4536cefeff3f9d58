"""The register: one folder with a journal, its projection and the receipt of its head; everything is written and asked here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import duckdb

from transfer_register.assessment.kit import Kits
from transfer_register.errors import FileUnreadable, Refused, TransferRegisterError
from transfer_register.law.in_force import Library
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.model.vocabulary import Words
from transfer_register.register import chain
from transfer_register.register.answer import Answer, Recorded
from transfer_register.register.chain import Verified
from transfer_register.register.journal import Entry, Head, Journal
from transfer_register.register.projection import Projection
from transfer_register.register.receipt import read_receipt, write_receipt
from transfer_register.register.sight import Sights
from transfer_register.register.sqlite_journal import SqliteJournal
from transfer_register.register.writing import Writing

JOURNAL, PROJECTION, RECEIPT = "journal.sqlite", "register.duckdb", "head.json"

_Result = TypeVar("_Result")

# A projection that gives one of these is damaged, or its database had to stop: it is made anew from the journal.
_DAMAGED = (duckdb.FatalException, duckdb.InternalException, duckdb.IOException, duckdb.SerializationException)

# How often a question is put again when its view was given up, or its projection renewed, in the meantime.
_PATIENCE = 5

_NAMED_BY = """
SELECT id, name FROM (SELECT id, unnest([exporter, importer, follows]) AS name FROM transfer)
WHERE list_contains($ids, name) ORDER BY id
"""


class Register:
    """Safe for many threads: writing and refreshing take one lock, questions take none."""

    def __init__(self, path: Path, journal: Journal, projection: Projection, law: Library, kits: Kits, words: Words):
        """See `open`."""
        self.path, self.journal, self.law, self.kits, self.words = path, journal, law, kits, words
        self._projection = projection
        self._lock = RLock()
        self._writing = False
        self._sights = Sights(projection, kits)
        self._parties: tuple[int, dict[str, Party]] = (-1, {})

    @classmethod
    def open(cls, path: Path | str, law: Library, kits: Kits, words: Words) -> Register:
        """The register in a folder, made if it is not there.

        Raises `TransferRegisterError` where the path is no folder, or holds a file that is no journal.
        """
        if str(path).startswith("postgresql:"):
            raise TransferRegisterError("A journal in PostgreSQL is not part of this version. Name a folder with --register.")
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise FileUnreadable(f"{folder}: a register is a folder, and this is a file. Name a folder.") from None
        except OSError as error:
            raise FileUnreadable(f"{folder}: the folder cannot be made ({error.strerror}). Name another one.") from None
        journal = SqliteJournal(folder / JOURNAL)
        register = cls(folder, journal, Projection(folder / PROJECTION, words), law, kits, words)
        register.follow()
        return register

    def close(self) -> None:
        with self._lock:
            self._sights.close()
            self._projection.close()
            self.journal.close()

    # Writing

    @contextmanager
    def batch(
        self, actor: str, at: datetime, why: str | None = None, title: str | None = None,
        details: dict[str, Any] | None = None, undoes: str | None = None,
    ) -> Iterator[Writing]:  # fmt: skip
        """One act: its changes are written together when the block ends, or not at all when it raises.

        With a `title` the act has a record of its own, a batch; `undoes` is the id of a batch that it takes back.
        """
        with self._lock:
            if self._writing:
                raise RuntimeError("one act is under way already in this thread")
            self._writing = True
            try:
                with self.journal.turn() as turn:
                    self.follow()
                    writing = Writing(turn, actor, at, why)
                    if title is not None:
                        writing.open_batch(title, details, undoes)
                    yield writing
                    entries = writing.finish(self._named_by)
            finally:
                self._writing = False
            if entries:
                write_receipt(self.path / RECEIPT, entries[-1])
                self.follow()

    def _named_by(self, ids: list[str]) -> list[tuple[str, str]]:
        return self.ask(_NAMED_BY, {"ids": ids}).rows

    # Following and verifying the journal

    def follow(self) -> int:
        """Applies the entries that are not in the projection yet, other processes' too; returns how many."""
        with self._lock:
            return self._mending(self._follow)

    def _follow(self) -> int:
        head, applied = self.journal.head(), self._projection.applied
        if head == applied:
            return 0
        reached = self.journal.entry(applied.sequence)
        if applied.sequence and (reached is None or reached.hash != applied.hash):
            # Another journal was put in the place of this one, such as a backup.
            self._renew()
        try:
            return self._projection.apply(self.journal.entries(after=self._projection.applied.sequence))
        except _DAMAGED:
            raise
        except (duckdb.Error, ValueError):
            found = chain.verify(self.journal.entries())
            if found.ok:
                raise
            raise FileUnreadable(f"{self.path / JOURNAL}: {found.why}. Put a backup in its place.") from None

    def head(self) -> Head:
        """The end of the journal."""
        return self.journal.head()

    def receipt(self) -> Head | None:
        """The head as it was after the last write, kept beside the register; None before the first."""
        return read_receipt(self.path / RECEIPT)

    def verify(self, head_receipt: Head | None = None) -> Verified:
        """Is the journal whole? Without a receipt of the caller's, the one beside the register is used."""
        return chain.verify(self.journal.entries(), head_receipt or self.receipt())

    def _mending(self, work: Callable[[], _Result]) -> _Result:
        """Does something with the projection; where it proves to be damaged, once more with a new one."""
        try:
            return work()
        except _DAMAGED:
            self._renew()
            self._follow()
            return work()

    def _renew(self) -> None:
        self._projection.discard()
        self._projection = Projection(self.path / PROJECTION, self.words)
        self._sights.move_to(self._projection)

    # Asking

    def sight(self, on: date, law_on: date | None = None, known_on: date | None = None, law: Library | None = None) -> int:
        """The number of the judged view of the register as it holds on a day, brought up to date.

        `law_on` is the day of the law, `on` unless said; `known_on` limits it to what was recorded by the end of that day
        (UTC); `law` judges by another law than the register's own, for a simulation.
        """
        with self._lock:
            self.follow()
            return self._mending(lambda: self._sights.look(on, law or self.law, law_on or on, known_on))

    def ask(self, sql: str, parameters: dict[str, Any]) -> Answer:
        """Asks one question, with named parameters; nothing can be written. A `sight` that was given up is made again."""
        sight = parameters.get("sight")
        for _ in range(_PATIENCE):
            projection = self._projection
            try:
                with projection.connection.cursor() as cursor:
                    cursor.execute("BEGIN TRANSACTION READ ONLY")
                    if sight is None or cursor.execute("SELECT 1 FROM sight WHERE sight = $sight", {"sight": sight}).fetchall():
                        cursor.execute(sql, parameters)
                        columns = tuple(column[0] for column in cursor.description)
                        return Answer(columns, cursor.fetchall(), sql, parameters)
            except (*_DAMAGED, duckdb.ConnectionException) as error:
                with self._lock:
                    if projection is not self._projection:
                        continue  # another thread has put a new one in its place
                    if isinstance(error, duckdb.ConnectionException):
                        raise
                    self._renew()
                    self._follow()
                continue
            with self._lock:
                self._mending(lambda: self._sights.renew(sight))
        raise TransferRegisterError("Too many different days are being looked at at once. Try again.")

    def record(self, id: str) -> Recorded | None:
        """A record as it stands; None where there is none, or where it was taken away."""
        entry = self.journal.newest(id)
        if entry is None or entry.state is None:
            return None
        return Recorded(entry.kind, id, entry.version, entry.state, entry.at, entry.actor)

    def history(self, id: str) -> list[Entry]:
        """Every version of a record, oldest first; empty where there never was one."""
        return self.journal.of_record(id)

    def parties(self) -> dict[str, Party]:
        """Every party as it stands, by id."""
        sequence = self._projection.applied.sequence
        if self._parties[0] != sequence:
            rows = self.ask("SELECT id, state FROM party ORDER BY id", {}).rows
            self._parties = (sequence, {id: Party.model_validate_json(state) for id, state in rows})
        return dict(self._parties[1])

    def transfer(self, id: str) -> tuple[Transfer, int]:
        """A transfer as it stands, and its version. Raises `Refused` where there is none."""
        found = self.record(id)
        if found is None or found.kind != "transfer":
            raise Refused(f"There is no transfer {id}.")
        return Transfer.model_validate(found.state), found.version
