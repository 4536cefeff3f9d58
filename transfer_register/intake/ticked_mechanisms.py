"""Columns that name a mechanism and are ticked for each recipient ("SCCs signed: yes"), said in one column in words."""

from __future__ import annotations

import re
from dataclasses import replace

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import gazetteer, plain
from transfer_register.intake.headings import map_heading
from transfer_register.intake.mechanism_clause import hits
from transfer_register.intake.mechanism_words import mechanism_words
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.intake.tables import SourceRow, SourceTable

DERIVED = "Mechanisms (from ticked columns)"
_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "ja",
        "j",
        "oui",
        "o",
        "si",
        "sim",
        "ok",
        "x",
        "✓",
        "✔",
        "✅",
        "☑",
        "☒",
        "●",
        "signed",
        "active",
        "certified",
    ]
)
_NO = frozenset(["no", "n", "false", "nein", "non", "nee", "nej", "nao", "✗", "✘", "❌", "☐", "✖", "○", "not signed"])
_TICKS = frozenset(["✓", "✔", "✅", "☑"])
_LEAST_SHARE = 0.5
_LONGEST = 5
_HARMLESS = (("dpf_certification_to_verify",), ("mechanism_invalid",), ("mechanism_outdated",))


def with_ticked_mechanisms(table: SourceTable) -> SourceTable:
    """The table with one more column that says which mechanisms are ticked; the ticked columns stay as raw text only."""
    given = dict(table.given)
    named = {at: name for at, heading in enumerate(table.headings) if heading not in given and (name := _mechanism(heading))}
    ticked = {at: name for at, name in named.items() if _is_ticked(table.rows, at)}
    if not ticked or DERIVED in table.headings:
        return table
    marks = {_mark(row, at) for row in table.rows for at in ticked}
    crosses = bool(marks & _TICKS)  # beside ticks an x may be a cross
    said_at = [at for at, heading in enumerate(table.headings) if at not in ticked and map_heading(heading).field == "mechanism"]
    rows = []
    for row in table.rows:
        cells = row.cells[: len(table.headings)] + ("",) * (len(table.headings) - len(row.cells))
        words = [*(cells[at] for at in said_at if cells[at].strip()), *_words(row, ticked, crosses=crosses)]
        rows.append(replace(row, cells=(*cells, "; ".join(words))))
    raw_only = tuple((table.headings[at], "") for at in (*ticked, *said_at))
    given = (*table.given, *raw_only, (DERIVED, "mechanism"))
    return replace(table, headings=(*table.headings, DERIVED), rows=tuple(rows), given=given)


def _mechanism(heading: str) -> str | None:
    """The words of a heading that name one transfer tool or framework, or None; one of several things is none."""
    said = " ".join(cell(heading).text.split())
    if len(said.split()) > _LONGEST or re.search(r"[/&,]|(?<!\w)(?:or|and|oder|und|ou|et)(?!\w)", said, re.IGNORECASE):
        return None
    found = [(named, begin, end) for named, begin, end in hits(said, mechanism_words())]
    if len(found) != 1 or "A49" in found[0][0].code or read_mechanisms(said).flags not in ((), *_HARMLESS):
        return None
    return said[found[0][1] : found[0][2]]


def _mark(row: SourceRow, at: int) -> str:
    said = cell(row.cells[at]).text.strip() if at < len(row.cells) else ""
    return said if said in _YES | _NO else plain(said)


def _is_ticked(rows: tuple[SourceRow, ...], at: int) -> bool:
    filled = [mark for row in rows if (mark := _mark(row, at)) and gazetteer().whole.get(mark) in (None, "none")]
    return bool(filled) and sum(mark in _YES | _NO for mark in filled) >= _LEAST_SHARE * len(filled)


def _words(row: SourceRow, ticked: dict[int, str], *, crosses: bool) -> list[str]:
    said = []
    for at, name in ticked.items():
        mark = _mark(row, at)
        if mark == "x" and crosses:
            said.append(mark)  # nobody knows whether it says yes or no
        elif mark in _NO:
            said.append(f"no {name}")
        elif mark in _YES:
            said.append(name)
        elif mark and gazetteer().whole.get(mark) not in ("not_applicable", "unknown"):
            said.append(f"{name} {mark}" if not read_mechanisms(f"{name} {mark}").stated else mark)
    return said
