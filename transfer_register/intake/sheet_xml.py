"""What must be known of a workbook before its cells are unpacked: its true size, and which cells hold a formula.

A sheet of two cells, the second at XFD1048576, would unpack to seventeen thousand million cells; a small archive may
hold a large one. Both are found here, by looking at the archive and at the addresses of the cells.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from transfer_register.errors import FileUnreadable
from transfer_register.intake.drop_down_lists import referred

# What a workbook may grow to when it is unpacked, and how many times its packed size that may be beyond a small file.
MOST_UNPACKED = 800 * 1024 * 1024
_SMALL = 50 * 1024 * 1024
_MOST_TIMES = 150
_MOST_FILES = 5_000
_ADDRESS = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]{0,2000})<)')
_CHOICES = re.compile(rb"<(?:formula1|xm:f)>([^<]{1,2000})</")
_DEFINED = re.compile(rb'<definedName [^>]{0,500}?name="([^"]{1,255})"[^>]{0,500}>([^<]{1,2000})</')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class SheetFacts:
    """Rows and columns that a sheet uses, and its formulas by (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


def sheet_facts(data: bytes, name: str) -> dict[str, SheetFacts]:
    """Facts of every sheet by its name. Raises FileUnreadable for a damaged archive or one that unpacks too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard(archive, name, len(data))
            return {title: _facts(archive, path) for title, path in _sheets(archive)}
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise FileUnreadable(f"{name}: the workbook is damaged ({error}). Open it in Excel and save it again.") from None


def listed_columns(data: bytes) -> dict[str, set[int]]:
    """By sheet, the columns (from 0) that the drop-down lists of the workbook take their choices from."""
    formulas: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                formulas += [html.unescape(found.decode("utf-8", "replace")) for found in _CHOICES.findall(archive.read(entry))]
        names = archive.read("xl/workbook.xml") if formulas and "xl/workbook.xml" in archive.namelist() else b""
    used = set(formulas)
    for name, target in _DEFINED.findall(names):
        if name.decode("utf-8", "replace") in used:
            formulas.append(html.unescape(target.decode("utf-8", "replace")))
    return referred(formulas)


def guard(archive: zipfile.ZipFile, name: str, packed: int) -> None:
    """Raises FileUnreadable for an archive that would unpack too large."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_FILES or unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked > packed * _MOST_TIMES):
        raise FileUnreadable(
            f"{name}: the workbook would unpack from {packed / 1e6:,.1f} MB to {unpacked / 1e6:,.0f} MB. "
            "Copy the list into a new workbook and bring in that."
        )


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {element.get("Id"): element.get("Target", "") for element in relations}
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION, ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if path in names:
            yield sheet.get("name", ""), path


def _facts(archive: zipfile.ZipFile, path: str) -> SheetFacts:
    xml = archive.read(path)
    columns: set[bytes] = set()
    rows = 0
    for match in _ADDRESS.finditer(xml):
        columns.add(match.group(1))
        rows = max(rows, int(match.group(2)))
    formulas = {}
    if b"<f" in xml or b":f" in xml:
        for match in _FORMULA.finditer(xml):
            place = int(match.group(2)) - 1, _number(match.group(1)) - 1
            formulas[place] = (match.group(3) or b"").decode("utf-8", errors="replace")
    return SheetFacts(rows, max(map(_number, columns), default=0), formulas)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
