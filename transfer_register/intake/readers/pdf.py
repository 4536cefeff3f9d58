"""PDF documents with a text layer: their tables, over as many pages as they run; what is a picture or a form is told."""

from __future__ import annotations

import io
import logging
import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from transfer_register.errors import FileUnreadable
from transfer_register.intake.grid import tables_of
from transfer_register.intake.headings import map_heading, map_headings, names_recipients
from transfer_register.intake.several_recipients import one_recipient_a_row
from transfer_register.intake.tables import Content, RowProblem, SourceRow

SUFFIXES = (".pdf",)
TITLE = "PDF with text"
_MOST_PAGES = 300
_BROKEN = (
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True)
class _Grid:
    """One table: its rows of cells, each with its page."""

    rows: list[tuple[int, tuple[str, ...]]]

    @property
    def pages(self) -> str:
        first, last = self.rows[0][0], self.rows[-1][0]
        return f"page {first}" if first == last else f"pages {first} to {last}"


def recognises(head: bytes, name: str) -> bool:
    """Whether the file is a PDF by its first bytes."""
    return b"%PDF-" in head[:1024]


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The tables of a PDF; a row's line is its number within the table. Raises FileUnreadable where there is no text."""
    with _quiet():
        try:
            grids, problems = _grids(data, name)
        except _BROKEN as error:
            causes = (error, *error.args, error.__cause__, error.__context__)
            if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
                raise FileUnreadable(
                    f"{name}: the PDF is protected by a password. Save a copy without it and bring in that."
                ) from None
            raise FileUnreadable(
                f"{name}: this is a PDF document, but a damaged one that cannot be opened. Save or export it again."
            ) from None
    tables = []
    for grid in grids:
        if told := _form(grid):
            problems.append(RowProblem(None, None, told))
            continue
        found = tables_of([SourceRow(at, cells) for at, (_, cells) in enumerate(grid.rows, 1)], f"Table on {grid.pages}")
        for table in found.tables:
            split = one_recipient_a_row(table)
            tables += split.tables
            problems += [RowProblem(said.line, said.heading, f"{grid.pages}: {said.what}") for said in split.problems]
        problems += [RowProblem(said.line, said.heading, f"{grid.pages}: {said.what}") for said in found.problems]
    if not grids:
        problems.append(
            RowProblem(None, None, "the PDF has text and no ruled table. Copy the list into a workbook or a CSV file.")
        )
    return Content(tuple(tables), tuple(problems))


def _grids(data: bytes, name: str) -> tuple[list[_Grid], list[RowProblem]]:
    """The tables of all pages, one that goes over pages as one; pages that are pictures are told."""
    grids: list[_Grid] = []
    pictures: list[int] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        count = len(document.pages)
        if count > _MOST_PAGES:
            raise FileUnreadable(f"{name}: {count:,} pages; at most {_MOST_PAGES} are read. Keep only the pages of the list.")
        if not count:
            raise FileUnreadable(f"{name}: this is a PDF document, but a damaged one without pages. Save or export it again.")
        for page in document.pages:
            if not page.chars:
                pictures.append(page.page_number)
            for number, table in enumerate(page.find_tables()):
                rows = [tuple(text or "" for text in cells) for cells in table.extract()]
                if rows and len(rows[0]) > 1:
                    _add(grids, page.page_number, rows, first=number == 0)
            page.close()
    if len(pictures) == count:
        what = f"{name}: the PDF is scanned: it holds pictures of pages and no text."
        raise FileUnreadable(f"{what} Ask for the document it was printed from, or run text recognition over it.")
    shown = ", ".join(map(str, pictures[:20]))
    problems = (
        [RowProblem(None, None, f"without text, and not read: page {shown}. If they hold rows, add them.")] if pictures else []
    )
    return grids, problems


def _add(grids: list[_Grid], page: int, rows: list[tuple[str, ...]], *, first: bool) -> None:
    """Adds a table, or the rest of the one that ended on the page before: as wide, and with its headings again or none."""
    before = grids[-1] if grids else None
    if before and first and before.rows[-1][0] == page - 1 and len(before.rows[0][1]) == len(rows[0]):
        again = 0
        while again < min(3, len(rows), len(before.rows)) and _same(rows[again], before.rows[again][1]):
            again += 1
        if again or not names_recipients(map_headings(rows[0])):
            before.rows.extend((page, cells) for cells in rows[again:])
            return
    grids.append(_Grid([(page, cells) for cells in rows]))


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return [" ".join(text.split()) for text in one] == [" ".join(text.split()) for text in other]


def _form(grid: _Grid) -> str | None:
    """What to say of a record that is written as a form, with labels down one column; None for a list."""
    width = len(grid.rows[0][1])
    if width > 3 or names_recipients(map_headings(grid.rows[0][1])):
        return None
    labels = [(page, " ".join(text.split()), cells[-1]) for page, cells in grid.rows for text in cells[:-1] if text.strip()]
    # A text layer may tear the first letter off a word ("R ecipients").
    labels = [(page, re.sub(r"^([A-Z]) (?=[a-z]{2})", r"\1", label), value) for page, label, value in labels if len(label) > 2]
    fields = [(page, map_heading(label, slips=False).field, value) for page, label, value in labels]
    if len({field for _, field, _ in fields if field and field != "note"}) < 3:
        return None
    pages = sorted({page for page, field, value in fields if field == "recipient" and value.strip()})
    where = f"; look for its recipients from page {' and '.join(map(str, pages))} on" if pages else ""
    return (
        f"{grid.pages}: this is a form of one record, with text beside labels and no list{where}. "
        "Recipients in sentences are not taken apart: write each into a list with its country."
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the library's remarks on fonts and colours out of the log."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
