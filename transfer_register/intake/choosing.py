"""Chooses the reader for a file: by its content, whatever its name says. The folder intake/readers is the list."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

from transfer_register.errors import FileUnreadable
from transfer_register.intake import readers as readers_folder
from transfer_register.intake.kinds import kind_of
from transfer_register.intake.tables import Content
from transfer_register.intake.text_file import HEAD


class Reader(Protocol):
    """What a module in intake/readers offers; adding a kind of file is adding such a module."""

    SUFFIXES: tuple[str, ...]
    TITLE: str

    def recognises(self, head: bytes, name: str) -> bool: ...

    def read(self, data: bytes, name: str, sheet: str | None = None) -> Content: ...


@cache
def readers() -> dict[str, Reader]:
    """Every reader by the name of its module; the folder is the list."""
    names = sorted(module.name for module in iter_modules(readers_folder.__path__))
    return {name: import_module(f"{readers_folder.__name__}.{name}") for name in names}  # type: ignore[misc]


def choose_reader(data: bytes, name: str) -> tuple[str, Reader]:
    """(name, reader) of the first reader that recognises the content, those for the suffix first. Raises FileUnreadable."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileUnreadable(f"{name}: the file is empty. Save it again with its content.")
    suffix = Path(name).suffix.casefold()
    head = data if data.startswith((b"PK", b"\xd0\xcf")) else data[:HEAD]
    # The register's own file is no list of somebody else's, whatever its name; it is asked for before all.
    for kind, reader in sorted(
        readers().items(), key=lambda item: (not hasattr(item[1], "FIRST"), suffix not in item[1].SUFFIXES)
    ):
        if reader.recognises(head, name):
            return kind, reader
    known = ", ".join(sorted(reader.TITLE for reader in readers().values()))
    truly = kind_of(data)
    if truly is None:
        raise FileUnreadable(f"{name}: no table or list of recipients was found in the text. What can be read: {known}.")
    raise FileUnreadable(f"{name}: this is {truly}, which cannot be read as a list. Copy the list into one of: {known}.")
