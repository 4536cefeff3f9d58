"""The field of one answer by the kind of its question; what is written in it lies on the desk at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from transfer_register.assessment.questionnaire import Question
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_words import options_of, shown_day
from transfer_register.screens.choice import controlled
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.visit import Visit

_FLAGS = {"yes": True, "no": False, "unknown": None}
_SHOWN = {"yes": "Yes", "no": "No", "unknown": "Not known"}
# More options, or longer ones, than stand beside each other in a row go into a list to choose from.
_MOST, _WIDTH = 4, 64
# So many options, each with what it means, stand below each other; more go into a list to choose from.
_RADIO = 9


def ask_once(visit: Visit, desk: Desk, question: Question, refused: Mapping[str, str]) -> None:
    """Draws the field of a question that is asked once; what is refused cannot be chosen."""
    answer = desk.edited.answers.get(question.id)
    value = answer.value if answer else None
    key = desk.key(f"{question.id}.value")
    more = {"key": key, "label_visibility": "collapsed", "on_change": _written, "args": (desk, question, key)}
    label = question.asks
    match question.kind:
        case "flag":
            unknown = "unknown" if answer and answer.unknown else None
            controlled(key, unknown if value is None else "yes" if value else "no")
            st.segmented_control(label, list(_FLAGS), format_func=_SHOWN.get, **more)
        case "text":
            controlled(key, value or "")
            st.text_area(label, height="content", placeholder="Write the answer", **more)
        case "term":
            labels = {id: label for id, label in options_of(visit.words, question).items() if id not in refused or id == value}
            controlled(key, value)
            if question.options and len(labels) <= _RADIO:
                says = [question.option(id).says for id in labels]
                st.radio(
                    label, list(labels), index=None, format_func=labels.get, captions=says if any(says) else None, **more
                )  # fmt: skip
            else:
                st.selectbox(label, list(labels), index=None, format_func=labels.get, placeholder="Choose", **more)
        case "terms":
            labels = options_of(visit.words, question)
            controlled(key, list(value or ()))
            st.multiselect(label, _with(labels, value), format_func=lambda id: labels.get(id, id), placeholder="Choose", **more)
        case _:
            _simple(visit, question, label, value, more)


def ask_row(visit: Visit, desk: Desk, question: Question, row: str, title: str) -> None:
    """Draws the field of one row of a question that is asked for each of several."""
    answer = desk.edited.answers.get(question.id)
    value = (answer.value or {}).get(row) if answer and isinstance(answer.value, dict) else None
    key = desk.key(f"{question.id}.value.{row}")
    label = f"{question.asks} {title}"
    more = {"key": key, "label_visibility": "collapsed", "on_change": _written, "args": (desk, question, key, row)}
    match question.kind:
        case "flag":
            controlled(key, None if value is None else "yes" if value else "no")
            st.segmented_control(label, ["yes", "no"], format_func=_SHOWN.get, **more)
        case "term":
            labels = options_of(visit.words, question)
            controlled(key, value)
            if len(labels) <= _MOST and sum(map(len, labels.values())) <= _WIDTH:
                st.segmented_control(label, list(labels), format_func=labels.get, wrap=True, **more)
            else:
                st.selectbox(label, list(labels), index=None, format_func=labels.get, placeholder="Choose", **more)
        case "text":
            controlled(key, value or "")
            st.text_input(label, **more)
        case _:
            _simple(visit, question, label, value, more)


def _simple(visit: Visit, question: Question, label: str, value: Any, more: dict[str, Any]) -> None:
    match question.kind:
        case "count":
            controlled(more["key"], value)
            st.number_input(label, min_value=0, step=1, value=None, placeholder="Not answered", width=200, **more)
        case "number":
            controlled(more["key"], value)
            st.number_input(label, min_value=0.0, value=None, format="%g", placeholder="Not answered", width=200, **more)
        case "share":
            controlled(more["key"], None if value is None else round(value * 100, 6))
            percent = {"min_value": 0.0, "max_value": 100.0, "step": 1.0, "format": "%g", "icon": ":material/percent:"}
            st.number_input(label, value=None, placeholder="In percent", width=200, **percent, **more)
        case "day":
            controlled(more["key"], shown_day(value))
            day_input(label, shown_day(value), visit.today, width=200, **more)


def _with(labels: Mapping[str, str], value: Collection[str] | None) -> list[str]:
    """The options, with any that is recorded and no longer offered: a form must not drop what it did not ask about."""
    return [*labels, *(id for id in value or () if id not in labels)]


def _written(desk: Desk, question: Question, key: str, row: str | None = None) -> None:
    value = _read(question, st.session_state.get(key))
    if row is not None:
        before = desk.edited.answers.get(question.id)
        rows = dict(before.value) if before and isinstance(before.value, dict) else {}
        rows = {name: each for name, each in (rows | {row: value}).items() if each is not None}
        desk.answer(question.id, value=rows or None)
    elif question.kind == "flag" and st.session_state.get(key) == "unknown":
        desk.answer(question.id, value=None, unknown=True)
    else:
        desk.answer(question.id, value=value, unknown=False)


def _read(question: Question, value: Any) -> Any:
    match question.kind:
        case "flag":
            return _FLAGS.get(value)
        case "text":
            return (value or "").strip() or None
        case "terms":
            return list(value) if value else None
        case "share":
            return None if value is None else value / 100
        case "day":
            return value.isoformat() if value else None
    return value
