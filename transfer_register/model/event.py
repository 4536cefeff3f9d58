"""An event: something that happened to the law, and what follows from it for the register until its tasks are done.

An adequacy decision is annulled, a new law comes into force, the law of a country becomes of concern. Recorded, it judges
every transfer from its day on; taken away again, it does not.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

# What happens: a provision ends, files of law are added, the law of a country becomes of concern, a party moves to another
# country, a party is bought by another one.
EventKind = Literal["ends", "law", "concern", "moves", "bought"]


class LawText(BaseModel):
    """A file of law as it was added: its name and its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    text: str


class Task(BaseModel):
    """What is to be done because of an event. `act` is an act of assessments/acts.yaml, None for one of somebody's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str = Field(min_length=1)
    act: str | None = None
    transfers: tuple[str, ...] = ()
    owner: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    note: str | None = None


class Event(BaseModel):
    """What happens from a day on. Which fields a kind needs is held by actions/events.py.

    `effective_on` is the first day on which it is so; `provisions` those that end; `files` the law that is added; `country` the
    one that becomes of concern, or to which `party` moves; `buyer` the party that buys `party`. `source` says where it stands:
    a judgment, a gazette, a letter. Once recorded, `affected` are the transfers whose verdict it changed for the worse on
    that day, `batch` what was recorded with it, and `closed_on` the day on which somebody found that nothing is left to do.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: EventKind
    title: str = Field(min_length=1)
    effective_on: date
    provisions: tuple[str, ...] = ()
    files: tuple[LawText, ...] = ()
    country: str | None = None
    party: str | None = None
    buyer: str | None = None
    source: str | None = None
    affected: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    batch: str | None = None
    closed_on: date | None = None
    note: str | None = None
