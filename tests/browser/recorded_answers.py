"""Answers to an assessment as they are clicked elsewhere, put straight into the register, where clicks are not what is tested."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.browser.answering import Said
from transfer_register.actions import assess
from transfer_register.actions.assess_needed import kinds
from transfer_register.actions.assess_work import Work, as_if, work
from transfer_register.actions.assessments import assessment
from transfer_register.actions.opening import open_register
from transfer_register.assessment.conclude import rows_of
from transfer_register.assessment.questionnaire import Question
from transfer_register.model.assessment import Answer, Source

# An answer may bring up further questions, and these again.
_ROUNDS = 4


def begin_answered(folder: Path, transfer: str, said: Mapping[str, Said], by: str, read_as: str) -> str:
    """Begins what a transfer needs, with everything answered that one of its views asks; its own views stay as proposed."""
    register, now = open_register(folder), datetime.now(UTC)
    on = now.astimezone().date()
    key = next(one.key for one in kinds(register, on=on).needed if transfer in one.transfers)
    told = work(register, key, on=on)
    proposed = told.assessment.views
    view = next(each.id for each in told.case.kit.views if read_as in (each.title, each.short))
    told = _with(_answered(_with(told, views=(view,)), said), views=proposed)
    id, _ = assess.begin(register, key, told.assessment, actor=by, at=now, on=on)
    register.close()
    return id


def answer(folder: Path, id: str, said: Mapping[str, Said], by: str) -> None:
    """Answers whatever a draft still asks."""
    register, now = open_register(folder), datetime.now(UTC)
    on = now.astimezone().date()
    told = _answered(work(register, id, on=on), said)
    assess.save(register, id, assessment(register, id).version, told.assessment, actor=by, at=now, on=on)
    register.close()


def _answered(told: Work, said: Mapping[str, Said]) -> Work:
    for _ in range(_ROUNDS):
        asked = {each.question: told.case.kit[each.question] for each in told.missing if each.question in said}
        new = {id: _answer(told, question, said[id]) for id, question in asked.items()}
        told = _with(told, answers={**told.assessment.answers, **new})
    return told


def _with(told: Work, **fields: Any) -> Work:
    return as_if(told, told.assessment.model_copy(update=fields))


def _answer(told: Work, question: Question, said: Said) -> Answer:
    before = told.assessment.answers.get(question.id) or Answer()
    value = _value(question, str(said.value))
    if question.each:
        value = dict.fromkeys(rows_of(question, told.case.rows, told.assessment.answers), value)
    return Answer(value=value, why=said.why or before.why, sources=(Source(title=said.source),) if said.source else ())


def _value(question: Question, said: str) -> Any:
    """What a label on the page stands for."""
    options = {option.label: option.id for option in question.options}
    if said in options:
        return [options[said]] if question.kind == "terms" else options[said]
    if question.kind == "flag":
        return said == "Yes"
    return int(said) if question.kind == "count" else said
