"""Backing up: the register in one file, in a place of the caller's or beside the register, noted where the last ones are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.journal_alone import journal_alone
from transfer_register.errors import Unavailable
from transfer_register.register.backup import Tell, backups, note_backup, suggested_name, write_backup
from transfer_register.register.manifest import SUFFIX

FOLDER = "backups"


def back_up(
    where: Path | str, file: Path, *, at: datetime, tell: Tell = lambda sentence, share: None
) -> dict[str, Any]:  # fmt: skip
    """`{path, bytes, at, entries, head, records, contacts, evidence, notes}`; into a folder, the file gets a name of its own.

    Raises `TransferRegisterError` where the register or the place is not fit for it; nothing is left there then.
    """
    with journal_alone(where) as (journal, folder):
        target = _named(file, at) if file.is_dir() else file
        checked = write_backup(journal, target, at, tell)
        notes = [checked.fault] if checked.fault else []
        try:
            note_backup(folder, target, checked.manifest)
        except OSError as error:
            notes.append(f"The backup could not be noted beside the register ({error.strerror}).")
    manifest = checked.manifest
    return {
        "path": str(target.absolute()), "bytes": target.stat().st_size, "at": manifest.made_at, "entries": manifest.entries,
        "head": manifest.head, "records": manifest.records, "contacts": manifest.contacts,
        "evidence": len(manifest.files) - 1, "notes": notes,
    }  # fmt: skip


def back_up_beside(
    where: Path | str, *, at: datetime, tell: Tell = lambda sentence, share: None
) -> dict[str, Any]:  # fmt: skip
    """The same, into the folder `backups` beside the register. Its place is the same disk: a copy belongs elsewhere."""
    with journal_alone(where) as (_, folder):
        into = folder / FOLDER
    try:
        into.mkdir(exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{into}: the folder cannot be made ({error.strerror}). No backup was made.") from None
    return back_up(where, into, at=at, tell=tell)


def last_backups(folder: Path) -> list[dict[str, Any]]:
    """The backups that were made of a register, newest first: `[{path, at, entries, head, there}]`."""
    return [{**one, "there": Path(str(one["path"])).is_file()} for one in reversed(backups(folder))]


def _named(folder: Path, at: datetime) -> Path:
    name = suggested_name(at)
    free = (name if number == 1 else f"{name.removesuffix(SUFFIX)}-{number}{SUFFIX}" for number in range(1, 10_000))
    return next(folder / each for each in free if not (folder / each).exists())
