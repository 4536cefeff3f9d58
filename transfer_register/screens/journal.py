"""The journal, for those who have to answer for it: every entry, whether all of them hold, receipts and backups."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits import journal_summary
from transfer_register.exhibits.style import day
from transfer_register.screens.heading import heading
from transfer_register.screens.journal_entry import show_entry
from transfer_register.screens.journal_keeping import show_actions, show_kept, show_results
from transfer_register.screens.journal_list import opened_entry, show_list
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit


def show(visit: Visit) -> None:
    """Draws the screen; what is looked for, the page and the entry that is open stand in the address."""
    answer = visit.ask("journal_summary")
    known = f" As recorded by the end of {day(visit.known_on)}." if visit.known_on else ""
    if not answer.dicts()[0]["entries"]:
        with heading("Journal", f"{journal_summary.sentence(answer)}.{known}"):
            pass
        if not visit.known_on:
            show_nothing(visit)
        return
    with heading("Journal", f"{journal_summary.sentence(answer)}.{known}"):
        asked = show_actions(visit)
    show_results(visit, asked)
    show_kept(visit)
    opened = opened_entry()
    if opened is None:
        show_list(visit, answer, None)
        return
    with st.container(key="split"):
        left, right = st.columns([11, 9], gap="medium")
    with left:
        show_list(visit, answer, opened)
    with right, st.container(border=True, key="detail", gap="small"):
        show_entry(visit, opened)
