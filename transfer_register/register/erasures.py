"""The list of erasures beside a register: whom to erase once more after a backup was restored that is older than an erasure.

It names contacts by their ids and nobody by name. A contact is known again by the hash of the entry that recorded it, so that
the list of one register does no harm in another, nor to a contact that was given the same id in another course of events.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from transfer_register.errors import FileUnreadable, Unavailable
from transfer_register.register import contacts
from transfer_register.register.journal import Journal
from transfer_register.register.register import Register

LIST = "erased.json"


class Erasure(BaseModel):
    """One contact that was erased: its id, the hash of the entry that recorded it, when (UTC text) and on what ground."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    record: str
    recorded: str
    at: str
    ground: str


_ERASURES = TypeAdapter(list[Erasure])


def erasures(journal: Journal) -> list[Erasure]:
    """Every erasure that a journal tells of, in its order."""
    entries = journal.of_kind(contacts.KIND)
    recorded = {entry.record: entry.hash for entry in entries if entry.version == 1}
    return [
        Erasure(record=entry.record, recorded=recorded[entry.record], at=entry.at, ground=entry.state["ground"])
        for entry in entries
        if entry.act == "erase"
    ]


def read_list(path: Path) -> list[Erasure]:
    """The erasures that a list names; none where there is no file. Raises `FileUnreadable` for what is no such list."""
    try:
        return _ERASURES.validate_json(path.read_bytes())
    except FileNotFoundError:
        return []
    except (ValidationError, OSError):
        raise FileUnreadable(f"{path}: this is no list of erasures. Name the {LIST} that stood beside the register.") from None


def write_list(path: Path, journal: Journal) -> None:
    """Puts the erasures of a journal into the list; those of a journal that was lost stay in it. Raises `Unavailable`."""
    told: Iterable[Erasure] = [*read_list(path), *erasures(journal)]
    merged = list({(each.record, each.recorded): each for each in told}.values())
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(_ERASURES.dump_json(merged, indent=1))
        fresh.replace(path)
    except OSError as error:
        raise Unavailable(f"{path}: the list of erasures cannot be written ({error.strerror}). The erasure stands.") from None


def erase_again(register: Register, named: list[Erasure], *, actor: str, at: datetime) -> list[str]:
    """Erases what a list names and the register still holds, in one act; returns the ids."""
    there = {entry.record: entry.hash for entry in register.journal.of_kind(contacts.KIND) if entry.version == 1}
    gone = {each.record for each in erasures(register.journal)}
    due = {each.record: each for each in named if each.record not in gone and there.get(each.record) == each.recorded}
    if not due:
        return []
    days = sorted(date.fromisoformat(each.at[:10]) for each in due.values())
    why = f"Erased before, {'on' if days[0] == days[-1] else 'last on'} {days[-1]}, and brought back by an older backup"
    with register.batch(actor, at, why) as writing:
        for id, each in due.items():
            contacts.erase(writing, id, each.ground, register.history(id)[-1].version)
    return list(due)
