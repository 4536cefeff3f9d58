"""A plain evaluator of the grammar and of a day's law, one transfer at a time, to hold the compiled SQL against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transfer_register.law.condition import All, Condition, Constant, Not, Test
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.in_force import DESTINATION, TOOLS, InForce, LawState
from transfer_register.model.facts import JUDGED

Facts = Mapping[str, Any]


def holds(condition: Condition, facts: Facts) -> bool | None:
    """True, False, or None for unknown."""
    match condition:
        case Constant(value):
            return value
        case Not(part):
            inner = holds(part, facts)
            return None if inner is None else not inner
        case All(parts) | AnyOf(parts):
            stop = isinstance(condition, AnyOf)
            answers = [holds(part, facts) for part in parts]
            return stop if stop in answers else None if None in answers else not stop
        case Test(fact, "known", wanted):
            return (facts.get(fact) is not None) == wanted
        case Test(fact, operator, wanted):
            value = facts.get(fact)
            if value is None:
                return None
            compare = {
                "is": lambda: value == wanted, "in": lambda: value in wanted, "contains": lambda: wanted in value,
                "contains_any": lambda: bool(set(wanted) & set(value)), "at_least": lambda: value >= wanted,
                "at_most": lambda: value <= wanted, "before": lambda: value < wanted, "after": lambda: value > wanted,
            }  # fmt: skip
            return compare[operator]()


def asks(condition: Condition, facts: Facts) -> list[str]:
    """The unknown facts that could still decide, each once, in the order of the text."""
    if holds(condition, facts) is not None:
        return []
    match condition:
        case Test(fact):
            return [fact]
        case Not(part):
            return asks(part, facts)
        case _:
            return list(dict.fromkeys(fact for part in condition.parts for fact in asks(part, facts)))


def finding(p: InForce, facts: Facts, unrestricted: bool) -> tuple[str, list[str]] | None:
    """What one provision says, and what it asks; None where it says nothing."""
    if p.provision.destinations and facts.get(DESTINATION) not in p.provision.destinations:
        return None
    applies, forbids = holds(p.applies, facts), p.kind in ("gate", "requirement")
    if applies is False or (
        p.kind == "requirement" and (applies is None or (unrestricted and not p.provision.even_unrestricted))
    ):
        return None
    does = holds(All((p.applies, Not(p.requires) if forbids else p.requires)), facts)
    if does:
        return "breached" if forbids else "met", []
    if does is False:
        return "met" if forbids else "breached" if p.kind == "ground" and p.provision.tools and applies else "not_met", []
    if p.provision.tools and facts.get(TOOLS) is None:
        return "unknown", [TOOLS]
    return "unknown", [fact for fact in asks(p.requires if applies else p.applies, facts) if fact not in JUDGED]


def judge(state: LawState, regime: str, facts: Facts) -> tuple[dict[str, tuple[str, list[str]]], tuple | None]:
    """Findings by provision, and (verdict, ground, fallbacks, ask); no verdict where the regime does not bind."""
    first = [p for p in state.of(regime) if p.kind != "requirement"]
    if any(p.kind == "binding" and holds(p.requires, facts) is False for p in first):
        return {}, None
    said = {p.id: (p, found) for p in first if (found := finding(p, facts, False))}

    def these(kind: str, outcome: str, cascade: str | None = None) -> list[InForce]:
        return [p for p, (o, _) in said.values() if p.kind == kind and o == outcome and cascade in (None, p.provision.cascade)]

    def available(kind: str, cascade: str | None = None) -> bool | None:
        return True if these(kind, "met", cascade) else None if these(kind, "unknown", cascade) else False

    carried = {True: True, False: available("ground"), None: available("ground") or None}[available("scope")]
    judged = {"adequacy.available": available("ground", "adequacy"), "safeguard.available": available("ground", "safeguard")}
    seen = {**facts, **judged, "mechanism.satisfied": carried}
    later = {p.id: found for p in state.of(regime, "requirement") if (found := finding(p, seen, bool(these("scope", "met"))))}
    return {**{name: found for name, (_, found) in said.items()}, **later}, _verdict(said, these)


def _verdict(said: dict, these: Any) -> tuple:
    ranked = sorted((p for p, _ in said.values()), key=lambda p: p.rank)
    if these("binding", "unknown"):
        return "unknown", None, [], said[these("binding", "unknown")[0].id][1][1]
    if these("gate", "breached"):
        return "breached", these("gate", "breached")[0].id, [], []
    if these("scope", "met") and not these("gate", "unknown"):
        return "not_restricted", these("scope", "met")[0].id, [], []
    grounds = [p.id for p in ranked if p.kind == "ground" and said[p.id][1][0] == "met"]
    if grounds and not these("gate", "unknown"):
        return "permitted", grounds[0], grounds[1:], []
    asked = list(dict.fromkeys(fact for p in ranked for fact in said[p.id][1][1]))
    unknown = any(outcome == "unknown" for _, (outcome, _) in said.values())
    return ("unknown", None, [], asked) if unknown else ("breached", None, [], [])
