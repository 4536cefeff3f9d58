"""A plain evaluator of the grammar and of a day's law, one transfer at a time, to hold the compiled SQL against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from transfer_register.law.condition import All, Condition, Constant, Not, Test, tests_of
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.in_force import DESTINATION, MEASURES, TOOLS, InForce, LawState
from transfer_register.model.facts import JUDGED

Facts = Mapping[str, Any]
LATER = ("requirement", "duty")


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
    deciding = set(_could_decide(condition, facts))
    return list(dict.fromkeys(test.fact for test in tests_of(condition) if test.fact in deciding))


def _could_decide(condition: Condition, facts: Facts) -> Iterator[str]:
    if holds(condition, facts) is not None:
        return
    match condition:
        case Test(fact):
            yield fact
        case Not(part):
            yield from _could_decide(part, facts)
        case _:
            for part in condition.parts:
                yield from _could_decide(part, facts)


def finding(p: InForce, facts: Facts, unrestricted: bool) -> tuple[str, list[str]] | None:
    """What one provision says, and what it asks; None where it says nothing."""
    if p.provision.destinations and facts.get(DESTINATION) not in p.provision.destinations:
        return None
    applies, forbids = holds(p.applies, facts), p.kind in ("gate", *LATER)
    if applies is False or (p.kind in LATER and (applies is None or (unrestricted and not p.provision.even_unrestricted))):
        return None
    does = holds(All((p.applies, Not(p.requires) if forbids else p.requires)), facts)
    if p.kind == "exposure" and does is False:
        return None
    if p.kind == "measure":
        recorded = next((test for test in tests_of(p.requires) if test.fact == MEASURES), None)
        silent_mark = does is False or (does is None and facts.get(MEASURES) is None)
        if silent_mark if recorded is None else holds(recorded, facts) is not True:
            return None
    if does:
        return "breached" if forbids else "met", []
    if does is False:
        return "met" if forbids else "breached" if p.kind == "ground" and p.provision.tools and applies else "not_met", []
    if p.provision.tools and facts.get(TOOLS) is None:
        return "unknown", [TOOLS]
    return "unknown", [fact for fact in asks(p.requires if applies else p.applies, facts) if fact not in JUDGED]


def does_its_work(p: InForce, facts: Facts) -> bool | None:
    """Is it met, at the place where the data go? Unknown where the place is, and it speaks for some places only."""
    place, codes = facts.get(DESTINATION), p.provision.destinations
    here = True if not codes else None if place is None else place in codes
    done = holds(All((p.applies, p.requires)), facts)
    return False if False in (here, done) else None if None in (here, done) else True


def some(answers: Iterable[bool | None]) -> bool | None:
    answers = list(answers)
    return True if True in answers else None if None in answers else False


def looked_back_at(state: LawState, regime: str, facts: Facts) -> dict[str, Any]:
    """The judged facts."""
    done = {p.id: does_its_work(p, facts) for p in state.of(regime)}
    grounds = state.of(regime, "ground")
    problems = [p for p in state.of(regime, "exposure") if p.provision.role == "problem"]
    cures = [p for p in state.of(regime, "measure") if p.provision.measure.cures]

    def raised(these: list[InForce], threat: str) -> bool | None:
        return some(done[p.id] for p in these if threat in p.provision.threats)

    carrying = [p for p in grounds if done[p.id]]
    uncured = [
        (raised(problems, threat), {True: False, False: True, None: None}[raised(cures, threat)])
        for threat in state.binding_threats
    ]
    return {
        "adequacy.available": some(done[p.id] for p in grounds if p.provision.cascade == "adequacy"),
        "safeguard.available": some(done[p.id] for p in grounds if p.provision.cascade == "safeguard"),
        "mechanism.satisfied": some(done[p.id] for p in (*grounds, *state.of(regime, "scope"))),
        "mechanism.ends_on": max((p.ends for p in carrying), default=None) if all(p.ends for p in carrying) else None,
        "exposure.applies": some(done[p.id] for p in problems),
        "exposure.uncured": some(False if False in pair else None if None in pair else True for pair in uncured),
        "measure.technical": some(done[p.id] for p in cures),
    }


def judge(state: LawState, regime: str, facts: Facts) -> tuple[dict[str, tuple[str, list[str]]], tuple | None]:
    """Findings by provision, and (verdict, ground, fallbacks, ask); no verdict where the regime does not bind."""
    first = [p for p in state.of(regime) if p.kind not in LATER]
    if some(holds(p.requires, facts) for p in first if p.kind == "binding") is False:
        return {}, None
    said = {p.id: (p, found) for p in first if (found := finding(p, facts, False))}

    def these(kind: str, outcome: str) -> list[InForce]:
        return [p for p, (o, _) in said.values() if p.kind == kind and o == outcome]

    seen = {**facts, **looked_back_at(state, regime, facts)}
    later = {p.id: found for p in state.of(regime, *LATER) if (found := finding(p, seen, bool(these("scope", "met"))))}
    weighed = {name: (p, found) for name, (p, found) in said.items() if p.kind not in ("exposure", "measure")}
    return {**{name: found for name, (_, found) in said.items()}, **later}, _verdict(weighed, these)


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
