"""Excel workbooks: every sheet as rows of text, never guessed into numbers, days or truth values."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from transfer_register.errors import FileUnreadable
from transfer_register.intake.grid import tables_of
from transfer_register.intake.kinds import OLE, kind_of, ole_kind
from transfer_register.intake.sheet_xml import SheetFacts, sheet_facts
from transfer_register.intake.tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Content, RowProblem, SourceRow

SUFFIXES = (".xlsx", ".xlsm", ".xls")
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
    tables, problems = [], []
    for meta in workbook.sheets_metadata:
        if sheet is not None and meta.name != sheet:
            continue
        fact = facts.get(meta.name, SheetFacts())
        if refusal := _too_large(fact):
            problems.append(RowProblem(None, None, f"sheet “{meta.name}” was left out: {refusal}"))
            continue
        try:
            found = tables_of(_rows(workbook, meta.name, fact), meta.name)
        except (CalamineError, ValueError, OverflowError) as error:
            problems.append(
                RowProblem(None, None, f"sheet “{meta.name}” was left out: it is damaged ({error}). Save the workbook again.")
            )
            continue
        if found.tables and meta.visible != SheetVisibleEnum.Visible:
            problems.append(RowProblem(None, None, f"sheet “{meta.name}” is hidden in the workbook; its rows were read."))
        tables += found.tables
        problems += found.problems
    return Content(tuple(tables), tuple(problems))


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


def _rows(workbook: CalamineWorkbook, name: str, fact: SheetFacts) -> list[SourceRow]:
    sheet = workbook.get_sheet_by_name(name)
    grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    filled: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(grid) or left >= len(grid[top]):
            continue
        said = grid[top][left]
        for row in range(top, min(bottom, len(grid) - 1) + 1):
            for column in range(left, min(right, len(grid[row]) - 1) + 1):
                if not grid[row][column]:
                    grid[row][column] = said
                    filled.setdefault(row, set()).add(column)
    for (row, column), formula in fact.formulas.items():
        # A truth value under a formula is what a spreadsheet makes of a word such as NO; the formula is what stands there.
        if row < len(grid) and column < len(grid[row]) and grid[row][column] in ("", "TRUE", "FALSE"):
            grid[row][column] = f"={formula}"
    marked = _by_row(fact.formulas)
    return [
        SourceRow(at + 1, tuple(cells), frozenset(marked.get(at, ())), frozenset(filled.get(at, ())))
        for at, cells in enumerate(grid)
    ]


def _by_row(cells: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    rows: dict[int, set[int]] = {}
    for row, column in cells:
        rows.setdefault(row, set()).add(column)
    return rows


def _text(value: object) -> str:
    """A cell as text: what it says, in the shortest form that loses nothing."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return format(value, ".15g")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta() | int():
            return str(value)
        case _:
            return ""
