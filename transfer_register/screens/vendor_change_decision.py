"""Deciding on an announcement: accept, accept with conditions, object; and what was decided, with the ways back."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import announcements
from transfer_register.actions import undo as undo_actions
from transfer_register.actions.announcements import Recorded
from transfer_register.actions.list_changes import Proposal
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, day
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.batches import undo
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import cannot
from transfer_register.screens.vendor_change_acts import written
from transfer_register.screens.vendor_change_work import Work
from transfer_register.screens.visit import Visit

_CHOICES = {
    "accepted": "Accept", "accepted_with_conditions": "Accept with conditions", "objected": "Object",
}  # fmt: skip


def ask_decision(visit: Visit, recorded: Recorded, work: Work, proposal: Proposal | None) -> None:
    """Draws the choice, its reason and day; acceptance writes what is ticked above, in the same act."""
    decision = st.segmented_control(
        "Decision", list(_CHOICES), key=work.key("decision"), format_func=_CHOICES.get, label_visibility="collapsed", wrap=True,
        persist_state="session",
    )  # fmt: skip
    if decision is None:
        st.caption("An objection is recorded with its reason; what you accept is written for the day on which it takes effect.")
        return
    accepts = decision != "objected"
    grid = st.grid(3, min_column_width=190, gap="small")
    with grid.cell():
        decided_on = day_input("Decided on", visit.today, visit.today, key=work.key("decided_on"))
    with grid.cell(column_span=2):
        why = st.text_input(
            "Reason", key=work.key("why"), persist_state="session",
            placeholder="Why this may go ahead" if accepts else "Why you object, as the vendor will read it",
        )  # fmt: skip
    conditions = None
    if decision == "accepted_with_conditions":
        conditions = st.text_area(
            "Conditions", key=work.key("conditions"), height=90, persist_state="session",
            placeholder="What must be shown, and by when: such as module 3 signed before the first data are sent",
        )  # fmt: skip
    acts = written(proposal, work) if accepts and proposal else []
    st.caption(_effect(accepts, proposal, len(acts), recorded))
    with st.container(horizontal=True, horizontal_alignment="right"):
        label = f"{_CHOICES[decision]}, and write {counted(len(acts), 'act')}" if acts else _CHOICES[decision]
        if st.button(label, type="primary", icon=":material/check:", key=work.key("decide")):
            _decide(visit, recorded, work, decision, why, decided_on, conditions, proposal if acts else None)


def _effect(accepts: bool, proposal: Proposal | None, acts: int, recorded: Recorded) -> str:
    if not accepts:
        return "The register stays as it is. The objection itself goes to the vendor by your own mail."
    if proposal is None:
        missing = "no effective day is recorded" if recorded.announcement.effective_on is None else "the lists are not given"
        return f"Only the decision is recorded, because {missing}; no transfer begins or ends by it."
    if not acts:
        return "Only the decision is recorded; no transfer begins or ends by it."
    return (
        f"{counted(acts, 'act')} of those above {'is' if acts == 1 else 'are'} written for {day(proposal.effective_on)}, "
        "together with the decision, and can be taken back as one."
    )


def _decide(
    visit: Visit, recorded: Recorded, work: Work, decision: str, why: str, decided_on: object, conditions: str | None,
    proposal: Proposal | None,
) -> None:  # fmt: skip
    try:
        with st.spinner("Writing, and judging anew …"):
            announcements.decide(
                visit.register, recorded.id, recorded.version, decision, why=why.strip(), decided_on=decided_on or visit.today,
                conditions=(conditions or "").strip() or None, proposal=proposal, leave_out=frozenset(work.left_out),
                actor=visit.actor, at=visit.clock(),
            )  # fmt: skip
            visit.register.sight(visit.on, visit.law_on, visit.known_on)
    except TransferRegisterError as error:
        cannot(error)
        return
    st.toast(f"{_CHOICES[decision]}: recorded.", icon=":material/check:")
    st.rerun()


def show_decision(visit: Visit, recorded: Recorded) -> None:
    """Draws what was decided, the way to what it wrote, and the way back."""
    announcement = recorded.announcement
    batch = announcement.batch
    undone = undo_actions.undone_by(visit.register, batch) if batch else ()
    stands = batch is not None and len(undone) % 2 == 0
    with st.container(border=True, gap="small", key="vendor_decision"):
        st.markdown(f"Decided on **{day(announcement.decided_on)}**")
        shown: list[tuple[str, str | list[str]]] = [("Reason", announcement.why or "–")]
        shown += [("Conditions", announcement.conditions.split("\n"))] if announcement.conditions else []
        if batch:
            shown.append(
                ("Written", f"{batch}, for {day(announcement.effective_on)}" if stands else f"{batch}, taken back since")
            )
        pairs(shown)
        with st.container(horizontal=True):
            if not stands:
                _decide_anew(visit, recorded)
                return
            if st.button("Open it in the register", type="primary", icon=":material/table_rows:", key="vendor.register"):
                _open(visit, recorded)
            with st.popover("Undo", icon=":material/undo:", key="vendor.undo"):
                st.markdown("The decision and everything it wrote are taken back by new entries; what was changed since stays.")
                if st.button("Take it back", type="primary", key="vendor.undo.sure") and undo(visit, (batch, *undone)[-1]):
                    st.rerun()


def _decide_anew(visit: Visit, recorded: Recorded) -> None:
    with st.popover("Decide anew", icon=":material/restart_alt:", key="vendor.reopen"):
        st.markdown("The decision is taken back; the journal keeps it.")
        why = st.text_input("Reason", key="vendor.reopen.why")
        if st.button("Take the decision back", type="primary", key="vendor.reopen.sure"):
            _reopen(visit, recorded, why)


def _open(visit: Visit, recorded: Recorded) -> None:
    announcement = recorded.announcement
    # What begins on a day to come is in no list of today.
    on = announcement.effective_on
    days = {"on": on.isoformat()} if on and on > visit.on else {}
    st.switch_page(visit.pages["register"], query_params=address.link(Filter(batches=(announcement.batch,)), **days))


def _reopen(visit: Visit, recorded: Recorded, why: str) -> None:
    try:
        announcements.reopen(visit.register, recorded.id, recorded.version, actor=visit.actor, at=visit.clock(), why=why.strip())
    except TransferRegisterError as error:
        cannot(error)
        return
    st.rerun()
