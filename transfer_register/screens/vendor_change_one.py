"""One announcement: what was announced, by when to object, what the register would do, the questions, and the decision."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import announcements, take_in
from transfer_register.actions.announcements import Recorded
from transfer_register.actions.list_changes import Comparison, Proposal
from transfer_register.actions.objection_clock import clock
from transfer_register.errors import Problem, TransferRegisterError
from transfer_register.exhibits.style import listed
from transfer_register.model.announcement import Announcement
from transfer_register.screens import address
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.vendor_change_acts import show_acts
from transfer_register.screens.vendor_change_clock import show_clock
from transfer_register.screens.vendor_change_days import days_fields
from transfer_register.screens.vendor_change_decision import ask_decision, show_decision
from transfer_register.screens.vendor_change_difference import show_difference
from transfer_register.screens.vendor_change_impact import show_impact
from transfer_register.screens.vendor_change_list import decision_badge
from transfer_register.screens.vendor_change_lists import choose_lists
from transfer_register.screens.vendor_change_questions import show_questions
from transfer_register.screens.vendor_change_work import Work, comparison_of, forget, work_of
from transfer_register.screens.visit import Visit


def show_one(visit: Visit, id: str) -> None:
    """Draws an announcement; says so where there is none of that reference."""
    try:
        recorded = announcements.announcement(visit.register, id)
    except TransferRegisterError as error:
        cannot(error)
        return
    announcement, work = recorded.announcement, work_of(id)
    _head(visit, recorded)
    clocked = clock(announcement, visit.today)
    if announcement.decision is not None:
        show_decision(visit, recorded)
        with st.expander("By when to object, as it was counted", icon=":material/timer:", key=work.key("counted")):
            show_clock(announcement, clocked, visit.today, id)
    else:
        show_clock(announcement, clocked, visit.today, id)
        _change_days(visit, recorded, work)
    st.markdown("##### What was announced")
    _announced(visit, announcement)
    comparison = _comparison(visit, work, announcement)
    proposal: Proposal | None = None
    if comparison is not None:
        if announcement.decision is None:
            st.markdown("##### What the register would do")
            who = take_in.Options(exporter=announcement.exporter or announcement.vendor)
            proposal = show_acts(visit, work, who, announcement.effective_on)
            if proposal is not None:
                st.markdown("##### What it means for your transfers")
                show_impact(visit, work, proposal, announcement.vendor)
        st.markdown("##### Questions to the vendor")
        vendor = visit.names.get(announcement.vendor, announcement.vendor)
        asks = clocked.letter.last_day is None and clocked.contract.last_day is None
        show_questions(visit, work, comparison, vendor, effective_on=announcement.effective_on, asks_how_to_object=asks)
    if announcement.decision is None:
        st.markdown("##### Decide")
        ask_decision(visit, recorded, work, proposal)


def _head(visit: Visit, recorded: Recorded) -> None:
    announcement = recorded.announcement
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        vendor = plain(visit.names.get(announcement.vendor, announcement.vendor))
        state = decision_badge(announcement) if announcement.decision is not None else ""
        st.markdown(f"### {vendor} `{recorded.id}` {state}", width="stretch")
        with st.popover("Take away", icon=":material/delete:", key=f"vendor.{recorded.id}.away", type="tertiary"):
            st.markdown("The announcement leaves the list. The journal keeps its history, the register what was written with it.")
            if st.button("Take it away", type="primary", key=f"vendor.{recorded.id}.away.sure"):
                _take_away(visit, recorded)
    st.markdown(plain(announcement.title))


def _take_away(visit: Visit, recorded: Recorded) -> None:
    try:
        announcements.take_away(visit.register, recorded.id, recorded.version, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        cannot(error)
        return
    forget(recorded.id)
    address.say("announcement", None)
    st.rerun()


def _change_days(visit: Visit, recorded: Recorded, work: Work) -> None:
    with st.expander("Change the days, the contract or the note", icon=":material/edit:", key=work.key("days")):
        problems = st.container()
        begins = recorded.announcement.model_dump()
        said = days_fields(visit, work, begins)
        note = st.text_input("Note", begins.get("note") or "", key=work.key("note"), placeholder="What else to know of it")
        if not st.button("Save the days", type="primary", icon=":material/check:", key=work.key("save")):
            return
        state: dict[str, Any] = begins | said | {"note": note.strip() or None}
        try:
            announcements.change(visit.register, recorded.id, recorded.version, state, actor=visit.actor, at=visit.clock())
        except TransferRegisterError as error:
            with problems:
                ProblemNotes(getattr(error, "problems", None) or [Problem("", str(error))]).elsewhere()
            return
        st.rerun()


def _announced(visit: Visit, announcement: Announcement) -> None:
    found = (("Added", announcement.added), ("Removed", announcement.removed), ("Changed", announcement.changed))
    shown: list[tuple[str, str | list[str]]] = [(heading, "; ".join(names)) for heading, names in found if names]
    if announcement.exporter and announcement.exporter != announcement.vendor:
        shown.append(("Who sends", visit.names.get(announcement.exporter, announcement.exporter)))
    files = "; ".join(name for name in (announcement.old_file, announcement.new_file) if name)
    shown += [("Read from", files)] if files else []
    shown += [("Note", announcement.note)] if announcement.note else []
    if shown:
        pairs(shown)
    else:
        st.caption("No list was compared when it was recorded.")


def _comparison(visit: Visit, work: Work, announcement: Announcement) -> Comparison | None:
    """The lists of this announcement where they are at hand; they are asked for again where they are not."""
    known = work.old is not None and work.new is not None
    lacking = "what the register would do" if announcement.decision is None else "the difference again"
    title = "The difference, field by field" if known else f"Give the two lists, to see {lacking}"
    with st.expander(title, icon=":material/compare_arrows:", key=work.key("lists"), expanded=False):
        if announcement.decision is None or not known:
            st.caption("The lists themselves are not recorded, only their names and digests. Give them again on another day.")
        if work.given:
            st.button("Other lists", key=work.key("other"), icon=":material/refresh:", on_click=_other, args=(work,))
        else:
            choose_lists(visit, work, announcement.exporter or announcement.vendor)
        try:
            comparison = comparison_of(visit, work)
        except TransferRegisterError as error:
            cannot(error)
            return None
        if comparison is None:
            return None
        if not work.by_letter:
            _same_as_recorded(announcement, comparison)
        show_difference(visit, work, comparison)
    return comparison


def _other(work: Work) -> None:
    work.given, work.old, work.new = False, None, None
    work.files.clear()


def _same_as_recorded(announcement: Announcement, comparison: Comparison) -> None:
    sides = ((announcement.old_sha256, comparison.old, "list until now"), (announcement.new_sha256, comparison.new, "new list"))
    other = [f"the {name} ({side.title})" for recorded, side, name in sides if recorded and side.sha256 not in (None, recorded)]
    if other:
        st.warning(
            plain(f"{listed(other).capitalize()}: not the file that was compared when the announcement was recorded."),
            icon=":material/difference:",
        )
