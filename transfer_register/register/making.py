"""Makes one sight, or brings it up to date: from the records, or from another sight of the same days judged by another law."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from transfer_register.law.differing import differing
from transfer_register.model.facts import FACTS
from transfer_register.register import fact_columns
from transfer_register.register.judging import Law
from transfer_register.register.projection import Projection
from transfer_register.register.scoring import Scoring
from transfer_register.register.statements import sql


class Making:
    """The making of one sight, inside a transaction of its projection."""

    def __init__(self, projection: Projection, sight: int, day: date, known: int, law: Law, scoring: Scoring | None):
        """`known` is the last entry that the sight sees."""
        self._projection, self._sight, self._law, self._scoring = projection, sight, law, scoring
        self._run = projection.connection.execute
        self._law_number = law.number(projection)
        self._kit_number = scoring.number(projection) if scoring else None
        # Variables, which the planner takes for constants: it reads a million rows otherwise where it needs one.
        self._set(known=known, sight=sight, law=self._law_number, kit=self._kit_number)
        self._run(f"SET VARIABLE day = DATE '{day.isoformat()}'")

    def project(self, before: int, derived: set[str]) -> set[str]:
        """Projects and judges what was recorded after entry `before`, 0 for everything.

        `derived` are the columns of the view `derived_fact`, if it stands already; returns them as they stand from then on, if
        the transaction does.
        """
        self._set(known_before=before)
        self._run(sql("touched"))
        if self._projection.first("FROM touched LIMIT 1"):
            self._run(sql("fresh"))
            derived = derived or self._derived_facts()
            self._run(fact_columns.collect(derived))
            self._run(sql("patterns"))
            self._law.judge(self._projection, self._law_number)
            self._say()
            self._run(sql("seen"))
        return derived

    def take_over(self, base: int, base_law: Law) -> None:
        """Takes over another sight that sees the same records, judged by a law comparable with this one: what the law cannot say
        otherwise as it stands there, and judges the rest."""
        self._set(base=base, base_law=base_law.number(self._projection))
        self._run(sql("taken_legs"))
        regimes = self._note_differing(base_law)
        # Planned on the other processors while this one copies.
        with ThreadPoolExecutor(os.cpu_count()) as beside:
            ready = beside.map(self._law.prepare, regimes)
            self._run(sql("taken_cases").format(facts=self._stated(regimes)))
            list(ready)
        self._law.judge_differing(self._projection, self._law_number, regimes)
        self._run("INSERT INTO judged SELECT $law, pattern FROM taken_pattern", {"law": self._law_number})
        self._say()
        self._run(sql("taken_over"))

    def note(self, day: date, known_on: date | None, known: int) -> None:
        """Notes what the sight is and how far it sees."""
        self._run("DELETE FROM sight WHERE sight = $sight", {"sight": self._sight})
        seen = {"sight": self._sight, "day": day, "known_on": known_on, "known": known}
        judged = {"law": self._law_number, "kit": self._kit_number}
        self._run("INSERT INTO sight VALUES ($sight, $day, $known_on, $known, $law, $kit)", seen | judged)

    def _set(self, **numbers: int | None) -> None:
        for name, value in numbers.items():
            self._run(f"SET VARIABLE {name} = {'NULL' if value is None else value}")

    def _derived_facts(self) -> set[str]:
        """Makes the view of facts.sql, once the tables it reads are there, and returns its columns."""
        self._run(sql("facts"))
        return {name for (name, *_) in self._run("DESCRIBE derived_fact").fetchall()}

    def _note_differing(self, base_law: Law) -> list[str]:
        """Fills the table `differing`, and returns the regimes that may say something else."""
        regimes, base = [], base_law.number(self._projection)
        for regime in self._law.state.regimes:
            found = differing(base_law.state, self._law.state, regime)
            if not found.nowhere:
                asked = {"everywhere": found.everywhere, "unplaced": found.unplaced}
                asked |= {"spoke": sorted(found.spoke), "places": sorted(found.places)}
                self._run(sql("differing"), {"base": base, "regime": regime, **asked})
                regimes.append(regime)
        return regimes

    def _stated(self, regimes: list[str]) -> str:
        """Columns with the facts that judging and scoring look at, read from the list `facts` of a pattern."""
        wanted = self._law.facts(regimes) | (self._scoring.facts if self._scoring else frozenset())
        place = {name: number for number, name in enumerate(FACTS, start=1)}
        columns = []
        for name in sorted(wanted):
            kind = FACTS[name].kind.sql
            # Text of JSON stands between quotes; everything else is what it says.
            value = f"facts[{place[name]}]" if kind.endswith("[]") else f"(facts[{place[name]}] ->> '$')"
            columns.append(f"{value}::{kind} AS {fact_columns.quoted(name)}")
        return ", ".join(columns)

    def _say(self) -> None:
        """Scores what the law restricts, and puts together what is said of the touched transfers."""
        if self._scoring:
            self._scoring.score(self._projection, self._kit_number, self._law_number)
        self._run(sql("said"))
