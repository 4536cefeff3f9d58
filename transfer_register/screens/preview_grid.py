"""The grid of a preview: one page of rows, whose recipient, places, seat, purpose and mechanism can be written over."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from transfer_register.exhibits.style import counted, number
from transfer_register.screens.preview_parts import Parts
from transfer_register.screens.preview_said import EDITED, FIELDS, Said
from transfer_register.screens.preview_words import PARTY, PILLS, cells, doubts, pills
from transfer_register.screens.visit import Visit

ROWS = 100
# Pixels: text wraps in rows above four times the base font size.
_ROW, _HEAD, _HIGHEST = 61, 36, 660


def show_grid(visit: Visit, parts: Parts, said: Said) -> None:
    """Draws the page, and below it the pages there are; what is typed is taken up in the next run (`Said.take_up`)."""
    if said.frozen is None:
        said.frozen = tuple(dict.fromkeys(parts.preview.transfers[place].source for place in parts.chosen(said)))
    sources = [source for source in said.frozen if source in parts.places]
    pages = max(1, math.ceil(len(sources) / ROWS))
    said.page = min(said.page, pages)
    shown = sources[(said.page - 1) * ROWS : said.page * ROWS]
    places = [place for source in shown for place in parts.places[source]]
    if not places:
        st.info("No row is in this part of the list." if not said.search else "No row says that.", icon=":material/search:")
        said.key = None
        return
    _editor(visit, parts, said, places)
    _foot(said, len(sources), len(shown), pages)


def _editor(visit: Visit, parts: Parts, said: Said, places: list[int]) -> None:
    import pandas

    transfers, rows = parts.preview.transfers, parts.rows
    read = [cells(visit.words, rows[place], transfers[place]) for place in places]
    frame = pandas.DataFrame([_row(visit, parts, said, place, each) | each for place, each in zip(places, read, strict=True)])
    # Streamlit keeps what was typed by its place in the grid: other rows must be another grid.
    drawn = tuple(transfers[place].source for place in places)
    key = f"intake.rows.{parts.preview.sha256}.{said.turn}.{said.page}.{hash(tuple(places))}"
    said.drawn(key, drawn, read)
    st.data_editor(
        frame, hide_index=True, column_config=_columns(said, fixed=not parts.editable), num_rows="fixed",
        row_height=_ROW, key=key, placeholder="–",
        column_order=["take", "line", "becomes", "recipient", "places", "seat", "purpose", "mechanisms", "unclear"],
        height=min(len(places) * _ROW + _HEAD + 3, _HIGHEST), alt="Rows of the list",
    )  # fmt: skip


def _columns(said: Said, *, fixed: bool) -> dict[str, Any]:
    text, column = st.column_config.TextColumn, st.column_config
    edit = None if fixed else "Write over what was read; it is read anew. The file stays as it is."
    return {
        "take": column.CheckboxColumn("Take", width=68, help="Rows without a tick are left out."),
        "line": column.ButtonColumn(
            "Line", width=78, type="tertiary", help="Opens the row: what stands in the file, and each doubt", key="intake.look",
            on_click=_look, args=(said,),
        ),
        "becomes": column.MultiselectColumn(
            "Becomes", options=list(PILLS), color=list(PILLS.values()), width=150, disabled=True
        ),
        "recipient": text("Recipient", width=158, help=edit, disabled=fixed),
        "places": text("Places", width=145, help=edit, disabled=fixed),
        "seat": text("Seat", width=98, help=edit, disabled=fixed),
        "purpose": text("Purpose", width=125, help=edit, disabled=fixed),
        "mechanisms": text("Mechanism", width=135, help=edit, disabled=fixed),
        "unclear": text("Unclear", width=175, disabled=True),
    }  # fmt: skip


def _row(visit: Visit, parts: Parts, said: Said, place: int, read: dict[str, str | None]) -> dict[str, Any]:
    planned = parts.preview.transfers[place]
    # The cell keeps what was typed as long as it is in sight; what that was read as stands beside it.
    typed = said.corrections.get(planned.source, {})
    if typed != parts.preview.options.corrections.get(planned.source, {}):
        unclear = ["Being read anew"]
    else:
        unclear = [f"{FIELDS[name]} read as “{read[column] or 'nothing'}”" for column, name in EDITED.items()
               if name in typed and typed[name] != (read[column] or "")]  # fmt: skip
    unclear += [what for what, _, _ in doubts(visit.words, planned)]
    if planned.status == "created" and planned.party != "created":
        unclear.append(PARTY[planned.party])
    return {
        "take": planned.source not in said.left_out and planned.decision != "blocked",
        "line": f":material/menu_open: {planned.line}",
        "becomes": pills(planned, edited=planned.source in said.corrections),
        "unclear": "; ".join(unclear) or None,
    }


def _look(said: Said) -> None:
    click = st.session_state.get("intake.look")
    if click is not None and click.row < len(said.sources):
        said.take_up()
        said.opened = said.sources[click.row]


def _foot(said: Said, rows: int, shown: int, pages: int) -> None:
    first = (said.page - 1) * ROWS
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="intake_grid_foot"):
        part = f"{number(first + 1)} to {number(first + shown)} of " if pages > 1 else ""
        st.markdown(f":small[{part}{counted(rows, 'row')}]", width="content")
        if pages > 1:
            key = f"intake.pager.{said.turn}.{said.page}.{pages}"
            st.pagination(pages, default=said.page, key=key, on_change=_turn, args=(said, key), width=340)


def _turn(said: Said, key: str) -> None:
    said.take_up()
    said.page = st.session_state.get(key) or 1
    said.again()
