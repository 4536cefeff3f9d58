"""What needs an assessment, and the board: asked once while the journal, the days and the law stay the same."""

from __future__ import annotations

from datetime import date

import streamlit as st

from transfer_register.actions.assess_needed import Needed, needed
from transfer_register.actions.assess_review import Card, board
from transfer_register.screens.visit import Visit


def board_of(visit: Visit) -> list[Card]:
    """Every card of the board."""
    return _board(visit, *_asked(visit))


def needed_of(visit: Visit, transfer: str) -> list[Needed]:
    """The drafts that opened themselves for a transfer."""
    return [each for each in _needed(visit, *_asked(visit)) if transfer in each.transfers]


def _asked(visit: Visit) -> tuple[str, int, date, date, str]:
    known = visit.register.known(visit.known_on)
    return str(visit.register.path), known, visit.on, visit.law_on, visit.law.in_force(visit.law_on).digest


@st.cache_data(max_entries=6, show_spinner="Looking for what needs an assessment …")
def _board(_visit: Visit, where: str, known: int, on: date, law_on: date, law: str) -> list[Card]:
    return board(_visit.register, on=on, law_on=law_on)


@st.cache_data(max_entries=6, show_spinner=False)
def _needed(_visit: Visit, where: str, known: int, on: date, law_on: date, law: str) -> list[Needed]:
    return needed(_visit.register, on=on, law_on=law_on, known_on=_visit.known_on)
