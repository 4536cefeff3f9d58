"""The journal as one SQLite file: append-only by triggers, safe from a crash, open to several processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from transfer_register.errors import FileUnreadable, Refused, TransferRegisterError
from transfer_register.register.journal import GENESIS, Entry, Head
from transfer_register.register.statements import sql

# Written in the head of the file, so that another application's SQLite file is not taken for a journal ("TRJ1").
APPLICATION = 0x54524A31
SCHEMA = 1
# How long a writer waits for another process to end its turn; and how many entries are read in one go.
_PATIENCE_SECONDS = 30.0
_CHUNK = 20_000
_COLUMNS = "sequence, at, actor, batch, record, kind, version, body, previous, hash"


class SqliteJournal:
    """A `Journal` in one file. One connection writes, another reads, so that readers never see a turn that is under way."""

    def __init__(self, path: Path):
        """Opens the journal, made if it is not there. Raises `FileUnreadable` for a file that is no journal."""
        self.path = path
        self._reading = Lock()
        try:
            self._writer = _connect(path)
            _make(self._writer, path)
            self._reader = _connect(path)
        except sqlite3.Error as error:
            raise FileUnreadable(_not_a_journal(path, str(error))) from None

    def head(self) -> Head:
        with self._read() as reader:
            return _head(reader)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        while rows := self._rows("WHERE sequence > ? ORDER BY sequence LIMIT ?", after, _CHUNK):
            yield from (Entry(*row) for row in rows)
            after = rows[-1][0]

    def entry(self, sequence: int) -> Entry | None:
        rows = self._rows("WHERE sequence = ?", sequence)
        return Entry(*rows[0]) if rows else None

    def of_record(self, record: str) -> list[Entry]:
        return [Entry(*row) for row in self._rows("WHERE record = ? ORDER BY version", record)]

    def newest(self, record: str) -> Entry | None:
        with self._read() as reader:
            return _newest(reader, record)

    @contextmanager
    def turn(self) -> Iterator[_SqliteTurn]:
        """The only writer until it ends; an exception takes all back. Raises `TransferRegisterError` after waiting long."""
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            message = f"{self.path}: somebody else has been writing for {_PATIENCE_SECONDS:.0f} seconds ({error}). Try again."
            raise TransferRegisterError(message) from None
        try:
            yield _SqliteTurn(self._writer)
            self._writer.execute("COMMIT")
        except BaseException:
            # A full disk may have ended the transaction already.
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise

    def copy_to(self, path: Path) -> None:
        if path.exists():
            raise Refused(f"{path} is there already. Name a new file.")
        copy = sqlite3.connect(path)
        try:
            with self._read() as reader:
                reader.backup(copy)
        finally:
            copy.close()

    def close(self) -> None:
        with self._reading:
            self._reader.close()
        self._writer.close()

    def _rows(self, where: str, *values: object) -> list[tuple]:
        with self._read() as reader:
            return reader.execute(f"SELECT {_COLUMNS} FROM entry {where}", values).fetchall()

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._reading:
                yield self._reader
        except sqlite3.DatabaseError as error:
            raise FileUnreadable(f"{self.path}: the journal is damaged ({error}). Put a backup in its place.") from None


class _SqliteTurn:
    """A `Turn` on the connection that writes."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    def head(self) -> Head:
        return _head(self._connection)

    def newest(self, record: str) -> Entry | None:
        return _newest(self._connection, record)

    def last_created(self, kind: str) -> str | None:
        found = self._connection.execute(
            "SELECT record FROM entry WHERE kind = ? AND version = 1 ORDER BY sequence DESC LIMIT 1", (kind,)
        ).fetchone()
        return found[0] if found else None

    def append(self, entries: list[Entry]) -> None:
        self._connection.executemany(
            f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((e.sequence, e.at, e.actor, e.batch, e.record, e.kind, e.version, e.raw, e.previous, e.hash) for e in entries),
        )


def _connect(path: Path) -> sqlite3.Connection:
    # One process lock (register.py) and `_reading` keep threads apart; SQLite's own check would forbid that.
    connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _make(connection: sqlite3.Connection, path: Path) -> None:
    """Makes the tables of a new file; refuses a file that is something else, or newer than this program."""
    application, schema, objects = (
        connection.execute(question).fetchone()[0]
        for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if objects and application != APPLICATION:
        raise FileUnreadable(_not_a_journal(path, "it is an SQLite file of another application"))
    if schema > SCHEMA:
        raise FileUnreadable(f"{path}: this journal was written by a newer version of the register. Install that version.")
    connection.execute("PRAGMA journal_mode = WAL")
    if schema < SCHEMA:
        # Another process may be making the same file: whoever comes second finds it made (IF NOT EXISTS).
        connection.executescript(f"BEGIN IMMEDIATE; {sql('journal')} COMMIT;")


def _head(connection: sqlite3.Connection) -> Head:
    found = connection.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head(0, GENESIS)


def _newest(connection: sqlite3.Connection, record: str) -> Entry | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM entry WHERE record = ? ORDER BY version DESC LIMIT 1", (record,)).fetchone()
    return Entry(*row) if row else None


def _not_a_journal(path: Path, why: str) -> str:
    return (
        f"{path}: this file is no journal of a transfer register ({why}). "
        "Name another folder, move the file away, or put a backup in its place."
    )
