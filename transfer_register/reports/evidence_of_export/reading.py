"""Reads a package that may come from anywhere: nothing is unpacked to disk, nothing grows, no name is trusted."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from transfer_register.errors import FileUnreadable, Problem
from transfer_register.reports.evidence_of_export.manifest import MANIFEST, NAME, SUMS, VERIFY
from transfer_register.reports.evidence_of_export.package import archive

MOST_BYTES = 300_000_000
_MOST_FILES = 200
# Where the names of a package stand even when its end is damaged.
_AT_THE_END = 65_536
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, IndexError, zlib.error)


class NotAnExport(FileUnreadable):
    """The file is something else altogether."""


@dataclass
class Read:
    """What was read: files by name, those that are there and cannot be read, and what is wrong with the archive itself."""

    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path) -> Read:
    """The files of a ZIP, or of a folder that it was unpacked into. Raises `NotAnExport` for anything else."""
    try:
        return _folder(path) if path.is_dir() else _archive(path)
    except OSError as error:
        raise NotAnExport(f"{path}: it cannot be read ({error.strerror}). Check the path.") from None


def _folder(path: Path) -> Read:
    found = Read(path.name or str(path))
    inside = sorted(path.iterdir())
    if not {one.name for one in inside} & {MANIFEST, SUMS, VERIFY}:
        raise NotAnExport(f"{path}: this folder holds no export.")
    room = MOST_BYTES
    if len(inside) > _MOST_FILES:
        found.problems.append(Problem(found.name, f"the folder holds {len(inside)} files, and no export so many."))
        return found
    for one in inside:
        if not NAME.fullmatch(one.name) or one.is_symlink() or not one.is_file():
            found.problems.append(Problem(repr(one.name), "no export has a file of this name or kind. It was not read."))
        elif (size := one.stat().st_size) > room:
            found.damaged.add(one.name)
            found.problems.append(Problem(one.name, "it is larger than any export. It was not read."))
        else:
            found.files[one.name] = one.read_bytes()
            room -= size
    return found


def _archive(path: Path) -> Read:
    found = Read(path.name)
    size = path.stat().st_size
    with path.open("rb") as file:
        begins = file.read(4)
        file.seek(max(0, size - _AT_THE_END))
        ends = file.read()
        file.seek(0)
        ours = begins[:2] == b"PK" and all(name.encode() in ends for name in (SUMS, VERIFY))
        try:
            pack = zipfile.ZipFile(file)
        except _BROKEN as error:
            if not ours:
                raise NotAnExport(f"{path}: this is no export.") from None
            found.problems.append(Problem(found.name, f"the archive is damaged or was cut off ({error})."))
            return found
        with pack:
            if not {SUMS, VERIFY} & set(pack.namelist()):
                if not ours:
                    raise NotAnExport(f"{path}: this archive is no export.")
                found.problems.append(Problem(found.name, "the archive is damaged: its list of files is not whole."))
                return found
            if size > MOST_BYTES:
                found.problems.append(Problem(found.name, f"it is larger than any export ({size / 1e6:,.0f} MB)."))
                return found
            _members(pack, size, found)
        file.seek(0)
        if not found.problems and archive(found.files) != file.read():
            found.problems.append(Problem(found.name, _PACKED_ANEW))
    return found


def _members(pack: zipfile.ZipFile, size: int, found: Read) -> None:
    members = pack.infolist()
    times = Counter(one.filename.lower() for one in members)
    if len(members) > _MOST_FILES:
        found.problems.append(Problem(found.name, f"it holds {len(members)} files, and no export so many. It was not read."))
        return
    if sum(one.file_size for one in members) > size:
        found.problems.append(Problem(found.name, "its files are larger than the archive that holds them. It was not read."))
        return
    for one in members:
        name = one.filename
        if not NAME.fullmatch(name):
            found.problems.append(Problem(repr(name), "no export has a file of this name. It was not read."))
            continue
        wrong = None
        if times[name.lower()] > 1:
            wrong = "it stands in the archive more than once. It was not read."
        elif one.compress_type != zipfile.ZIP_STORED or one.compress_size != one.file_size:
            wrong = "it is compressed, which no export is. It was not read: unpack the archive, and verify the folder."
        else:
            try:
                found.files[name] = pack.read(one)
            except _BROKEN as error:
                wrong = f"it is damaged: it was changed after the export was packed ({error})."
        if wrong:
            found.damaged.add(name)
            found.problems.append(Problem(name, wrong))


_PACKED_ANEW = (
    "the archive is not the one that was written: it was changed outside its files, or packed anew. To check the files alone, "
    "unpack it and verify the folder."
)
