"""The law of a sight and the edition that scores it, compiled for records that nobody made: verdicts, some findings, a score."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyarrow
from pyarrow import compute

from transfer_register.assessment.edition import Edition
from transfer_register.assessment.score import SCORE, scores_sql
from transfer_register.law.condition import Condition, Test, literals, tests_of
from transfer_register.law.in_force import MEASURES, TOOLS, LawState
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import ProvisionKind
from transfer_register.law.verdict import WEIGHED, verdicts_sql
from transfer_register.register.bench import Benches, Step

FINDING = "pattern UBIGINT, regime VARCHAR, provision VARCHAR, kind VARCHAR, outcome VARCHAR, ask VARCHAR[]"
VERDICT = "pattern UBIGINT, regime VARCHAR, verdict VARCHAR, ground VARCHAR, fallbacks VARCHAR[], ask VARCHAR[], ends DATE"
NAMED = "pattern UBIGINT, regime VARCHAR, provision VARCHAR"
SCORED = f"pattern UBIGINT, {SCORE}"
# What exposures and measures say is looked at by the findings that are asked for, so they are judged beside the verdict.
_JUDGED = (*WEIGHED, ProvisionKind.EXPOSURE, ProvisionKind.MEASURE)
_AT_ONCE = 10_000


class Judges:
    """Judges as `judging.Law` and `judging.Scoring` do, by the same texts; what no verdict needs is left out."""

    def __init__(self, state: LawState, edition: Edition | None, findings: Collection[str]):
        """`findings` are the provisions of which it is told whether they are breached."""
        named = tuple(p for p in state.provisions if p.kind in _JUDGED or p.id in findings)
        state = replace(state, provisions=named)
        binding = replace(state, provisions=tuple(p for p in named if p.kind is ProvisionKind.BINDING))
        self._binding = Benches("unjudged", (Step("bound", FINDING, findings_sql(binding, "unjudged")),))
        asked_for = f"provision IN ({literals(sorted(findings)) or 'NULL'})"
        breached = f"SELECT pattern, regime, provision FROM fresh_finding WHERE outcome = 'breached' AND {asked_for}"
        self._regimes = {
            regime: Benches(
                "unjudged",
                (
                    Step("fresh_finding", FINDING, findings_sql(state, "unjudged", regimes=[regime])),
                    Step("fresh_verdict", VERDICT, verdicts_sql(state, "fresh_finding")),
                    Step("fresh_breach", NAMED, breached),
                ),
            )
            for regime in state.regimes
        }
        self._scores = edition and Benches("unscored", (Step("fresh_score", SCORED, scores_sql(edition, "unscored")),))
        benches = [self._binding, *self._regimes.values(), *([self._scores] if self._scores else [])]
        self.facts: frozenset[str] = frozenset().union(*(each.facts for each in benches))
        contributions = edition.contributions if edition else ()
        # What tells patterns apart for the law, and for the edition.
        self.law_tests = (
            *_tests(c for p in named for c in (p.applies, p.requires)), Test(TOOLS, "known", True), Test(MEASURES, "known", True),
        )  # fmt: skip
        self.kit_tests = _tests(c for term in contributions for c in (term.applies_if, term.condition))
        self.destinations = frozenset(code for p in named for code in p.provision.destinations)

    def judge(self, given: pyarrow.Table) -> tuple[list[pyarrow.Table], list[pyarrow.Table]]:
        """(pattern, regime, verdict, ...), and (pattern, regime, provision) of what is breached.

        `given` are patterns with all their `facts`. Safe for many threads, as is `score`.
        """
        bound = self._binding.run(given)["bound"]
        parts = []
        for regime, benches in self._regimes.items():
            whose = bound.filter(compute.equal(bound["regime"], regime))["pattern"]
            if len(whose):
                parts += self._parts(benches, given.filter(compute.is_in(given["pattern"], whose.combine_chunks())))
        answers = _side_by_side(parts)
        return [answer["fresh_verdict"] for answer in answers], [answer["fresh_breach"] for answer in answers]

    def score(self, given: pyarrow.Table) -> list[pyarrow.Table]:
        """(pattern, score_low, score, band, ...) of patterns with all their `facts`; nothing where no edition scores."""
        return [answer["fresh_score"] for answer in _side_by_side(self._parts(self._scores, given))] if self._scores else []

    def _parts(self, benches: Benches, given: pyarrow.Table) -> list[tuple[Benches, pyarrow.Table]]:
        return [(benches, given.slice(at, _AT_ONCE)) for at in range(0, given.num_rows, _AT_ONCE)]

    def close(self) -> None:
        """Gives back the room of the benches."""
        for benches in (self._binding, *self._regimes.values(), *([self._scores] if self._scores else [])):
            benches.close()


def _tests(conditions: Iterable[Condition]) -> tuple[Test, ...]:
    return tuple(dict.fromkeys(test for condition in conditions for test in tests_of(condition)))


def _side_by_side(parts: list[tuple[Benches, pyarrow.Table]]) -> list[dict[str, pyarrow.Table]]:
    if not parts:
        return []
    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as threads:
        return list(threads.map(lambda part: part[0].run(part[1]), parts))
