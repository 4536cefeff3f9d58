"""The parties of the register: those that may be the same at the top, the list, and the open party beside it."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits.style import counted
from transfer_register.screens import address
from transfer_register.screens.drafts import show_drafts
from transfer_register.screens.forms import show_form
from transfer_register.screens.heading import heading
from transfer_register.screens.opened_form import open_form
from transfer_register.screens.parties_alike import show_alike
from transfer_register.screens.parties_detail import show_party
from transfer_register.screens.parties_grid import show_grid
from transfer_register.screens.parties_last import show_last
from transfer_register.screens.parties_merge import show_merge
from transfer_register.screens.parties_opened import OpenedMerge, open_merge, opened_act
from transfer_register.screens.parties_split import show_split
from transfer_register.screens.visit import Visit


def show(visit: Visit) -> None:
    """Draws the screen."""
    says = counted(len(visit.parties), "party", "parties")
    with heading("Parties", f"{says}, each a legal entity that sends or receives personal data."):
        if not visit.past and len(visit.parties) > 1:
            st.button("Merge two", icon=":material/merge:", key="parties.merge", on_click=open_merge, args=(None,))
        if not visit.past:
            st.button(
                "Add party", icon=":material/add:", type="primary", key="parties.add", on_click=open_form,
                args=(visit.register, "party"),
            )  # fmt: skip
    show_drafts(visit)
    show_last(visit)
    # Names are compared last: the list need not wait for it.
    alike = st.container()
    opened = address.opened()
    if not opened:
        _list(visit, None)
    else:
        with st.container(key="split"):
            left, right = st.columns([9, 11], gap="medium")
        with left:
            _list(visit, opened)
        with right, st.container(border=True, key="detail", gap="small"):
            show_party(visit, opened)
    with alike:
        show_alike(visit, unfolded=opened is None)
    act = opened_act()
    if act is None or visit.past:
        show_form(visit)
    elif isinstance(act, OpenedMerge):
        show_merge(visit)
    else:
        show_split(visit)


def _list(visit: Visit, opened: str | None) -> None:
    if show_grid(visit, opened):
        return
    with st.container(border=True, key="nothing"):
        if address.said("find"):
            st.markdown("**No party passes this search.**")
            st.button("Clear the search", key="parties.clear", on_click=address.say, args=("find", None))
        else:
            st.markdown("**No party is recorded yet.** Add one, or bring in a list: its parties are recorded with it.")
