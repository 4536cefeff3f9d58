"""Draws the verdicts that differ between two views of the register, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import EVERY
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"earlier": None, "between": None, "after": 0, "upto": 0, "limit": EVERY, "offset": 0}


def draw(answer: Answer, words: Words) -> Table:
    """One row a transfer and regime; `was` and `now` are verdicts, with the ground of each."""
    return table(answer, words, leave_out=("total", "differ"))


twin = draw
