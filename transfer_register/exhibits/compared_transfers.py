"""Draws the transfers whose verdict changes between two views of the register, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"before": None, "within": "{}", "limit": 50, "offset": 0}
_COLUMNS = (
    Column("id", "Transfer", "code"), Column("verdict_before", "Before"), Column("verdict_after", "After"),
    Column("exporter_name", "Exporter"), Column("importer_name", "Recipient"), Column("countries", "Destinations"),
)  # fmt: skip


def draw(answer: Answer, words: Words) -> Table:
    """One row a transfer: its verdict before and after; `not there` where it is not in that view."""
    rows = [
        (
            row["id"], _verdict(words, row["verdict_before"]), _verdict(words, row["verdict_after"]), row["exporter_name"],
            row["importer_name"], style.listed([style.country(words, code) for code in row["countries"]]) or None,
        )
        for row in answer.dicts()
    ]  # fmt: skip
    return Table(_COLUMNS, tuple(rows))


twin = draw


def _verdict(words: Words, id: str | None) -> str:
    return style.verdict(words, id).text if id else "not there"


def total(answer: Answer) -> int:
    """How many there are in all."""
    rows = answer.dicts()
    return rows[0]["total"] if rows else 0
