"""The law that judges: what is in force on its day, its decisions over time, what changes, and where it was read."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from transfer_register.actions.law import Wanted
from transfer_register.exhibits.style import day
from transfer_register.screens import address
from transfer_register.screens.choice import choose
from transfer_register.screens.heading import heading
from transfer_register.screens.law_changes import show_changes
from transfer_register.screens.law_filter import law_filter
from transfer_register.screens.law_in_force import show_in_force
from transfer_register.screens.law_provision import show_provision
from transfer_register.screens.law_sources import show_sources
from transfer_register.screens.law_timeline import show_timeline
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit

_VIEWS = {
    "force": ":material/gavel: In force", "time": ":material/view_timeline: Timeline", "changes": ":material/update: Changes",
    "sources": ":material/menu_book: Sources",
}  # fmt: skip
_SHOWN: dict[str, Callable[[Visit, Wanted, str | None], None]] = {
    "force": show_in_force, "time": show_timeline, "changes": show_changes, "sources": show_sources,
}  # fmt: skip
# Fields of the filter that say nothing in a view; where a view is not named, it takes all of them.
_WITHOUT = {"time": ("kinds", "confidence")}


def show(visit: Visit) -> None:
    """Draws the screen; the view, its filter and the provision that is open stand in the address."""
    laws = enumerated([f"the {plain(visit.words.label('regimes', regime))}" for regime in visit.law.regimes])
    with heading("Law", f"What {laws} say on {day(visit.law_on)}. Choose a provision to read it."):
        pass
    view = choose("law", "view", _VIEWS, "View")
    wanted = Wanted() if view == "sources" else law_filter(visit, without=_WITHOUT.get(view, ()))
    opened = address.opened_provision()
    if not opened:
        _SHOWN[view](visit, wanted, None)
        return
    # A place of its own for each: on a narrow page the provision stands above what it was chosen from.
    with st.container(key="split_law"):
        left, right = st.columns([12, 11] if view == "time" else [1, 1], gap="medium")
    with left:
        _SHOWN[view](visit, wanted, opened)
    with right, st.container(border=True, key="provision", gap="small"):
        show_provision(visit, opened)
