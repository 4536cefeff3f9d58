"""What SQLite and the disk under it can refuse, in words that a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.register.last_backup import way_back

_RIGHTS = "Give the user of this program the right to write to the folder and its files, or name another folder."
_NO_LOCKS = "Network and shared folders often cannot: put the register on a disk of this machine, or use PostgreSQL."
# The kinds of "the disk does not answer" that tell of locks, and of the memory that processes share for them.
_LOCKING = {
    sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMLOCK, sqlite3.SQLITE_IOERR_SHMMAP,
}  # fmt: skip


def in_words(path: Path, error: sqlite3.Error, patience: float) -> TransferRegisterError:
    """What an error means for the journal in a file; `patience` is how many seconds were waited for others."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _LOCKING:
        return cannot_lock(path, str(error))
    # The low byte is the kind of error, the rest tells more of it.
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return not_a_journal(path, str(error))
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path, str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Unavailable(
                f"{path}: somebody else has been writing for {patience:.0f} seconds. Nothing was written. Try again; "
                "where nobody writes, this file system cannot lock files: put the register on a disk of this machine."
            )
        case sqlite3.SQLITE_FULL:
            return Unavailable(f"{path}: the disk is full. Nothing was written. Make room, then try again.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_AUTH:
            return cannot_be_written(path, str(error))
        case sqlite3.SQLITE_PROTOCOL | sqlite3.SQLITE_NOLFS:
            return cannot_lock(path, str(error))
        case sqlite3.SQLITE_IOERR:
            mend = "Look at the disk, its free room and its connection, then try again."
            return Unavailable(f"{path}: the disk does not answer as it should ({error}). Nothing was written. {mend}")
        case sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_ERROR:
            why = f"the journal has not the tables it should have ({error}); it is left as it is"
            return FileUnreadable(f"{path}: {why}. {way_back(path.parent)}")
    return Unavailable(f"{path}: the journal cannot be used just now ({error}). Nothing was written. Try again.")


def cannot_be_read(path: Path, error: OSError) -> Unavailable:
    return Unavailable(f"{path}: the journal cannot be read ({error.strerror}). {_RIGHTS}")


def cannot_be_written(path: Path, why: str) -> Unavailable:
    return Unavailable(f"{path}: the journal cannot be opened for writing ({why}). {_RIGHTS}")


def cannot_lock(path: Path, why: str) -> Unavailable:
    return Unavailable(f"{path}: this file system cannot lock files ({why}). {_NO_LOCKS}")


def damaged(path: Path, why: str) -> FileUnreadable:
    return FileUnreadable(f"{path}: the journal is damaged ({why}); it is left as it is. {way_back(path.parent)}")


def moved_away(path: Path) -> Unavailable:
    return Unavailable(
        f"{path}: the journal was moved, replaced or deleted while it was open. Nothing was written. "
        "End every program that has it open, put it back, and open it again."
    )


def not_a_journal(path: Path, why: str) -> FileUnreadable:
    mend = way_back(path.parent, otherwise="Name another folder, move the file away, or put a backup in its place.")
    return FileUnreadable(f"{path}: this file is no journal of a transfer register ({why}). {mend}")


def too_new(path: Path) -> FileUnreadable:
    return FileUnreadable(f"{path}: this journal was written by a newer version of the register. Install that version.")
