"""A row of the register's own spreadsheet: the id, the cells, where the record was read, and the exact record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from transfer_register.intake.own_columns import COLUMNS, EXACT, IDS, SOURCE
from transfer_register.intake.own_exact import Exact, sum_of, written
from transfer_register.intake.own_sheet import encoded
from transfer_register.intake.own_text import shown
from transfer_register.intake.own_words import Labels


@dataclass(frozen=True)
class Recorded:
    """One record of the register, as it is written out."""

    kind: str
    id: str
    version: int
    state: dict[str, Any]


@dataclass(frozen=True)
class WrittenRow:
    """The texts of a row, before they are made fit for a kind of file; `cells` in the order of the columns."""

    id: str
    cells: tuple[str, ...]
    source: str
    exact: tuple[str, ...]


def row_of(labels: Labels, record: Recorded, register: str) -> WrittenRow:
    """The row of a record; `register` is the mark of the register it stands in."""
    cells = tuple(encoded(labels, record.kind, record.state).values())
    origin = record.state.get("origin") or {}
    read = [origin.get("file"), f"line {origin['line']}" if origin.get("line") else None, origin.get("table")]
    return WrittenRow(
        record.id, cells, shown(", ".join(part for part in read if part)), tuple(written(_exact(labels, record, register, cells)))
    )  # fmt: skip


def _exact(labels: Labels, record: Recorded, register: str, cells: Sequence[str]) -> Exact:
    named = [record.state[field] for field in ("exporter", "importer", "parent") if record.state.get(field)]
    names = {id: shown(labels.name(id)) for id in named}
    return Exact(record.id, record.version, register, sum_of(cells), record.state, names)


def headings(kind: str, pieces: int) -> list[str]:
    """The headings of a table whose exact records take so many columns."""
    more = [EXACT if piece == 1 else f"{EXACT} {piece}" for piece in range(1, pieces + 1)]
    return [IDS[kind], *(column.heading for column in COLUMNS[kind]), SOURCE, *more]


def room_of(state: str, names: int) -> int:
    """At most so many signs takes the exact record of a state (as JSON), where the longest name of a party has so many."""
    # A sign beyond ASCII becomes one or two escapes, and one sequence is escaped for Excel's sake.
    return len(state) * (1 if state.isascii() else 12) + state.count("_x") * 5 + names * 36 + 500
