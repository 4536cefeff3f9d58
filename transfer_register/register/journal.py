"""The journal of changes: its entries, how they are chained, and what every back end of it can do.

An entry's hash covers the entry and the hash of the one before it, so that a changed, removed, moved or inserted entry is
found at its place (register/chain.py). A body is canonical JSON: keys sorted, no spaces, as orjson writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import orjson

# What the first entry follows.
GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    """A value as canonical JSON, the bytes that hashes are taken of."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def moment(at: datetime) -> str:
    """A moment as the journal keeps it: UTC, milliseconds, `Z`. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Head:
    """The end of the chain: number and hash of the last entry; 0 and `GENESIS` while there is none."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Draft:
    """A change before it has its place: what a `Writing` hands to the journal. `body` is canonical JSON."""

    record: str
    kind: str
    version: int
    body: bytes


@dataclass(frozen=True)
class Entry:
    """One change as recorded. `at` is UTC text, `raw` the body's canonical bytes, `previous` and `hash` are hex SHA-256."""

    sequence: int
    at: str
    actor: str
    batch: str | None
    record: str
    kind: str
    version: int
    raw: bytes
    previous: str
    hash: str

    @cached_property
    def body(self) -> dict[str, Any]:
        """`{act, why, state}`; `act` is create, change, end or restore; `state` is the full record, None once taken away."""
        return orjson.loads(self.raw)

    @property
    def act(self) -> str:
        return self.body["act"]

    @property
    def why(self) -> str | None:
        return self.body["why"]

    @property
    def state(self) -> dict[str, Any] | None:
        return self.body["state"]

    def computed_hash(self, sequence: int | None = None) -> str:
        """The hash that this content has, at its own place or at another one."""
        place = self.sequence if sequence is None else sequence
        return chained(place, self.at, self.actor, self.batch, self.record, self.kind, self.version, self.raw, self.previous)


def chained(
    sequence: int, at: str, actor: str, batch: str | None, record: str, kind: str, version: int, raw: bytes, previous: str
) -> str:
    """The hash of an entry, hex SHA-256 over the canonical JSON of all that it says and of the hash before it."""
    # The stored bytes go in as they stand: a body that is no longer canonical must not pass for one that is.
    linked = [sequence, at, actor, batch, record, kind, version, orjson.Fragment(raw), previous]
    return sha256(orjson.dumps(linked)).hexdigest()


def link(drafts: list[Draft], head: Head, at: str, actor: str, batch: str | None) -> list[Entry]:
    """Drafts as entries that follow `head`, in their order."""
    entries, sequence, previous = [], head.sequence, head.hash
    for draft in drafts:
        sequence += 1
        says = (sequence, at, actor, batch, draft.record, draft.kind, draft.version, draft.body, previous)
        previous = chained(*says)
        entries.append(Entry(*says, previous))
    return entries


class Turn(Protocol):
    """The right to append, held by one writer at a time over all processes; nothing is written unless the turn ends well."""

    def head(self) -> Head: ...

    def newest(self, record: str) -> Entry | None:
        """The last entry of a record, None when there never was one."""

    def last_created(self, kind: str) -> str | None:
        """The id given last to a record of a kind."""

    def append(self, entries: list[Entry]) -> None: ...


class Journal(Protocol):
    """What a back end does. Reading is safe from any thread, and sees committed entries only."""

    def head(self) -> Head: ...

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Every entry after a sequence number, in order."""

    def entry(self, sequence: int) -> Entry | None: ...

    def newest(self, record: str) -> Entry | None:
        """The last entry of a record, None when there never was one."""

    def of_record(self, record: str) -> list[Entry]:
        """Every version of a record, oldest first."""

    def turn(self) -> AbstractContextManager[Turn]: ...

    def copy_to(self, path: Path) -> None:
        """A whole and consistent copy, made while others read and write. Raises `Refused` where the file is there already."""

    def close(self) -> None: ...
