"""Reading a backup: unpacks it into an empty folder, and checks every file, the chain and the counts against its manifest.

A backup may come from anywhere: no member is written under a name of its own choosing, none grows beyond the size that the
manifest states, and whatever the manifest does not know is refused.
"""

from __future__ import annotations

import os
import re
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

import orjson
from pydantic import ValidationError

from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.register import chain, contacts
from transfer_register.register.chain import Verified
from transfer_register.register.journal import Entry, Head
from transfer_register.register.manifest import EVIDENCE, FORMAT, MANIFEST, WHAT, Manifest, Member
from transfer_register.register.place import JOURNAL
from transfer_register.register.sqlite_journal import SqliteJournal

# A manifest of half a million files of evidence is no larger.
_MOST_MANIFEST = 100_000_000
_PIECE = 1 << 20
_EVIDENCE = re.compile(re.escape(EVIDENCE) + r"([0-9a-f]{64})")
_UNREADABLE = (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)


class NotABackup(FileUnreadable):
    """The file is something else altogether."""


class ChainBroken(FileUnreadable):
    """The journal in a backup does not hold: `verified` says from where on."""

    def __init__(self, sentence: str, verified: Verified):
        self.verified = verified
        super().__init__(sentence)


@dataclass(frozen=True)
class Checked:
    """A backup that holds. `fault` says which contact is not the one that was recorded, already in the register it is of."""

    manifest: Manifest
    fault: str | None


def check(file: Path, room: Path, tell: Callable[[float], None] = lambda share: None) -> Checked:
    """Unpacks a backup into the empty folder `room`, which then holds a register, and checks all of it.

    Raises `NotABackup` for a file that is none, `FileUnreadable` for one that was cut, changed or does not fit together.
    """
    try:
        with _opened(file) as pack:
            manifest = _manifest(file, pack)
            _members(file, pack, manifest)
            _unpack(file, pack, manifest, room, lambda share: tell(0.4 * share))
    except _UNREADABLE as error:
        raise FileUnreadable(f"{file}: this backup is damaged ({error}). Take another one.") from None
    return Checked(manifest, _journal(file, manifest, room, lambda share: tell(0.4 + 0.6 * share)))


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    try:
        opened = file.open("rb")
    except OSError as error:
        raise NotABackup(f"{file}: the file cannot be read ({error.strerror}). Check the path.") from None
    with opened:
        begins = opened.read(4)
        try:
            pack = ZipFile(opened)
        except BadZipFile:
            if begins != b"PK\x03\x04":
                raise NotABackup(f"{file}: this is no backup of a register. Name a file that `backup` has made.") from None
            raise FileUnreadable(f"{file}: this file was cut off or damaged: its end is missing. Take another one.") from None
        with pack:
            yield pack


def _manifest(file: Path, pack: ZipFile) -> Manifest:
    none = NotABackup(f"{file}: this archive is no backup of a register. Name a file that `backup` has made.")
    if MANIFEST not in pack.namelist():
        raise none
    with pack.open(MANIFEST) as member:
        content = member.read(_MOST_MANIFEST + 1)
    try:
        said = orjson.loads(content) if len(content) <= _MOST_MANIFEST else None
    except orjson.JSONDecodeError as error:
        raise FileUnreadable(f"{file}: the manifest of this backup is damaged ({error}). Take another one.") from None
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise none
    if isinstance(said.get("format"), int) and said["format"] > FORMAT:
        raise FileUnreadable(
            f"{file}: this backup was made by a newer version of the program (format {said['format']}; this one reads up to "
            f"{FORMAT}). Install that version."
        )
    try:
        return Manifest.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(map(str, first["loc"]))
        raise FileUnreadable(f"{file}: the manifest of this backup is damaged ({where}: {first['msg']}).") from None


def _members(file: Path, pack: ZipFile, manifest: Manifest) -> None:
    names = Counter(pack.namelist())
    for name, member in manifest.files.items():
        evidence = _EVIDENCE.fullmatch(name)
        if name != JOURNAL and (not evidence or evidence[1] != member.sha256):
            raise FileUnreadable(f"{file}: its manifest names {name!r}, which no backup has. It was not unpacked.")
        if name not in names:
            raise FileUnreadable(f"{file}: {name} is missing from this backup. Take another one.")
    if JOURNAL not in manifest.files:
        raise FileUnreadable(f"{file}: there is no journal in this backup. Take another one.")
    for name, times in names.items():
        if times > 1 or (name != MANIFEST and name not in manifest.files):
            raise FileUnreadable(f"{file}: it holds {name!r}, which its manifest does not name. It was not unpacked.")


def _unpack(file: Path, pack: ZipFile, manifest: Manifest, room: Path, tell: Callable[[float], None]) -> None:
    total = sum(member.size for member in manifest.files.values())
    if total > shutil.disk_usage(room).free:
        raise Unavailable(f"{file}: {total / 1e6:,.0f} MB have to be unpacked, and the disk has no room for them. Make room.")
    if len(manifest.files) > 1:
        (room / EVIDENCE).mkdir()
    done = 0
    for name, member in manifest.files.items():
        # The name is one of ours by now (`_members`).
        with pack.open(name) as source, (room / name).open("xb") as to:
            for piece in _pieces(file, name, member, source):
                to.write(piece)
                done += len(piece)
                tell(done / max(1, total))
            to.flush()
            os.fsync(to.fileno())


def _pieces(file: Path, name: str, member: Member, source: IO[bytes]) -> Iterator[bytes]:
    digest, size = sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > member.size:
            break
        digest.update(piece)
        yield piece
    if size != member.size or digest.hexdigest() != member.sha256:
        raise FileUnreadable(f"{file}: {name} is not what was written into this backup. Take another one.")


def _journal(file: Path, manifest: Manifest, room: Path, tell: Callable[[float], None]) -> str | None:
    records: Counter[str] = Counter()
    try:
        journal = SqliteJournal(room / JOURNAL)
    except TransferRegisterError as error:
        raise FileUnreadable(f"{file}: the journal in this backup cannot be read ({error})") from None
    try:
        head = Head(manifest.entries, manifest.head)
        verified = chain.verify(_counted(journal.entries(), records, manifest.entries, tell), head)
        kept = {name: len(journal.kept(shelf)) for name, shelf in (("contacts", "contact"), ("drafts", "draft"))}
        fault = contacts.check(journal) if verified.ok else None
    finally:
        journal.close()
    if not verified.ok:
        raise ChainBroken(f"{file}: the journal in this backup does not hold: {verified.why}. Take another one.", verified)
    found = {"entries": verified.entries, "records": dict(records), **kept}
    for what, number in found.items():
        if number != getattr(manifest, what):
            told = f"{number} in its journal, {getattr(manifest, what)} in its manifest"
            raise FileUnreadable(f"{file}: the counts of this backup do not agree ({what}: {told}). Take another one.")
    return fault


def _counted(entries: Iterable[Entry], records: Counter[str], due: int, tell: Callable[[float], None]) -> Iterator[Entry]:
    for entry in entries:
        if entry.version == 1:
            records[entry.kind] += 1
        if entry.sequence % 10_000 == 0:
            tell(min(1.0, entry.sequence / max(1, due)))
        yield entry
