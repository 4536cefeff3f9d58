"""The plain alternative: one leg after the other, one provision after the other, in a Python loop."""

from __future__ import annotations

from typing import Any

from transfer_register.law.condition import All, Condition, Constant, Not, Test
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.in_force import DESTINATION, InForce, LawState
from transfer_register.law.provision import ProvisionKind

ORDER = ("breached", "unknown", "permitted", "not_restricted")


def holds(condition: Condition, facts: dict[str, Any]) -> bool | None:
    """True, False, or None for unknown."""
    match condition:
        case Constant(value):
            return value
        case Not(part):
            inner = holds(part, facts)
            return None if inner is None else not inner
        case All(parts):
            found = [holds(part, facts) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [holds(part, facts) for part in parts]
            return True if True in found else None if None in found else False
        case Test(fact, operator, value):
            known = facts.get(fact)
            if operator == "known":
                return (known is not None) is value
            return None if known is None else _test(known, operator, value)


def _test(known: Any, operator: str, value: Any) -> bool:
    match operator:
        case "is":
            return known == value
        case "in":
            return known in value
        case "contains":
            return value in known
        case "contains_any":
            return any(one in known for one in value)
        case "at_least":
            return known >= value
        case "at_most":
            return known <= value
        case "before":
            return known < value
        case "after":
            return known > value
    raise AssertionError(operator)


def verdict(state: LawState, regime: str, facts: dict[str, Any]) -> str | None:
    """What a regime says about one leg; None where it does not bind the exporter."""
    bound = _any([_both(p, facts) for p in state.of(regime, ProvisionKind.BINDING)])
    if bound is False:
        return None
    gates, scopes, grounds = (
        [_both(p, facts, gate) for p in state.of(regime, kind) if _speaks(p, facts)] for kind, gate in KINDS
    )
    if bound is None:
        return "unknown"
    if True in gates:
        return "breached"
    if None in gates:
        return "unknown"
    if True in scopes:
        return "not_restricted"
    if True in grounds:
        return "permitted"
    return "unknown" if None in scopes or None in grounds else "breached"


KINDS = ((ProvisionKind.GATE, True), (ProvisionKind.SCOPE, False), (ProvisionKind.GROUND, False))


def _speaks(p: InForce, facts: dict[str, Any]) -> bool:
    return not p.provision.destinations or facts.get(DESTINATION) in p.provision.destinations


def _both(p: InForce, facts: dict[str, Any], gate: bool = False) -> bool | None:
    applies, requires = holds(p.applies, facts), holds(p.requires, facts)
    if gate:
        requires = None if requires is None else not requires
    return False if False in (applies, requires) else None if None in (applies, requires) else True


def _any(found: list[bool | None]) -> bool | None:
    return True if True in found else None if None in found else False


def judge(state: LawState, legs: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """(transfer, regime) -> verdict, the worst over the legs; `legs` have `transfer` and the facts."""
    said: dict[tuple[str, str], str] = {}
    for leg in legs:
        for regime in state.regimes:
            found = verdict(state, regime, leg)
            if found is not None:
                key = (leg["transfer"], regime)
                said[key] = min(found, said.get(key, found), key=ORDER.index)
    return said
