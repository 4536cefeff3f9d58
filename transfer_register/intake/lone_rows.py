"""Rows of a grid that are no data: the end of a list ("Total: 12"), and titles that stand alone above the rows they head."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transfer_register.intake.parties import legal_form
from transfer_register.intake.record_words import begins_with
from transfer_register.intake.tables import SourceRow


def is_footer(row: SourceRow) -> bool:
    """Whether a row is a total or a date of the list: it begins with such words, and all else in it is numbers."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if not filled or not begins_with(filled[0], "below") or legal_form(filled[0]):
        return False
    told = ":" in filled[0] or any(sign.isdigit() for sign in filled[0]) or len(filled) > 1
    return told and all(not any(sign.isalpha() for sign in text) for text in filled[1:])


def section_rows(rows: Sequence[SourceRow], width: int) -> frozenset[int]:
    """The lines of rows that are titles of the rows below. The first row must be one, none may follow another or end the
    table, and every other row must say more than a name: else a row with one cell is a recipient about whom nothing is said."""
    kept = [row for row in rows if not is_footer(row)]
    alone = [_is_alone(row) for row in kept]
    if width < 3 or len(kept) < 2 or not alone[0] or alone[-1] or any(map(all, pairwise(alone))):
        return frozenset()
    if any(legal_form(row.cells[0].strip()) for row, lone in zip(kept, alone, strict=True) if lone):
        return frozenset()
    return frozenset(row.line for row, lone in zip(kept, alone, strict=True) if lone)


def title_below(rows: Sequence[SourceRow]) -> SourceRow | None:
    """The last row, directly above the headings of the next table, where it is that table's title; else None."""
    if len(rows) > 1 and _is_alone(rows[-1]) and not _is_alone(rows[-2]) and not legal_form(rows[-1].cells[0].strip()):
        return rows[-1]
    return None


def _is_alone(row: SourceRow) -> bool:
    return (
        bool(row.cells and row.cells[0].strip()) and not any(cell.strip() for cell in row.cells[1:]) and not row.filled_from_above
    )
