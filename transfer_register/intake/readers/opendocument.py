"""OpenDocument spreadsheets: every sheet as rows of text, merged cells and hidden sheets as in a workbook of Excel."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from transfer_register.errors import FileUnreadable
from transfer_register.intake.cell_text import text_of
from transfer_register.intake.kinds import kind_of
from transfer_register.intake.opendocument_xml import OpenFacts, OpenSheet, open_facts
from transfer_register.intake.sheets import Sheet, content_of, merged
from transfer_register.intake.tables import Content, SourceRow

SUFFIXES = (".ods", ".ots")
TITLE = "OpenDocument spreadsheet"


def recognises(head: bytes, name: str) -> bool:
    """Whether the content is an OpenDocument spreadsheet; a protected one too, so that the refusal can say what to do."""
    return head.startswith(b"PK") and kind_of(head) == "an OpenDocument spreadsheet"


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of every sheet, or of one. Raises FileUnreadable for a protected, damaged or oversized spreadsheet."""
    facts = open_facts(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, PasswordError) as error:
        raise FileUnreadable(f"{name}: the spreadsheet is damaged ({error}). Open it in its program and save it again.") from None
    if sheet is not None and sheet not in workbook.sheet_names:
        raise FileUnreadable(f"{name}: there is no sheet “{sheet}”; the sheets are {', '.join(workbook.sheet_names)}.")
    return content_of(
        Sheet(
            meta.name,
            _rows(workbook, meta.name, facts),
            meta.visible != SheetVisibleEnum.Visible,
            frozenset(facts.listed.get(meta.name, ())),
        )
        for meta in workbook.sheets_metadata
        if sheet is None or meta.name == sheet
    )


def _rows(workbook: CalamineWorkbook, title: str, facts: OpenFacts) -> tuple[SourceRow, ...]:
    fact = facts.sheets.get(title, OpenSheet())
    grid = [[text_of(value) for value in row] for row in workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)]
    for (row, column), formula in fact.formulas.items():
        # A truth value under a formula is what a spreadsheet makes of a word such as NO; the formula is what stands there.
        if row < len(grid) and column < len(grid[row]) and grid[row][column] in ("", "TRUE", "FALSE"):
            grid[row][column] = f"={formula.removeprefix('of:').removeprefix('=')}"
    return tuple(
        SourceRow(at + 1, cells, frozenset(column for row, column in fact.formulas if row == at), filled)
        for at, cells, filled in merged(grid, fact.merged)
    )
