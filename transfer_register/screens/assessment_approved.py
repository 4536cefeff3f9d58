"""An approved assessment: who approved which version, the score that somebody looked at, and the way to a revision."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import assess
from transfer_register.errors import Problem, TransferRegisterError
from transfer_register.exhibits.style import day, listed
from transfer_register.screens import address
from transfer_register.screens.assessment_act import act_on, read_now, version_read
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit


def show_approved(visit: Visit, desk: Desk) -> None:
    """Draws the approval, and what may follow it."""
    state = desk.edited
    if approval := state.approval:
        shown: list[tuple[str, str | list[str]]] = [
            ("Approved", f"{day(approval.on)}, version {approval.version}"), ("By", f"{approval.by}, {approval.function}"),
            ("Handed in by", f"{state.submitted_by or '–'}, {day(state.submitted_on)}"),
            ("Written by", listed(state.authors) or "–"), ("Next review", day(state.review_on)),
        ]  # fmt: skip
        shown += [("Why then", state.review_why)] if state.review_why else []
        shown += [("Signed paper", approval.paper)] if approval.paper else []
        shown += [("Note", approval.note)] if approval.note else []
        pairs(shown)
    if state.state != "approved":
        st.caption("A later assessment was approved in its place.")
    if state.state != "approved" or not desk.today:
        return
    _score(visit, desk)
    st.caption("What is approved is not edited. A revision is a new draft of it; this one stands until that one is approved.")
    with st.popover("Revise", icon=":material/edit_document:", key=desk.key("revise")):
        why = st.text_area("Why", key=desk.key("revise.why"), height="content", placeholder="What changed, or what is due")
        if st.button("Begin the revision", type="primary", key=desk.key("revise.sure"), disabled=not why.strip()):
            _revise(visit, desk, why.strip())


def _revise(visit: Visit, desk: Desk, why: str) -> None:
    try:
        more = {"actor": visit.actor, "at": visit.clock(), "on": visit.on, "law_on": visit.law_on}
        id, _ = assess.revise(visit.register, desk.id, desk.version, why, **more)
    except TransferRegisterError as error:
        desk.problems = getattr(error, "problems", None) or [Problem("", str(error))]
    else:
        address.say("assessment", id)
        address.say("part", None)
    st.rerun()


def _score(visit: Visit, desk: Desk) -> None:
    """The score of the machine counts as looked at once a person says so, with a reason."""
    if not (desk.edited.score or desk.now.case.score):
        return
    if desk.edited.score_reviewed:
        st.markdown(f":blue-badge[:material/visibility: Score looked at] {plain(desk.edited.score_reviewed)}")
        return
    with st.popover("Confirm the score", icon=":material/visibility:", key=desk.key("score")):
        st.markdown("Until somebody confirms it, the score is shown as not yet reviewed.")
        why = st.text_area("What you looked at", key=desk.key("score.why"), height="content")
        if st.button(
            "I looked at it", type="primary", key=desk.key("score.sure"), disabled=not why.strip(), on_click=read_now,
            args=(desk.version,),
        ):  # fmt: skip
            version = version_read()
            act_on(
                visit, desk, lambda more: assess.confirm_score(visit.register, desk.id, version, why.strip(), **more), "Noted."
            )
