"""The gap of measures: as its table says, never closed by what is not known, and at one with the judge where they overlap."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import duckdb
import pytest

from transfer_register import strict_yaml
from transfer_register.actions.opening import PROJECT, law, words
from transfer_register.assessment.gap import Gaps, gaps
from transfer_register.assessment.holds import Partly
from transfer_register.assessment.offers import helps, offers
from transfer_register.assessment.questionnaire import Option, Question, Questionnaire
from transfer_register.assessment.standing import State, measures_of, standings
from transfer_register.assessment.threatening import as_answered, settled
from transfer_register.law.case_facts import relation_of
from transfer_register.law.condition import ALWAYS
from transfer_register.law.condition import Test as Asks
from transfer_register.law.judge import findings_sql
from transfer_register.law.provision import ProvisionKind
from transfer_register.model.assessment import Answer, ChosenMeasure, Source

TODAY = date(2026, 11, 22)
LAW, THREATS = law(), words().lists["threats"]
STATE = LAW.in_force(TODAY)
MEASURES = measures_of(STATE)
CONDITIONS = {each.id: each.provision.measure.conditions for each in MEASURES}
TABLE = strict_yaml.read(PROJECT / "tests" / "assessment" / "gap.yaml")


@dataclass(frozen=True)
class Row:
    """A law as it was judged for a recipient."""

    id: str
    title: str
    role: str
    outcome: str
    threats: tuple[str, ...]


def row(id: str, outcome: str) -> Row:
    known = LAW.provisions.get(id)
    return Row(id, known.title, known.role, outcome, known.threats) if known else Row(id, id, "problem", outcome, ())


def chosen(*ids: str, state: str = "in_place", but: tuple[str, ...] = ()) -> list[ChosenMeasure]:
    """Measures with every condition confirmed; those of `but` without their last one."""
    return [ChosenMeasure(id=id, state=state, confirmed=CONDITIONS[id][: -1 if id in but else None]) for id in ids]


def of_case(case: dict[str, Any]) -> tuple[Gaps, list[ChosenMeasure], dict[str, Any]]:
    facts = {**TABLE["sets"][case["sets"]], **case.get("facts", {})}
    if not case.get("measures_unsaid"):
        facts["measures.in_place"] = tuple(case.get("in_place", ()))
    facts = {name: value for name, value in facts.items() if value is not None}
    picked = chosen(*case.get("in_place", ()), but=tuple(case.get("unconfirmed", ())))
    picked += chosen(*case.get("planned", ()), state="planned")
    laws = [row(id, outcome) for id, outcome in case["laws"].items()]
    return gaps(laws, picked, MEASURES, THREATS, facts, settled=case.get("settled", ())), picked, facts


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["id"])
def test_the_table_of_gaps_holds(case):
    found, _, _ = of_case(case)
    rows = {each.threat: each for each in found.rows}
    assert found.state == case["state"], found
    assert {id: rows[id].state for id in case["rows"]} == case["rows"], found.rows
    assert bool(rows) == bool(case["rows"])
    assert {id: list(rows[id].would_close) for id in case.get("would_close", {})} == case.get("would_close", {})
    assert {id: sorted(rows[id].helped_by) for id in case.get("helped", {})} == {
        id: sorted(ids) for id, ids in case.get("helped", {}).items()
    }
    assert bool(found.uncurable) is case.get("uncurable", bool(found.uncurable))
    assert found.why
    assert all(each.why for each in found.rows)


def test_what_cannot_be_cured_names_the_law_the_use_case_and_three_ways_out():
    case = next(case for case in TABLE["cases"] if case["id"].startswith("a processor that reads"))
    said = of_case(case)[0].uncurable
    for words_of_it in ("FISA", "use case 6)", "No contract", "no technical measure", "another place", "not applied in practice"):
        assert words_of_it in said, words_of_it
    assert not [name for name in ("us.", "T2", "measures.") if name in said]


def test_no_sentence_shows_an_id():
    for case in TABLE["cases"]:
        found, _, _ = of_case(case)
        said = " ".join([found.why, found.uncurable or "", *(each.why for each in found.rows)])
        assert not [id for id in (*THREATS, *CONDITIONS, *LAW.provisions) if f" {id} " in f" {said} "], said


# --- at one with the judge -------------------------------------------------------------------------------------------------

FACTS = {
    "importer.country": ["US", "IN", "RU"],
    "importer.us_ecsp": [True, False, None],
    "importer.us_parent_controls_data": [True, False, None],
    "importer.in_telecom_entity": [False],
    "importer.us_access_to_transmission_equipment": [False],
    "chain.uses_us_ecsp": [False],
    "importer.us_ecs_or_rcs": [False],
    "importer.sector": ["other"],
    "importer.under_problem_law": [False, None],
    "flow.crosses_us_or_transit_reach": [False, True],
    "measures.encrypted_in_transit": [True, True, None],
    "measures.encrypted_at_rest": [True, True, False],
    "measures.keys_in_eea": [True, True, None],
    "measures.keys_held_under_problem_law": [False, False, True, None],
    "measures.pseudonymised": [True, None],
    "measures.clear_text_access": [False, False, True, None],
    "measures.in_place": [
        None, [], ["tech.uc1"], ["tech.uc2"], ["tech.uc3", "con.challenge"], ["tech.uc2", "tech.uc4"], ["tech.uc5"],
        ["tech.hyok", "tech.minim", "tech.region", "tech.pet"], ["con.no_backdoor", "org.policy"],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def judged() -> list[tuple[dict[str, Any], list[Row], bool | None]]:
    """Facts, the laws as the judge finds them, and what it says of `exposure.uncured`, asked by a rule made for this test."""
    draw = random.Random(6)
    cases = {n: {name: draw.choice(values) for name, values in FACTS.items()} for n in range(250)}
    probe = replace(
        next(p for p in STATE.of("EU", ProvisionKind.REQUIREMENT) if p.id == "S-01"),
        applies=ALWAYS, requires=Asks("exposure.uncured", "is", False),
    )  # fmt: skip
    kinds = (ProvisionKind.BINDING, ProvisionKind.EXPOSURE, ProvisionKind.MEASURE)
    state = replace(STATE, provisions=(*STATE.of("EU", *kinds), probe))
    relation = relation_of({n: {"exporter.regimes": ["EU"], "transfer.date": TODAY, **facts} for n, facts in cases.items()})
    laws: dict[int, list[Row]] = {n: [] for n in cases}
    uncured: dict[int, bool | None] = {}
    with duckdb.connect() as connection:
        for pattern, _, id, kind, outcome, _ in connection.execute(findings_sql(state, relation, regimes=["EU"])).fetchall():
            if kind == "exposure":
                laws[pattern].append(row(id, outcome))
            elif id == "S-01":
                uncured[pattern] = {"breached": True, "met": False, "unknown": None}[outcome]
    return [({k: v for k, v in cases[n].items() if v is not None}, laws[n], uncured[n]) for n in cases]


def test_with_every_condition_confirmed_the_judge_finds_the_same_of_what_binds(judged):
    for facts, laws, uncured in judged:
        found = gaps(laws, chosen(*facts.get("measures.in_place", ())), MEASURES, THREATS, facts)
        states = {each.state for each in found.rows if each.binding}
        ours = True if "open" in states else None if "unknown" in states else False
        assert ours is uncured, (facts, [(law.id, law.outcome) for law in laws], found)
    assert {uncured for *_, uncured in judged} == {True, False, None}


def test_a_gap_is_closed_only_where_the_judge_finds_nothing_uncured(judged):
    closed = 0
    for facts, laws, uncured in judged:
        found = gaps(laws, chosen(*facts.get("measures.in_place", ())), MEASURES, THREATS, facts)
        if found.state == "closed":
            closed += 1
            assert uncured is False, facts
    assert closed > 5


def test_the_judge_takes_conditions_in_words_for_granted_and_the_gap_does_not(judged):
    differing = 0
    for facts, laws, uncured in judged:
        # Recorded, and confirmed by nobody: the assessment is where that happens.
        found = gaps(laws, (), MEASURES, THREATS, facts)
        binding = [each for each in found.rows if each.binding]
        assert not [each for each in binding if each.state == "closed"]
        differing += bool(binding) and uncured is False
    assert differing > 10


def test_interception_on_the_way_is_a_gap_that_the_judge_does_not_count(judged):
    only = [
        (f, laws, uncured) for f, laws, uncured in judged if {law.id for law in laws if law.role == "problem"} == {"us.eo12333"}
    ]
    assert only
    for facts, laws, uncured in only:
        found = gaps(laws, (), MEASURES, THREATS, {**facts, "measures.in_place": ()})
        assert (found.state, uncured) == ("open", False)


# --- what holds whatever the case ------------------------------------------------------------------------------------------

# A gap that is better comes later.
BETTER = ["open", "unknown", "closed", "none"]


def test_knowing_less_never_closes_a_gap():
    for case in TABLE["cases"]:
        found, picked, facts = of_case(case)
        for name in facts:
            less = {each: value for each, value in facts.items() if each != name}
            laws = [row(id, outcome) for id, outcome in case["laws"].items()]
            then = gaps(laws, picked, MEASURES, THREATS, less, settled=case.get("settled", ()))
            if found.state in ("open", "unknown"):
                assert then.state in ("open", "unknown"), (case["id"], name)


def test_one_more_measure_never_opens_a_gap():
    for case, extra in product(TABLE["cases"], ("tech.uc1", "tech.uc3", "con.challenge", "org.policy")):
        found, picked, facts = of_case(case)
        if case.get("measures_unsaid") or extra in [each.id for each in picked]:
            continue
        laws = [row(id, outcome) for id, outcome in case["laws"].items()]
        then = gaps(laws, [*picked, *chosen(extra)], MEASURES, THREATS, facts, settled=case.get("settled", ()))
        assert BETTER.index(then.state) >= BETTER.index(found.state), (case["id"], extra)


def test_a_condition_confirmed_in_an_earlier_wording_is_not_confirmed():
    old = ChosenMeasure(id="tech.uc1", state="in_place", confirmed=(*CONDITIONS["tech.uc1"][:-1], "As it was worded before."))
    (standing,) = (each for each in standings(MEASURES, [old], TABLE["sets"]["sealed"]) if each.id == "tech.uc1")
    assert (standing.state, standing.unconfirmed) == (State.UNSURE, CONDITIONS["tech.uc1"][-1:])


def test_a_measure_recorded_of_some_transfers_only_leaves_open_what_else_is_in_place():
    facts = {**TABLE["sets"]["sealed"], "measures.in_place": Partly(("con.challenge",))}
    found = gaps([row("us.fisa702", "met")], (), MEASURES, THREATS, facts)
    assert found.state == "unknown"


# --- what to offer ---------------------------------------------------------------------------------------------------------


def test_every_threat_has_measures_by_category_and_marks_are_none():
    for threat in THREATS:
        found = helps(threat, MEASURES)
        assert list(found) == ["technical", "contractual", "organisational"]
        ids = [each.id for group in found.values() for each in group]
        assert ids
        assert not {"tech.uc6", "tech.uc7"} & set(ids)
        assert all(threat in each.provision.threats for group in found.values() for each in group)


def test_what_closes_everything_is_offered_first_and_promises_after_technique():
    laws = [row("us.fisa702", "met"), row("us.cloud_act", "met")]
    facts = {"measures.in_place": ("org.records",), "measures.clear_text_access": False}
    picked = chosen("org.records")
    found = offers(gaps(laws, picked, MEASURES, THREATS, facts), picked, MEASURES, facts)
    assert found[0].id == "tech.uc1"
    assert found[0].closes_all
    categories = [each.category for each in found]
    assert categories == sorted(categories, key=["technical", "contractual", "organisational"].index)
    assert "org.records" not in [each.id for each in found]
    promises = [each for each in found if each.category != "technical"]
    assert not [each for each in promises if {"T2", "T3", "T4", "T5"} & set(each.closes)]


def test_a_measure_against_which_a_fact_speaks_is_offered_last_with_the_fact():
    laws, facts = [row("us.fisa702", "met")], {"measures.in_place": (), "measures.clear_text_access": True}
    found = offers(gaps(laws, (), MEASURES, THREATS, facts), (), MEASURES, facts)
    against = [bool(each.standing.against) for each in found]
    assert against == sorted(against)
    assert {each.id for each in found if each.standing.against} == {"tech.uc1", "tech.uc2", "tech.uc5", "tech.hyok", "tech.pet"}
    assert all(each.standing.against == ("measures.clear_text_access",) for each in found if each.standing.against)


def test_a_closed_gap_asks_for_no_measure():
    found, picked, facts = of_case(TABLE["cases"][0])
    assert offers(found, picked, MEASURES, facts) == ()


# --- the laws as they were answered ----------------------------------------------------------------------------------------

REACH = Question("Q1", "s", "Does it reach?", "flag", each="law", filled_by="law_reach")
RESULT = Question(
    "Q2", "s", "Is it acceptable?", "term", each="law", sources="required",
    options=(Option("acceptable", "Acceptable", settles=True), Option("problematic", "Problematic")),
)  # fmt: skip
KIT = Questionnaire("kit", "Kit", "Kit", "", TODAY, ("EU",), (), (), (REACH, RESULT), (), (), {})
SOURCES = (Source(title="Report"),)


def test_what_was_answered_of_a_law_stands_before_what_was_judged():
    laws = [row("us.fisa702", "met"), row("us.cloud_act", "unknown"), row("us.nsl", "met")]
    said = {"Q1": Answer(value={"us.fisa702": False, "us.cloud_act": True})}
    assert [each.outcome for each in as_answered(KIT, said, laws)] == ["not_met", "met", "met"]
    nobody_knows = {"Q1": Answer(value={"us.fisa702": False}, unknown=True, why="Asked, no answer.")}
    assert [each.outcome for each in as_answered(KIT, nobody_knows, laws)] == ["not_met", "unknown", "unknown"]
    assert as_answered(KIT, {}, laws) == tuple(laws)


def test_a_law_that_another_answer_leaves_out_does_not_reach():
    listed = Question("Q0", "s", "Which laws?", "flag", each="law", filled_by="laws")
    kit = replace(KIT, questions=(listed, replace(REACH, rows_where=(("Q0", ("yes",)),)), RESULT))
    laws = [row("us.fisa702", "met"), row("us.cloud_act", "met")]
    said = {"Q0": Answer(value={"us.fisa702": False, "us.cloud_act": True})}
    assert [each.outcome for each in as_answered(kit, said, laws)] == ["not_met", "met"]
    said["Q1"] = Answer(value={"us.fisa702": True, "us.cloud_act": True})
    assert [each.outcome for each in as_answered(kit, said, laws)] == ["not_met", "met"]


@pytest.mark.parametrize(
    ("answer", "ids"),
    [
        (Answer(value={"a": "acceptable", "b": "problematic"}, sources=SOURCES), {"a"}),
        (Answer(value={"a": "acceptable"}), set()),
        (Answer(value={"a": "acceptable"}, sources=SOURCES, unknown=True, why="No."), set()),
        (None, set()),
    ],
    ids=["with sources", "without sources", "not known", "not answered"],
)
def test_a_law_is_settled_by_an_answer_that_says_so_with_its_sources(answer, ids):
    assert settled(KIT, {"Q2": answer} if answer else {}) == ids


def test_an_answer_that_stayed_behind_settles_nothing():
    practice = Question(
        "Q3", "s", "Is it applied?", "term", each="law", rows_where=(("Q2", ("problematic",)),),
        options=(Option("not_applied", "No", settles=True),),
    )  # fmt: skip
    kit = replace(KIT, questions=(REACH, RESULT, practice))
    said = {"Q2": Answer(value={"a": "problematic"}, sources=SOURCES), "Q3": Answer(value={"a": "not_applied"})}
    assert settled(kit, said) == {"a"}
    assert settled(kit, said | {"Q2": Answer(value={"a": "practice_without_law"}, sources=SOURCES)}) == set()
