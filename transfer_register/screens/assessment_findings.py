"""What an assessment finds: per view what its rules propose and why, accepted or overruled with a reason; then the decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from transfer_register.assessment.conclude import Proposed
from transfer_register.assessment.questionnaire import ANSWER, Question, View
from transfer_register.errors import Problem
from transfer_register.model.facts import FACTS
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_parts import REVIEW, Part, findings_of, informs_badge, open_part, part_of
from transfer_register.screens.assessment_provisos import show_provisos
from transfer_register.screens.assessment_question import show_question
from transfer_register.screens.assessment_words import TONES
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit

_ACCEPT = "accept"


def show_findings(visit: Visit, desk: Desk, parts: Collection[Part], problems: Mapping[str, list[Problem]]) -> None:
    """Draws a finding for each question that holds one, then the decision, the conditions and the day of the next review."""
    work = desk.now
    asked = {question.id: question for question in work.asked}
    views = [work.case.kit.views_by_id[id] for id in desk.edited.views if id in work.case.kit.views_by_id]
    held = dict.fromkeys(view.finding for view in views if view.finding)
    for id in held:
        if id in asked:
            concluding = [view for view in views if view.finding == id]
            _finding(visit, desk, asked[id], concluding, parts, problems.get(id, ()))
    for view in views:
        if view.calculates:
            _calculated(desk, view)
    for id in [id for id in asked if id in findings_of(desk) and id not in held and asked[id].filled_by != REVIEW]:
        show_question(visit, desk, asked[id], [each for each in work.missing if each.question == id], problems.get(id, ()))
    show_provisos(visit, desk)
    for question in work.asked:
        if question.filled_by == REVIEW:
            st.markdown("#### Next review")
            show_question(visit, desk, question, [each for each in work.missing if each.question == question.id])


def _finding(
    visit: Visit, desk: Desk, question: Question, views: list[View], parts: Collection[Part], problems: Collection[Problem]
) -> None:
    answer = desk.edited.answers.get(question.id)
    with st.container(border=True, gap="small", key=f"assess_finding_{question.id}"):
        st.markdown(f":gray[{question.id}] **{plain(question.asks)}**")
        if question.help:
            st.caption(plain(question.help))
        for problem in problems:
            st.markdown(f":red[:material/error: {plain(f'{problem.what} {problem.mend}'.strip())}]")
        proposals = {view.id: desk.now.proposed.get(view.id, Proposed(None)) for view in views if view.rules}
        for view in views:
            if view.rules:
                _proposal(desk, question, view, proposals[view.id], parts)
        found = answer.value if answer else None
        proposed = {each.found for each in proposals.values()}
        if not desk.writable:
            _read(desk, question, found, answer.why if answer else None, proposed)
        else:
            _conclude(desk, question, found, answer.why if answer else None, proposed)


def _label(question: Question, id: str) -> str:
    option = question.option(id)
    return option.label if option else id


def _told(question: Question, id: str) -> str:
    """An option as Markdown, with the shape and colour of its tone."""
    option = question.option(id)
    colour, icon = TONES[option.tone if option else None]
    return f":{colour}[:material/{icon}:] **{plain(_label(question, id))}**"


def _proposal(desk: Desk, question: Question, view: View, proposal: Proposed, parts: Collection[Part]) -> None:
    if proposal.found:
        st.markdown(f":small[:gray[{plain(view.short)} proposes]] {_told(question, proposal.found)}  \n{plain(proposal.because)}")
        return
    because = plain(proposal.because) or "what decides is still open."
    lead = f":small[:gray[{plain(view.short)}]] :gray[:material/help: proposes nothing{'' if proposal.because else ' yet'}]"
    st.markdown(f"{lead}: {because}")
    _open(desk, proposal.open, parts, view.id)


def _open(desk: Desk, names: Collection[str], parts: Collection[Part], place: str) -> None:
    """What would decide: each open question a way to it, each open fact in its words."""
    kit, facts = desk.work.case.kit, []
    with st.container(horizontal=True, gap="xsmall", key=f"assess_open_{place}"):
        for name in names:
            id = name.removeprefix(ANSWER)
            if name.startswith(ANSWER) and id in kit.by_id:
                question = kit[id]
                label = f"{id}: {plain(question.asks)}"
                part = "measures" if question.kind == "measures" or question.filled_by == "gap" else part_of(parts, id)
                st.button(
                    label, icon=":material/arrow_forward:", key=desk.key(f"open.{place}.{id}"), on_click=open_part,
                    args=(part, id),
                )  # fmt: skip
            else:
                facts.append(FACTS[name].label if name in FACTS else name)
    if facts:
        st.markdown(f":small[:gray[Not recorded: {plain(enumerated(facts))}.]]")


def _conclude(desk: Desk, question: Question, found: str | None, why: str | None, proposed: set[str | None]) -> None:
    """The finding, and its reason: required where some view proposes another one, or none. None in `proposed` is undecided."""
    only = next(iter(proposed)) if len(proposed) == 1 else None
    if only is not None and found is None:
        st.button(
            f"Accept: {plain(_label(question, only))}", type="primary", icon=":material/check:",
            key=desk.key(f"{question.id}.{_ACCEPT}"), on_click=desk.conclude, args=(question.id, only, why),
        )  # fmt: skip
    refused = desk.now.refused.get(question.id, {})
    labels = {option.id: option.label for option in question.options if option.id not in refused or option.id == found}
    key, why_key = desk.key(f"{question.id}.found"), desk.key(f"{question.id}.found.why")
    controlled(key, found)
    controlled(why_key, why or "")
    says = [question.option(id).says for id in labels]
    st.radio(
        "Finding", list(labels), index=None, key=key, format_func=labels.get, captions=says if any(says) else None,
        on_change=_said, args=(desk, question.id, key, why_key),
    )  # fmt: skip
    for option, because in refused.items():
        st.markdown(f":red[:material/block: **{plain(_label(question, option))}** cannot be found.] {plain(because)}")
    other = found is not None and bool(proposed) and proposed != {found}
    label = "Reason (required)" if other or question.why == "required" else "Reason"
    st.text_area(
        label, key=why_key, height="content", placeholder="What the finding rests on", on_change=_said,
        args=(desk, question.id, key, why_key),
    )  # fmt: skip
    if other:
        st.markdown(f"{_overruling(proposed)} :small[Who approves sees both.]")


def _overruling(proposed: set[str | None]) -> str:
    word = "Overrules the proposal" if proposed != {None} else "Decided without a proposal"
    return f":orange-badge[:material/gavel: {word}]"


def _said(desk: Desk, question: str, key: str, why_key: str) -> None:
    desk.conclude(question, st.session_state[key], (st.session_state[why_key] or "").strip() or None)


def _read(desk: Desk, question: Question, found: str | None, why: str | None, proposed: set[str | None]) -> None:
    st.markdown(f":gray[Found] {_told(question, found)}" if found else ":gray[Nothing is found yet]")
    if found and proposed and proposed != {found}:
        st.markdown(_overruling(proposed))
    if why:
        st.markdown(f":gray[Reason] {plain(why)}")


def _calculated(desk: Desk, view: View) -> None:
    """What a calculation says, apart from the findings."""
    said = desk.now.probability
    with st.container(border=True, gap="small", key=f"assess_calculated_{view.id}"):
        st.markdown(f"**{plain(view.title)}** {informs_badge(desk, view)}")
        if said is None:
            st.markdown(":gray[Nothing to calculate with yet.]")
            return
        st.markdown("\n".join(f"- {plain(line)}" for line in said.arithmetic))
        st.caption(plain(said.warning))
