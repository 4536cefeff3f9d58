"""The probability that authorities reach data by lawful access in a period, and how long it takes until they have.

P = 1 - (1 - i) * exp(-lambda * s * T): T years, lambda attempts a year, s the product of the chances that an attempt passes each
hurdle, i the chance of intelligence access in the period. N_q = T * ln(1 - q) / ln(1 - P) years until it has happened once with
chance q. Reconstructed from memory and not from the sheet of its author: published figures (2.52 % in five years, once in 903
years at 90 %) do not fit it, so none is taken for a check. It informs; under the law of the Union it decides no finding (S-05).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from transfer_register.model.assessment import Answer

# What the calculation takes -> the question of the bank that asks for it.
INPUTS = {"years": "L1", "attempts": "L2", "hurdles": "L3", "intelligence": "L4"}
CHANCES = (0.9, 0.5)
WARNING = (
    "The formula is a reconstruction from memory. Published figures do not fit it, so it shows its own inputs and copies no "
    "result. It informs; under the law of the Union no number decides a finding."
)


@dataclass(frozen=True)
class Probability:
    """What was calculated. `hurdles` are (label, chance that an attempt passes); `passes` is their product, `probability` that of
    at least one access in `years`, all from 0 to 1. `until` is, by chance, after how many years it has happened once: infinite
    where it never does. Where an input is `missing`, by its name in words, there is no number."""

    years: float | None
    attempts: float | None
    hurdles: tuple[tuple[str, float], ...]
    intelligence: float | None
    passes: float | None
    probability: float | None
    until: dict[float, float]
    arithmetic: tuple[str, ...]
    missing: tuple[str, ...] = ()
    warning: str = WARNING

    @property
    def n_90(self) -> float | None:
        """Years until one access with a chance of 90 %."""
        return self.until.get(0.9)

    @property
    def n_50(self) -> float | None:
        """Years until one access with a chance of 50 %."""
        return self.until.get(0.5)


def years_until(chance: float, probability: float, years: float) -> float:
    """Years until one access has happened with a `chance` (0 to 1), where in `years` it does with `probability`: N_q.

    Infinite where it never happens; 0 where it surely does within any period.
    """
    if probability <= 0:
        return math.inf
    return 0.0 if probability >= 1 else years * math.log1p(-chance) / math.log1p(-probability)


def calculated(years: float, attempts: float, hurdles: Mapping[str, float], intelligence: float) -> Probability:
    """The calculation; `hurdles` by label. Chances are from 0 to 1. Raises ValueError for anything outside."""
    shares = tuple(hurdles.items())
    if years <= 0 or attempts < 0 or any(not 0 <= share <= 1 for share in (*hurdles.values(), intelligence)):
        raise ValueError("a period above 0, attempts from 0 up, and chances from 0 to 1")
    passes = math.prod(share for _, share in shares)
    expected = attempts * passes * years
    # Without loss where P is tiny or nearly 1: ln(1 - P) = ln(1 - i) - expected.
    log = -math.inf if intelligence == 1 else math.log1p(-intelligence) - expected
    probability = abs(math.expm1(log))
    until = {q: math.inf if log == 0 else 0.0 if log == -math.inf else years * math.log1p(-q) / log for q in CHANCES}
    words = (
        f"An attempt passes every hurdle with a chance of {' × '.join(_share(s) for _, s in shares) or '1'} = {_share(passes)}.",
        f"Attempts that pass: {_number(attempts)} a year × {_share(passes)} × {_years(years)} = {_number(expected)}.",
        f"At least one access in {_years(years)}: 1 - (1 - {_share(intelligence)}) × exp(-{_number(expected)})"
        f" = {_share(probability)}.",
        *(_until_words(q, n, years, probability) for q, n in until.items()),
    )
    return Probability(years, attempts, shares, intelligence, passes, probability, until, words)


def of_answers(answers: Mapping[str, Answer], hurdles: Mapping[str, str]) -> Probability:
    """The calculation from the answers to the questions of `INPUTS`; `hurdles` are those of the kit, id to label.

    What is not answered, or was looked for and not found, is missing; so is a value that cannot be: then there is no number.
    """
    said = {name: _value(answers.get(id)) for name, id in INPUTS.items()}
    given = said["hurdles"] if isinstance(said["hurdles"], Mapping) else {}
    shares = {label: _chance(given.get(id)) for id, label in hurdles.items()}
    years, attempts, intelligence = _at_least(said["years"], 0), _at_least(said["attempts"], 0), _chance(said["intelligence"])
    missing = [
        *(["the period in years"] if not years else []),
        *(["attempts a year"] if attempts is None else []),
        *(f"the chance for: {label}" for label, share in shares.items() if share is None),
        *(["the hurdles"] if not hurdles else []),
        *(["the chance of intelligence access"] if intelligence is None else []),
    ]
    known = {label: share for label, share in shares.items() if share is not None}
    if missing or not years or attempts is None or intelligence is None:
        said_words = (f"Not calculated; missing: {'; '.join(missing)}.",)
        return Probability(years, attempts, tuple(known.items()), intelligence, None, None, {}, said_words, tuple(missing))
    return calculated(years, attempts, known, intelligence)


def _value(answer: Answer | None) -> Any:
    return None if answer is None or answer.unknown else answer.value


def _at_least(value: Any, least: float) -> float | None:
    """A number, also where it was written as text; None for what is none, or too small."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= least else None


def _chance(value: Any) -> float | None:
    number = _at_least(value, 0)
    return number if number is not None and number <= 1 else None


def _until_words(chance: float, years: float, period: float, probability: float) -> str:
    happens = f"It has happened once with a chance of {_share(chance)}"
    if math.isinf(years):
        return f"{happens}: never."
    if years == 0:
        return f"{happens}: at once; it is certain."
    return f"{happens} after {_years(period)} × ln(1 - {_share(chance)}) / ln(1 - {_share(probability)}) = {_years(years)}."


def _share(value: float) -> str:
    """A share as a percentage with three significant digits, never rounded to nothing or to all."""
    if value in (0, 1):
        return f"{value * 100:.0f} %"
    if value < 1e-6:
        return "less than 0.0001 %"
    if value > 1 - 1e-6:
        return "more than 99.9999 %"
    digits = 3 if value < 0.99 else 8
    return f"{float(f'{value * 100:.{digits}g}'):f}".rstrip("0").rstrip(".") + " %"


def _number(value: float) -> str:
    if 0 < value < 1e-4:
        return f"{value:f}" if value >= 1e-6 else "less than 0.000001"
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.4g}"


def _years(value: float) -> str:
    if value > 1e6:
        return "more than a million years"
    said = f"{value:,.0f}" if value == int(value) or value >= 1000 else f"{value:.4g}"
    return f"{said} year" if said == "1" else f"{said} years"
