"""Two views of the register beside each other: what changes on the map, in a matrix and by destination, and which transfers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from transfer_register.exhibits import compared, compared_cells, compared_transfers, exhibit, style
from transfer_register.exhibits import map as world
from transfer_register.exhibits.table import Table
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register
from transfer_register.screens import address
from transfer_register.screens.choice import choose
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.flow_map import flow_map
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show_table
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

_VIEWS = {
    "map": ":material/compare: What changes", "sides": ":material/splitscreen_right: Side by side",
    "cells": ":material/grid_on: Matrix", "table": ":material/table_rows: Destinations",
}  # fmt: skip
_ROWS, _COLUMNS = 20, 10
_MOST = 50

Picked = dict[str, tuple[str, ...]] | None
Fold = dict[str, tuple[str, ...]]


def show_compared(
    visit: Visit,
    register: Register,
    before: int,
    after: int,
    chosen: Filter,
    *,
    titles: tuple[str, str] = ("Before", "After"),
    key: str = "compared",
    fold: Fold | None = None,
) -> None:
    """Shows what changes from one sight of `register` to another, for the transfers that the filter means in either of them.

    `titles` name the two; `key` keeps two comparisons on one page apart, and is what the chosen picture goes by in the
    address; `fold` is {"EEA": [codes]}.
    """  # fmt: skip
    asked = {"fold": fold or {}}
    answer = compared.ask(register, before, after, chosen, **asked)
    with st.container(key=f"{key}_compared", gap="small"):
        st.markdown(f"**{plain(compared.sentence(answer, visit.words))}**")
        st.markdown(f":small[{plain(titles[0])} → {plain(titles[1])}]")
        view = choose(key, f"{key}_as", _VIEWS, "Picture")
        match view:
            case "sides":
                picked = _sides(visit, register, (before, after), chosen, titles, key, asked)
            case "cells":
                picked = _cells(visit, register, before, after, chosen, key, asked)
            case "table":
                picked = _table(visit, compared.twin(answer, visit.words), key, "destinations")
            case _:
                data = compared.draw(answer, visit.words)
                picked = compared.picked(flow_map(data, key=f"{key}.map"), answer)
        _transfers(visit, register, before, after, replace(chosen, **picked or {}), key, narrowed=bool(picked))


def _sides(
    visit: Visit,
    register: Register,
    sights: tuple[int, int],
    chosen: Filter,
    titles: tuple[str, str],
    key: str,
    asked: dict[str, Any],
) -> Picked:
    """The map of each view; a place is chosen on one of them at a time."""
    found = None
    grid = st.grid(2, min_column_width=420, gap="medium", key=f"{key}_sides")
    for place, (sight, title) in enumerate(zip(sights, titles, strict=True)):
        with grid.cell():
            st.markdown(f"**{plain(title)}**")
            answer = exhibit.ask(register, "map", sight, chosen, **asked)
            chosen_here = flow_map(world.draw(answer, visit.words), key=f"{key}.side.{place}")
            found = world.picked(chosen_here, answer) or found
    return found


def _cells(visit: Visit, register: Register, before: int, after: int, chosen: Filter, key: str, asked: dict[str, Any]) -> Picked:
    lines = {"rows": "category", "columns": "country", "most_rows": _ROWS, "most_columns": _COLUMNS}
    answer = compared.ask(register, before, after, chosen, **lines, **asked)
    dark = st.context.theme.type == "dark"
    st.markdown(
        " ".join(f":{COLOURS.get(mark.id, 'gray')}-badge[{mark.text}]" for mark in compared_cells.marks(answer, visit.words))
    )
    with st.container(key="matrix"):  # on a narrow page it scrolls sideways rather than squeezing its columns
        selection = st.echarts_chart(
            compared_cells.draw(answer, visit.words, dark=dark), on_select="rerun", renderer="svg", theme=None,
            key=f"{key}.cells.{exhibit.identity(answer)}", height=compared_cells.height(answer, visit.words),
            alt="Transfers by data and destination, before and after",
        ).get("selection")  # fmt: skip
    st.caption(plain(compared_cells.caption(answer, visit.words)))
    return compared_cells.picked(selection, answer, visit.words)


def _table(visit: Visit, table: Table, key: str, name: str) -> Picked:
    show_table(table, key=f"{key}.table.{name}", alt="Destinations before and after")
    made_at = visit.register.applied
    st.download_button(
        "CSV", lambda: csv_bytes(table, made_at), file_name=f"compared_{name}_{visit.on}.csv", mime="text/csv",
        on_click="ignore", icon=":material/download:", key=f"{key}.csv.{name}",
    )  # fmt: skip
    return None


def _transfers(visit: Visit, register: Register, before: int, after: int, meant: Filter, key: str, *, narrowed: bool) -> None:
    """The transfers behind what was chosen; a row leads to the register where this is the register itself."""
    answer = compared.ask(register, before, after, meant, name="compared_transfers", limit=_MOST)
    total = compared_transfers.total(answer)
    if not total:
        if narrowed:
            st.caption("Nothing changes for the transfers behind this mark.")
        return
    with st.container(border=True, key=f"{key}_behind"):
        where = plain(meant.sentence(visit.words, visit.titles))
        st.markdown(f"**{style.counted(total, 'transfer')} with another verdict**  \n:small[{where}]")
        table = compared_transfers.draw(answer, visit.words)
        own = register is visit.register
        ways = {"on_select": "rerun", "selection_mode": "single-row"} if own else {}
        state = show_table(table, key=f"{key}.transfers.{exhibit.identity(answer)}", alt="Transfers with another verdict", **ways)
        if total > _MOST:
            st.caption(f"The first {_MOST}, those that become worse first.")
        if own and (picked := state.selection.rows):
            st.switch_page(visit.pages["register"], query_params=address.link(Filter(), id=table.rows[picked[0]][0]))
