"""Which form is open: kept in `session_state` under `form`, with what is typed under `form.`, until it is saved or cancelled."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.register.register import Register

FORM, FIELDS = "form", "form."


def open_form(register: Register, kind: str, id: str | None = None) -> None:
    """Opens the form of a `transfer` or a `party`, new without `id`; what stood in another form is dropped."""
    close_form()
    found = register.record(id) if id else None
    st.session_state[FORM] = {
        "kind": kind, "id": id, "version": found.version if found else None, "state": found.state if found else {},
        "problems": [], "stale": False, "made": {},
    }  # fmt: skip


def open_ending(register: Register, id: str) -> None:
    """Opens the question whether a record is to be taken away."""
    open_form(register, "ending", id)


def opened_form() -> dict[str, Any] | None:
    """The form that is open; its dictionary may be written to."""
    return st.session_state.get(FORM)


def close_form() -> None:
    """Closes the form and forgets what stood in it."""
    for key in [key for key in st.session_state if str(key).startswith(FIELDS) or key == FORM]:
        del st.session_state[key]
