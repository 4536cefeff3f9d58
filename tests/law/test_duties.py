"""Duties and evidence: nothing that the research asks to be on file is forgotten, and nothing is asked for twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import yaml

from tests.law.conftest import ROOT
from transfer_register.law.case_facts import relation_of
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.condition import Test
from transfer_register.law.condition import tests_of as single_tests
from transfer_register.law.due import due_sql
from transfer_register.law.judge import findings_sql
from transfer_register.law.library import read_library
from transfer_register.law.provision import ProvisionKind
from transfer_register.law.verdict import verdicts_sql

TODAY = date(2026, 11, 22)
RESEARCH = ROOT.parent / "shared" / "law" / "eu_uk_ch_mechanisms.yaml"
# The decision what to do if the ground falls is asked for by a plan and, where the importer cannot comply, by a filing.
ASKED_MORE_THAN_ONCE = {"eda_review"}


@pytest.fixture(scope="module")
def duties(library):
    return [p for p in library.provisions.values() if p.kind is ProvisionKind.DUTY]


def asked_for(provision) -> set[str]:
    """The kinds of evidence that would show that a duty is done."""
    tests = [test for version in provision.versions for test in single_tests(version.requires)]
    found = [test.value for test in tests if test.fact == "evidence.on_file"]
    return {kind for value in found for kind in (value if isinstance(value, tuple) else (value,))}


def judged(library, execute, regime: str, facts: dict, day: date = TODAY) -> dict[str, tuple[str, date | None]]:
    """Duty -> what came of it and by when it is due."""
    return judged_together(library, execute, regime, {1: facts}, day)[1]


def judged_together(library, execute, regime: str, some: dict[int, dict], day: date) -> dict[int, dict[str, tuple]]:
    """The same for several cases, by their numbers, in one question."""
    state = library.in_force(day)
    relation = relation_of({n: {"exporter.regimes": [regime], "transfer.date": day, **facts} for n, facts in some.items()})
    sql = (
        f"WITH facts AS {relation}, findings AS MATERIALIZED ({findings_sql(state, relation, regimes=[regime])}), "
        f"verdicts AS ({verdicts_sql(state, 'findings')}) SELECT pattern, f.provision, f.outcome, {due_sql(state)} "
        "FROM findings f JOIN verdicts v USING (pattern, regime) JOIN facts USING (pattern) WHERE f.kind = 'duty'"
    )
    found: dict[int, dict[str, tuple]] = {number: {} for number in some}
    for number, provision, outcome, due in execute(sql):
        found[number][provision] = outcome, due
    return found


def test_every_kind_of_evidence_is_asked_for_by_some_duty_and_every_one_asked_for_has_a_word(duties, words):
    assert {kind for duty in duties for kind in asked_for(duty)} == set(words.lists["evidence"])


def test_whatever_may_be_said_to_be_on_file_may_be_filed_here_instead(library):
    for provision in library.provisions.values():
        for condition in (part for version in provision.versions for part in (version.requires, provision.applies_if)):
            said = [test for test in single_tests(condition) if test.fact == "evidence.on_file"]
            instead = [test for group in any_of(condition) for test in group if replace(test, fact="evidence.filed") in group]
            assert [test for test in instead if test.fact == "evidence.on_file"] == said, provision.id


def any_of(condition) -> Iterator[list[Test]]:
    """The single tests of each part of a condition that is met by any one of its parts."""
    parts = getattr(condition, "parts", ())
    if isinstance(condition, AnyOf):
        yield [part for part in parts if isinstance(part, Test)]
    for part in parts:
        yield from any_of(part)


def test_the_kinds_of_evidence_are_those_of_the_research(words):
    if not RESEARCH.exists():
        pytest.skip("the research is not on this machine")
    catalogue = yaml.safe_load(RESEARCH.read_text(encoding="utf-8"))["evidence_catalogue"]
    assert {entry["id"].removeprefix("ev.") for entry in catalogue} == set(words.lists["evidence"])


def test_a_duty_of_evidence_asks_for_what_its_id_says(duties):
    for duty in duties:
        if duty.duty == "evidence":
            assert asked_for(duty) == {duty.id.split(".")[1]}, duty.id
        assert (duty.duty == "evidence") == duty.id.startswith("ev."), duty.id


@pytest.mark.parametrize("regime", ["EU", "UK", "CH"])
def test_no_paper_is_asked_for_by_two_duties_of_a_regime(duties, words, regime):
    for kind in set(words.lists["evidence"]) - ASKED_MORE_THAN_ONCE:
        asking = [duty.id for duty in duties if regime in duty.regimes and kind in asked_for(duty)]
        assert len(asking) <= 1, f"{kind}: {asking}"


def test_every_duty_says_what_kind_it_is_to_whom_it_is_owed_and_when(duties, words):
    assert {duty.duty for duty in duties} == set(words.lists["duty_kinds"])
    for duty in duties:
        for version in duty.versions:
            if version.lapsed is None:
                assert version.owed_to, duty.id
                assert version.when in ("before", "after", "standing", "on_request"), duty.id


def test_what_is_owed_before_the_transfer_is_due_on_its_first_day(duties):
    """Except where a ground ends, and with sub-processors, who may come at any time."""
    for duty in duties:
        for version in duty.versions:
            if version.when == "before" and duty.id not in ("duty.plan_replacement", "duty.subprocessor_notice"):
                assert version.due, duty.id
                assert (version.due.before, version.due.fact) == (True, "transfer.starts_on"), duty.id


def test_the_british_authority_has_its_new_name_from_its_first_day(duties):
    """R-UK-008."""
    old, new = "Information Commissioner", "Information Commission"
    british = [duty for duty in duties if duty.regimes == ("UK",)]
    before = [v.owed_to for duty in british if (v := duty.version_on(date(2026, 9, 29)))]
    after = [v.owed_to for duty in british if (v := duty.version_on(date(2026, 9, 30)))]
    assert any(old in to for to in before)
    assert not any(new in to.replace(old, "") for to in before)
    assert any(new in to for to in after)
    assert not any(old in to for to in after)


def _mechanisms() -> list[dict]:
    if not RESEARCH.exists():
        return []
    return [m for m in yaml.safe_load(RESEARCH.read_text(encoding="utf-8"))["mechanisms"] if m["evidence"]]


# Mechanisms that are no one ground with tools of its own here -> what is recorded for them.
_TOOLS = {name: ["adequacy"] for name in ("eu.art45", "uk.s17a", "uk.art45a", "ch.art16_1")}
_TOOLS |= {"eu.art48": ["foreign_order"], "ch.dpo_art12": ["code_of_conduct", "certification"]}


def _with_tool(mechanism: dict, tool: str) -> dict:
    name = mechanism["id"]
    return {
        "transfer.tools": [tool],
        "scc.module": int(name[-1]) if name.startswith("eu.scc2021") else 2,
        "importer.country": "US",
        "importer.same_legal_entity": False,
        "importer.role": mechanism["importer_roles"][-1],
        "onward.exists": True,
        "instrument.legally_binding": name.endswith("46_2_a"),
    }


@pytest.mark.parametrize("regime", ["EU", "UK", "CH"])
def test_the_evidence_of_each_mechanism_of_the_research_is_asked_for_where_its_tool_is_recorded(library, execute, regime):
    mechanisms = {m["id"]: m for m in _mechanisms() if m["regime"] == regime}
    on: dict[date, list[tuple[str, dict]]] = defaultdict(list)
    for name, mechanism in mechanisms.items():
        for tool in _TOOLS.get(name) or library.provisions[name].tools:
            on[min(mechanism["valid_to"] or TODAY, TODAY)].append((name, _with_tool(mechanism, tool)))
    found: dict[str, set[str]] = defaultdict(set)
    for day, cases in on.items():
        duties = judged_together(library, execute, regime, dict(enumerate(facts for _, facts in cases)), day)
        for number, (name, _) in enumerate(cases):
            found[name] |= {kind for duty in duties[number] for kind in asked_for(library.provisions[duty])}
    missing = {name: {kind.removeprefix("ev.") for kind in m["evidence"]} - found[name] for name, m in mechanisms.items()}
    assert {name: kinds for name, kinds in missing.items() if kinds} == {}


@pytest.mark.parametrize("regime", ["EU", "UK", "CH"])
def test_without_a_tool_only_record_and_notice_are_owed(library, execute, regime):
    facts = {"importer.country": "IN", "importer.same_legal_entity": False, "transfer.tools": [], "onward.exists": False}
    own = regime.lower()
    assert set(judged(library, execute, regime, facts)) == {f"{own}.duty.record", f"{own}.duty.notice"}


@pytest.mark.parametrize("regime", ["EU", "UK", "CH"])
def test_while_nobody_said_what_tool_there_is_no_paper_of_a_tool_is_owed(library, execute, regime):
    facts = {"importer.country": "IN", "importer.same_legal_entity": False}
    own = regime.lower()
    assert set(judged(library, execute, regime, facts)) == {f"{own}.duty.record", f"{own}.duty.notice"}


def test_a_ground_that_ends_beside_one_that_stays_needs_no_plan(library, execute):
    british = {"importer.country": "GB", "importer.same_legal_entity": False}
    clauses = {
        "transfer.tools": ["scc"],
        "scc.module": 1,
        "exporter.role": "controller",
        "importer.role": "controller",
        "importer.processing_subject_to_gdpr": False,
        "tia.exists": True,
    }
    assert "duty.plan_replacement" in judged(library, execute, "EU", british)
    assert "duty.plan_replacement" not in judged(library, execute, "EU", british | clauses)


def test_an_end_that_came_overnight_was_not_to_be_planned(library, execute):
    """Privacy Shield fell by the judgment of 16 July 2020."""
    facts = {"importer.country": "US", "importer.same_legal_entity": False, "importer.privacy_shield.active": True}
    assert "duty.plan_replacement" not in judged(library, execute, "EU", facts, date(2020, 7, 15))


_LAW = """
title: A law of one duty
regimes: [EU]
regime:
  id: EU
  title: EU
  says: A law.
  cascade: [adequacy, safeguard, derogation]
  binds:
    id: eu.binds
    title: Binds
    says: Binds.
    versions: [{requires: always, source: &source {act: An act, checked_on: 2026-11-22, confidence: memory, kind: memory}}]
provisions:
  - id: eu.duty.one
    kind: duty
    duty: review
    title: One
    says: One.
    versions: [{requires: {fact: tia.exists, is: true}, owed_to: nobody, when: standing, due: {DUE}, source: *source}]
"""


@pytest.mark.parametrize(
    ("due", "counted", "expected"),
    [
        ("from: tia.dated_on, months: 1", date(2026, 1, 31), date(2026, 2, 28)),
        ("from: tia.dated_on, months: 1", date(2028, 1, 31), date(2028, 2, 29)),
        ("from: tia.dated_on, months: 1", date(2026, 8, 31), date(2026, 9, 30)),
        ("from: tia.dated_on, years: 1", date(2024, 2, 29), date(2025, 2, 28)),
        ("from: tia.dated_on, years: 4", date(2024, 2, 29), date(2028, 2, 29)),
        ("from: tia.dated_on, days: 30", date(2026, 12, 15), date(2027, 1, 14)),
        ("from: tia.dated_on, days: 365", date(2024, 2, 28), date(2025, 2, 27)),
        ("from: tia.dated_on", date(2026, 12, 31), date(2026, 12, 31)),
        ("until: tia.dated_on, months: 1", date(2026, 3, 31), date(2026, 2, 28)),
        ("until: tia.dated_on, months: 6", date(2026, 8, 31), date(2026, 2, 28)),
        ("until: tia.dated_on, days: 180", date(2024, 3, 21), date(2023, 9, 23)),
        ("until: tia.dated_on", date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_due_day_is_counted_in_whole_months_and_stays_within_the_month(tmp_path, words, execute, due, counted, expected):
    (tmp_path / "law.yaml").write_text(_LAW.replace("DUE", due), encoding="utf-8")
    facts = {"tia.dated_on": counted, "tia.exists": False, "importer.country": "IN"}
    assert judged(read_library(tmp_path, words), execute, "EU", facts) == {"eu.duty.one": ("breached", expected)}


def test_a_duty_without_the_day_from_which_it_counts_is_open_and_has_no_due_day(tmp_path, words, execute):
    (tmp_path / "law.yaml").write_text(_LAW.replace("DUE", "from: tia.dated_on, years: 1"), encoding="utf-8")
    assert judged(read_library(tmp_path, words), execute, "EU", {"importer.country": "IN"}) == {"eu.duty.one": ("unknown", None)}
