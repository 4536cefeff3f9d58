"""Draws how many transfers had each verdict and band before a period and have it now, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.style import band, verdict
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"earlier": None}
_COLUMNS = (Column("what", "Transfers", "mark"), Column("before", "Before", "count"), Column("after", "Now", "count"))
_OTHERS = {"begun": "In force now, and not before", "ended": "In force before, and not now"}


def draw(answer: Answer, words: Words) -> Table:
    """One row a verdict and a band, then what began and what ended."""
    marks = {"verdict": verdict, "band": band}
    rows = [
        (
            marks[row["counted"]](words, row["value"]) if row["counted"] in marks else _OTHERS[row["counted"]],
            row["before"],
            row["after"],
        )
        for row in answer.dicts()
    ]
    return Table(_COLUMNS, tuple(rows))


twin = draw
