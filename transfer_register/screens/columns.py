"""What each column of a list was taken for, with what stands in it and why, and the way to say otherwise."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.take_in import Preview
from transfer_register.exhibits.style import counted, number
from transfer_register.intake.bring_in import MappedTable
from transfer_register.intake.heading_words import labels
from transfer_register.intake.headings import REPEATED, SURE, Mapping
from transfer_register.intake.recognise import Recognised
from transfer_register.screens.columns_profile import show_profile
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

_TEXT_ONLY = ""
# So many tables with headings of their own are shown; a page with more of them holds no list in most.
_MOST_TABLES = 6
_SAMPLES = 40
_WIDTH = 210


def show_columns(visit: Visit, preview: Preview, file: str, *, current: bool = True) -> None:
    """Draws one card a column; what is said is kept under `intake.mapping.{file}`, and the list is read anew.

    While that goes on the preview is not `current`, and nothing of it can be kept.
    """
    tables = _different(preview.read.tables)
    if not tables:
        return
    for place, table in enumerate(tables[:_MOST_TABLES]):
        show_profile(visit, preview, table, file, place, alone=len(tables) == 1, current=current)
    taken = [column for table in tables for column in _own(table) if column.field]
    nobody = not any(column.field == "recipient" for column in taken)
    every = sum(len(_own(table)) for table in tables)
    title = f"What each column was taken for: {number(len(taken))} of {counted(every, 'column')} understood"
    # While somebody says what columns are, the cards stay open and each in its place.
    busy = nobody or bool(st.session_state.get(f"intake.mapping.{file}"))
    with st.expander(title, icon=":material/view_column:", expanded=busy, key=f"intake.columns.{file}"):
        if nobody and not any(each.asks for each in preview.profile):
            st.warning(
                "No column is known to name who receives the data. Choose “Recipient” for it.", icon=":material/person_search:"
            )
        for place, table in enumerate(tables[:_MOST_TABLES]):
            if len(tables) > 1:
                st.markdown(f"**{plain(table.title) or f'Table {place + 1}'}** :gray[:small[{counted(table.rows, 'row')} read]]")
            _cards(preview, table, f"intake.mapping.{file}", place, apart=not busy)
        if len(tables) > _MOST_TABLES:
            st.caption(f"and {counted(len(tables) - _MOST_TABLES, 'table')} more with other headings")


def _different(tables: tuple[MappedTable, ...]) -> list[MappedTable]:
    """One table for each set of headings, those of which rows were read first."""
    known: dict[tuple[str, ...], MappedTable] = {}
    for table in sorted(tables, key=lambda table: table.rows == 0):
        headings = tuple(column.heading for column in _own(table))
        if any(headings):
            known.setdefault(headings, table)
    return list(known.values())


def _own(table: MappedTable) -> list[Mapping]:
    """The columns of the file itself that have a heading; what was added for a correction is none."""
    own: dict[str, Mapping] = {}
    for column, _ in zip(table.mappings, table.samples, strict=False):
        first = own.setdefault(column.heading, column)
        # Of two columns with one heading the one that is understood is shown: what is said holds for both.
        own[column.heading] = first if first.field else column
    return [column for heading, column in own.items() if heading]


def _cards(preview: Preview, table: MappedTable, key: str, place: int, *, apart: bool) -> None:
    """The cards of one table; `apart` puts those that are kept as text only below the others."""
    samples = {column.heading: some for column, some in zip(table.mappings, table.samples, strict=False)}
    columns = list(enumerate(_own(table)))
    known = next((each for each in preview.profile if set(each.headings) == set(samples) - {""}), None)
    understood = [(at, column) for at, column in columns if column.field or not apart]
    for shown in (understood, [each for each in columns if each not in understood]):
        if not shown:
            continue
        if shown is not understood:
            st.caption("**Kept as text only.** The words stay with each row and can be read there; nothing else rests on them.")
        grid = st.grid(min_column_width=_WIDTH, gap="small", border=True, key=f"{key}.grid.{place}.{shown is understood}")
        for at, column in shown:
            with grid.cell(), st.container(gap="xsmall"):
                _card(column, samples[column.heading], known, f"{key}.{place}.{at}.{column.field or ''}", key)


def _card(column: Mapping, samples: tuple[str, ...], known: Recognised | None, widget: str, key: str) -> None:
    words = labels()
    some = plain(shortened(" · ".join(samples), _SAMPLES)) or "empty in the first rows"
    st.markdown(f"**{plain(column.heading)}**  \n:gray[:small[{some}]]")
    options = [_TEXT_ONLY, *words]
    taken = column.field or _TEXT_ONLY
    st.selectbox(
        f"{plain(column.heading)} is taken for", options, index=options.index(taken) if taken in options else 0, key=widget,
        format_func=lambda field: words.get(field, "Text only"), label_visibility="collapsed",
        on_change=_say, args=(key, column.heading, widget),
    )  # fmt: skip
    if why := _why(column, known):
        st.markdown(f":small[{why}]")


def _why(column: Mapping, known: Recognised | None) -> str:
    """How sure the reading is, and its reason."""
    said = column.reason == "as you said"
    if not column.field and not said:
        return f":gray[{plain(column.reason)}]" if "gives the" in column.reason else ""
    if said or (known and column.reason == known.reason) or "defines it" in column.reason:
        return f":green[:material/check:] :gray[{plain(column.reason[:1].upper() + column.reason[1:])}]"
    # The heading stands above; what is told is what of it was known.
    known_by = plain(column.reason.replace(f"“{column.heading}”", "the heading", 1))
    if column.confidence >= SURE:
        return f":green[:material/check:] :gray[{'Sure' if column.confidence >= 1 else 'Fairly sure'}: {known_by}]"
    return f":orange[:material/help:] :gray[A guess: {known_by}]"


def _say(key: str, heading: str, widget: str) -> None:
    field = st.session_state.get(widget)
    if field is None:
        return
    said: dict[str, Any] = dict(st.session_state.get(key) or {})
    # One column alone can give most fields: the newest word takes it from the one that had it.
    if field and field not in REPEATED:
        said = {other: had for other, had in said.items() if had != field}
    st.session_state[key] = said | {heading: field}
