"""One party beside the list: what is recorded of it, its transfers, its contacts, its history, and what can be done with it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import register_table
from transfer_register.exhibits.record_words import FIELDS, fact_value, field_value
from transfer_register.exhibits.style import counted, country
from transfer_register.model.filter import Filter
from transfer_register.register.accept import STATED_OF
from transfer_register.screens import address
from transfer_register.screens.batches import show_batches
from transfer_register.screens.contacts import show_contacts
from transfer_register.screens.evidence import show_evidence
from transfer_register.screens.evidence_opened import Page
from transfer_register.screens.history import show_history
from transfer_register.screens.opened_form import open_form
from transfer_register.screens.pairs import pairs
from transfer_register.screens.parties_opened import open_merge, open_split
from transfer_register.screens.plain import plain
from transfer_register.screens.transfer_columns import COMPACT, columns, frame
from transfer_register.screens.visit import Visit

_SHOWN = (
    "country",
    "kind",
    "parent",
    "aliases",
    "domains",
    "identifiers",
    "address",
    "regimes",
    "valid_from",
    "valid_to",
    "note",
)
# Transfers that stand here; the register has all of them.
_MOST = 12
_SIDES = {"exporters": "It sends", "importers": "It receives"}
_ROW, _HEAD = 35, 36


def show_party(visit: Visit, id: str) -> None:
    """Draws the party; says so where there is none of that reference, and into which one it was merged."""
    found = visit.register.record(id, visit.known_on)
    if found is None or found.kind != "party":
        _absent(visit, id)
        return
    _head(visit, id)
    state = found.state
    st.subheader(plain(state["name"]), anchor=False)
    chosen = {side: Filter(**{side: (id,)}) for side in _SIDES}
    answers = {side: visit.ask("register_table", chosen[side], limit=_MOST) for side in _SIDES}
    counts = {side: register_table.total(answer) for side, answer in answers.items()}
    place = country(visit.words, state.get("country")) if state.get("country") else "Country not known"
    st.markdown(
        f"{plain(place)}. Sends {counted(counts['exporters'], 'transfer')} and receives {counts['importers']:,} on this day."
    )
    kept, flows, people, papers, history = st.tabs(
        ["Record", f"Transfers ({sum(counts.values()):,})", "Contacts", "Evidence", "History"], key="party.tabs"
    )
    with kept:
        _record(visit, state)
    with flows:
        if not any(counts.values()):
            st.caption("No transfer in force on this day names it.")
        for side, heading in _SIDES.items():
            _transfers(visit, side, f"{heading} {counted(counts[side], 'transfer')}", answers[side], chosen[side])
    with people:
        show_contacts(visit, id)
    with papers:
        show_evidence(visit, Page(id, "party"))
    with history:
        show_batches(visit, id)
        show_history(visit, id)


def _head(visit: Visit, id: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"`{id}`", width="stretch")
        if not visit.past:
            edit = {"on_click": open_form, "args": (visit.register, "party", id)}
            st.button("Edit", icon=":material/edit:", key="party.edit", **edit)
            if len(visit.parties) > 1:
                merge = {"help": "This party and another one are one", "on_click": open_merge, "args": (id,)}
                st.button("Merge", icon=":material/merge:", key="party.merge", **merge)
            split = {"help": "This party is two", "on_click": open_split, "args": (id,)}
            st.button("Split", icon=":material/call_split:", key="party.split", **split)
        _close()


def _close() -> None:
    st.button(":material/close:", type="tertiary", key="party.close", help="Close", on_click=address.open_record, args=(None,))


def _record(visit: Visit, state: dict[str, Any]) -> None:
    pairs([(FIELDS[name][0], field_value(visit.words, visit.names, name, state.get(name))) for name in _SHOWN if name in FIELDS])
    if state.get("earlier"):
        pairs([(FIELDS["earlier"][0], field_value(visit.words, visit.names, "earlier", state["earlier"]))])
    stated = state.get("facts") or {}
    facts = [
        (fact.label, fact_value(visit.words, fact, stated[name])) for name, fact in STATED_OF["party"].items() if name in stated
    ]
    if facts:
        st.markdown("##### Facts stated of it")
        pairs(facts)


def _transfers(visit: Visit, side: str, heading: str, answer: Any, chosen: Filter) -> None:
    rows = answer.dicts()
    if not rows:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"##### {heading}", width="content")
        label = "Open in the register"
        if st.button(label, icon=":material/table_rows:", key=f"party.open.{side}", type="tertiary"):
            st.switch_page(visit.pages["register"], query_params=address.link(chosen))
    order = ["exporter" if name == "name" and side == "importers" else name for name in COMPACT]
    st.dataframe(
        frame(visit.words, rows), hide_index=True, key=f"party.flows.{side}", row_height=_ROW,
        height=_ROW * len(rows) + _HEAD + 3, column_config=columns(visit.words, compact=True), column_order=order, alt=heading,
        placeholder="–", lazy=False,
    )  # fmt: skip
    if register_table.total(answer) > len(rows):
        st.caption(f"and {register_table.total(answer) - len(rows):,} more in the register")


def _absent(visit: Visit, id: str) -> None:
    versions = visit.register.history(id, visit.known_on)
    gone = bool(versions) and versions[-1].kind == "party"
    batch = visit.register.record(versions[-1].batch, visit.known_on) if gone and versions[-1].batch else None
    details = (batch.state.get("details") or {}) if batch else {}
    into = details.get("kept") if details.get("ended") == id else None
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if into:
            st.markdown(
                f"{plain(details['ended_name'])} `{id}` was merged into **{plain(visit.names.get(into, details['kept_name']))}**."
            )
        else:
            st.markdown(f"{plain(id)} was taken away." if gone else f"There is no party {plain(id)} in this register.")
        if into in visit.names:
            st.button("Open it", key="party.into", on_click=address.open_record, args=(into,))
        _close()
    if gone:
        show_batches(visit, id)
        show_history(visit, id)
