"""What a title says of all rows of a table, or a status of one: no longer used, not used yet, used on a condition."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import words_of
from transfer_register.intake.record_words import holds
from transfer_register.intake.tables import RowProblem, SourceRow, SourceTable

# Kind of words in data/vocabulary/record_words.yaml -> the doubt of each row, and what a person is told of a title.
_KINDS = {
    "former": ("partly_understood", "its title may say that these are no longer used. Leave out the rows that have ended"),
    "upcoming": ("partly_understood", "its title may say that these are not used yet. Look from which day each row holds"),
    "optional": ("conditional", "its title says that these are used on a condition only. Write the condition in the transfers"),
}
_LONGEST_STATUS = 8


def doubted(table: SourceTable) -> tuple[SourceTable, RowProblem | None]:
    """The table with the doubts of its rows, and a problem for a title that puts all of them in doubt."""
    table = _by_status(table)
    kind = _kind(table.title)
    if kind is None or not table.rows:
        return table, None
    doubt, told = _KINDS[kind]
    rows = tuple(replace(row, doubts=(*row.doubts, doubt)) for row in table.rows)
    return replace(table, rows=rows), RowProblem(table.rows[0].line, None, f"table “{table.title}”: {told}.")


def _kind(text: str) -> str | None:
    return next((kind for kind in _KINDS if text and holds(text, kind)), None)


def _by_status(table: SourceTable) -> SourceTable:
    """Rows whose column of a status says that the recipient is not, or not always, in use."""
    columns = [
        at
        for at, heading in enumerate(table.headings)
        if {"status", "state", "statut", "estado", "stato"} & set(words_of(heading))
    ]
    if not columns:
        return table
    return replace(table, rows=tuple(_with_status(row, columns) for row in table.rows))


def _with_status(row: SourceRow, columns: list[int]) -> SourceRow:
    said = [cell(row.cells[at]).text for at in columns if at < len(row.cells)]
    kinds = [kind for text in said if (kind := _kind_of_status(text))]
    return replace(row, doubts=(*row.doubts, *dict.fromkeys(_KINDS[kind][0] for kind in kinds))) if kinds else row


@lru_cache(maxsize=5_000)
def _kind_of_status(text: str) -> str | None:
    if len(text.split()) > _LONGEST_STATUS:
        return None
    return _kind(text) or ("former" if holds(text, "ended") else None)
