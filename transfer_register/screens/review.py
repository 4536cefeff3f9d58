"""The review of a period: what is to be looked at anew, and why; where each card lies; at the end the page that is signed."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from transfer_register.actions.review_found import Looked, look
from transfer_register.errors import Refused
from transfer_register.exhibits.review_words import period_of
from transfer_register.exhibits.style import day
from transfer_register.screens.choice import choose
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.review_board import show_board
from transfer_register.screens.review_drawer import show_drawer
from transfer_register.screens.review_list import show_list
from transfer_register.screens.review_page import show_page
from transfer_register.screens.review_state import choose_review_period, tell_done
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit

_LOOKS = {
    "board": ":material/view_kanban: Board", "list": ":material/table_rows: List", "page": ":material/draw: What changed",
}  # fmt: skip
_STYLE = Path(__file__).with_suffix(".css")


def show(visit: Visit) -> None:
    """Draws the board, its twin as a list, or the page at the end; look, period and filter stand in the address."""
    st.html(_STYLE)
    with heading("Review", "Transfers to look at anew: each says why it is due. A key moves the card in focus."):
        pass
    if not visit.names:
        show_nothing(visit)
        return
    tell_done()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="review_head"):
        look_as = choose("review", "look", _LOOKS, "Look")
        first, last = choose_review_period(visit)
    try:
        looked = look(visit.register, first, last, on=visit.on, law_on=visit.law_on, known_on=visit.known_on)
    except Refused as error:
        cannot(error)
        return
    _state(visit, looked)
    if look_as == "page":
        show_page(visit, looked)
        return
    chosen = filter_bar(visit)
    (show_list if look_as == "list" else show_board)(visit, looked, chosen)
    show_drawer(visit, looked, chosen)


def _state(visit: Visit, looked: Looked) -> None:
    """Says so where nothing can be moved: the review is signed, or an earlier state is looked at."""
    signed = looked.recorded.review.signature if looked.recorded else None
    if signed:
        st.info(
            f"The review of {period_of(looked.first, looked.last)} was signed by {plain(signed.by)}, {plain(signed.function)}, "
            f"on {day(signed.on)}, and is closed. What you see below is how its cards stand today.",
            icon=":material/verified:",
        )  # fmt: skip
    elif visit.past:
        st.info("You are looking at an earlier state of the register. Choose Back to today at the left to move cards.")
