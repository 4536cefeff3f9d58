"""A list of provisions of which one can be chosen; what is chosen stands in the address as its id, never as its place."""

from __future__ import annotations

from typing import Any

import pandas
import streamlit as st

from transfer_register.screens import address
from transfer_register.screens.opened_row import chosen_row, list_key

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
    key = list_key(f"law.{name}", ids, opened)
    long = len(frame) > _SHORT
    with st.container(key=("list_beside" if opened else "list") if long else "list_short"):
        st.dataframe(
            frame, hide_index=True, key=key,
            on_select=lambda: address.open_provision(chosen_row(key, ids)),
            selection_mode="single-row", lazy=False,
            row_height=_ROW, height="stretch" if long else _ROW * len(frame) + _HEAD + 3, column_config=columns,
            column_order=order, alt=alt, placeholder="–",
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
        )  # fmt: skip
