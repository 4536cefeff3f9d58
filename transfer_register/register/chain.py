"""Verifying the chain of a journal: is it whole, and which is the first entry that does not hold.

The chain alone finds an entry that was changed, removed, moved or inserted. It cannot see that its end was cut off, nor a
history rewritten to the end with new hashes: those need a head receipt that was kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transfer_register.register.journal import GENESIS, Entry, Head


@dataclass(frozen=True)
class Verified:
    """What verifying found: how many entries hold, the hash of the last of them, and the first that does not with its reason."""

    entries: int
    head: str
    ok: bool
    first_bad: int | None = None
    why: str = ""


class Broken(Exception):
    """An entry does not follow the one before it; `verify` tells why."""


def linked(entries: Iterable[Entry], after: Head) -> Iterator[Entry]:
    """Gives entries on while each of them follows the one before. Raises `Broken` at the first that does not."""
    sequence, previous = after.sequence, after.hash
    for entry in entries:
        sequence += 1
        if entry.sequence != sequence or entry.previous != previous or entry.computed_hash() != entry.hash:
            raise Broken
        yield entry
        previous = entry.hash


def verify(entries: Iterable[Entry], receipt: Head | None = None) -> Verified:
    """Walks a journal from its first entry. With a receipt, also that the journal reaches it unchanged."""
    walk, last = iter(entries), None
    for entry in walk:
        if fault := _fault(entry, last, walk):
            return _found(last, *fault)
        if receipt and entry.sequence == receipt.sequence and entry.hash != receipt.hash:
            why = f"entry {entry.sequence} is not the one the receipt was given for: it, or one before it, was rewritten"
            return _found(last, entry.sequence, why)
        last = entry
    reached = last.sequence if last else 0
    if receipt and receipt.sequence > reached:
        why = f"the end was cut off: the receipt was given for entry {receipt.sequence}, the journal ends at {reached}"
        return _found(last, reached + 1, why)
    return _found(last)


def _found(last: Entry | None, first_bad: int | None = None, why: str = "") -> Verified:
    return Verified(last.sequence if last else 0, last.hash if last else GENESIS, first_bad is None, first_bad, why)


def _fault(entry: Entry, last: Entry | None, rest: Iterator[Entry]) -> tuple[int, str] | None:
    """The sequence number that is bad and why, or None while `entry` follows `last`; `rest` may be read on to tell which."""
    due = last.sequence + 1 if last else 1
    if entry.sequence != due:
        return due, f"entry {due} is missing"
    holds = entry.computed_hash() == entry.hash
    if holds and entry.previous == (last.hash if last else GENESIS):
        return None
    after = next(rest, None)
    if holds:
        return _broken_link(entry, last, after)
    if last and entry.previous == last.previous and entry.computed_hash(sequence=due - 1) == entry.hash:
        return last.sequence, f"entry {last.sequence} was inserted, and those after it were numbered anew"
    if after and after.computed_hash(sequence=due) == after.hash:
        if entry.computed_hash(sequence=due + 1) == entry.hash:
            return due, f"entries {due} and {due + 1} were exchanged"
        return due, f"entry {due} was inserted, and those after it were numbered anew"
    if entry.computed_hash(sequence=due + 1) == entry.hash:
        return due, f"entry {due} was removed, and those after it were numbered anew"
    return due, f"entry {due} was changed after it was recorded"


def _broken_link(entry: Entry, last: Entry | None, after: Entry | None) -> tuple[int, str]:
    """`entry` holds in itself but does not follow `last`: which of the two was rewritten?"""
    if last and (after is None or after.previous == entry.hash):
        # The chain goes on from this entry as it stands, so the one before it was given a new content and a new hash.
        return last.sequence, f"entry {last.sequence} was rewritten: entry {entry.sequence} follows another one"
    return entry.sequence, f"entry {entry.sequence} was rewritten: it does not follow the one before it"
