"""A kit as SQL: what each contribution gives a pattern of facts, their score and its band; and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transfer_register.assessment.kit import Contribution, Kit
from transfer_register.law.condition import ALWAYS, condition_sql, literal

YES, NO, UNKNOWN = "yes", "no", "unknown"


def contributions_sql(kit: Kit, relation: str) -> str:
    """DuckDB text that yields (pattern, item, outcome 'yes'|'no'|'unknown', points INTEGER).

    `relation` has `pattern` and every fact as columns. A contribution that is known not to apply gives no row; one that
    is not met, or unknown, gives 0 points.
    """
    return f"""\
SELECT pattern, term.item AS item,
       CASE WHEN term.holds THEN '{YES}' WHEN NOT term.holds THEN '{NO}' ELSE '{UNKNOWN}' END AS outcome,
       CASE WHEN term.holds THEN term.worth ELSE 0 END AS points
FROM ({_terms(kit, relation)})
WHERE term.applies IS DISTINCT FROM FALSE"""


def scores_sql(kit: Kit, relation: str) -> str:
    """DuckDB text that yields (pattern, score DOUBLE, band), one row a pattern of `relation`.

    The score is 100 times the points got over the points obtainable, counted over the contributions that apply: 0 to 100.
    It is NULL, not 0, where no contribution that applies has a known answer.
    """
    bands = " ".join(f"WHEN score >= {band.lowest} THEN {literal(band.id)}" for band in kit.bands if band.lowest is not None)
    applies = "term.applies IS DISTINCT FROM FALSE"
    return f"""\
SELECT pattern, score, CASE {bands} ELSE {literal(kit.band(None))} END AS band
FROM (
  SELECT pattern,
         CASE WHEN bool_or(term.holds IS NOT NULL) FILTER ({applies})
              THEN 100.0::DOUBLE * coalesce(sum(term.worth) FILTER (({applies}) AND term.holds), 0)
                   / sum(term.worth) FILTER ({applies}) END AS score
  FROM ({_terms(kit, relation)}) GROUP BY pattern)"""


def _terms(kit: Kit, relation: str) -> str:
    """One row a pattern and contribution: `term` says whether it applies, whether it holds, and what it is worth."""
    rows = ", ".join(_term(contribution) for contribution in kit.contributions)
    return f"SELECT pattern, unnest([{rows}]) AS term FROM {relation}"


def _term(contribution: Contribution) -> str:
    applies = "TRUE" if contribution.applies_if == ALWAYS else condition_sql(contribution.applies_if)
    return (
        f"{{'item': {literal(contribution.id)}, 'applies': CAST({applies} AS BOOLEAN), "
        f"'holds': CAST({condition_sql(contribution.condition)} AS BOOLEAN), 'worth': {contribution.points}}}"
    )


@dataclass(frozen=True)
class Change:
    """A contribution that gives nothing yet. `gain` is what it alone would add to the score, in points of 100.

    `outcome` is 'no' where it is recorded as missing and 'unknown' where nobody said; `facts` are what to look at, in the
    order in which the kit names them.
    """

    item: str
    label: str
    says: str
    outcome: str
    gain: float
    facts: tuple[str, ...]
    cites: tuple[str, ...]


def explain(kit: Kit, contributions: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """What would raise a score, the largest gain first; equal gains stand in the order of the kit.

    `contributions` are the (item, outcome) of one pattern, as `contributions_sql` yields them: those that apply. A gain
    counts one contribution alone; a measure that serves several raises each of them.
    """
    asked = {item: outcome for item, outcome in contributions}
    obtainable = sum(kit[item].points for item in asked)
    changes = [
        Change(c.id, c.label, c.says, asked[c.id], 100 * c.points / obtainable, c.facts, c.cites)
        for c in kit.contributions
        if asked.get(c.id) in (NO, UNKNOWN)
    ]
    return tuple(sorted(changes, key=lambda change: -change.gain))
