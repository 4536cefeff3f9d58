"""A review: transfers looked at anew in a period, card by card, and signed at its end (GDPR 24(1), 32(1)(d))."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# Where a card lies: to be looked at, waiting for somebody's answer, looked at.
Column = Literal["to_check", "waiting", "done"]


class Card(BaseModel):
    """One transfer under review. `version`, `verdict` and `band` are those that somebody saw who moved the card last.

    `why` is the reason that was given, `waits_for` whom the card waits for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    transfer: str
    column: Column
    version: int | None = None
    verdict: str | None = None
    band: str | None = None
    moved_by: str | None = None
    moved_on: date | None = None
    waits_for: str | None = None
    why: str | None = None


class Signature(BaseModel):
    """Who signed the review, in which function, on which day, and what they added."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by: str
    function: str
    on: date
    says: str | None = None


class Review(BaseModel):
    """A review of a period, both days included. Only cards that somebody moved are kept; the others are found anew.

    `sequence` is the last journal entry that the signed page counts, None while it is open.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    first: date
    last: date
    cards: tuple[Card, ...] = ()
    signature: Signature | None = None
    sequence: int | None = None
