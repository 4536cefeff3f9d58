"""Draws the facts behind a score, each with what is known of it in words; and what a term of the score still asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from transfer_register.assessment.edition import Contribution
from transfer_register.assessment.holds import unknown
from transfer_register.exhibits.record_words import fact_value
from transfer_register.exhibits.table import Column, Table
from transfer_register.law.condition import All
from transfer_register.model.facts import FACTS, Kind
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


def draw(answer: Answer, words: Words) -> Table:
    """One row a fact that is known."""
    shown = [(row["transfer"], FACTS[row["fact"]].label, fact_value(words, *_value(row))) for row in answer.dicts()]
    return Table((Column("transfer", "Transfer", "code"), Column("fact", "Fact"), Column("value", "Known")), tuple(shown))


def known(answer: Answer) -> dict[str, Any]:
    """Fact to its value; for the answer of one transfer."""
    return {row["fact"]: _value(row)[1] for row in answer.dicts()}


def asked(contribution: Contribution, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The unknown facts that could still decide a contribution, in the order of its text; none where it is decided."""
    return unknown(All((contribution.applies_if, contribution.condition)), facts)


def _value(row: dict[str, Any]) -> tuple[Any, Any]:
    fact, value = FACTS[row["fact"]], orjson.loads(row["value"])
    return fact, date.fromisoformat(value) if fact.kind is Kind.DAY else value
