"""Plain text as it is pasted from a page, a mail or a letter: labelled blocks, aligned columns, one vendor a line."""

from __future__ import annotations

import re

from transfer_register.errors import FileUnreadable
from transfer_register.intake.tables import MOST_ROWS, Content, RowProblem
from transfer_register.intake.text_blocks import aligned, labelled_blocks
from transfer_register.intake.text_file import beginning, decoded
from transfer_register.intake.text_items import item_table

SUFFIXES = (".txt", ".text", ".eml")
TITLE = "plain text"
_OTHERS = re.compile(
    r"^(?:#{1,6} \S|[*+-] (?:\[[^\[\]]+\]\(|\*\*)|\|.*\|\s*$|\s*[-:|]+-{2,}[-:| ]*$|---\s*$|@prefix|[ \t]+[\w-]+:(?:[ \t]|$)"
    r"|- [a-z_]+:(?:[ \t]|$)|\.\. |<\?xml|(?:INSERT|CREATE) )",
    re.MULTILINE,
)
_MOST_CHARACTERS = 5_000_000


def recognises(head: bytes, name: str) -> bool:
    """Whether the text has one of the shapes, and none of the marks of Markdown, YAML, HTML, JSON or their like."""
    text = beginning(head, name)
    if text is None:
        return False
    start = text.lstrip()[:1]
    if start in ("<", "{", "[") or "<table" in text.casefold() or _OTHERS.search(text):
        return False
    return _read(text, []) is not None


def read(data: bytes, name: str, sheet: str | None = None) -> Content:
    """The table in the text. Raises FileUnreadable for a text that is far too long or has no such shape."""
    text, problems = decoded(data, name)
    if len(text) > _MOST_CHARACTERS or text.count("\n") > MOST_ROWS:
        raise FileUnreadable(f"{name}: {len(text):,} characters are more than a list of recipients has. Split the text.")
    content = _read(text, problems)
    if content is None:
        raise FileUnreadable(
            f"{name}: no two lines of the text have the same shape. Write one vendor a line, such as “Name - purpose - Country”."
        )
    return Content(content.tables, (*problems, *content.problems))


def _read(text: str, problems: list[RowProblem]) -> Content | None:
    lines = text.replace("\xa0", " ").split("\n")
    if (blocks := labelled_blocks(lines)) is not None:
        return Content((blocks,))
    if (columns := aligned(lines)) is not None and columns.tables:
        return columns
    items = item_table(lines, problems)
    return Content((items,)) if items is not None else None
