"""The Chinese assessment: read as strictly as the law, every question reachable, and concluding as its table says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reference_judge import holds as holds_in_law
from transfer_register import strict_yaml
from transfer_register.actions.opening import PROJECT, law, words
from transfer_register.assessment import conclude
from transfer_register.assessment.fillings import FILLINGS
from transfer_register.assessment.questionnaire import Questionnaire
from transfer_register.assessment.read_questions import read_questionnaires
from transfer_register.law.condition import ALWAYS
from transfer_register.law.condition import tests_of as single_tests
from transfer_register.model.assessment import Answer

TABLE = strict_yaml.read(PROJECT / "tests" / "assessment" / "pipia_conclusions.yaml")


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Questionnaire:
    """The kit alone, so that this table does not turn on another."""
    folder = tmp_path_factory.mktemp("kits")
    (folder / "pipia").symlink_to(PROJECT / "assessments" / "pipia")
    return read_questionnaires(folder, words(), (), FILLINGS)["pipia"]


def answered(changes: dict[str, Any] | None) -> dict[str, Answer]:
    said = {**TABLE["good"], **(changes or {})}
    return {id: Answer(value=value) for id, value in said.items() if value is not None}


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["id"])
def test_the_table_of_conclusions_holds_in_both_views(kit, case):
    facts = conclude.seen(kit, answered(case.get("answers")), TABLE["rows"])
    for view in kit.views:
        found = conclude.proposed(view, facts)
        assert (found.found, list(found.open)) == (case["finds"], case.get("open", [])), view.id
        assert bool(found.because) == (case["finds"] is not None)
    refused = conclude.refused(kit["K1"], facts)
    assert sorted(refused) == sorted(case["refused"])
    assert case["finds"] not in refused


@pytest.mark.parametrize("case", TABLE["ways"], ids=lambda case: case["id"])
def test_ways_abroad_that_the_counts_rule_out_are_refused(kit, case):
    facts = conclude.seen(kit, answered(case["answers"]), TABLE["rows"])
    assert sorted(conclude.refused(kit["H6"], facts)) == sorted(case["refused"])


def test_every_conclusion_is_found_and_every_refusal_is_made_in_some_case(kit):
    assert {case["finds"] for case in TABLE["cases"]} == {*(option.id for option in kit["K1"].options), None}
    refusing = {each.option for id in ("K1", "H6") for each in kit[id].refuses}
    assert {option for case in (*TABLE["cases"], *TABLE["ways"]) for option in case["refused"]} == refusing


def test_a_law_that_prevents_the_contract_cannot_be_added_up_to_nothing(kit):
    facts = conclude.seen(kit, answered({"X7": {"other:Interception Act": "prevents"}}), TABLE["rows"])
    assert sorted(conclude.refused(kit["X8"], facts)) == ["manageable", "none"]


def test_every_question_is_asked_in_the_order_of_the_report(kit):
    cac, own = kit.views
    assert list(cac.questions) == [question.id for question in kit.questions]
    assert set(own.questions) < set(cac.questions)
    for question in kit.questions:
        # A condition on one answer can be made to hold by that answer.
        facts = {test.fact: test.value for test in single_tests(question.asked_if)}
        assert question.asked_if == ALWAYS or facts
        assert question in conclude.asked(kit, ["cac"], kit.depths[-1].id, facts), question.id
    asked = conclude.asked(kit, ["cac"], None, {"answer.W6": False})
    assert [question.id for question in kit.questions if question not in asked] == ["W7"]


def test_the_conclusion_looks_at_nothing_that_a_view_does_not_ask(kit):
    for view in kit.views:
        looked_at = {test.fact.removeprefix("answer.") for rule in view.rules for test in single_tests(rule.condition)}
        assert looked_at <= set(view.questions), view.id


def test_it_is_needed_by_what_leaves_china_and_hong_kong_is_abroad(kit):
    there = [("CN", "DE"), ("CN", "HK"), ("CN", "CN"), ("HK", "CN"), ("DE", "CN"), ("CN", None), (None, "DE")]
    needed = [holds_in_law(kit.needed_if, {"exporter.country": one, "importer.country": other}) for one, other in there]
    assert needed == [True, True, False, False, False, None, None]


def test_each_conclusion_is_a_result_of_its_own_on_the_transfer(kit):
    (result,) = kit.results
    assert (result.regime, result.exists, result.dated_on, result.result) == (
        "CN", "pipia.exists", "pipia.dated_on", "pipia.result",
    )  # fmt: skip
    assert set(result.values) == {option.id for option in kit["K1"].options}
    assert len(set(result.values.values())) == 3
    assert kit.keep_years == 3


def test_no_provision_of_the_law_calls_for_it_yet(kit):
    needed = strict_yaml.read(PROJECT / "assessments" / "needed.yaml")
    assert kit.id not in needed
    assert not set(kit.regimes) & set(law().regimes)
