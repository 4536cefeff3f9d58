"""Trials on the transfers of a sight; what judges them is kept for the law, the edition and the acts that were tried last."""

from __future__ import annotations

from transfer_register.assessment.act import Acts
from transfer_register.assessment.edition import Edition
from transfer_register.law.in_force import LawState
from transfer_register.register.projection import Projection
from transfer_register.register.trial import Trial, legs_sql
from transfer_register.register.trial_judges import Judges


class Trials:
    """Under the register's lock; a trial itself needs none, once it is made."""

    def __init__(self) -> None:
        self._last: tuple[tuple[str, str, str], Judges] | None = None

    def of(
        self, projection: Projection, sight: int, law: LawState, edition: Edition | None, acts: Acts, filter: str, scored: bool
    ) -> Trial:  # fmt: skip
        """A trial of acts on the transfers of a sight, judged by a law and an edition, that a filter (JSON) means."""
        judges = self._judges(law, edition, acts)
        asked = {"sight": sight, "filter": filter}
        legs = projection.connection.sql(legs_sql(judges, acts), params=asked).to_arrow_table()
        ranks = projection.connection.execute("SELECT term, rank FROM word WHERE vocabulary = 'verdicts'").fetchall()
        return Trial(legs, judges, acts, dict(ranks), edition, scored)

    def close(self) -> None:
        """Gives back the room of the judges."""
        if self._last:
            self._last[1].close()
            self._last = None

    def _judges(self, law: LawState, edition: Edition | None, acts: Acts) -> Judges:
        wanted = (law.digest, edition.digest if edition else "", acts.digest)
        if self._last is None or self._last[0] != wanted:
            self.close()
            self._last = wanted, Judges(law, edition, {finding for bar in acts.bars for finding in bar.findings})
        return self._last[1]
