"""What two people wrote on one assessment goes together, and what both wrote is named."""

from __future__ import annotations

from datetime import date

from transfer_register.actions.assess_merge import merged
from transfer_register.model.assessment import Answer, Assessment, ChosenMeasure, Proviso

BASE = Assessment(
    kit="transfer_impact", edition=date(2026, 11, 22), title="Granite, United States", transfers=("TR-00001",), views=("edpb",),
    answers={"A4": Answer(value="We do"), "B2": Answer(value="Backup")}, provisos=(Proviso(number=1, says="Sign module two"),),
)  # fmt: skip


def answering(told: Assessment, **values: str) -> Assessment:
    return told.model_copy(update={"answers": told.answers | {id: Answer(value=value) for id, value in values.items()}})


def test_answers_to_different_questions_go_together():
    found = merged(BASE, answering(BASE, D5="Theirs"), answering(BASE, A4="Ours"))
    assert {id: answer.value for id, answer in found.assessment.answers.items()} == {"A4": "Ours", "B2": "Backup", "D5": "Theirs"}
    assert (found.both, found.others) == ((), 0)


def test_where_both_answered_otherwise_ours_stands_and_is_named():
    found = merged(BASE, answering(BASE, A4="Theirs"), answering(BASE, A4="Ours"))
    assert found.assessment.answers["A4"].value == "Ours"
    assert found.both == ("A4",)


def test_who_signed_an_answer_is_no_difference():
    signed = BASE.model_copy(update={"answers": {"A4": Answer(value="We do", by="somebody", on=date(2026, 11, 23))}})
    assert merged(BASE, signed, answering(BASE, A4="Ours")).both == ()


def test_an_answer_that_we_took_away_is_gone_and_one_that_they_took_away_too():
    theirs = BASE.model_copy(update={"answers": {"B2": BASE.answers["B2"]}})
    ours = BASE.model_copy(update={"answers": {"A4": BASE.answers["A4"]}})
    assert merged(BASE, theirs, ours).assessment.answers == {}


def test_conditions_that_both_added_keep_a_number_each():
    theirs = BASE.model_copy(update={"provisos": (*BASE.provisos, Proviso(number=2, says="Theirs"))})
    ours = BASE.model_copy(update={"provisos": (*BASE.provisos, Proviso(number=2, says="Ours"))})
    said = {each.number: each.says for each in merged(BASE, theirs, ours).assessment.provisos}
    assert said == {1: "Sign module two", 2: "Theirs", 3: "Ours"}


def test_a_measure_that_both_changed_is_counted_and_one_that_they_chose_stays():
    def chosen(*pairs: tuple[str, str]) -> tuple[ChosenMeasure, ...]:
        return tuple(ChosenMeasure(id=id, state=state) for id, state in pairs)

    base = BASE.model_copy(update={"measures": chosen(("tech.uc1", "planned"))})
    theirs = base.model_copy(
        update={"measures": (base.measures[0].model_copy(update={"owner": "IT"}), *chosen(("org.1", "planned")))}
    )
    ours = base.model_copy(update={"measures": chosen(("tech.uc1", "in_place"))})
    found = merged(base, theirs, ours)
    assert {each.id: each.state for each in found.assessment.measures} == {"tech.uc1": "in_place", "org.1": "planned"}
    assert found.others == 1
