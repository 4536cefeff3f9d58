"""Excel workbooks: every sheet as rows of text, never guessed into numbers, days or truth values."""

from __future__ import annotations

import io
from collections.abc import Iterable

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from transfer_register.errors import FileUnreadable
from transfer_register.intake.cell_text import text_of
from transfer_register.intake.kinds import OLE, kind_of, ole_kind
from transfer_register.intake.sheet_xml import SheetFacts, listed_columns, sheet_facts
from transfer_register.intake.sheets import Sheet, content_of, merged
from transfer_register.intake.tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Content, RowProblem, SourceRow

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls")
TITLE = "Excel workbook"
_KINDS = ("an Excel workbook", "an old Excel workbook")


def recognises(head: bytes, name: str) -> bool:
    """Whether the content is a workbook; a protected one too, so that the refusal can say what to do."""
    if head.startswith(OLE):
        return ole_kind(head) in (*_KINDS, "a protected Office file")
    return head.startswith(b"PK") and kind_of(head) in _KINDS


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of every sheet, or of one. Raises FileUnreadable for a protected, damaged or oversized workbook."""
    if data.startswith(OLE) and ole_kind(data) == "a protected Office file":
        raise _protected(name)
    facts = sheet_facts(data, name) if data.startswith(b"PK") else {}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise _protected(name) from None
    except CalamineError as error:
        raise FileUnreadable(f"{name}: the workbook is damaged ({error}). Open it in Excel and save it again.") from None
    if sheet is not None and sheet not in workbook.sheet_names:
        raise FileUnreadable(f"{name}: there is no sheet “{sheet}”; the sheets are {', '.join(workbook.sheet_names)}.")
    listed = listed_columns(data) if data.startswith(b"PK") else {}
    sheets, problems = [], []
    for meta in workbook.sheets_metadata:
        if sheet is not None and meta.name != sheet:
            continue
        fact = facts.get(meta.name, SheetFacts())
        if refusal := _too_large(fact):
            problems.append(RowProblem(None, None, f"sheet “{meta.name}” was left out: {refusal}"))
            continue
        try:
            rows = _rows(workbook, meta.name, fact)
        except (CalamineError, ValueError, OverflowError) as error:
            problems.append(
                RowProblem(None, None, f"sheet “{meta.name}” was left out: it is damaged ({error}). Save the workbook again.")
            )
            continue
        hidden = meta.visible != SheetVisibleEnum.Visible
        sheets.append(Sheet(meta.name, rows, hidden, frozenset(listed.get(meta.name, ()))))
    content = content_of(sheets)
    return Content(content.tables, (*problems, *content.problems))


def _protected(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"{name}: the workbook is protected by a password or by rights management. "
        "Save a copy without protection and bring in that."
    )


def _too_large(fact: SheetFacts) -> str | None:
    if fact.columns > MOST_COLUMNS:
        return f"it uses {fact.columns:,} columns; a list of recipients has at most {MOST_COLUMNS:,}. Delete the empty columns."
    if fact.rows > MOST_ROWS or fact.rows * fact.columns > MOST_CELLS * 4:
        return f"it uses {fact.rows:,} rows; at most {MOST_ROWS:,} are read. Delete the empty rows or split it."
    return None


def _rows(workbook: CalamineWorkbook, name: str, fact: SheetFacts) -> tuple[SourceRow, ...]:
    sheet = workbook.get_sheet_by_name(name)
    grid = [[text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), formula in fact.formulas.items():
        # A truth value under a formula is what a spreadsheet makes of a word such as NO; the formula is what stands there.
        if row < len(grid) and column < len(grid[row]) and grid[row][column] in ("", "TRUE", "FALSE"):
            grid[row][column] = f"={formula}"
    marked = _by_row(fact.formulas)
    return tuple(
        SourceRow(at + 1, cells, frozenset(marked.get(at, ())), filled)
        for at, cells, filled in merged(grid, sheet.merged_cell_ranges or ())
    )


def _by_row(cells: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    rows: dict[int, set[int]] = {}
    for row, column in cells:
        rows.setdefault(row, set()).add(column)
    return rows
