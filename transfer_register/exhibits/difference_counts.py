"""Draws how much differs between two entries of the journal, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import BETWEEN
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = BETWEEN


def draw(answer: Answer, words: Words) -> Table:
    """One row a count."""
    return table(answer, words)
