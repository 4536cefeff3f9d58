"""A score in words: its range, its formula with the numbers filled in, and the figure on how a destination is governed."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

from transfer_register.exhibits.style import listed, number
from transfer_register.model.vocabulary import Words

OUTCOMES = {"yes": "yes", "no": "no", "unknown": "not known"}


def ends(low: float | None, high: float | None, *, digits: int = 0) -> str:
    """`34 to 61`; one number where both ends read alike; an en dash where there is no score."""
    if low is None or high is None:
        return number(None)
    least, most = _rounded(low, digits), _rounded(high, digits)
    return most if least == most else f"{least} to {most}"


def _rounded(value: float, digits: int) -> str:
    # Half up, as the band of a score reads it; and never a nought with a minus.
    return number(floor(value + 0.5) if digits == 0 else round(value, digits) or 0.0, digits=digits)


def formula(row: Mapping[str, Any]) -> list[str]:
    """The sum of a score at its worse and at its better end, from a row of the exhibit score_of_transfer."""
    if row["score"] is None:
        return []
    worse = _sum("At worst", row["harm_high"], row["failure_high"], row["safeguards_low"], row["score"])
    better = _sum("At best", row["harm_low"], row["failure_low"], row["safeguards_high"], row["score_low"])
    return [worse, better]


def _sum(lead: str, harm: float, failure: float, safeguards: float, score: float) -> str:
    taken, shown = number(safeguards), number(score, digits=1)
    return f"{lead}: harm {number(harm)} × failure {number(failure)}/100 × (1 − safeguards {taken}/100) = {shown}"


def governed(row: Mapping[str, Any], words: Words) -> str:
    """What is published on how the deciding destination is governed, with margin, year and source; empty where nothing is."""
    if row.get("governance") is None:
        return ""
    value, margin = number(row["governance"], digits=1), number(row["governance_margin"], digits=1)
    return f"{value} of 100, give or take {margin}, data of {row['governance_year']}. {words.governance.attribution}"


def barred(words: Words, regimes: list[str]) -> str:
    """That the law forbids a transfer whatever its score, where it does; else empty."""
    if not regimes:
        return ""
    under = listed([words.label("regimes", regime) for regime in regimes])
    return f"The law bars this transfer ({under}), whatever the score. The number below does not make it lawful."
