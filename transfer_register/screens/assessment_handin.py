"""Handing an assessment in, approving it or sending it back."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from transfer_register.actions import assess
from transfer_register.actions.assess_lacking import lacking
from transfer_register.errors import Problem, TransferRegisterError
from transfer_register.exhibits.style import counted, day, listed
from transfer_register.screens import address
from transfer_register.screens.assessment_act import act_on, read_now, version_read
from transfer_register.screens.assessment_approved import show_approved
from transfer_register.screens.assessment_desk import Desk, forget, laid_out
from transfer_register.screens.assessment_evidence import evidence_labels
from transfer_register.screens.assessment_parts import Part, open_part, part_of
from transfer_register.screens.assessment_save import by_question, save
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

_LACKS = {"answer": "answer", "reason": "reason", "sources": "source"}
_LONG = 90


def show_handin(visit: Visit, desk: Desk, parts: Collection[Part]) -> None:
    """Draws what may be done next with the assessment as a whole, by its state."""
    match desk.edited.state:
        case "draft" | "in_review" if not desk.today:
            st.markdown("Nothing is handed in or approved on another day than today.")
        case "draft":
            _draft(visit, desk, parts)
        case "in_review":
            _review(visit, desk)
        case _:
            show_approved(visit, desk)


def _draft(visit: Visit, desk: Desk, parts: Collection[Part]) -> None:
    missing = lacking(desk.now)
    placed, others = by_question(desk, missing)
    if missing:
        st.markdown(f"**{counted(len(placed) + len(others), 'thing')} to see to before it can be handed in.**")
        for problem in others:
            st.markdown(f":red[:material/error:] {plain(str(problem))}")
        with st.container(gap="xsmall", key="assess_missing"):
            for id, found in placed.items():
                _missing(desk, id, found, parts)
    else:
        st.markdown("**Nothing is missing.** Somebody who wrote nothing of it approves it, or you put the signed paper on file.")
    with st.container(horizontal=True):
        label = "Save and hand in" if desk.dirty else "Hand in"
        if st.button(
            label, type="primary", icon=":material/outbox:", key=desk.key("submit"), disabled=bool(missing),
            on_click=read_now, args=(desk.version,),
        ):  # fmt: skip
            _submit(visit, desk)
        if desk.version:
            _take_away(visit, desk)


def _missing(desk: Desk, id: str, found: list[Problem], parts: Collection[Part]) -> None:
    question = desk.work.case.kit[id]
    own = [each for each in desk.now.missing if each.question == id]
    lacks = [f"{_LACKS[each.what]}{f' for {len(each.rows)}' if each.rows else ''}" for each in own]
    what = f"({listed(lacks)})" if lacks else " ".join(dict.fromkeys(shortened(problem.what, _LONG) for problem in found))
    label = f"{id}: {plain(shortened(question.asks, _LONG))} :gray[{plain(what)}]"
    st.button(
        label, icon=":material/arrow_forward:", key=desk.key(f"missing.{id}"), type="tertiary", on_click=open_part,
        args=(part_of(parts, id), id),
    )  # fmt: skip


def _submit(visit: Visit, desk: Desk) -> None:
    written = (desk.id, version_read())
    if desk.dirty or desk.version is None:
        written = save(visit, desk)
        if written is None:
            st.rerun()
    id, version = written
    desk = laid_out(id)
    act_on(visit, desk, lambda more: assess.submit(visit.register, id, version, law_on=visit.law_on, **more), "Handed in.")


def _take_away(visit: Visit, desk: Desk) -> None:
    with st.popover("Take away", icon=":material/delete:", key=f"assess.{desk.id}.away", type="tertiary"):
        st.markdown("The draft leaves the board; the journal keeps it. What needs an assessment opens a new draft by itself.")
        if st.button(
            "Take it away", type="primary", key=f"assess.{desk.id}.away.sure", on_click=read_now, args=(desk.version,)
        ):  # fmt: skip
            try:
                more = {"actor": visit.actor, "at": visit.clock(), "on": visit.on}
                assess.take_away(visit.register, desk.id, version_read(), **more)
            except TransferRegisterError as error:
                desk.problems = getattr(error, "problems", None) or [Problem("", str(error))]
                st.rerun()
            forget(desk.id)
            address.say("assessment", None)
            st.rerun()


def _review(visit: Visit, desk: Desk) -> None:
    state = desk.edited
    handed = f"Handed in by **{plain(state.submitted_by)}** on {day(state.submitted_on)}."
    st.markdown(f"{handed} You read **version {desk.version}**: what you approve is this version, and no later one.")
    wrote = visit.actor in state.authors
    if wrote:
        st.info(
            "You wrote on this. Somebody else approves it, or you put the signed paper on file and name it here.",
            icon=":material/group:",
        )
    files = evidence_labels(visit, desk)
    grid = st.grid(2, min_column_width=240, gap="small")
    with grid.cell():
        function = st.text_input(
            "Function of who signs", key=desk.key("function"), placeholder="Such as data protection officer, head of legal",
            persist_state="session",
        )  # fmt: skip
    with grid.cell():
        paper = st.selectbox(
            "Signed paper on file" + (" (required)" if wrote else ""), list(files), index=None, key=desk.key("paper"),
            format_func=lambda id: files[id], placeholder="None" if files else "Nothing is filed yet", disabled=not files,
            persist_state="session",
        )  # fmt: skip
    note = st.text_area("Note", key=desk.key("note"), height="content", placeholder="What the approval says, if anything")
    with st.container(horizontal=True):
        if st.button(
            f"Approve version {desk.version}", type="primary", icon=":material/verified:", key=desk.key("approve"),
            disabled=not function.strip() or (wrote and not paper), on_click=read_now, args=(desk.version,),
        ):  # fmt: skip
            version = version_read()
            act_on(visit, desk, lambda more: assess.approve(
                visit.register, desk.id, version, function.strip(), note=note.strip() or None, paper=paper,
                law_on=visit.law_on, **more,
            ), "Approved.")  # fmt: skip
        with st.popover("Send back", icon=":material/reply:", key=desk.key("send_back")):
            why = st.text_area("What is to be done first", key=desk.key("send_back.why"), height="content")
            if st.button(
                "Send it back", type="primary", key=desk.key("send_back.sure"), disabled=not why.strip(), on_click=read_now,
                args=(desk.version,),
            ):  # fmt: skip
                version = version_read()
                act_on(visit, desk, lambda more: assess.send_back(
                    visit.register, desk.id, version, why.strip(), **more
                ), "Sent back.")  # fmt: skip
