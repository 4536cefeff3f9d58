"""Cells that name several recipients, one a line: each becomes a row of its own where that is sure, else it is told."""

from __future__ import annotations

import re
from dataclasses import replace

from transfer_register.intake.cells import cell
from transfer_register.intake.headings import map_headings
from transfer_register.intake.places import read_place_in
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable

_MARK = re.compile(r"^[-–•*·]\s*")
_LONGEST_NAME = 80
_PLACES = ("place", "location", "third_country", "country", "establishment", "storage_place", "access_place")


def one_recipient_a_row(table: SourceTable) -> Content:
    """The table with a row for each line of its recipient cells; where that is not sure, one row and a problem."""
    mappings = map_headings(table.headings, None, dict(table.given))
    at = next((at for at, mapping in enumerate(mappings) if mapping.field == "recipient"), None)
    if at is None:
        return Content((table,))
    places = [column for column, mapping in enumerate(mappings) if mapping.field in _PLACES]
    rows: list[SourceRow] = []
    problems: list[RowProblem] = []
    for row in table.rows:
        names = recipients_in(row.cells[at], table.headings[at]) if at < len(row.cells) else []
        if len(names) < 2:
            rows.append(row)
            if at < len(row.cells) and "\n" in cell(row.cells[at]).text:
                what = "the cell has several lines; the first was taken for the name. Give every recipient a row of its own."
                problems.append(RowProblem(row.line, table.headings[at], what))
            continue
        rows += [replace(row, cells=(*row.cells[:at], name, *row.cells[at + 1 :])) for name in names]
        what = f"the cell names {len(names)} recipients, one a line; each became a row of its own."
        if any(_several(row.cells[column], mappings[column].field or "") for column in places):
            what += " They share several places, and it is not said which is whose; correct the rows."
        problems.append(RowProblem(row.line, table.headings[at], what))
    return Content((replace(table, rows=tuple(rows)),), tuple(problems))


def recipients_in(raw: str, heading: str) -> list[str]:
    """The recipients of a cell, one a line; empty unless the heading speaks of several or every line has a mark, every
    line is a short name, and none is an address or a sentence."""
    lines = [line for line in cell(raw).text.split("\n") if line]
    if len(lines) < 2:
        return []
    marked = [bool(_MARK.match(line)) for line in lines]
    names = [_MARK.sub("", line).strip(" ;,") for line in lines]
    if not all(marked) and (any(marked) or not _speaks_of_several(heading)):
        return []
    if any(not name or len(name) > _LONGEST_NAME or name.endswith((".", ":")) for name in names):
        return []
    if not all(marked) and any(re.search(r"\d|@|,|:", name) or read_place_in(name, "place").places for name in names):
        return []
    return names


def _speaks_of_several(heading: str) -> bool:
    """Whether a heading is in the plural; under one in the singular further lines may be an address or a note."""
    words = re.findall(r"[^\W_]+", heading.casefold())
    return not any(word.startswith(("address", "adress", "contact")) for word in words) and any(
        len(word) > 5 and word.endswith("s") for word in words
    )


def _several(raw: str, field: str) -> bool:
    reading = read_place_in(raw, field)
    return len(reading.places) + len(reading.groups) > 1
