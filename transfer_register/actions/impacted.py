"""What an impact is made of: transfers as a view tells them, the legs that a change begins, alters or ends, and their chains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.assessment.act import Act

# Verdicts under which a transfer may go, and all of them, the worst first.
CARRIED = ("permitted", "not_restricted")
WORST_FIRST = ("breached", "unknown", "not_judged", *CARRIED)


@dataclass(frozen=True)
class Told:
    """A transfer as one view tells it. `special`, `workers` and `persons` are None where nobody said; `verdicts` by regime,
    `verdict` the worst of them; `ask` are facts that would decide, `broken` provisions; `roles` those of its places."""

    id: str
    exporter: str
    exporter_name: str
    exporter_role: str | None
    importer: str
    importer_name: str
    importer_role: str | None
    countries: tuple[str, ...]
    purpose: str | None
    categories: tuple[str, ...]
    special: bool | None
    workers: bool | None
    persons: int | None
    verdict: str
    tools: tuple[str, ...]
    measures: tuple[str, ...]
    roles: tuple[str, ...]
    verdicts: dict[str, str]
    ask: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Leg:
    """One transfer to a recipient of the vendor, before and after: `before` is None where it begins, `after` where it ends.

    `countries` are those that no transfer of the exporter reached before; `categories` what would reach them: what is recorded
    of the transfer, or, where that says nothing (`stated` False), everything that the vendor receives.
    """

    act: str
    before: Told | None
    after: Told | None
    countries: tuple[str, ...]
    categories: tuple[str, ...]
    stated: bool

    @property
    def shown(self) -> Told:
        return self.after or self.before


@dataclass(frozen=True)
class Chain:
    """One way of data: from an exporter to the vendor, where it uses one, and on to a recipient. `first` are our transfers to
    the vendor; `weakest` is the place of the weakest leg, 0 the first; of equals the last."""

    exporter: str
    exporter_name: str
    first: tuple[Told, ...]
    leg: Leg
    weakest: int

    @property
    def verdict(self) -> str:
        """That of the weakest leg: a chain is no better."""
        return worst([*(each.verdict for each in self.first), self.leg.shown.verdict])


@dataclass(frozen=True)
class Impact:
    """`using` are (before, after) of the transfers to the vendor, after None where there is none any more. `mends` are the acts
    that would each carry the weakest leg by itself, or that do so `together`, tried by the judge where somebody asked for that;
    `left` says why nothing does. `weakest` is that leg, of those that begin or change."""

    vendor: str
    exporter: str
    on: date
    using: tuple[tuple[Told, Told | None], ...]
    legs: tuple[Leg, ...]
    chains: tuple[Chain, ...]
    weakest: Leg | None = None
    mends: tuple[Act, ...] = ()
    together: bool = False
    left: str | None = None

    @property
    def special(self) -> tuple[Told, ...]:
        """The transfers to the vendor with special categories of data."""
        return tuple(before for before, _ in self.using if before.special)

    @property
    def workers(self) -> tuple[Told, ...]:
        """The transfers to the vendor with data of the exporter's own workers: a works council may have a say."""
        return tuple(before for before, _ in self.using if before.workers)

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries that would be reached for the first time."""
        return tuple(dict.fromkeys(country for leg in self.legs for country in leg.countries))


def worst(verdicts: list[str]) -> str:
    """The worst of some verdicts; of none it was not judged."""
    return min(verdicts, key=WORST_FIRST.index, default="not_judged")
