"""What must be known of an OpenDocument spreadsheet beside its cells: true size, merged cells, drop-down lists, protection."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from transfer_register.errors import FileUnreadable
from transfer_register.intake.drop_down_lists import referred
from transfer_register.intake.sheet_xml import guard
from transfer_register.intake.tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class OpenSheet:
    """Merged areas from (row, column) to (row, column), and the formulas of a sheet by (row, column), all from 0."""

    merged: tuple[Area, ...] = ()
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenFacts:
    """The sheets by name, and by name the columns that drop-down lists take their choices from."""

    sheets: dict[str, OpenSheet]
    listed: dict[str, set[int]]


def open_facts(data: bytes, name: str) -> OpenFacts:
    """Facts of a spreadsheet. Raises FileUnreadable for a protected, damaged or oversized one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard(archive, name, len(data))
            if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise FileUnreadable(
                    f"{name}: the spreadsheet is protected by a password. Save a copy without the password and bring in that."
                )
            xml = archive.read("content.xml")
        return _facts(xml, name)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise FileUnreadable(f"{name}: the spreadsheet is damaged ({error}). Open it in its program and save it again.") from None


def _facts(xml: bytes, name: str) -> OpenFacts:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(xml, parser)
    conditions = [element.get(f"{_TABLE}condition", "") for element in root.iter(f"{_TABLE}content-validation")]
    for named in root.iter(f"{_TABLE}named-range"):
        if any(named.get(f"{_TABLE}name", "\0") in condition for condition in conditions):
            conditions.append(named.get(f"{_TABLE}cell-range-address", ""))
    sheets = {table.get(f"{_TABLE}name", ""): _sheet(table, name) for table in root.iter(f"{_TABLE}table")}
    return OpenFacts(sheets, referred(conditions))


def _sheet(table: etree._Element, name: str) -> OpenSheet:
    merged: list[Area] = []
    formulas: dict[tuple[int, int], str] = {}
    at = cells = 0
    for row in table.iter(f"{_TABLE}table-row"):
        rows = _count(row, "number-rows-repeated")
        column = filled = 0
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            repeated = _count(cell, "number-columns-repeated")
            if len(cell):
                filled = column + repeated
                across, down = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
                if across * down > 1:
                    merged.append(((at, column), (at + down - 1, column + across - 1)))
                if formula := cell.get(f"{_TABLE}formula"):
                    formulas[at, column] = formula
            column += repeated
        cells = max(cells, filled)
        at += rows
        if filled and (filled > MOST_COLUMNS or at > MOST_ROWS or at * cells > MOST_CELLS):
            raise FileUnreadable(
                f"{name}: sheet “{table.get(f'{_TABLE}name', '')}” uses {at:,} rows and {filled:,} columns; at most "
                f"{MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns are read. Delete what is not needed or split it."
            )
    return OpenSheet(tuple(merged), formulas)


def _count(element: etree._Element, attribute: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{attribute}", "1")))
