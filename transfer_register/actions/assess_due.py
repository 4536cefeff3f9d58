"""When an assessment is looked at again: by the band of its score, or earlier where something it rests on is known to end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from transfer_register.actions.assess_case import Case
from transfer_register.exhibits.style import band, counted, day


def next_review(case: Case, on: date) -> tuple[date, str]:
    """The day of the next review of an assessment approved on a day, and why then, in a sentence."""
    name = case.score["band"] if case.score else "open"
    months = case.kit.review_months.get(name, min(case.kit.review_months.values()))
    by_band = later(on, months)
    ends = sorted((end, title) for end, title in known_ends(case) if on <= end < by_band)
    if ends:
        return ends[0][0], f"{ends[0][1]} is known to stand until {day(ends[0][0])}."
    return by_band, f"{counted(months, 'month')} after approval, for the band “{band(case.words, name).word}” (house policy)."


def known_ends(case: Case) -> Iterator[tuple[date, str]]:
    """The last days that are known of laws and grounds on which the case rests, each with its title."""
    for row in case.laws:
        if row.last is not None and row.reaches:
            yield row.last, row.title
    for (_, provision), outcomes in case.known.outcomes("ground").items():
        ends = case.law.provisions[provision].ends_on(case.law_on) if "met" in outcomes else None
        if ends is not None:
            yield ends, case.law.provisions[provision].title


def later(on: date, months: int) -> date:
    """The same day of a month that many months later, or the last day of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
