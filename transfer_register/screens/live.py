"""What a colleague records appears by itself: an open page looks for news and is drawn again when there is some."""

from __future__ import annotations

import streamlit as st

from transfer_register.screens import address
from transfer_register.screens.opened_bulk import opened_bulk
from transfer_register.screens.opened_form import opened_form
from transfer_register.screens.parties_opened import opened_act
from transfer_register.screens.visit import Visit

# Seconds between two looks. A look that finds nothing asks the journal for its head, and draws nothing.
PULSE = 0.5


def keep_current(visit: Visit) -> None:
    """Watches from now on, as long as the page is open. An earlier state does not change, and so is not watched."""
    if not visit.past:
        _watch(visit, visit.register.known(None), visit.register.away, address.standing())


@st.fragment(run_every=PULSE)
def _watch(visit: Visit, shown: int, away: str | None, stood: dict[str, list[str]]) -> None:
    # Who is filling in a form is not disturbed: what others did meanwhile is told when it is saved.
    writing = any(opened() is not None for opened in (opened_form, opened_bulk, opened_act))
    if not writing and (visit.register.moved_on(shown) or visit.register.away != away):
        address.draw_again(stood)
