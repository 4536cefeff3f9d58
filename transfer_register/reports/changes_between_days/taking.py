"""Takes what the report says from the register: two days, everything that lies between, and the journal at each of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from transfer_register.errors import Refused
from transfer_register.exhibits import difference_words, law_words
from transfer_register.exhibits.differing import Act, Counts, Turn, VerdictChange
from transfer_register.exhibits.two_days import TwoDays
from transfer_register.model.vocabulary import Words
from transfer_register.reports.changes_between_days.options import Options
from transfer_register.reports.wording import plural

if TYPE_CHECKING:
    from transfer_register.register.register import Register

# How far back the earlier day lies where nobody named one.
_USUAL = timedelta(days=30)
_ENTRY = "SELECT sequence, hash, recorded_at FROM change WHERE sequence = $sequence"


@dataclass(frozen=True)
class Reached:
    """Where the journal stood at the end of a day; nothing was recorded by then where `entry` is 0."""

    day: date
    entry: int
    hash: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Compared:
    """Two days and what lies between, in plain values: a document is a pure function of it. `verdicts` None: nobody asked.

    `differ` counts the verdicts that are others; further ones only rest on another ground. `titles` names provisions by id.
    """

    first: Reached
    last: Reached
    counts: Counts
    acts: tuple[Act, ...]
    turns: tuple[Turn, ...]
    verdicts: tuple[VerdictChange, ...] | None
    differ: int | None
    titles: dict[str, str]
    words: Words

    @property
    def extent(self) -> str:
        """How much there is to set."""
        return plural(len(self.acts), "act")

    @property
    def sentence(self) -> str:
        turned = Counter(turn.what for turn in self.turns)
        counts = self.counts
        return difference_words.sentence(self.first.day, self.last.day, counts.records, len(counts.actors), turned, self.differ)


def take(register: Register, options: Options, *, today: date) -> Compared:
    """What lies between the two days of the options. Raises `Refused` for days in the wrong order."""
    last = options.last_day or today
    first = options.first_day or last - _USUAL
    if last < first:
        raise Refused(f"The later day, {last}, lies before the earlier one, {first}; turn them round.")
    days = TwoDays(register, first, last, today=today)
    verdicts, _, differ = days.verdicts() if options.verdicts else (None, 0, None)
    return Compared(
        first=_reached(register, first, days.after),
        last=_reached(register, last, days.upto),
        counts=days.counts(),
        acts=tuple(days.acts()[0]),
        turns=tuple(days.in_force()[0]),
        verdicts=None if verdicts is None else tuple(verdicts),
        differ=differ,
        titles=law_words.names(register.law.provisions, register.words) if verdicts else {},
        words=register.words,
    )


def _reached(register: Register, day: date, sequence: int) -> Reached:
    found = register.ask(_ENTRY, {"sequence": sequence}).rows
    return Reached(day, *found[0]) if found else Reached(day, 0)
