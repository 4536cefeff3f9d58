"""One assessment as a document: in the view that is read, in the format that somebody chooses."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.assessment_report import FORMATS, as_document
from transfer_register.assessment.questionnaire import View
from transfer_register.errors import TransferRegisterError
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

_LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "HTML", "json": "JSON"}


def offer_document(visit: Visit, desk: Desk, view: View) -> None:
    """Draws the way to the document of an assessment that is recorded."""
    if desk.version is None:
        return
    with st.popover("Document", icon=":material/description:", key=f"assess.{desk.id}.document"):
        st.markdown(f"**{plain(view.title)}**, as it is recorded" + (": what is not saved is not in it." if desk.dirty else "."))
        format = st.segmented_control(
            "Format", list(FORMATS), default=FORMATS[0], required=True, key=f"assess.{desk.id}.format",
            format_func=lambda name: _LABELS.get(name, name.upper()),
        )  # fmt: skip
        wanted = (desk.version, view.id, format, visit.on, visit.law_on)
        if st.button("Make it", type="primary", icon=":material/description:", key=f"assess.{desk.id}.make"):
            try:
                with st.spinner("Writing the document …"):
                    days = {"on": visit.on, "law_on": visit.law_on, "at": visit.clock()}
                    made = as_document(visit.register, desk.id, view.id, format, actor=visit.actor, **days)
            except TransferRegisterError as error:
                cannot(error)
                return
            desk.document = (wanted, made)
        if desk.document is not None and desk.document[0] == wanted:
            made = desk.document[1]
            for note in made.notes:
                st.caption(plain(note))
            st.download_button(
                made.name, made.data, file_name=made.name, mime=made.mime, on_click="ignore", icon=":material/download:",
                key=f"assess.{desk.id}.download",
            )  # fmt: skip
