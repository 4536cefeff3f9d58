"""Fixtures of Alice, as MADIS has them: templates from which test data are made. What they make up is no recipient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transfer_register.intake.headings import map_headings, names_recipients
from transfer_register.intake.nested_cells import cells_of
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable
from transfer_register.intake.tree import Node, texts

_CLASS = re.compile(r"[A-Za-z_]\w*(?:\\[A-Za-z_]\w*)+")
_MADE_UP = re.compile(r"<[^<>]*\)>|^\d+%\?")
_REFERENCE = re.compile(r"@[\w{}.*$-]+")
_MOST_REFERENCES = 8


def recognises(roots: Sequence[Node]) -> bool:
    """Whether the outermost keys are names of PHP classes (with backslashes) over maps."""
    keys = [(key, part) for root in roots for key, part in root.pairs or ()]
    return bool(keys) and all(_CLASS.fullmatch(key) and part.is_map for key, part in keys)


def tables(roots: Sequence[Node]) -> Content:
    """A table for each class whose entries name recipients in plain words; for every other class the reason why it has none."""
    found: list[SourceTable] = []
    problems: list[RowProblem] = []
    for kind, entries in (pair for root in roots for pair in root.pairs or ()):
        short = kind.rpartition("\\")[2]
        table = _table(short, entries)
        if table is not None:
            found.append(table)
            continue
        problems.append(RowProblem(entries.line, None, _why_not(short, entries)))
    return Content(tuple(found), tuple(problems))


def _table(short: str, entries: Node) -> SourceTable | None:
    records = [part for _, part in entries.pairs or () if part.is_map]
    made = [(record, dict(cells_of(record))) for record in records]
    plain = [(record, cells) for record, cells in made if cells and not _made_up(cells.get("name", ""))]
    headings = tuple(dict.fromkeys(heading for _, cells in plain for heading in cells))
    if not plain or not names_recipients(map_headings(headings)):
        return None
    rows = tuple(SourceRow(record.line, tuple(cells.get(heading, "") for heading in headings)) for record, cells in plain)
    return SourceTable(short, headings, rows)


def _made_up(text: str) -> bool:
    return bool(_MADE_UP.search(text))


def _why_not(short: str, entries: Node) -> str:
    said = f"“{short}” was left out: this is a template for test data (Alice) and names nobody who receives data in plain words"
    named = list(dict.fromkeys(_references(entries)))
    if any(_made_up(text) for text in texts(entries)):
        said += "; texts such as <text()> are made up when it is loaded"
    if named:
        more = f" and {len(named) - _MOST_REFERENCES} more" if len(named) > _MOST_REFERENCES else ""
        said += f"; recipients stand elsewhere, under {', '.join(named[:_MOST_REFERENCES])}{more}"
    return f"{said}. Bring in an export of the application with the real contractors."


def _references(node: Node) -> Iterator[str]:
    """What the entries refer to under keys that name recipients."""
    for _, entry in node.pairs or ():
        for key, part in entry.pairs or ():
            if map_headings([key])[0].field == "recipient":
                yield from (text for text in texts(part) if _REFERENCE.fullmatch(text))
