"""The journal as one SQLite file: append-only by triggers, safe from a crash, open to several processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.register.evidence import EvidenceFolder
from transfer_register.register.journal import GENESIS, Entry, Head, Kept
from transfer_register.register.statements import sql

# Written in the head of the file, so that another application's SQLite file is not taken for a journal ("TRJ1").
APPLICATION = 0x54524A31
SCHEMA = 2
# How long a writer waits for another process to end its turn; and how many entries are read in one go.
PATIENCE_SECONDS = 30.0
_CHUNK = 20_000
_COLUMNS = "sequence, at, actor, batch, record, kind, version, body, previous, hash"
_KEPT = "id, at, actor, body"


class SqliteJournal:
    """A `Journal` in one file. One connection writes, another reads, so that readers never see a turn that is under way."""

    def __init__(self, path: Path, patience: float = PATIENCE_SECONDS):
        """Opens the journal, made if it is not there; `patience` is how many seconds a writer waits for another's turn.

        Raises `FileUnreadable` for a file that is no journal, which is left as it is, and `Unavailable` where the file
        cannot be read or written.
        """
        self.path, self.name, self.evidence = path, str(path), EvidenceFolder(path.parent / "evidence")
        self._reading, self._patience = Lock(), patience
        opened: list[sqlite3.Connection] = []
        try:
            _refuse_what_is_no_journal(path)
            for _ in range(2):
                opened.append(_connect(path, patience))
            self._writer, self._reader = opened
            _make(self._writer, path)
        except (sqlite3.Error, TransferRegisterError) as error:
            for connection in opened:
                connection.close()
            raise self._told(error) from None

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

    def kept(self, shelf: str) -> dict[str, Kept]:
        with self._read() as reader:
            rows = reader.execute(f"SELECT {_KEPT} FROM kept WHERE shelf = ? ORDER BY id", (shelf,)).fetchall()
        return {row[0]: Kept(*row) for row in rows}

    @contextmanager
    def turn(self) -> Iterator[_SqliteTurn]:
        """The only writer until it ends; an exception takes all back. Raises `Unavailable` after waiting long."""
        turn = _SqliteTurn(self._writer)
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            yield turn
            self._writer.execute("COMMIT")
            if turn.dropped:
                # What was dropped is overwritten in its page (secure_delete); this takes it out of the log as well.
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            self._take_back()
            raise self._told(error) from None
        except BaseException:
            self._take_back()
            raise

    def _take_back(self) -> None:
        # A full disk may have ended the transaction already, and the first error is the one to tell.
        with suppress(sqlite3.Error):
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")

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
        except sqlite3.Error as error:
            raise self._told(error) from None

    def _told(self, error: sqlite3.Error | TransferRegisterError) -> TransferRegisterError:
        return _in_words(self.path, error, self._patience) if isinstance(error, sqlite3.Error) else error


class _SqliteTurn:
    """A `Turn` on the connection that writes. `dropped` tells that something kept was forgotten."""

    def __init__(self, connection: sqlite3.Connection):
        self._connection, self.dropped = connection, False

    def head(self) -> Head:
        return _head(self._connection)

    def newest(self, record: str) -> Entry | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE record = ? ORDER BY version DESC LIMIT 1", (record,)
        ).fetchone()
        return Entry(*row) if row else None

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

    def kept(self, shelf: str, id: str) -> Kept | None:
        row = self._connection.execute(f"SELECT {_KEPT} FROM kept WHERE shelf = ? AND id = ?", (shelf, id)).fetchone()
        return Kept(*row) if row else None

    def keep(self, shelf: str, kept: Kept) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO kept (shelf, id, at, actor, body) VALUES (?, ?, ?, ?, ?)",
            (shelf, kept.id, kept.at, kept.actor, kept.body),
        )

    def drop(self, shelf: str, id: str) -> None:
        self.dropped = True
        self._connection.execute("DELETE FROM kept WHERE shelf = ? AND id = ?", (shelf, id))


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    # One process lock (register.py) and `_reading` keep threads apart; SQLite's own check would forbid that.
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _refuse_what_is_no_journal(path: Path) -> None:
    """Looks into a file that is there without writing to it, not even the files that SQLite keeps beside an open one."""
    if not path.exists() or not path.stat().st_size:
        return
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        application, schema, objects = (
            connection.execute(question).fetchone()[0]
            for question in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        )
    finally:
        connection.close()
    if objects and application != APPLICATION:
        raise FileUnreadable(_not_a_journal(path, "it is an SQLite file of another application"))
    if schema > SCHEMA:
        raise FileUnreadable(f"{path}: this journal was written by a newer version of the register. Install that version.")


def _make(connection: sqlite3.Connection, path: Path) -> None:
    """Makes the tables of a new file, and those that an older version did not have."""
    connection.execute("PRAGMA journal_mode = WAL")
    if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA:
        # Another process may be making the same file: whoever comes second finds it made (IF NOT EXISTS).
        connection.executescript(f"BEGIN IMMEDIATE; {sql('journal')} COMMIT;")


def _head(connection: sqlite3.Connection) -> Head:
    found = connection.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head(0, GENESIS)


def _in_words(path: Path, error: sqlite3.Error, patience: float) -> TransferRegisterError:
    # The low byte is the kind of error, the rest tells more of it.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return FileUnreadable(_not_a_journal(path, str(error)))
        case sqlite3.SQLITE_CORRUPT:
            return FileUnreadable(f"{path}: the journal is damaged ({error}); it is left as it is. Put a backup in its place.")
        case sqlite3.SQLITE_BUSY:
            return Unavailable(f"{path}: somebody else has been writing for {patience:.0f} seconds. Try again.")
        case sqlite3.SQLITE_FULL:
            return Unavailable(f"{path}: the disk is full. Nothing was written. Make room, then try again.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            mend = "Give the user of this program the right to write to the folder and its files, or name another folder."
            return Unavailable(f"{path}: the journal cannot be opened for writing ({error}). {mend}")
        case sqlite3.SQLITE_PROTOCOL | sqlite3.SQLITE_NOLFS:
            mend = "Network and shared folders often cannot: put the register on a disk of this machine, or use PostgreSQL."
            return Unavailable(f"{path}: this file system cannot lock files ({error}). {mend}")
        case sqlite3.SQLITE_IOERR:
            mend = "Look at the disk, its free room and its connection, then try again."
            return Unavailable(f"{path}: the disk does not answer as it should ({error}). Nothing was written. {mend}")
        case sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_ERROR:
            return FileUnreadable(f"{path}: the journal has not the tables it should have ({error}). Put a backup in its place.")
    return Unavailable(f"{path}: the journal cannot be used just now ({error}). Nothing was written. Try again.")


def _not_a_journal(path: Path, why: str) -> str:
    return (
        f"{path}: this file is no journal of a transfer register ({why}). "
        "Name another folder, move the file away, or put a backup in its place."
    )
