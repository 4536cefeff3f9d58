"""Assessments of transfers: the board, the list and the calendar of what is to be done, and one assessment to work on."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from transfer_register.exhibits.style import day
from transfer_register.screens import address
from transfer_register.screens.assessment_asked import board_of
from transfer_register.screens.assessment_board import open_assessment, show_board
from transfer_register.screens.assessment_calendar import show_calendar
from transfer_register.screens.assessment_filter import filtered
from transfer_register.screens.assessment_list import show_list
from transfer_register.screens.assessment_one import show_one
from transfer_register.screens.heading import heading
from transfer_register.screens.visit import Visit

_LOOKS = {
    "board": ":material/view_kanban: Board", "list": ":material/table_rows: List",
    "calendar": ":material/calendar_month: Calendar",
}  # fmt: skip
_STYLE = Path(__file__).with_suffix(".css")


def show(visit: Visit) -> None:
    """Draws the board, or the assessment that the address names."""
    st.html(_STYLE)
    said = address.said("assessment")
    opened = said[0] if said else None
    with heading("Assessments", "What law and practice of the destination mean for a transfer, and who approved it."):
        if opened:
            back = "All assessments"
            st.button(back, icon=":material/arrow_back:", key="assess.all", on_click=open_assessment, args=(None,))
    if visit.past:
        st.info("You are looking at an earlier state of the register. Choose Back to today at the left to see assessments.")
        return
    if opened:
        show_one(visit, opened)
        return
    cards = board_of(visit)
    if not cards:
        _none(visit)
        return
    look, found, column = filtered(visit, cards, _LOOKS)
    match look:
        case "list":
            show_list(visit, found, column)
        case "calendar":
            show_calendar(visit, [card for card in found if column in ("all", card.column)])
        case _:
            show_board(visit, found, column)


def _none(visit: Visit) -> None:
    with st.container(border=True, key="assess_none"):
        st.markdown(f"**No transfer needs an assessment on {day(visit.on)}, and none is recorded.**")
        st.markdown(
            "A draft opens by itself as soon as a transfer rests on something that asks for one: standard contractual clauses, "
            "binding corporate rules, the British test of data protection, the Chinese impact assessment. It is filled with what "
            "the register knows, and asks only the rest."
        )
