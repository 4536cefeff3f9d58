"""One assessment: its head, the views in which it is read, the parts of a view, and the part that is open."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from transfer_register.assessment.questionnaire import View
from transfer_register.errors import Problem, TransferRegisterError
from transfer_register.exhibits.style import listed
from transfer_register.screens import address
from transfer_register.screens.assessment_about import edit_about
from transfer_register.screens.assessment_desk import Desk, desk_of
from transfer_register.screens.assessment_document import offer_document
from transfer_register.screens.assessment_findings import show_findings
from transfer_register.screens.assessment_handin import show_handin
from transfer_register.screens.assessment_head import show_head
from transfer_register.screens.assessment_history import show_history
from transfer_register.screens.assessment_laws import show_laws
from transfer_register.screens.assessment_measures import show_measures
from transfer_register.screens.assessment_parts import Part, choose_part, informs_badge, open_part, parts_of, sought
from transfer_register.screens.assessment_question import show_question
from transfer_register.screens.assessment_save import by_question, show_foot, show_problems
from transfer_register.screens.choice import controlled
from transfer_register.screens.evidence import show_evidence
from transfer_register.screens.evidence_opened import Page
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

# A part that draws on more sections than these is introduced by none of them.
_SECTIONS = 2


def show_one(visit: Visit, id: str) -> None:
    """Draws an assessment, or a draft that opened itself; says so where there is none of that reference."""
    try:
        with st.spinner("Looking at what the register knows …"):
            desk = desk_of(visit, id)
    except TransferRegisterError as error:
        cannot(error)
        return
    show_head(visit, desk)
    placed, others = by_question(desk, desk.problems)
    show_problems(desk, others, placed)
    view = _choose_view(visit, desk)
    parts = parts_of(desk, view)
    with st.container(key="assess_one"):
        left, right = st.columns([3, 10], gap="medium")
    with left, st.container(key="assess_parts"):
        part = choose_part(desk, parts)
    with right:
        _part(visit, desk, view, part, parts, placed)
    show_foot(visit, desk)


def _choose_view(visit: Visit, desk: Desk) -> View:
    """The view that is read; which views there are, the depth and the title are changed beside it."""
    kit = desk.work.case.kit
    offered = {id: kit.views_by_id[id] for id in desk.edited.views if id in kit.views_by_id}
    value = address.one_of("form", offered)
    key = f"assess.form.{desk.id}"
    controlled(key, value)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="assess_views"):
        if len(offered) > 1:
            st.segmented_control(
                "View", list(offered), key=key, format_func=lambda id: plain(offered[id].short), required=True, wrap=True,
                label_visibility="collapsed", on_change=lambda: address.say("form", st.session_state[key]),
            )  # fmt: skip
        else:
            st.markdown(f"**{plain(offered[value].title)}**", width="content")
        view = offered[value]
        with st.container(horizontal=True, width="content", gap="small"):
            if desk.writable:
                edit_about(visit, desk)
            offer_document(visit, desk, view)
    st.markdown(f":small[{plain(view.says)} :gray[{plain(listed(view.cites))}]] {informs_badge(desk, view)}")
    return view


def _part(visit: Visit, desk: Desk, view: View, part: Part, parts: list[Part], problems: Mapping[str, list[Problem]]) -> None:
    match part.key:
        case "measures":
            show_measures(visit, desk)
        case "findings":
            show_findings(visit, desk, parts, problems)
        case "hand-in":
            show_handin(visit, desk, parts)
        case "history":
            show_evidence(visit, Page(desk.id, "assessment"))
            st.markdown("#### History")
            show_history(visit, desk)
        case _:
            _questions(visit, desk, part, problems)
            _onward(part, parts)


def _questions(visit: Visit, desk: Desk, part: Part, problems: Mapping[str, list[Problem]]) -> None:
    st.markdown(f"#### {plain(part.title)}")
    sections = {each.id: each.says for each in desk.work.case.kit.sections}
    about = dict.fromkeys(sections[question.section] for question in part.questions)
    if len(about) <= _SECTIONS:
        st.caption(plain(" ".join(about)))
    missing = desk.now.missing
    if any(question.each == "law" for question in part.questions):
        show_laws(visit, desk)
    looked_for = sought(missing)
    # The question that somebody came for stands first, so that it needs no looking for.
    for question in sorted(part.questions, key=lambda each: each.id != looked_for):
        if question.kind == "measures":
            st.button(
                f"{question.id}: {plain(question.asks)}", icon=":material/arrow_forward:", key=desk.key(f"{question.id}.to"),
                on_click=open_part, args=("measures",),
            )  # fmt: skip
            continue
        lacking = [each for each in missing if each.question == question.id]
        show_question(visit, desk, question, lacking, problems.get(question.id, ()))


def _onward(part: Part, parts: list[Part]) -> None:
    """The way to the part that follows."""
    place = parts.index(part)
    with st.container(horizontal=True, horizontal_alignment="right"):
        following = parts[place + 1]
        st.button(
            f"Next: {plain(following.title)}", icon=":material/arrow_forward:", icon_position="right", key="assess.next",
            on_click=open_part, args=(following.key,),
        )  # fmt: skip
