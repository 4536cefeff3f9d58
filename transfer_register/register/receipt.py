"""The receipt of a journal's head: the only thing that shows that the end was cut off, or that all was rewritten.

One is written beside the register after every write; a copy of it belongs somewhere else.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

import orjson

from transfer_register.errors import FileUnreadable, Refused, TransferRegisterError
from transfer_register.register.journal import Entry, Head, Journal

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Receipt:
    """What a receipt says: number and hash of the last entry, and when that was recorded (UTC text)."""

    sequence: int
    hash: str
    at: str

    @property
    def head(self) -> Head:
        return Head(self.sequence, self.hash)

    def json(self) -> dict[str, int | str]:
        """`{sequence, hash, at, entries}`; the entries of a journal are as many as the number of its last one."""
        return {"sequence": self.sequence, "hash": self.hash, "at": self.at, "entries": self.sequence}

    def file(self) -> bytes:
        """The receipt as a file."""
        return orjson.dumps(self.json(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def receipt_of(journal: Journal) -> Receipt:
    """The receipt of a journal as it stands. Raises `Refused` while it has no entry."""
    head = journal.head()
    last = journal.entry(head.sequence) if head.sequence else None
    if last is None:
        raise Refused(f"{journal.name}: nothing is recorded yet, so there is no head to give a receipt for.")
    return _of(last)


def write_receipt(path: Path, journal: Journal, last: Entry) -> None:
    """Puts the receipt of the last entry in the place of the one before, whole or not at all.

    An older one takes no newer one's place. A receipt that the journal contradicts stays too: it is what shows that the
    journal was cut or rewritten. One that cannot be written raises nothing, since the entry itself is recorded already.
    """
    written = last
    with suppress(OSError, TransferRegisterError):
        while _follows(path, journal, written):
            _replace(path, _of(written).file())
            # Somebody may have written a later entry and its receipt since: then it is given back its place.
            newest = journal.head().sequence
            if newest <= written.sequence:
                break
            written = journal.entry(newest) or written


def begin_receipt(path: Path, journal: Journal) -> None:
    """Writes the first receipt of a journal that was put, and verified, where there was none; whatever lies there is replaced."""
    if last := journal.entry(journal.head().sequence):
        _replace(path, _of(last).file())


def read_receipt(path: Path) -> Head | None:
    """The head that a receipt names; None where there is no file. Raises `FileUnreadable` when it is no receipt."""
    found = find_receipt(path)
    return found.head if found else None


def find_receipt(path: Path) -> Receipt | None:
    """A receipt that was kept; None where there is no file. Raises `FileUnreadable` when it is no receipt."""
    try:
        return parse_receipt(path.read_bytes(), str(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileUnreadable(f"{path}: the receipt cannot be read ({error.strerror}). Check the path.") from None


def parse_receipt(content: bytes, name: str) -> Receipt:
    """The receipt that a file holds. Raises `FileUnreadable` when it is none."""
    try:
        kept = orjson.loads(content)
        found = Receipt(int(kept["sequence"]), str(kept["hash"]), str(kept.get("at", "")))
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        found = None
    if found is None or found.sequence < 0 or not _HASH.fullmatch(found.hash):
        raise FileUnreadable(f"{name}: this is no receipt of a journal's head. Put back the one that was kept.")
    return found


def _of(entry: Entry) -> Receipt:
    return Receipt(entry.sequence, entry.hash, entry.at)


def _follows(path: Path, journal: Journal, entry: Entry) -> bool:
    """Is an entry later than the one that the receipt there was given for, in a journal that still has that one?"""
    try:
        there = find_receipt(path)
    except FileUnreadable:
        return True  # what cannot be read shows nothing
    if there is None or there.sequence == 0:
        return True
    reached = journal.entry(there.sequence)
    return there.sequence < entry.sequence and reached is not None and reached.hash == there.hash


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
