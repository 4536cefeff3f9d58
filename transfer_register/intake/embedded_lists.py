"""Lists that stand inside a Markdown file and are no Markdown: records in its front matter, literals of JavaScript in MDX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transfer_register.errors import FileUnreadable
from transfer_register.intake.headings import map_headings, names_recipients
from transfer_register.intake.literals import literals_of
from transfer_register.intake.nested import content_of
from transfer_register.intake.readers import yaml_text
from transfer_register.intake.tables import SourceTable

_LITERAL = re.compile(
    r"^(?:export\s+)?(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*(?=[\[{])|\b[\w-]+=\{(?=\s*\[)", re.MULTILINE
)
_PAIRS = {"[": "]", "{": "}", "(": ")"}
_MOST = 2_000_000


def lists_inside(front: str, text: str, name: str) -> tuple[SourceTable, ...]:
    """The tables of recipients in the front matter (with the lines above it blank) and in the literals of the text."""
    found: list[SourceTable] = []
    if front.strip():
        try:
            found += yaml_text.read(front.encode(), name).tables
        except FileUnreadable:
            found = []  # what is no YAML is no list; the body is what the reader says it is
    for line, program in _literals(text):
        roots, _ = literals_of("\n" * line + f"const list = {program};", name)
        found += content_of(roots, name).tables
    return tuple(
        table for table in found if table.title and names_recipients(map_headings(table.headings, None, dict(table.given)))
    )


def _literals(text: str) -> Iterator[tuple[int, str]]:
    """(lines above, text) of every array or object that is assigned, up to the bracket that closes it."""
    position = 0
    while len(text) < _MOST and (match := _LITERAL.search(text, position)):
        end = _closing(text, match.end())
        if end is None:
            return
        yield text.count("\n", 0, match.end()), text[match.end() : end]
        position = end


def _closing(text: str, begin: int) -> int | None:
    """The position behind the bracket that closes the one at a position; brackets in strings do not count."""
    waiting: list[str] = []
    quote = ""
    at = begin
    while at < len(text):
        sign = text[at]
        if quote:
            at += sign == "\\"
            quote = "" if sign == quote else quote
        elif sign in "\"'`":
            quote = sign
        elif sign in _PAIRS:
            waiting.append(_PAIRS[sign])
        elif waiting and sign == waiting[-1]:
            waiting.pop()
            if not waiting:
                return at + 1
        at += 1
    return None
