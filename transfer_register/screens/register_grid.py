"""The list of the register: one page of transfers, the columns as a regulator reads them, a row to open."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from transfer_register.exhibits import register_table
from transfer_register.exhibits.style import band, counted, listed, number, verdict, verdicts
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words
from transfer_register.screens import address
from transfer_register.screens.plain import shortened
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

ROWS = 50
# Pixels. Text wraps in rows above four times the base font size: the full list takes up to three lines a row.
_ROW, _COMPACT_ROW, _HEAD = 61, 35, 36
# A list of so many rows stands in full; a longer one scrolls within the page.
_SHORT, _COMPACT_SHORT = 11, 18


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
    key = _key(ids, opened)
    row = _COMPACT_ROW if opened else _ROW
    long = len(rows) > (_COMPACT_SHORT if opened else _SHORT)
    with st.container(key=("list_beside" if opened else "list") if long else "list_short"):
        st.dataframe(
            frame(visit.words, rows), hide_index=True, key=key, on_select=_pick, selection_mode="single-row", lazy=False,
            row_height=row, height="stretch" if long else row * len(rows) + _HEAD + 3,
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
            column_config=columns(visit.words, compact=opened is not None), column_order=_COMPACT if opened else _FULL,
            alt="Transfers", placeholder="–",
        )  # fmt: skip
    st.session_state["register.page"] = (key, ids)
    _foot(page, len(rows), transfers, order, wide=opened is None)
    return transfers


def _foot(page: int, shown: int, transfers: int, order: str, *, wide: bool) -> None:
    pages = math.ceil(transfers / ROWS)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="grid_foot"):
        first = (page - 1) * ROWS
        part = f"{number(first + 1)} to {number(first + shown)} of " if pages > 1 else ""
        st.markdown(f":small[{part}{counted(transfers, 'transfer')}]", width="content")
        if pages > 1:
            _pager(page, pages, wide)
        if st.session_state.get("register.order") != order:
            st.session_state["register.order"] = order
        st.selectbox(
            "Order of the list", list(_ORDERS), key="register.order", format_func=_ORDERS.get, on_change=_ordered,
            width=175, label_visibility="collapsed",
        )  # fmt: skip


def _ordered() -> None:
    address.say("order", st.session_state["register.order"])


def _key(ids: list[str], opened: str | None) -> str:
    # Streamlit keeps a selection by place in the list (streamlit#17026): other rows must be another grid. So must the same
    # rows when another record was opened, or the open one closed, elsewhere: by a link, the Back button, a form.
    turn = st.session_state.setdefault("register.turn", 0)
    key = f"grid.{turn}.{hash(tuple(ids))}"
    state = st.session_state.get(key)
    if state is not None and [ids[row] for row in state.selection.rows] != [id for id in ids if id == opened]:
        st.session_state["register.turn"] = turn + 1
        return _key(ids, opened)
    return key


def _pager(page: int, pages: int, wide: bool) -> None:
    # Another page is another widget: one that kept its identity would hold on to the page chosen in it before.
    key = f"register.pager.{page}"
    st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,), width=300 if wide else 130)


def _turn(key: str) -> None:
    address.turn_to(st.session_state[key])


def _pick() -> None:
    key, ids = st.session_state["register.page"]
    rows = st.session_state[key].selection.rows
    address.open_record(ids[rows[0]] if rows and rows[0] < len(ids) else None)


_ORDERS = {
    "id": "By reference", "-id": "Newest first", "verdict": "Worst verdict first", "score": "Lowest score first",
    "importer_name": "By recipient", "exporter_name": "By exporter", "countries": "By destination",
    "review_on": "Next review first", "-persons": "Most persons first",
}  # fmt: skip
_TITLES = {
    "id": "Reference", "verdict": "Verdict", "exporter": "Exporter", "recipient": "Recipient", "name": "Recipient",
    "destinations": "Destination", "purpose": "Purpose", "data": "Data", "mechanism": "Mechanism", "score": "Score",
    "review": "Review",
}  # fmt: skip
_COMPACT = ["id", "verdict", "name", "destinations"]
_FULL = [name for name in _TITLES if name != "name"]
_WIDTHS = {
    "id": 82, "exporter": 116, "recipient": 144, "name": 165, "destinations": 92, "purpose": 116, "data": 128, "mechanism": 112,
}  # fmt: skip
# Characters that three lines of the wider columns hold.
_ROOM = 34


def frame(words: Words, rows: list[dict[str, Any]]) -> Any:
    """Rows of the exhibit register_table as a data frame in words, its columns named as in `columns`."""
    import pandas

    return pandas.DataFrame([_row(words, row) for row in rows], columns=list(_TITLES))


def _row(words: Words, row: dict[str, Any]) -> dict[str, Any]:
    role = words.label("roles", row["importer_role"]).lower() if row["importer_role"] else ""
    mark = band(words, row["band"])
    return {
        "id": row["id"],
        "exporter": row["exporter_name"],
        "recipient": f"{shortened(row['importer_name'], 40)} ({role})" if role else row["importer_name"],
        "name": row["importer_name"],
        "destinations": _destinations(words, row),
        "purpose": shortened(row["purpose_shown"] or "", _ROOM + 4) or None,
        "data": _fitting(words, "data_categories", row["data_categories"]),
        "mechanism": _mechanism(words, row["tools"]),
        "verdict": _verdicts(words, row),
        "score": [] if row["score"] is None else [f"{mark.glyph} {mark.word} {number(row['score'])}"],
        "review": row["review_on"],
    }


def _destinations(words: Words, row: dict[str, Any]) -> str:
    codes = row["countries"] or ()
    kept = len(codes)
    while kept > 1 and len(_told(words, row, kept)) > _ROOM - 8:
        kept -= 1
    return _told(words, row, kept)


def _told(words: Words, row: dict[str, Any], kept: int) -> str:
    codes = row["countries"] or ()
    told = register_table.destinations({**row, "countries": codes[:kept]}, words)
    return f"{told} and {len(codes) - kept} more" if kept < len(codes) else told


def _mechanism(words: Words, tools: list[str] | None) -> str:
    if tools is None:
        return "Not stated"
    return _fitting(words, "transfer_tools", tools) or "None, as stated"


def _fitting(words: Words, vocabulary: str, terms: list[str] | None) -> str | None:
    """As many words as a cell of three lines shows; the others are counted."""
    labels = [words.label(vocabulary, term) for term in terms or ()]
    most = len(labels)
    while most > 1 and len(listed(labels, most=most)) > _ROOM:
        most -= 1
    if most == 1 < len(labels):
        labels[0] = shortened(labels[0], _ROOM - 11)
    return shortened(listed(labels, most=most), _ROOM + 12) or None


def _verdicts(words: Words, row: dict[str, Any]) -> list[str]:
    return [verdict(words, row["verdict"]).text]


def columns(words: Words, *, compact: bool, widths: dict[str, int] | None = None) -> dict[str, Any]:
    """How each column looks; a `compact` list pins none, `widths` are those of another list than the register's."""
    widths = _WIDTHS | (widths or {})
    marks = verdicts(words)
    config: dict[str, Any] = {
        name: st.column_config.TextColumn(title, width=widths[name], pinned=name == "id" and not compact)
        for name, title in _TITLES.items()
        if name in widths
    }
    config["verdict"] = st.column_config.MultiselectColumn(
        _TITLES["verdict"], options=[mark.text for mark in marks], color=[COLOURS[mark.id] for mark in marks],
        width=120, pinned=not compact,
    )
    config["score"] = st.column_config.ListColumn(_TITLES["score"], width=92)
    config["review"] = st.column_config.DateColumn(_TITLES["review"], format="D MMM YYYY", width=88)
    return config
