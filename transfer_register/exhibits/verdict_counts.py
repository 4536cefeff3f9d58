"""Draws how many transfers have each verdict: one mark with its count a verdict, for the head of screens and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import style
from transfer_register.exhibits.table import Counted
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


def draw(answer: Answer, words: Words) -> list[Counted]:
    """One a verdict, the worst first; `.mark` has word, shape and colour, `.number` the transfers."""
    return [Counted(row["transfers"], style.verdict(words, row["verdict"])) for row in answer.dicts()]


def total(answer: Answer) -> int:
    """All chosen transfers."""
    return sum(row["transfers"] for row in answer.dicts())


def sentence(answer: Answer, words: Words) -> str:
    """`60 transfers: 10 breached, 12 unknown, 38 permitted`."""
    counted = [each for each in draw(answer, words) if each.number]
    if not counted:
        return "No transfers"
    parts = ", ".join(f"{style.number(each.number)} {each.mark.word.lower()}" for each in counted)
    return f"{style.counted(total(answer), 'transfer')}: {parts}"
