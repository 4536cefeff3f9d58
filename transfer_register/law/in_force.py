"""The whole law that was read, and the law of one day."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from transfer_register.law.condition import NEVER, All, Condition, Test, resolved
from transfer_register.law.provision import DatedGroup, Lapse, Page, Provision, ProvisionKind, Regime, Source, Version

TOOLS, DESTINATION, MEASURES = "transfer.tools", "importer.country", "measures.in_place"


@dataclass(frozen=True)
class InForce:
    """A provision as one regime reads it on one day: conditions with groups filled in.

    `applies` leaves out `destinations`, which are tested apart; `rank` is the place in the order of the regime's grounds;
    `ends` is the last day on which it stands, as far as the day knows.
    """

    regime: str
    provision: Provision
    version: Version
    applies: Condition
    requires: Condition
    rank: int
    ends: date | None = None

    @property
    def id(self) -> str:
        return self.provision.id

    @property
    def kind(self) -> ProvisionKind:
        return self.provision.kind


@dataclass(frozen=True)
class LawState:
    """What is in force on a day. `digest` names its content: equal digests judge alike."""

    day: date
    regimes: tuple[str, ...]
    provisions: tuple[InForce, ...]
    binding_threats: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        text = "\n".join(
            repr((p.regime, p.id, p.kind, own.cascade, own.destinations, own.role, own.threats, own.measure))
            + repr((p.applies, p.requires, p.rank, p.ends, p.version.due))
            for p in self.provisions
            if (own := p.provision)
        )
        return hashlib.sha256(f"{self.binding_threats}\n{text}".encode()).hexdigest()[:16]

    def only(self, ids: Collection[str]) -> LawState:
        """The same day with some provisions only."""
        return replace(self, provisions=tuple(p for p in self.provisions if p.id in ids))

    def of(self, regime: str, *kinds: ProvisionKind) -> list[InForce]:
        return [p for p in self.provisions if p.regime == regime and (not kinds or p.kind in kinds)]


@dataclass(frozen=True)
class Change:
    """What begins or ends to be in force between two days: `before` and `after` are the versions on either side."""

    day: date
    provision: Provision
    before: Version | None
    after: Version | None


@dataclass(frozen=True)
class Move:
    """A state or territory that joins a group, or leaves it, on a day."""

    day: date
    group: str
    code: str
    joins: bool


@dataclass(frozen=True)
class Library:
    """Every provision by id, every group, regime and page; `binding_threats` are those that bind the recipient whatever
    it promised (EDPB Recommendations 01/2020)."""

    provisions: dict[str, Provision] = field(default_factory=dict)
    groups: dict[str, DatedGroup] = field(default_factory=dict)
    regime_files: dict[str, Regime] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    wording_of_cases: dict = field(default_factory=dict)
    binding_threats: tuple[str, ...] = ()
    _states: dict[date, LawState] = field(default_factory=dict, repr=False, compare=False)

    @property
    def regimes(self) -> tuple[str, ...]:
        return tuple(self.regime_files)

    def version_on(self, provision: str, day: date) -> Version | None:
        """The wording on a day, which may be a lapse; None before the provision began. Raises KeyError."""
        return self.provisions[provision].version_on(day)

    def in_force(self, day: date) -> LawState:
        """Every provision that speaks on a day, regime by regime in the order of the files."""
        if day not in self._states:
            found = tuple(self._reading(regime, p, day) for regime in self.regimes for p in self.provisions.values())
            self._states[day] = LawState(day, self.regimes, tuple(p for p in found if p), self.binding_threats)
        return self._states[day]

    def _reading(self, regime: str, provision: Provision, day: date) -> InForce | None:
        version = provision.version_on(day)
        if regime not in provision.regimes or version is None or version.lapsed:
            return None
        applies = provision.applies_if
        if provision.tools:
            one = len(provision.tools) == 1
            recorded = Test(TOOLS, "contains" if one else "contains_any", provision.tools[0] if one else provision.tools)
            applies = All((recorded, applies))

        def members(group: str) -> tuple[str, ...]:
            return self.groups[group].on(day)

        cascade = self.regime_files[regime].cascade
        rank = cascade.index(provision.cascade) + 1 if provision.cascade else 0
        applies, requires = resolved(applies, members), resolved(version.requires, members)
        return InForce(regime, provision, version, applies, requires, rank, provision.ends_on(day))

    def changes(self, first: date, last: date) -> list[Change]:
        """What changes after `first` up to and including `last`, by day."""
        found = []
        for provision in self.provisions.values():
            for before, after in zip((None, *provision.versions), provision.versions, strict=False):
                if after.first is not None and first < after.first <= last:
                    found.append(Change(after.first, provision, before, after))
        return sorted(found, key=lambda change: (change.day, change.provision.id))

    def moves(self, first: date, last: date) -> list[Move]:
        """Who joins or leaves a group after `first` up to and including `last`, by day."""
        found = []
        for group in self.groups.values():
            for member in group.members:
                if member.first and first < member.first <= last:
                    found.append(Move(member.first, group.id, member.code, joins=True))
                if member.last and first < member.last + timedelta(days=1) <= last:
                    found.append(Move(member.last + timedelta(days=1), group.id, member.code, joins=False))
        return sorted(found, key=lambda move: (move.day, move.group, move.code))

    def stale(self, day: date, days: int) -> list[tuple[Provision, Version]]:
        """Versions in force on a day whose source was last checked more than `days` days before it."""
        found = [(p, v) for p in self.provisions.values() if (v := p.version_on(day)) and not v.lapsed]
        return [(p, v) for p, v in found if (day - v.source.checked_on).days > days]

    def ending(
        self, provision: str, day: date, by: str, *, how: str = "repealed", source: Source | None = None, note: str | None = None
    ) -> Library:  # fmt: skip
        """The same law with one provision lapsed from a day on: `how`, `by` what, and where that stands. Raises KeyError.

        What has lapsed by then already stays as it is.
        """
        old = self.provisions[provision]
        if (stands := old.version_on(day)) and stands.lapsed:
            return self
        kept = [v for v in old.versions if v.first is None or v.first < day]
        if kept:
            kept[-1] = replace(kept[-1], last=day - timedelta(days=1))
        lapse = Version(day, None, NEVER, source or old.versions[-1].source, Lapse(how, by, "forward_only"), note)
        ended = replace(old, versions=(*kept, lapse))
        return replace(self, provisions={**self.provisions, provision: ended}, _states={})

    def bindings(self, regime: str) -> list[Provision]:
        return [p for p in self.provisions.values() if p.kind is ProvisionKind.BINDING and regime in p.regimes]

    def tools_of(self, regime: str, day: date) -> dict[str, list[str]]:
        """Transfer tool -> the grounds in force that it can carry."""
        found: dict[str, list[str]] = {}
        for p in self.in_force(day).of(regime, ProvisionKind.GROUND):
            for tool in p.provision.tools if NEVER not in (p.requires, p.applies) else ():
                found.setdefault(tool, []).append(p.id)
        return found
