"""An edition as SQL: what each contribution gives a pattern of facts, the score between its two ends, and what would change it.

score = H * F/100 * (1 - S/100), where H is the sum of the points of harm that hold, F that of failure, S the sum of the
shares of safeguards. A contribution that is unknown gives anything from nothing to its points, so H, F and S are ranges, and
so is the score: from the lowest H and F with the highest S to the highest H and F with the lowest S. The higher end ranks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transfer_register.assessment.edition import Contribution, Edition, Part
from transfer_register.law.condition import ALWAYS, condition_sql, literal

YES, NO, UNKNOWN = "yes", "no", "unknown"

# How an outcome is kept: one letter a contribution, in the order of the edition.
LETTERS = {"y": YES, "n": NO, "u": UNKNOWN}
_DOES_NOT_COUNT = "-"

# The columns of what is kept of a score beside its pattern, and their DuckDB types.
SCORE = (
    "harm_low DOUBLE, harm_high DOUBLE, failure_low DOUBLE, failure_high DOUBLE, safeguards_low DOUBLE, safeguards_high DOUBLE, "
    "score_low DOUBLE, score DOUBLE, band VARCHAR, outcomes VARCHAR"
)


def read_outcomes(edition: Edition, letters: str) -> dict[str, str]:
    """Item to outcome, from the column `outcomes`; a contribution that is known not to count is not there."""
    return {c.id: LETTERS[letter] for c, letter in zip(edition.contributions, letters, strict=True) if letter in LETTERS}


def scores_sql(edition: Edition, relation: str) -> str:
    """DuckDB text that yields (pattern, and the columns of `SCORE`), one row a pattern of `relation`.

    `relation` has `pattern` and every fact as columns. `outcomes` has one letter a contribution.
    The score is NULL, not 0, where no contribution that counts has a known answer; `band` is that of the higher end as it is
    shown, a whole number.
    """
    numbered = list(enumerate(edition.contributions))
    sums = ", ".join(
        f"({' + '.join(f'CASE WHEN {held(n)} THEN {c.points} ELSE 0 END' for n, c in numbered if c.part is part)})::DOUBLE"
        f" AS {part}_{end}"
        for part in Part
        for end, held in (("low", lambda n: f"t{n}"), ("high", lambda n: f"t{n} IS DISTINCT FROM FALSE"))
    )
    known = " OR ".join(f"(t{n} IS NOT NULL AND {_counts(n, c)})" for n, c in numbered)
    outcomes = " || ".join(
        f"CASE WHEN NOT {_counts(n, c)} THEN '{_DOES_NOT_COUNT}' WHEN t{n} THEN 'y' WHEN NOT t{n} THEN 'n' ELSE 'u' END"
        for n, c in numbered
    )
    bands = " ".join(
        f"WHEN floor(score + 0.5) >= {band.lowest} THEN {literal(band.id)}" for band in edition.bands if band.lowest is not None
    )
    return f"""\
SELECT pattern, harm_low, harm_high, failure_low, failure_high, safeguards_low, safeguards_high, score_low, score,
       CASE {bands} ELSE {literal(edition.band(None))} END AS band, outcomes
FROM (
  SELECT *,
         CASE WHEN known THEN harm_low * failure_low / 100 * (100 - safeguards_high) / 100 END AS score_low,
         CASE WHEN known THEN harm_high * failure_high / 100 * (100 - safeguards_low) / 100 END AS score
  FROM (SELECT pattern, ({known}) AS known, {outcomes} AS outcomes, {sums} FROM ({_terms(edition, relation)})))"""


def _terms(edition: Edition, relation: str) -> str:
    """One row a pattern: for each contribution `t<n>`, whether it gives its points, and `a<n>`, whether it applies."""
    columns = []
    for n, c in enumerate(edition.contributions):
        holds = condition_sql(c.condition)
        if c.applies_if != ALWAYS:
            applies = condition_sql(c.applies_if)
            holds = f"({applies}) AND ({holds})"
            columns.append(f"CAST(({applies}) AS BOOLEAN) AS a{n}")
        columns.append(f"CAST(({holds}) AS BOOLEAN) AS t{n}")
    return f"SELECT pattern, {', '.join(columns)} FROM {relation}"


def _counts(number: int, contribution: Contribution) -> str:
    return "TRUE" if contribution.applies_if == ALWAYS else f"(a{number} IS DISTINCT FROM FALSE)"


@dataclass(frozen=True)
class Range:
    """A number that is known between two ends, both included."""

    low: float
    high: float


@dataclass(frozen=True)
class Score:
    """A score with its parts. `low` and `high` are None where nothing that counts is known."""

    harm: Range
    failure: Range
    safeguards: Range
    low: float | None
    high: float | None

    @property
    def gross(self) -> Range:
        """What would be left without any safeguard: harm times failure."""
        return Range(self.harm.low * self.failure.low / 100, self.harm.high * self.failure.high / 100)


def added_up(edition: Edition, outcomes: Mapping[str, str]) -> Score:
    """The score that contributions come to: item to outcome, for those that count."""
    parts = {}
    for part in Part:
        given = [(c.points, outcomes[c.id]) for c in edition.of(part) if c.id in outcomes]
        low = sum(points for points, outcome in given if outcome == YES)
        parts[part] = Range(float(low), float(low + sum(points for points, outcome in given if outcome == UNKNOWN)))
    harm, failure, safeguards = parts[Part.HARM], parts[Part.FAILURE], parts[Part.SAFEGUARDS]
    score = Score(harm, failure, safeguards, None, None)
    if not any(outcome in (YES, NO) for outcome in outcomes.values()):
        return score
    low = score.gross.low * (100 - safeguards.high) / 100
    return Score(harm, failure, safeguards, low, score.gross.high * (100 - safeguards.low) / 100)


@dataclass(frozen=True)
class Change:
    """A contribution that stands open, or against the transfer.

    `low` and `high` are the ends of the score if it alone were settled well; `outcome` is how it stands now; `facts` are what
    to look at, in the order in which the kit names them. `gain` is how much lower the higher end, by which the transfer ranks,
    would be.
    """

    item: str
    part: Part
    label: str
    says: str
    outcome: str
    low: float
    high: float
    gain: float
    facts: tuple[str, ...]
    cites: tuple[str, ...]


def explain(edition: Edition, contributions: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """What would lower a score, the largest gain first; equal gains stand in the order of the kit.

    `contributions` are the (item, outcome) of one pattern: those that count. Settled well
    means: a safeguard is there, what harms or fails is not. A gain counts one contribution alone; a measure that serves
    several changes each of them.
    """
    outcomes = {item: outcome for item, outcome in contributions if item in edition}
    now = added_up(edition, outcomes)
    if now.high is None:
        # Nothing is known: whatever is answered makes a score in the first place.
        now = Score(now.harm, now.failure, now.safeguards, 0.0, now.gross.high * (100 - now.safeguards.low) / 100)
    changes = []
    for c in edition.contributions:
        good = YES if c.part is Part.SAFEGUARDS else NO
        if outcomes.get(c.id, good) == good:
            continue
        then = added_up(edition, {**outcomes, c.id: good})
        changes.append(
            Change(c.id, c.part, c.label, c.says, outcomes[c.id], then.low, then.high, now.high - then.high, c.facts, c.cites)
        )
    return tuple(sorted(changes, key=lambda change: -change.gain))
