"""The journal as one SQLite file: append-only by triggers, safe from a crash, open to several processes at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from json import dumps
from pathlib import Path
from threading import Lock

from transfer_register.errors import TransferRegisterError
from transfer_register.register.evidence import EvidenceFolder
from transfer_register.register.journal import GENESIS, Entry, Head, Kept
from transfer_register.register.sqlite_errors import cannot_lock, in_words, moved_away, too_new
from transfer_register.register.sqlite_look import SCHEMA, refuse_what_is_no_journal
from transfer_register.register.statements import sql

# How long a writer waits for another process to end its turn; and how many entries are read in one go.
PATIENCE_SECONDS = 30.0
_CHUNK = 20_000
# How long an erasure waits for readers of an earlier state, before it leaves the log to the turns after it.
_TIDYING_SECONDS = 1.0
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
            refuse_what_is_no_journal(path)
            for _ in range(2):
                opened.append(_connect(path, patience))
            self._writer, self._reader = opened
            _make(self._writer, path)
            self._file = _file(path)
            # A process that was killed may have left in the log what it had dropped.
            self._tidy(0.0)
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

    def of_kind(self, kind: str) -> list[Entry]:
        return [Entry(*row) for row in self._rows("WHERE kind = ? ORDER BY sequence", kind)]

    def kept(self, shelf: str, ids: Sequence[str] | None = None) -> dict[str, Kept]:
        where, values = ("", ()) if ids is None else (" AND id IN (SELECT value FROM json_each(?))", (dumps(ids),))
        with self._read() as reader:
            rows = reader.execute(f"SELECT {_KEPT} FROM kept WHERE shelf = ?{where} ORDER BY id", (shelf, *values)).fetchall()
        return {row[0]: Kept(*row) for row in rows}

    @contextmanager
    def turn(self, patience: float | None = None) -> Iterator[_SqliteTurn]:
        """The only writer until it ends; an exception takes all back. Raises `Unavailable` after waiting long."""
        turn = _SqliteTurn(self._writer)
        try:
            self._writer.execute(f"PRAGMA busy_timeout = {1000 * (self._patience if patience is None else patience):.0f}")
            self._writer.execute("BEGIN IMMEDIATE")
            if _file(self.path) != self._file:
                raise moved_away(self.path)
            yield turn
            self._writer.execute("COMMIT")
            if turn.dropped or self.untidy:
                self._tidy(_TIDYING_SECONDS if turn.dropped else 0.0)
        except sqlite3.Error as error:
            self._take_back()
            raise self._told(error) from None
        except BaseException:
            self._take_back()
            raise

    def _tidy(self, seconds: float) -> None:
        """Takes out of the log what was dropped; in its page it is overwritten already (secure_delete)."""
        # Its failing takes nothing back: what was written is written, and the next turn tries again.
        self.untidy = True
        with suppress(sqlite3.Error):
            self._writer.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
            self.untidy = bool(self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        self._writer.execute(f"PRAGMA busy_timeout = {self._patience * 1000:.0f}")

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
        return in_words(self.path, error, self._patience) if isinstance(error, sqlite3.Error) else error


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
        gone = self._connection.execute("DELETE FROM kept WHERE shelf = ? AND id = ?", (shelf, id))
        self.dropped = self.dropped or gone.rowcount > 0


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    # One process lock (register.py) and `_reading` keep threads apart; SQLite's own check would forbid that.
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _make(connection: sqlite3.Connection, path: Path) -> None:
    """Makes the tables of a new file, and those that an older version did not have."""
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if schema > SCHEMA:
        raise too_new(path)
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise cannot_lock(path, "SQLite finds no memory there that processes can share")
    if schema < SCHEMA:
        # Another process may be making the same file: whoever comes second finds it made (IF NOT EXISTS).
        connection.executescript(f"BEGIN IMMEDIATE; {sql('journal')} COMMIT;")


def _file(path: Path) -> tuple[int, int] | None:
    """Names the file of a path: what is written to one that was moved away would be lost."""
    try:
        found = path.stat()
        return found.st_dev, found.st_ino
    except OSError:
        return None


def _head(connection: sqlite3.Connection) -> Head:
    found = connection.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head(0, GENESIS)
