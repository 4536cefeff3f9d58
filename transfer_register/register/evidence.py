"""Evidence: files that a record rests on, kept under their SHA-256, so that one that was changed is not taken for itself."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from transfer_register.errors import FileUnreadable, Unavailable

_NAME = re.compile(r"[0-9a-f]{64}")


class Evidence(Protocol):
    """Where the files are: a folder beside a journal that is a file, a table beside one in PostgreSQL."""

    def put(self, content: bytes) -> str:
        """Keeps a file and returns its name, hex SHA-256; one that is there already is left as it is."""

    def get(self, name: str) -> bytes:
        """The content of a file. Raises `FileUnreadable` where there is none, or it is not what its name says."""

    def names(self) -> list[str]:
        """The names of all files, in order."""


def checked(name: str, content: bytes | None, where: str) -> bytes:
    """The content, if it is what its name says. Raises `FileUnreadable` otherwise."""
    if content is None:
        raise FileUnreadable(f"{where}: there is no evidence {name}. Put it back from a backup.")
    if sha256(content).hexdigest() != name:
        raise FileUnreadable(f"{where}: evidence {name} was changed after it was recorded. Put it back from a backup.")
    return content


class EvidenceFolder:
    """`Evidence` as files of a folder, which is made with the first of them."""

    def __init__(self, folder: Path):
        self._folder = folder

    def put(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        path = self._folder / name
        if not path.exists():
            try:
                self._folder.mkdir(exist_ok=True)
                # Whole or not at all: a name promises a content.
                fresh = path.with_name(f"{name}.{os.getpid()}.part")
                with fresh.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(path)
            except OSError as error:
                raise Unavailable(f"{path}: the file cannot be written ({error.strerror}). Nothing was recorded.") from None
        return name

    def get(self, name: str) -> bytes:
        path = self._folder / name
        return checked(name, path.read_bytes() if _NAME.fullmatch(name) and path.is_file() else None, str(self._folder))

    def names(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
