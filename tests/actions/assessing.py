"""A small register with transfers that need assessments, and a person who answers whatever an assessment asks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from transfer_register.actions import assess, record
from transfer_register.actions.assess_needed import Needed, kinds
from transfer_register.actions.assess_work import Work, as_if, work
from transfer_register.actions.assessments import Recorded, assessment
from transfer_register.assessment.conclude import rows_of
from transfer_register.assessment.questionnaire import Question
from transfer_register.model.assessment import Answer, Finding, Source
from transfer_register.register.register import Register

AT, ON = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
WHO, DAYS = {"actor": "Ada", "at": AT}, {"on": ON}
SCC = [{"tool": "scc", "module": 2, "signed_on": "2024-01-01"}]
IDTA = [{"tool": "idta", "signed_on": "2024-01-01"}]
_SENT = {
    "exporter_role": "controller", "importer_role": "processor", "data_categories": ["name", "email_address"],
    "data_subjects": ["customers"], "persons": 500,
}  # fmt: skip
_names = count(1)


def party(register: Register, country: str, name: str | None = None, **more: Any) -> str:
    return record.save_party(register, {"name": name or f"Party {next(_names)}", "country": country, **more}, **WHO)


def transfer(register: Register, exporter: str, importer: str, mechanisms: list | None, **more: Any) -> str:
    state = {"exporter": exporter, "importer": importer, "mechanisms": mechanisms, **_SENT, **more}
    return record.save_transfer(register, {name: value for name, value in state.items() if value is not None}, **WHO)


def change(register: Register, id: str, **fields: Any) -> None:
    """Changes fields of a transfer; `facts` are put beside those that are stated."""
    was, version = register.transfer(id)
    state = was.model_dump(mode="json", exclude_none=True)
    facts = {**state["facts"], **fields.pop("facts", {})}
    stated = {name: value for name, value in facts.items() if value is not None}
    record.save_transfer(register, state | fields | {"facts": stated}, id=id, version=version, **WHO)


def kind_of(register: Register, transfer_id: str, on: date = ON) -> Needed:
    """What is needed for a transfer."""
    importers = (register.transfer(transfer_id)[0].importer,)
    return next(one for one in kinds(register, on=on, importers=importers).needed if transfer_id in one.transfers)


def _answered(told: Work, question: Question, rows: tuple[str, ...]) -> Answer:
    options = [option.id for option in question.options] if question.each != "option" else []
    options = [
        id
        for id in options or told.case.words.lists.get(question.vocabulary or "", ())
        if id not in told.refused.get(question.id, {})
    ]
    value = {
        "flag": False, "text": "Looked at.", "count": 1, "number": 1, "share": 0.1, "day": "2026-11-20",
        "term": options[0] if options else "", "terms": options[:1],
    }[question.kind]  # fmt: skip
    of_rows = dict.fromkeys(rows, value) if question.each else value
    return Answer(value=of_rows, why="It is so.", sources=(Source(title="A statute book"),))


def completed(told: Work) -> Work:
    """The same with an answer to everything that is asked, and each finding as the rules propose it."""
    for _ in range(9):
        draft = told.assessment
        answers, findings = dict(draft.answers), dict(draft.findings)
        for each in told.missing:
            question = told.case.kit[each.question]
            if views := [view.id for view in told.case.kit.views if view.finding == question.id and view.id in draft.views]:
                proposals = {id: told.proposed[id].found for id in views}
                findings |= {id: Finding(found=found) for id, found in proposals.items() if found}
                continue
            new, old = _answered(told, question, rows_of(question, told.case.rows, draft.answers)), answers.get(question.id)
            if old is not None and old.value is not None:
                kept = old.value if not question.each else {**new.value, **{k: v for k, v in old.value.items() if v is not None}}
                new = new.model_copy(update={"value": kept})
            answers[question.id] = new
        told = as_if(told, draft.model_copy(update={"answers": answers, "findings": findings}))
        if not told.missing:
            return told
    raise AssertionError(f"never complete: {told.missing}")


def begun(register: Register, transfer_id: str, actor: str = "Ada") -> tuple[str, int]:
    """A draft with an answer to everything, recorded."""
    told = completed(work(register, kind_of(register, transfer_id).key, **DAYS))
    assert told.needed
    return assess.begin(register, told.needed.key, told.assessment, actor=actor, at=AT, on=ON)


def handed_in(register: Register, transfer_id: str) -> tuple[str, int]:
    id, version = begun(register, transfer_id)
    return assess.submit(register, id, version, **WHO, **DAYS)


def approved(register: Register, transfer_id: str) -> Recorded:
    """An assessment of a transfer that Ada wrote and Ben approved."""
    id, version = handed_in(register, transfer_id)
    assess.approve(register, id, version, "Head of privacy", actor="Ben", at=AT, on=ON)
    return assessment(register, id)
