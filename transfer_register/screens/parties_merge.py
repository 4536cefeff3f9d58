"""The drawer in which two parties are merged: which stays, what is said of it, what names it from then on, and why."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import merge_parties
from transfer_register.actions.bulk import ChangedSince
from transfer_register.actions.merge_parties import Differing, MergePreview, Side
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.record_words import FIELDS as HEADINGS
from transfer_register.exhibits.record_words import fact_value, field_value
from transfer_register.exhibits.style import counted, country, listed
from transfer_register.model.filter import Filter
from transfer_register.register.accept import STATED_OF
from transfer_register.screens import address
from transfer_register.screens.parties_last import remember
from transfer_register.screens.parties_opened import FIELDS, OpenedMerge, close_act, opened_act
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

# Characters of a value that are shown, and records that are named.
_LONG, _NAMED = 110, 6


def show_merge(visit: Visit) -> None:
    """Draws the drawer. A click beside it must not lose what was chosen: it closes by its own buttons only."""
    st.dialog("Merge two parties", width=820, position="right", dismissible=False)(_drawer)(visit)


def _drawer(visit: Visit) -> None:
    opened = opened_act()
    if not isinstance(opened, OpenedMerge):
        st.rerun()
    for sentence in opened.told:
        st.warning(sentence, icon=":material/group:")
    st.markdown("##### 1 · Which two")
    _choose(visit, opened)
    _look(visit, opened)
    if seen := opened.preview:
        st.markdown("##### 2 · What is said of it")
        _differing(visit, opened, seen)
        st.markdown("##### 3 · What it does")
        _effects(visit, seen)
    _foot(visit, opened)


def _choose(visit: Visit, opened: OpenedMerge) -> None:
    def shown(id: str) -> str:
        party = visit.parties.get(id)
        return f"{party.name} · {country(visit.words, party.country)} · {id}" if party else id

    ids = sorted(visit.parties, key=lambda id: (visit.names[id].casefold(), id))
    for side, label in (("kept", "Stays"), ("gone", "Is the same, and becomes a name of it")):
        others = [id for id in ids if id != getattr(opened, "gone" if side == "kept" else "kept")]
        known, key = getattr(opened, side), f"{FIELDS}{side}"
        if known in others and st.session_state.get(key) != known:
            st.session_state[key] = known
        st.selectbox(
            label, others, index=None, key=key, format_func=shown, placeholder="Type a name", on_change=_chosen, args=(side,)
        )
    if opened.kept and opened.gone:
        st.button("The other one stays", icon=":material/swap_vert:", key=f"{FIELDS}swap", type="tertiary", on_click=_swap)


def _chosen(side: str) -> None:
    if isinstance(opened := opened_act(), OpenedMerge):
        setattr(opened, side, st.session_state.get(f"{FIELDS}{side}"))
        opened.told, opened.refused = [], []


def _swap() -> None:
    if isinstance(opened := opened_act(), OpenedMerge):
        opened.kept, opened.gone = opened.gone, opened.kept
        opened.told, opened.refused = [], []
        for side in ("kept", "gone"):
            st.session_state.pop(f"{FIELDS}{side}", None)


def _look(visit: Visit, opened: OpenedMerge) -> None:
    pair = (opened.kept, opened.gone)
    if opened.asked == pair:
        return
    opened.asked, opened.preview, opened.sides = pair, None, {}
    for key in [key for key in st.session_state if str(key).startswith(f"{FIELDS}side.")]:
        del st.session_state[key]
    if None in pair:
        return
    try:
        opened.preview = merge_parties.preview(visit.register, *pair)
    except TransferRegisterError as error:
        opened.refused = [str(error)]


def _differing(visit: Visit, opened: OpenedMerge, seen: MergePreview) -> None:
    if not seen.differing:
        st.caption("Both say the same. Names, websites and identifiers of both are kept.")
        return
    st.caption("Names, websites and identifiers of both are kept. Where the two differ, choose what stays.")
    # A blank that is filled is no question, but for the days: there a blank says that it is open.
    blanks = [each for each in seen.differing if not each.contradicts and each.field not in merge_parties.OPEN]
    for each in seen.differing:
        if each not in blanks:
            _side(visit, opened, seen, each)
    if blanks:
        fields = counted(len(blanks), "field")
        with st.expander(f"{fields} that only one of them states: what is stated stays", key=f"{FIELDS}blanks"):
            for each in blanks:
                _side(visit, opened, seen, each)


def _side(visit: Visit, opened: OpenedMerge, seen: MergePreview, each: Differing) -> None:
    left, right = st.columns([3, 9], gap="small", vertical_alignment="center")
    heading, key = _heading(each.field), f"{FIELDS}side.{each.field}"
    with left:
        st.markdown(plain(heading))
    with right:
        st.radio(
            heading, list(Side), index=list(Side).index(opened.sides.get(each.field, each.proposed)), key=key,
            format_func=lambda side: _choice(visit, seen, each, side), label_visibility="collapsed",
            on_change=_take, args=(each.field, key), horizontal=True,
        )  # fmt: skip


def _take(field: str, key: str) -> None:
    if isinstance(opened := opened_act(), OpenedMerge) and st.session_state.get(key):
        opened.sides[field] = Side(st.session_state[key])


def _heading(field: str) -> str:
    return HEADINGS[field][0] if field in HEADINGS else STATED_OF["party"][field.removeprefix("facts.")].label


def _choice(visit: Visit, seen: MergePreview, each: Differing, side: Side) -> str:
    value, state = (each.kept, seen.kept_state) if side is Side.KEPT else (each.gone, seen.gone_state)
    if value is None:
        said = "not stated"
    elif each.field in HEADINGS:
        said = field_value(visit.words, visit.names, each.field, value)
    else:
        said = fact_value(visit.words, STATED_OF["party"][each.field.removeprefix("facts.")], value)
    name = state["name"] if seen.kept_state["name"] != seen.gone_state["name"] else getattr(seen, side.value)
    return f"{plain(shortened(said, _LONG))} :gray[({plain(shortened(name, 40))})]"


def _effects(visit: Visit, seen: MergePreview) -> None:
    st.markdown(f"{plain(seen.sentence())}. It can be undone.")
    transfers = [link for link in seen.links if link.kind == "transfer"]
    if transfers:
        lines = [f"- {link.id}: {_flow(visit, link.state)}" for link in transfers[:_NAMED]]
        lines += [f"- and {counted(len(transfers) - _NAMED, 'more transfer')}"] if len(transfers) > _NAMED else []
        st.markdown("\n".join(lines))
    for group in seen.same_flows[:_NAMED]:
        st.info(
            f"{plain(listed(list(group)))} will say the same exporter, recipient and purpose. They are not merged: each stays.",
            icon=":material/content_copy:",
        )
    if len(seen.same_flows) > _NAMED:
        st.caption(f"and {counted(len(seen.same_flows) - _NAMED, 'more group')} of transfers that become alike")
    if any(sorted((seen.kept, seen.gone)) == link.state["parties"] for link in seen.told_apart):
        st.warning("Somebody said that these two are not the same. Merging them takes that back.", icon=":material/call_split:")
    if seen.blocked:
        which = listed(list(seen.blocked), most=_NAMED)
        one = len(seen.blocked) == 1
        st.error(
            f"{plain(which)} {'goes' if one else 'go'} from the one to the other, and would go from a party to itself. "
            f"Change {'it' if one else 'them'} first, or take {'it' if one else 'them'} away.",
            icon=":material/block:",
        )
        if st.button("Open in the register", icon=":material/table_rows:", key=f"{FIELDS}blocked", type="tertiary"):
            close_act()
            st.switch_page(visit.pages["register"], query_params=address.link(Filter(transfers=seen.blocked)))


def _flow(visit: Visit, state: dict[str, Any]) -> str:
    return " to ".join(plain(visit.names.get(state[side], state[side])) for side in ("exporter", "importer"))


def _foot(visit: Visit, opened: OpenedMerge) -> None:
    with st.container(key="form_foot", gap="xsmall"):
        for sentence in opened.refused:
            st.markdown(f":red[:material/error: {plain(sentence)}]")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            why = st.text_input("Why they are one", key=f"{FIELDS}why", placeholder="Kept in the history of both")
            cancelled = st.button("Cancel", key=f"{FIELDS}cancel")
            ready = opened.preview is not None and not opened.preview.blocked
            pressed = st.button("Merge", type="primary", icon=":material/merge:", key=f"{FIELDS}apply", disabled=not ready)
    if cancelled:
        close_act()
        st.rerun()
    if pressed:
        _apply(visit, opened, why)


def _apply(visit: Visit, opened: OpenedMerge, why: str) -> None:
    opened.told, opened.refused = [], []
    chosen = {each.field: opened.sides[each.field] for each in opened.preview.differing if each.field in opened.sides}
    try:
        with st.spinner("Writing, and judging anew …"):
            done = merge_parties.apply(
                visit.register, opened.preview, actor=visit.actor, at=visit.clock(), why=why, chosen=chosen
            )  # fmt: skip
            visit.register.sight(visit.on, visit.law_on)
    except ChangedSince as error:
        opened.told = [plain(str(error))]
        opened.look_again()
        st.rerun()
    except TransferRegisterError as error:
        opened.refused = [str(each) for each in getattr(error, "problems", ())] or [str(error)]
        st.rerun()
    names = opened.preview.kept_state["name"], opened.preview.gone_state["name"]
    close_act()
    moved = f", {counted(len(done.transfers), 'transfer')} with it" if done.transfers else ""
    remember(done.batch, f"{names[1]} merged into {names[0]}{moved}")
    address.open_record(done.kept)
    st.rerun()
