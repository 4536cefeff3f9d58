"""Draws how many transfers go to a place and come from it, as a table; for changes of the law that concern a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


def draw(answer: Answer, words: Words) -> Table:
    """One row a place."""
    columns = (
        Column("country", "Place"), Column("transfers", "Transfers to it", "count"),
        Column("exported", "Transfers from it", "count"),
    )  # fmt: skip
    rows = ((style.country(words, row["country"]), row["transfers"], row["exported"]) for row in answer.dicts())
    return Table(columns, tuple(rows))


twin = draw


def counts(answer: Answer) -> dict[str, tuple[int, int]]:
    """Code of a place to the transfers to it and from it."""
    return {row["country"]: (row["transfers"], row["exported"]) for row in answer.dicts()}
