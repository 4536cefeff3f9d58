"""Draws what came into force and went out of it between two days, as a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import EVERY
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {
    "after": EVERY,
    "upto": EVERY,
    "first": date.min,
    "last": date.max,
    "kinds": None,
    "search": None,
    "limit": EVERY,
    "offset": 0,
}


def draw(answer: Answer, words: Words) -> Table:
    """One row a day of a record."""
    return table(answer, words, leave_out=("came", "went"))


twin = draw
