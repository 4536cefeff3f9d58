"""Draws the parts of a score as a table; their formula in words is in score_words.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


def draw(answer: Answer, words: Words) -> Table:
    """One row a transfer that has a destination which some law restricts."""
    return table(answer, words)
