"""One row of a preview beside the grid: the file's own words, what was read, what changes, each doubt and how to mend it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.take_in import PreviewedTransfer
from transfer_register.exhibits.record_words import FIELDS as HEADINGS
from transfer_register.exhibits.record_words import fact_value, field_value
from transfer_register.intake.plan import DECIDE
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.register.accept import STATED_OF
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.preview_parts import Parts
from transfer_register.screens.preview_said import FIELDS, Said, Source
from transfer_register.screens.preview_words import PARTY, cells, doubts, pills
from transfer_register.screens.visit import Visit


def show_row(visit: Visit, parts: Parts, said: Said) -> None:
    """Opens the drawer of the row that a person looks at, if there is one."""
    if said.opened is None or said.opened not in parts.places:
        return
    place = parts.places[said.opened][0]
    line = parts.preview.transfers[place].line
    st.dialog(f"Line {line}", width=640, position="right", on_dismiss=lambda: _close(said))(_drawer)(visit, parts, said)


def _close(said: Said) -> None:
    said.opened = None


def _drawer(visit: Visit, parts: Parts, said: Said) -> None:
    source = said.opened
    if source is None or source not in parts.places:
        st.rerun()
    for place in parts.places[source]:
        _transfer(visit, parts.rows[place], parts.preview.transfers[place])
    row = parts.rows[parts.places[source][0]]
    planned = [parts.preview.transfers[place] for place in parts.places[source]]
    _corrections(said, source)
    _acts(said, source, planned)
    st.markdown("##### As it stands in the file")
    pairs([(heading, text or "–") for heading, text in row.raw.items()])
    if row.table:
        st.caption(f"In “{plain(row.table)}”")


def _transfer(visit: Visit, row: PreviewRow, planned: PreviewedTransfer) -> None:
    words = visit.words
    st.markdown(
        f"**{plain(planned.recipient) or 'No recipient'}** :small[:gray[{plain(', '.join(pills(planned, edited=False)))}]]"
    )
    found = doubts(words, planned)
    for what, mend, decides in found:
        icon = ":orange[:material/help:]" if decides else ":gray[:material/info:]"
        st.markdown(f"{icon} **{plain(what)}**{'.' if what[-1:] not in '.?!' else ''} {plain(mend)}")
    if not found:
        st.markdown(":gray[:material/check:] Nothing is unclear.")
    st.markdown("##### Read as")
    names = {"places": "Places", "seat": "Seat", "purpose": "Purpose", "mechanisms": "Mechanism"}
    shown = cells(words, row, planned)
    if row.places.unresolved:
        shown["places"] = f"Not determined: “{shown['places']}”"
    read = [(names[name], text or "–") for name, text in shown.items() if name in names]
    more = {
        name: planned.state.get(name)
        for name in (
            "data_categories",
            "data_subjects",
            "measures",
            "retention",
            "activity",
            "nature",
            "frequency",
            "legal_bases",
            "owner",
            "note",
        )
    }
    read += [(HEADINGS[name][0], field_value(words, visit.names, name, value)) for name, value in more.items() if value]
    read.append(("Recipient is a", PARTY.get(planned.party, "")))
    pairs(read)
    if planned.differences:
        st.markdown("##### What changes of the transfer that is recorded")
        pairs([_difference(visit, name, *both) for name, both in planned.differences.items()])


def _difference(visit: Visit, name: str, was: Any, now: Any) -> tuple[str, str]:
    if name not in HEADINGS:  # an answer, as the register's own spreadsheet changes it
        fact = STATED_OF["transfer"][name.removeprefix("facts.")]
        return fact.label, " → ".join(fact_value(visit.words, fact, value) for value in (was, now))
    before, after = (field_value(visit.words, visit.names, name, value) for value in (was, now))
    return HEADINGS[name][0], f"{before} → {after}"


def _corrections(said: Said, source: Source) -> None:
    fields = said.corrections.get(source)
    if not fields:
        return
    st.markdown("##### Your words")
    for name, text in list(fields.items()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{FIELDS[name]}: **{plain(text) or 'nothing'}**", width="stretch")
            if st.button("Put back", icon=":material/undo:", key=f"intake.back.{source}.{name}", type="tertiary"):
                said.put_back(source, name)
                _anew(said)


def _acts(said: Said, source: Source, planned: list[PreviewedTransfer]) -> None:
    settled, out = source in said.settled, source in said.left_out
    with st.container(horizontal=True):
        if (settled or any(why in DECIDE for each in planned for why in each.why)) and st.button(
            "Ask again" if settled else "This is right", icon=":material/replay:" if settled else ":material/done:",
            key=f"intake.settle.{source}", type="secondary" if settled else "primary",
            help="Its doubts count no more; what they were is kept with the transfer." if not settled else None,
        ):  # fmt: skip
            said.settled ^= {source}
            _anew(said)
        if st.button(
            "Bring it in" if out else "Leave it out", icon=":material/add:" if out else ":material/block:",
            key=f"intake.leave.{source}",
        ):  # fmt: skip
            said.left_out ^= {source}
            _anew(said)


def _anew(said: Said) -> None:
    # What is pressed in a drawer runs the drawer alone; the list behind it is to be read anew.
    said.again()
    st.rerun()
