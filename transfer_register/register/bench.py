"""A bench: a DuckDB in memory where questions about patterns of facts are planned once and put again for every few patterns.

The law of a day is some hundred thousand characters of SQL. Planned anew, with DuckDB's optimizer, it costs seconds for one
pattern as for ten thousand; the optimizer finds nothing in it, and without it DuckDB keeps a prepared plan.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from weakref import WeakValueDictionary

import pyarrow

from transfer_register.model.facts import FACTS
from transfer_register.register.fact_columns import quoted
from transfer_register.register.locked_duckdb import connect

# After so many patterns the room that deleted rows take is given back.
_MANY = 1_000
# How many patterns are put in one go: enough to fill a core, few enough for memory.
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Step:
    """One question: its answer stands in `table`, with `columns` (DDL), where the next step may read it."""

    table: str
    columns: str
    sql: str


def facts_of(steps: tuple[Step, ...]) -> list[str]:
    """The facts that some steps name; every one is named as a quoted column."""
    text = "\n".join(step.sql for step in steps)
    return [name for name in FACTS if quoted(name) in text]


class Bench:
    """Runs its steps over the patterns it is given. One thread at a time."""

    def __init__(self, relation: str, steps: tuple[Step, ...]):
        """`relation` is the name under which the steps read the patterns: `pattern` and the facts that they name."""
        self._relation, self._steps = relation, steps
        self._facts = facts_of(steps)
        # Patterns come some ten thousand at a time: nothing is ever spilled.
        self._connection = connect(None, before="PRAGMA disable_optimizer;", threads=1)
        run = self._connection.execute
        columns = "".join(f", {quoted(name)} {FACTS[name].kind.sql}" for name in self._facts)
        run(f"CREATE TABLE {relation} (pattern UBIGINT{columns})")
        # Every table before any plan: a table made after a plan would have DuckDB plan anew each time.
        for step in steps:
            run(f"CREATE TABLE {step.table} ({step.columns})")
        for step in steps:
            run(f"PREPARE make_{step.table} AS INSERT INTO {step.table} BY NAME {step.sql}")

    def run(self, patterns: pyarrow.Table) -> dict[str, pyarrow.Table]:
        """The answers, by the table of their step. `patterns` has `pattern` and all facts."""
        run = self._connection.execute
        columns = ", ".join(["pattern", *map(quoted, self._facts)])
        self._connection.register("given", patterns)
        try:
            run(f"INSERT INTO {self._relation} BY NAME SELECT {columns} FROM given")
            for step in self._steps:
                run(f"EXECUTE make_{step.table}")
            return {step.table: self._connection.sql(f"FROM {step.table}").to_arrow_table() for step in self._steps}
        finally:
            self._connection.unregister("given")
            for table in (self._relation, *(step.table for step in self._steps)):
                run(f"DELETE FROM {table}")
            if patterns.num_rows > _MANY:
                run("CHECKPOINT")

    def close(self) -> None:
        self._connection.close()


class Benches:
    """Equal benches, as many as are at work at once; one is made when none is idle."""

    def __init__(self, relation: str, steps: tuple[Step, ...]):
        self.steps, self.facts = steps, frozenset(facts_of(steps))
        self._relation = relation
        self._idle: list[Bench] = []

    def run(self, patterns: pyarrow.Table) -> dict[str, pyarrow.Table]:
        """The answers of one of them. Safe for many threads."""
        bench = self._one()
        answers = bench.run(patterns)
        self._idle.append(bench)
        return answers

    def prepare(self) -> None:
        """Has one of them ready, so that whoever runs it next need not wait for it."""
        self._idle.append(self._one())

    def _one(self) -> Bench:
        try:
            return self._idle.pop()
        except IndexError:
            return Bench(self._relation, self.steps)

    def close(self) -> None:
        """Gives back their room; they are made again when they are needed."""
        while self._idle:
            self._idle.pop().close()


# Two laws mostly differ in one regime: what asks the same is planned once for both.
_SHARED: WeakValueDictionary[tuple, Benches] = WeakValueDictionary()


def shared_benches(relation: str, steps: tuple[Step, ...]) -> Benches:
    """The benches for some steps, the same ones for whoever has equal steps."""
    return _SHARED.setdefault((relation, steps), Benches(relation, steps))


# Some patterns and the benches that they are put on.
Part = tuple[Benches, pyarrow.Table]


def parts_of(benches: Benches, patterns: pyarrow.Table) -> list[Part]:
    """Patterns in parts that can be put side by side."""
    return [(benches, patterns.slice(at, _AT_ONCE)) for at in range(0, patterns.num_rows, _AT_ONCE)]


def side_by_side(parts: list[Part]) -> Iterator[dict[str, pyarrow.Table]]:
    """The answers for each part, as many at a time as there are processors."""
    if parts:
        with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as threads:
            yield from threads.map(lambda part: part[0].run(part[1]), parts)
