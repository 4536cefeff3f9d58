"""What goes into the register to edit: every transfer, or those that pass a filter, with the parties that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import orjson

from transfer_register.errors import Refused
from transfer_register.intake.own_exact import PIECE
from transfer_register.intake.own_row import Recorded, WrittenRow, headings, room_of, row_of
from transfer_register.intake.own_words import Labels
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.register import Register

_CHOSEN = "SELECT id FROM chosen($sight, $filter)"
_SOME = "SELECT id, version, state FROM transfer WHERE id IN (SELECT unnest($chosen)) ORDER BY id"
_ALL = "SELECT id, version, state FROM transfer ORDER BY id"
_PARTIES = "SELECT id, version, state FROM party ORDER BY id"
_FIRST = "SELECT hash FROM change WHERE sequence = 1"
_MOST = 1_000_000


@dataclass(frozen=True)
class Table:
    """One table: its headings, and its rows, which are made one by one."""

    kind: str
    headings: tuple[str, ...]
    rows: Iterator[WrittenRow]
    many: int


@dataclass(frozen=True)
class Taken:
    """The register as it is written out; `scope` says which transfers are in it, `mark` which register it is."""

    words: Words
    scope: str
    transfers: Table
    parties: Table


def take(register: Register, on: date, law_on: date, known_on: date | None, filter: Filter | None) -> Taken:
    """The records as they stand. Raises `Refused` for an earlier state of knowledge, and for more rows than a sheet has."""
    if known_on is not None:
        raise Refused("The register to edit is made of the register as it stands. Go back to what is known today.")
    if filter is None or filter.is_open():
        scope, found = "every transfer, also those that ended or begin later", register.ask(_ALL, {}).rows
    else:
        asked = {"sight": register.sight(on, law_on), "filter": filter.json()}
        chosen = [id for (id,) in register.ask(_CHOSEN, asked).rows]
        names = {id: party.name for id, party in register.parties().items()}
        scope, found = filter.sentence(register.words, names), register.ask(_SOME, {"chosen": chosen}).rows
    if len(found) > _MOST:
        raise Refused(f"{len(found):,} transfers are more than a sheet holds. Narrow the filter.")
    parties = register.ask(_PARTIES, {}).rows
    mark = mark_of(register)
    labels = Labels(register.words, {id: orjson.loads(state)["name"] for id, _, state in parties})
    if filter is not None and not filter.is_open():
        states = (orjson.loads(state) for _, _, state in found)
        named = {state[side] for state in states for side in ("exporter", "importer")}
        parties = [row for row in parties if row[0] in named]
    return Taken(
        register.words, scope, _table(labels, "transfer", found, mark), _table(labels, "party", parties, mark)
    )  # fmt: skip


def mark_of(register: Register) -> str:
    """By which one register is told from another: the beginning of its journal."""
    rows = register.ask(_FIRST, {}).rows
    return rows[0][0][:16] if rows else ""


def _table(labels: Labels, kind: str, rows: list[tuple[str, int, str]], mark: str) -> Table:
    longest = max(map(len, labels.names.values()), default=0)
    made = (row_of(labels, Recorded(kind, id, version, orjson.loads(state)), mark) for id, version, state in rows)
    # Only records that may not fit into one column are made before the headings are written.
    long = [row for row in rows if room_of(row[2], longest) > PIECE]
    pieces = [len(row_of(labels, Recorded(kind, id, version, orjson.loads(state)), mark).exact) for id, version, state in long]
    return Table(kind, tuple(headings(kind, max(pieces, default=1))), made, len(rows))
