"""The plain ways: tables of versions without a chain, hashing and reading a journal by hand."""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import orjson
import pyarrow

from transfer_register.register.journal import GENESIS

# id, version, recorded_at, actor, state (JSON text)
Row = tuple[str, int, str, str, str]
_COLUMNS = ("id", "version", "recorded_at", "actor", "state")
_TABLE = "CREATE TABLE {} (id TEXT, version INTEGER, recorded_at TEXT, actor TEXT, state TEXT)"
_INSERT = "INSERT INTO {} VALUES (?, ?, ?, ?, ?)"
_ENTRIES = "SELECT sequence, at, actor, batch, record, kind, version, body, previous, hash FROM entry ORDER BY sequence"
_MANY = 20_000


def _sqlite(folder: Path, table: str) -> sqlite3.Connection:
    """As durable as the journal."""
    connection = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(_TABLE.format(table))
    return connection


def _duckdb(folder: Path, table: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(folder / "plain.duckdb"))
    connection.execute(_TABLE.format(table))
    return connection


def _each(connection: Any, rows: Iterable[Row]) -> float:
    """Median seconds of one INSERT that is a transaction of its own."""
    taken = []
    for row in rows:
        begun = time.perf_counter()
        connection.execute(_INSERT.format("one"), row)
        taken.append(time.perf_counter() - begun)
    found = connection.execute("SELECT id, version, recorded_at, actor, state FROM one").fetchall()
    connection.close()
    assert found == rows
    return statistics.median(taken)


def _sqlite_at_once(folder: Path, rows: list[Row]) -> tuple[float, tuple]:
    """Seconds of one transaction with `executemany`; how many there are then, and their persons."""
    connection = _sqlite(folder, "many")
    begun = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany(_INSERT.format("many"), rows)
    connection.execute("COMMIT")
    taken = time.perf_counter() - begun
    answer = connection.execute("SELECT count(*), sum(json_extract(state, '$.state.persons')) FROM many").fetchone()
    connection.close()
    return taken, answer


def _duckdb_at_once(folder: Path, rows: list[Row]) -> tuple[float, tuple]:
    """The same from an Arrow table."""
    connection = _duckdb(folder, "many")
    begun = time.perf_counter()
    connection.register("given", pyarrow.table(dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))))
    connection.execute("INSERT INTO many SELECT * FROM given")
    taken = time.perf_counter() - begun
    answer = connection.execute("SELECT count(*), sum((state ->> '$.state.persons')::BIGINT)::BIGINT FROM many").fetchone()
    connection.close()
    return taken, answer


TABLES = {
    "plain INSERT, SQLite": SimpleNamespace(
        one_by_one=lambda folder, rows: _each(_sqlite(folder, "one"), rows), at_once=_sqlite_at_once
    ),
    "plain INSERT, DuckDB": SimpleNamespace(
        one_by_one=lambda folder, rows: _each(_duckdb(folder, "one"), rows), at_once=_duckdb_at_once
    ),
}


def _read(journal: Path, question: str = _ENTRIES, *values: str) -> Iterator[tuple]:
    connection = sqlite3.connect(journal)
    try:
        yield from connection.execute(question, values)
    finally:
        connection.close()


def newest(journal: Path, id: str) -> dict[str, Any]:
    """The state of a record, by the index of the journal's file."""
    question = "SELECT body FROM entry WHERE record = ? ORDER BY version DESC LIMIT 1"
    return json.loads(next(_read(journal, question, id))[0])["state"]


def verify(journal: Path) -> str:
    """The chain as a few lines of Python check it; returns the last hash."""
    reached = GENESIS
    for *says, body, previous, digest in _read(journal):
        text = json.dumps(
            [*says, json.loads(body), previous], ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
        )
        assert (previous, digest) == (reached, sha256(text.encode()).hexdigest()), says[0]
        reached = digest
    return reached


def hash_alone(journal: Path) -> float:
    """Seconds of nothing but SHA-256 over what the chain covers, which stands ready in memory: the limit for one core."""
    walk, taken = _read(journal), 0.0
    while ready := [orjson.dumps([*says, orjson.Fragment(body), previous]) for *says, body, previous, _ in islice(walk, _MANY)]:
        begun = time.perf_counter()
        for text in ready:
            sha256(text).hexdigest()
        taken += time.perf_counter() - begun
    return taken


def as_dict(journal: Path) -> tuple[int, int]:
    """The newest state of every record in a dict; how many transfers there are, and their persons."""
    states: dict[str, dict[str, Any] | None] = {}
    for record, body in _read(journal, "SELECT record, body FROM entry ORDER BY sequence"):
        states[record] = json.loads(body)["state"]
    live = [state for id, state in states.items() if state and id.startswith("TR-")]
    return len(live), sum(state["persons"] for state in live)


def as_frame(journal: Path) -> tuple[int, int]:
    """The same with pandas: newest versions, one column for each field."""
    import pandas

    connection = sqlite3.connect(journal)
    entries = pandas.read_sql_query("SELECT record, version, body FROM entry WHERE kind = 'transfer'", connection)
    connection.close()
    last = entries.sort_values("version").drop_duplicates("record", keep="last")
    states = pandas.DataFrame([state for body in last["body"] if (state := json.loads(body)["state"])])
    return len(states), int(states["persons"].sum())
