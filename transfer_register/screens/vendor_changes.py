"""What vendors announce about their lists of recipients: open announcements first, each with its days, effect and decision."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import announcements
from transfer_register.screens import address
from transfer_register.screens.heading import heading
from transfer_register.screens.vendor_change_list import show_list, show_none
from transfer_register.screens.vendor_change_new import show_new
from transfer_register.screens.vendor_change_one import show_one
from transfer_register.screens.vendor_change_work import NEW
from transfer_register.screens.visit import Visit


def show(visit: Visit) -> None:
    """Draws the list, or the announcement that the address names, or the steps of a new one."""
    said = address.said("announcement")
    opened = said[0] if said else None
    with heading("Vendor changes", "What a vendor announces about its list: the difference, the days to object, the decision."):
        if opened:
            st.button("All announcements", icon=":material/arrow_back:", key="vendor.all", on_click=_open, args=(None,))
        elif not visit.past:
            add = "A vendor announces a change"
            st.button(add, type="primary", icon=":material/add:", key="vendor.add", on_click=_open, args=(NEW,))
    if visit.past:
        st.info("You are looking at an earlier state of the register. Choose Back to today at the left to see announcements.")
        return
    if opened == NEW:
        show_new(visit)
    elif opened:
        show_one(visit, opened)
    elif found := announcements.announcements(visit.register):
        show_list(visit, found)
    else:
        show_none()


def _open(announcement: str | None) -> None:
    address.say("announcement", announcement)
