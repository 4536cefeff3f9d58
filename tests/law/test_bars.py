"""A rule of severity block bars: no facts at all can break it and yet let the ground carry that it bars."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.reference_judge import holds
from transfer_register.law import condition as grammar
from transfer_register.law.condition import NEVER, All, Condition, Not, Test, facts_of, known_facts
from transfer_register.law.in_force import DESTINATION, InForce
from transfer_register.law.kinds import barred_by
from transfer_register.law.law_file import CASCADE
from transfer_register.model.facts import JUDGED, Kind

DAYS = (date(2021, 12, 1), date(2024, 1, 1), date(2026, 11, 22))


def worth_trying(name: str, tests: list[Test]) -> list[Any]:
    """Values of a fact that the tests tell apart; unknown only where a test asks whether it is known."""
    spoken = [v for t in tests if t.operator != "known" for v in (t.value if isinstance(t.value, tuple) else (t.value,))]
    match known_facts()[name].kind:
        case Kind.FLAG:
            values = [True, False]
        case Kind.TERMS:
            values = [list(dict.fromkeys(spoken)), [], *([value] for value in dict.fromkeys(spoken))]
        case Kind.COUNT:
            values = sorted({value + step for value in spoken for step in (-1, 0, 1)})
        case Kind.DAY:
            values = sorted({value + timedelta(days=step) for value in spoken for step in (-1, 0, 1)}) or [DAYS[-1]]
        case Kind.TERM:
            values = [*dict.fromkeys(spoken), "something else"]
    return [None, *values] if any(t.operator == "known" for t in tests) else values


def facts_that_satisfy(condition: Condition) -> dict[str, Any] | None:
    """Facts under which a condition holds, or None: every choice is tried that is not already ruled out."""
    by_name: dict[str, list[Test]] = {}
    for test in grammar.tests_of(condition):
        by_name.setdefault(test.fact, []).append(test)
    # Whether a fact is known decides at once, so these are chosen first; then those of which most is said.
    order = sorted(by_name, key=lambda name: (not any(t.operator == "known" for t in by_name[name]), -len(by_name[name])))
    chosen_first = sum(any(t.operator == "known" for t in by_name[name]) for name in order)

    def choose(place: int, facts: dict[str, Any]) -> dict[str, Any] | None:
        said = holds(condition, facts) if place >= chosen_first else None
        if said is not None or place == len(order):
            return dict(facts) if said else None
        for value in worth_trying(order[place], by_name[order[place]]):
            if found := choose(place + 1, {**facts, order[place]: value}):
                return found
        return None

    return choose(0, {})


def barring(library, day: date) -> list[tuple[InForce, InForce]]:
    """Every rule in force that bars, with each ground that it bars."""
    found = []
    for regime in library.regimes:
        readings = {p.id: p for p in library.in_force(day).of(regime)}
        for p in readings.values():
            for ground in barred_by(p.provision, library.provisions, CASCADE):
                if ground in readings:
                    found.append((p, readings[ground]))
    return found


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_ground_carries_where_a_rule_is_broken_that_bars_it(library, day):
    for rule, ground in barring(library, day):
        if (facts_of(rule.applies) | facts_of(rule.requires)) & set(JUDGED):
            continue
        both = All((rule.applies, Not(rule.requires), ground.applies, ground.requires))
        assert facts_that_satisfy(both) is None, (rule.regime, rule.id, ground.id)


def test_every_rule_that_bars_can_be_broken_and_every_ground_can_carry(library):
    for rule, ground in barring(library, DAYS[-1]):
        assert facts_that_satisfy(All((rule.applies, Not(rule.requires)))) is not None, rule.id
        if ground.requires != NEVER and not _only_asks(ground):
            assert facts_that_satisfy(All((ground.applies, ground.requires))) is not None, ground.id


def _only_asks(ground: InForce) -> bool:
    """A ground that stands for others as long as nobody said where the data go; it carries nothing itself."""
    return any((t.fact, t.operator, t.value) == (DESTINATION, "known", False) for t in grammar.tests_of(ground.applies))


def test_facts_are_found_where_there_are_some(library):
    asked = All((Test("scc.module", "at_least", 2), Not(Test("scc.module", "is", 2)), Test("tia.exists", "known", False)))
    assert facts_that_satisfy(asked) == {"tia.exists": None, "scc.module": 3}
    assert facts_that_satisfy(All((Test("tia.exists", "is", True), Test("tia.exists", "is", False)))) is None
