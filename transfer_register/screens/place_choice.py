"""A country as a field that understands its name in any language: what is typed and not in the list is read as a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from transfer_register.intake.places import read_place
from transfer_register.screens.plain import plain


def place_choice(
    label: str, options: Mapping[str, str], value: str | None, *, key: str, id_of: Callable[[str], str] = str, **more: Any
) -> str | None:
    """Draws the field; `options` are ids with their names, `id_of` gives the id of an option from the code of its country."""
    known = list(options)
    st.selectbox(
        label, known, index=known.index(value) if value in options else None, key=key, accept_new_options=True,
        format_func=lambda id: options.get(id, id), on_change=_read, args=(key, known, id_of), **more,
    )  # fmt: skip
    chosen = st.session_state.get(key)
    return chosen if chosen in options else None


def _read(key: str, known: list[str], id_of: Callable[[str], str]) -> None:
    # A form that was closed a moment ago may still be told of by a page that has not heard of it.
    said = st.session_state.get(key)
    if said is None or said in known:
        return
    code = country_named(said)
    st.session_state[key] = id_of(code) if code and id_of(code) in known else None
    if st.session_state[key] is None:
        st.toast(f"“{plain(said)}” names no single country.", icon=":material/wrong_location:")


def country_named(text: str) -> str | None:
    """The code of the one country that a text names, in whatever language; None where it names none, or several."""
    named = {place.iso2 for place in read_place(text).places}
    return named.pop() if len(named) == 1 else None
