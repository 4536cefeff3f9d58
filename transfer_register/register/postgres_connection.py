"""Connecting to a PostgreSQL that is no sure thing: with limits on waiting, a look at what is there, and anew when it broke."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Event, Lock
from time import monotonic
from typing import Any

import psycopg

from transfer_register.errors import TransferRegisterError, Unavailable
from transfer_register.register.postgres_address import PostgresAddress
from transfer_register.register.postgres_errors import Silent, in_words
from transfer_register.register.postgres_schema import check_or_make

# How long a server may take to answer a question before it stops by itself, and how long a writer may say nothing to it
# before it loses its turn (its process hangs, its network is cut), in milliseconds.
_ANSWER_MILLISECONDS = 15_000
_IDLE_MILLISECONDS = 300_000
# Ends what a lost connection may have left at work in the server, so that its turn is free and its outcome certain.
_END_SESSION = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %s"
# What a server says last: it is stopped, or lets go of a session that was idle.
_LOST = ("08", "57P", "25P03")
# How long a server may say nothing at all to somebody who waits for it, in seconds.
SILENCE_SECONDS = 20.0
# A role or a server may be set to acknowledge what is not on disk yet; a register may not.
_SETTINGS = """
SELECT set_config('search_path', 'transfer_register, pg_temp', false),
       set_config('lock_timeout', %(lock)s, false),
       set_config('statement_timeout', %(statement)s, false),
       set_config('idle_in_transaction_session_timeout', %(idle)s, false),
       set_config('tcp_keepalives_idle', '10', false),
       set_config('tcp_keepalives_interval', '5', false),
       set_config('tcp_keepalives_count', '2', false),
       set_config('default_transaction_isolation', 'read committed', false),
       CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END,
       (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
"""


class WatchedConnection(psycopg.Connection):
    """A connection that waits for a silent server no longer than `silence` seconds, and not at all once `stopped` is set."""

    silence: float = SILENCE_SECONDS
    stopped: Event = Event()
    # What tells this session of the server from all others, also when the connection is lost.
    session_id: int
    session_began: datetime

    def wait(self, gen: Generator, *words: Any, **more: Any) -> Any:
        return super().wait(self._watched(gen), *words, **more)

    def _watched(self, gen: Generator) -> Generator:
        # psycopg comes by ten times a second with nothing in its hands while the server says nothing.
        heard = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = monotonic()
                elif self.stopped.is_set() or monotonic() - heard > self.silence:
                    raise Silent(f"no answer for {monotonic() - heard:.0f} seconds")
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value


class Line:
    """One connection, for one thread at a time; opened when it is first needed, and anew after it broke."""

    def __init__(self, address: PostgresAddress, patience: float, met: Event, *, writes: bool):
        """`patience` is how many seconds a writer waits for its turn; a line that `writes` may take its time with it.

        `met` is set once the journal was found or made by any line: from then on it is not made again where it is missing.
        """
        self.address, self.patience, self._met = address, patience, met
        self._writes, self._lock, self._stopped = writes, Lock(), Event()
        self._connection: WatchedConnection | None = None
        # The last try that took long and failed: until when, and with what, that answer is given again.
        self._refused: tuple[float, str] = (0.0, "")

    @contextmanager
    def held(self, patience: float | None = None) -> Iterator[WatchedConnection]:
        """The connection, open as far as is known. Raises `Unavailable` when others have it for longer than the patience."""
        patience = self.patience if patience is None else patience
        if not self._lock.acquire(timeout=patience):
            what = f"somebody else has been writing for {patience:.0f} seconds"
            raise Unavailable(f"{self.address.name}: {what}. Nothing was written. Try again.")
        try:
            yield self._open()
        finally:
            self._lock.release()

    def rows(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple]:
        """The rows of a question. Asked once more on a new connection where the old one proves to be broken."""
        with self.held() as connection:
            try:
                return connection.execute(question, values, binary=True).fetchall()
            except psycopg.Error as error:
                if not self.is_lost(error) or isinstance(error, Silent):
                    raise self.told(error) from None
            try:
                return self.again().execute(question, values, binary=True).fetchall()
            except psycopg.Error as error:
                self.is_lost(error)
                raise self.told(error) from None

    def is_lost(self, error: psycopg.Error) -> bool:
        """Did the connection end with this error? It is then closed; for whoever holds it."""
        lost = self._connection is None or self._connection.closed
        lost = lost or isinstance(error, Silent) or (error.sqlstate or "").startswith(_LOST)
        if lost and self._connection:
            self._connection.close()
        return lost

    def again(self) -> WatchedConnection:
        """A new connection in the place of one that was lost, for whoever holds it."""
        return self._open()

    def told(self, error: psycopg.Error, writing: str = "", patience: float | None = None) -> TransferRegisterError:
        return in_words(self.address, error, self.patience if patience is None else patience, writing)

    def close(self) -> None:
        """Ends a wait that is under way, too."""
        self._stopped.set()
        with self._lock:
            if self._connection:
                self._connection.close()

    def _open(self) -> WatchedConnection:
        if self._connection and not self._connection.closed:
            return self._connection
        if self._stopped.is_set():
            raise Unavailable(f"{self.address.name}: the register was closed. Open it again.")
        began, (until, sentence) = monotonic(), self._refused
        if began < until:
            raise Unavailable(sentence)
        try:
            self._connection = self._connect()
        except psycopg.Error as error:
            told = self.told(error, "Nothing was written. " if self._writes else "")
            # A try that took long is not repeated at once: everybody would wait for it in turn.
            self._refused = (monotonic() + (monotonic() - began), str(told)) if monotonic() - began > 1 else (0.0, "")
            raise told from None
        return self._connection

    def _connect(self) -> WatchedConnection:
        connection = WatchedConnection.connect(**self.address.parameters, autocommit=True)
        connection.stopped = self._stopped
        if self._writes:
            connection.silence = self.patience + SILENCE_SECONDS
        try:
            limits = {
                "lock": f"{self.patience * 1000:.0f}",
                "statement": "0" if self._writes else str(_ANSWER_MILLISECONDS),
                "idle": str(_IDLE_MILLISECONDS),
            }
            connection.session_id = connection.info.backend_pid
            *_, connection.session_began = connection.execute(_SETTINGS, limits).fetchone()
            if self._writes and self._connection:
                connection.execute(_END_SESSION, (self._connection.session_id, self._connection.session_began))
            check_or_make(connection, self.address, writes=self._writes, makes=not self._met.is_set())
            self._met.set()
        except BaseException:
            with suppress(psycopg.Error):
                connection.close()
            raise
        return connection
