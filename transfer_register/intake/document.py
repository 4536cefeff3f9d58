"""Gathers what a document holds, part after part: titles, sentences, tables, lists of recipients, cards under headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transfer_register.intake.bullets import entries_of, is_card
from transfer_register.intake.entries import Entry, is_label, labelled, names_list, table_of_entries
from transfer_register.intake.headings import is_heading_row
from transfer_register.intake.tables import Content, RowProblem, SourceTable

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


class Document:
    """Takes the parts of a document in their order; `content` is what they come to."""

    def __init__(self, problems: Sequence[RowProblem] = ()):
        self.tables: list[SourceTable] = []
        self.problems = list(problems)
        self.title, self.line = "", 0
        self.context: list[str] = []
        self._cards: list[Entry] = []
        self._card: list[str] = []
        self._above = ""

    def heading(self, text: str, line: int) -> None:
        """A title; a title with labelled lines below it is a card about one recipient."""
        self._end_card()
        if not self._card_follows:
            self._above = self.title or self._above
        self.title, self.line, self.context = text, line, []

    def sentence(self, text: str) -> None:
        """A paragraph; labelled lines of it belong to the card of the title above."""
        _, values = labelled(text)
        if (values and self.title) or self._card:
            self._card.append(text)
        elif text.strip():
            self.context.append(text)

    def table(self, content: Content) -> None:
        """The tables that a table of the document came to."""
        self._flush()
        self.tables += content.tables
        self.problems += content.problems

    def pairs(self, entries: Sequence[Entry]) -> None:
        """Terms with what is said of each: recipients, or the labelled values of one card."""
        if entries and sum(is_label(entry.name) for entry in entries) * 2 > len(entries):
            self._card += [f"{entry.name.rstrip(':')}: {entry.said}" for entry in entries]
            return
        self._flush()
        self._add(entries)

    def items(self, items: Sequence[tuple[int, str]]) -> None:
        """The bullets of a list: recipients, or the labelled values of one card."""
        if self.title and is_card(items):
            self._card += [text.replace("**", "") for _, text in items]
            return
        if entries := entries_of(items, self.title, self.context):
            self._flush()
            self._add(entries)

    def _add(self, entries: Sequence[Entry]) -> None:
        table = table_of_entries(entries, self.title, self.context)
        if table is not None:
            self.tables.append(table)

    @property
    def _card_follows(self) -> bool:
        return bool(self._cards) and self._cards[-1].line == self.line

    def _end_card(self) -> None:
        if self._card:
            self._cards.append(Entry(self.line, self.title, "\n".join((*self.context, *self._card))))
            self._card = []
        elif self._cards:
            self._flush()

    def _flush(self) -> None:
        if self._card:
            self._end_card()
        cards, self._cards = self._cards, []
        if cards:
            table = table_of_entries(cards, self._above, ())
            if table is not None:
                self.tables.append(table)

    def content(self) -> Content:
        """Every table; beside a ruled table of recipients a list counts only where its words or labels say that it is one."""
        self._flush()
        kept, left_out = lists_beside_tables(self.tables)
        return Content(tuple(kept), (*self.problems, *left_out))


def lists_beside_tables(tables: Sequence[SourceTable]) -> tuple[list[SourceTable], list[RowProblem]]:
    """The tables of a document without its lists of remarks, and a problem for each list that was left out."""
    if not any(not table.listed and is_heading_row(table.headings) for table in tables):
        return list(tables), []
    kept, problems = [], []
    for table in tables:
        if table.listed and len(table.headings) < 3 and not names_list(table.title, _last_sentence(table.context)):
            where = f"a list below “{table.title}”" if table.title else "a list"
            what = f"{where} was left out, for a table names the recipients. Put it in a table to keep it."
            problems.append(RowProblem(table.rows[0].line, None, what))
        else:
            kept.append(table)
    return kept, problems


def _last_sentence(context: Sequence[str]) -> str:
    """The sentence directly above a list: a paragraph may speak of recipients before it comes to what the list is."""
    return _SENTENCE_ENDS.split(context[-1].strip())[-1] if context else ""
