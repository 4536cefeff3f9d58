"""Ready-made drills (data/drills.yaml): events to try a register with, and two days between which the law changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register import strict_yaml
from transfer_register.actions.opening import PROJECT, law
from transfer_register.actions.simulate import EVERY, simulate
from transfer_register.actions.simulated import Simulated
from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.law.grammar import nearest
from transfer_register.law.in_force import Library
from transfer_register.law.law_file import line_of
from transfer_register.model.event import Event
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

FILE = PROJECT / "data" / "drills.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Part(_Strict):
    """Provisions that end together and can be left out together."""

    title: str = Field(min_length=1)
    provisions: list[str] = Field(min_length=1)


class Drill(_Strict):
    """`law_before` and `law_on` are two days of the law as it is; `in_days` is how many days from now the parts end."""

    id: str
    title: str = Field(min_length=1)
    says: str
    parts: list[Part] = Field(min_length=1)
    in_days: int | None = Field(default=None, ge=0)
    law_before: date | None = None
    law_on: date | None = None

    @property
    def of_the_past(self) -> bool:
        """Does it ask what the law did, and nothing that could be recorded?"""
        return self.law_before is not None

    def events(self, on: date, parts: Collection[int] | None = None) -> tuple[Event, ...]:
        """What happens, one event a part, seen from a day; `parts` are places in the list, all unless said. None of the past."""
        if self.in_days is None:
            return ()
        day = on + timedelta(days=self.in_days)
        chosen = [part for place, part in enumerate(self.parts) if parts is None or place in parts]
        return tuple(
            Event(kind="ends", title=f"{part.title} ends", effective_on=day, provisions=tuple(part.provisions)) for part in chosen
        )

    def simulated(
        self, register: Register, *, on: date, known_on: date | None = None, filter: Filter = EVERY,
        parts: Collection[int] | None = None,
    ) -> Simulated:  # fmt: skip
        """The drill on a register; see `simulate`. Raises `Refused` where every part is left out."""
        if self.of_the_past:
            days = {"law_on": self.law_on, "law_before": self.law_before}
            return simulate(register, (), on=on, known_on=known_on, filter=filter, **days)
        return simulate(register, self.events(on, parts), on=on, known_on=known_on, filter=filter)


class _File(_Strict):
    title: str
    says: str = ""
    drills: list[Drill]


def drills(register: Register) -> tuple[Drill, ...]:
    """The drills whose provisions a register's law has, in the order of the file. Raises `NotLaw` with every problem of it."""
    known = register.law.provisions
    return tuple(drill for drill in _installed() if all(id in known for part in drill.parts for id in part.provisions))


def drill(register: Register, id: str) -> Drill:
    """A drill by its name. Raises `Refused` where there is none."""
    named = {each.id: each for each in drills(register)}
    if id not in named:
        raise Refused(f"There is no drill {id!r}; there are {', '.join(named) or 'none'}.")
    return named[id]


@cache
def _installed() -> tuple[Drill, ...]:
    return read_drills(FILE, law())


def read_drills(path: Path, library: Library) -> tuple[Drill, ...]:
    """The drills of a file, checked against the law. Raises `NotLaw` with every problem at once, each with its line."""
    raw = strict_yaml.read(path)
    try:
        file = _File.model_validate(raw)
    except ValidationError as error:
        raise NotLaw([_told(raw, path.name, problem) for problem in error.errors()]) from None
    problems = []
    for place, each in enumerate(file.drills):
        where = f"{path.name}, line {line_of(raw, ['drills', place])}"
        if sum(other.id == each.id for other in file.drills) > 1:
            problems.append(Problem(where, f"the drill {each.id!r} stands twice.", "Choose another name."))
        if (each.in_days is None) == (each.law_before is None) or (each.law_before is None) != (each.law_on is None):
            mend = "Write in_days, or law_before and law_on."
            problems.append(Problem(where, "a drill is of some days from now, or of two days of the law.", mend))
        for number, part in enumerate(each.parts):
            for id in (id for id in part.provisions if id not in library.provisions):
                line = line_of(raw, ["drills", place, "parts", number])
                mend = nearest(id, library.provisions)
                problems.append(Problem(f"{path.name}, line {line}", f"there is no provision {id!r}.", mend))
    if problems:
        raise NotLaw(problems)
    return tuple(file.drills)


def _told(raw: Any, name: str, problem: Any) -> Problem:
    place = list(problem["loc"])
    where, key = f"{name}, line {line_of(raw, place)}", str(place[-1]) if place else "file"
    match problem["type"]:
        case "extra_forbidden":
            return Problem(where, f"the key {key!r} is not known here.", "Leave it out.")
        case "missing":
            return Problem(where, f"the key {key!r} is missing.", "Add it.")
    return Problem(where, f"{key}: {problem['msg']}.", "Look at the other drills of the file.")
