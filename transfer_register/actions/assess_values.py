"""Does a value answer its question: of its kind, among its options, for the rows it is asked for?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from transfer_register.actions.assess_laws import OTHER
from transfer_register.actions.assess_work import Work
from transfer_register.assessment.conclude import rows_of
from transfer_register.assessment.questionnaire import Question
from transfer_register.errors import Problem
from transfer_register.model.assessment import Answer


def where(question: Question) -> str:
    """How a problem names its question."""
    return f"{question.id} {question.asks}"


def wrong_answer(work: Work, question: Question, answer: Answer, before: Answer | None) -> Iterator[Problem]:
    """What is wrong with an answer; `before` is the recorded one, of which rows that are asked no more may stay."""
    if answer.value is None or question.computed:
        return
    if question.kind == "measures":
        yield Problem(where(question), "measures are chosen in their own list.", "Choose them there.")
    elif not question.each:
        yield from _value(work, question, answer.value, "")
    elif not isinstance(answer.value, dict):
        yield Problem(where(question), "it is asked for each of several.", "Answer it for each.")
    else:
        rows, old = rows_of(question, work.case.rows), before.value if before and isinstance(before.value, dict) else {}
        for row, value in answer.value.items():
            if row not in rows and row not in old and not (question.each == "law" and row.startswith(OTHER)):
                yield Problem(where(question), f"it is not asked for {row!r}.", "Leave that out.")
            elif value is not None:
                yield from _value(work, question, value, row)


def _value(work: Work, question: Question, value: Any, row: str) -> Iterator[Problem]:
    if not _fits(work, question, value):
        yield Problem(where(question), f"{value!r} is no answer to it.", f"It takes {_takes(question)}.")
    elif isinstance(value, str) and (because := work.refused.get(question.id, {}).get(value)) and not row:
        label = question.option(value)
        yield Problem(where(question), f"“{label.label if label else value}” cannot be chosen. {because}")


def _fits(work: Work, question: Question, value: Any) -> bool:
    options = {option.id for option in question.options} if question.each != "option" else set()
    terms = options or set(work.case.words.lists.get(question.vocabulary or "", ()))
    number = isinstance(value, int | float) and not isinstance(value, bool)
    match question.kind:
        case "flag":
            return isinstance(value, bool)
        case "text":
            return isinstance(value, str)
        case "count":
            return isinstance(value, int) and number and value >= 0
        case "number":
            return number and value >= 0
        case "share":
            return number and 0 <= value <= 1
        case "day":
            return isinstance(value, str) and _is_day(value)
        case "term":
            return isinstance(value, str) and value in (terms or {value})
        case "terms":
            return isinstance(value, list | tuple) and all(term in terms for term in value)
    return False


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _takes(question: Question) -> str:
    said = {
        "flag": "yes or no", "text": "a text", "count": "a whole number from 0 up", "number": "a number from 0 up",
        "share": "a share from 0 to 1", "day": "a day (year-month-day)",
    }  # fmt: skip
    if question.kind in said:
        return said[question.kind]
    return "one of the list" if question.kind == "term" else "some of the list"
