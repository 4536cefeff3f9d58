"""What the register itself is counted by: the facts that a complete record states, and how long a look at it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from transfer_register import strict_yaml
from transfer_register.assessment.shape import Strict, shape
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import FACTS, Kind

COUNTING = "register_quality/counting.yaml"


@dataclass(frozen=True)
class Counting:
    """From a first day on (None: as far back as the register looks): the facts asked of every destination of a transfer, the
    days of which one says that somebody looked at it, and for how many days such a look holds."""

    first: date | None
    facts: tuple[str, ...]
    looked_at: tuple[str, ...]
    within_days: int
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quality:
    """The countings, the earliest first."""

    countings: tuple[Counting, ...] = ()

    def on(self, day: date) -> Counting | None:
        """What counts on a day; None before the first counting."""
        return next((c for c in reversed(self.countings) if c.first is None or c.first <= day), None)


class _Entry(Strict):
    first: date | None = Field(default=None, alias="from")
    facts: list[str] = Field(min_length=1)
    looked_at: list[str] = Field(min_length=1)
    within_days: int = Field(ge=1)
    cites: list[str] = Field(min_length=1)


class _File(Strict):
    title: str
    says: str
    countings: list[_Entry] = Field(min_length=1)


def read_quality(path: Path, problems: list[Problem]) -> Quality:
    """The file, or none where there is none; what is wrong with it is added to `problems`."""
    if not path.exists():
        return Quality()
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = strict_yaml.read(path, name)
    except NotLaw as error:
        problems += error.problems
        return Quality()
    file, found = shape(raw, name, _File, "assessments/register_quality/README.md")
    problems += found
    if file is None:
        return Quality()
    for number, entry in enumerate(file.countings):
        where = f"{name}, line {line_of(raw, ['countings', number])}"
        problems += [Problem(where, f"{fact} is no fact.") for fact in entry.facts if fact not in FACTS]
        days = [fact for fact in entry.looked_at if fact not in FACTS or FACTS[fact].kind is not Kind.DAY]
        problems += [Problem(where, f"{fact} is no fact that is a day.") for fact in days]
        before = file.countings[number - 1].first if number else None
        if number and (entry.first is None or (before and entry.first <= before)):
            problems.append(Problem(where, "it does not begin after the one before it.", "Order them by their first days."))
    return Quality(
        tuple(Counting(e.first, tuple(e.facts), tuple(e.looked_at), e.within_days, tuple(e.cites)) for e in file.countings)
    )
