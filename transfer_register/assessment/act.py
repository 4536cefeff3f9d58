"""Acts: what can be done about a transfer, and what the record would say once it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from transfer_register.law.condition import Condition, facts_of

# What stands on the right of a fact, by kind: its own value, or what is done with the one that is there.
Value = bool | int | str


@dataclass(frozen=True)
class Setting:
    """What the record would say of one fact. `how`: `is` a value; `add` or `drop` terms of a list; `as` another fact says."""

    fact: str
    how: str
    value: Value | tuple[str, ...]


@dataclass(frozen=True)
class Effort:
    """How much an act takes; the lightest has rank 1. What is `last` is never proposed: it is what is left."""

    id: str
    rank: int
    label: str
    says: str
    last: bool = False


@dataclass(frozen=True)
class Act:
    """One act. `applies_if` must be known to hold; `regimes` are those of which one must restrict the transfer, empty: any.

    An act that reaches a `destination` changes only those whose place roles are all among `roles` (empty: any) and where the
    recipient is, or is not, `established` (None: either); any other changes the transfer. `ends` names what is no more once
    it is done. `rests_on` says on whom the outcome depends: `ours`, the `other_side`, or a `finding`; `provided` says how.
    """

    id: str
    title: str
    says: str
    effort: Effort
    rests_on: str
    provided: str
    cites: tuple[str, ...]
    applies_if: Condition
    sets: tuple[Setting, ...] = ()
    regimes: tuple[str, ...] = ()
    reaches: str = "transfer"
    roles: tuple[str, ...] = ()
    established: bool | None = None
    ends: str | None = None


@dataclass(frozen=True)
class Bar:
    """Findings that, breached after the acts, keep a transfer from being counted as mended, where `applies_if` holds."""

    findings: tuple[str, ...]
    applies_if: Condition
    says: str


@dataclass(frozen=True)
class Reason:
    """Why nothing in the list mends a transfer of which `applies_if` holds."""

    applies_if: Condition
    says: str


@dataclass(frozen=True)
class Acts:
    """Every act in the order of the file, in which acts done together are done; bars; reasons, the first that holds counts."""

    acts: tuple[Act, ...]
    bars: tuple[Bar, ...]
    reasons: tuple[Reason, ...]
    digest: str

    def __iter__(self) -> Iterator[Act]:
        return iter(self.acts)

    def __getitem__(self, act: str) -> Act:
        return self._by_id[act]

    @cached_property
    def _by_id(self) -> dict[str, Act]:
        return {act.id: act for act in self.acts}

    @property
    def proposed(self) -> tuple[Act, ...]:
        """Those that are proposed as a fix."""
        return tuple(act for act in self.acts if not act.effort.last)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that acts, bars and reasons ask of the facts."""
        return tuple(each.applies_if for each in (*self.acts, *self.bars, *self.reasons))

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that are asked or set, by name."""
        settings = [setting for act in self.acts for setting in act.sets]
        named = {s.fact for s in settings} | {str(s.value) for s in settings if s.how == "as"}
        return frozenset(named.union(*(facts_of(condition) for condition in self.conditions)))
