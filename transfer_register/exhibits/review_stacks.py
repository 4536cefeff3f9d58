"""Draws the stacks of a review as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.difference import EVERY
from transfer_register.exhibits.review_cards import PERIOD
from transfer_register.exhibits.review_words import COLUMNS, KINDS
from transfer_register.exhibits.style import band, country, listed, number, verdict
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = PERIOD | {"columns": None, "limit": EVERY, "offset": 0}
_COLUMNS = (
    Column("lies", "State"), Column("importer_name", "Recipient"), Column("countries", "Destinations"),
    Column("transfers", "Transfers", "count"),
    Column("verdict", "Worst verdict", "mark"), Column("band", "Highest risk left", "mark"),
    Column("due", "Due", "day"), Column("why", "Why"),
)  # fmt: skip


def draw(answer: Answer, words: Words) -> Table:
    """One row a stack."""
    rows = [
        (
            COLUMNS[row["lies"]], row["importer_name"],
            listed([country(words, code) for code in row["countries"]]) or "Not known",
            row["transfers"], verdict(words, row["verdict"]), band(words, row["band"]), row["due"],
            listed([f"{KINDS[why['kind']]} ({number(why['transfers'])})" for why in row["why"]]) or None,
        )
        for row in answer.dicts()
    ]  # fmt: skip
    return Table(_COLUMNS, tuple(rows))


twin = draw


def counts(answer: Answer) -> dict[str, tuple[int, int]]:
    """Column to how many cards lie there and on how many stacks; a column in which none lies has (0, 0).

    Nothing is known of columns where the page that was asked for lies beyond the last stack.
    """
    found = {row["lies"]: (row["cards"], row["stacks"]) for row in (answer.dicts()[0]["counts"] if answer.rows else ())}
    return {column: found.get(column, (0, 0)) for column in COLUMNS}
