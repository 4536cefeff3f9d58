"""One file of evidence on a page: what it is, whether it counts, its hash, and its download; it is never drawn."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import streamlit as st

from transfer_register.actions.evidence_found import Filed, read
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.evidence_words import kind_words, size_words, support_words
from transfer_register.exhibits.style import counted, day
from transfer_register.model.evidence import Support
from transfer_register.register.register import Register
from transfer_register.screens.evidence_opened import Page, open_changing, open_ending
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# A browser keeps a file of this type as it is, whatever is in it.
_MEDIA_TYPE = "application/octet-stream"
_SHORT = 12
# How far it reaches what a file is filed for.
_REACH = {"transfer": "", "party": " (all its transfers)", "assessment": " (all transfers that it covers)"}
# What it supports stands up to so many links.
_MOST = 6
# The file that could not be handed over, and why.
_REFUSED = "evidence_refused"


def show_file(visit: Visit, page: Page, found: Filed) -> None:
    """A card with all that is recorded of it, and what can be done with it."""
    record = found.record
    with st.container(border=True, gap="xxsmall", key=f"evidence_card_{found.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key=f"evidence_line_head_{found.id}"):
            badge = f":gray-badge[{plain(kind_words(visit.words, record.kind))}]"
            st.markdown(f"**{plain(record.title)}** {badge}{not_counting(visit, found)}", width="stretch")
            show_download(visit, found, "card")
            if not visit.past:
                change = {"on_click": open_changing, "args": (page, found)}
                st.button(":material/edit:", type="tertiary", key=f"evidence.edit.{found.id}", help="Change", **change)
                end = {"on_click": open_ending, "args": (page, found)}
                st.button(":material/delete:", type="tertiary", key=f"evidence.end.{found.id}", help="Take away", **end)
        links = "; ".join(link_words(visit, page, each) for each in record.supports[:_MOST])
        more = f" and {counted(len(record.supports) - _MOST, 'more record')}" if record.supports[_MOST:] else ""
        st.markdown(f":small[For {plain(links)}{more}.]")
        if record.note:
            st.markdown(f":small[{plain(record.note)}]")
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key=f"evidence_line_foot_{found.id}"):
            st.markdown(f":small[:gray[{plain(_says(found))}]]", width="stretch")
            with st.popover(f":small[:gray[{record.sha256[:_SHORT]}…]]", type="tertiary", key=f"evidence.hash.{found.id}"):
                st.caption("SHA-256 of the file")
                st.code(record.sha256, language=None, wrap_lines=True)
        _tell_refused(found, "card")


def show_download(visit: Visit, found: Filed, part: str) -> None:
    """The button that hands the file over; `part` tells apart the places of a page. Its bytes are fetched when it is pressed."""
    st.download_button(
        ":material/download:", partial(_content, visit.register, found, visit.known_on), file_name=found.record.file,
        mime=_MEDIA_TYPE, type="tertiary", key=f"evidence.get.{part}.{found.id}", help=f"Download {plain(found.record.file)}",
        on_click=_look_at, args=(visit, found, part),
    )  # fmt: skip
    if part != "card":
        _tell_refused(found, part)


def not_counting(visit: Visit, found: Filed) -> str:
    """A badge where it does not count on the register's day; empty where it does."""
    if found.counts_on(visit.on):
        return ""
    until = found.record.valid_until
    said = f"valid until {day(until)}" if until and until < visit.on else f"counts from {day(found.record.dated_on)}"
    return f" :orange-badge[:material/event_busy: {said}]"


def link_words(visit: Visit, page: Page, support: Support) -> str:
    """`this transfer`, or who it is filed for and how far that reaches; with mechanism, finding and condition."""
    if support.record == page.id:
        who = f"this {page.of}{_REACH[page.of]}"
    else:
        who = visit.names.get(support.record, support.record) + _REACH["party" if support.record in visit.names else "transfer"]
    return support_words(visit.words, visit.titles | {support.record: who}, support.model_dump())


def _says(found: Filed) -> str:
    record, at = found.record, datetime.fromisoformat(found.at)
    dated = f", dated {day(record.dated_on)}" if record.dated_on else ""
    until = f", valid until {day(record.valid_until)}" if record.valid_until else ""
    return f"{found.id}: {record.file}, {size_words(record.size)}{dated}{until}. By {found.actor}, {day(at.date())}."


def _content(register: Register, found: Filed, known_on: date | None) -> bytes:
    return read(register, found.id, known_on)[1]


def _look_at(visit: Visit, found: Filed, part: str) -> None:
    """Beside the download, of which a browser says only that it failed: why it did."""
    st.session_state.pop(_REFUSED, None)
    try:
        read(visit.register, found.id, visit.known_on)
    except TransferRegisterError as error:
        st.session_state[_REFUSED] = (found.id, part, str(error))


def _tell_refused(found: Filed, part: str) -> None:
    refused = st.session_state.get(_REFUSED)
    if refused and refused[:2] == (found.id, part):
        st.error(plain(refused[2]), icon=":material/error:")
