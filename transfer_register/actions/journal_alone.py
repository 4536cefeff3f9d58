"""The journal of a register alone, without its projection: for verifying, backups and moves, also where it no longer opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transfer_register.actions.opening import local_folder
from transfer_register.errors import Refused
from transfer_register.register.journal import Journal
from transfer_register.register.place import JOURNAL, RECEIPT, is_server, open_journal


@contextmanager
def journal_alone(where: Path | str) -> Iterator[tuple[Journal, Path]]:
    """A connection of its own to a journal that is there, and the folder of this machine for what is made of it.

    Raises `Refused` where there is none, since looking makes none, and as `open_journal`.
    """
    if not is_server(where) and not (Path(where) / JOURNAL).exists():
        if (Path(where) / RECEIPT).exists():
            raise Refused(f"{where}: the journal of this register is gone. Restore the last backup into a new folder.")
        raise Refused(f"There is no register at {where}. Name one with --register, or make one with: intake take, demo, serve.")
    journal, folder = open_journal(where, local_folder())
    try:
        yield journal, folder
    finally:
        journal.close()
