"""The assessments as a table: the twin of the board, with a file of its rows."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.assess_review import Card
from transfer_register.exhibits.style import band, country
from transfer_register.exhibits.table import Column, Table
from transfer_register.screens.assessment_board import open_assessment
from transfer_register.screens.assessment_filter import destination_of, kit_of, kit_short, owners_of, transfers_of
from transfer_register.screens.assessment_words import STATES, regime_word
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.opened_row import chosen_row, list_key
from transfer_register.screens.visit import Visit

# Pixels. Text wraps in rows above four times the base font size.
_ROW, _HEAD, _MOST_ROWS = 61, 36, 11


def table_of(visit: Visit, cards: list[Card]) -> Table:
    """The cards in words, a row each."""
    texts = ("Assessment", "State", "Title", "Kind", "Destination", "Regimes")
    columns = [Column(title.lower(), title) for title in texts]
    columns += [Column("transfers", "Transfers", "count"), Column("score", "Risk left"), Column("due", "Due", "day")]
    columns += [Column("why", "Why"), Column("owners", "Owner or authors")]
    return Table(tuple(columns), tuple(_row(visit, card) for card in cards))


def _row(visit: Visit, card: Card) -> tuple[object, ...]:
    said, where = card.needed or card.recorded.assessment, country(visit.words, destination_of(card))
    return (
        card.id_or_key if card.recorded else "–", STATES[card.column][0], card.title.removesuffix(f", {where}"),
        kit_short(kit_of(card)), where, ", ".join(regime_word(visit.words, each) for each in said.regimes),
        len(transfers_of(card)), band(visit.words, card.band).text, card.due, "; ".join(each.rstrip(".") for each in card.why),
        ", ".join(owners_of(visit, card)),
    )  # fmt: skip


def show_list(visit: Visit, cards: list[Card], column: str) -> None:
    """Draws the table; choosing a row opens the assessment."""
    shown = [card for card in cards if column in ("all", card.column)]
    table = table_of(visit, shown)
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.download_button(
            "CSV", lambda: csv_bytes(table, visit.register.applied), file_name=f"assessments_{visit.on}.csv", mime="text/csv",
            on_click="ignore", icon=":material/download:", key="assess.csv", help="The rows of this table, as a file",
        )  # fmt: skip
    if not shown:
        st.markdown(":gray[None of this kind.]")
        return
    ids = [card.id_or_key for card in shown]
    key = list_key("assess", ids, None)
    # What stands in no row takes no room.
    shown_columns = [at for at, _ in enumerate(table.columns) if any(row[at] not in (None, "", "–") for row in table.rows)]
    frame = table.frame().iloc[:, shown_columns]
    widths = {
        "Assessment": 90,
        "State": 95,
        "Title": 225,
        "Kind": 60,
        "Destination": 130,
        "Regimes": 115,
        "Score": 95,
        "Why": 320,
    }
    config = {title: st.column_config.TextColumn(width=width) for title, width in widths.items()}
    config["Transfers"] = st.column_config.NumberColumn(format="localized", width=75)
    config["Due"] = st.column_config.DateColumn(format="D MMM YYYY", width=95)
    st.dataframe(
        frame, hide_index=True, key=key, selection_mode="single-row", lazy=False, placeholder="–", alt="Assessments",
        on_select=lambda: open_assessment(chosen_row(key, ids)), column_config=config, row_height=_ROW,
        height=_ROW * min(len(shown), _MOST_ROWS) + _HEAD + 3,
    )  # fmt: skip
