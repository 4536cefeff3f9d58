"""The receipt beside a register when that is opened: brought up to the journal, and compared with it."""

from __future__ import annotations

from pathlib import Path

from transfer_register.errors import FileUnreadable
from transfer_register.register.journal import Journal
from transfer_register.register.last_backup import way_back
from transfer_register.register.receipt import read_receipt, write_receipt


def brought_up(path: Path, journal: Journal) -> list[str]:
    """Writes the receipt that a crash, or a full disk, left behind the journal; sentences on what cannot be mended by itself."""
    told, known = [], None
    try:
        known = read_receipt(path)
    except FileUnreadable as error:
        told.append(f"{error} A new one is given, for the journal as it is now.")
    head = journal.head()
    if last := journal.entry(head.sequence):
        write_receipt(path, journal, last)
    reached = journal.entry(known.sequence) if known and known.sequence else None
    if known and known.sequence and (reached is None or reached.hash != known.hash):
        told.append(
            f"The journal does not hold what its receipt was given for: it ends at entry {head.sequence:,}, and the receipt "
            f"names entry {known.sequence:,}. It was cut off or rewritten, or a backup stands in its place. "
            + way_back(path.parent, otherwise="Compare it with a backup.")
        )
    return told
