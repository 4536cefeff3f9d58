"""What can be told of two days of a register, as values: changes, the acts they came with, and what turned without an act."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from transfer_register.exhibits.record_words import Difference

KINDS = ("transfer", "party", "setting")
WHATS = ("added", "changed", "ended", "as_before")


@dataclass(frozen=True)
class Narrowed:
    """Whose and which records are meant; empty: all. `whats` are of WHATS, `kinds` of KINDS."""

    kinds: tuple[str, ...] = ()
    whats: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    search: str = ""


@dataclass(frozen=True)
class Step:
    """One version of a record: who recorded it, when (UTC) and why; `batch` is the act it came with, where that has an id."""

    at: datetime
    actor: str
    why: str | None
    batch: str | None
    what: str


@dataclass(frozen=True)
class Change:
    """A record that differs: `what` of WHATS, its fields in words, and the steps from the one state to the other."""

    record: str
    kind: str
    what: str
    title: str
    fields: tuple[Difference, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Act:
    """What was recorded together. `id` is the batch, or made of person and moment; `counts` are steps by what they did."""

    id: str
    batch: str | None
    title: str
    at: datetime
    actor: str
    why: str | None
    records: int
    counts: dict[str, int]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A record that came into force, or went out of it, on a day that was recorded before, at `recorded_at` by `actor`."""

    record: str
    kind: str
    what: str
    title: str
    day: date
    recorded_at: datetime
    actor: str


@dataclass(frozen=True)
class VerdictChange:
    """What a regime says of a transfer on both days; `because` is law, record, both, or time. None: the regime was silent."""

    transfer: str
    title: str
    regime: str
    was: str | None
    now: str | None
    ground_was: str | None
    ground_now: str | None
    because: str


@dataclass(frozen=True)
class Counts:
    """`records` and `steps` by (kind, what); `actors` are people with how many records each touched."""

    records: Counter[tuple[str, str]]
    steps: Counter[tuple[str, str]]
    actors: dict[str, int]
    acts: int
