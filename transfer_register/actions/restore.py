"""Restoring: a backup becomes a register again, in an empty place and checked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import local_folder
from transfer_register.register.backup import Tell
from transfer_register.register.restore import Place
from transfer_register.register.restore import restore as put_back


def restore(
    file: Path, where: Path | str, *, at: datetime, tell: Tell = lambda sentence, share: None
) -> dict[str, Any]:  # fmt: skip
    """`{register, backup, made_at, entries, head, records, contacts, evidence, notes}`.

    Raises `TransferRegisterError` for a file that is no whole backup, or a place that is not empty; nothing is left then.
    """
    place = Place(where, local_folder())
    checked = put_back(file, place, at, tell)
    manifest = checked.manifest
    return {
        "register": str(place), "backup": str(file), "made_at": manifest.made_at, "entries": manifest.entries,
        "head": manifest.head, "records": manifest.records, "contacts": manifest.contacts,
        "evidence": len(manifest.files) - 1, "notes": [checked.fault] if checked.fault else [],
    }  # fmt: skip
