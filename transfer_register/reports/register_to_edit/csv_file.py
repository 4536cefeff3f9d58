"""One table of the register to edit as CSV: UTF-8 with byte order mark, what a spreadsheet would run or turn protected."""

from __future__ import annotations

import csv
import io

from transfer_register.intake.own_columns import COLUMNS, Cell
from transfer_register.intake.own_text import protected
from transfer_register.reports.register_to_edit.taking import Table


def written(table: Table) -> bytes:
    """The bytes of the file."""
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(table.headings)
    # Days and counts are meant to be taken for what they are.
    bare = [column.kind in (Cell.DAY, Cell.COUNT) for column in COLUMNS[table.kind]]
    for row in table.rows:
        cells = (text if plain else protected(text) for text, plain in zip(row.cells, bare, strict=True))
        write.writerow([row.id, *cells, protected(row.source), *row.exact])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")
