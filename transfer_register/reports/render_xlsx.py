"""A document as a workbook: About, the typed sheets, and every table that has a sheet of its own. Nothing is ever a formula."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from transfer_register.exhibits.style import GLYPHS
from transfer_register.reports import blocks as b
from transfer_register.reports.archive import settled
from transfer_register.reports.content import content_hash, flat
from transfer_register.reports.making import Making, finished
from transfer_register.reports.sheet_formats import GROUND, HAIR, INK, QUIET, SheetFormats
from transfer_register.reports.sheet_text import cut, lines, safe
from transfer_register.reports.tones import TONES

MOST_ROWS = 200_000
_OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_UNSAID = {"Not stated", "None", "None stated", "Not onward", "Open", "Not judged"}


def render(document: b.Document, making: Making) -> bytes:
    """The workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    meta = document.meta
    book.set_properties(
        {
            "title": meta.title[:255],
            "subject": meta.subtitle[:255],
            "author": meta.organisation[:255],
            "keywords": meta.number[:255],
            "comments": f"sha256:{content_hash(document)}",
            "created": making.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    _Writer(book, finished(document, making)).write()
    book.close()
    return settled(out.getvalue())


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, document: b.Document):
        self._book, self._document = book, document
        self._format = SheetFormats(book)

    def write(self) -> None:
        self._about()
        for sheet in self._document.sheets:
            self._typed(sheet)
        for block in self._document.blocks:
            if isinstance(block, b.Table) and block.sheet:
                self._table(block)

    def _cell(self, **marks) -> Format:
        return self._format(bottom=1, bottom_color=HAIR, **marks)

    def _about(self) -> None:
        meta = self._document.meta
        sheet = self._book.add_worksheet("About")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 110)
        sheet.set_tab_color(INK)
        band = self._format(bg_color=INK)
        for column in range(2):
            sheet.write_blank(0, column, None, band)
        sheet.set_row(0, 8)
        rows = (
            (meta.organisation, {"bold": True}),
            (meta.kind, {"bold": True, "font_color": TONES["gold"]["word"]}),
            (meta.title, {"font_name": "Cambria", "font_size": 22}),
            (meta.subtitle, {"font_color": QUIET}),
            (meta.classification.upper(), {"bold": True, "font_color": TONES["vermilion"]["word"]}),
        )
        for at, (words, marks) in enumerate(rows, 1):
            sheet.write_string(at, 0, cut(words), self._format(**({"text_wrap": False} | marks)))
        sheet.set_row(3, 30)
        at = len(rows) + 2
        for name, value in meta.cover:
            at = self._pair(sheet, at, name, value)
        for block in self._frame():
            match block:
                case b.Heading():
                    at += 1
                    sheet.write_string(at, 0, block.text, self._format(font_name="Cambria", font_size=14, text_wrap=False))
                    sheet.set_row(at, 22)
                    at += 1
                case b.Facts():
                    for name, said in block.rows:
                        at = self._pair(sheet, at, name, flat(said, GLYPHS))
                case b.Paragraph() | b.Notice():
                    words = flat((block.runs,), GLYPHS)
                    sheet.merge_range(at, 0, at, 1, "", self._format())
                    sheet.write_string(at, 0, cut(words), self._format(bold=isinstance(block, b.Notice)))
                    sheet.set_row(at, 4 + 13.5 * lines(words, 140))
                    at += 1
        self._page(sheet, 140)

    def _frame(self) -> list[b.Block]:
        """What stands before the first numbered heading, and the last section: control, statement, verification."""
        blocks = self._document.blocks
        numbered = [at for at, block in enumerate(blocks) if isinstance(block, b.Heading) and block.numbered and block.level == 1]
        if not numbered:
            return list(blocks)
        return [*blocks[: numbered[0]], *blocks[numbered[-1] :]]

    def _pair(self, sheet: Worksheet, at: int, name: str, value: str) -> int:
        sheet.write_string(at, 0, cut(name), self._cell(bold=True, bg_color=GROUND))
        sheet.write_string(at, 1, cut(value), self._cell())
        sheet.set_row(at, 4 + 13.5 * lines(value, 110))
        return at + 1

    def _typed(self, data: b.Sheet) -> None:
        sheet = self._book.add_worksheet(data.name)
        kinds = [column.kind for column in data.columns]
        self._head(sheet, [(column.title, column.width, column.kind) for column in data.columns], len(data.rows), data.frozen)
        for at, row in enumerate(data.rows, 1):
            for place, value in enumerate(row):
                self._value(sheet, at, place, value, kinds[place], strong=place == 0)
            tall = max(lines(value, data.columns[place].width) for place, value in enumerate(row) if isinstance(value, str))
            sheet.set_row(at, min(409, 4 + 13.5 * tall))
        self._page(sheet, sum(column.width for column in data.columns))

    def _value(self, sheet: Worksheet, at: int, place: int, value: b.Value, kind: str, strong: bool) -> None:
        match value:
            case b.Status():
                tone = TONES[value.tone]
                words = f"{GLYPHS[value.shape]} {value.word}"
                sheet.write_string(at, place, words, self._cell(bold=True, font_color=tone["word"], bg_color=tone["fill"]))
            case date():
                sheet.write_datetime(
                    at, place, datetime(value.year, value.month, value.day), self._cell(num_format="d mmm yyyy", align="left")
                )
            case int():
                sheet.write_number(at, place, value, self._cell(num_format="#,##0", **({} if value else {"font_color": QUIET})))
            case _:
                marks = {"bold": True} if strong else {"font_color": QUIET} if value in _UNSAID else {}
                marks |= {"align": "right"} if kind == "count" else {}
                sheet.write_string(at, place, cut(value), self._cell(**marks))

    def _table(self, block: b.Table) -> None:
        sheet = self._book.add_worksheet(block.sheet)
        total = sum(column.width for column in block.columns)
        widths = [max(10, round(150 * column.width / total)) for column in block.columns]
        rows = [row for group in block.groups for row in group.rows]
        self._head(sheet, [(c.title, widths[i], c.kind) for i, c in enumerate(block.columns)], len(rows), 1)
        for at, row in enumerate(rows, 1):
            said = [flat(cell, GLYPHS) for cell in row.cells]
            for place, words in enumerate(said):
                kind = block.columns[place].kind
                marks = {"bold": True} if place == 0 else {"font_color": QUIET} if words in _UNSAID else {}
                if isinstance(first := row.cells[place][0][0], b.Status):
                    marks = {"bold": True, "font_color": TONES[first.tone]["word"]}
                whole = words.replace(",", "")
                if kind == "count" and whole.isdecimal():
                    sheet.write_number(at, place, int(whole), self._cell(num_format="#,##0"))
                else:
                    sheet.write_string(
                        at, place, cut(words), self._cell(**marks | ({"align": "right"} if kind == "count" else {}))
                    )
            sheet.set_row(at, min(409, 4 + 13.5 * max(lines(words, widths[place]) for place, words in enumerate(said))))
        self._page(sheet, sum(widths))

    def _head(self, sheet: Worksheet, columns: list[tuple[str, int, str]], rows: int, frozen: int) -> None:
        for place, (title, width, kind) in enumerate(columns):
            sheet.set_column(place, place, width)
            marks = {"bold": True, "font_color": "#ffffff", "bg_color": INK, "valign": "vcenter"}
            sheet.write_string(0, place, title, self._format(**marks | ({"align": "right"} if kind == "count" else {})))
        sheet.set_row(0, 4 + 13.5 * max(2, max(lines(title, width - 3) for title, width, _ in columns)))
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.hide_gridlines(2)

    def _page(self, sheet: Worksheet, widths: int) -> None:
        meta = self._document.meta
        sheet.set_landscape()
        sheet.set_paper(8 if widths > 200 else 9)  # A3 for many columns, else A4
        if widths > 300:
            sheet.fit_to_pages(2, 0)
            sheet.repeat_columns(0, 2)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_header(f"&L&8{safe(meta.organisation)}&R&8{safe(meta.kind)} {safe(meta.number)}")
        sheet.set_footer(f"&L&8{safe(meta.number)}, {safe(meta.as_of)}&C&8{safe(meta.classification.upper())}&R&8&P / &N")
