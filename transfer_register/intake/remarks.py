"""Finds remarks about a recipient outside the table that names it: they may limit a flow, and a person should see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import words_of
from transfer_register.intake.headings import map_headings
from transfer_register.intake.parties import core_name, read_recipient
from transfer_register.intake.tables import RowProblem, SourceTable

_MOST = 8
_SHOWN = 120


def remarks_about(tables: Sequence[SourceTable], texts: Iterable[tuple[int, str]]) -> list[RowProblem]:
    """A problem for each (line, text) below the first of the tables that begins with the name of one of their recipients."""
    first = min((table.rows[0].line for table in tables if table.rows), default=0)
    names = {key: name for table in tables for name in _recipients(table) if (key := words_of(core_name(name)))}
    longest = max((len(key) for key in names), default=0)
    found = []
    for line, text in texts:
        if line < first:
            continue
        said = " ".join(cell(text).text.split())
        words = words_of(said)
        name = next((names[words[:size]] for size in range(longest, 0, -1) if words[:size] in names), None)
        if name is not None and len(words) > len(words_of(name)):
            quoted = said[:_SHOWN].rstrip() + ("…" if len(said) > _SHOWN else "")
            what = f"this is said of “{name}” outside the table and was not read: “{quoted}” See whether it changes the row."
            found.append(RowProblem(line, None, what))
    return found[:_MOST]


def _recipients(table: SourceTable) -> Iterable[str]:
    mappings = map_headings(table.headings, None, dict(table.given))
    for at in (at for at, mapping in enumerate(mappings) if mapping.field == "recipient"):
        for row in table.rows:
            recipient = read_recipient(row.cells[at]) if at < len(row.cells) else None
            if recipient is not None:
                yield recipient.name
