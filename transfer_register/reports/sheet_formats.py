"""The look of every workbook: its colours, its face, and the formats of its cells, each made once."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.format import Format

INK, QUIET, HAIR, GROUND = "#14213d", "#5d6470", "#c9ccd3", "#f3f5f8"
_USUAL = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}


class SheetFormats:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book = book
        self._made: dict[tuple, Format] = {}

    def __call__(self, **marks) -> Format:
        """The usual format with some marks of xlsxwriter's instead."""
        key = tuple(sorted(marks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_USUAL | marks)
        return self._made[key]
