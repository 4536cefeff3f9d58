"""A look into a file before it is opened as a journal, which writes nothing, not even the files that SQLite keeps beside one."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from transfer_register.errors import FileUnreadable
from transfer_register.register.sqlite_errors import cannot_be_read, cannot_be_written, damaged, not_a_journal, too_new

# Written in the head of the file, so that another application's SQLite file is not taken for a journal ("TRJ1").
APPLICATION = 0x54524A31
SCHEMA = 2
_HEAD = 100
_MAGIC = b"SQLite format 3\0"
# What opening a journal reads: its tables, its end, and the way to the newest version of a record.
_LOOKS = (
    "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1",
    "SELECT record, version FROM entry ORDER BY record DESC, version DESC LIMIT 1",
)


def refuse_what_is_no_journal(path: Path) -> None:
    """Raises `FileUnreadable` for a file that is something else, of a newer version or visibly damaged.

    Nothing is raised where there is no file, or an empty one. Raises `Unavailable` where it cannot be read, and
    `sqlite3.Error`.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        # A log that stands beside it holds what is not in the file yet: it may be cut short then, or have no tables.
        log = path.with_name(f"{path.name}-wal")
        logged = log.exists() and log.stat().st_size > 0
        size = path.stat().st_size
    except FileNotFoundError:
        return
    except IsADirectoryError:
        raise FileUnreadable(f"{path}: the journal should be a file, and this is a folder. Name another folder.") from None
    except OSError as error:
        raise cannot_be_read(path, error) from None
    # SQLite would open it all the same, for reading, and leave files beside it that its owner cannot use.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise cannot_be_written(path, "its rights do not allow it")
    if not head:
        return
    if not head.startswith(_MAGIC):
        raise not_a_journal(path, "it is no SQLite file")
    application, schema = _number(head, 68), _number(head, 60)
    if application not in (0, APPLICATION) or (application == 0 and _has_tables(path, logged=logged)):
        raise not_a_journal(path, "it is an SQLite file of another application")
    if application and schema > SCHEMA:
        raise too_new(path)
    if application and not logged:
        _look(path, head, size)


def _number(head: bytes, place: int) -> int:
    return int.from_bytes(head[place : place + 4], "big")


def _has_tables(path: Path, *, logged: bool) -> bool:
    # Without a log the file is whole, and SQLite is told that nobody changes it: then it makes no files beside it.
    connection = _reader(path, "mode=ro" if logged else "mode=ro&immutable=1")
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        return found != APPLICATION and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    finally:
        connection.close()


def _look(path: Path, head: bytes, size: int) -> None:
    page = _number(head, 16) >> 16
    due = _number(head, 28) * (65_536 if page == 1 else page)
    counted = _number(head, 24) == _number(head, 92)
    try:
        if counted and size < due:
            raise damaged(path, f"it is cut off after {size:,} of {due:,} bytes")
        connection = _reader(path, "mode=ro&immutable=1")
        try:
            for look in _LOOKS:
                connection.execute(look).fetchall()
        finally:
            connection.close()
    except (sqlite3.DatabaseError, FileUnreadable):
        # Somebody may have written just now: then a log is there again, and the opening itself will tell.
        if not path.with_name(f"{path.name}-wal").exists():
            raise


def _reader(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)
