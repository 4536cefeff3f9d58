"""The transfers behind a mark of a picture: a short list whose rows lead to the register."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits import register_table, verdict_counts
from transfer_register.exhibits.style import number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import plain
from transfer_register.screens.transfer_columns import columns, frame
from transfer_register.screens.visit import Visit

_SHOWN = ["id", "verdict", "exporter", "recipient", "destinations", "purpose"]
_WIDTHS = {"exporter": 215, "recipient": 275, "destinations": 150, "purpose": 250}
# Rows asked for, rows that stand open (the list lies over the picture until the reader scrolls down to it), pixels a row.
_MOST, _OPEN, _ROW = 50, 5, 35


def show_behind(visit: Visit, narrowed: Filter) -> None:
    """Draws the list under its sentence; choosing a row opens that transfer in the register, under the same filter."""
    answer = visit.ask("register_table", narrowed, limit=_MOST, offset=0, order="verdict")
    with st.container(border=True, key="behind"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            said = verdict_counts.sentence(visit.ask("verdict_counts", narrowed), visit.words)
            st.markdown(f"**{plain(said)}**  \n:small[{plain(narrowed.sentence(visit.words, visit.titles))}]", width="stretch")
            if st.button("Open in the register", icon=":material/table_rows:", key="behind.open"):
                st.switch_page(visit.pages["register"], query_params=address.link(narrowed))
        rows = answer.dicts()
        if not rows:
            return
        state = st.dataframe(
            frame(visit.words, rows), hide_index=True, column_order=_SHOWN,
            column_config=columns(visit.words, compact=True, widths=_WIDTHS),
            height=_ROW * (min(len(rows), _OPEN) + 1) + 3, on_select="rerun", selection_mode="single-row",
            key=f"behind.{hash(tuple(row['id'] for row in rows))}", alt="Transfers behind the chosen mark", placeholder="–",
        )  # fmt: skip
        if register_table.total(answer) > _MOST:
            st.caption(f"The first {number(_MOST)}, the worst verdict first.")
        if picked := state.selection.rows:
            st.switch_page(visit.pages["register"], query_params=address.link(narrowed, id=rows[picked[0]]["id"]))
