"""What an event would do: the register judged before and after it, on the same days, and what changes for each transfer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.model.event import Event
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register


@dataclass(frozen=True)
class Affected:
    """A transfer whose verdict, ground, fallback or band an event changes. Verdicts and grounds by regime.

    `fell` is what carried some destination, as ground or fallback, and no longer does. `special`, `workers` and `persons` are
    None where nobody said; `worse` says that some regime's verdict is worse after;
    `alternatives` are the grounds, by regime, that carry it after the event although its own fell; `harm` is its place in the
    order of harm, 1 the most: forbidden or unknown without an alternative, special categories, workers, number of persons.
    """

    transfer: str
    exporter: str
    importer: str
    importer_name: str
    countries: tuple[str, ...]
    categories: tuple[str, ...]
    special: bool | None
    workers: bool | None
    persons: int | None
    before: dict[str, str]
    after: dict[str, str]
    fell: dict[str, str]
    alternatives: dict[str, str]
    band_before: str
    band_after: str
    worse: bool
    harm: int


@dataclass(frozen=True)
class Simulated:
    """`before` and `after` are sights of `register`: of the register itself where law changes, and of a copy of the touched
    records where records would change. Asked like any sight; `affected` are sorted by harm. Close it when it is done with.
    """

    events: tuple[Event, ...]
    register: Register
    before: int
    after: int
    on: date
    law_on: date
    filter: Filter
    affected: tuple[Affected, ...]
    borrowed: bool = True

    @property
    def worse(self) -> tuple[Affected, ...]:
        """Those that become worse, sorted by harm."""
        return tuple(each for each in self.affected if each.worse)

    def close(self) -> None:
        """Gives back a copy; the register itself stays open."""
        if not self.borrowed:
            self.register.close()
