"""What a matrix shows before it is drawn: its rows, its columns, and the cells where they meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, style
from transfer_register.exhibits.tally import Colour, Rule, Tally, rule_for
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer


@dataclass(frozen=True)
class Line:
    """A row or a column: its value, what it is called, and all transfers in it."""

    value: str
    label: str
    tally: Tally


@dataclass(frozen=True)
class Cell:
    """Where a row and a column meet."""

    tally: Tally
    mark: style.Mark
    said: str


@dataclass(frozen=True)
class Picture:
    """Rows and columns with most transfers first (states by rank, what is together under Other last)."""

    rule: Rule
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: dict[tuple[int, int], Cell]
    total: Tally | None


def read(answer: Answer, words: Words, colour: Colour = "verdict") -> Picture:
    """The picture of an answer, its cells drawn by the verdict or by the risk left."""
    asked = answer.parameters
    found = answer.dicts()
    total = next((Tally.of(row) for row in found if row["row"] is None and row["column"] is None), None)
    rows = _lines(words, asked["rows"], [(r["row"], r["row_name"], r) for r in found if r["column"] is None])
    columns = _lines(words, asked["columns"], [(r["column"], r["column_name"], r) for r in found if r["row"] is None])
    row_at = {line.value: place for place, line in enumerate(rows)}
    column_at = {line.value: place for place, line in enumerate(columns)}
    rule = rule_for(total.transfers if total else 0)
    cells = {}
    for r in found:
        if r["row"] is not None and r["column"] is not None:
            tally, told = Tally.of(r), ((asked["rows"], r["row"]), (asked["columns"], r["column"]))
            mark = dimensions.drawn_by(words, rule, tally, *told, colour=colour)
            said = dimensions.said(words, tally, *told, colour=colour)
            cells[row_at[r["row"]], column_at[r["column"]]] = Cell(tally, mark, said)
    return Picture(rule, tuple(rows), tuple(columns), cells, total)


def _lines(words: Words, dimension: str, found: list[tuple[str | None, str | None, Mapping[str, Any]]]) -> list[Line]:
    ranks = {mark.id: mark.rank for mark in (*style.verdicts(words), *style.bands(words))}
    stated = dimension in ("verdict", "band")
    lines = [
        Line(value, dimensions.label(words, dimension, value, name, row.get("inside")), Tally.of(row))
        for value, name, row in found
        if value is not None
    ]
    order = (lambda line: ranks.get(line.value, 99)) if stated else (lambda line: -line.tally.transfers)
    return sorted(lines, key=lambda line: (line.value == dimensions.OTHER, order(line), line.label))
