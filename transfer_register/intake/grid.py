"""Finds the tables in a grid of cells: where the headings stand, how many rows they take, what stands between tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transfer_register.intake.headings import is_heading_row, map_heading
from transfer_register.intake.lone_rows import is_footer, section_rows, title_below
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable

# A row under the headings that names a vocabulary (dpv:Purpose) and no data.
_VOCABULARY = re.compile(r"\s*(?:[A-Za-z][\w-]{1,11}:\s?[A-Z]\w+|Use https?://\S+)\s*")
# A row below the headings is a heading again only where so many of its cells are.
_SHARE_BELOW = 0.75
_LOOK = 60


def tables_of(grid: Sequence[SourceRow], title: str, context: Sequence[str] = ()) -> Content:
    """Every table of a grid. Without a row of known headings the first row with two cells is taken for headings."""
    rows = [row for row in grid if any(cell.strip() for cell in row.cells)]
    heads = _heads(rows)
    if not heads:
        first = next((at for at, row in enumerate(rows[:_LOOK]) if sum(bool(cell.strip()) for cell in row.cells) > 1), None)
        if first is None:
            return Content(())
        heads = [(first, first + 1)]
    tables, problems = [], []
    for number, (begin, end) in enumerate(heads):
        until = heads[number + 1][0] if number + 1 < len(heads) else len(rows)
        headings = _joined([row.cells for row in rows[begin:end]])
        above = (
            [
                cell.strip()
                for row in rows[heads[number - 1][1] if number else 0 : begin]
                for cell in row.cells[:1]
                if cell.strip()
            ]
            if not number
            else []
        )
        body: list[SourceRow] = []
        said = list(context) + above
        inside = rows[end:until]
        if number + 1 < len(heads) and (title_row := title_below(inside)) is not None:
            inside = inside[:-1]
            problems.append(_title_row(title_row))
        titles = section_rows(inside, len(headings))
        for row in inside:
            if is_footer(row):
                said_there = next(cell.strip() for cell in row.cells if cell.strip())
                what = f"“{said_there}” reads as the end of a list, not as a recipient; the row was left out."
                problems.append(RowProblem(row.line, None, what))
            elif row.line in titles:
                tables += _table(title, headings, body, said)
                body, said = [], [row.cells[0].strip()]
                problems.append(_title_row(row))
            elif _is_section(row, len(headings)):
                tables += _table(title, headings, body, said)
                body, said = [], [row.cells[0].strip()]
            elif not body and _is_vocabulary(row):
                problems.append(RowProblem(row.line, None, "this row names terms of a vocabulary, not data; it was left out."))
            else:
                body.append(row)
        tables += _table(title, headings, body, said)
    return Content(tuple(tables), tuple(problems))


def _title_row(row: SourceRow) -> RowProblem:
    said = row.cells[0].strip()
    return RowProblem(
        row.line,
        None,
        f"“{said}” stands alone in its row; it was read as the title of the rows below it, not as a recipient. "
        "If it is one, write in its row what it does.",
    )


def _table(title: str, headings: tuple[str, ...], rows: list[SourceRow], context: list[str]) -> list[SourceTable]:
    return [SourceTable(title, headings, tuple(rows), tuple(context))] if rows else []


def _heads(rows: Sequence[SourceRow]) -> list[tuple[int, int]]:
    """(first row, row behind) of every run of heading rows: one row, or two with the second below spanned cells."""
    heads: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        cells = rows[at].cells
        # Below a heading stand rows of data, in which a word may be one of a heading too: "Mail", "Name".
        if (at < _LOOK or _may_be_heading(cells)) and is_heading_row(cells, _SHARE_BELOW if heads else 0.5):
            below = rows[at + 1].cells if at + 1 < len(rows) else ()
            heads.append((at, at + 2 if _is_second_level(cells, below) else at + 1))
            at = heads[-1][1]
        elif at < _LOOK and at + 1 < len(rows) and _is_second_level(cells, rows[at + 1].cells):
            if is_heading_row(_joined([cells, rows[at + 1].cells])):
                heads.append((at, at + 2))
                at += 1
            at += 1
        else:
            at += 1
    return heads


def _may_be_heading(cells: Sequence[str]) -> bool:
    return all(len(cell) < 60 for cell in cells)


def _is_second_level(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row holds the lower headings of the row above: it differs only under cells that span or are blank."""
    if not lower or len(lower) != len(upper):
        return False
    spans = [
        at
        for at in range(len(upper))
        if not upper[at].strip()
        or _spans(upper, lower, at)
        or (at and upper[at] == upper[at - 1])
        or upper[at : at + 1] == upper[at + 1 : at + 2]
    ]
    filled = [at for at, cell in enumerate(lower) if cell.strip() and cell != upper[at]]
    if not filled or not spans or any(at not in spans for at in filled):
        return False
    over = [next((upper[left] for left in range(at, -1, -1) if upper[left].strip()), "") for at in range(len(upper))]
    return all(map_heading(f"{over[at]} {lower[at]}").field or map_heading(lower[at]).field for at in filled)


def _spans(upper: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Whether a heading stands over its own and the next column, as separated text shows a merged cell: blank beside it."""
    return at + 1 < len(upper) and not upper[at + 1].strip() and bool(lower[at].strip() and lower[at + 1].strip())


def _joined(levels: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One heading a column from one or two rows of headings; a repeated text counts once."""
    if len(levels) == 1:
        return tuple(levels[0])
    joined, over = [], ""
    for above, below in zip(*levels, strict=True):
        over = above if above.strip() else over
        lead = over if not above.strip() and below.strip() and map_heading(below).field is None else above
        joined.append(" ".join(dict.fromkeys(part for part in (lead, below) if part.strip())))
    return tuple(joined)


def _is_section(row: SourceRow, width: int) -> bool:
    """A row that is one text over the whole width: the title of what follows."""
    return width > 2 and len(row.cells) >= width and len(set(row.cells[:width])) == 1


def _is_vocabulary(row: SourceRow) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) > 1 and sum(bool(_VOCABULARY.fullmatch(cell)) for cell in filled) * 2 > len(filled)
