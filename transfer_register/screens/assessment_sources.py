"""The sources of an answer: title, address and day of each, added and taken away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.assessment.questionnaire import Question
from transfer_register.exhibits.style import short_day
from transfer_register.model.assessment import Answer, Source
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_evidence import evidence_labels
from transfer_register.screens.choice import controlled
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit


def edit_sources(visit: Visit, desk: Desk, question: Question, answer: Answer | None) -> None:
    """Draws the way to the sources, with how many there are."""
    sources = answer.sources if answer else ()
    count = f" ({len(sources)})" if sources else " (required)" if question.sources == "required" else ""
    with st.popover(f"Sources{count}", icon=":material/menu_book:", key=desk.key(f"{question.id}.sources")):
        for place, source in enumerate(sources):
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.markdown(_line(source), width="stretch")
                st.button(
                    ":material/delete:", type="tertiary", key=desk.key(f"{question.id}.source.{place}.away"),
                    help="Take this source away", on_click=_without, args=(desk, question.id, place),
                )  # fmt: skip
        _add(visit, desk, question)


def show_sources(answer: Answer) -> None:
    """Draws the sources where nothing can be written."""
    if answer.sources:
        st.markdown("  \n".join(f":small[:material/menu_book: {_line(source)}]" for source in answer.sources))


def _line(source: Source) -> str:
    link = f" [:material/open_in_new:]({source.url})" if (source.url or "").startswith("https://") else ""
    dated = f" :gray[{short_day(source.dated_on)}]" if source.dated_on else ""
    file = f" `{source.evidence}`" if source.evidence else ""
    address = f" :gray[{plain(source.url)}]" if source.url and not link else ""
    return f"{plain(source.title)}{address}{link}{dated}{file}"


def _add(visit: Visit, desk: Desk, question: Question) -> None:
    # A turn of its own: the fields are empty again once a source was added.
    turn = desk.key(f"{question.id}.source.turn")
    key = f"{turn}.{st.session_state.get(turn, 0)}"
    title = st.text_input("Title", key=f"{key}.title", placeholder="Report, act, judgment, statement of the recipient")
    url = st.text_input("Address", key=f"{key}.url", placeholder="https://…")
    dated_on = day_input("Dated", None, visit.today, key=f"{key}.dated_on")
    files = evidence_labels(visit, desk)
    filed = None
    if files:
        filed = st.selectbox(
            "File in the evidence", list(files), index=None, format_func=files.get, key=f"{key}.file", placeholder="None"
        )  # fmt: skip
    said = {"title": title.strip(), "url": url.strip() or None, "dated_on": dated_on, "evidence": filed}
    if not said["title"] and filed:
        said["title"] = files[filed]
    st.button(
        "Add source", icon=":material/add:", key=f"{key}.add", disabled=not said["title"], on_click=_with,
        args=(desk, question.id, said, turn),
    )  # fmt: skip


def _with(desk: Desk, question: str, said: dict[str, Any], turn: str) -> None:
    answer = desk.edited.answers.get(question)
    desk.answer(question, sources=(*(answer.sources if answer else ()), Source(**said)))
    controlled(turn, st.session_state.get(turn, 0) + 1)


def _without(desk: Desk, question: str, place: int) -> None:
    sources = desk.edited.answers[question].sources
    desk.answer(question, sources=(*sources[:place], *sources[place + 1 :]))
