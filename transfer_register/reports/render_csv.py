"""The first sheet of a document as CSV (RFC 4180): UTF-8 with byte order mark, every field quoted, nothing a formula.

Spreadsheet programs run a field that begins with one of a few signs, quoted or not; such a field gets an apostrophe in
front, which is the one change. They also drop leading zeros: Excel is the better file to open, JSON the lossless one.

The last three columns say at which head of the journal the file was made, alike in every row: a CSV file has no other place
for it that every reader of such files would take.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from transfer_register.errors import Refused
from transfer_register.intake.own_text import harmless
from transfer_register.reports import blocks as b
from transfer_register.reports.making import Making

_HEAD = ("Journal entry", "Journal hash", "Journal entry recorded")


def render(document: b.Document, making: Making) -> bytes:
    """The rows of the first sheet under their titles. Raises `Refused` where the document has no rows."""
    if not document.sheets:
        raise Refused("The document has no rows, so there is nothing for a CSV file. Take PDF or Word.")
    out = io.StringIO(newline="")
    write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sheet = document.sheets[0]
    head = [str(making.journal_entry), making.journal_hash, making.journal_at]
    write.writerow([*(harmless(column.title) for column in sheet.columns), *_HEAD])
    write.writerows([*(_field(value) for value in row), *head] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _field(value: b.Value) -> str:
    match value:
        case b.Status():
            return harmless(value.word)
        case date():
            return value.isoformat()
        case int():
            return str(value)
    return harmless(value)
