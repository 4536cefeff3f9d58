"""The list of the parties: one page of them, a search, an order, and a row to open."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from transfer_register.exhibits import parties
from transfer_register.exhibits.style import counted, number, verdict, verdicts
from transfer_register.register.answer import Answer
from transfer_register.screens import address
from transfer_register.screens.choice import controlled
from transfer_register.screens.opened_row import chosen_row, list_key, pager
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

ROWS = 50
_ROW, _HEAD = 35, 36
# A list of so many rows stands in full; a longer one scrolls within the page.
_SHORT = 18
_ORDERS = {
    "name": "By name", "-changed_at": "Last changed first", "-transfers": "Most transfers first",
    "verdict": "Worst verdict first", "country": "By country", "kind": "By kind",
}  # fmt: skip
_WIDTHS = {
    "id": 76, "name": 215, "country": 112, "kind": 112, "verdict": 120, "sends": 58, "receives": 70, "aliases": 120,
    "domains": 108, "changed_at": 92,
}  # fmt: skip
_BESIDE = ["name", "country", "sends", "receives"]


def show_grid(visit: Visit, opened: str | None) -> int:
    """Draws the search and one page of the list, and gives back how many parties there are on all pages."""
    order, search = address.one_of("order", _ORDERS), " ".join(address.said("find"))
    page = address.page_number()
    asked = {"limit": ROWS, "order": order, "search": search or None}
    answer = visit.ask("parties", offset=(page - 1) * ROWS, **asked)
    if not answer.rows and page > 1:  # a page beyond the last
        page, answer = 1, visit.ask("parties", offset=0, **asked)
    found = parties.total(answer)
    if visit.parties:
        _bar(search, order)
    if found:
        _grid(visit, answer, opened)
        _foot(page, len(answer.rows), found, wide=opened is None)
    return found


def _bar(search: str, order: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="parties_bar"):
        controlled("parties.search", search)
        st.text_input(
            "Search the parties", key="parties.search", on_change=_say, args=("find", "parties.search"), width=280, type="search",
            label_visibility="collapsed", icon=":material/search:", placeholder="Name, website, identifier …",
        )  # fmt: skip
        controlled("parties.order", order)
        st.selectbox(
            "Order of the list", list(_ORDERS), key="parties.order", format_func=_ORDERS.get, on_change=_say,
            args=("order", "parties.order"), width=190, label_visibility="collapsed",
        )  # fmt: skip


def _say(name: str, key: str) -> None:
    address.say(name, st.session_state[key].strip() or None)


def _grid(visit: Visit, answer: Answer, opened: str | None) -> None:
    ids = [row["id"] for row in answer.dicts()]
    key = list_key("parties", ids, opened)
    long = len(ids) > _SHORT
    with st.container(key=("list_beside" if opened else "list") if long else "list_short"):
        st.dataframe(
            _frame(visit, answer), hide_index=True, key=key,
            on_select=lambda: address.open_record(chosen_row(key, ids)),
            selection_mode="single-row",
            lazy=False, row_height=_ROW, height="stretch" if long else _ROW * len(ids) + _HEAD + 3,
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
            column_config=_columns(visit), column_order=_BESIDE if opened else list(_WIDTHS), alt="Parties", placeholder="–",
        )  # fmt: skip


def _frame(visit: Visit, answer: Answer) -> Any:
    import pandas

    table = parties.draw(answer, visit.words)
    at = [column.name for column in table.columns].index("verdict")
    rows = [(*row[:at], [row[at].text] if row[at] else [], *row[at + 1 :]) for row in table.rows]
    return pandas.DataFrame(rows, columns=[column.name for column in table.columns])


def _columns(visit: Visit) -> dict[str, Any]:
    titles = {column.name: column.title for column in parties.draw(Answer(("id",), []), visit.words).columns}
    config: dict[str, Any] = {name: st.column_config.TextColumn(titles[name], width=width) for name, width in _WIDTHS.items()}
    for name in ("sends", "receives"):
        config[name] = st.column_config.NumberColumn(titles[name], format="localized", width=_WIDTHS[name])
    config["changed_at"] = st.column_config.DateColumn(titles["changed_at"], format="D MMM YYYY", width=_WIDTHS["changed_at"])
    marks = verdicts(visit.words)
    config["verdict"] = st.column_config.MultiselectColumn(
        titles["verdict"], options=[verdict(visit.words, mark.id).text for mark in marks],
        color=[COLOURS[mark.id] for mark in marks], width=_WIDTHS["verdict"],
    )  # fmt: skip
    return config


def _foot(page: int, shown: int, found: int, *, wide: bool) -> None:
    pages = math.ceil(found / ROWS)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="grid_foot"):
        first = (page - 1) * ROWS
        part = f"{number(first + 1)} to {number(first + shown)} of " if pages > 1 else ""
        st.markdown(f":small[{part}{counted(found, 'party', 'parties')}]", width="content")
        if pages > 1:
            pager("parties", page, pages, wide=wide)
