"""A register in which nothing is recorded: three ways to begin."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import demo
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import day
from transfer_register.screens.opened_form import open_form
from transfer_register.screens.plain import cannot
from transfer_register.screens.visit import Visit


def show_start(visit: Visit) -> None:
    """Draws the three offers, each with what happens next."""
    st.title("Register", anchor=False)
    if visit.known_on:
        st.markdown(f"Nothing had been recorded by the end of {day(visit.known_on)}.")
        return
    st.markdown("Nothing is recorded yet. Begin with what you have:")
    grid = st.grid(3, min_column_width=235, border=True)
    with grid.cell():
        _offer(
            "upload_file", "Bring in a list",
            "A vendor or affiliate list as a spreadsheet, CSV, Markdown or Word file. You see what it becomes before "
            "anything is written, and can take it back as one.",
        )  # fmt: skip
        if st.button("Bring in a list", type="primary", key="start.bring_in", width="stretch"):
            st.switch_page(visit.pages["intake"])
    with grid.cell():
        _offer(
            "public", "Load the demonstration",
            "An invented maker of equipment with affiliates, processors and partners in many countries, so that every "
            "verdict and every picture has something to show.",
        )  # fmt: skip
        if st.button("Load the demonstration", key="start.demo", width="stretch"):
            _fill(visit)
    with grid.cell():
        _offer(
            "edit_note", "Add by hand",
            "One transfer: who sends, who receives, what and why, where, and on what basis. What is not known yet may "
            "stay open; the register then asks for it.",
        )  # fmt: skip
        st.button("Add a transfer", key="start.add", width="stretch", on_click=open_form, args=(visit.register, "transfer"))


def show_nothing(visit: Visit) -> None:
    """What a screen of an empty register says, with the way to begin."""
    if visit.known_on:
        st.markdown(f"Nothing had been recorded by the end of {day(visit.known_on)}, so there is nothing to show here.")
        return
    st.markdown("Nothing is recorded yet, so there is nothing to show here.")
    if st.button("Begin the register", type="primary", key="start.begin"):
        st.switch_page(visit.pages["register"])


def _offer(icon: str, title: str, says: str) -> None:
    st.markdown(f"### :gray[:material/{icon}:] {title}")
    st.markdown(says)


def _fill(visit: Visit) -> None:
    try:
        with st.spinner("Recording the demonstration and judging it …"):
            demo.fill(visit.register, visit.clock(), visit.actor)
            # Judged now, so that the first page does not make the reader wait for it.
            visit.register.sight(visit.on, visit.law_on, visit.known_on)
    except TransferRegisterError as error:
        cannot(error)
        return
    st.rerun()
