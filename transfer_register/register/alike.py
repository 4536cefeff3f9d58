"""Patterns that a law, or a kit, cannot tell apart: all its tests answer alike for them, so that one of them is judged for all.

A law asks whether an assessment is older than a year, not on which day it was made; and a million transfers differ in days,
numbers and names far more often than in what a law sees of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyarrow

from transfer_register.law.condition import Condition, Test, condition_sql, literals
from transfer_register.law.in_force import DESTINATION
from transfer_register.model.facts import JUDGED
from transfer_register.register.fact_columns import quoted
from transfer_register.register.projection import Projection

# So many patterns are judged each for itself: to see who is alike costs about as much.
FEW = 2_000
# Two bits a test, in numbers of 64 bits with a sign.
_TESTS_IN_A_WORD = 31


class Patterns:
    """The patterns under way of which something must be said, each with the place of a leg that has its facts."""

    def __init__(self, projection: Projection, which: str, parameters: dict[str, int]):
        """`which` says of a row `f` of `fresh_fact` whether its pattern is meant; it is asked now."""
        self._projection = projection
        self._make(
            "under_way", f"SELECT pattern, min(place) AS place FROM fresh_fact AS f WHERE {which} GROUP BY pattern", parameters
        )
        [self.count] = projection.first("SELECT count(*) FROM under_way")

    def facts(self, names: Collection[str]) -> pyarrow.Table:
        """All of them with some of their facts."""
        return self._facts(names, "under_way")

    def alike(self, tests: Iterable[Test], bound: Collection[Condition] = (), destinations: Collection[str] = ()) -> None:
        """Makes `alike`: each pattern for which one of `bound` holds, or may hold, and the pattern that is judged for it.

        It is alike where every test answers alike, unknown included, and where it is none, or the same, of the destinations.
        """
        key = told_apart(tests, destinations)
        names = ", ".join(text.rpartition(" ")[2] for text in key)
        binds = " OR ".join(condition_sql(condition) for condition in bound) or "TRUE"
        facts = f"SELECT under_way.pattern, {', '.join(key)} FROM stated_fact AS f JOIN under_way ON f.rowid = under_way.place"
        self._make("seen_as", f"{facts} WHERE ({binds}) IS DISTINCT FROM FALSE")
        first = f"SELECT min(pattern) AS judged_as, {names} FROM seen_as GROUP BY ALL"
        self._make("alike", f"SELECT pattern, judged_as FROM seen_as JOIN ({first}) USING ({names})")

    def each_for_itself(self) -> None:
        """Makes `alike` of those so few that it does not pay to ask who is alike."""
        self._make("alike", "SELECT pattern, pattern AS judged_as FROM under_way")

    def examples(self, names: Collection[str]) -> pyarrow.Table:
        """Those of `alike` that are judged, for themselves and for others, with some of their facts."""
        return self._facts(names, "(FROM under_way WHERE pattern IN (SELECT judged_as FROM alike))")

    def _facts(self, names: Collection[str], relation: str) -> pyarrow.Table:
        columns = ", ".join(["w.pattern", *map(quoted, names)])
        question = f"SELECT {columns} FROM stated_fact AS f JOIN {relation} AS w ON f.rowid = w.place"
        return self._projection.connection.sql(question).to_arrow_table()

    def _make(self, table: str, question: str, parameters: dict[str, int] | None = None) -> None:
        self._projection.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {question}", parameters or {})


def told_apart(tests: Iterable[Test], destinations: Collection[str] = ()) -> list[str]:
    """Columns, each `<text> AS <name>`, in which two patterns differ where one of `tests` tells them apart, or a destination."""
    asked = [condition_sql(test) for test in dict.fromkeys(tests) if test.fact not in JUDGED]
    words = [asked[at : at + _TESTS_IN_A_WORD] for at in range(0, len(asked), _TESTS_IN_A_WORD)]
    key = [f"{_word(texts)} AS w{number}" for number, texts in enumerate(words)]
    if destinations:
        country = quoted(DESTINATION)
        key.append(f"CASE WHEN {country} IN ({literals(sorted(destinations))}) THEN {country} ELSE '' END AS place_named")
    return key


def _word(tests: list[str]) -> str:
    """A number that tells what some tests say: two bits for each, no, yes or unknown."""
    said = [f"coalesce(({test})::BIGINT, 2) * {1 << 2 * at}" for at, test in enumerate(tests)]
    return f"({' + '.join(said)})"
