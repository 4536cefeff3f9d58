"""Choices that stand in the address, so that a link shows what its sender saw: one of a few views, or any of a few values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st

from transfer_register.exhibits.style import number
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


def toggles(
    key: str, labels: Mapping[str, str], counts: Mapping[str, int], chosen: Collection[str], toggle: Callable[[str], None]
) -> None:
    """Draws a button for each value, with its count, and calls `toggle` with the value that is pressed.

    They are no pills: what a browser says of those are the words that stood on them. A click on a count that changed
    since (the search before it was still on its way) would be lost.
    """
    with st.container(horizontal=True, gap="xsmall", width="content", key=f"toggles_{key}"):
        for value, label in labels.items():
            st.button(
                f"{label} {number(counts.get(value, 0))}", key=f"{key}.{value}", on_click=toggle, args=(value,),
                type="primary" if value in chosen else "secondary", icon=":material/check:" if value in chosen else None,
            )  # fmt: skip


def _chosen(name: str, known: list[str], key: str) -> None:
    """Says in the address what was chosen. A field that just left the page reports what it showed, and that is no choice."""
    chosen = st.session_state[key]
    if chosen in known and chosen != address.one_of(name, known):
        address.say(name, chosen)


def controlled(key: str, value: Any) -> None:
    """Lets a widget show what the address says, however it came to be there."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
