"""A table as a CSV file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from datetime import date

from transfer_register.exhibits.style import Mark
from transfer_register.exhibits.table import Counted, Table
from transfer_register.intake.own_text import harmless
from transfer_register.register.journal import Head


def csv_bytes(table: Table, made_at: Head | None = None) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read it as such; days are ISO, numbers plain, nothing known is empty.

    `made_at` is the head of the journal that the rows were made at; it stands in the last two columns of every row.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    receipt = [made_at.sequence, made_at.hash] if made_at else []
    writer.writerow([*(column.title for column in table.columns), *(("Journal entry", "Journal hash") if made_at else ())])
    writer.writerows([*map(_cell, row), *receipt] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str | int | float:
    match value:
        case None:
            return ""
        case Mark():
            return value.word
        case Counted():
            return value.number
        case date():
            return value.isoformat()
        case int() | float():
            return value
    return harmless(str(value))
