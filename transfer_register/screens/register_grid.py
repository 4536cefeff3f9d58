"""The list of the register: one page of transfers, the columns as a regulator reads them, a row to open."""

from __future__ import annotations

import math

import streamlit as st

from transfer_register.exhibits import register_table
from transfer_register.exhibits.style import counted, number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.choice import controlled
from transfer_register.screens.opened_row import chosen_row, list_key, pager
from transfer_register.screens.transfer_columns import COMPACT, FULL, columns, divided, frame
from transfer_register.screens.visit import Visit

ROWS = 50
# Pixels. Text wraps in rows above four times the base font size: the full list takes up to three lines a row.
_ROW, _COMPACT_ROW, _HEAD = 61, 35, 36
# A list of so many rows stands in full; a longer one scrolls within the page.
_SHORT, _COMPACT_SHORT = 11, 18
_ORDERS = {
    "id": "By reference", "-id": "Newest first", "verdict": "Worst verdict first", "-score": "Most risk left first",
    "importer_name": "By recipient", "exporter_name": "By exporter", "countries": "By destination",
    "review_on": "Next review first", "-persons": "Most persons first",
}  # fmt: skip


def show_grid(visit: Visit, chosen: Filter, opened: str | None) -> int:
    """Draws one page of the list and gives back how many transfers there are on all pages; draws nothing where there are none.

    A chosen row stands in the address as its reference, never as its place in the list.
    """
    order = address.one_of("order", _ORDERS)
    page = address.page_number()
    answer = visit.ask("register_table", chosen, limit=ROWS, offset=(page - 1) * ROWS, order=order)
    if not answer.rows and page > 1:  # a page beyond the last
        page, answer = 1, visit.ask("register_table", chosen, limit=ROWS, offset=0, order=order)
    transfers = register_table.total(answer)
    if not transfers:
        return 0
    rows = answer.dicts()
    ids = [row["id"] for row in rows]
    key = list_key("register", ids, opened)
    row = _COMPACT_ROW if opened else _ROW
    apart = divided(visit, rows)
    long = len(rows) > (_COMPACT_SHORT if opened else _SHORT)
    with st.container(key=("list_beside" if opened else "list") if long else "list_short"):
        st.dataframe(
            frame(visit.words, rows, apart), hide_index=True, key=key,
            on_select=lambda: address.open_record(chosen_row(key, ids)),
            selection_mode="single-row", lazy=False,
            row_height=row, height="stretch" if long else row * len(rows) + _HEAD + 3,
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
            column_config=columns(visit.words, compact=opened is not None, apart=apart),
            column_order=COMPACT if opened else FULL, alt="Transfers", placeholder="–",
        )  # fmt: skip
    _foot(page, len(rows), transfers, order, wide=opened is None)
    return transfers


def _foot(page: int, shown: int, transfers: int, order: str, *, wide: bool) -> None:
    pages = math.ceil(transfers / ROWS)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="grid_foot"):
        first = (page - 1) * ROWS
        part = f"{number(first + 1)} to {number(first + shown)} of " if pages > 1 else ""
        st.markdown(f":small[{part}{counted(transfers, 'transfer')}]", width="content")
        if pages > 1:
            pager("register", page, pages, wide=wide)
        controlled("register.order", order)
        st.selectbox(
            "Order of the list", list(_ORDERS), key="register.order", format_func=_ORDERS.get, on_change=_ordered,
            width=175, label_visibility="collapsed",
        )  # fmt: skip


def _ordered() -> None:
    address.say("order", st.session_state["register.order"])
