"""What the register fills in of an assessment: of the record and the law, of an earlier assessment, and of its own answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from transfer_register.actions import assess_fill_flow, assess_fill_law
from transfer_register.actions.assess_case import Case
from transfer_register.actions.assess_due import next_review
from transfer_register.actions.assessments import Recorded
from transfer_register.assessment.gap import Gaps
from transfer_register.assessment.probability import Probability
from transfer_register.assessment.questionnaire import Question
from transfer_register.exhibits.style import day, listed
from transfer_register.model.assessment import Answer, Assessment

_OF_RECORD = assess_fill_flow.FILLINGS | assess_fill_law.FILLINGS
_MEASURE_STATES = {"planned": "planned", "in_place": "in place"}


@dataclass(frozen=True)
class Own:
    """What follows from the answers themselves."""

    depth: str
    gaps: Gaps
    probability: Probability | None


def of_record(case: Case) -> dict[str, Answer]:
    """By question, what record and law say; questions of which they say nothing are left out."""
    found = {
        question.id: _OF_RECORD[question.filled_by](case) for question in case.kit.questions if question.filled_by in _OF_RECORD
    }
    return {id: _fitting(case.kit[id], answer) for id, answer in found.items() if answer is not None}


def _fitting(question: Question, answer: Answer) -> Answer:
    """The answer in the form of the question: of a text asked of each law and so on, nothing can be filled in."""
    if question.kind == "text" and isinstance(answer.value, bool):
        return answer.model_copy(update={"value": "Yes." if answer.value else "No."})
    return answer


def of_answers(case: Case, assessment: Assessment, own: Own) -> dict[str, Answer]:
    """By question, what follows from the answers, the measures and the state of the assessment."""
    found = {}
    for question in case.kit.questions:
        fill = _OWN.get(question.filled_by or "")
        value = fill(case, assessment, own) if fill else None
        if value is not None:
            found[question.id] = Answer(value=value, filled=True)
    return found


def _gap(case: Case, assessment: Assessment, own: Own) -> str:
    return own.gaps.state


def _depth(case: Case, assessment: Assessment, own: Own) -> str:
    return assessment.depth or own.depth


def _plan(case: Case, assessment: Assessment, own: Own) -> str | None:
    lines = []
    for each in assessment.measures:
        said = [
            _MEASURE_STATES[each.state],
            each.owner,
            f"due {day(each.due_on)}" if each.due_on else None,
            listed(each.evidence),
        ]
        lines.append(f"{case.words.label('measures', each.id)}: {listed([text for text in said if text])}.")
    return "\n".join(lines) or None


def _probability(case: Case, assessment: Assessment, own: Own) -> str | None:
    return "\n".join(own.probability.arithmetic) if own.probability else None


def _review(case: Case, assessment: Assessment, own: Own) -> str:
    return (assessment.review_on or next_review(case, case.on)[0]).isoformat()


def _sign_off(case: Case, assessment: Assessment, own: Own) -> str | None:
    lines = []
    if assessment.submitted_by and assessment.submitted_on:
        lines.append(f"Handed in by {assessment.submitted_by} on {day(assessment.submitted_on)}.")
    if signed := assessment.approval:
        paper = f", on the signed paper {signed.paper}" if signed.paper else ""
        lines.append(f"Approved by {signed.by} ({signed.function}) on {day(signed.on)}{paper}, in version {signed.version}.")
    return " ".join(lines) or None


_OWN: dict[str, Callable[[Case, Assessment, Own], Any]] = {
    "gap": _gap, "depth": _depth, "plan": _plan, "probability": _probability, "review": _review, "sign_off": _sign_off,
}  # fmt: skip
# What is filled with what follows from the answers, by name: taken anew whenever an answer changes.
OWN = frozenset(_OWN)


def reused(case: Case, earlier: Iterable[Recorded]) -> dict[str, Answer]:
    """By question, what the latest approved assessment of the same kit and destination answered of the country.

    What was answered of a law counts while that law has the wording it had then.
    """
    of_country = [
        one for one in earlier
        if one.assessment.state in ("approved", "superseded") and one.assessment.approval is not None
        and one.assessment.kit == case.kit.id and one.assessment.destination == case.destination
    ]  # fmt: skip
    if case.destination is None or not of_country:
        return {}
    latest = max(of_country, key=lambda one: (one.assessment.approval.on, one.id))
    found = {}
    for question in case.kit.questions:
        answer = latest.assessment.answers.get(question.id)
        if not question.reused or answer is None or (answer.value is None and not answer.unknown):
            continue
        value = _same_laws(case, latest.assessment.rests_on, answer.value) if question.each == "law" else answer.value
        if value not in (None, {}):
            found[question.id] = answer.model_copy(update={"value": value, "filled": True, "taken_from": (latest.id,)})
    return found


def _same_laws(case: Case, rested_on: Mapping[str, Any], value: Any) -> dict[str, Any]:
    given = value if isinstance(value, dict) else {}
    same = {row.id for row in case.laws if (rested_on.get(f"law:{row.id}") or {}).get("from") == _day(row.first)}
    return {law: said for law, said in given.items() if law in same or law.startswith("other:")}


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None
