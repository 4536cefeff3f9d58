"""The journal's projection into DuckDB: histories and words, in which everything is asked.

It holds nothing that the journal does not: a projection that is missing, damaged or made by another version of the program
is deleted and made anew. One process has the file; another one beside it works in memory, and so does one that cannot write it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pyarrow

from transfer_register.errors import TransferRegisterError
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import Words
from transfer_register.register import fact_columns, governance
from transfer_register.register.journal import GENESIS, SCHEMA, Entry, Head
from transfer_register.register.locked_duckdb import connect
from transfer_register.register.spill import Spill
from transfer_register.register.statements import all_sql, sql

# Files that this process has open: DuckDB would quietly share them between two registers, and their locks would not.
_HELD: set[Path] = set()
_HOLDING = Lock()
# How many entries are applied in one go.
_CHUNK = 50_000
# Kinds of record that have a history of their own; all others share one.
_HISTORIES = ("party", "transfer")
# Entries of a schema that this program does not know; older ones are read as they stand.
_NEWER = "SELECT sequence, (body ->> '$.schema')::INT AS schema FROM news WHERE schema > $schema ORDER BY sequence LIMIT 1"
_TOO_NEW = (
    "Entry {} of the journal was written by a newer version of the program (schema {}; this one reads up to {}). "
    "Install that version; nothing was changed."
)


# What an opened register reads first: where its blocks are damaged, the file is made anew before anybody looks.
_READ_FIRST = (
    "SELECT sequence, hash FROM projection",
    "SELECT sight, holds_on, known_on, law, kit FROM sight",
    "SELECT law, fingerprint FROM law",
    "SELECT kit, fingerprint FROM kit",
)
_STOPPED = (duckdb.FatalException, duckdb.InternalException, duckdb.IOException, duckdb.SerializationException)


def is_damaged(error: duckdb.Error) -> bool:
    """Does an error say that the projection is damaged, or that its database had to stop? It is made anew then."""
    # A block that is not what was written comes as no kind of error in particular.
    return isinstance(error, _STOPPED) or (type(error) is duckdb.Error and "corrupt" in str(error).lower())


class Projection:
    """One DuckDB database. `connection` writes, under the register's lock; every question has a cursor of its own."""

    def __init__(self, path: Path, words: Words, *, in_memory: bool = False):
        """Opens what is there if this program made it, and makes it otherwise; works in memory where another has the file.

        `made_anew` then says why it is empty: it was `missing` or not finished, `damaged` or made by `another` version, or its
        file is `unwritable`, for want of room or of the right; None otherwise. Raises `duckdb.Error` where not even memory is to
        be had.
        """
        self.path = path
        self.made_anew: str | None = None
        self._made_by = _digest(words)
        self._spill = Spill(path.parent)
        self._held = not in_memory and _hold(path)
        try:
            if not (self._held and self._open_file(words)):
                self.connection = connect(None, self._spill)
                self._make(words)
            # The last entry that was applied.
            self.applied = Head(*self.first("SELECT sequence, hash FROM projection"))
        except BaseException:
            self._release()
            raise

    @property
    def in_memory(self) -> bool:
        return not self._held

    def first(self, sql: str, parameters: dict[str, Any] | None = None) -> tuple | None:
        """The only row of an answer, or None. (A result that is not read to its end would block the connection.)"""
        rows = self.connection.execute(sql, parameters or {}).fetchall()
        return rows[0] if rows else None

    def apply(self, entries: Iterable[Entry], tell: Callable[[int], None] = lambda applied: None) -> int:
        """Applies entries that follow those applied, tells now and then how many, and returns how many.

        Raises `TransferRegisterError` for an entry that was written by a newer version of the program.
        """
        walk, applied = iter(entries), 0
        while chunk := list(islice(walk, _CHUNK)):
            with self.table("news", _news(chunk)):
                if newer := self.first(_NEWER, {"schema": SCHEMA}):
                    raise TransferRegisterError(_TOO_NEW.format(*newer, SCHEMA))
                with self.transaction():
                    self.connection.execute(sql("apply"))
                    for history in sorted({entry.kind if entry.kind in _HISTORIES else "other" for entry in chunk}):
                        self.connection.execute(sql(f"apply_{history}"))
            self.applied = Head(chunk[-1].sequence, chunk[-1].hash)
            applied += len(chunk)
            tell(applied)
        return applied

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside, or nothing."""
        self.connection.execute("BEGIN")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            # A fatal error has ended the transaction already, and the first error is the one to tell.
            with suppress(duckdb.Error):
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def table(self, name: str, content: pyarrow.Table) -> Iterator[None]:
        """An Arrow table that statements inside can read by its name."""
        self.connection.register(name, content)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def close(self) -> None:
        self.connection.close()
        self._release()

    def discard(self) -> None:
        """Closes and deletes a projection that is no longer good."""
        with suppress(duckdb.Error, OSError):
            self.connection.close()
            self._delete()
        self._release()

    def _open_file(self, words: Words) -> bool:
        """Opens the file, or makes it anew; False where another process has it, or it cannot be written."""
        self.made_anew = None if self.path.exists() else "missing"
        try:
            if not self._open_ours():
                self._delete()
                self._connect_file()
                self._make(words)
            return True
        except (duckdb.Error, OSError) as error:
            if not _another_has_it(error):
                self.made_anew = "unwritable"
                # Half a file is no use, and takes room that is missing.
                with suppress(duckdb.Error, OSError):
                    self._delete()
            self._give_up_file()
            return False

    def _open_ours(self) -> bool:
        """Opens the file that is there; False, and why in `made_anew`, where it has to be made anew."""
        try:
            self._connect_file()
            if self.connection.execute("SELECT made_by FROM projection").fetchall() == [(self._made_by,)]:
                for question in _READ_FIRST:
                    self.connection.execute(question).fetchall()
                return True
            found = "another"
        except duckdb.CatalogException:
            found = "missing"  # a crash came while it was made
        except duckdb.Error as error:
            if _another_has_it(error):
                raise
            found = "damaged"
        self.made_anew = self.made_anew or found
        return False

    def _connect_file(self) -> None:
        # The file is tidied up when it is closed rather than in the middle of a large act: what a crash costs is made anew.
        self.connection = connect(self.path, self._spill, checkpoint_threshold="256MB")

    def _make(self, words: Words) -> None:
        figures = governance.table(words.governance)
        with self.table("news_of_words", _words(words)), self.table("news_of_figures", figures), self.transaction():
            for statements in (
                fact_columns.schema(),
                sql("schema"),
                sql("macros"),
                sql("told_legs"),
                sql("review"),
                sql("chains"),
            ):
                self.connection.execute(statements)
            self.connection.execute("INSERT INTO word SELECT * FROM news_of_words")
            self.connection.execute("INSERT INTO governance BY NAME SELECT * FROM news_of_figures")
            self.connection.execute(
                "INSERT INTO projection VALUES ($made_by, 0, $hash)", {"made_by": self._made_by, "hash": GENESIS}
            )

    def _delete(self) -> None:
        if self._held:
            if hasattr(self, "connection"):
                self.connection.close()
            for suffix in ("", ".wal"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _release(self) -> None:
        self._spill.remove()
        self._give_up_file()

    def _give_up_file(self) -> None:
        if self._held:
            self._held = False
            with _HOLDING:
                _HELD.discard(self.path.resolve())


def _hold(path: Path) -> bool:
    with _HOLDING:
        held = path.resolve() not in _HELD
        _HELD.add(path.resolve())
        return held


def _another_has_it(error: Exception) -> bool:
    return isinstance(error, duckdb.IOException) and "Could not set lock" in str(error)


def _digest(words: Words) -> str:
    """Names the program and the words that a projection was made with."""
    made = (duckdb.__version__, all_sql(), fact_columns.schema(), repr(FACTS), repr(words))
    return hashlib.sha256("\n".join(made).encode()).hexdigest()


def _news(entries: list[Entry]) -> pyarrow.Table:
    text = pyarrow.string()
    return pyarrow.table(
        {
            "sequence": pyarrow.array([e.sequence for e in entries], pyarrow.int64()),
            "recorded_at": pyarrow.array(
                [datetime.fromisoformat(e.at).replace(tzinfo=None) for e in entries], pyarrow.timestamp("us")
            ),
            "actor": pyarrow.array([e.actor for e in entries], text),
            "batch": pyarrow.array([e.batch for e in entries], text),
            "record": pyarrow.array([e.record for e in entries], text),
            "kind": pyarrow.array([e.kind for e in entries], text),
            "version": pyarrow.array([e.version for e in entries], pyarrow.int32()),
            "body": pyarrow.array([e.raw for e in entries], pyarrow.binary()).cast(text),
            "hash": pyarrow.array([e.hash for e in entries], text),
        }
    )


def _words(words: Words) -> pyarrow.Table:
    rows = [
        (vocabulary, term.id, term.label, place, term.rank, list(term.marks))
        for vocabulary, terms in words.lists.items()
        for place, term in enumerate(terms.values())
    ]
    types = (
        pyarrow.string(),
        pyarrow.string(),
        pyarrow.string(),
        pyarrow.int32(),
        pyarrow.int32(),
        pyarrow.list_(pyarrow.string()),
    )
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    names = ["vocabulary", "term", "label", "place", "rank", "marks"]
    return pyarrow.Table.from_arrays([pyarrow.array(c, t) for c, t in zip(columns, types, strict=True)], names=names)
