"""Draws which facts to ask for, and how many transfers each would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Column, Table
from transfer_register.model.facts import FACTS
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"limit": 50}


def draw(answer: Answer, words: Words) -> Table:
    """One row a fact: the question as a person is asked it, and the transfers that wait for the answer."""
    columns = (
        Column("question", "What to ask"), Column("side", "About"), Column("transfers", "Transfers", "count"),
        Column("alone", "Decided by this alone", "count"),
    )  # fmt: skip
    rows = tuple((_question(row["fact"]), _about(row["fact"]), row["transfers"], row["alone"]) for row in answer.dicts())
    return Table(columns, rows)


def facts(answer: Answer) -> list[str]:
    """The names of the facts, in the order of the table."""
    return [row["fact"] for row in answer.dicts()]


def _question(name: str) -> str:
    fact = FACTS.get(name)
    return (fact.question or fact.label) if fact else name


def _about(name: str) -> str:
    return {"exporter": "The exporter", "importer": "The recipient"}.get(name.partition(".")[0], "The transfer")
