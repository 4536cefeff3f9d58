"""One question of an assessment: what is asked and why, the answer, its reason and sources, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from transfer_register.assessment.conclude import Missing
from transfer_register.assessment.questionnaire import Question
from transfer_register.errors import Problem
from transfer_register.exhibits.style import listed, short_day
from transfer_register.model.assessment import Answer
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_filled import show_filled
from transfer_register.screens.assessment_input import ask_once, ask_row
from transfer_register.screens.assessment_laws import add_law, law_line
from transfer_register.screens.assessment_sources import edit_sources, show_sources
from transfer_register.screens.assessment_words import SURE, answer_words, rows_in_words
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_MISSING = {"answer": "Not answered", "reason": "A reason is missing", "sources": "A source is missing"}


def show_question(
    visit: Visit, desk: Desk, question: Question, missing: Collection[Missing], problems: Collection[Problem] = ()
) -> None:
    """Draws a question with its field, or with its answer where nothing can be written."""
    answer = desk.edited.answers.get(question.id)
    with st.container(border=True, gap="xsmall", key=f"assess_question_{question.id}"):
        _head(desk, question, answer, missing)
        for problem in problems:
            st.markdown(f":red[:material/error: {plain(f'{problem.what} {problem.mend}'.strip())}]")
        if question.computed:
            _computed(visit, desk, question, answer)
        elif not desk.writable:
            _read(visit, desk, question, answer)
        elif _stands(desk, question, answer):
            _as_filled(visit, desk, question, answer)
        else:
            _ask(visit, desk, question, answer)
        if question.cites:
            st.markdown(f":small[:gray[{plain(listed(question.cites))}]]")


def _head(desk: Desk, question: Question, answer: Answer | None, missing: Collection[Missing]) -> None:
    badges = []
    if question.id in desk.changed:
        badges.append(":orange-badge[:material/edit: Not saved]")
    if answer is not None and answer.unknown:
        badges.append(":violet-badge[:material/search_off: Looked, could not find out]")
    if desk.writable:
        open_rows = sum(len(each.rows) for each in missing if each.what == "answer")
        lacks = [_MISSING[each.what] for each in missing]
        if open_rows and answer is not None and answer.value is not None:
            lacks[0] = f"{open_rows} of them not answered"
        badges += [f":gray-badge[:material/radio_button_unchecked: {each}]" for each in lacks]
    with st.container(gap=None):
        st.markdown(f":gray[{question.id}] **{plain(question.asks)}** {' '.join(badges)}")
        if question.help:
            st.caption(plain(question.help))


def _computed(visit: Visit, desk: Desk, question: Question, answer: Answer | None) -> None:
    st.markdown(_lines(visit, desk, question, answer) or "Not known yet: it follows from what is still open.")
    if answer is not None and answer.why:
        st.markdown(f":small[{plain(answer.why)}]")
    st.markdown(":small[:gray[:material/function: Follows from the register and the other answers.]]")


def _lines(visit: Visit, desk: Desk, question: Question, answer: Answer | None) -> str:
    """The answer as Markdown, line by line; empty where there is none."""
    texts = answer_words(visit.words, desk.now, question, answer)
    return "  \n".join(plain(line) for text in texts for line in text.split("\n") if line.strip())


def _stands(desk: Desk, question: Question, answer: Answer | None) -> bool:
    """Is the answer as the register knows it, and nobody said that it is to be answered otherwise?"""
    return answer is not None and answer.filled and answer.value is not None and question.id not in desk.opened


def _as_filled(visit: Visit, desk: Desk, question: Question, answer: Answer) -> None:
    rows = rows_in_words(visit.words, desk.now, question)
    said = answer.value if isinstance(answer.value, dict) else {}
    if any(said.get(row) is None for row in rows):  # some of it is known, and the rest is asked
        _ask(visit, desk, question, answer)
        return
    st.markdown(_lines(visit, desk, question, answer))
    show_sources(answer)
    if question.each == "law":
        add_law(desk, question)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        show_filled(visit, desk, question, answer)
        st.button(
            "Answer otherwise", type="tertiary", icon=":material/edit:", key=desk.key(f"{question.id}.otherwise"),
            on_click=desk.opened.add, args=(question.id,),
        )  # fmt: skip


def _ask(visit: Visit, desk: Desk, question: Question, answer: Answer | None) -> None:
    rows = rows_in_words(visit.words, desk.now, question)
    if question.each:
        if not rows:
            st.markdown(_none(question))
            if question.each == "law":
                add_law(desk, question)
            return
        for row, title in rows.items():
            _row(visit, desk, question, row, title)
        if question.each == "law":
            add_law(desk, question)
    else:
        refused = desk.now.refused.get(question.id, {})
        ask_once(visit, desk, question, refused)
        for option, because in refused.items():
            label = next((each.label for each in question.options if each.id == option), option)
            st.markdown(f":red[:material/block: **{plain(label)}** cannot be chosen.] {plain(because)}")
    show_filled(visit, desk, question, answer)
    unknown = answer is not None and answer.unknown
    asked_why = question.why != "none" or unknown
    required = question.why == "required" or unknown
    beside = asked_why and not required and not (answer and answer.why)
    if asked_why and not beside:
        _reason(desk, question, answer, required=required)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"assess_more_{question.id}"):
        if question.kind != "flag" or question.each:
            _unknown(desk, question, answer)
        _sure(desk, question, answer)
        if beside:
            with st.popover("Reason", icon=":material/notes:", key=desk.key(f"{question.id}.reason")):
                _reason(desk, question, answer, required=False)
        if question.sources != "none":
            edit_sources(visit, desk, question, answer)


def _row(visit: Visit, desk: Desk, question: Question, row: str, title: str) -> None:
    with st.container(key=f"assess_row_{question.id}_{row}"):
        left, right = st.columns([5, 6], gap="small", vertical_alignment="center")
    with left:
        if question.each == "law":
            law_line(visit, desk, question.id, row, title)
        else:
            st.markdown(plain(title))
    with right:
        ask_row(visit, desk, question, row, title)


def _none(question: Question) -> str:
    if question.each == "law":
        return "The law files name no law of this destination. That is no finding that there is none: add the laws you know of."
    return "Nothing is recorded for which this could be asked: say first which data are transferred."


def _unknown(desk: Desk, question: Question, answer: Answer | None) -> None:
    key = desk.key(f"{question.id}.unknown")
    controlled(key, bool(answer and answer.unknown))
    st.checkbox("I looked and could not find out", key=key, on_change=_looked, args=(desk, question.id, key), width="content")


def _looked(desk: Desk, question: str, key: str) -> None:
    looked = st.session_state[key]
    desk.answer(question, unknown=looked, **({"value": None} if looked else {}))


def _reason(desk: Desk, question: Question, answer: Answer | None, *, required: bool) -> None:
    unknown = answer is not None and answer.unknown
    key = desk.key(f"{question.id}.why")
    controlled(key, (answer.why if answer else None) or "")
    hint = "Where you looked, and what was not to be found" if unknown else "What the answer rests on"
    st.text_area(
        "Reason (required)" if required else "Reason", key=key, height="content", placeholder=hint,
        on_change=_said, args=(desk, question.id, "why", key),
    )  # fmt: skip


def _sure(desk: Desk, question: Question, answer: Answer | None) -> None:
    key = desk.key(f"{question.id}.sure")
    controlled(key, answer.sure if answer else None)
    st.segmented_control(
        "How sure are you", list(SURE), key=key, format_func=SURE.get, on_change=_said, args=(desk, question.id, "sure", key),
        label_visibility="collapsed",
    )  # fmt: skip


def _said(desk: Desk, question: str, name: str, key: str) -> None:
    value = st.session_state.get(key)
    desk.answer(question, **{name: (value.strip() if isinstance(value, str) else value) or None})


def _read(visit: Visit, desk: Desk, question: Question, answer: Answer | None) -> None:
    st.markdown(_lines(visit, desk, question, answer) or ":gray[Not answered]")
    if answer is None:
        return
    if answer.why:
        st.markdown(f":gray[Reason] {plain(answer.why)}")
    show_sources(answer)
    said = [SURE[answer.sure]] if answer.sure else []
    said += [f"by {answer.by}"] if answer.by else []
    said += [short_day(answer.on)] if answer.on else []
    if said:
        st.markdown(f":small[:gray[{plain(listed(said))}]]")
    show_filled(visit, desk, question, answer)
