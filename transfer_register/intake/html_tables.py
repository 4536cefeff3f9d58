"""Tables of HTML as rows of text: spans are filled, line breaks stay, links are written as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from transfer_register.intake.cells import raised
from transfer_register.intake.grid import tables_of
from transfer_register.intake.tables import Content, SourceRow

_MOST_SPAN = 200
_BLOCKS = {"p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"}


def tables_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, HTML) of every table in a text."""
    folded, position = text.lower(), 0
    if len(folded) != len(text):
        folded = text  # letters that change their length; tags are then found in small letters only
    while (begin := folded.find("<table", position)) >= 0 and (end := folded.find("</table", begin)) >= 0:
        close = folded.find(">", end)
        position = close + 1 if close >= 0 else len(text)
        yield begin, position, text[begin:position]


def headings_and_paragraphs(html: str) -> Iterator[tuple[bool, str]]:
    """(is it a heading, its text) of the headings and paragraphs in a piece of HTML, in their order."""
    for tag in BeautifulSoup(html, "html.parser").find_all(["h1", "h2", "h3", "h4", "h5", "h6", "p"]):
        yield tag.name != "p", " ".join(tag.get_text().split())


def read_table(html: str, first_line: int, title: str, context: list[str]) -> Content:
    """One table; `first_line` is the line of the file on which it begins."""
    table = BeautifulSoup(html, "html.parser").find("table")
    return Content(()) if table is None else table_content(table, first_line, title, context)


def table_content(table: Tag, first_line: int, title: str, context: list[str]) -> Content:
    """The rows of one table of a page that is read already."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    grid: list[SourceRow] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        cells: list[str] = []
        for part in row.find_all(["td", "th"], recursive=False):
            _hang(cells, hanging)
            text = text_of(part)
            width, height = _span(part, "colspan"), _span(part, "rowspan")
            for _ in range(width):
                if height > 1:
                    hanging[len(cells)] = (height - 1, text)
                cells.append(text)
        _hang(cells, hanging)
        grid.append(SourceRow(first_line + (row.sourceline or 1) - 1, tuple(cells)))
    width = max((len(row.cells) for row in grid), default=0)
    return tables_of([SourceRow(row.line, row.cells + ("",) * (width - len(row.cells))) for row in grid], title, context)


def _hang(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Puts in the cells that hang down from rows above, as far as they come next."""
    while len(cells) in hanging:
        at = len(cells)
        left, text = hanging[at]
        cells.append(text)
        if left > 1:
            hanging[at] = left - 1, text
        else:
            del hanging[at]


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name, "1"))
    return min(max(int(said), 1), _MOST_SPAN) if said.isdigit() and len(said) < 6 else 1


def text_of(cell: Tag) -> str:
    """What a piece of a page says: one line a line break or block, links as in Markdown."""
    parts: list[str] = []
    _collect(cell, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(tag: Tag, parts: list[str]) -> None:
    for child in tag.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:
                parts.append(re.sub(r"\s+", " ", child))
            continue
        if child.name == "br":
            parts.append("\n")
        elif child.name == "sup":
            parts.append(raised(child.get_text()))
        elif child.name == "a" and str(child.get("href", "")).startswith(("http", "mailto", "/")):
            parts.append(f"[{' '.join(child.get_text().split())}]({child['href']})")
        elif child.name not in ("script", "style", "table", "del", "s", "strike"):
            _collect(child, parts)
            if child.name in _BLOCKS:
                parts.append("\n")
