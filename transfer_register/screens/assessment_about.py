"""What holds for a whole assessment: its title, the views in which it is made, how deep it goes and why, a note."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit


def edit_about(visit: Visit, desk: Desk) -> None:
    """Draws the way to these fields."""
    kit, state = desk.work.case.kit, desk.edited
    with st.popover("Views and depth", icon=":material/tune:", key=desk.key("about")):
        _text(desk, "title", "Title", state.title)
        views = {view.id: view.title for view in kit.views_for(state.regimes) or kit.views}
        views |= {id: kit.views_by_id[id].title for id in state.views if id in kit.views_by_id}
        key = desk.key("views")
        controlled(key, list(state.views))
        st.multiselect(
            "Views, the leading one first", list(views), key=key, format_func=views.get, on_change=_views, args=(desk, key)
        )  # fmt: skip
        depths = {depth.id: depth.label for depth in kit.depths}
        key = desk.key("depth")
        proposed = desk.now.depth
        controlled(key, state.depth or proposed)
        st.radio(
            "Depth", list(depths), key=key, on_change=_depth, args=(desk, key), format_func=depths.get,
            captions=[f"{'Proposed. ' if depth.id == proposed else ''}{depth.says}" for depth in kit.depths],
        )  # fmt: skip
        if state.depth is not None and state.depth != proposed:
            _text(desk, "depth_why", "Reason for another depth than proposed", state.depth_why)
        _text(desk, "note", "Note", state.note)
        st.caption(plain(kit.says))


def _text(desk: Desk, name: str, label: str, value: str | None) -> None:
    key = desk.key(f"about.{name}")
    controlled(key, value or "")
    st.text_input(label, key=key, on_change=_written, args=(desk, name, key))


def _written(desk: Desk, name: str, key: str) -> None:
    value: Any = (st.session_state[key] or "").strip() or None
    if name != "title" or value:
        desk.edit(**{name: value})


def _views(desk: Desk, key: str) -> None:
    if chosen := tuple(st.session_state[key]):  # an assessment without a view would ask nothing
        desk.edit(views=chosen)


def _depth(desk: Desk, key: str) -> None:
    desk.edit(depth=st.session_state[key])
