"""The pandas alternative: one mask a provision over a frame of legs, with pandas' three-valued booleans."""

from __future__ import annotations

import pandas as pd

from benchmarks.plain import ORDER
from transfer_register.law.condition import All, Condition, Constant, Not, Test
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.in_force import DESTINATION, InForce, LawState
from transfer_register.law.provision import ProvisionKind


def mask(condition: Condition, legs: pd.DataFrame) -> pd.Series:
    """A nullable boolean a leg."""
    match condition:
        case Constant(value):
            return pd.Series(value, index=legs.index, dtype="boolean")
        case Not(part):
            return ~mask(part, legs)
        case All(parts):
            found = mask(parts[0], legs)
            for part in parts[1:]:
                found &= mask(part, legs)
            return found
        case AnyOf(parts):
            found = mask(parts[0], legs)
            for part in parts[1:]:
                found |= mask(part, legs)
            return found
        case Test(fact, operator, value):
            return _test(legs[fact], operator, value)


def _test(known: pd.Series, operator: str, value: object) -> pd.Series:
    present = known.notna()
    if operator == "known":
        return (present if value else ~present).astype("boolean")
    match operator:
        case "is" if isinstance(value, bool):
            found = known.astype("boolean") if value else ~known.astype("boolean")
        case "is":
            found = known == value
        case "in":
            found = known.isin(value)
        case "contains":
            found = known.map(lambda terms: value in terms, na_action="ignore")
        case "contains_any":
            wanted = set(value)
            found = known.map(lambda terms: not wanted.isdisjoint(terms), na_action="ignore")
        case "at_least":
            found = known >= value
        case "at_most":
            found = known <= value
        case "before":
            found = known < pd.Timestamp(value)
        case "after":
            found = known > pd.Timestamp(value)
    return found.astype("boolean").where(present)


def judge(state: LawState, legs: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(transfer, regime) -> verdict, the worst over the legs; `legs` has `transfer` and a column a fact."""
    said = []
    for regime in state.regimes:
        bound = _any([_both(p, legs) for p in state.of(regime, ProvisionKind.BINDING)], legs)
        gate = _any([_both(p, legs, gate=True) for p in state.of(regime, ProvisionKind.GATE)], legs)
        scope = _any([_both(p, legs) for p in state.of(regime, ProvisionKind.SCOPE)], legs)
        ground = _any([_both(p, legs) for p in state.of(regime, ProvisionKind.GROUND)], legs)
        place = pd.Series(ORDER.index("breached"), index=legs.index)
        place = place.mask(scope.isna() | ground.isna(), ORDER.index("unknown"))
        place = place.mask(ground.fillna(False), ORDER.index("permitted"))
        place = place.mask(scope.fillna(False), ORDER.index("not_restricted"))
        place = place.mask(gate.isna(), ORDER.index("unknown"))
        place = place.mask(gate.fillna(False), ORDER.index("breached"))
        place = place.mask(bound.isna(), ORDER.index("unknown"))
        speaks = bound.fillna(True)
        worst = place[speaks].groupby(legs.transfer[speaks]).min()
        said += [((transfer, regime), ORDER[number]) for transfer, number in worst.items()]
    return dict(said)


def _both(p: InForce, legs: pd.DataFrame, gate: bool = False) -> pd.Series:
    requires = mask(p.requires, legs)
    found = mask(p.applies, legs) & (~requires if gate else requires)
    if p.provision.destinations:
        found = found.mask(~legs[DESTINATION].isin(p.provision.destinations), False)
    return found


def _any(found: list[pd.Series], legs: pd.DataFrame) -> pd.Series:
    result = pd.Series(False, index=legs.index, dtype="boolean")
    for one in found:
        result |= one
    return result
