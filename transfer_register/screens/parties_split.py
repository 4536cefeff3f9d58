"""The drawer in which a party is split: what goes, where to, and why."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import split_party
from transfer_register.actions.bulk import ChangedSince
from transfer_register.actions.party_links import links
from transfer_register.actions.split_party import Wish
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.record_words import field_value
from transfer_register.exhibits.style import counted, country
from transfer_register.model.party import Party
from transfer_register.screens import address
from transfer_register.screens.parties_last import remember
from transfer_register.screens.parties_opened import FIELDS, OpenedSplit, close_act, opened_act
from transfer_register.screens.party_form import identity_fields
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.visit import Visit

_NEW, _THERE = "A new party", "A party of the register"


def show_split(visit: Visit) -> None:
    """Draws the drawer. A click beside it must not lose what was typed: it closes by its own buttons only."""
    st.dialog("Split a party", width=820, position="right", dismissible=False)(_drawer)(visit)


def _drawer(visit: Visit) -> None:
    opened = opened_act()
    if not isinstance(opened, OpenedSplit):
        st.rerun()
    for sentence in opened.told:
        st.warning(sentence, icon=":material/group:")
    party = visit.parties.get(opened.party)
    if party is None:
        st.warning(f"{plain(opened.party)} was taken away meanwhile.", icon=":material/group:")
        if st.button("Close", key=f"{FIELDS}cancel"):
            close_act()
            st.rerun()
        return
    st.markdown(f"##### 1 · What goes from {plain(party.name)}")
    chosen = _what(visit, opened, party)
    st.markdown("##### 2 · Where to")
    _look(visit, opened, Wish(opened.party, **chosen, **_where(visit, opened, chosen)))
    if opened.preview is not None:
        st.markdown("##### 3 · What it does")
        st.markdown(f"{plain(opened.preview.sentence())}. It can be undone.")
    _foot(visit, opened)


def _what(visit: Visit, opened: OpenedSplit, party: Party) -> dict[str, Any]:
    """Draws what can be chosen, and gives it back by the names of `Wish`."""
    flows = {link.id: link.state for link in links(visit.register, opened.party) if link.kind == "transfer"}

    def flow(id: str) -> str:
        state = flows[id]
        sends = state["exporter"] == opened.party
        other = state["importer" if sends else "exporter"]
        purposes = field_value(visit.words, visit.names, "purposes", state.get("purposes"))
        told = f"{'to' if sends else 'from'} {visit.names.get(other, other)}"
        return f"{id} {told}" + (f", {shortened(purposes, 50)}" if state.get("purposes") else "")

    transfers = st.multiselect(
        f"Transfers ({len(flows):,} name it)", list(flows), key=f"{FIELDS}transfers", format_func=flow, placeholder="None go"
    )
    aliases = _some("Other names", "aliases", list(party.aliases))
    domains = _some("Websites", "domains", list(party.domains))
    identifiers = {f"{each.scheme} {each.value}": each.model_dump(mode="json") for each in party.identifiers}
    picked = _some("Identifiers", "identifiers", list(identifiers))
    return {
        "transfers": tuple(transfers), "aliases": aliases, "domains": domains,
        "identifiers": tuple(identifiers[each] for each in picked),
    }  # fmt: skip


def _some(heading: str, name: str, there: list[str]) -> tuple[str, ...]:
    return tuple(st.multiselect(heading, there, key=f"{FIELDS}{name}", placeholder="None go")) if there else ()


def _where(visit: Visit, opened: OpenedSplit, chosen: dict[str, Any]) -> dict[str, Any]:
    kind = st.segmented_control(
        "Where to", [_NEW, _THERE], default=_NEW, key=f"{FIELDS}where", required=True, label_visibility="collapsed"
    )
    if kind == _NEW:
        # The first name that goes is likely to be that of the new party; what was typed stands.
        begins = {"name": chosen["aliases"][0] if chosen["aliases"] else ""}
        key = f"{FIELDS}new"
        if not st.session_state.get(f"{key}.name") and begins["name"]:
            st.session_state[f"{key}.name"] = begins["name"]
        typed = identity_fields(visit, {}, key, ProblemNotes([]))
        return {"new": {name: value for name, value in typed.items() if value is not None}}
    ids = sorted((id for id in visit.parties if id != opened.party), key=lambda id: (visit.names[id].casefold(), id))
    into = st.selectbox(
        "Party", ids, index=None, key=f"{FIELDS}into", placeholder="Type a name", label_visibility="collapsed",
        format_func=lambda id: f"{visit.names[id]} · {country(visit.words, visit.parties[id].country)} · {id}",
    )  # fmt: skip
    return {"into": into}


def _look(visit: Visit, opened: OpenedSplit, wish: Wish) -> None:
    if opened.asked == wish:
        return
    opened.asked, opened.preview, opened.not_yet = wish, None, []
    if wish.new is not None and not wish.new["name"]:
        opened.not_yet = ["Name: it is empty. Write the legal name of the new party. Nothing was written."]
        return
    try:
        opened.preview = split_party.preview(visit.register, wish)
    except TransferRegisterError as error:
        opened.not_yet = _sentences(error)


def _sentences(error: TransferRegisterError) -> list[str]:
    return [str(each) for each in getattr(error, "problems", ())] or [str(error)]


def _foot(visit: Visit, opened: OpenedSplit) -> None:
    with st.container(key="form_foot", gap="xsmall"):
        for sentence in opened.refused:
            st.markdown(f":red[:material/error: {plain(sentence)}]")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            why = st.text_input("Why they are two", key=f"{FIELDS}why", placeholder="Kept in the history of both")
            cancelled = st.button("Cancel", key=f"{FIELDS}cancel")
            pressed = st.button("Split", type="primary", icon=":material/call_split:", key=f"{FIELDS}apply")
    if cancelled:
        close_act()
        st.rerun()
    if pressed:
        _apply(visit, opened, why)


def _apply(visit: Visit, opened: OpenedSplit, why: str) -> None:
    opened.told, opened.refused, seen = [], list(opened.not_yet), opened.preview
    if seen is None:
        st.rerun()
    try:
        with st.spinner("Writing, and judging anew …"):
            done = split_party.apply(visit.register, seen, actor=visit.actor, at=visit.clock(), why=why)
            visit.register.sight(visit.on, visit.law_on)
    except ChangedSince as error:
        opened.told, opened.asked = [plain(str(error))], None
        st.rerun()
    except TransferRegisterError as error:
        opened.refused = _sentences(error)
        st.rerun()
    close_act()
    moved = f", {counted(len(done.transfers), 'transfer')} with it" if done.transfers else ""
    remember(done.batch, f"{seen.into_state['name']} split from {seen.party_state['name']}{moved}")
    address.open_record(done.into)
    st.rerun()
