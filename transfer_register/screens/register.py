"""The home page: the register as a list, the filter above it, the open transfer beside it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from transfer_register.exhibits import verdict_counts
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.bulk_edit import edit_several, show_bulk
from transfer_register.screens.detail import show_detail
from transfer_register.screens.drafts import show_drafts
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.forms import show_form
from transfer_register.screens.heading import heading
from transfer_register.screens.last_edit import show_last_edit
from transfer_register.screens.opened_form import open_form, opened_form
from transfer_register.screens.register_grid import show_grid
from transfer_register.screens.register_more import more_menu, show_more
from transfer_register.screens.start import show_start
from transfer_register.screens.visit import Visit


def show(visit: Visit) -> None:
    """Draws the screen; a register in which nothing is recorded yet offers the three ways to begin."""
    if not visit.names:
        show_start(visit)
        show_drafts(visit)
        show_form(visit)
        return
    room = _head(visit)
    show_drafts(visit)
    show_last_edit(visit)
    chosen = filter_bar(visit)
    opened = address.opened()
    if not opened:
        transfers = _list(visit, chosen, None)
    else:
        with st.container(key="split"):
            left, right = st.columns([9, 11], gap="medium")
        with left:
            transfers = _list(visit, chosen, opened)
        with right, st.container(border=True, key="detail", gap="small"):
            show_detail(visit, opened)
    with room:
        edit_several(visit, chosen, transfers)
    if show_bulk(visit):
        return
    if opened_form():
        show_form(visit)
    else:
        show_more(visit, chosen)


def _head(visit: Visit) -> DeltaGenerator:
    """Gives back the room for the button whose number is known once the list is drawn."""
    with heading("Register", f"{verdict_counts.sentence(visit.ask('verdict_counts'), visit.words)}."):
        if not visit.past and st.button("Bring in a list", icon=":material/upload_file:", key="register.bring_in"):
            st.switch_page(visit.pages["intake"])
        room = st.container(width="content")
        if not visit.past:
            st.button(
                "Add transfer", icon=":material/add:", type="primary", key="register.add",
                on_click=open_form, args=(visit.register, "transfer"),
            )  # fmt: skip
        more_menu()
    return room


def _list(visit: Visit, chosen: Filter, opened: str | None) -> int:
    if transfers := show_grid(visit, chosen, opened):
        return transfers
    with st.container(border=True, key="nothing"):
        if chosen.is_open():
            st.markdown("**No transfer is in force on this day.** Choose another day at the left, or add a transfer.")
        else:
            st.markdown("**No transfer passes this filter.**")
            st.button("Clear the filter", key="register.clear", on_click=address.write_filter, args=(Filter(),))
    return 0
