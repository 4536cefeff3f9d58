"""A sheet of labels with a value beside each: one row for each column of values, the labels as its headings."""

from __future__ import annotations

from collections.abc import Sequence

from transfer_register.intake.form_blocks import LONGEST_LABEL, said_in
from transfer_register.intake.headings import BESIDE_THE_FLOW, SURE, map_heading
from transfer_register.intake.tables import Content, SourceRow, SourceTable

_FEWEST = 4
_KNOWN_SHARE = 0.6


def pair_table(grid: Sequence[SourceRow], title: str) -> Content | None:
    """The record of a sheet whose first column is labels, one of them the recipient; None where it is something else."""
    pairs = [row for row in grid if row.cells and row.cells[0].strip() and any(said_in(text) for text in row.cells[1:])]
    if len(pairs) < _FEWEST:
        return None
    labels = [row.cells[0].strip() for row in pairs]
    mapped = [map_heading(label, slips=False) for label in labels if len(label) <= LONGEST_LABEL]
    named = next((at for at, row in enumerate(pairs) if _is_recipient(labels[at])), None)
    telling = {mapping.field for mapping in mapped if mapping.confidence >= SURE} - {"recipient"} - BESIDE_THE_FLOW
    known = sum(mapping.field is not None for mapping in mapped)
    if named is None or len(telling) < 3 or known < len(labels) * _KNOWN_SHARE or len(set(labels)) < len(labels):
        return None
    width = max(len(row.cells) for row in pairs)
    rows = []
    for column in range(1, width):
        cells = ["" if column in row.filled_from_above else said_in(row.cells[column]) for row in pairs]
        if cells[named]:
            rows.append(SourceRow(pairs[named].line, tuple(cells)))
    table = SourceTable(title, tuple(labels), tuple(rows))
    return Content((table,)) if rows else None


def _is_recipient(label: str) -> bool:
    mapping = map_heading(label[:LONGEST_LABEL], slips=False)
    return mapping.field == "recipient" and mapping.confidence >= SURE
