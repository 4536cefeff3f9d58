"""Parts long entries into rows and long forms into tables: in a PDF a row, and a table of few rows, is kept on one page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from transfer_register.reports import blocks as b

# Signs in one line of an entry, and lines of one row and of one table: a page has room for about 60.
_SIGNS, _ROW, _TABLE = 52, 14, 40


def rows_of(number: str, label: b.Cell, further: b.Cell, entry: b.Cell) -> Iterator[b.Row]:
    """A field as one row, or as several where its entry is long; `further` is the label of all but the first."""
    held: list[b.Line] = []
    first = True
    for line in (piece for whole in entry for piece in _pieces(whole)):
        if held and _weight((*held, line)) > _ROW:
            yield b.Row((b.cell(number), label if first else further, tuple(held)))
            held, first = [], False
        held.append(line)
    yield b.Row((b.cell(number), label if first else further, tuple(held)))


def in_pages(rows: list[b.Row]) -> Iterator[tuple[b.Row, ...]]:
    """The rows in groups that fit on a page each; mostly one."""
    held: list[b.Row] = []
    used = 0
    for row in rows:
        weight = max(_weight(cell) for cell in row.cells)
        if held and used + weight > _TABLE:
            yield tuple(held)
            held, used = [], 0
        held.append(row)
        used += weight
    yield tuple(held)


def _pieces(line: b.Line) -> list[b.Line]:
    """A line as it stands; a long text in lines that fit into a row, with what stands behind it on the last."""
    text = line[0]
    if not isinstance(text, b.Run) or _weight((line,)) <= _ROW:
        return [line]
    parts = textwrap.wrap(text.text, _SIGNS * (_ROW - 4), replace_whitespace=False) or [text.text]
    return [*((replace(text, text=part),) for part in parts[:-1]), (replace(text, text=parts[-1]), *line[1:])]


def _weight(cell: b.Cell) -> int:
    """About how many lines of a page a cell takes."""
    return sum(1 + len(words) // _SIGNS for line in cell for words in _said(line).split("\n"))


def _said(line: b.Line) -> str:
    return "".join(part.text if isinstance(part, b.Run) else part.word for part in line)
