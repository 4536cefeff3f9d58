"""An answer as the register knows it: where it was taken from, and what the register would say now."""

from __future__ import annotations

import streamlit as st

from transfer_register.assessment.questionnaire import Question
from transfer_register.model.assessment import Answer
from transfer_register.screens import address
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_words import answer_words
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

# Beginning of an id -> the screen on which the record is opened, and by which name of its address.
_SCREENS = {"TR-": ("register", "id"), "PA-": ("parties", "id"), "AS-": ("assessments", "assessment")}
_MOST, _LONG = 3, 240


def show_filled(visit: Visit, desk: Desk, question: Question, answer: Answer | None) -> None:
    """Says that an answer was taken over, links to where from, and offers what the register says now where that is another."""
    now = desk.work.fresh.get(question.id)
    if answer is not None and answer.taken_from:
        _from(visit, desk, question, answer)
    if not desk.writable or now is None or now.value is None or (answer is not None and _same(now, answer)):
        return
    said = "; ".join(answer_words(visit.words, desk.now, question, now))
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f":small[:material/database: The register says: {plain(shortened(said, _LONG))}]", width="stretch")
        st.button(
            "Take over" if answer is None or answer.value is None else "Take over anew", icon=":material/sync:",
            key=desk.key(f"{question.id}.take"), on_click=_take, args=(desk, question.id, now),
        )  # fmt: skip


def _from(visit: Visit, desk: Desk, question: Question, answer: Answer) -> None:
    """The badge, and the ways to the records."""
    word = "As the register knows it" if answer.filled else "Begun from the register"
    if any(id.startswith("AS-") for id in answer.taken_from):
        word = "From an approved assessment"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"assess_from_{question.id}"):
        st.markdown(f":small[:blue-badge[:material/database: {word}]]", width="content")
        for id in answer.taken_from[:_MOST]:
            screen, name = next((way for start, way in _SCREENS.items() if id.startswith(start)), (None, ""))
            if screen in visit.pages and st.button(id, key=desk.key(f"{question.id}.from.{id}"), type="tertiary"):
                _open(visit, screen, name, id)
        if len(answer.taken_from) > _MOST:
            st.markdown(f":small[:gray[and {len(answer.taken_from) - _MOST} more]]", width="content")


def _open(visit: Visit, screen: str, name: str, id: str) -> None:
    if screen == "assessments":
        address.say(name, id)
        st.rerun()
    st.switch_page(visit.pages[screen], query_params={name: id, **visit.days})


def _same(one: Answer, other: Answer) -> bool:
    """Does an answer say what the register says? Of rows, those that the register knows count."""
    first, second = one.value, other.value
    if isinstance(first, dict) and isinstance(second, dict):
        return all(second.get(row) == value for row, value in first.items())
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return sorted(first) == sorted(second)
    return first == second


def _take(desk: Desk, question: str, now: Answer) -> None:
    before, value = desk.edited.answers.get(question), now.value
    if isinstance(value, dict) and before is not None and isinstance(before.value, dict):
        value = before.value | value
    filled = value == now.value
    desk.answer(question, value=value, filled=filled, taken_from=now.taken_from if filled else before.taken_from, unknown=False)
    desk.opened.discard(question)
