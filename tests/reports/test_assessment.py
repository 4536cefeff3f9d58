"""One assessment as a document: what was answered stands in it, what was not says so, and no view speaks for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reports import example
from transfer_register.actions.opening import questionnaires, words
from transfer_register.assessment.conclude import Missing, Proposed, missing
from transfer_register.assessment.gap import Gaps, Threatened
from transfer_register.assessment.questionnaire import Question, Questionnaire
from transfer_register.model.assessment import Answer, Approval, Assessment, ChosenMeasure, Finding, Proviso, Source
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.assessment.control import Options
from transfer_register.reports.assessment.pages import document
from transfer_register.reports.assessment.paper import Flow, Law, Measure, Paper
from transfer_register.reports.content import plain, problems

ON = date(2026, 11, 22)
VIEWS = [(kit.id, view.id) for kit in questionnaires() for view in kit.views]
LAW = Law("in.it69", "Information Technology Act", "Orders to decrypt.", "met", "IT Act, 69", "memory")
GAP = Gaps((Threatened("T2", ("in.it69",), (), ("con.challenge",), "open", "No technical measure is in place."),), "open", None)


def paper(kit_id: str, view: str, **more: object) -> Paper:
    kit = questionnaires()[kit_id]
    assessment = Assessment(
        kit=kit.id, edition=kit.valid_from, title="Orbit Ltd, India", transfers=("TR-00001",), destination="IN",
        regimes=kit.regimes, views=(view,), depth=kit.depths[-1].id, answers={q.id: answered(kit, q) for q in kit.questions},
        measures=(ChosenMeasure(id="con.challenge", state="in_place", confirmed=("a real remedy",), owner="Legal"),),
        provisos=(Proviso(number=1, says="Keys move to Frankfurt", owner="Security", due_on=date(2026, 11, 1)),),
    )  # fmt: skip
    measure = Measure(
        "Challenge orders", "contractual", ("Order to the recipient",), ("a real remedy", "a second one"), "Annex 2"
    )
    flows = (Flow("TR-00001", "Acme sends names to Orbit.", (("EU", "unknown"),)),)
    given = Paper(
        "AS-0001", 3, assessment, kit, kit.views_by_id[view], words(), ON, ON, flows, kit.questions, GAP, (LAW,),
        {"con.challenge": measure},
    )  # fmt: skip
    return replace(given, **more)


def answered(kit: Questionnaire, question: Question) -> Answer:
    """Some value of the question's kind, marked with its id."""
    one = {
        "flag": True, "text": f"Said of {question.id}", "count": 3, "number": 0.5, "share": 0.25, "day": "2027-01-31",
        "term": question.options[0].id if question.options else "name",
        "terms": [question.options[0].id] if question.options else [], "measures": None,
    }[question.kind]  # fmt: skip
    rows = {"law": ["in.it69"], "data_category": ["name"], "option": [option.id for option in question.options]}
    value = {row: one for row in rows[question.each]} if question.each else one
    source = Source(title=f"Source of {question.id}", url="https://example.org/law")
    return Answer(value=value, why=f"Because of {question.id}", sources=(source,))


def built(given: Paper) -> b.Document:
    made = document(given, Options("Acme GmbH"))
    assert not problems(made), problems(made)[:3]
    return made


def texts(made: b.Document) -> str:
    return str(plain(made))


@pytest.mark.parametrize(("kit", "view"), VIEWS)
def test_every_view_shows_each_of_its_answers_with_reason_and_source(kit: str, view: str) -> None:
    told = texts(built(paper(kit, view)))
    for id in questionnaires()[kit].views_by_id[view].questions:
        if questionnaires()[kit][id].kind != "measures":
            assert f"Because of {id}" in told
            assert f"Source of {id}" in told


def test_what_nobody_answered_and_what_nobody_could_find_out_are_said_apart() -> None:
    given = paper("transfer_impact", "edpb")
    answers = dict(given.assessment.answers) | {"B2": Answer(), "D5": Answer(unknown=True, why="No text was found")}
    told = texts(built(replace(given, assessment=given.assessment.model_copy(update={"answers": answers}))))
    assert "Not answered" in told
    assert "Looked for, and not found out" in told


def test_a_draft_says_that_nobody_approved_it_and_an_approved_one_says_who_and_which_version() -> None:
    draft = paper("transfer_impact", "edpb")
    assert "Nobody has approved it" in texts(built(draft))
    approval = Approval(version=2, by="R. Reader", on=ON, function="Data protection officer")
    signed = draft.assessment.model_copy(update={"state": "approved", "approval": approval})
    told = texts(built(replace(draft, assessment=signed)))
    assert "Nobody has approved it" not in told
    assert "R. Reader, Data protection officer" in told
    assert "version 2 was read" in told


def test_the_decision_stands_apart_from_the_findings_and_the_score_beside_both() -> None:
    given = paper("transfer_impact", "edpb")
    answers = given.assessment.answers | {
        "M1": Answer(value="equivalent"),
        "M4": Answer(value="go", why="Nothing speaks against it"),
    }
    score = {"score": 37.3, "score_low": 13.6, "band": "severe"}
    made = built(replace(given, assessment=given.assessment.model_copy(update={"answers": answers, "score": score})))
    decisions = [block for block in made.blocks if isinstance(block, b.Paragraph) and block.runs[0] == b.Run("Decision: ")]
    assert [block.runs[1].text for block in decisions] == ["Go."]
    assert "14 to 37" in texts(made)


def test_no_view_speaks_for_another_and_one_that_informs_concludes_nothing() -> None:
    given = paper("transfer_impact", "rosenthal")
    only_eu = given.assessment.model_copy(update={"regimes": ("EU",), "views": ("rosenthal", "edpb")})
    told = texts(built(replace(given, assessment=only_eu, proposed={"edpb": Proposed("equivalent", "Every law is acceptable.")})))
    assert "This view informs and concludes nothing" in told
    overruled = Finding(found="not_equivalent", proposed="equivalent", why="Practice says otherwise", by="A. Author", on=ON)
    found = only_eu.model_copy(update={"findings": {"edpb": overruled}})
    told = texts(built(replace(given, assessment=found)))
    assert "Overruled by the author" in told
    assert "Practice says otherwise" in told


def test_open_threats_unconfirmed_conditions_and_conditions_past_their_day_are_shown() -> None:
    given = paper("transfer_impact", "edpb", gaps=replace(GAP, uncurable="Neither contract nor technique cures it."))
    told = texts(built(given))
    assert "Neither contract nor technique cures it." in told
    assert "Not confirmed: a second one" in told
    assert "Past its day" in told


def test_the_workbook_has_a_row_for_every_answer_and_every_format_is_made() -> None:
    given = paper("transfer_impact", "ico")
    made = built(given)
    assert {row[0] for row in made.sheets[0].rows} == {question.id for question in given.asked}
    for format in ("html", "docx", "xlsx", "pdf"):
        assert len(report.render(made, format, example.MAKING)) > 5_000


def test_a_part_counts_what_is_missing_of_it() -> None:
    given = paper("transfer_impact", "edpb")
    emptied = given.assessment.model_copy(update={"answers": {}})
    lacking = {each.question for each in missing(emptied, given.asked, {"law": ("in.it69",), "data_category": ("name",)})}
    assert Missing("B2", "answer") in missing(emptied, given.asked, {})
    told = texts(built(replace(given, assessment=emptied, missing=frozenset(lacking))))
    assert f"{len(given.asked) - len(lacking)} of {len(given.asked)}" in told
