"""What can be asked of the whole list: the cheapest fix of the transfers of the filter, and how good the register is."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from transfer_register.model.filter import Filter
from transfer_register.screens.fixes import show_cheapest
from transfer_register.screens.register_quality import show_quality
from transfer_register.screens.visit import Visit

_OPEN = "register.asked"
_FIX, _QUALITY = ":material/construction: The cheapest fix", ":material/fact_check: How good is this register?"
_DRAWERS: dict[str, tuple[str, Callable[[Visit, Filter], None]]] = {
    _FIX: ("The cheapest fix", show_cheapest),
    _QUALITY: ("How good is this register?", show_quality),
}


def more_menu() -> None:
    """The menu; what was chosen in it opens beside the list."""
    st.menu_button(":material/more_horiz:", list(_DRAWERS), key="register.more", on_click=_ask)


def show_more(visit: Visit, chosen: Filter) -> None:
    """The drawer that is open, if one is; it closes where one of its links chose other transfers."""
    asked, about = st.session_state.get(_OPEN, (None, None))
    if asked not in _DRAWERS:
        return
    if about not in (None, chosen):
        _close()
        return
    st.session_state[_OPEN] = (asked, chosen)
    title, draw = _DRAWERS[asked]
    st.dialog(title, width=820, position="right", on_dismiss=_close)(draw)(visit, chosen)


def _ask() -> None:
    st.session_state[_OPEN] = (st.session_state["register.more"], None)


def _close() -> None:
    st.session_state.pop(_OPEN, None)
