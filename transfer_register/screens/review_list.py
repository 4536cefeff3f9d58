"""The cards of a review as a table: the twin of the board, with a file of all its rows."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.review_found import Looked
from transfer_register.exhibits import review_cards
from transfer_register.exhibits.style import counted, number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.opened_row import chosen_row, list_key, pager
from transfer_register.screens.review_state import open_stack, opened
from transfer_register.screens.visit import Visit

_PAGE, _ROW, _HEAD, _MOST_ROWS = 50, 61, 36, 10
_WIDTHS = {
    "Transfer": 85, "State": 115, "Recipient": 170, "Destinations": 120, "Verdict": 110, "Verdict before": 110, "Risk left": 110,
    "Risk before": 110, "Why": 330, "Waits for": 110, "Looked at by": 100, "Reason given": 220, "Looked after by": 110,
}  # fmt: skip


def show_list(visit: Visit, looked: Looked, chosen: Filter) -> None:
    """Draws a page of the table; choosing a row opens the stack of its recipient."""
    page = address.page_number()
    answer = looked.cards(chosen, limit=_PAGE, offset=(page - 1) * _PAGE)
    if not answer.rows and page > 1:
        page, answer = 1, looked.cards(chosen, limit=_PAGE)
    total, rows = review_cards.total(answer), answer.dicts()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f":small[{counted(total, 'card')}]", width="content")
        st.download_button(
            "CSV", lambda: _whole(visit, looked, chosen), file_name=f"review_{looked.first}_{looked.last}.csv", mime="text/csv",
            on_click="ignore", icon=":material/download:", key="review.csv", help="Every card, as a file",
        )  # fmt: skip
    if not rows:
        st.markdown(":gray[No card.]")
        return
    table = review_cards.draw(answer, visit.words, visit.titles, visit.on)
    ids = [f"{row['lies']}.{row['importer']}.{row['id']}" for row in rows]
    open_now = opened()
    first = next((id for id in ids if open_now and id.startswith(f"{open_now[0]}.{open_now[1]}.")), None)
    key = list_key("review", ids, first)
    # What stands in no row takes no room.
    shown = [at for at, _ in enumerate(table.columns) if any(row[at] is not None for row in table.rows)]
    config = {title: st.column_config.TextColumn(width=width) for title, width in _WIDTHS.items()}
    config |= {title: st.column_config.DateColumn(format="D MMM YYYY", width=95) for title in ("Due", "Looked at on")}
    st.dataframe(
        table.frame().iloc[:, shown], hide_index=True, key=key, selection_mode="single-row", lazy=False, placeholder="–",
        alt="Cards of the review", on_select=lambda: _open(chosen_row(key, ids)), column_config=config, row_height=_ROW,
        height=_ROW * min(len(rows), _MOST_ROWS) + _HEAD + 3,
    )  # fmt: skip
    pages = -(-total // _PAGE)
    if pages > 1:
        pager("review", page, pages, wide=True)
        st.caption(f"{number((page - 1) * _PAGE + 1)} to {number((page - 1) * _PAGE + len(rows))} of {counted(total, 'card')}.")


def _open(id: str | None) -> None:
    if id:
        column, recipient, _ = id.split(".")
        open_stack(column, recipient)


def _whole(visit: Visit, looked: Looked, chosen: Filter) -> bytes:
    made_at = visit.register.applied
    return csv_bytes(review_cards.draw(looked.cards(chosen), visit.words, visit.titles, visit.on), made_at)
