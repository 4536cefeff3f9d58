"""Draws the findings of a transfer as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


def draw(answer: Answer, words: Words, *, titles: dict[str, str] | None = None) -> Table:
    """One row a provision and destination; `titles` gives the titles of provisions by their ids."""
    return table(answer, words, titles=titles)
