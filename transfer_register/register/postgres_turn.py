"""A turn in PostgreSQL: one transaction that holds a lock, so that writers of all processes come one after another."""

from __future__ import annotations

import psycopg
from psycopg.pq import TransactionStatus

from transfer_register.register.journal import GENESIS, Entry, Head, Kept
from transfer_register.register.postgres_connection import WatchedConnection
from transfer_register.register.postgres_schema import TURN

COLUMNS = "sequence, at, actor, batch, record, kind, version, body, previous, hash"
KEPT = "id, at, actor, body"
CHANNEL = "transfer_register"
_TYPES = ["int8", "text", "text", "text", "text", "text", "int4", "bytea", "text", "text"]
# One way there and back. What is read after the lock is what the writer before has committed (READ COMMITTED).
_BEGIN = f"""
BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL lock_timeout = %d;
SELECT pg_advisory_xact_lock({TURN});
SELECT current_setting('transaction_read_only') = 'on', (SELECT to_wipe FROM journal)
"""


class PostgresTurn:
    """A `Turn`. It remembers what it wrote, so that it can be looked for when the answer to COMMIT was lost.

    Its methods raise psycopg's errors, which `PostgresJournal.turn` puts into words.
    """

    def __init__(self, connection: WatchedConnection, patience: float):
        """Begins; waits `patience` seconds for the turn of another writer to end."""
        self._connection = connection
        self._last: Entry | None = None
        self._shelved: dict[tuple[str, str], Kept | None] = {}
        # No less than a millisecond: 0 would wait for ever.
        cursor = connection.execute(_BEGIN % max(1, round(patience * 1000)))
        while cursor.nextset():
            pass
        # `reads_only`: the server takes no writes, as a standby. `untidy`: something that was dropped is still in a file.
        self.reads_only, self.untidy = cursor.fetchone()

    def head(self) -> Head:
        found = self._connection.execute("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1").fetchone()
        return Head(*found) if found else Head(0, GENESIS)

    def newest(self, record: str) -> Entry | None:
        row = self._connection.execute(
            f"SELECT {COLUMNS} FROM entry WHERE record = %s ORDER BY version DESC LIMIT 1", (record,), binary=True
        ).fetchone()
        return Entry(*row) if row else None

    def last_created(self, kind: str) -> str | None:
        found = self._connection.execute(
            "SELECT record FROM entry WHERE kind = %s AND version = 1 ORDER BY sequence DESC LIMIT 1", (kind,)
        ).fetchone()
        return found[0] if found else None

    def append(self, entries: list[Entry]) -> None:
        if not entries:
            return
        with self._connection.cursor().copy(f"COPY entry ({COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(_TYPES)
            for e in entries:
                copy.write_row((e.sequence, e.at, e.actor, e.batch, e.record, e.kind, e.version, e.raw, e.previous, e.hash))
        self._last = entries[-1]

    def kept(self, shelf: str, id: str) -> Kept | None:
        row = self._connection.execute(
            f"SELECT {KEPT} FROM kept WHERE shelf = %s AND id = %s", (shelf, id), binary=True
        ).fetchone()
        return Kept(*row) if row else None

    def keep(self, shelf: str, kept: Kept) -> None:
        self._connection.execute(
            "INSERT INTO kept (shelf, id, at, actor, body) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (shelf, id) DO UPDATE SET at = excluded.at, actor = excluded.actor, body = excluded.body",
            (shelf, kept.id, kept.at, kept.actor, kept.body),
        )
        self._shelved[shelf, kept.id] = kept

    def drop(self, shelf: str, id: str) -> None:
        gone = self._connection.execute("DELETE FROM kept WHERE shelf = %s AND id = %s", (shelf, id))
        self._shelved[shelf, id] = None
        self.untidy = self.untidy or gone.rowcount > 0

    def finish(self) -> None:
        """The last that can fail with nothing written: what was dropped goes out of its file."""
        if self.untidy:
            self.untidy = not self._connection.execute("SELECT wipe()").fetchone()[0]

    def commit(self) -> bool:
        """Ends it for good; False where the server took all back."""
        cursor = self._connection.execute(f"NOTIFY {CHANNEL}; COMMIT" if self._last else "COMMIT")
        while cursor.nextset():
            pass
        return cursor.statusmessage == "COMMIT"

    def take_back(self) -> None:
        """Rolls back; a connection that is lost, or in the middle of something, is closed, which does the same."""
        try:
            if self._connection.info.transaction_status is TransactionStatus.ACTIVE:
                self._connection.close()
            elif not self._connection.closed:
                self._connection.execute("ROLLBACK")
        except psycopg.Error:
            self._connection.close()

    def landed(self, connection: WatchedConnection, patience: float) -> bool:
        """Looks by a later connection whether what was written here is in the journal, once this one's session has ended."""
        late = PostgresTurn(connection, patience)
        try:
            if self._last:
                row = connection.execute("SELECT hash FROM entry WHERE sequence = %s", (self._last.sequence,)).fetchone()
                return row is not None and row[0] == self._last.hash
            return all(late.kept(shelf, id) == kept for (shelf, id), kept in self._shelved.items())
        finally:
            late.take_back()
