"""An exhibit on a screen: its title, the picture or its table twin, what it counts, the file of its rows, and its question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from transfer_register.exhibits import exhibit
from transfer_register.exhibits.table import Table
from transfer_register.exhibits.table import table as in_words
from transfer_register.model.filter import Filter
from transfer_register.register.answer import Answer
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.days import sentence
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

Drawn = TypeVar("Drawn")
_ROW, _MOST_ROWS = 35, 16


def show(
    visit: Visit, name: str, answer: Answer, chosen: Filter, draw: Callable[[], Drawn], twin: Table | None = None
) -> Drawn | None:
    """Shows one exhibit; `draw` draws its picture and gives back what was selected in it. None while the table is shown."""
    head = exhibit.head(name)
    twin = twin or in_words(answer, visit.words)
    made_at = visit.register.applied
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"show_{name}"):
        st.subheader(head.title, anchor=False)
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", width="content"):
            as_table = st.toggle("As a table", key=f"show.{name}.table", persist_state="session")
            st.download_button(
                "CSV", lambda: csv_bytes(twin, made_at), file_name=f"{name}_{visit.on}.csv", mime="text/csv", on_click="ignore",
                icon=":material/download:", key=f"show.{name}.csv", help="The rows of this picture, as a file",
            )  # fmt: skip
    drawn = None
    if as_table:
        show_table(twin, key=f"show.{name}.grid", alt=head.title)
    else:
        drawn = draw()
    st.caption(f"{plain(chosen.sentence(visit.words, visit.titles))}. {sentence(visit.on, visit.law_on, visit.known_on)}.")
    with st.expander("The question", icon=":material/database:", key=f"show.{name}.question"):
        st.markdown(plain(head.description))
        st.code(answer.sql, language="sql", wrap_lines=True)
        st.caption(plain(", ".join(f"${key} = {value}" for key, value in answer.parameters.items())))
    return drawn


def show_table(table: Table, *, key: str, alt: str, **more: Any) -> Any:
    """A table in words: as high as its rows, up to a page of them, and never wider than the page."""
    config = {
        column.title: st.column_config.NumberColumn(format="localized") if column.kind in ("count", "number")
        else st.column_config.DateColumn(format="D MMM YYYY") if column.kind == "day" else st.column_config.TextColumn()
        for column in table.columns
    }  # fmt: skip
    height = _ROW * (min(len(table.rows), _MOST_ROWS) + 1) + 3
    look = {"hide_index": True, "column_config": config, "height": height, "row_height": _ROW, "placeholder": "–"}
    return st.dataframe(table.frame(), key=key, alt=alt, **look, **more)
