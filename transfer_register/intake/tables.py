"""What a reader hands over: tables as they stand in a file, with line numbers and the raw text of every cell."""

from __future__ import annotations

from dataclasses import dataclass

# A file, table or row beyond these is not a list of recipients; nobody gains from reading half of it.
MOST_BYTES = 200 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000


@dataclass(frozen=True)
class RowProblem:
    """Something in a file that a person should see: where (line from 1, heading) and what, with how to mend it."""

    line: int | None
    heading: str | None
    what: str

    def as_dict(self) -> dict[str, str | int | None]:
        return {"line": self.line, "heading": self.heading, "what": self.what}


@dataclass(frozen=True)
class SourceRow:
    """One row: its line in the file (from 1), the raw text of its cells, and the positions of cells that hold a formula.

    `doubts` are flags of the reading that the reader itself has; `relation` the words that say how the recipient is related.
    `said` are (position, text): what a person said stands there instead; `cells` stay as they stood.
    """

    line: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()
    filled_from_above: frozenset[int] = frozenset()
    doubts: tuple[str, ...] = ()
    relation: str = ""
    said: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class SourceTable:
    """One table. `headings` are one text a column, with the levels of a heading joined by a blank.

    `context` are the sentences above the table, the nearest last; `listed` is True for a list of bullets. `given` are
    (heading, field) that the format of the file defines, field "" for a column that is raw text only; the rest is guessed.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    context: tuple[str, ...] = ()
    listed: bool = False
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Content:
    """All that a reader found: tables in the order of the file, and problems that concern no single row."""

    tables: tuple[SourceTable, ...]
    problems: tuple[RowProblem, ...] = ()
