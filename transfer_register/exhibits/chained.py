"""Tells of transfers whether they are part of a chain, without asking for the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


def draw(answer: Answer, words: Words) -> Table:
    """One row a transfer."""
    columns = (
        Column("id", "Transfer", "code"),
        Column("follows", "Carries onward", "code"),
        Column("followers", "Carried onward by", "count"),
        Column("onward", "Said to go onward"),
    )
    rows = tuple((row["id"], row["follows"], row["followers"], said(row["onward"])) for row in answer.dicts())
    return Table(columns, rows)


twin = draw


def said(onward: bool | None) -> str:
    """Whether somebody said that the data go onward."""
    return "Nobody said" if onward is None else "Yes" if onward else "No"


def any_part(answer: Answer) -> bool:
    """Is one of the transfers part of a chain?"""
    return any(row["follows"] is not None or row["followers"] or row["onward"] for row in answer.dicts())
