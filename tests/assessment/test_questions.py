"""The bank of questions for a destination: nothing is out of reach, and each view concludes as counsel wrote it down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.assessment.questions import FILE, ROOT, answers_in, facts_in, kit, rows_in
from transfer_register import strict_yaml
from transfer_register.assessment.conclude import asked, depth, missing, proposed, refused, rows_of
from transfer_register.assessment.holds import holds
from transfer_register.assessment.questionnaire import ANSWER
from transfer_register.law.condition import ALWAYS, All, Condition, Constant, Not, Test, facts_of
from transfer_register.law.condition import Any as AnyOf
from transfer_register.model.assessment import Answer, Assessment
from transfer_register.model.facts import STATED_ON_TRANSFER

BANK = ROOT.parent / "shared" / "law" / "tia_question_bank.yaml"
CASES: list[dict[str, Any]] = strict_yaml.read(Path(__file__).with_name("conclusions.yaml"))
FINDINGS = ("M1", "M2", "M3")
# What a view asks beyond the research: what its own conclusion looks at, and who signed.
ADDED = {"scc14": {"A1", "I4", "M1", "M3"}, "short": {"I4", "J2", "M5"}}
# Answers about the recipient or the data: they never hold for another transfer to the same country.
OF_THE_RECIPIENT = {"E1", "E2", "F2", "F3"}
# Prefix of a citation -> the source in the research that it stands for.
SOURCES = {
    "EDPB ": "EDPB",
    "CNIL ": "CNIL",
    "ICO ": "ICO",
    "Rosenthal ": "ROS",
    "SCC ": "SCC",
    "FDPIC ": "CH",
    "FADP ": "CH",
    "DPO ": "CH",
}


def facts_under_which(condition: Condition, wanted: bool) -> Iterator[dict[str, Any]]:
    """Facts, all of them known, under which a condition holds, or does not."""
    match condition:
        case Constant(value):
            if value is wanted:
                yield {}
        case Not(part):
            yield from facts_under_which(part, not wanted)
        case All(parts) | AnyOf(parts):
            if isinstance(condition, AnyOf) is not wanted:
                found = [next(facts_under_which(part, wanted), None) for part in parts]
                if None not in found:
                    merged: dict[str, Any] = {}
                    for facts in found:
                        for name, value in facts.items():
                            both = isinstance(value, tuple) and name in merged
                            merged[name] = merged[name] + value if both else value
                    yield merged
            else:
                for part in parts:
                    yield from facts_under_which(part, wanted)
        case Test(fact, operator, value):
            values: dict[str, tuple[Any, Any]] = {
                "is": (value, not value if isinstance(value, bool) else "something else"),
                "in": (value[0] if isinstance(value, tuple) else None, "something else"),
                "contains": ((value,), ()),
                "contains_any": ((value[0],) if isinstance(value, tuple) else (), ()),
                "at_most": (value, value + 1 if isinstance(value, int) else None),
                "known": ("something", None),
            }
            yield {fact: values[operator][0 if wanted else 1]}


def test_the_bank_has_the_questions_of_the_research_and_no_other():
    if not BANK.exists():
        pytest.skip("the research is not on this machine")
    research = yaml.safe_load(BANK.read_text(encoding="utf-8"))
    assert [question.id for question in kit().questions] == [question["id"] for question in research["questions"]]
    assert list(kit().views_by_id) == ["edpb", "cnil", "ico", "scc14", "fdpic", "short", "rosenthal"]
    for id, view in research["views"].items():
        wanted = [question for section in view["sections"] for question in section["questions"]]
        assert set(kit().views_by_id[id].questions) - set(wanted) == ADDED.get(id, set()), id
        kept = [question for question in kit().views_by_id[id].questions if question in wanted]
        assert kept == list(dict.fromkeys(wanted)), id


def test_a_question_cites_what_the_research_cites_for_it():
    if not BANK.exists():
        pytest.skip("the research is not on this machine")
    research = {q["id"]: set(q["maps"]) for q in yaml.safe_load(BANK.read_text(encoding="utf-8"))["questions"]}
    for question in kit().questions:
        cited = {source for cite in question.cites for prefix, source in SOURCES.items() if cite.startswith(prefix)}
        assert cited == research[question.id], question.id


def test_every_question_is_asked_by_some_view_at_a_depth_that_some_case_has():
    for question in kit().questions:
        for facts in facts_under_which(question.asked_if, True):
            reached = [
                view.id for view in kit().views for each in kit().depths if question in asked(kit(), [view.id], each.id, facts)
            ]
            assert holds(question.asked_if, facts) is True, question.id
            assert reached, question.id


def test_a_question_that_does_not_arise_is_not_asked_and_one_that_may_arise_is():
    conditional = [question for question in kit().questions if question.asked_if != ALWAYS]
    assert len(conditional) > 12
    views = tuple(kit().views_by_id)
    for question in conditional:
        facts = next(facts_under_which(question.asked_if, False))
        assert holds(question.asked_if, facts) is False, question.id
        assert question not in asked(kit(), views, "full", facts), question.id
        assert question in asked(kit(), views, "full", {}), question.id


def test_every_depth_has_a_case_and_a_lighter_one_is_never_taken_from_what_nobody_knows():
    for each in kit().depths[:-1]:
        facts = next(facts_under_which(each.condition, True))
        assert depth(kit(), facts) == each.id
        for name in facts:
            known = {other: value for other, value in facts.items() if other != name}
            assert depth(kit(), known) != each.id, f"{each.id} without {name}"
    assert depth(kit(), {}) == "full"


HARMLESS = {
    "data.has_special_categories": False, "data.children": False, "transfer.persons": 200, "measures.clear_text_access": True,
    "exposure.applies": False, "exposure.uncured": False, "importer.under_problem_law": False,
}  # fmt: skip
REACHED = {"exposure.applies": True, "exposure.uncured": True}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (HARMLESS, "light"),
        (HARMLESS | {"transfer.persons": 1001}, "standard"),
        (HARMLESS | {"data.children": True}, "standard"),
        (HARMLESS | {"exposure.applies": True}, "standard"),
        (HARMLESS | REACHED | {"measures.clear_text_access": False}, "standard"),
        (HARMLESS | REACHED, "full"),
        (HARMLESS | {"exposure.applies": True, "data.has_special_categories": True}, "full"),
        (HARMLESS | {"importer.under_problem_law": True, "data.children": True}, "full"),
        (HARMLESS | {"transfer.persons": 100001}, "full"),
    ],
)
def test_depth_follows_what_is_at_stake_and_what_reaches_it(facts, wanted):
    assert depth(kit(), facts) == wanted


def test_what_is_asked_only_deeper_decides_no_finding():
    shallow = {question.id for question in kit().questions if question.depth is None}
    for view in kit().views:
        looked_at = {
            fact.removeprefix(ANSWER) for rule in view.rules for fact in facts_of(rule.condition) if fact.startswith(ANSWER)
        }
        assert looked_at <= shallow, view.id


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_views_conclude_as_counsel_wrote_it_down(case):
    facts = facts_in(case)
    for id, wanted in case["proposes"].items():
        said = proposed(kit().views_by_id[id], facts)
        assert said.found == wanted, f"{id}: {said}"
        assert said.found or said.because or said.open, f"{id} says neither what it finds nor what it waits for"
        assert set(case.get("open", {}).get(id, ())) <= set(said.open), f"{id}: {said.open}"
    for id, wanted in case.get("refuses", {}).items():
        assert list(refused(kit()[id], facts)) == wanted, id


def test_every_finding_is_proposed_and_every_decision_is_left_open_in_some_case_of_the_table():
    reached: dict[str, set[str]] = {}
    for case in CASES:
        for id, found in case["proposes"].items():
            reached.setdefault(str(kit().views_by_id[id].finding), set()).add(found)
    for finding in FINDINGS:
        assert reached[finding] - {None} == {option.id for option in kit()[finding].options}, finding
    assert reached["M4"] == {"go", "go_with_conditions", "suspend", None}
    for finding in (*FINDINGS, "M4"):
        barred = [set(refused(kit()[finding], facts_in(case))) for case in CASES]
        assert not set.intersection(*barred), finding
        assert {each.option for each in kit()[finding].refuses} == set().union(*barred), finding


def test_taking_an_answer_away_proposes_nothing_else():
    for case in CASES:
        answers = answers_in(case)
        for id in case["proposes"]:
            view = kit().views_by_id[id]
            found = proposed(view, facts_in(case)).found
            for name, answer in answers.items():
                without = {other: each for other, each in answers.items() if other != name}
                not_known = answers | {name: answer.model_copy(update={"value": None, "unknown": True})}
                for fewer in (without, not_known):
                    said = proposed(view, facts_in(case, fewer)).found
                    assert said in (found, None), f"{case['case']}: {id} without {name} proposes {said}"


def test_one_law_never_answers_for_another():
    own = {"M1": {"M1"}, "M2": {"M2", "J1", "J2", "J4", "K1", "K2", "K3"}, "M3": {"M3"}}
    for view in kit().views:
        looked_at = {fact.removeprefix(ANSWER) for rule in view.rules for fact in facts_of(rule.condition)}
        for finding, names in own.items():
            if view.finding in FINDINGS and view.finding != finding:
                assert not looked_at & names, f"{view.id} looks at what is for {finding}"


def test_a_probability_decides_nothing():
    conditions = [rule.condition for view in kit().views for rule in view.rules]
    conditions += [each.condition for question in kit().questions for each in question.refuses]
    conditions += [question.asked_if for question in kit().questions] + [each.condition for each in kit().depths]
    assert not {fact for condition in conditions for fact in facts_of(condition) if fact.startswith(f"{ANSWER}L")}
    view = kit().views_by_id["rosenthal"]
    assert view.calculates == "probability"
    assert not view.concludes(["EU"])
    assert view.concludes(["EU", "CH"])
    assert "memory" in view.says
    assert [other.id for other in kit().views if other.concludes(["EU"])] == ["edpb", "cnil", "scc14", "short"]


def test_each_law_has_one_finding_that_its_facts_follow():
    assert [(result.regime, result.question) for result in kit().results] == [("EU", "M1"), ("UK", "M2"), ("CH", "M3")]
    for result in kit().results:
        assert {result.exists, result.dated_on, result.result} <= set(STATED_ON_TRANSFER)
        tones = {option.id: option.tone for option in kit()[result.question].options}
        for option, written in result.values.items():
            assert (written == "suspend") == (tones[option] == "bad"), option
            assert (written == "may_proceed") <= ("measures" not in option and "steps" not in option), option


def test_only_answers_on_the_country_are_taken_over():
    reused = {question.id for question in kit().questions if question.reused}
    assert reused == {q.id for q in kit().questions if q.section in ("law", "access", "practice")} - OF_THE_RECIPIENT


def test_an_assessment_is_looked_at_again_within_a_year_and_sooner_where_more_is_at_stake():
    months = kit().review_months
    assert max(months.values()) <= 12
    assert months["low"] >= months["moderate"] >= months["high"] >= months["severe"] > 0
    assert months["open"] <= months["high"]


def test_laws_that_do_not_reach_the_recipient_are_asked_about_once():
    case = {"answers": {"A1": ["EU"], "E1": "yes", "E2": {"us.fisa702": "no", "us.cloud_act": "yes"}}}
    answers, rows = answers_in(case), rows_in(case)
    assert rows_of(kit()["E7"], rows, answers) == ("us.cloud_act",)
    assert rows_of(kit()["E7"], rows) == ("us.fisa702", "us.cloud_act")
    work = Assessment(
        kit="transfer_impact", edition=kit().valid_from, title="A", transfers=("TR-00001",), views=("edpb",), answers=answers
    )
    open_rows = {each.question: each.rows for each in missing(work, kit().questions, rows) if each.what == "answer"}
    assert open_rows["E7"] == ("us.cloud_act",)
    assert "E1" not in open_rows
    nothing = answers | {"E2": Answer(value={"us.fisa702": False, "us.cloud_act": False})}
    assert "E7" not in {each.question for each in missing(work.model_copy(update={"answers": nothing}), kit().questions, rows)}


def test_the_words_are_short_and_end():
    assert "TODO" not in FILE.read_text(encoding="utf-8")
    for question in kit().questions:
        assert question.asks.endswith("?"), question.id
        assert len(question.asks) <= 110, question.id
        assert len(question.help) <= 260, question.id
        assert not question.help or question.help.endswith((".", "?")), question.id
        assert all(len(option.label) <= 70 for option in question.options), question.id
    sentences = [kit().says, *(each.says for each in (*kit().depths, *kit().sections, *kit().views))]
    sentences += [rule.because for view in kit().views for rule in view.rules]
    sentences += [each.because for question in kit().questions for each in question.refuses]
    assert all(sentence.rstrip().endswith(".") for sentence in sentences)
