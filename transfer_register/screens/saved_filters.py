"""Saved filters beside the filter bar: each with its name and how many transfers it means now; saved, chosen, taken away."""

from __future__ import annotations

from datetime import date

import streamlit as st

from transfer_register.actions import saved_filters
from transfer_register.actions.saved_filters import LONGEST, Saved
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits import verdict_counts
from transfer_register.exhibits.style import number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit


def show_saved(visit: Visit, chosen: Filter) -> None:
    """Draws the popover; what is chosen in it becomes the filter of the address, so that every screen obeys it."""
    there = saved_filters.saved(visit.register)
    here = next((each for each in there if each.filter == chosen), None)
    with st.popover(here.name if here else "Saved", icon=":material/bookmark:", key="filter.saved"):
        if not there:
            st.caption("No filter is saved yet. Choose what you often look at, and give it a name here.")
        for each in there:
            _line(visit, each, here)
        if not chosen.is_open() and not visit.past:
            _save(visit, chosen, here)


def _line(visit: Visit, each: Saved, here: Saved | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"saved.{each.id}"):
        st.button(
            f"{plain(each.name)} :gray[{number(_count(visit, each.filter))}]", key=f"saved.{each.id}.show", width="stretch",
            icon=":material/check:" if each == here else None, help=plain(each.filter.sentence(visit.words, visit.titles)),
            on_click=address.write_filter, args=(each.filter,),
        )  # fmt: skip
        if not visit.past:
            st.button(
                "Take away", icon=":material/delete:", key=f"saved.{each.id}.forget", type="tertiary",
                help="The name goes; no transfer changes.", on_click=_forget, args=(visit, each.id),
            )  # fmt: skip


def _save(visit: Visit, chosen: Filter, here: Saved | None) -> None:
    st.caption(plain(chosen.sentence(visit.words, visit.titles)))
    usual = here.name if here else "Staff data to the United States"
    with st.form("filter.save", border=False, clear_on_submit=True):
        name = st.text_input("Save this filter as", max_chars=LONGEST, key="filter.save.name", placeholder=usual)
        pressed = st.form_submit_button("Save", key="filter.save.go", width="stretch")
    if pressed:
        try:
            saved_filters.save(visit.register, name, chosen, actor=visit.actor, at=visit.clock())
        except TransferRegisterError as error:
            cannot(error)
            return
        st.rerun()


def _forget(visit: Visit, id: str) -> None:
    try:
        saved_filters.forget(visit.register, id, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        cannot(error)


def _count(visit: Visit, chosen: Filter) -> int:
    law = visit.law.in_force(visit.law_on).digest
    return _counted(visit, chosen, visit.register.known(visit.known_on), visit.on, law, str(visit.register.path))


# Asked again whenever the page is drawn: kept while the journal, the days and the law stay the same.
@st.cache_data(max_entries=200, show_spinner=False)
def _counted(_visit: Visit, chosen: Filter, known: int, on: date, law: str, place: str) -> int:
    return verdict_counts.total(_visit.ask("verdict_counts", chosen))
