"""Moving: the register goes to another place with the same head, and its old place says where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.journal_alone import journal_alone
from transfer_register.actions.opening import local_folder
from transfer_register.register import restore
from transfer_register.register.backup import Tell
from transfer_register.register.place import shown_place
from transfer_register.register.restore import Place


def move(
    where: Path | str, to: Path | str, *, actor: str, at: datetime, tell: Tell = lambda sentence, share: None
) -> dict[str, Any]:  # fmt: skip
    """`{from, to, entries, head, records, contacts, evidence}`; neither place is told with a password.

    Raises `TransferRegisterError` where there is no register, it was moved before, or the new place is not empty.
    """
    place = Place(to, local_folder())
    with journal_alone(where) as (journal, folder):
        copied = restore.move(journal, folder, place, actor, at, tell)
    return {
        "from": shown_place(where), "to": str(place), "entries": copied.head.sequence, "head": copied.head.hash,
        "records": dict(sorted(copied.records.items())), "contacts": copied.kept["contact"], "evidence": len(copied.evidence),
    }  # fmt: skip
