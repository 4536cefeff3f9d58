"""A provision: one rule of law, with its wording between two days and the source of each wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from transfer_register.law.condition import ALWAYS, Condition


class ProvisionKind(StrEnum):
    """What a provision does when its conditions are met."""

    BINDING = "binding"  # the regime binds the exporter
    SCOPE = "scope"  # met: not a transfer that the regime restricts
    GROUND = "ground"  # met: carries the transfer
    GATE = "gate"  # breached: forbids the transfer, whatever carries it
    REQUIREMENT = "requirement"  # breached: shown with its severity; does not change the verdict
    DUTY = "duty"  # something owed, to whom and by which day; met: done
    EXPOSURE = "exposure"  # met: a law of the destination reaches the recipient
    MEASURE = "measure"  # met: a supplementary measure is in place with all that it needs


# Judged after the grounds: these may look at what the grounds say.
LOOKING_BACK = (ProvisionKind.REQUIREMENT, ProvisionKind.DUTY)


class Outcome(StrEnum):
    """What a provision says about a pattern of facts."""

    MET = "met"
    NOT_MET = "not_met"
    BREACHED = "breached"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Source:
    """Where a wording stands. `read_in` names the pages of data/law/sources.yaml in which it was checked on `checked_on`."""

    act: str
    article: str | None
    url: str | None
    checked_on: date
    confidence: str
    kind: str
    read_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lapse:
    """Why a provision says nothing any more: `how` it ended, `by` what, and whether back in time (`effect`)."""

    how: str
    by: str
    effect: str | None = None
    grace: str | None = None

    @property
    def foreseen(self) -> bool:
        """Could it be known beforehand? A judgment or a withdrawal comes overnight."""
        return self.how not in ("declared_invalid", "annulled", "withdrawn")


@dataclass(frozen=True)
class Due:
    """A day counted from a day that is a fact: so many months and days after it, or `before` it."""

    fact: str
    months: int = 0
    days: int = 0
    before: bool = False


@dataclass(frozen=True)
class Version:
    """The wording between two days, both included; `first` None is as far back as the register looks, `last` None is open.

    Of a duty: `owed_to` whom, `when` (before, after, standing, on_request), and by which day where there is one.
    """

    first: date | None
    last: date | None
    requires: Condition
    source: Source
    lapsed: Lapse | None = None
    note: str | None = None
    owed_to: str | None = None
    when: str | None = None
    due: Due | None = None

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Review:
    """When an authority last looked at a decision, and when it must again."""

    last: date | None = None
    instrument: str | None = None
    outcome: str | None = None
    next_by: date | None = None
    basis: str | None = None


@dataclass(frozen=True)
class Risk:
    """An event that does not end a provision and bears on its future."""

    on: date
    event: str
    effect: str
    confidence: str
    read_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What a supplementary measure can do (EDPB Recommendations 01/2020, Annex 2), and under which `conditions`, in words."""

    category: str
    weight: str
    effectiveness: str
    conditions: tuple[str, ...] = ()

    @property
    def cures(self) -> bool:
        """Can it close a gap that a power over the recipient leaves? Contracts and organisation cannot, nor what only helps."""
        return self.category == "technical" and self.effectiveness == "effective_if_all_conditions"


@dataclass(frozen=True)
class Provision:
    """One rule, stable for ever under its id; `versions` are contiguous and the last is open.

    `destinations` are the codes of importer.country for which it speaks; `tools` the terms of transfer_tools of which
    one must be recorded. `even_unrestricted`: speaks also where the regime does not restrict the transfer.
    `legal_review`: its facts are a question for counsel. `bars`: the grounds, or the step of the cascade, that cannot carry
    where this requirement is broken. `duty` is a term of duty_kinds. `threats`, terms of threats, are what an exposure raises
    and a measure answers; `role` says whether an exposure is a problem or mitigates one.
    """

    id: str
    regimes: tuple[str, ...]
    kind: ProvisionKind
    title: str
    says: str
    versions: tuple[Version, ...]
    cascade: str | None = None
    severity: str | None = None
    binding: str = "law"
    tools: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    applies_if: Condition = ALWAYS
    even_unrestricted: bool = False
    legal_review: bool = False
    note: str | None = None
    review: Review | None = None
    risks: tuple[Risk, ...] = ()
    bars: tuple[str, ...] = ()
    duty: str | None = None
    role: str | None = None
    threats: tuple[str, ...] = ()
    measure: Measure | None = None
    file: str = ""

    def version_on(self, day: date) -> Version | None:
        return next((version for version in self.versions if version.holds_on(day)), None)

    def ends_on(self, day: date) -> date | None:
        """The last day on which it stands, as could be known on a day; None where it is open, or says nothing on the day."""
        rest = [version for version in self.versions if version.last is None or version.last >= day]
        lapse = next((place for place, version in enumerate(rest) if version.lapsed), None)
        return rest[lapse - 1].last if lapse and rest[lapse].lapsed.foreseen else None


@dataclass(frozen=True)
class Member:
    """One code in a group, between two days, both included."""

    code: str
    first: date | None
    last: date | None
    note: str | None = None
    confidence: str | None = None
    read_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatedGroup:
    """States or territories that a law names together."""

    id: str
    title: str
    says: str
    members: tuple[Member, ...]
    source: Source

    def on(self, day: date) -> tuple[str, ...]:
        return tuple(
            member.code
            for member in self.members
            if (member.first is None or member.first <= day) and (member.last is None or day <= member.last)
        )


@dataclass(frozen=True)
class Regime:
    """A law whose transfer rules bind exporters; `cascade` is the order in which its grounds are looked at."""

    id: str
    title: str
    says: str
    cascade: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page that was read to check the law."""

    id: str
    title: str
    url: str | None
    kind: str
    how_read: str
