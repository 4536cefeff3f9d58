"""The receipt of a journal's head: the only thing that shows that the end was cut off, or that all was rewritten.

It is written beside the register after every write; a copy of it belongs somewhere else.
"""

from __future__ import annotations

import os
from pathlib import Path

import orjson

from transfer_register.errors import FileUnreadable
from transfer_register.register.journal import Entry, Head


def write_receipt(path: Path, last: Entry) -> None:
    """Puts the receipt of the last entry in the place of the one before, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(orjson.dumps({"sequence": last.sequence, "hash": last.hash, "at": last.at}))
    fresh.replace(path)


def read_receipt(path: Path) -> Head | None:
    """The head that a receipt names; None where there is no file. Raises `FileUnreadable` when it is no receipt."""
    if not path.exists():
        return None
    try:
        kept = orjson.loads(path.read_bytes())
        return Head(int(kept["sequence"]), str(kept["hash"]))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise FileUnreadable(f"{path}: this is no receipt of a journal's head. Put back the one that was kept.") from None
