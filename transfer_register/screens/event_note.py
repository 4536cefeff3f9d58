"""The note beside every screen that events recorded in this register judge here, which no other register knows of."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.events import events
from transfer_register.exhibits.style import counted, short_day
from transfer_register.law.amended import LAW_KINDS
from transfer_register.screens import what_if_events, what_if_link
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit


def tell_events(visit: Visit) -> None:
    """Draws the note under the days, if an event of the law holds on the day of the law; it leads to the event."""
    found = [
        each for each in events(visit.register, visit.known_on)
        if each.event.kind in LAW_KINDS and each.event.effective_on <= visit.law_on
    ]  # fmt: skip
    if not found:
        return
    told = "; ".join(f"{each.event.title}, from {short_day(each.event.effective_on)}" for each in found)
    st.page_link(
        visit.pages["what-if"], label=f"Judged with {counted(len(found), 'event')}", icon=":material/alt_route:",
        query_params={what_if_link.RECORDED: found[0].id if len(found) == 1 else what_if_events.ALL} | visit.days,
        help=f"Recorded in this register, and judging beside the law that is installed: {plain(told)}.",
    )  # fmt: skip
