"""What each column of a list was taken for, why, and the way to say otherwise."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.take_in import Preview
from transfer_register.intake.headings import fields
from transfer_register.screens.plain import plain

_NOTHING = ""


def show_columns(preview: Preview, key: str) -> None:
    """Draws one choice a heading; what is chosen differently is kept under `key` and the list is read anew."""
    mappings = {mapping.heading: mapping for table in preview.read.tables for mapping in table.mappings if mapping.heading}
    if not mappings:
        return
    known = [_NOTHING, *fields()]
    with st.expander("What each column was taken for", icon=":material/view_column:", key=f"{key}.open"):
        grid = st.grid(3, min_column_width=220, gap="small")
        for place, (heading, mapping) in enumerate(mappings.items()):
            taken = mapping.field or _NOTHING
            with grid.cell():
                st.selectbox(
                    plain(heading), known, index=known.index(taken) if taken in known else 0, key=f"{key}.{place}.{taken}",
                    format_func=lambda field: field.replace("_", " ").capitalize() if field else "Kept as raw text only",
                    help=plain(mapping.reason) or None, on_change=_say, args=(key, heading, f"{key}.{place}.{taken}"),
                )  # fmt: skip


def _say(key: str, heading: str, widget: str) -> None:
    said: dict[str, Any] = dict(st.session_state.get(key) or {})
    st.session_state[key] = said | {heading: st.session_state[widget]}
