"""Draws the head of one transfer: a sentence a jurist would write, and what is recorded in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import style
from transfer_register.exhibits.register_table import destinations
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

_TOLD = (
    "id", "verdict", "exporter_name", "exporter_country", "exporter_role", "importer_name", "importer_country", "importer_role",
    "importer_kind", "countries", "groups", "purpose_shown", "data_categories", "data_subjects", "tools", "persons", "valid_from",
    "valid_to", "review_on", "owner", "systems", "flags", "note",
)  # fmt: skip


def draw(answer: Answer, words: Words) -> Table:
    """One row a transfer, its columns in the order in which a register is read."""
    drawn = table(answer, words)
    at = {column.name: place for place, column in enumerate(drawn.columns)}
    places = [at[name] for name in _TOLD if name in at]
    return Table(tuple(drawn.columns[p] for p in places), tuple(tuple(row[p] for p in places) for row in drawn.rows))


def sentence(answer: Answer, words: Words) -> str:
    """`X GmbH (Germany, controller) sends Name, Photos to Y Inc. (United States, processor) for Hosting since 1 March 2024.`"""
    if not answer.rows:
        return ""
    row = answer.dicts()[0]
    role = {side: words.label("roles", row[f"{side}_role"]).lower() for side in ("exporter", "importer")}
    sender = ", ".join(filter(None, (style.country(words, row["exporter_country"]), role["exporter"])))
    receiver = ", ".join(filter(None, (destinations(row, words), role["importer"])))
    data = style.listed([words.label("data_categories", term) for term in row["data_categories"] or ()], most=4)
    purpose = f" for {row['purpose_shown']}" if row["purpose_shown"] else ""
    since = f" since {style.day(row['valid_from'])}" if row["valid_from"] else ""
    sent = f"{row['exporter_name']} ({sender}) sends {data or 'data that are not stated'}"
    return f"{sent} to {row['importer_name']} ({receiver}){purpose}{since}."
