"""Lists in pages of which one row can be open: which widget a list is, which row was chosen in it, and the way to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from transfer_register.screens import address

_Id = TypeVar("_Id")


def list_key(name: str, ids: Sequence[_Id | None], opened: _Id | None) -> str:
    """The key of a list with these rows, of which at most one is open; None names a row that cannot be opened."""
    # Streamlit keeps a selection by place in the list (streamlit#17026): other rows must be another list. So must the same
    # rows when another row was opened, or the open one closed, elsewhere: by a link, the Back button, a form.
    turn = st.session_state.setdefault(f"{name}.turn", 0)
    key = f"{name}.list.{turn}.{hash(tuple(ids))}"
    state = st.session_state.get(key)
    if state is not None and [ids[row] for row in state.selection.rows if row < len(ids)] != [
        id for id in ids if id is not None and id == opened
    ]:
        st.session_state[f"{name}.turn"] = turn + 1
        return list_key(name, ids, opened)
    return key


def chosen_row(key: str, ids: Sequence[_Id]) -> _Id | None:
    """The row that was just chosen in a list, None where it was closed."""
    rows = st.session_state[key].selection.rows
    return ids[rows[0]] if rows and rows[0] < len(ids) else None


def pager(name: str, page: int, pages: int, *, wide: bool) -> None:
    """Draws the way to the other pages; the page stands in the address."""
    # Another page is another widget: one that kept its identity would hold on to the page chosen in it before.
    key = f"{name}.pager.{page}"
    st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,), width=300 if wide else 130)


def _turn(key: str) -> None:
    address.turn_to(st.session_state[key])
