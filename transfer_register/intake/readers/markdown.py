"""Markdown and MDX: tables, HTML tables inside, and bullet lists of recipients, with the headings and sentences above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from transfer_register.intake.bullets import list_table
from transfer_register.intake.cells import cell
from transfer_register.intake.document import lists_beside_tables
from transfer_register.intake.embedded_lists import lists_inside
from transfer_register.intake.headings import is_heading_row
from transfer_register.intake.html_tables import headings_and_paragraphs, read_table, tables_in
from transfer_register.intake.remarks import remarks_about
from transfer_register.intake.section_records import Block, read_records
from transfer_register.intake.tables import Content, RowProblem, SourceRow, SourceTable
from transfer_register.intake.text_file import beginning, decoded

SUFFIXES = (".md", ".mdx", ".markdown", ".mdown")
TITLE = "Markdown"
_MOST_CHARACTERS = 30_000_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$", re.MULTILINE)
_MARKS = re.compile(r"^(?:#{1,6} \S|[*+-] (?:\[|\*\*)|\|.*\||---\s*$)", re.MULTILINE)


def recognises(head: bytes, name: str) -> bool:
    """Whether the text has a ruled table, headings, bullets with links, or an HTML table among other text."""
    text = beginning(head, name)
    if text is None:
        return False
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<!doctype", "<html", "{", "[{", "<?xml")):
        return False
    ruled = any("|" in match.group() for match in _RULE.finditer(text))
    return (
        ruled
        or bool(_MARKS.search(text.lstrip().removeprefix("---")))
        or "<table" in text.casefold()
        or name.casefold().endswith(SUFFIXES)
    )


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """Tables in the order of the file; beside a table of recipients a list of bullets only where it says that it is one."""
    text, problems = decoded(data, name, _MOST_CHARACTERS)
    front = _FRONT_MATTER.match(text)
    if front:
        text = "\n" * front.group().count("\n") + text[front.end() :]
    walk = _Walk(problems)
    position = 0
    for begin, end, html in tables_in(text):
        walk.read(text[position:begin], text.count("\n", 0, position))
        walk.take(read_table(html, text.count("\n", 0, begin) + 1, walk.title, walk.context))
        position = end
    walk.read(text[position:], text.count("\n", 0, position))
    kept, left_out = lists_beside_tables(walk.tables)
    if not kept and (records := read_records(walk.blocks)) is not None:
        return Content(records.tables, (*problems, *records.problems))
    if not any(table.listed or is_heading_row(table.headings) for table in kept):
        kept = [*lists_inside("\n" + front.group(1) if front else "", text, name), *kept]
    ruled = [table for table in kept if not table.listed and is_heading_row(table.headings)]
    texts = [(block.line, block.text) for block in walk.blocks if block.kind != "heading"]
    return Content(tuple(kept), (*problems, *left_out, *(remarks_about(ruled, texts) if ruled else ())))


class _Walk:
    """Goes through the blocks of a file and remembers the heading and the sentences above the next table."""

    def __init__(self, problems: list[RowProblem]):
        self.tables: list[SourceTable] = []
        self.problems = problems
        self.title = ""
        self.context: list[str] = []
        self.blocks: list[Block] = []
        self.parser = MarkdownIt("commonmark").enable("table").disable("inline")  # cells are read by intake.cells

    def take(self, content: Content) -> None:
        self.tables += content.tables
        self.problems += content.problems

    def read(self, text: str, lines_above: int) -> None:
        """One stretch of Markdown that begins after so many lines of the file."""
        tokens = self.parser.parse(text)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _closing(tokens, at)
            inside = tokens[at + 1 : end]
            self._block(token, inside, lines_above)
            match token.type:
                case "heading_open":
                    self.title, self.context = cell(inside[0].content).text.replace("\n", " "), []
                case "paragraph_open":
                    self.context.append(inside[0].content)
                case "html_block":
                    self._html(token.content)
                case "table_open":
                    self._table(inside, lines_above)
                case "bullet_list_open" | "ordered_list_open":
                    table = list_table(inside, lines_above, self.title, tuple(self.context))
                    if table is not None:
                        self.tables.append(table)
            at = max(end, at) + 1

    def _block(self, token: Token, inside: Sequence[Token], lines_above: int) -> None:
        """Keeps a heading, a paragraph or the items of a list, for records that are written as sections."""
        kind = {"heading_open": "heading", "paragraph_open": "paragraph"}.get(token.type, "item")
        if not token.type.endswith(("heading_open", "paragraph_open", "list_open")):
            return
        for said in inside:
            if said.type == "inline":
                text = cell(said.content).text if kind == "heading" else said.content
                level = int(token.tag[1]) if kind == "heading" else 0
                self.blocks.append(Block(kind, text.replace("\n", " "), lines_above + (said.map or [0])[0] + 1, level))

    def _html(self, html: str) -> None:
        for heading, text in headings_and_paragraphs(html):
            if heading:
                self.title, self.context = text, []
            else:
                self.context.append(text)

    def _table(self, tokens: Sequence[Token], lines_above: int) -> None:
        rows: list[SourceRow] = []
        cells: list[str] = []
        for token in tokens:
            if token.type == "tr_open":
                cells, line = [], lines_above + (token.map or [0])[0] + 1
            elif token.type == "inline":
                cells.append(token.content)
            elif token.type == "tr_close":
                rows.append(SourceRow(line, tuple(cells)))
        if len(rows) > 1:
            body = tuple(row for row in rows[1:] if any(text.strip() for text in row.cells))
            self.tables.append(SourceTable(self.title, rows[0].cells, body, tuple(self.context)))


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The position of the token that closes the one at a position; the position itself for one without inside."""
    if tokens[at].nesting != 1:
        return at
    for end in range(at + 1, len(tokens)):
        if tokens[end].level == tokens[at].level and tokens[end].nesting == -1:
            return end
    return len(tokens) - 1
