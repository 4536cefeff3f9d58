"""Sheets of one workbook that refer to each other: what one says of a processing is told with its recipients and transfers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transfer_register.intake.gazetteer import fold, plain
from transfer_register.intake.headings import map_heading
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable

# What sheets of a record of processing are called, by what their rows are; recipients come with or without a place.
_TITLES = (
    ("transfer", re.compile(r"transfer|ubermittlung|doorgifte|overforing")),
    (
        "recipient",
        re.compile(r"recipient|contractor|processors?\b|subprocessor|vendor|supplier|destinatair|empfanger|sous-traitant"),
    ),
    ("purpose", re.compile(r"purpose|finalit|zweck|doel|andamal")),
    ("data_subjects", re.compile(r"subjects?\b|individuals|personnes|betroffene|betrokkenen")),
    ("data_categories", re.compile(r"personal data|data categor|donnees|daten(?:kategor|art)|personenbezogene|gegevens")),
    ("processing", re.compile(r"processings?\b|processing activit|traitement|verarbeitung|verwerking|behandling|activities")),
)
_SUPPORT = ("purpose", "data_subjects", "data_categories")
_NAMES = frozenset({"name", "nom", "bezeichnung", "naam", "namn", "nombre", "nome", "title"})
_KEYS = frozenset({"ref_id", "ref id", "id", "ref", "reference", "name", "nom", "number"})
_LINK = re.compile(
    r"(?:processing|treatment|traitement|verarbeitung|activity|record)s?(?:[ _](?:id|ref|ref[ _]id|name|activity))*"
)


def joined(tables: Sequence[SourceTable]) -> Content:
    """The tables, with purposes, data and people joined to recipients and transfers where the link is certain.

    It is certain when the workbook describes one processing, or when a column names the processing by its id or name.
    """
    kinds = [_kind(table) for table in tables]
    records = [table for table, kind in zip(tables, kinds, strict=True) if kind == "processing"]
    naming = [table for table, kind in zip(tables, kinds, strict=True) if kind in ("recipient", "transfer")]
    if len(records) != 1 or not naming or len([kind for kind in kinds if kind]) < 3:
        return Content(tuple(tables))
    record = records[0]
    support = [(kind, table) for table, kind in zip(tables, kinds, strict=True) if kind in _SUPPORT]
    kept, problems = [], []
    for table, kind in zip(tables, kinds, strict=True):
        if kind in ("recipient", "transfer"):
            found, said = _told(table, kind, record, support)
            kept.append(found)
            problems += said
        elif kind is None:
            kept.append(table)
    return Content(tuple(kept), tuple(problems))


def _kind(table: SourceTable) -> str | None:
    """What the rows of a sheet are, by its title; only where a plain "name" stands for the thing itself."""
    if table.given or not any(fold(heading.strip()) in _NAMES for heading in table.headings):
        return None
    title = fold(table.title.replace("_", " "))
    return next((kind for kind, pattern in _TITLES if pattern.search(title)), None)


def _column(table: SourceTable, words: frozenset[str]) -> int | None:
    return next((at for at, heading in enumerate(table.headings) if fold(heading.strip()) in words), None)


def _at(row: SourceRow, at: int | None) -> str:
    return row.cells[at].strip() if at is not None and at < len(row.cells) else ""


def _link(table: SourceTable) -> int | None:
    return next((at for at, heading in enumerate(table.headings) if _LINK.fullmatch(fold(heading.strip()))), None)


def _owner(row: SourceRow, table: SourceTable, record: SourceTable) -> int | None:
    """The row (its position) of the one processing that a row belongs to; None when that is not certain."""
    link = _link(table)
    if link is None:
        return 0 if len(record.rows) == 1 else None
    wanted = plain(_at(row, link))
    keys = [at for at, heading in enumerate(record.headings) if fold(heading.strip()) in _KEYS]
    found = [number for number, one in enumerate(record.rows) if wanted and wanted in {plain(_at(one, at)) for at in keys}]
    return found[0] if len(found) == 1 else None


def _told(
    table: SourceTable, kind: str, record: SourceTable, support: Sequence[tuple[str, SourceTable]]
) -> tuple[SourceTable, list[RowProblem]]:
    name = _column(table, _NAMES)
    entity = next((at for at, heading in enumerate(table.headings) if fold(heading.strip()) in ("entity", "organisation")), None)
    fields = {heading: map_heading(heading).field or "" for heading in table.headings}
    given = {heading: "" for heading, field in fields.items() if field == "recipient" or (field == "purpose" and support)}
    if kind == "transfer":
        given |= {heading: "third_country" for heading, field in fields.items() if field in ("country", "location")}
    more = [*support, ("owner", record), ("retention", None)]
    labels = {each: f"{(other.title if other else 'personal data')}: {each.replace('_', ' ')}" for each, other in more}
    rows, problems = [], []
    for row in table.rows:
        whose = _owner(row, table, record)
        said = {each: _of(whose, other, record) for each, other in support} if whose is not None else {}
        kept = [other for each, other in support if each == "data_categories"]
        if whose is not None:
            said["retention"] = "; ".join(_of(whose, other, record, "retention") for other in kept)
            at = next((at for at, heading in enumerate(record.headings) if map_heading(heading).field == "owner"), None)
            said["owner"] = _at(record.rows[whose], at)
        elif any(text.strip() for text in row.cells):
            what = (
                "it is not certain to which processing this row belongs; its purposes and data were not joined. "
                "Name the processing by its id in a column “processing”."
            )
            problems.append(RowProblem(row.line, None, f"sheet “{table.title}”: {what}"))
        who = _at(row, entity) or _at(row, name)
        if kind == "transfer" and entity is not None and not _at(row, entity) and who:
            what = f"sheet “{table.title}”: no entity is named; “{who}”, the name of the transfer, stands for the recipient."
            problems.append(RowProblem(row.line, table.headings[entity], f"{what} Write who receives the data."))
        cells = (*row.cells, *([""] * (len(table.headings) - len(row.cells))), who, *(said.get(each, "") for each in labels))
        rows.append(replace(row, cells=cells))
    headings = (*table.headings, f"{table.title}: recipient", *labels.values())
    given |= {f"{table.title}: recipient": "recipient"} | {label: each for each, label in labels.items()}
    return replace(table, headings=headings, rows=tuple(rows), given=tuple(given.items())), problems


def _of(whose: int, other: SourceTable, record: SourceTable, field: str | None = None) -> str:
    """The names (or what the column of a field says) in a sheet, of the rows that belong to a processing."""
    at = _column(other, _NAMES)
    if field:
        at = next((at for at, heading in enumerate(other.headings) if map_heading(heading).field == field), None)
    texts = [_at(row, at) for row in other.rows if _owner(row, other, record) == whose]
    return "; ".join(dict.fromkeys(text for text in texts if text))
