"""What the review holds in the address: its period, the card in focus, the stack that is open and where it is to be put."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from transfer_register.actions.review_found import quarter_of
from transfer_register.exhibits.review_words import COLUMNS
from transfer_register.screens import address
from transfer_register.screens.period import choose_period
from transfer_register.screens.visit import Visit

_PERIODS = {"quarter": "This quarter", "before": "Last quarter"}
_SAID = "review.said"


def choose_review_period(visit: Visit) -> tuple[date, date]:
    """Draws the choice and returns the first and the last day; the quarter of the register's day where nothing was chosen."""
    return choose_period("review", _PERIODS, lambda name: _days(name, visit.on), visit.on, ("From", "To"), leads_to="open")


def _days(name: str, on: date) -> tuple[date, date]:
    first, last = quarter_of(on)
    return (first, last) if name == "quarter" else quarter_of(first - timedelta(days=1))


def focused() -> tuple[str, str] | None:
    """Column and recipient of the card in focus; None where none was chosen."""
    return _stack("focus")


def focus_on(column: str, recipient: str) -> None:
    """Puts the focus on a card; the page of the column stays."""
    page = address.page_number()
    address.say("focus", f"{column}.{recipient}")
    address.turn_to(page)


def opened() -> tuple[str, str] | None:
    """Column and recipient of the stack that is open in the drawer; None where none is."""
    return _stack("open")


def open_stack(column: str, recipient: str, to: str | None = None) -> None:
    """Opens a stack; `to` is the column into which somebody wants to put it, where that needs a word."""
    page = address.page_number()
    address.say("open", f"{column}.{recipient}")
    address.say("to", to)
    address.turn_to(page)


def close_stack() -> None:
    """Closes the drawer."""
    page = address.page_number()
    address.say("open", None)
    address.say("to", None)
    address.turn_to(page)


def _stack(name: str) -> tuple[str, str] | None:
    column, _, recipient = next(iter(address.said(name)), "").partition(".")
    return (column, recipient) if column in COLUMNS and recipient else None


def say_done(text: str) -> None:
    """Lets a sentence be shown once, after the page was drawn anew."""
    st.session_state[_SAID] = text


def tell_done() -> None:
    """Shows the sentence on what was just done, if there is one."""
    if said := st.session_state.pop(_SAID, None):
        st.toast(said, icon=":material/check:")
