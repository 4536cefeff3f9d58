"""Days and numbers of days in a sentence of a letter: what is sure, and what may be meant where the words leave it open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from transfer_register.intake.letter_words import letter_words, plain_text

_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)(?![./-]\d)")
_ORDINAL = r"(?:st|nd|rd|th|\.)?"


@dataclass(frozen=True)
class DayHit:
    """A day in a text, between `begin` and `end`. `day` is None where it must be asked: `choices` are what it may be."""

    begin: int
    end: int
    raw: str
    day: date | None
    choices: tuple[date, ...] = ()
    ask: str | None = None


@dataclass(frozen=True)
class LengthHit:
    """A number of days in a text; `days` is None where months or working days must be counted by a person."""

    begin: int
    end: int
    raw: str
    days: int | None
    ask: str | None = None


def days_in(text: str, around: date | None = None) -> list[DayHit]:
    """Every day of a sentence, in order. `around` is a day near it, by which a day without a year is proposed."""
    plain = plain_text(text)
    found: list[DayHit] = []
    for hit in (*_iso(plain, text), *_named(plain, text, around), *_in_numbers(plain, text)):
        if all(hit.end <= other.begin or hit.begin >= other.end for other in found):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.begin)


def lengths_in(text: str) -> list[LengthHit]:
    """Every number of days, weeks, months or working days of a sentence, in order."""
    words, plain = letter_words(), plain_text(text)
    found = []
    for match in _lengths().finditer(plain):
        number = int(match["digits"] or match["inside"] or words.numbers.get(match["word"] or "", 0))
        unit = words.units[" ".join(match["unit"].split())]
        raw = text[match.start() : match.end()]
        days = {"day": number, "week": number * 7}.get(unit)
        ask = None
        if unit == "month":
            ask = f"“{raw}”: months are not counted as days here. Which is the last day?"
        elif unit == "working_day":
            ask = f"“{raw}”: working days depend on the public holidays of a place. Which is the last day?"
        found.append(LengthHit(match.start(), match.end(), raw, days, ask))
    return found


def _iso(plain: str, text: str) -> Iterator[DayHit]:
    for match in _YEAR_FIRST.finditer(plain):
        if value := _day(*map(int, match.groups())):
            yield DayHit(*match.span(), text[match.start() : match.end()], value)


def _named(plain: str, text: str, around: date | None) -> Iterator[DayHit]:
    months = letter_words().months
    for match in _with_month().finditer(plain):
        raw = text[match.start() : match.end()].strip(" ,.")
        month, number = months[match["m1"] or match["m2"]], int(match["d1"] or match["d2"])
        year = match["y1"] or match["y2"]
        if year:
            if value := _day(int(year), month, number):
                yield DayHit(*match.span(), raw, value)
            continue
        years = (around.year, around.year + 1) if around else ()
        choices = tuple(value for each in years if (value := _day(each, month, number)))
        yield DayHit(*match.span(), raw, None, choices, f"“{raw}”: of which year?")


def _in_numbers(plain: str, text: str) -> Iterator[DayHit]:
    for match in _NUMBERS.finditer(plain):
        first, sign, second, year = match.groups()
        raw = text[match.start() : match.end()]
        whole = int(year) + (2000 if len(year) == 2 else 0)
        both = (_day(whole, int(second), int(first)), _day(whole, int(first), int(second)))
        # With full stops the day stands first wherever that is written; with other signs both orders are in use.
        choices = tuple(dict.fromkeys(value for value in (both[:1] if sign == "." else both) if value))
        if len(choices) == 1 and (len(year) == 4 or sign == "."):
            yield DayHit(*match.span(), raw, choices[0])
        elif choices:
            yield DayHit(*match.span(), raw, None, choices, f"“{raw}”: which day is meant?")


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


@cache
def _with_month() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, letter_words().months), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w./-])(?:(?P<d1>\d{{1,2}}){_ORDINAL}\s*(?:of\s+)?(?P<m1>{month})(?!\w)\.?(?:,?\s*(?P<y1>\d{{4}})(?!\d))?"
        rf"|(?P<m2>{month})(?!\w)\.?\s*(?P<d2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s*(?P<y2>\d{{4}})(?!\d))?)"
    )


@cache
def _lengths() -> re.Pattern[str]:
    words = letter_words()
    unit = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in sorted(words.units, key=len, reverse=True))
    number = "|".join(sorted(map(re.escape, words.numbers), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/-])(?:(?:(?:{number})\s*)?\(\s*(?P<inside>\d{{1,3}})\s*\)|(?P<digits>\d{{1,3}})(?:\s*\([a-z-]+\))?"
        rf"|(?P<word>{number}))[\s-]+(?P<unit>{unit})(?!\w)"
    )
