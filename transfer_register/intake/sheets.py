"""From the sheets of a workbook to tables: lists of choices left out, forms and tables read, related sheets joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from transfer_register.intake.drop_down_lists import is_reference, left_out
from transfer_register.intake.form_sheet import form_tables, without_contacts
from transfer_register.intake.grid import tables_of
from transfer_register.intake.related_sheets import joined
from transfer_register.intake.tables import Content, RowProblem, SourceRow


@dataclass(frozen=True)
class Sheet:
    """One sheet as rows of text; `listed` are the columns that drop-down lists of the workbook take their choices from."""

    title: str
    rows: tuple[SourceRow, ...]
    hidden: bool = False
    listed: frozenset[int] = field(default_factory=frozenset)


def content_of(sheets: Iterable[Sheet]) -> Content:
    """The tables of all sheets, and what was left out or needs a look."""
    tables, problems = [], []
    for sheet in sheets:
        if is_reference(sheet.rows, set(sheet.listed)):
            problems.append(left_out(sheet.title))
            continue
        found = form_tables(sheet.rows, sheet.title) or tables_of(without_contacts(sheet.rows), sheet.title)
        if found.tables and sheet.hidden:
            problems.append(RowProblem(None, None, f"sheet “{sheet.title}” is hidden in the workbook; its rows were read."))
        tables += found.tables
        problems += found.problems
    together = joined(tables)
    return Content(together.tables, (*problems, *together.problems))


def merged(
    grid: list[list[str]], areas: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[tuple[int, tuple[str, ...], frozenset[int]]]:
    """(row from 0, cells, columns filled) with every cell of a merged area saying what its first cell says."""
    filled: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in areas:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        said = grid[top][left]
        for row in range(top, min(bottom, len(grid) - 1) + 1):
            for column in range(left, min(right, len(grid[row]) - 1) + 1):
                if not grid[row][column]:
                    grid[row][column] = said
                    filled.setdefault(row, set()).add(column)
    for at, cells in enumerate(grid):
        yield at, tuple(cells), frozenset(filled.get(at, ()))
