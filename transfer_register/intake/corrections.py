"""What a person says a row means, beside what stands there: it is read like a cell, and what stood there is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from transfer_register.intake.headings import Mapping as Column
from transfer_register.intake.tables import SourceTable

# (place of the table in the file, place of the row in the table), both from 0 -> field -> what it says.
Corrections = Mapping[tuple[int, int], Mapping[str, str]]

# What can be said anew of a row -> the fields of columns that can hold it, the likeliest first, and those that it replaces.
CORRECTED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "recipient": (("recipient",), ()),
    "place": (("place", "location"), ("third_country", "storage_place", "access_place", "control_place")),
    "establishment": (("establishment", "country"), ("address",)),
    "purpose": (("purpose",), ()),
    "mechanism": (("mechanism",), ("contract", "certification")),
    "data_categories": (("data_categories",), ()),
    "data_subjects": (("data_subjects",), ()),
}


def corrected(
    table: SourceTable, mappings: Sequence[Column], said: Corrections, place: int
) -> tuple[SourceTable, tuple[Column, ...]]:
    """The table with what a person said of its rows; a field that no column gives has one added behind.

    `place` is the place of the table in the file. What is said of a field that several columns hold stands in the first of
    them and empties the others: it is the whole answer.
    """
    mine = {row: fields for (at, row), fields in said.items() if at == place and fields}
    if not mine:
        return table, tuple(mappings)
    columns = list(mappings)
    held = {name: _columns_of(name, columns) for name in dict.fromkeys(name for fields in mine.values() for name in fields)}
    rows = list(table.rows)
    for at, fields in mine.items():
        if at < len(rows):
            said_here = {column: "" for name in fields for column in held[name][1:]}
            said_here |= {held[name][0]: text for name, text in fields.items()}
            rows[at] = replace(rows[at], said=tuple(sorted(said_here.items())))
    headings = (*table.headings, *(column.heading for column in columns[len(table.headings) :]))
    return replace(table, headings=headings, rows=tuple(rows)), tuple(columns)


def _columns_of(name: str, columns: list[Column]) -> list[int]:
    """The columns that hold a field, first the one that takes what is said; one is added behind where none can."""
    holding, replaced = CORRECTED[name]
    taking = [at for field in holding for at, column in enumerate(columns) if column.field == field]
    if not taking:
        taking = [len(columns)]
        columns.append(Column(f"{name.replace('_', ' ')}, as said in the preview", name, 1.0, "as you said", True))
    return taking + [at for at, column in enumerate(columns) if column.field in replaced]
