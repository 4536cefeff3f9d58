"""A review: transfers looked at anew in a period, card by card, and signed at its end (GDPR 24(1), 32(1)(d))."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# Where a card lies: to be looked at, waiting for somebody's answer, looked at.
Column = Literal["to_check", "waiting", "done"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Card(_Strict):
    """One transfer under the review `review`. Only cards that somebody moved are kept, each as a record of its own; the others
    are found anew whenever somebody looks.

    `version`, `verdict` and `band` are those that were seen by who moved it last, `sequence` the last entry of the journal that
    was seen. `why` is the reason that was given, `waits_for` whom the card waits for.
    """

    review: str
    transfer: str
    column: Column
    version: int | None = None
    verdict: str | None = None
    band: str | None = None
    sequence: int | None = None
    moved_by: str | None = None
    moved_on: date | None = None
    waits_for: str | None = None
    why: str | None = None


class Signature(_Strict):
    """Who signed the review, in which function, on which day, and what they added."""

    by: str
    function: str = Field(min_length=1)
    on: date
    says: str | None = None


class Counted(_Strict):
    """How many transfers had a verdict, or a band, before the period and at its end."""

    value: str
    before: int
    after: int


class Happened(_Strict):
    """What happened on a day and how many transfers it touches, None where that cannot be said. `source` is where it stands."""

    on: date
    what: str
    transfers: int | None = None
    source: str | None = None


class Decision(_Strict):
    """What was decided of cards of one recipient, for one reason. `transfers` counts them."""

    recipient: str
    transfers: int
    column: Column
    verdict: str | None = None
    why: str
    by: str | None = None
    on: date | None = None


class Left(_Strict):
    """Cards of one recipient that are not done; `verdict` is the worst of them."""

    recipient: str
    transfers: int
    verdict: str


class Page(_Strict):
    """What the signed page says, as it was read by who signed it.

    `before` is the last day before the period, `on` the day that was looked at under the law of `law_on`. `transfers` are those
    in force before and after, `begun` and `ended` those that are in force on one of both days only. `cards` counts the cards by
    column. Of what is long the first lines are kept; `laws_more`, `left_more` and so on count the others.
    """

    before: date
    on: date
    law_on: date
    transfers: tuple[int, int]
    begun: int
    ended: int
    verdicts: tuple[Counted, ...]
    bands: tuple[Counted, ...]
    laws: tuple[Happened, ...] = ()
    laws_more: int = 0
    assessments: tuple[Happened, ...] = ()
    assessments_more: int = 0
    cards: dict[str, int] = Field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    decisions_more: int = 0
    left: tuple[Left, ...] = ()
    left_more: int = 0


class Review(_Strict):
    """A review of a period, both days included. Signed, it is closed: `page` is what was signed, `sequence` the last entry of the
    journal that it counts; both are None while it is open.
    """

    title: str = Field(min_length=1)
    first: date
    last: date
    signature: Signature | None = None
    page: Page | None = None
    sequence: int | None = None
