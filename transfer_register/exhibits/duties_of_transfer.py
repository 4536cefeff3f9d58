"""Draws what is owed for a transfer as a table, and says when an open duty is overdue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from transfer_register.exhibits import law_words
from transfer_register.exhibits.style import country
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# Outcome -> word. An open duty is one of which nobody said that it is done.
OUTCOMES = {"breached": "Not done", "unknown": "Open, nobody said", "met": "Done"}


def draw(answer: Answer, words: Words, *, titles: dict[str, str] | None = None) -> Table:
    """One row a duty, regime and destination; `titles` gives the titles of provisions by their ids."""
    columns = (
        Column("transfer", "Transfer", "code"), Column("regime", "Regime"), Column("provision", "Duty"), Column("duty", "Kind"),
        Column("owed_to", "Owed to"), Column("owed_when", "When"), Column("due", "By", "day"), Column("outcome", "State"),
        Column("country", "Destination"), Column("ask", "What would show it"),
    )  # fmt: skip
    kinds = words.lists.get("duty_kinds", {})
    rows = tuple(
        (
            row["transfer"], words.label("regimes", row["regime"]), (titles or {}).get(row["provision"], row["provision"]),
            kinds[row["duty"]].label if row["duty"] in kinds else row["duty"], row["owed_to"],
            law_words.WHEN.get(row["owed_when"], row["owed_when"]), row["due"], OUTCOMES.get(row["outcome"], row["outcome"]),
            country(words, row["country"]), ", ".join(FACTS[name].label for name in row["ask"] or () if name in FACTS) or None,
        )
        for row in answer.dicts()
    )  # fmt: skip
    return Table(columns, rows)


twin = draw


def overdue(outcome: str, due: date | None, on: date) -> bool:
    """Is a duty late on a day? One that is done never is, and one without a day is not known to be."""
    return outcome != "met" and due is not None and due < on
