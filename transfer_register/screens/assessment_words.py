"""Words for what stands in an assessment: a state, an answer, what a question is asked for, how far somebody came."""

from __future__ import annotations

from datetime import date
from typing import Any

from transfer_register.actions.assess_work import Work
from transfer_register.assessment.conclude import rows_of
from transfer_register.assessment.questionnaire import Question
from transfer_register.exhibits.style import country, day, listed, number
from transfer_register.model.assessment import Answer
from transfer_register.model.vocabulary import Words

# State -> word, colour and icon.
STATES = {
    "to_begin": ("To begin", "orange", "auto_awesome"),
    "draft": ("Draft", "blue", "edit_note"),
    "in_review": ("In review", "violet", "rate_review"),
    "to_review": ("To be reviewed", "red", "update"),
    "approved": ("Approved", "green", "verified"),
    "superseded": ("Superseded", "gray", "layers"),
}
SURE = {"sure": "Sure", "fairly": "Fairly sure", "unsure": "Unsure"}
# Tone of an option -> theme colour; shape and word stand beside each.
TONES = {"good": ("blue", "check_circle"), "open": ("gray", "help"), "bad": ("red", "cancel"), None: ("gray", "trip_origin")}
# A law that a person added to those of the law files stands under its title.
OTHER = "other:"
_FLAGS = {True: "Yes", False: "No"}


def state_badge(state: str) -> str:
    """A state as Markdown."""
    word, colour, icon = STATES[state]
    return f":{colour}-badge[:material/{icon}: {word}]"


def regime_word(words: Words, regime: str) -> str:
    """The law of a regime; of one whose law is in no file yet, the country."""
    return words.label("regimes", regime) if regime in words.lists["regimes"] else country(words, regime)


def options_of(words: Words, question: Question) -> dict[str, str]:
    """What may be chosen, each with its label, in order."""
    if question.options:
        return {option.id: option.label for option in question.options}
    return words.labels(question.vocabulary) if question.vocabulary else {}


def rows_in_words(words: Words, work: Work, question: Question) -> dict[str, str]:
    """For what a question is asked, each by its title; empty for one that is asked once."""
    return {row: row_title(words, work, question, row) for row in all_rows(work, question)}


def all_rows(work: Work, question: Question) -> tuple[str, ...]:
    """For what a question is asked, with the laws that somebody added, and without the rows that other answers take away."""
    rows = dict(work.case.rows)
    if question.each == "law":
        rows["law"] = tuple(dict.fromkeys([*rows.get("law", ()), *added_laws(work)]))
    return rows_of(question, rows, work.assessment.answers)


def added_laws(work: Work) -> tuple[str, ...]:
    """The laws that a person added, as they stand in the answers."""
    kit, found = work.case.kit, {}
    for id, answer in work.assessment.answers.items():
        question = kit.by_id.get(id)
        if question is not None and question.each == "law" and isinstance(answer.value, dict):
            found |= {row: None for row in answer.value if row.startswith(OTHER)}
    return tuple(found)


def row_title(words: Words, work: Work, question: Question, row: str) -> str:
    """The title of a law, the label of a category of data or of an option."""
    if question.each == "law":
        title = next((law.title for law in work.case.laws if law.id == row), None)
        return title or row.removeprefix(OTHER)
    if question.each == "data_category":
        return words.label("data_categories", row)
    return options_of(words, question).get(row, row)


def answer_words(words: Words, work: Work, question: Question, answer: Answer | None) -> list[str]:
    """An answer as it is read, a line a row; empty where there is none."""
    if answer is None or (answer.value is None and not answer.unknown):
        return []
    if answer.unknown:
        return ["Looked at, and could not be found out"]
    if question.each and isinstance(answer.value, dict):
        titles = rows_in_words(words, work, question)
        said = {row: answer.value.get(row) for row in titles}
        return [f"{titles[row]}: {_value(words, question, value)}" for row, value in said.items() if value is not None]
    return [_value(words, question, answer.value)]


def _value(words: Words, question: Question, value: Any) -> str:
    labels = options_of(words, question)
    match question.kind:
        case "flag":
            return _FLAGS.get(value, str(value))
        case "share":
            return f"{number(value * 100, digits=0 if float(value * 100).is_integer() else 1)} %"
        case "count":
            return number(value)
        case "number":
            return f"{value:g}"
        case "day":
            return day(date.fromisoformat(value) if isinstance(value, str) else value)
        case "terms":
            return listed([labels.get(term, term) for term in value]) or "none"
        case "term" if question.each != "option":
            return labels.get(value, str(value))
    return str(value)


def shown_day(value: Any) -> date | None:
    """The day of an answer, which is recorded as ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
