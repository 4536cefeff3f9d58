"""Restoring a backup, and moving a register: into an empty place only, whole and checked, or not at all."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from transfer_register.errors import FileUnreadable, Refused, TransferRegisterError, Unavailable
from transfer_register.register import chain, erasures
from transfer_register.register.backup import Tell, settle_folder, workroom
from transfer_register.register.backup_check import Checked, check
from transfer_register.register.copying import SHELVES, Copied, pour, poured
from transfer_register.register.journal import Journal, moment
from transfer_register.register.last_backup import NOTES
from transfer_register.register.moved import mark_moved, moved
from transfer_register.register.place import JOURNAL, RECEIPT, is_server, open_journal, shown_place
from transfer_register.register.receipt import begin_receipt
from transfer_register.register.sqlite_journal import SqliteJournal

# What a register has learnt of itself and its journal does not hold: where its backups are, and who was erased.
_LISTS = (NOTES, erasures.LIST)
_UNMARKED = (
    "{0} holds a copy, but {1} was not marked as moved: {2} The register is still at {1}. Take the copy away, then move again."
)


@dataclass(frozen=True)
class Place:
    """Where a register is to be: a folder or a PostgreSQL, and the folder of this machine for registers in PostgreSQL."""

    where: Path | str
    local: Path | None = None

    def __str__(self) -> str:
        return shown_place(self.where)


def restore(file: Path, place: Place, at: datetime, tell: Tell = lambda sentence, share: None) -> Checked:
    """Puts a backup into an empty place, checked before it is there. Raises `TransferRegisterError`; nothing is left then.

    The errors are those of `check`, and `Refused` where the place is not empty.
    """
    server = is_server(place.where)
    with ExitStack() as opened:
        target = Path(place.where)
        if server:
            journal, target = open_journal(place.where, place.local)
            opened.callback(journal.close)
            _refuse_server(journal, place)
        else:
            _refuse_folder(target)
        room = opened.enter_context(workroom(target if server else target.absolute().parent, target, at))
        (room / "register").mkdir()
        share = 0.5 if server else 1.0
        checked = check(file, room / "register", lambda done: tell("The backup is unpacked and checked", share * done))
        held = SqliteJournal(room / "register" / JOURNAL)
        opened.callback(held.close)
        if server:
            due = max(1, checked.manifest.entries)
            pour(held, journal, lambda done: tell("The register is written", 0.5 + 0.5 * done / due))
            begin_receipt(target / RECEIPT, journal)
        else:
            begin_receipt(room / "register" / RECEIPT, held)
            held.close()
            _settle(room / "register", target)
    return checked


def move(
    source: Journal, beside: Path, place: Place, actor: str, at: datetime, tell: Tell = lambda sentence, share: None
) -> Copied:  # fmt: skip
    """Copies a register to an empty place with the same head, and marks the old one: from then on it can only be read.

    Nobody can write to the old place between the copy and the mark. `source` must be a journal that no other thread writes
    with; the lists that lie `beside` it go along. Raises `Refused` where it was moved before or the place is not empty, and
    `Unavailable` or `FileUnreadable` where it cannot be done; the source is then as it was.
    """
    if there := moved(source):
        raise Refused(f"{there} Move it from there. Nothing was copied.")
    due = max(1, source.head().sequence)

    def told(done: int) -> None:
        tell("The register is copied", 0.6 * min(1.0, done / due))

    with ExitStack() as opened:
        target = Path(place.where)
        if is_server(place.where):
            journal, folder = open_journal(place.where, place.local)
            opened.callback(journal.close)
            _refuse_server(journal, place)
        else:
            _refuse_folder(target)
            room = opened.enter_context(workroom(target.absolute().parent, target, at))
            folder = room / "register"
            folder.mkdir()
            journal = SqliteJournal(folder / JOURNAL)
            opened.callback(journal.close)
        copy_stays = False
        try:
            with poured(source, journal, told) as (copied, turn):
                copy_stays = is_server(place.where)
                tell("The copy is checked", 0.6)
                _same(journal, copied, place)
                _lists(beside, folder, journal)
                journal.close()
                if not is_server(place.where):
                    _settle(folder, target)
                    copy_stays = True
                mark_moved(turn, str(place), moment(at), actor)
        except TransferRegisterError as error:
            if copy_stays:
                raise Unavailable(_UNMARKED.format(place, source.name, error)) from None
            raise
    return copied


def _lists(beside: Path, folder: Path, journal: Journal) -> None:
    """The receipt of the copy, and what lies beside the source."""
    try:
        begin_receipt(folder / RECEIPT, journal)
        for name in _LISTS:
            if (beside / name).exists():
                shutil.copyfile(beside / name, folder / name)
    except OSError as error:
        raise Unavailable(f"{folder}: it cannot be written ({error.strerror}).") from None


def _same(journal: Journal, copied: Copied, place: Place) -> None:
    verified = chain.verify(journal.entries(), copied.head)
    kept = {shelf: len(journal.kept(shelf)) for shelf in SHELVES}
    evidence = set(journal.evidence.names())
    if not verified.ok or verified.entries != copied.head.sequence:
        raise FileUnreadable(f"{place}: the copy does not hold ({verified.why}). The register stays where it is.")
    if kept != {shelf: copied.kept[shelf] for shelf in SHELVES} or not copied.evidence <= evidence:
        raise FileUnreadable(f"{place}: the copy is not complete. The register stays where it is.")


def _refuse_server(journal: Journal, place: Place) -> None:
    if journal.head().sequence:
        raise Refused(f"{place}: there is a register already. Name an empty database. Nothing was written.")


def _refuse_folder(target: Path) -> None:
    if "://" in str(target):
        raise Refused(f"{target}: this is no place of a register. Name a folder, or postgresql://...")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target}: it is not empty. Name a new or an empty folder. Nothing was written.")
    if not target.absolute().parent.is_dir():
        raise Refused(f"{target.absolute().parent}: there is no such folder. Make it, or name a folder in another one.")


def _settle(folder: Path, target: Path) -> None:
    """Gives a folder its name; an empty folder of that name is taken away."""
    try:
        if target.exists():
            target.rmdir()
        folder.rename(target)
    except OSError as error:
        raise TransferRegisterError(f"{target}: the register cannot be put there ({error.strerror}). Nothing is left.") from None
    settle_folder(target.absolute().parent)
