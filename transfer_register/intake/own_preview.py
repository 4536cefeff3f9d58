"""The register's own spreadsheet as records and preview rows: what each row was, what it says now, what cannot be recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transfer_register.intake.mechanism_clause import ReadMechanism
from transfer_register.intake.mechanisms import MechanismReading
from transfer_register.intake.own_columns import COLUMNS
from transfer_register.intake.own_exact import sum_of
from transfer_register.intake.own_file import OwnRow, read_own
from transfer_register.intake.own_sheet import BadCell, How, State, edited
from transfer_register.intake.own_words import Labels, installed_words
from transfer_register.intake.parties import Recipient
from transfer_register.intake.place_reading import PlaceReading, ReadPlace
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.tables import RowProblem

READER = "brought_back"
_STEP = 500
# Stands before a name in a state, in the place of the id of a party, until a plan knows which party that is.
NAMED = "name:"


@dataclass(frozen=True)
class OwnRecord:
    """A row with what it means. `base` is what was written out (None for a new row), `state` what the row says now, with names
    of parties as `NAMED` texts; `bad` are the cells that cannot be recorded. `open` where only the register knows what the row
    was, because its exact record is gone: its cells are then read against that."""

    row: OwnRow
    base: State | None
    state: State
    bad: tuple[BadCell, ...] = ()
    open: bool = False
    source: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Own:
    """A whole file: its records in the order of the file, how it was saved, and what is wrong whatever the register holds."""

    records: tuple[OwnRecord, ...]
    how: How = field(default_factory=How)
    problems: tuple[RowProblem, ...] = ()


def read(
    data: bytes, name: str, tell: Callable[[str, float], None]
) -> tuple[Own, tuple[PreviewRow, ...], tuple[RowProblem, ...]]:
    """Everything that the file says, without the register. Raises FileUnreadable."""
    file = read_own(data, name)
    how = How(file.narrow, file.month_first)
    labels = Labels(installed_words())
    records, rows, problems = [], [], list(file.problems)
    for at, row in enumerate(file.rows):
        if not at % _STEP:
            tell(f"Reading {name}", at / len(file.rows))
        record = _record(labels, row, how, (("transfer", "party").index(row.kind), at))
        records.append(record)
        problems += [problem(row, bad.heading, bad.what) for bad in record.bad if not record.open]
        if row.kind == "transfer":
            rows.append(_shown(labels, record))
    if not records and not problems:
        problems.append(RowProblem(None, None, "the file has the headings of the register, and no rows below them."))
    return Own(tuple(records), how, tuple(problems)), tuple(rows), tuple(problems)


def problem(row: OwnRow, heading: str | None, what: str) -> RowProblem:
    """What is wrong with a cell, with its sheet and heading in words. Lines are those of the transfers: of a party beside them
    the line is told in words only, since a screen shows the row of a line."""
    beside = bool(row.sheet) and row.kind == "party"
    parts = [f"sheet “{row.sheet}”" if row.sheet else "", f"line {row.line}" if beside else "", f"“{heading}”" if heading else ""]
    where = ", ".join(part for part in parts if part)
    return RowProblem(None if beside else row.line, heading, f"{where}: {what}" if where else what)


def _record(labels: Labels, row: OwnRow, how: How, source: tuple[int, int]) -> OwnRecord:
    labels.told = {}
    if row.exact is None:
        state, bad = against(labels, row, {}, how)
        return OwnRecord(row, None, state, tuple(bad), open=bool(row.id), source=source)
    base = row.exact.state
    labels.told = row.exact.names
    if not row.id:
        # A copied row whose id was emptied is a new record; it was not read where its model was.
        base = {name: value for name, value in base.items() if name != "origin"}
    if row.exact.cells == sum_of(row.cells.get(column.heading, "") for column in COLUMNS[row.kind]):
        return OwnRecord(row, base, base, source=source)
    state, bad = against(labels, row, base, how)
    return OwnRecord(row, base, state, tuple(bad), source=source)


def against(labels: Labels, row: OwnRow, base: State, how: How) -> tuple[State, list[BadCell]]:
    """What the cells of a row say, and what cannot be recorded, where `base` is what the row was."""
    return edited(labels, row.kind, base, row.cells, how, lambda said: f"{NAMED}{said}")


# A record as a preview row


def _shown(labels: Labels, record: OwnRecord) -> PreviewRow:
    state, row = record.state, record.row
    recipient = _name(labels, state.get("importer"))
    places = state.get("places", ())
    tools = state.get("mechanisms")
    return PreviewRow(
        line=row.line,
        table=row.sheet,
        recipient=Recipient(recipient) if recipient else None,
        places=_places(places),
        establishment=None,
        purpose=state.get("purpose_text") or None,
        data_categories=tuple(state.get("data_categories", ())),
        mechanisms=MechanismReading(None if tools is None else tuple(map(_mechanism, tools))),
        measures=tuple(state.get("measures", ())),
        onward=(),
        flags=tuple(state.get("flags", ())),
        raw={heading: cell for heading, cell in row.cells.items() if cell},
        owner=state.get("owner"),
        data_subjects=tuple(state.get("data_subjects", ())),
        retention=state.get("retention"),
        activity=state.get("activity"),
        nature=state.get("nature"),
        frequency=state.get("frequency"),
        legal_bases=tuple(state.get("legal_bases", ())),
        role=state.get("importer_role"),
        exporter=_name(labels, state.get("exporter")),
        headings={"recipient": "Recipient", "place": "Places", "mechanism": "Mechanisms"},
        source=record.source,
    )


def _name(labels: Labels, said: str | None) -> str | None:
    return None if not said else said.removeprefix(NAMED) if said.startswith(NAMED) else labels.told.get(said, said)


def _places(places: Any) -> PlaceReading:
    scopes = {place.get("scope") for place in places if place.get("scope")}
    listed = any(place.get("country") or place.get("group") for place in places)
    return PlaceReading(
        places=tuple(
            ReadPlace(
                place["country"], place.get("role", "processing"), place.get("city"), place.get("region"), place.get("condition")
            )
            for place in places
            if place.get("country")
        ),
        groups=tuple(place["group"] for place in places if place.get("group")),
        scope="global" if "global" in scopes else "listed" if listed else "undetermined" if scopes else "unknown",
    )


def _mechanism(said: dict[str, Any]) -> ReadMechanism:
    dated = said.get("signed_on")
    return ReadMechanism(
        code=said["tool"], modules=(said["module"],) if said.get("module") else (), condition=said.get("condition"),
        dated=date.fromisoformat(dated) if dated else None, tool=said["tool"],
    )  # fmt: skip
