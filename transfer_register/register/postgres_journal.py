"""The journal in PostgreSQL (15 or later): append-only by triggers, for several servers that write in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from time import monotonic, sleep

import psycopg

from transfer_register.errors import TransferRegisterError, Unavailable
from transfer_register.register.journal import GENESIS, Entry, Head, Kept
from transfer_register.register.postgres_address import read_address
from transfer_register.register.postgres_connection import Line, WatchedConnection
from transfer_register.register.postgres_errors import Silent
from transfer_register.register.postgres_evidence import EvidenceTable
from transfer_register.register.postgres_turn import CHANNEL, COLUMNS, KEPT, PostgresTurn

# How long a writer waits for another one to end its turn; and for a server that went away with the answer to a COMMIT.
PATIENCE_SECONDS = 30.0
RETURN_SECONDS = 20.0
_AGAIN_SECONDS = 0.2
# How many entries are read in one go: each is a question of its own, so that no long one keeps what was erased alive.
_CHUNK = 20_000
_NOTHING = "Nothing was written. "
_UNKNOWN = (
    "{}: the connection was lost while the change was being written, and the server is not back yet. "
    "Whether it was written shows when it is: look at the record before you write it again."
)


class PostgresJournal:
    """A `Journal`. One connection writes, one reads, one listens; each is opened when needed, and anew after it broke."""

    def __init__(self, url: str, patience: float = PATIENCE_SECONDS, back_within: float = RETURN_SECONDS):
        """Takes the address apart, and goes nowhere yet. Raises `Refused` for what is no address.

        `patience` is how many seconds a writer waits for another's turn, `back_within` how many it waits for a server that
        went away before it had answered whether a change was written.
        """
        self.address = read_address(url)
        self.name = self.address.name
        met = Event()
        self._reader = Line(self.address, patience, met, writes=False)
        self._writer = Line(self.address, patience, met, writes=True)
        self._listener = Line(self.address, patience, met, writes=False)
        self._listening: WatchedConnection | None = None
        self._patience, self._back_within = patience, back_within
        self.untidy = False
        self.evidence = EvidenceTable(self._reader)

    def head(self) -> Head:
        rows = self._reader.rows("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1")
        return Head(*rows[0]) if rows else Head(0, GENESIS)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        question = f"SELECT {COLUMNS} FROM entry WHERE sequence > %s ORDER BY sequence LIMIT %s"
        while rows := self._reader.rows(question, (after, _CHUNK)):
            yield from (Entry(*row) for row in rows)
            after = rows[-1][0]

    def entry(self, sequence: int) -> Entry | None:
        rows = self._reader.rows(f"SELECT {COLUMNS} FROM entry WHERE sequence = %s", (sequence,))
        return Entry(*rows[0]) if rows else None

    def of_kind(self, kind: str) -> list[Entry]:
        # By the first entry of each record, which an index finds.
        question = f"SELECT {COLUMNS} FROM entry WHERE record IN (SELECT record FROM entry WHERE kind = %s AND version = 1)"
        return [Entry(*row) for row in self._reader.rows(f"{question} ORDER BY sequence", (kind,))]

    def kept(self, shelf: str, ids: Sequence[str] | None = None) -> dict[str, Kept]:
        where, values = ("", ()) if ids is None else (" AND id = ANY(%s)", (list(ids),))
        rows = self._reader.rows(f"SELECT {KEPT} FROM kept WHERE shelf = %s{where} ORDER BY id", (shelf, *values))
        return {row[0]: Kept(*row) for row in rows}

    def wait(self, after: int, seconds: float) -> bool:
        """Waits until the journal ends at another entry than `after`, and tells whether it does; `seconds` at most.

        A writer's commit wakes it at once. For one thread. Raises as reading does; `close` ends it.
        """
        with self._listener.held() as connection:
            try:
                if connection is not self._listening:
                    # Nobody can listen on a standby: there, looking once in a while is what remains.
                    if connection.info.parameter_status("in_hot_standby") != "on":
                        connection.execute(f"LISTEN {CHANNEL}")
                    # What was committed before anybody listened is seen by looking at once.
                    self._listening = connection
                else:
                    for _ in connection.notifies(timeout=seconds, stop_after=1):
                        pass
                return connection.execute("SELECT coalesce(max(sequence), 0) FROM entry").fetchone()[0] != after
            except psycopg.Error as error:
                self._listener.is_lost(error)
                raise self._listener.told(error) from None

    @contextmanager
    def turn(self, patience: float | None = None) -> Iterator[PostgresTurn]:
        """The only writer until it ends; an exception takes all back. Raises `Unavailable` after waiting long."""
        patience = self._patience if patience is None else patience
        with self._writer.held(patience) as connection:
            turn = self._begin(connection, patience)
            try:
                yield turn
                turn.finish()
            except psycopg.Error as error:
                turn.take_back()
                raise self._writer.told(error, _NOTHING) from None
            except BaseException:
                turn.take_back()
                raise
            self._commit(turn)
            self.untidy = turn.untidy

    def _begin(self, connection: WatchedConnection, patience: float) -> PostgresTurn:
        try:
            try:
                turn = PostgresTurn(connection, patience)
            except psycopg.Error as error:
                # The server may have been away while nobody wrote.
                if not self._writer.is_lost(error) or isinstance(error, Silent):
                    raise
                turn = PostgresTurn(self._writer.again(), patience)
        except psycopg.Error as error:
            if not self._writer.is_lost(error):
                connection.rollback()
            raise self._writer.told(error, _NOTHING, patience) from None
        if turn.reads_only:
            turn.take_back()
            raise self._writer.told(psycopg.errors.ReadOnlySqlTransaction(), _NOTHING)
        return turn

    def _commit(self, turn: PostgresTurn) -> None:
        try:
            committed = turn.commit()
        except psycopg.Error as error:
            if self._writer.is_lost(error):
                if self._landed(turn):
                    return
            else:
                turn.take_back()
            raise self._writer.told(error, _NOTHING) from None
        if not committed:
            raise Unavailable(f"{self.name}: the server took the change back. {_NOTHING}Try again.")

    def _landed(self, turn: PostgresTurn) -> bool:
        """The answer to COMMIT was lost: was it done? Raises `Unavailable` where nobody can be asked."""
        until = monotonic() + self._back_within
        while True:
            try:
                connection = self._writer.again()
                try:
                    return turn.landed(connection, self._patience)
                except psycopg.Error as error:
                    self._writer.is_lost(error)
                    raise self._writer.told(error) from None
            except TransferRegisterError:
                if monotonic() > until:
                    raise Unavailable(_UNKNOWN.format(self.name)) from None
                sleep(_AGAIN_SECONDS)

    def close(self) -> None:
        for line in (self._listener, self._reader, self._writer):
            line.close()
