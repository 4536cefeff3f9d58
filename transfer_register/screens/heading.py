"""The head of a screen: its title, one line of what it shows, and room for its actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def heading(title: str, says: str) -> Iterator[None]:
    """Draws title and line (Markdown); what is drawn inside the `with` stands at the right, or below where there is no room."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key="head"):
        with st.container(width="content", gap=None):
            st.title(title, anchor=False)
            st.caption(says)
        with st.container(horizontal=True, width="content", horizontal_alignment="right"):
            yield
