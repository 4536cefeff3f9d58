"""An announcement that has just arrived: whose list, the two versions, the difference, the days, the effect, and recording it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import announcements, record, take_in
from transfer_register.actions.list_changes import Comparison
from transfer_register.actions.objection_clock import clock
from transfer_register.errors import Problem, Refused, TransferRegisterError
from transfer_register.model.announcement import Announcement
from transfer_register.screens import address
from transfer_register.screens.party_form import identity_fields
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.vendor_change_acts import show_acts
from transfer_register.screens.vendor_change_clock import show_clock
from transfer_register.screens.vendor_change_days import days_fields
from transfer_register.screens.vendor_change_difference import sentence, show_difference
from transfer_register.screens.vendor_change_lists import choose_lists
from transfer_register.screens.vendor_change_questions import show_questions
from transfer_register.screens.vendor_change_work import (
    NEW,
    Work,
    carry_over,
    comparison_of,
    digest,
    forget,
    work_of,
)  # fmt: skip
from transfer_register.screens.visit import Visit

_ITSELF, _ANOTHER = "itself", "another"


def show_new(visit: Visit) -> None:
    """Draws the steps from top to bottom; nothing is written before the last one."""
    work = work_of()
    st.markdown("##### 1 · Whose list")
    who = _whose(visit, work)
    st.markdown("##### 2 · The two versions")
    choose_lists(visit, work, who.exporter)
    st.markdown("##### 3 · What differs")
    comparison = _compared(visit, work)
    st.markdown("##### 4 · The days")
    said = days_fields(visit, work, {})
    days = Announcement(vendor=NEW, title=NEW, **said)
    clocked = clock(days, visit.today)
    show_clock(days, clocked, visit.today, work.id)
    vendor = _vendor_name(visit, work)
    if comparison is not None:
        st.markdown("##### 5 · What the register would do")
        if who.exporter or who.exporter_name:
            show_acts(visit, work, who, days.effective_on)
        else:
            st.caption("Say above whose list it is; then this shows what begins and what ends.")
        st.markdown("##### 6 · Questions to the vendor")
        asks = clocked.letter.last_day is None and clocked.contract.last_day is None
        show_questions(visit, work, comparison, vendor, effective_on=days.effective_on, asks_how_to_object=asks)
    st.markdown(f"##### {7 if comparison is not None else 5} · Record it")
    _record(visit, work, who, comparison, said, vendor)


def _whose(visit: Visit, work: Work) -> take_in.Options:
    names = visit.names
    known = [NEW, *sorted(names, key=lambda id: names[id].casefold())]
    with st.container(horizontal=True, vertical_alignment="bottom", key="vendor_whose"):
        vendor = st.selectbox(
            "The vendor", known, index=None if names else 0, key=work.key("vendor"), placeholder="Choose or type a name",
            persist_state="session",
            format_func=lambda id: "A party that is not in the register yet …" if id == NEW else names.get(id, id),
        )  # fmt: skip
        sends = st.segmented_control(
            "Who sends to its recipients", [_ITSELF, _ANOTHER], default=_ITSELF, required=True, key=work.key("sends"),
            format_func={_ITSELF: "The vendor itself", _ANOTHER: "Another party"}.get, persist_state="session",
            help="Usually the vendor sends to its own sub-processors. Choose another party where the register shows your own "
            "organisation as the exporter to them.",
        )  # fmt: skip
    new: dict[str, Any] = {}
    if vendor == NEW:
        new = identity_fields(visit, {}, work.key("party"), ProblemNotes([]), whose="Vendor", kind=False)
    if sends == _ANOTHER:
        exporter = st.selectbox(
            "Exporter", known[1:], index=None, key=work.key("exporter"), placeholder="Choose or type a name",
            format_func=lambda id: names.get(id, id), persist_state="session",
        )  # fmt: skip
        return take_in.Options(exporter=exporter)
    return take_in.Options(
        exporter=None if vendor == NEW else vendor, exporter_name=new.get("name") or None, exporter_country=new.get("country")
    )


def _vendor_name(visit: Visit, work: Work) -> str:
    vendor = st.session_state.get(work.key("vendor"))
    typed = (st.session_state.get(work.key("party.name")) or "").strip()
    return visit.names.get(vendor) or typed or "the vendor"


def _compared(visit: Visit, work: Work) -> Comparison | None:
    try:
        comparison = comparison_of(visit, work)
    except TransferRegisterError as error:
        cannot(error)
        return None
    if comparison is None:
        missing = "the letter" if work.by_letter else "both versions" if not (work.old or work.new) else "the other version"
        st.caption(f"Give {missing} above. An announcement can also be recorded without lists, with its days alone.")
        return None
    show_difference(visit, work, comparison)
    return comparison


def _record(
    visit: Visit, work: Work, who: take_in.Options, comparison: Comparison | None, said: dict[str, Any], vendor: str
) -> None:
    usual = sentence(comparison).partition(";")[0] if comparison else "A change of its list"
    grid = st.grid(2, min_column_width=260, gap="small")
    with grid.cell():
        title = st.text_input("Title", key=work.key("title"), placeholder=usual, max_chars=200, persist_state="session")
    with grid.cell():
        note = st.text_input("Note", key=work.key("note"), placeholder="What else to know of it", persist_state="session")
    problems = st.container()
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.markdown(":small[The decision comes next, now or on another day.]", width="content")
        st.button("Discard", key=work.key("discard"), type="tertiary", on_click=_discard)
        pressed = st.button("Record the announcement", type="primary", icon=":material/check:", key=work.key("record"))
    if not pressed:
        return
    vendor_id = st.session_state.get(work.key("vendor"))
    state = announcements.draft(comparison) | said
    if work.by_letter:  # the rows were stated by a person; what stands behind them is the letter
        state |= {"old_file": None, "old_sha256": None, "new_file": "Letter", "new_sha256": digest(work.letter.encode())}
    state |= {"title": title.strip() or usual, "note": note.strip() or None}
    try:
        if vendor_id is None:
            raise Refused("Say above whose list it is.")
        if st.session_state.get(work.key("sends")) == _ANOTHER and who.exporter is None:
            raise Refused("Say above who sends to the recipients, or that the vendor itself does.")
        if vendor_id == NEW:
            vendor_id = _new_party(visit, work)
        state["vendor"] = vendor_id
        state["exporter"] = who.exporter if who.exporter not in (None, vendor_id) else None
        id = announcements.record(visit.register, state, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        with problems:
            notes = ProblemNotes(getattr(error, "problems", None) or [Problem("", str(error))])
            st.error("The announcement was not recorded.", icon=":material/error:")
            notes.elsewhere()
        return
    carry_over(work, id)
    address.say("announcement", id)
    st.toast(f"{plain(vendor)}: the announcement is recorded as {id}.", icon=":material/check:")
    st.rerun()


def _new_party(visit: Visit, work: Work) -> str:
    typed = {name: st.session_state.get(work.key(f"party.{name}")) for name in ("name", "country")}
    party = {"name": (typed["name"] or "").strip(), "country": typed["country"]}
    if not party["name"]:
        raise Refused("Write above the vendor's legal name.")
    if work.made is None or work.made[0] != party:
        id = record.save_party(visit.register, party, actor=visit.actor, at=visit.clock(), why="Named by an announcement")
        work.made = (party, id)
    return work.made[1]


def _discard() -> None:
    forget(NEW)
    address.say("announcement", None)
