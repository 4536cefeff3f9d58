"""Which assessment a law looks at, and by which provisions one is owed: assessments/needed.yaml beside the files of law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from tests.law.conftest import ROOT
from tests.reference_judge import holds
from transfer_register import strict_yaml
from transfer_register.law.case_facts import relation_of
from transfer_register.law.condition import facts_of
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import LOOKING_BACK, Provision, ProvisionKind
from transfer_register.model.facts import FACTS

TODAY = date(2026, 11, 22)
# Regime -> the facts of its assessment, and those of every assessment there is.
OWN = {"EU": "tia", "UK": "tra", "CH": "tia_ch"}
EVERY = {*OWN.values(), "pipia"}
KIT = "transfer_impact"


@pytest.fixture(scope="module")
def needed() -> dict:
    return strict_yaml.read(ROOT / "assessments" / "needed.yaml")


def looked_at(p: Provision) -> set[str]:
    """The assessments of which a provision asks anything, in any of its wordings."""
    conditions = (p.applies_if, *(version.requires for version in p.versions))
    named = {fact for condition in conditions for fact in facts_of(condition)}
    named |= {version.due.fact for version in p.versions if version.due}
    return {name.partition(".")[0] for name in named} & EVERY


def owing(library, regime: str) -> set[str]:
    """Requirements and duties in force that the assessment on file satisfies, whatever it found, and that speak without it."""
    exists = f"{OWN[regime]}.exists"
    return {
        p.id
        for p in library.in_force(TODAY).of(regime, *LOOKING_BACK)
        if exists not in facts_of(p.applies) and exists in facts_of(p.requires) and holds(p.requires, {exists: True})
    }


def by_tool(library, regime: str) -> Iterator[tuple[str, dict]]:
    """Every tool of every ground that requires the assessment, as facts of a transfer that rests on it: (ground, facts)."""
    for p in library.in_force(TODAY).of(regime, ProvisionKind.GROUND):
        if f"{OWN[regime]}.exists" in facts_of(p.requires):
            module = next((number for number in (1, 2, 3, 4) if holds(p.provision.applies_if, {"scc.module": number})), 2)
            for tool in p.provision.tools:
                yield p.id, {"transfer.tools": [tool], "scc.module": module, "exporter.combines_eu_data": True}


def speaking(library, execute, regime: str, needed: dict, cases: list[dict]) -> dict[int, set[str]]:
    """Number of a case -> the named provisions that speak of it."""
    beside = {"exporter.regimes": [regime], "transfer.date": TODAY, "importer.country": "IN", "importer.same_legal_entity": False}
    ids = {*needed[KIT][regime], *(p.id for p in library.bindings(regime))}
    relation = relation_of({number: beside | facts for number, facts in enumerate(cases)})
    found: dict[int, set[str]] = defaultdict(set)
    for case, _, provision, kind, *_ in execute(findings_sql(library.in_force(TODAY).only(ids), relation, regimes=[regime])):
        if kind != ProvisionKind.BINDING:
            found[case].add(provision)
    return found


def test_every_assessment_has_the_same_facts_of_its_own():
    for name in EVERY:
        assert {f"{name}.{fact}" for fact in ("exists", "dated_on", "result", "age_days")} <= set(FACTS)
        assert FACTS[f"{name}.result"].terms == FACTS["tia.result"].terms
    labels = [fact.label for name, fact in FACTS.items() if name.partition(".")[0] in EVERY]
    assert len(labels) == len(set(labels))


def test_no_law_looks_at_the_assessment_of_another(library):
    for p in library.provisions.values():
        for regime in p.regimes:
            assert looked_at(p) <= {OWN[regime]}, (p.id, regime)


def test_each_law_looks_at_its_own(library):
    for regime, own in OWN.items():
        assert any(own in looked_at(p) for p in library.provisions.values() if regime in p.regimes)


@pytest.mark.parametrize("regime", OWN)
def test_what_owes_an_assessment_is_what_the_law_says(library, needed, regime):
    assert set(needed[KIT]) == set(library.regimes)
    assert set(needed[KIT][regime]) == owing(library, regime)


@pytest.mark.parametrize("regime", OWN)
def test_every_tool_that_stands_on_an_assessment_needs_one(library, execute, needed, regime):
    cases = list(by_tool(library, regime))
    found = speaking(library, execute, regime, needed, [facts for _, facts in cases])
    assert [(ground, facts) for n, (ground, facts) in enumerate(cases) if not found[n]] == []
    assert len(cases) >= 4


@pytest.mark.parametrize("regime", OWN)
def test_where_no_mechanism_is_known_to_need_one_none_is_needed(library, execute, needed, regime):
    cases = [
        {}, {"transfer.tools": []}, {"transfer.tools": ["adequacy"]}, {"transfer.tools": ["consent"]},
        {"transfer.tools": ["scc"]}, {"transfer.tools": ["scc"], "scc.module": 4, "exporter.combines_eu_data": False},
    ]  # fmt: skip
    assert speaking(library, execute, regime, needed, cases) == {}
