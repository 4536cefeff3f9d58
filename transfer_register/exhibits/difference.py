"""Draws the records that differ between two entries of the journal, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# More entries than a journal will ever have.
EVERY = 2**62
# What all questions about a difference take: after which entry, up to which, and whose and which records; None: all.
BETWEEN: dict[str, object] = {"after": 0, "upto": EVERY, "kinds": None, "actors": None, "search": None}
MORE: dict[str, object] = BETWEEN | {"whats": None, "limit": EVERY, "offset": 0}


def draw(answer: Answer, words: Words) -> Table:
    """One row a record; its states are left to those who put them into words."""
    return table(answer, words, leave_out=("was", "now", "total"))


twin = draw
