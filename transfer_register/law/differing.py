"""Where the law of one state may say something else than that of another, regime by regime, so that only this is judged anew.

A provision that leaves no finding where it does not speak says nothing there; so what two states say of a transfer differs only
where a provision that ended has spoken, or where one that began may speak.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from transfer_register.law.condition import ALWAYS, NEVER, All, Any, Condition, Not, Test, resolved, tests_of
from transfer_register.law.in_force import DESTINATION, InForce, LawState
from transfer_register.law.provision import ProvisionKind

# These are silent where they do not hold, too, and yet leave open what depends on them.
_SILENT = (ProvisionKind.MEASURE,)
# These speak wherever they apply, whatever they require.
_OUTSPOKEN = (ProvisionKind.SCOPE, ProvisionKind.GROUND, ProvisionKind.GATE, ProvisionKind.REQUIREMENT, ProvisionKind.DUTY)
# What of a provision, beside its conditions, is part of what it says (law/judge.py).
_JUDGED_BY = ("cascade", "tools", "destinations", "even_unrestricted", "role", "threats", "measure")


@dataclass(frozen=True)
class Differing:
    """Where a regime may say something else: `everywhere`; where one of the provisions `spoke` of before has left a finding;
    where the data go to one of `places`; and, if `unplaced`, where nobody knows whereto they go."""

    everywhere: bool = False
    spoke: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    unplaced: bool = False

    @property
    def nowhere(self) -> bool:
        return self == Differing()


def distance(before: LawState, after: LawState) -> int | None:
    """How many provisions two states read differently; None where they know other regimes, or bind other exporters."""
    old, new = ({(p.regime, p.id): p for p in state.provisions} for state in (before, after))
    apart = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    binding = any(p.kind is ProvisionKind.BINDING for key in apart for p in (old.get(key), new.get(key)) if p)
    return None if binding or before.regimes != after.regimes else len(apart)


def differing(before: LawState, after: LawState, regime: str) -> Differing:
    """Where a regime may say something else in the second of two states that bind the same exporters."""
    old, new = ({p.id: p for p in state.provisions if p.regime == regime} for state in (before, after))
    same = {id for id, p in new.items() if old.get(id) == p}
    # Of several grounds that carry the first is named, so their order is part of what is said.
    in_order = [id for id in old if id in same] == [id for id in new if id in same]
    if before.binding_threats != after.binding_threats or not in_order:
        return Differing(everywhere=True)
    everywhere, unplaced, spoke, places = False, False, set(), set()
    for id in (old.keys() | new.keys()) - same:
        was, now = old.get(id), new.get(id)
        apart = _apart(was, now) if was and now else None
        if apart is not None:
            places |= apart
            unplaced |= bool(apart)
            continue
        versions = [p for p in (was, now) if p]
        everywhere |= any(p.kind in _SILENT for p in versions)
        # Of an unknown destination nothing is found, and yet it stays open what the provision would have said.
        unplaced |= any(p.provision.destinations for p in versions)
        if was:
            spoke.add(id)
        if now and not (was and _speaks_alike(was, now)):
            places |= set(now.provision.destinations)
            everywhere |= not now.provision.destinations
    return Differing(True) if everywhere else Differing(False, frozenset(spoke), frozenset(places), unplaced)


def _speaks_alike(was: InForce, now: InForce) -> bool:
    """Does a provision that changed speak in the same places? Then its findings of before name them all."""
    own, other = was.provision, now.provision
    return (
        was.kind is now.kind and now.kind in _OUTSPOKEN and was.applies == now.applies
        and own.destinations == other.destinations and own.even_unrestricted == other.even_unrestricted
    )  # fmt: skip


def _apart(was: InForce, now: InForce) -> set[str] | None:
    """The destinations apart from which a provision that changed says what it said; None where that is not so."""
    if (was.kind, was.rank, was.ends) != (now.kind, now.rank, now.ends):
        return None
    if any(getattr(was.provision, name) != getattr(now.provision, name) for name in _JUDGED_BY):
        return None
    named = _named((was.applies, was.requires)) ^ _named((now.applies, now.requires))
    parts = ((was.applies, now.applies), (was.requires, now.requires))
    return named if all(_elsewhere(a, named) == _elsewhere(b, named) for a, b in parts) else None


def _named(conditions: Iterable[Condition]) -> set[str]:
    """The destinations that conditions name one by one."""
    return {test.value for c in conditions for test in tests_of(c) if test.fact == DESTINATION and test.operator == "is"}


def _elsewhere(condition: Condition, named: set[str]) -> Condition:
    """What is left of a condition where the destination is known and none of those."""
    match condition:
        case Test(fact, "known", holds) if fact == DESTINATION:
            return ALWAYS if holds else NEVER
        case Test(fact, "is", place) if fact == DESTINATION and place in named:
            return NEVER
        case Not(part):
            return resolved(Not(_elsewhere(part, named)), _no_group)
        case All(parts) | Any(parts):
            return resolved(type(condition)(tuple(_elsewhere(part, named) for part in parts)), _no_group)
        case _:
            return condition


def _no_group(group: str) -> tuple[str, ...]:
    raise AssertionError(f"the group {group} stands in the law of a day, where each is filled in")
