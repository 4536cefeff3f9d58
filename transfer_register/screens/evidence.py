"""Evidence on the page of a transfer, a party or an assessment: what is filed, and the way to file more."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.evidence import SCANNED
from transfer_register.actions.evidence_found import Filed, of_record, of_transfer
from transfer_register.errors import Refused
from transfer_register.exhibits.style import counted
from transfer_register.screens.evidence_file import show_file
from transfer_register.screens.evidence_form import show_evidence_form
from transfer_register.screens.evidence_opened import Page, open_adding
from transfer_register.screens.visit import Visit

_COUNTS = {
    "transfer": "What is filed for a transfer, its exporter or recipient, or an assessment that covers it, counts for it.",
    "party": "What is filed for a party counts for all its transfers.",
    "assessment": "What is filed for an assessment counts for every transfer that it covers.",
}


def evidence_of(visit: Visit, page: Page) -> list[Filed]:
    """What is filed for a record, whether or not it counts on the register's day; empty where there is no such record."""
    try:
        return (of_transfer if page.of == "transfer" else of_record)(visit.register, page.id, visit.known_on)
    except Refused:
        return []


def show_evidence(visit: Visit, page: Page) -> None:
    """Draws what is filed, a card a file, and the dialog that is open on this page."""
    found = evidence_of(visit, page)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        said = counted(len(found), "file") if found else "No file is filed yet."
        st.markdown(said, width="content")
        if not visit.past:
            st.button(
                "Add a file", icon=":material/attach_file_add:", key=f"evidence.add.{page.id}", on_click=open_adding, args=(page,)
            )
    st.caption(f"{_COUNTS[page.of]} {SCANNED}")
    for each in found:
        show_file(visit, page, each)
    show_evidence_form(visit, page)
