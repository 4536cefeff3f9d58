"""From answers to conclusions: which questions are asked, what is missing, what each view proposes, and what it refuses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from transfer_register.assessment.holds import Facts, Partly, holds, unknown
from transfer_register.assessment.questionnaire import ANSWER, Question, Questionnaire, View
from transfer_register.model.assessment import Answer, Assessment

# The rows of a question that is asked for each of several, by what it is asked for ("law", "data_category").
Rows = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Missing:
    """What a question still needs: "answer", "reason" or "sources"; `rows` are those without a value, where it has rows."""

    question: str
    what: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """What a view's rules say: the option, and why. Without `found` the rules are undecided, and `open` names the facts and
    answers that would decide them."""

    found: str | None
    because: str = ""
    open: tuple[str, ...] = ()


def rows_of(question: Question, rows: Rows) -> tuple[str, ...]:
    """For what a question is asked; empty for one that is asked once."""
    if question.each == "option":
        return tuple(option.id for option in question.options)
    return tuple(rows.get(question.each, ())) if question.each else ()


def seen(kit: Questionnaire, answers: Mapping[str, Answer], rows: Rows) -> dict[str, Any]:
    """The answers as facts that conditions look at; what is not answered, or not known, is left out."""
    facts = {}
    for id, answer in answers.items():
        question = kit.by_id.get(id)
        value = _seen(question, answer, rows) if question else None
        if value is not None:
            facts[f"{ANSWER}{id}"] = value
    return facts


def _seen(question: Question, answer: Answer, rows: Rows) -> Any:
    value = answer.value
    if value is None or answer.unknown:
        return None
    if question.each and question.kind in ("flag", "term"):
        wanted, said = rows_of(question, rows), value if isinstance(value, dict) else {}
        given = tuple(dict.fromkeys(_word(said[row]) for row in wanted if said.get(row) is not None))
        if all(said.get(row) is not None for row in wanted):
            return given
        return Partly(given) if given else None
    if question.kind == "share":
        return round(value * 100)
    return value


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def asked(kit: Questionnaire, views: Collection[str], depth: str | None, facts: Facts) -> tuple[Question, ...]:
    """The questions of some views that are asked at a depth, in the order of the kit; unknown whether asked is asked."""
    wanted = {id for view in views if view in kit.views_by_id for id in kit.views_by_id[view].questions}
    return tuple(
        question
        for question in kit.questions
        if question.id in wanted and kit.deeper(depth, question.depth) and holds(question.asked_if, facts) is not False
    )


def missing(assessment: Assessment, questions: Collection[Question], rows: Rows) -> tuple[Missing, ...]:
    """What these questions still need before the assessment can be handed in, in their order.

    That somebody looked and could not find out is an answer, and needs a reason.
    """
    found: list[Missing] = []
    for question in questions:
        answer = assessment.answers.get(question.id)
        if question.computed or question.kind == "measures":
            continue
        if answer is None or (answer.value is None and not answer.unknown):
            if rows_of(question, rows) or not question.each:
                found.append(Missing(question.id, "answer", rows_of(question, rows)))
            continue
        if not answer.unknown and question.each:
            said = answer.value if isinstance(answer.value, dict) else {}
            if without := tuple(row for row in rows_of(question, rows) if said.get(row) is None):
                found.append(Missing(question.id, "answer", without))
        if (question.why == "required" or answer.unknown) and not (answer.why or "").strip():
            found.append(Missing(question.id, "reason"))
        if question.sources == "required" and not answer.sources and not answer.unknown:
            found.append(Missing(question.id, "sources"))
    return tuple(found)


def proposed(view: View, facts: Facts) -> Proposed:
    """What the rules of a view say: the first that holds, unless one before it may hold."""
    for rule in view.rules:
        match holds(rule.condition, facts):
            case True:
                return Proposed(rule.then, rule.because)
            case None:
                return Proposed(None, "", unknown(rule.condition, facts))
    return Proposed(None)


def refused(question: Question, facts: Facts) -> dict[str, str]:
    """The options that cannot be chosen, and because of what."""
    return {each.option: each.because for each in question.refuses if holds(each.condition, facts)}


def depth(kit: Questionnaire, facts: Facts) -> str:
    """How deep to go: the first depth whose condition is known to hold, from the lightest; else the last."""
    return next((each.id for each in kit.depths if holds(each.condition, facts)), kit.depths[-1].id)
