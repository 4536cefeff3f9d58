"""Text with a separator: CSV, tabulator-separated text and their like; separator and encoding are found, never asked."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

from transfer_register.errors import FileUnreadable
from transfer_register.intake.grid import tables_of
from transfer_register.intake.headings import is_heading_row
from transfer_register.intake.tables import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Content, RowProblem, SourceRow
from transfer_register.intake.text_file import beginning, decoded
from transfer_register.intake.text_items import item_table

SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
TITLE = "delimited text"
_SEPARATORS = (",", ";", "\t", "|")
# With such a name a file is a table even without known headings.
_TABLES = (".csv", ".tsv", ".tab")
_LONGEST_CELL = 1_000_000


def recognises(head: bytes, name: str) -> bool:
    """Whether the first lines fall into the same number of cells, or have known headings."""
    text = beginning(head, name)
    if text is None:
        return False
    if text.lstrip().startswith(("<", "{", "[")) or _is_markdown(text):
        return False
    if (separator := _separator(text)) is None:
        return False
    return name.casefold().endswith(_TABLES) or not _may_be_lines(text, separator)


def _may_be_lines(text: str, separator: str) -> bool:
    """Whether a text without headings is prose, or lines of which each names a vendor in its own way."""
    lines = text[:200_000].split("\n")
    try:
        if any(is_heading_row(row) for row in csv.reader(io.StringIO("\n".join(lines[:400])), delimiter=separator)):
            return False
    except csv.Error:
        return False
    prose = sum(line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 5 for line in lines)
    return (separator == "," and prose > 0) or item_table(lines, []) is not None


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of a delimited file. Raises FileUnreadable when it has too many columns, rows or cells."""
    text, problems = decoded(data, name)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.casefold().startswith("sep=") and len(first.strip()) == 5:
        separator, text, skipped = first.strip()[4], rest, 1
    else:
        separator = _separator(text) or ","
    rows: list[SourceRow] = []
    cells = 0
    for line, row in _records(text, separator, problems):
        if len(row) > MOST_COLUMNS:
            raise FileUnreadable(
                f"{name}, line {line + skipped}: {len(row):,} columns; a list of recipients has at most {MOST_COLUMNS:,}. "
                "Check the separator, or delete the empty columns."
            )
        cells += len(row)
        if len(rows) >= MOST_ROWS or cells > MOST_CELLS:
            raise FileUnreadable(f"{name}, line {line + skipped}: more than {MOST_ROWS:,} rows. Split the file.")
        rows.append(SourceRow(line + skipped, tuple(row), frozenset(at for at, cell in enumerate(row) if _is_formula(cell))))
    found = tables_of(_even(rows, problems), "")
    return Content(found.tables, (*problems, *found.problems))


def _records(text: str, separator: str, problems: list[RowProblem]) -> list[tuple[int, list[str]]]:
    """(line, cells) of every record; where a quotation mark is never closed, marks are taken as plain signs."""
    old = csv.field_size_limit(_LONGEST_CELL)
    try:
        try:
            return _quoted(text, separator, csv.QUOTE_MINIMAL)
        except csv.Error as error:
            line = int(str(error).rpartition(" ")[2]) if str(error).rpartition(" ")[2].isdigit() else 1
            problems.append(
                RowProblem(
                    line,
                    None,
                    "a quotation mark is not closed; from there on marks were read as plain signs. Close it in the file.",
                )
            )
            return _quoted(text, separator, csv.QUOTE_NONE)
    finally:
        csv.field_size_limit(old)


def _quoted(text: str, separator: str, quoting: int) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator, quoting=quoting)
    found, before = [], 0
    for row in reader:
        found.append((before + 1, row))
        before = reader.line_num
    if quoting == csv.QUOTE_MINIMAL and found and _swallowed(text, found[-1][0], before):
        raise csv.Error(f"line {found[-1][0]}")
    return found


def _swallowed(text: str, first: int, last: int) -> bool:
    """Whether the last record runs over several lines and its marks do not pair: a mark was opened and never closed."""
    if last - first < 1:
        return False
    record = "\n".join(text.split("\n")[first - 1 : last])
    return record.count('"') % 2 == 1


def _is_formula(cell: str) -> bool:
    return cell.startswith("=") and cell.rstrip().endswith(")") and "(" in cell


def _even(rows: list[SourceRow], problems: list[RowProblem]) -> list[SourceRow]:
    """All rows as wide as the widest of the usual; what is wider is told, and its cells are kept."""
    if not rows:
        return rows
    usual = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    widest = max(len(row.cells) for row in rows)
    for row in rows:
        if len(row.cells) > usual and len([cell for cell in row.cells if cell.strip()]) > usual:
            what = f"{len(row.cells)} cells where other rows have {usual}; a cell with the separator in it needs quotation marks."
            problems.append(RowProblem(row.line, None, what))
    return [
        row if len(row.cells) == widest else replace(row, cells=row.cells + ("",) * (widest - len(row.cells))) for row in rows
    ]


def _separator(text: str) -> str | None:
    """The separator that gives known headings, else the one that cuts most lines into the same number of cells."""
    lines = [line for line in text[:200_000].split("\n")[:80] if line.strip()]
    if not lines:
        return None
    if lines[0].casefold().startswith("sep="):
        return lines[0].strip()[4:5] or None
    best: tuple[float, str] | None = None
    wide: str | None = None
    for separator in _SEPARATORS:
        try:
            rows = [row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=separator) if row]
        except csv.Error:
            continue
        if any(len(row) > MOST_COLUMNS for row in rows):
            wide = wide or separator  # `read` tells how many columns that are
            continue
        widths = Counter(len(row) for row in rows)
        width, often = widths.most_common(1)[0] if rows else (1, 0)
        headed = any(is_heading_row(row) for row in rows[:30])
        if width < 2 and not headed:
            continue
        even = often / len(rows)
        if not headed and (even < 0.7 or (len(rows) < 2 and width < 3)):
            continue
        score = (2.0 if headed else 0.0) + even + min(width, 20) / 100
        if best is None or score > best[0]:
            best = score, separator
    return best[1] if best else wide


def _is_markdown(text: str) -> bool:
    lines = text[:200_000].split("\n")
    ruled = any(set(line.strip()) <= set("|-: ") and line.count("-") > 2 and "|" in line for line in lines[:400])
    return ruled or any(line.startswith(("# ", "## ", "### ")) for line in lines[:60])
