"""Exposures and supplementary measures: as the research has them, and nothing that binds cured by a promise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import yaml

from tests.law.conftest import ROOT
from transfer_register.law.case_facts import relation_of
from transfer_register.law.condition import facts_of
from transfer_register.law.condition import tests_of as single_tests
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import ProvisionKind

TODAY = date(2026, 11, 22)
RESEARCH = ROOT.parent / "shared" / "law" / "eu_uk_ch_measures.yaml"
# Use cases 6 and 7 are found by the judge; nobody records them.
MARKS = {"tech.uc6", "tech.uc7"}


@pytest.fixture(scope="module")
def measures(library):
    return {p.id: p for p in library.provisions.values() if p.kind is ProvisionKind.MEASURE}


@pytest.fixture(scope="module")
def exposures(library):
    return {p.id: p for p in library.provisions.values() if p.kind is ProvisionKind.EXPOSURE}


@pytest.fixture(scope="module")
def research():
    if not RESEARCH.exists():
        pytest.skip("the research is not on this machine")
    return yaml.safe_load(RESEARCH.read_text(encoding="utf-8"))


def outcomes(library, execute, facts: dict, regime: str = "EU") -> dict[str, str]:
    """Provision -> outcome. The relation is ours, so that `importer.kind` means what it means in the register."""
    relation = relation_of({1: {"exporter.regimes": [regime], "transfer.date": TODAY, **facts}})
    rows = execute(findings_sql(library.in_force(TODAY), relation, regimes=[regime]))
    return {provision: outcome for _, _, provision, _, outcome, _ in rows}


def test_every_threat_is_raised_by_some_law_or_answered_and_every_one_is_answered(words, measures, exposures):
    answered = {threat for p in measures.values() for threat in p.threats}
    raised = {threat for p in exposures.values() for threat in p.threats}
    assert answered == set(words.lists["threats"])
    # onward transfer, identification, change of law and misuse come from what happens, not from a law of the destination
    assert set(words.lists["threats"]) - raised == {"T6", "T7", "T10", "T11"}


def test_every_threat_that_binds_the_recipient_has_a_technical_answer(words, library, measures):
    curing = {threat for p in measures.values() if p.measure.cures for threat in p.threats}
    assert library.binding_threats == ("T2", "T3", "T4", "T5")
    assert set(library.binding_threats) <= curing


def test_contractual_and_organisational_measures_never_close_a_gap(measures):
    for p in measures.values():
        if p.measure.category != "technical":
            assert (p.measure.weight, p.measure.cures) == ("cannot_bind_authorities", False), p.id


def test_every_measure_lists_its_conditions_and_is_guidance(measures):
    for p in measures.values():
        assert p.measure.conditions, p.id
        assert p.binding == "guidance", p.id
        assert p.regimes == ("EU", "UK", "CH"), p.id


def test_what_can_be_recorded_is_every_measure_but_the_two_marks(words, measures):
    assert set(words.lists["measures"]) == set(measures) - MARKS
    assert {i for i, p in measures.items() if p.measure.weight == "marker_of_failure"} == MARKS
    for id, term in words.lists["measures"].items():
        assert term.marks == (measures[id].measure.category,)


def test_a_measure_asks_for_itself_and_a_mark_for_nothing_that_is_recorded(measures):
    for id, p in measures.items():
        asked = [t.value for v in p.versions for t in single_tests(v.requires) if t.fact == "measures.in_place"]
        assert asked == ([] if id in MARKS else [id])


def test_what_stands_on_keys_fails_where_the_same_law_holds_them(measures):
    for id in ("tech.uc1", "tech.hyok"):
        asked = facts_of(measures[id].versions[-1].requires)
        assert {"measures.keys_held_under_problem_law", "measures.keys_in_eea", "measures.clear_text_access"} <= asked


def test_the_measures_are_those_of_the_research(research, measures):
    assert len(research["measures"]) == len(measures) == 33
    for entry in research["measures"]:
        p = measures[entry["id"]]
        assert (p.measure.category, p.measure.weight, p.measure.effectiveness) == (
            entry["category"], entry["weight"], entry["effectiveness"],
        ), p.id  # fmt: skip
        assert p.threats == tuple(entry["addresses"]), p.id
        assert len(p.measure.conditions) >= len(entry["conditions"]), p.id
        assert p.versions[-1].source.confidence == entry["confidence"], p.id


def test_the_exposures_are_the_problem_laws_of_the_research(research, exposures):
    assert len(research["problem_laws"]) == len(exposures) == 27
    for entry in research["problem_laws"]:
        p = exposures[entry["id"]]
        assert (p.destinations, p.role, p.threats) == ((entry["country"],), entry["role"], tuple(entry["threats"])), p.id
        assert p.versions[0].first == entry["valid_from"], p.id
        assert p.version_on(entry["valid_from"] - timedelta(days=1)) is None
        assert not p.version_on(TODAY).lapsed
        assert p.versions[-1].source.confidence == entry["confidence"], p.id
        asked = set(_facts(entry["applies_when"])) - {"importer.country"}
        assert facts_of(p.versions[-1].requires) == asked, p.id


def _facts(condition: dict) -> list[str]:
    inner = [fact for key in ("any", "all") for part in condition.get(key, ()) for fact in _facts(part)]
    return inner + ([condition["fact"]] if "fact" in condition else [])


def test_the_threats_and_rules_are_those_of_the_research(research, words, library):
    assert [entry["id"] for entry in research["threats"]] == list(words.lists["threats"])
    # S-02.UK says for the United Kingdom what S-02 says for the Union.
    ours = {p.partition(".")[0] for p in library.provisions if p.startswith("S-")}
    assert {entry["id"] for entry in research["closing_rules"]} == ours


def test_section_702_goes_on_after_its_lapse_while_certifications_run(exposures):
    before, after = exposures["us.fisa702"].versions[-2:]
    assert (after.first, after.lapsed, after.requires) == (date(2026, 6, 12), None, before.requires)
    assert "2027" in after.note


@pytest.mark.parametrize("kind", ["affiliate", "subsidiary", "business_partner"])
def test_the_group_that_reads_is_use_case_7_whatever_its_role(library, execute, kind):
    found = outcomes(library, execute, {"measures.clear_text_access": True, "importer.role": "processor", "importer.kind": kind})
    assert (found["tech.uc6"], found["tech.uc7"]) == ("met", "met")


def test_no_contract_or_organisation_changes_what_stays_open(library, execute, measures):
    facts = {
        "importer.country": "US", "importer.us_ecsp": True, "importer.dpf.eu.active": False, "transfer.tools": ["scc"],
        "scc.module": 2, "tia.exists": True, "tia.result": "needs_measures", "measures.clear_text_access": False,
    }  # fmt: skip
    promises = [id for id, p in measures.items() if p.measure.category != "technical"]
    found = outcomes(library, execute, {**facts, "measures.in_place": promises})
    assert {found[id] for id in promises} == {"met"}
    assert (found["S-01"], found["S-02"]) == ("breached", "breached")


def test_what_only_supports_closes_no_gap(library, execute, measures):
    facts = {
        "importer.country": "US", "importer.us_ecsp": True, "importer.us_ecs_or_rcs": False,
        "importer.us_parent_controls_data": False, "importer.dpf.eu.active": False, "transfer.tools": ["scc"], "scc.module": 2,
        "tia.exists": True, "tia.result": "needs_measures", "measures.clear_text_access": True,
    }  # fmt: skip
    supporting = [id for id, p in measures.items() if p.measure.effectiveness == "supporting"]
    found = outcomes(library, execute, {**facts, "measures.in_place": supporting})
    assert found["tech.minim"] == "met"
    assert found["S-01"] == "breached"
