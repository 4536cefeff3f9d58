"""A list of provisions of which one can be chosen; what is chosen stands in the address as its id, never as its place."""

from __future__ import annotations

from typing import Any

import pandas
import streamlit as st

from transfer_register.screens import address

_ROW, _HEAD = 35, 36
# A list of so many rows stands in full; a longer one scrolls within the page.
_SHORT = 16


def show_list(
    name: str,
    frame: pandas.DataFrame,
    ids: list[str | None],
    opened: str | None,
    columns: dict[str, Any],
    order: list[str],
    *,
    alt: str,
) -> None:
    """Draws the rows; `ids` names the provision of each, None where a row has none."""
    key = _key(name, ids, opened)
    long = len(frame) > _SHORT
    with st.container(key=("list_beside" if opened else "list") if long else "list_short"):
        st.dataframe(
            frame, hide_index=True, key=key, on_select=lambda: _pick(key, ids), selection_mode="single-row", lazy=False,
            row_height=_ROW, height="stretch" if long else _ROW * len(frame) + _HEAD + 3, column_config=columns,
            column_order=order, alt=alt, placeholder="–",
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
        )  # fmt: skip


def _key(name: str, ids: list[str | None], opened: str | None) -> str:
    # Streamlit keeps a selection by place in the list (streamlit#17026): other rows must be another list. So must the same
    # rows when another provision was opened, or the open one closed, elsewhere.
    turn = st.session_state.setdefault(f"law.{name}.turn", 0)
    key = f"law.{name}.{turn}.{hash(tuple(ids))}"
    state = st.session_state.get(key)
    if state is not None and [ids[row] for row in state.selection.rows if row < len(ids)] != [
        id for id in ids if id and id == opened
    ]:
        st.session_state[f"law.{name}.turn"] = turn + 1
        return _key(name, ids, opened)
    return key


def _pick(key: str, ids: list[str | None]) -> None:
    rows = st.session_state[key].selection.rows
    address.open_provision(ids[rows[0]] if rows and rows[0] < len(ids) else None)
