"""The register to edit as a workbook: how to use it, both tables, and the choices of their cells. Nothing is a formula."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from transfer_register.intake.own_columns import COLUMNS, SHEETS, Cell, Column
from transfer_register.intake.own_file import MARK
from transfer_register.intake.own_row import WrittenRow
from transfer_register.intake.own_text import for_workbook, runs
from transfer_register.reports.making import Making
from transfer_register.reports.register_to_edit.choices import Choice, choices
from transfer_register.reports.register_to_edit.read_me import read_me
from transfer_register.reports.register_to_edit.taking import Table, Taken
from transfer_register.reports.sheet_formats import GROUND, HAIR, INK, QUIET, SheetFormats

_OPTIONS = {
    "constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False,
}  # fmt: skip
# New rows below the last one offer the same choices.
_ROOM = 1_000
_MOST_LINES = 8
# Spreadsheets know no day before, and no count beyond.
_FIRST_DAY, _MOST_COUNT = date(1901, 1, 1), 10**15


def written(taken: Taken, organisation: str, making: Making) -> bytes:
    """The bytes of the file; rows are written one by one, so that a large register takes little memory."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": MARK,
            "author": organisation[:255],
            "comments": f"Journal entry {making.journal_entry}, {making.journal_hash}",
            "created": making.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    _Writer(book).write(taken, organisation, making)
    book.close()
    return out.getvalue()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book = book
        self._format = SheetFormats(book)
        self._usual: dict[Column | None, Format] = {}

    def write(self, taken: Taken, organisation: str, making: Making) -> None:
        self._read_me(taken, organisation, making)
        found = choices(taken.words)
        lists = {choice.vocabulary: choice.area for choice in found if choice.vocabulary}
        names = f"='{SHEETS['party']}'!$B$2:$B${taken.parties.many + 1 + _ROOM}"
        for table in (taken.transfers, taken.parties):
            self._table(table, lists, names)
        self._choices(found)

    def _read_me(self, taken: Taken, organisation: str, making: Making) -> None:
        sheet = self._book.add_worksheet("Read me")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 108)
        sheet.set_tab_color(INK)
        for at, (head, words) in enumerate(read_me(taken, organisation, making)):
            if at == 0:
                sheet.set_row(at, 34)
                sheet.write_string(at, 0, MARK, self._format(font_name="Cambria", font_size=20, text_wrap=False))
                continue
            sheet.set_row(at, 5 + 13.5 * max(1, sum(1 + len(line) // 118 for line in words.split("\n"))))
            sheet.write_string(at, 0, head, self._format(bold=True, bg_color=GROUND, bottom=1, bottom_color=HAIR))
            sheet.write_string(at, 1, words, self._format(bottom=1, bottom_color=HAIR, quote_prefix=runs(words)))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _table(self, table: Table, lists: dict[str, str], names: str) -> None:
        columns = COLUMNS[table.kind]
        sheet = self._book.add_worksheet(SHEETS[table.kind])
        sheet.set_tab_color(INK)
        first = len(columns) + 1
        sheet.set_column(0, 0, 11, self._cell(None))
        for at, column in enumerate(columns, 1):
            sheet.set_column(at, at, column.width, self._cell(column))
        sheet.set_column(first, first, 22, self._format(font_color=QUIET, num_format="@"))
        # Nobody edits the exact record; it is folded away behind the plus above the columns.
        sheet.set_column(first + 1, len(table.headings) - 1, 14, None, {"level": 1, "hidden": True})
        sheet.set_column(len(table.headings), len(table.headings), None, None, {"collapsed": True})
        self._head(sheet, table, first)
        self._offer(sheet, columns, table.many, lists, names)
        for at, row in enumerate(table.rows, 1):
            self._row(sheet, at, row, columns)
        sheet.freeze_panes(1, 3 if table.kind == "transfer" else 2)
        sheet.autofilter(0, 0, max(table.many, 1), len(table.headings) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.print_area(0, 0, max(table.many, 1), first)
        sheet.fit_to_pages(2 if table.kind == "transfer" else 1, 0)

    def _cell(self, column: Column | None, **marks) -> Format:
        if not marks and column in self._usual:
            return self._usual[column]
        usual: dict[str, object] = {"bottom": 1, "bottom_color": HAIR}
        match column and column.kind:
            case None:
                usual |= {"font_color": QUIET, "num_format": "@"}
            case Cell.DAY:
                usual |= {"num_format": "yyyy-mm-dd", "align": "left"}
            case Cell.COUNT:
                usual |= {"num_format": "#,##0"}
            case _:
                usual |= {"num_format": "@"}
        made = self._format(**usual | marks)
        return made if marks else self._usual.setdefault(column, made)

    def _head(self, sheet: Worksheet, table: Table, first: int) -> None:
        sheet.set_row(0, 31)
        for at, heading in enumerate(table.headings):
            ground = INK if 0 < at < first else QUIET
            marks = {"bold": True, "font_color": "#ffffff", "bg_color": ground, "valign": "vcenter"}
            sheet.write_string(0, at, heading, self._format(**marks))

    def _offer(self, sheet: Worksheet, columns: tuple[Column, ...], many: int, lists: dict[str, str], names: str) -> None:
        """Lists of choices where a cell has one term; where it has more, the way to write them."""
        for at, column in enumerate(columns, 1):
            told = {"input_title": column.heading[:32], "input_message": column.hint[:255]} if column.hint else {}
            if column.kind is Cell.TERM and column.vocabulary in lists:
                message = "Choose from the list, or empty the cell where it is not known."
                offered = {"validate": "list", "source": lists[column.vocabulary], "error_message": message}
            elif column.kind is Cell.PARTY:
                offered = {"validate": "list", "source": names, "error_type": "information",
                           "error_message": "No party of the sheet Parties has this name: it will be a new one."}  # fmt: skip
            elif told:
                offered = {"validate": "any"}
            else:
                continue
            sheet.data_validation(1, at, many + _ROOM, at, offered | told)

    def _row(self, sheet: Worksheet, at: int, row: WrittenRow, columns: tuple[Column, ...]) -> None:
        lines = 1
        for column, text in zip(columns, row.cells, strict=True):
            if text:
                lines = max(lines, text.count("\n") + 1, len(text) // max(8, column.width) + 1)
        sheet.set_row(at, 4 + 13.5 * min(lines, _MOST_LINES))
        sheet.write_string(at, 0, row.id, self._cell(None))
        for place, (column, text) in enumerate(zip(columns, row.cells, strict=True), 1):
            if text:  # an empty cell has the format of its column
                self._value(sheet, at, place, column, text)
        place = len(columns) + 1
        quiet = self._format(font_color=QUIET, text_wrap=False)
        if row.source:
            sheet.write_string(at, place, for_workbook(row.source), self._cell(None, quote_prefix=runs(row.source)))
        for piece, text in enumerate(row.exact, place + 1):
            sheet.write_string(at, piece, text, quiet)

    def _value(self, sheet: Worksheet, at: int, place: int, column: Column, text: str) -> None:
        if column.kind is Cell.DAY and (day := date.fromisoformat(text)) >= _FIRST_DAY:
            sheet.write_datetime(at, place, datetime(day.year, day.month, day.day), self._cell(column))
        elif column.kind is Cell.COUNT and int(text) < _MOST_COUNT:
            sheet.write_number(at, place, int(text), self._cell(column))
        else:
            marks = {"quote_prefix": True} if runs(text) else {}
            if column.kind in (Cell.DAY, Cell.COUNT):
                marks["num_format"] = "@"
            sheet.write_string(at, place, for_workbook(text), self._cell(column, **marks))

    def _choices(self, found: list[Choice]) -> None:
        sheet = self._book.add_worksheet("Choices")
        sheet.set_row(0, 31)
        for at, choice in enumerate(found):
            sheet.set_column(at, at, choice.width)
            head = self._format(bold=True, font_color="#ffffff", bg_color=INK, valign="vcenter")
            sheet.write_string(0, at, choice.heading, head)
        for line in range(max(len(choice.labels) for choice in found)):
            for at, choice in enumerate(found):
                if line < len(choice.labels):
                    sheet.write_string(line + 1, at, choice.labels[line], self._format())
        sheet.freeze_panes(1, 0)
