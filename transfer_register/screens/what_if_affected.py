"""The transfers that an event touches, those with the most harm first: what they were, what they become, what is left to them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas
import streamlit as st

from transfer_register.actions.simulated import Affected
from transfer_register.exhibits.style import band, counted, country, listed, number, verdict, verdicts
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.choice import controlled
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.opened_row import chosen_row, list_key, pager
from transfer_register.screens.plain import plain
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_work import Held

_ON_PAGE, _ROW, _HEAD = 25, 35, 36
# What an address holds; a longer list is in the file.
_LINKED = 200
_OPEN = "what_if.open"
_YES = {True: "Yes", False: "No", None: "Not stated"}
_SHORT = _YES | {None: "Unsaid"}
# Order -> its name, and what is compared.
_ORDERS: dict[str, tuple[str, Callable[[Affected], Any]]] = {
    "harm": ("Most harm first", lambda each: each.harm),
    "persons": ("Most people first", lambda each: (-(each.persons or 0), each.harm)),
    "recipient": ("By recipient", lambda each: (each.importer_name.casefold(), each.harm)),
    "destination": ("By destination", lambda each: (each.countries, each.harm)),
    "id": ("By reference", lambda each: each.transfer),
}
_HARM = (
    "Harm in this order: nothing carries it any more, special categories among the data, workers among the people, "
    "how many people a year."
)


def show_affected(visit: Visit, made: Held, ids: tuple[str, ...] | None, of: str) -> None:
    """Draws the list, a page at a time; `ids` are the transfers of one figure, None all; a row opens its transfer."""
    order = address.one_of(link.ORDER, _ORDERS)
    wanted = set(ids) if ids is not None else None
    found = [each for each in made.simulated.affected if wanted is None or each.transfer in wanted]
    found.sort(key=_ORDERS[order][1])
    _above(visit, made, found, order, of)
    if not found:
        st.markdown(":gray[No transfer is touched.]")
        return
    pages = math.ceil(len(found) / _ON_PAGE)
    page = min(address.page_number(), pages)
    shown = found[(page - 1) * _ON_PAGE : page * _ON_PAGE]
    _list(visit, shown)
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            first = (page - 1) * _ON_PAGE
            part = f"{number(first + 1)} to {number(first + len(shown))} of {counted(len(found), 'transfer')}"
            st.markdown(f":small[{part}]", width="content")
            pager("what_if", page, pages, wide=True)


def _above(visit: Visit, made: Held, found: list[Affected], order: str, of: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="what_if_above"):
        says = f": {of}" if of else " touched"
        st.markdown(f"**{counted(len(found), 'transfer')}{plain(says)}**", width="content", help=_HARM)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", width="content"):
            if of:
                st.button("Show all", icon=":material/close:", key="what_if.all", on_click=address.say, args=(link.OF, None))
            controlled("what_if.order", order)
            st.selectbox(
                "Order of the list", list(_ORDERS), key="what_if.order", format_func=lambda id: _ORDERS[id][0], width=178,
                label_visibility="collapsed", on_change=lambda: address.say(link.ORDER, st.session_state["what_if.order"]),
            )  # fmt: skip
            _to_register(visit, found)
            twin, made_at = table(visit, found), visit.register.applied
            st.download_button(
                "CSV", lambda: csv_bytes(twin, made_at), file_name=f"what_if_{made.simulated.law_on}.csv", mime="text/csv",
                on_click="ignore", icon=":material/download:", key="what_if.csv", help="All of these transfers, as a file",
            )  # fmt: skip


def _to_register(visit: Visit, found: list[Affected]) -> None:
    first = f"First {_LINKED} in the register" if len(found) > _LINKED else "In the register"
    if found and st.button(first, icon=":material/table_rows:", key="what_if.register", help="As they stand now"):
        chosen = Filter(transfers=tuple(each.transfer for each in found[:_LINKED]))
        st.switch_page(visit.pages["register"], query_params=address.link(chosen, **visit.days))


def _list(visit: Visit, shown: list[Affected]) -> None:
    ids = [each.transfer for each in shown]
    rows = pandas.DataFrame([_row(visit, each) for each in shown])
    if all(each.band_before == each.band_after for each in shown):
        rows = rows.drop(columns="Risk left")  # the event does not touch it
    key = list_key("what_if", ids, None)
    st.dataframe(
        rows, hide_index=True, key=key, lazy=False, row_height=_ROW,
        height=_ROW * len(shown) + _HEAD + 3, on_select=lambda: st.session_state.update({_OPEN: chosen_row(key, ids)}),
        selection_mode="single-row", column_config=_columns(visit, shown), alt="Transfers that are touched", placeholder="–",
    )  # fmt: skip
    if opened := st.session_state.pop(_OPEN, None):
        st.switch_page(visit.pages["register"], query_params=address.link(Filter(), id=opened, **visit.days))


def _row(visit: Visit, each: Affected) -> dict[str, Any]:
    return {
        "Transfer": each.transfer,
        "Recipient": each.importer_name,
        "Destination": listed([country(visit.words, code) for code in each.countries], most=2) or "Not known",
        "Before": _said(visit, each, each.before),
        "After": _said(visit, each, each.after),
        "What carries it then": _left(visit, each),
        "Special": _SHORT[each.special],
        "Workers": _SHORT[each.workers],
        "People": each.persons,
        "Risk left": _risk(visit, each),
    }


def _said(visit: Visit, each: Affected, side: dict[str, str]) -> list[str]:
    """The verdict, once where all regimes agree; where they do not, the one that changes with its regime."""
    words = visit.words
    if len(set(side.values())) <= 1:
        return [verdict(words, said).text for said in list(side.values())[:1]]
    changed = [regime for regime in side if each.before.get(regime) != each.after.get(regime)] or list(side)
    return [f"{verdict(words, side[regime]).text}: {regime}" for regime in changed]


def _left(visit: Visit, each: Affected) -> str:
    if each.alternatives:
        return listed(list(dict.fromkeys(visit.titles.get(id, id) for id in each.alternatives.values())), most=2)
    return "Nothing" if each.worse else "As before"


def _risk(visit: Visit, each: Affected) -> str:
    before, after = band(visit.words, each.band_before), band(visit.words, each.band_after)
    return before.text if before == after else f"{before.text} → {after.text}"


def _columns(visit: Visit, shown: list[Affected]) -> dict[str, Any]:
    text, pills = st.column_config.TextColumn, st.column_config.MultiselectColumn
    colours = {mark.text: COLOURS[mark.id] for mark in verdicts(visit.words)}
    for each in shown:
        for side in (each.before, each.after):
            colours |= {f"{verdict(visit.words, said).text}: {regime}": COLOURS[said] for regime, said in side.items()}
    look = {"options": list(colours), "color": list(colours.values()), "width": 112}
    return {
        "Transfer": text(width=82),
        "Recipient": text(width=196),
        "Destination": text(width=124),
        "Before": pills(**look),
        "After": pills(**look),
        "What carries it then": text(width=192),
        "Special": text(width=66, help="Special categories of data"),
        "Workers": text(width=68),
        "People": st.column_config.NumberColumn(format="localized", width=84, help="People a year"),
        "Risk left": text(width=128),
    }


def table(visit: Visit, found: list[Affected]) -> Table:
    """The same rows in words, for a file."""
    columns = (
        Column("harm", "Harm", "count"), Column("transfer", "Transfer", "code"), Column("recipient", "Recipient"),
        Column("destination", "Destination"), Column("before", "Before"), Column("after", "After"), Column("fell", "What falls"),
        Column("left", "What carries it then"), Column("special", "Special categories"), Column("workers", "Workers"),
        Column("persons", "People a year", "count"), Column("risk", "Risk left"),
    )  # fmt: skip
    rows = tuple(
        (
            each.harm, each.transfer, each.importer_name,
            listed([country(visit.words, code) for code in each.countries]) or None,
            _regimes(visit, each.before), _regimes(visit, each.after),
            "; ".join(visit.titles.get(id, id) for id in each.fell.values()) or None, _left(visit, each), _YES[each.special],
            _YES[each.workers], each.persons, _risk(visit, each),
        )
        for each in found
    )  # fmt: skip
    return Table(columns, rows)


def _regimes(visit: Visit, side: dict[str, str]) -> str:
    return "; ".join(f"{regime}: {verdict(visit.words, said).word}" for regime, said in side.items()) or "–"
