"""The journal of changes: its entries, how they are chained, and what every back end of it can do.

An entry's hash covers the entry and the hash of the one before it, so that a changed, removed, moved or inserted entry is
found at its place (register/chain.py). A body is canonical JSON (RFC 8785) and says by which schema it was written: the
older ones are read for ever, a newer one is refused. Beside its entries a journal keeps what may be changed and erased
(`Kept`): drafts that nobody has saved yet, and the names of contact persons, of which entries hold a keyed digest only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol

import orjson
import rfc8785

from transfer_register.register.evidence import Evidence

# What the first entry follows.
GENESIS = "0" * 64
# How the body of an entry is written today. 1 said nothing of its schema, and knew no contacts.
SCHEMA = 2

# orjson is some forty times as fast and writes the same bytes, except for numbers that are no small whole ones, and for the
# order of names beyond U+E000. What may be either is left to the library of the standard. A number stands at the beginning of
# the text, or behind a sign of JSON; hashes and versions, which hold the like, do not.
_PERHAPS_OTHERWISE = re.compile(rb"[\xee-\xff]|(?:^|[:\[,])-?(?:\d+[.eE]|\d{16})")


def canonical(value: Any) -> bytes:
    """A value as canonical JSON (RFC 8785), the bytes that hashes are taken of. Raises ValueError for what JSON cannot hold."""
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return rfc8785.dumps(value) if _PERHAPS_OTHERWISE.search(written) else written


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
        """`{act, schema, state, why}`; act: create, change, end, restore or erase; state: the full record, None once ended."""
        return orjson.loads(self.raw)

    @property
    def schema(self) -> int:
        return self.body.get("schema", 1)

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


@dataclass(frozen=True)
class Kept:
    """What a journal keeps beside its entries, and forgets when it is told to: who put it there when (UTC text), and bytes."""

    id: str
    at: str
    actor: str
    body: bytes = field(repr=False)


class Turn(Protocol):
    """The right to write, held by one writer at a time over all processes; nothing is written unless the turn ends well."""

    def head(self) -> Head: ...

    def newest(self, record: str) -> Entry | None:
        """The last entry of a record, None when there never was one."""

    def last_created(self, kind: str) -> str | None:
        """The id given last to a record of a kind."""

    def append(self, entries: list[Entry]) -> None: ...

    def kept(self, shelf: str, id: str) -> Kept | None:
        """What is kept under an id on a shelf such as `contact` or `draft`."""

    def keep(self, shelf: str, kept: Kept) -> None:
        """Keeps something, in the place of what was kept there."""

    def drop(self, shelf: str, id: str) -> None:
        """Forgets what is kept there, so that no file of the journal holds it any longer once the turn has ended."""


class Journal(Protocol):
    """What a back end does. Reading is safe from any thread, and sees only what was committed.

    Every method raises `Unavailable` while the journal cannot be reached, read or written (somebody else is writing, the disk
    is full, the server is down), and `FileUnreadable` for what is no journal or is damaged; nothing is written then.
    """

    name: str
    """How sentences name it: a path, or an address without its password."""
    evidence: Evidence
    untidy: bool
    """What was dropped may still stand in a file, since somebody reads an earlier state; the next turn takes it out."""

    def head(self) -> Head: ...

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Every entry after a sequence number, in order."""

    def of_kind(self, kind: str) -> list[Entry]:
        """Every entry of a kind of which there are few, in order."""

    def entry(self, sequence: int) -> Entry | None: ...

    def kept(self, shelf: str, ids: Sequence[str] | None = None) -> dict[str, Kept]:
        """What is on a shelf, by id: everything, or what is kept under some ids."""

    def turn(self, patience: float | None = None) -> AbstractContextManager[Turn]:
        """`patience` is how many seconds to wait for another's turn to end; None is as long as the journal is used to."""

    def close(self) -> None: ...
