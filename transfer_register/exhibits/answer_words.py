"""An answer of an assessment in words, as screens and documents show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from transfer_register.assessment.questionnaire import Question
from transfer_register.exhibits.style import day, listed, number
from transfer_register.model.vocabulary import Words

NOT_ANSWERED, NOT_KNOWN = "Not answered", "Looked for, and not found out"
# What a row is that a person added, beside those of the law files.
OTHER = "other:"


def value_words(question: Question, value: Any, words: Words) -> str:
    """One value of a question that is asked once, or for one of its rows."""
    if value is None:
        return NOT_ANSWERED
    match question.kind:
        case "flag":
            return "Yes" if value else "No"
        case "count":
            return number(value)
        case "number":
            return f"{value:,g}"
        case "share":
            return f"{number(100 * value, digits=0 if round(100 * value, 9).is_integer() else 2)} %"
        case "day":
            return day(value if isinstance(value, date) else date.fromisoformat(value))
        case "term":
            return _label(question, str(value), words)
        case "terms":
            return listed([_label(question, each, words) for each in value]) or "None"
    return str(value)


def _label(question: Question, term: str, words: Words) -> str:
    if option := question.option(term):
        return option.label
    if question.vocabulary:
        return words.label(question.vocabulary, term)
    return term


def row_words(question: Question, row: str, words: Words, laws: Mapping[str, str]) -> str:
    """What one row of a question is about: a law (`laws` gives titles by id), a category of data, an option."""
    match question.each:
        case "data_category":
            return words.label("data_categories", row)
        case "option":
            return _label(question, row, words)
    return laws.get(row) or row.removeprefix(OTHER)
