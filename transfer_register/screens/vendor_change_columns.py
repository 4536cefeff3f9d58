"""What each column of one of the two lists was taken for, and the way to say otherwise before they are compared."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.take_in import Preview
from transfer_register.intake.heading_words import labels
from transfer_register.intake.headings import Mapping
from transfer_register.screens.plain import plain

_TEXT_ONLY = ""


def show_columns_of(preview: Preview, key: str) -> None:
    """Draws one choice a heading; what is chosen differently is kept under `key` (heading -> field)."""
    columns: dict[str, Mapping] = {
        mapping.heading: mapping for table in preview.read.tables for mapping in table.mappings if mapping.heading
    }
    if not columns:
        return
    nobody = not any(mapping.field == "recipient" for mapping in columns.values())
    words = labels()
    known = [_TEXT_ONLY, *words]
    with st.expander("What each column was taken for", icon=":material/view_column:", key=f"{key}.open", expanded=nobody):
        if nobody:
            st.markdown(":orange[:material/person_search: No column is known to name who receives the data. Choose “Recipient”.]")
        grid = st.grid(2, min_column_width=190, gap="small")
        for place, (heading, mapping) in enumerate(columns.items()):
            taken = mapping.field or _TEXT_ONLY
            widget = f"{key}.{place}.{taken}"
            with grid.cell():
                # The label of a field is read aloud as it stands, so that marks of Markdown have no place in it.
                st.markdown(f":small[{plain(heading)}]", help=plain(mapping.reason) or None)
                st.selectbox(
                    heading, known, index=known.index(taken) if taken in known else 0, key=widget,
                    format_func=lambda field: words.get(field, "Kept as text only"), label_visibility="collapsed",
                    on_change=_say, args=(key, heading, widget),
                )  # fmt: skip


def _say(key: str, heading: str, widget: str) -> None:
    said: dict[str, Any] = dict(st.session_state.get(key) or {})
    st.session_state[key] = said | {heading: st.session_state.get(widget)}
