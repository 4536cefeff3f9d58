"""Reads the register's own spreadsheet: workbook, OpenDocument or delimited text, as rows with their exact records.

It is told by its headings, whatever it is called now and whoever saved it again.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from transfer_register.errors import FileUnreadable
from transfer_register.intake.cell_text import text_of
from transfer_register.intake.kinds import kind_of
from transfer_register.intake.own_columns import COLUMNS, ENOUGH, EXACT, IDS, SOURCE
from transfer_register.intake.own_exact import Exact, read
from transfer_register.intake.own_text import days_of
from transfer_register.intake.sheet_xml import sheet_facts
from transfer_register.intake.tables import RowProblem
from transfer_register.intake.text_file import beginning, decoded

# The first words of the first sheet, and what only tables have that were made to be looked at.
MARK = "Register to edit in a spreadsheet"
SHOWN = ("Journal hash", "Verdict of each regime")
_WORKBOOKS = ("an Excel workbook", "an OpenDocument spreadsheet")
_SEPARATORS = (",", ";", "\t", "|")
_HEAD_ROWS = 20
# A byte order mark, also one that a program read as letters, is no part of the first heading.
_BLANKS = " \t\ufeffï»¿"
_LONGEST_CELL = 1_000_000
# So much of one part of a workbook is looked at for the headings.
_LOOK = 64 * 1024 * 1024


@dataclass(frozen=True)
class OwnRow:
    """One row: `cells` by heading, `id` as its cell says, `exact` None where it has none. `damaged` where it cannot be read."""

    kind: str
    sheet: str
    line: int
    id: str
    cells: dict[str, str]
    exact: Exact | None
    damaged: bool = False


@dataclass(frozen=True)
class OwnFile:
    """All rows of a file; `narrow` where it was saved in Windows-1252, `month_first` as its days were turned (None: not).

    `only_shown` is a table of a screen or report, which has no way back.
    """

    rows: tuple[OwnRow, ...]
    problems: tuple[RowProblem, ...] = ()
    narrow: bool = False
    month_first: bool | None = None
    only_shown: bool = False


@dataclass(frozen=True)
class _Sheet:
    title: str
    rows: Iterable[tuple[int, Sequence[str]]]
    many: bool = field(default=True)


def is_own(head: bytes, name: str) -> bool:
    """Whether a file is the register's own by its headings; `head` is all of a workbook, the beginning of a text."""
    if head.startswith(b"PK"):
        return kind_of(head) in _WORKBOOKS and _marked(head)
    text = beginning(head, name)
    return text is not None and _separator(text) is not None


def _marked(data: bytes) -> bool:
    marks = [mark.encode() for mark in (EXACT, MARK, *SHOWN)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry in ("xl/sharedStrings.xml", "content.xml") or entry.startswith("xl/worksheets/sheet"):
                most = 1024 * 1024 if entry.startswith("xl/worksheets/") else _LOOK
                with archive.open(entry) as part:
                    if _found(part, marks, most):
                        return True
    return False


def _found(part: io.BufferedIOBase, marks: list[bytes], most: int) -> bool:
    kept = b""
    while most > 0 and (piece := part.read(256 * 1024)):
        most -= len(piece)
        kept = kept[-100:] + piece
        if any(mark in kept for mark in marks):
            return True
    return False


def read_own(data: bytes, name: str) -> OwnFile:
    """Every row of every table of the file. Raises FileUnreadable for a damaged or protected workbook."""
    problems: list[RowProblem] = []
    if data.startswith(b"PK"):
        sheets, narrow = _workbook(data, name), False
    else:
        text, told = decoded(data, name)
        narrow = any("Windows-1252" in problem.what for problem in told)
        separator = _separator(text) or ","
        sheets = iter([_Sheet("", _delimited(text, separator), many=False)])
        problems += [_NARROW] if narrow else []
    rows: list[OwnRow] = []
    only_shown = False
    for sheet in sheets:
        only_shown |= _read_sheet(sheet, rows, problems)
    if only_shown and not rows:
        return OwnFile((), (_ONLY_SHOWN,), only_shown=True)
    return OwnFile(tuple(rows), tuple(problems), narrow, _month_first(rows))


_NARROW = RowProblem(
    None, None,
    "the file was saved in Windows-1252, which lacks many letters. Cells that lost only such letters are taken as unchanged. "
    "Save it as CSV UTF-8, or bring in the workbook, so that new words keep theirs.",
)  # fmt: skip
_ONLY_SHOWN = RowProblem(
    None, None,
    "this is a table of the register as a screen or a report showed it: it does not hold whole records, so it cannot come back. "
    "Take “Register to edit in a spreadsheet” under Reports, make your changes there and bring in that file.",
)  # fmt: skip


def _read_sheet(sheet: _Sheet, rows: list[OwnRow], problems: list[RowProblem]) -> bool:
    """Reads the rows of a sheet below its headings; whether it is a table that was only made to be looked at."""
    found = iter(sheet.rows)
    for _ in range(_HEAD_ROWS):
        _, heads = next(found, (0, None))
        if heads is None:
            return False
        heads = [head.strip(_BLANKS) for head in heads]
        if EXACT not in heads and not set(SHOWN).isdisjoint(heads):
            return True
        if (kind := _kind(heads)) is not None:
            _read_rows(kind, sheet, heads, found, rows, problems)
            return False
    return False


def _kind(heads: Sequence[str]) -> str | None:
    """transfer or party, by a row of headings; None for every other row."""
    have = set(heads)
    scores = {
        kind: len(have & {column.heading for column in columns}) for kind, columns in COLUMNS.items()
        if IDS[kind] in have or EXACT in have
    }  # fmt: skip
    kind = max(scores, key=lambda kind: (IDS[kind] in have, scores[kind]), default=None)
    return kind if kind is not None and (scores[kind] >= ENOUGH or (EXACT in have and scores[kind])) else None


def _read_rows(
    kind: str,
    sheet: _Sheet,
    heads: list[str],
    found: Iterator[tuple[int, Sequence[str]]],
    rows: list[OwnRow],
    problems: list[RowProblem],
) -> None:
    known = {column.heading for column in COLUMNS[kind]}
    wanted = [(place, head) for place, head in enumerate(heads) if head in known]
    id_at = heads.index(IDS[kind]) if IDS[kind] in heads else None
    exact_at = [place for place, head in enumerate(heads) if head.startswith(EXACT)]
    # What stands under headings that are none of the register's.
    strange = {
        place: head for place, head in enumerate(heads) if head not in known | {IDS[kind], SOURCE} and place not in exact_at
    }
    told: dict[int, int] = {}
    for line, cells in found:
        if not any(cell.strip() for cell in cells):
            continue
        more = [*cells, *[""] * (len(heads) - len(cells))]
        pieces = [more[place] for place in exact_at]
        exact = read(pieces)
        for place in strange:
            if more[place].strip():
                told.setdefault(place, line)
        id = more[id_at].strip().upper() if id_at is not None else exact.id if exact else ""
        rows.append(
            OwnRow(
                kind, sheet.title if sheet.many else "", line, id,
                {head: more[place] for place, head in wanted}, exact, exact is None and any(piece.strip() for piece in pieces),
            )
        )  # fmt: skip
    where = f"sheet “{sheet.title}”: " if sheet.many else ""
    for place, line in told.items():
        shown = strange[place] or f"column {place + 1}"
        problems.append(
            RowProblem(
                line,
                shown,
                f"{where}this column is none of the register's, and was not read. The headings must stay as they were.",
            )
        )


def _month_first(rows: Sequence[OwnRow]) -> bool | None:
    """How days were turned when the file was saved again: told by days that are known and can be read in two ways only."""
    for row in rows:
        if row.exact is None:
            continue
        for column in COLUMNS[row.kind]:
            if (
                column.kind == "day"
                and (was := row.exact.state.get(column.field))
                and "/" in (cell := row.cells.get(column.heading, ""))
            ):
                found = [day.isoformat() for day in days_of(cell)]
                if len(found) == 2 and was in found:
                    return found.index(was) == 1
    return None


# Workbooks and text


def _workbook(data: bytes, name: str) -> Iterator[_Sheet]:
    formulas = (
        {title: facts.formulas for title, facts in sheet_facts(data, name).items()} if kind_of(data) == _WORKBOOKS[0] else {}
    )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            grid = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            yield _Sheet(title, _grid(grid, formulas.get(title, {})))
    except PasswordError:
        raise FileUnreadable(
            f"{name}: the workbook is protected by a password. Save a copy without it and bring in that."
        ) from None
    except CalamineError as error:
        raise FileUnreadable(f"{name}: the workbook is damaged ({error}). Open it in Excel and save it again.") from None


def _grid(grid: Sequence[Sequence[object]], formulas: dict[tuple[int, int], str]) -> Iterator[tuple[int, list[str]]]:
    by_row: dict[int, list[int]] = {}
    for line, column in formulas:
        by_row.setdefault(line, []).append(column)
    for at, row in enumerate(grid):
        cells = [value if isinstance(value, str) else text_of(value) for value in row]
        for column in by_row.get(at, ()):
            # A truth value under a formula is what a spreadsheet makes of a word such as NO; the formula is what stands there.
            if column < len(cells) and cells[column] in ("", "TRUE", "FALSE"):
                cells[column] = f"={formulas[at, column]}"
        yield at + 1, cells


def _delimited(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    old = csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator)
        before = 0
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise FileUnreadable(f"line {before + 1}: {error}. Save the file again from your spreadsheet program.") from None
    finally:
        csv.field_size_limit(old)


def _separator(text: str) -> str | None:
    """The separator by which one of the first rows falls into the headings of the register's own tables."""
    lines = text.split("\n", _HEAD_ROWS)[:_HEAD_ROWS]
    for line in lines:
        if not any(mark in line for mark in (*IDS.values(), EXACT, *SHOWN)):
            continue
        for separator in _SEPARATORS:
            heads = [head.strip(_BLANKS) for head in next(csv.reader([line], delimiter=separator), [])]
            if _kind(heads) is not None or (not set(SHOWN).isdisjoint(heads) and len(heads) > 2):
                return separator
    return None
