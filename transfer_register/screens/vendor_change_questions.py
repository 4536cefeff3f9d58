"""The questions to the vendor that follow from a difference: to read, to copy into a mail, or as a document."""

from __future__ import annotations

import re
from datetime import date

import streamlit as st

from transfer_register.actions import vendor_questions
from transfer_register.actions.list_changes import Comparison
from transfer_register.actions.report import MEDIA
from transfer_register.exhibits.style import counted
from transfer_register.screens.plain import plain
from transfer_register.screens.vendor_change_difference import badge
from transfer_register.screens.vendor_change_work import Work
from transfer_register.screens.visit import Visit

_FORMATS = {"docx": "Word", "pdf": "PDF"}


def show_questions(
    visit: Visit, work: Work, comparison: Comparison, vendor: str, *, effective_on: date | None, asks_how_to_object: bool
) -> None:
    """Draws the questions folded away, and the three ways to hand them over."""
    pack = vendor_questions.questions(comparison, effective_on=effective_on, ask_how_to_object=asks_how_to_object)
    count = sum(len(asked.questions) for asked in pack.recipients) + len(pack.general)
    if not count:
        st.caption("Nothing in this change has to be asked.")
        return
    title = f"Questions to {vendor}"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        about = counted(len(pack.recipients), "recipient")
        st.markdown(f"**{counted(count, 'question')}** about {about}", width="stretch")
        for format, word in _FORMATS.items():
            st.download_button(
                word, lambda format=format: _made(visit, pack, format, vendor, title),
                file_name=f"{_file_name(vendor)}.{format}", mime=MEDIA[format],
                on_click="ignore", icon=":material/download:", key=work.key(f"questions.{format}"),
            )  # fmt: skip
    with st.expander("Read them", key=work.key("questions.read")):
        # The same questions are read once, for everybody of whom they are asked.
        alike: dict[tuple[str, ...], list[vendor_questions.Asked]] = {}
        for asked in pack.recipients:
            alike.setdefault(asked.questions, []).append(asked)
        for questions, recipients in alike.items():
            st.markdown("  \n".join(_about(asked) for asked in recipients))
            st.markdown("\n".join(f"1. {plain(question)}" for question in questions))
        if pack.general:
            st.markdown("**About the change**")
            st.markdown("\n".join(f"1. {plain(question)}" for question in pack.general))
    with st.expander("As text, to copy into a mail", key=work.key("questions.text")):
        st.code(vendor_questions.as_text(pack, vendor=vendor, title=title), language=None, wrap_lines=True, height=320)


def _about(asked: vendor_questions.Asked) -> str:
    purpose = f" :gray[{plain(asked.purpose)}]" if asked.purpose else ""
    return f"{badge(asked.kind)} **{plain(asked.recipient)}**{purpose}"


def _made(visit: Visit, pack: vendor_questions.Pack, format: str, vendor: str, title: str) -> bytes:
    made = vendor_questions.as_document(
        visit.register, pack, format, vendor=vendor, title=title, at=visit.clock(), actor=visit.actor, on=visit.today
    )
    return made.data


def _file_name(vendor: str) -> str:
    """`Questions-to-Orbit-GmbH`: safe on every system."""
    return "Questions-to-" + (re.sub(r"[^A-Za-z0-9]+", "-", vendor).strip("-") or "the-vendor")
