"""Files that the tests of intake make or find."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

FIXTURES = Path(__file__).parents[1] / "fixtures" / "intake"
PUBLISHED = Path(__file__).parents[3] / "shared" / "inputs"


def workbook(sheets: dict[str, list[list[object]]], merged: dict[str, list[str]] | None = None) -> bytes:
    """An .xlsx with these rows; `merged` are ranges such as A2:A3 by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for area in (merged or {}).get(title, []):
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
