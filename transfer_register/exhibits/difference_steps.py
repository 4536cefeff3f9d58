"""Draws what was recorded between two entries of the journal, step by step, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import BETWEEN, EVERY
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = BETWEEN | {"whats": None, "acts": None, "records": None, "most": EVERY, "offset": 0}


def draw(answer: Answer, words: Words) -> Table:
    """One row a version of a record; its states are left to those who put them into words."""
    return table(answer, words, leave_out=("was", "now", "done_as"))


twin = draw
