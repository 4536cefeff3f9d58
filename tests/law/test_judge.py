"""The judge in SQL agrees with the plain judge on the whole law of several days."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date

import pytest

from tests.reference_judge import judge
from transfer_register.law import condition
from transfer_register.law.case_facts import relation_of
from transfer_register.law.judge import findings_sql
from transfer_register.law.verdict import verdicts_sql
from transfer_register.model.facts import FACTS, Kind

DAYS = (date(2014, 5, 1), date(2021, 8, 30), date(2026, 11, 22))


def patterns(state, number: int, seed: int) -> dict[int, dict]:
    """Facts with the values that the law itself speaks of, half of them unknown."""
    dice, spoken = random.Random(seed), defaultdict(set)
    for p in state.provisions:
        for test in (t for part in (p.applies, p.requires) for t in condition.tests_of(part)):
            spoken[test.fact].update(
                test.value if isinstance(test.value, tuple) else [test.value] if test.operator != "known" else []
            )
        spoken["importer.country"].update(p.provision.destinations)
    spoken["importer.country"] |= {"IN", "US", "GB", "CH"}
    return {n: {name: _drawn(dice, name, sorted(spoken[name], key=str)) for name in FACTS} for n in range(number)}


def _drawn(dice: random.Random, name: str, values: list):
    if name == "importer.country" and dice.random() < 0.6:
        return dice.choice(["US", "IN", "GB", "CA"])
    if name == "exporter.country":
        return dice.choice(["DE", "GB", "CH", "IN", None])
    if dice.random() < (0.2 if name in ("transfer.tools", "scc.module", "exporter.role", "importer.role") else 0.5) or not values:
        return None
    match FACTS[name].kind:
        case Kind.FLAG:
            return dice.random() < (0.1 if name in ("importer.same_legal_entity", "flow.transit_only") else 0.5)
        case Kind.TERMS:
            return dice.sample(values, min(len(values), dice.randrange(3)))
        case _:
            return dice.choice(values)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_sql_agrees_with_the_plain_judge(library, execute, day):
    state = library.in_force(day)
    some = patterns(state, 110, seed=day.toordinal())
    execute(f"CREATE OR REPLACE TEMP TABLE facts_of_day AS SELECT * FROM {relation_of(some)}")
    execute(f"CREATE OR REPLACE TEMP TABLE findings_of_day AS {findings_sql(state, 'facts_of_day')}")
    found = {(p, r): (v, g, f, a) for p, r, v, g, f, a, _ in execute(verdicts_sql(state, "findings_of_day"))}
    rows = defaultdict(dict)
    for pattern, regime, provision, _, outcome, ask in execute("FROM findings_of_day"):
        rows[pattern, regime][provision] = (outcome, ask)
    seen = set()
    for number, facts in some.items():
        for regime in state.regimes:
            findings, verdict = judge(state, regime, facts)
            assert rows.get((number, regime), {}) == findings
            assert found.get((number, regime)) == verdict
            seen.add(verdict and verdict[0])
    assert seen == {None, "breached", "unknown", "permitted", "not_restricted"}


# What a verdict decides. A ground may carry before it is known whether the law restricts the transfer at all: lawful either way.
DECIDES = {"permitted": "lawful", "not_restricted": "lawful", "breached": "unlawful"}


def test_more_knowledge_never_overturns_a_verdict(library):
    """Except where a provision asks whether something is known: an exception that somebody has to claim."""
    state = library.in_force(DAYS[-1])
    tests = [t for p in state.provisions for part in (p.applies, p.requires) for t in condition.tests_of(part)]
    claimed = {test.fact for test in tests if test.operator == "known"}
    decided, some, others = [], patterns(state, 160, seed=7), patterns(state, 160, seed=8)
    for number, facts in some.items():
        more = {n: others[number][n] if v is None and n not in claimed else v for n, v in facts.items()}
        for regime in state.regimes:
            before, after = (verdict and verdict[0] for _, verdict in (judge(state, regime, f) for f in (facts, more)))
            if before != "unknown":
                assert DECIDES.get(after) == DECIDES.get(before), (regime, facts)
                decided.append(before)
    assert min(decided.count(verdict) for verdict in (None, *DECIDES)) >= 10


def test_an_exporter_whose_country_nobody_stated_may_be_bound(library, execute):
    state = library.in_force(DAYS[-1])
    relation = relation_of({1: {"importer.country": "DE"}})
    rows = execute(verdicts_sql(state, f"({findings_sql(state, relation, regimes=['EU'])})"))
    assert rows == [(1, "EU", "unknown", None, [], ["exporter.country", "exporter.regimes"], None)]


def test_each_regime_is_judged_alone(library, execute):
    state = library.in_force(DAYS[0])
    relation = relation_of(patterns(state, 20, seed=5))
    together = execute(findings_sql(state, relation))
    alone = [row for regime in state.regimes for row in execute(findings_sql(state, relation, regimes=[regime]))]
    assert sorted(together, key=str) == sorted(alone, key=str)


def test_no_regime_gives_no_rows(library, execute):
    assert execute(findings_sql(library.in_force(DAYS[-1]), relation_of({1: {}}), regimes=[])) == []


def test_a_requirement_does_not_change_a_verdict(library, execute):
    state = library.in_force(DAYS[-1])
    facts = {"exporter.country": "DE", "importer.country": "AR", "transfer.tools": [], "importer.role": "processor"}
    facts |= {"art28_contract.exists": False, "importer.same_legal_entity": False}
    findings = findings_sql(state, relation_of({1: facts}), regimes=["EU"])
    assert (1, "EU", "R-GEN-013", "requirement", "breached", []) in execute(findings)
    assert execute(verdicts_sql(state, f"({findings})"))[0][2:4] == ("permitted", "eu.ar.2003")
