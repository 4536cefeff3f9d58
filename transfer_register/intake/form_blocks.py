"""The blocks of a form in a sheet: rows without a gap, with the row of headings that stands over a small table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transfer_register.intake.gazetteer import fold, plain
from transfer_register.intake.headings import map_heading
from transfer_register.intake.tables import SourceRow

# "Choose an item from this list": what stands in a cell before anyone chose.
_UNCHOSEN = re.compile(
    r"(?:select|choose|pick|selection+ez|choisi\w*|(?:bitte )?(?:aus)?wahlen|seleccion\w*|selezion\w*|kies|valj)\b.*"
)
# "Type of recipient": a column that says the kind, beside one that says who.
SORT = re.compile(r"(?:type|typ|kind|sort|art|category|categories|categorie|kategorie|tipo|soort)\b")
_NUMBERED = re.compile(r".*\b\d{1,3}\W*")
LONGEST_LABEL = 200
# A label says what it is about once as much of it is known: it is never taken for a recipient, only for what is shared.
_KNOWN = 0.7


@dataclass(frozen=True)
class Block:
    """Rows without a gap: a row of headings (or None) and the rows under it."""

    head: SourceRow | None
    rows: tuple[SourceRow, ...]

    @property
    def title(self) -> str:
        return self.head.cells[0].strip() if self.head else ""


def main_part(grid: Sequence[SourceRow]) -> list[SourceRow]:
    """The rows without the columns beyond an empty one, where notes and links stand."""
    width = max((len(row.cells) for row in grid), default=0)
    used = [any(at < len(row.cells) and row.cells[at].strip() for row in grid) for at in range(width)]
    first = next((at for at in range(width) if used[at]), 0)
    until = next((at for at in range(first + 2, width) if not used[at]), width)
    return [SourceRow(row.line, row.cells[first:until], row.formulas, row.filled_from_above) for row in grid]


def said_in(text: str) -> str:
    """What a cell says, once a choice that nobody made is taken off."""
    return "" if _UNCHOSEN.fullmatch(plain(text)) else text.strip()


def distinct(row: SourceRow) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in row.cells if text.strip()))


def blocks_of(grid: Sequence[SourceRow]) -> list[Block]:
    groups: list[list[SourceRow]] = [[]]
    for row in grid:
        if not any(text.strip() for text in row.cells):
            groups.append([])
            continue
        if groups[-1] and heads_table(row) and not (heads_table(groups[-1][0]) and not all_known(row)):
            groups.append([])
        groups[-1].append(row)
    return [
        Block(group[0], tuple(group[1:]))
        if len(group) > 1 and (heads_table(group[0]) or len(distinct(group[0])) == 1)
        else Block(None, tuple(group))
        for group in groups
        if group
    ]


def heads_table(row: SourceRow) -> bool:
    """Whether a row heads a small table: a title in its first cell, and at least two headings, one of them known."""
    texts = distinct(row)
    if len(texts) < 3 or not row.cells[0].strip() or _NUMBERED.fullmatch(texts[0]) or any(len(text) > 80 for text in texts):
        return False
    mapped = [map_heading(text, slips=False) for text in texts[1:]]
    known = sum(mapping.field is not None for mapping in mapped)
    whole = any(
        (mapping.field and mapping.whole) or SORT.match(fold(text)) for text, mapping in zip(texts[1:], mapped, strict=True)
    )
    return known > 2 or (map_heading(texts[0], slips=False).field is not None and whole)


def all_known(row: SourceRow) -> bool:
    return all(map_heading(text, slips=False).field or SORT.match(fold(text)) for text in distinct(row)[1:])


def label_kind(label: str) -> str | None:
    mapping = map_heading(label.strip()[:LONGEST_LABEL], slips=False)
    return mapping.field if mapping.confidence >= _KNOWN or mapping.whole else None
