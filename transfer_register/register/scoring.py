"""Scoring patterns of facts by an edition of a kit: each pattern once, whoever has it."""

from __future__ import annotations

import pyarrow

from transfer_register.assessment.edition import Edition
from transfer_register.assessment.score import SCORE, scores_sql
from transfer_register.law.condition import tests_of
from transfer_register.register.alike import FEW, Patterns
from transfer_register.register.bench import Step, parts_of, shared_benches, side_by_side
from transfer_register.register.judged_rows import insert_rows, name_of
from transfer_register.register.projection import Projection

_SCORE = f"pattern UBIGINT, {SCORE}"
# Which of the patterns under way a kit has not scored although the law restricts them.
_UNSCORED = """NOT EXISTS (FROM scored_alike AS s WHERE s.kit = $kit AND s.pattern = f.pattern)
AND EXISTS (FROM pattern_verdict AS v WHERE v.law = $law AND v.pattern = f.pattern AND v.verdict <> 'not_restricted')"""


class Scoring:
    """An edition of the kit that ranks transfers, compiled."""

    def __init__(self, edition: Edition):
        self.edition = edition
        self._tests = [test for c in edition.contributions for part in (c.applies_if, c.condition) for test in tests_of(part)]
        self._benches = shared_benches("unscored", (Step("fresh_score", _SCORE, scores_sql(edition, "unscored")),))
        self.fingerprint = name_of(edition.digest, repr(self._benches.steps))

    @property
    def facts(self) -> frozenset[str]:
        """The facts that it looks at."""
        return self._benches.facts

    def number(self, projection: Projection) -> int:
        """The number of this edition in the projection, where it is entered when it is new."""
        known = projection.first("SELECT kit FROM kit WHERE fingerprint = $name", {"name": self.fingerprint})
        if known:
            return known[0]
        [number] = projection.first("SELECT coalesce(max(kit), 0) + 1 FROM kit")
        entered = {"kit": number, "state": self.edition.digest, "name": self.fingerprint}
        projection.connection.execute("INSERT INTO kit VALUES ($kit, $state, $name)", entered)
        items = [
            {"place": place, "item": c.id, "part": str(c.part), "points": float(c.points)}
            for place, c in enumerate(self.edition.contributions, start=1)
        ]
        insert_rows(projection, "kit_item", "kit", number, pyarrow.Table.from_pylist(items))
        return number

    def score(self, projection: Projection, number: int, law: int) -> None:
        """Scores the patterns under way that a law restricts and this edition has not scored."""
        patterns = Patterns(projection, _UNSCORED, {"kit": number, "law": law})
        if patterns.count:
            if patterns.count <= FEW:
                patterns.each_for_itself()
            else:
                patterns.alike(self._tests)
            for scored in side_by_side(parts_of(self._benches, patterns.examples(self._benches.facts))):
                insert_rows(projection, "case_score", "kit", number, scored["fresh_score"])
            projection.connection.execute("INSERT INTO scored_alike SELECT $kit, pattern, judged_as FROM alike", {"kit": number})
