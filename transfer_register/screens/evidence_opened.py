"""Which dialog of evidence is open: in `session_state` under `evidence`, its fields under `evidence_form.`, until it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from transfer_register.actions.evidence_found import Filed
from transfer_register.errors import Problem
from transfer_register.screens.opened_form import close_form

OPENED, FIELDS = "evidence", "evidence_form."
Act = Literal["add", "change", "end"]


@dataclass(frozen=True)
class Page:
    """The record that is looked at, by its id."""

    id: str
    of: Literal["transfer", "party", "assessment"]


@dataclass
class Opened:
    """`page` is where it stands, `found` what is changed or taken away.

    `kind` and `provision` are what a new file is asked for. `problems` are those of the last attempt, `newer` says what somebody
    else did meanwhile.
    """

    act: Act
    page: Page
    found: Filed | None = None
    kind: str | None = None
    provision: str | None = None
    problems: list[Problem] = field(default_factory=list)
    newer: str = ""


def open_adding(page: Page, kind: str | None = None, provision: str | None = None) -> None:
    """Opens the uploader, with the kind chosen where one is asked for."""
    _open(Opened("add", page, kind=kind, provision=provision))


def open_changing(page: Page, found: Filed) -> None:
    """Opens what is said of a file."""
    _open(Opened("change", page, found))


def open_ending(page: Page, found: Filed) -> None:
    """Opens the question whether it is taken away."""
    _open(Opened("end", page, found))


def opened(page: Page) -> Opened | None:
    """The dialog that is open on this page; it may be written to."""
    form = st.session_state.get(OPENED)
    return form if form and form.page == page else None


def close() -> None:
    """Closes the dialog and forgets what stood in it."""
    for key in [key for key in st.session_state if str(key).startswith(FIELDS) or key == OPENED]:
        del st.session_state[key]


def _open(form: Opened) -> None:
    close_form()
    close()
    st.session_state[OPENED] = form
