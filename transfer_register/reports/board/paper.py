"""What the paper for the board shows, as plain values: counted and judged elsewhere, only told here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Counted:
    """How many transfers have a verdict before the event and after it."""

    verdict: str
    before: int
    after: int


@dataclass(frozen=True)
class Remedy:
    """An act that mends transfers: how many it finishes, for how many it is needed, with how many recipients.

    `effort` and `rests` say how heavy it is, and on whom it rests.
    """

    title: str
    mends: int
    needed_by: int
    recipients: int
    effort: str
    rests: str


@dataclass(frozen=True)
class Remedies:
    """What was found when every act was tried on the transfers that become worse. `left` are those that none mends."""

    acts: tuple[Remedy, ...]
    mended: int
    left: int


@dataclass(frozen=True)
class Cited:
    """A wording that the event ends or brings: its name, where it stands, how far it was checked, and when."""

    title: str
    place: str
    confidence: str
    checked_on: date | None


@dataclass(frozen=True)
class Shown:
    """A picture with its words and its data."""

    svg: str
    alt: str
    caption: str
    data: tuple[dict[str, str | int], ...]


@dataclass(frozen=True)
class Paper:
    """Numbers are numbers of transfers unless they say otherwise.

    `touched` is how many rest on what falls or are changed by the event, `alternative` those of them that something else carries,
    `none` those that nothing carries; of these `special` hold special categories, `workers` concern workers, `persons` counts
    the people a year where that is stated, and of `persons_unknown` it is not. `remedies` is None while no act was tried.
    """

    title: str
    effective_on: date
    on: date
    law_on: date
    scope: str
    source: str | None
    transfers: int
    touched: int
    alternative: int
    none: int
    special: int
    special_unknown: int
    workers: int
    persons: int
    persons_unknown: int
    recipients: int
    verdicts: tuple[Counted, ...]
    remedies: Remedies | None
    cited: tuple[Cited, ...]
    words: Words
    picture: Shown | None = None
    recorded: str | None = None
