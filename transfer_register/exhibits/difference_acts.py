"""Draws the acts between two entries of the journal as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import BETWEEN, EVERY
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = BETWEEN | {"whats": None, "acts": None, "limit": EVERY, "offset": 0}


def draw(answer: Answer, words: Words) -> Table:
    """One row an act, the last first."""
    return table(answer, words, leave_out=("done_as", "total"))


twin = draw
