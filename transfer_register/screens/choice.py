"""A choice between a few views, that stands in the address, so that a link shows what its sender saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from transfer_register.screens import address


def choose(screen: str, name: str, labels: Mapping[str, str], heading: str) -> str:
    """Draws the choice and returns the key of `labels` that is chosen; the first where the address names none."""
    value = address.one_of(name, list(labels))
    key = f"{screen}.{name}"
    controlled(key, value)
    st.segmented_control(
        heading, list(labels), key=key, format_func=labels.get, required=True, wrap=True, label_visibility="collapsed",
        on_change=_chosen, args=(name, list(labels), key),
    )  # fmt: skip
    return value


def _chosen(name: str, known: list[str], key: str) -> None:
    """Says in the address what was chosen. A field that just left the page reports what it showed, and that is no choice."""
    chosen = st.session_state[key]
    if chosen in known and chosen != address.one_of(name, known):
        address.say(name, chosen)


def controlled(key: str, value: Any) -> None:
    """Lets a widget show what the address says, however it came to be there."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
