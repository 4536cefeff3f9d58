"""The announcements of vendors as a list: whose, what, how many days are left, from when, and what was decided."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.announcements import Recorded
from transfer_register.actions.objection_clock import clock
from transfer_register.exhibits.style import day, listed, number, short_day
from transfer_register.model.announcement import Announcement
from transfer_register.screens import address
from transfer_register.screens.plain import plain
from transfer_register.screens.vendor_change_clock import pill
from transfer_register.screens.visit import Visit

# Decision -> word, colour and icon.
DECISIONS = {
    "accepted": ("Accepted", "green", "check_circle"),
    "accepted_with_conditions": ("Accepted with conditions", "violet", "rule"),
    "objected": ("Objected", "red", "block"),
}  # fmt: skip
_ON_PAGE = 20


def show_list(visit: Visit, found: list[Recorded]) -> None:
    """Draws the open announcements first, then those that were decided, a page at a time."""
    page = address.page_number()
    shown = found[(page - 1) * _ON_PAGE : page * _ON_PAGE]
    for heading, decided in (("Not decided", False), ("Decided", True)):
        part = [each for each in shown if (each.announcement.decision is not None) == decided]
        if part:
            st.markdown(f"##### {heading}")
        for each in part:
            _line(visit, each)
    pages = -(-len(found) // _ON_PAGE)
    if pages > 1:
        key = f"vendor.page.{page}"
        st.pagination(pages, default=min(page, pages), key=key, on_change=lambda: address.turn_to(st.session_state[key]))


def show_none() -> None:
    """What the screen says while nothing was announced."""
    with st.container(border=True, key="vendor_none"):
        st.markdown("**No vendor has announced a change yet.**")
        st.markdown(
            "A vendor who works for you as a processor must tell you before it adds or replaces somebody who receives your "
            "data, so that you can object (GDPR 28(2); clause 9 of the standard contractual clauses). When such a letter or a "
            "new version of its list arrives:"
        )
        st.markdown(
            "1. Give the list until now and the new one, or only the letter: you see what was added, removed and changed.\n"
            "2. Say how many days your contract gives to object: you see the last day, and how it was counted.\n"
            "3. Send the vendor the questions that are open, and decide: accept, accept with conditions, or object.\n"
            "4. What you accept is in the register from the day on which it takes effect, not before."
        )


def what(announcement: Announcement) -> str:
    """`2 added, 1 removed`; a change that nobody compared says so."""
    counts = (("added", announcement.added), ("removed", announcement.removed), ("changed", announcement.changed))
    return listed([f"{number(len(names))} {word}" for word, names in counts if names]) or "no recipient named"


def decision_badge(announcement: Announcement) -> str:
    """What was decided, in Markdown."""
    if announcement.decision is None:
        return ":gray-badge[:material/pending: Not decided]"
    word, colour, icon = DECISIONS[announcement.decision]
    return f":{colour}-badge[:material/{icon}: {word}]"


def _line(visit: Visit, each: Recorded) -> None:
    announcement = each.announcement
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"vendor_line_{each.id}"):
        vendor = plain(visit.names.get(announcement.vendor, announcement.vendor))
        effective = f"takes effect {day(announcement.effective_on)}" if announcement.effective_on else "effective day not known"
        names = listed([*announcement.added, *announcement.removed, *announcement.changed], most=4)
        about = f"{what(announcement)}{f' ({names})' if names else ''}; {effective}"
        if announcement.decision is None:
            badges = pill(clock(announcement, visit.today))
        else:
            decided = f" :gray[{short_day(announcement.decided_on)}]" if announcement.decided_on else ""
            badges = f"{decision_badge(announcement)}{decided}"
        st.markdown(f"**{vendor}** `{each.id}` {badges}  \n:small[:gray[{plain(about)}]]", width="stretch")
        st.button(
            "Open", icon=":material/chevron_right:", key=f"vendor.open.{each.id}", on_click=address.say,
            args=("announcement", each.id), help=plain(announcement.title),
        )  # fmt: skip
