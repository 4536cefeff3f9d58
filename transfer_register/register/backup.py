"""Backups: a whole register in one file, made while others write, and checked before it is called a backup."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson

import transfer_register
from transfer_register.errors import Refused, Unavailable
from transfer_register.register.backup_check import Checked, check
from transfer_register.register.copying import Copied, poured
from transfer_register.register.journal import Journal, moment
from transfer_register.register.last_backup import NOTES, backups
from transfer_register.register.manifest import EVIDENCE, MANIFEST, SUFFIX, Manifest, Member
from transfer_register.register.place import JOURNAL
from transfer_register.register.sqlite_journal import SqliteJournal

# Told a sentence and a share from 0 to 1 while a backup is made, checked or restored.
Tell = Callable[[str, float], None]

_ROOM = ".trbackup-"
# Copies of a register that a crash left behind are taken away by the next backup there, once they are this old.
_LEFT_BEHIND_SECONDS = 86_400
# The hashes of a journal do not shrink, and what does shrinks well enough at once.
_LEVEL = 1
_PIECE = 1 << 20


def suggested_name(at: datetime) -> str:
    """`register-2026-11-23.trbackup.zip`."""
    return f"register-{at:%Y-%m-%d}{SUFFIX}"


def write_backup(journal: Journal, target: Path, at: datetime, tell: Tell = lambda sentence, share: None) -> Checked:
    """Makes a backup and returns what it holds; others may write all the time, and the backup is a prefix of what they write.

    `journal` must be one that no other thread writes with. Raises `Refused` where `target` is there already or its folder is
    not, `FileUnreadable` where the journal does not hold, `Unavailable` where there is no room; nothing is left then.
    """
    target = target.absolute()
    _refuse(target)
    due = max(1, journal.head().sequence)
    with workroom(target.parent, target, at) as room, _room_for_journals(room) as inside:
        register, read = inside / "register", inside / "read"
        register.mkdir()
        copy = SqliteJournal(register / JOURNAL)
        try:
            copying = poured(journal, copy, lambda done: tell("The journal is copied", 0.5 * min(1.0, done / due)))
            with copying as (copied, _):
                pass
        finally:
            copy.close()
        manifest = _manifest(register, copied, at)
        tell("The copy is packed", 0.5)
        _pack(register, manifest, room / "packed.zip", at)
        shutil.rmtree(register)
        read.mkdir()
        checked = check(room / "packed.zip", read, lambda share: tell("The backup is read back and checked", 0.7 + 0.3 * share))
        _settle(room / "packed.zip", target)
    return checked


def note_backup(folder: Path, path: Path, manifest: Manifest) -> None:
    """Adds a backup to the list beside the register, whole or not at all; the newest stands last."""
    noted = backups(folder)
    noted.append({"path": str(path.absolute()), "at": manifest.made_at, "entries": manifest.entries, "head": manifest.head})
    fresh = folder / f"{NOTES}.{os.getpid()}"
    fresh.write_bytes(orjson.dumps(noted, option=orjson.OPT_INDENT_2))
    fresh.replace(folder / NOTES)


@contextmanager
def workroom(folder: Path, target: Path, at: datetime) -> Iterator[Path]:
    """A new folder inside `folder` that is gone afterwards. A disk that refuses is told as what it means for `target`."""
    room = None
    try:
        _tidy(folder, at)
        room = Path(mkdtemp(prefix=_ROOM, dir=folder))
        yield room
    except OSError as error:
        mend = "Make room, or name another place." if error.errno == errno.ENOSPC else "Name another place."
        raise Unavailable(f"{target}: it cannot be written ({error.strerror}). Nothing was left there. {mend}") from None
    finally:
        if room:
            shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _room_for_journals(room: Path) -> Iterator[Path]:
    """A folder in which a journal can be opened: `room`, or one of this machine where `room` is on a disk that cannot lock."""
    try:
        SqliteJournal(room / "probe.sqlite").close()
    except Unavailable:
        with TemporaryDirectory(prefix=_ROOM) as inside:
            yield Path(inside)
    else:
        yield room


def settle_folder(folder: Path) -> None:
    """Sees to it that a name that was given in a folder is on the disk; Windows does that by itself."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse(target: Path) -> None:
    if target.exists():
        raise Refused(f"{target}: there is something already, and a backup never replaces anything. Name a new file.")
    if not target.parent.is_dir():
        raise Refused(f"{target.parent}: there is no such folder. Make it, or name a file in another one.")


def _tidy(folder: Path, at: datetime) -> None:
    for left in folder.glob(f"{_ROOM}*"):
        with suppress(OSError):
            if at.timestamp() - left.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _manifest(folder: Path, copied: Copied, at: datetime) -> Manifest:
    files = {JOURNAL: Member.of(folder / JOURNAL)}
    files |= {f"{EVIDENCE}{name}": Member.of(folder / EVIDENCE / name) for name in sorted(copied.evidence)}
    return Manifest(
        made_at=moment(at), program=f"Transfer Register {transfer_register.__version__}", entries=copied.head.sequence,
        head=copied.head.hash, head_at=copied.at, records=dict(sorted(copied.records.items())),
        contacts=copied.kept["contact"], drafts=copied.kept["draft"], files=files,
    )  # fmt: skip


def _pack(folder: Path, manifest: Manifest, packed: Path, at: datetime) -> None:
    day = at.timetuple()[:6]
    with packed.open("xb") as file:
        with ZipFile(file, "w") as pack:
            for name, member in manifest.files.items():
                entry = ZipInfo(name, day)
                entry.compress_type, entry.external_attr = ZIP_STORED if name.startswith(EVIDENCE) else ZIP_DEFLATED, 0o600 << 16
                entry._compresslevel, entry.file_size = _LEVEL, member.size
                with (folder / name).open("rb") as source, pack.open(entry, "w", force_zip64=True) as to:
                    shutil.copyfileobj(source, to, _PIECE)
            entry = ZipInfo(MANIFEST, day)
            entry.external_attr = 0o600 << 16
            pack.writestr(entry, manifest.file(), ZIP_DEFLATED, _LEVEL)
        file.flush()
        os.fsync(file.fileno())


def _settle(packed: Path, target: Path) -> None:
    """Gives a checked backup its name, and never somebody else's."""
    try:
        os.link(packed, target)
    except FileExistsError:
        _refuse(target)
    except OSError:  # a file system without links
        _refuse(target)
        packed.rename(target)
    settle_folder(target.parent)
