"""A list of bullets as a table of recipients: a link or a bold name, then what the recipient does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from transfer_register.intake.tables import SourceRow, SourceTable

HEADINGS = ("Recipient", "Purpose")
# "[Name](link). Purpose", "**Name**: purpose", "**Name** - purpose", or the name on a line of its own.
_ITEM = re.compile(
    r"(?P<name>\[[^\[\]]+\]\([^()]*\)|\*\*[^*]+?\*\*|__[^_]+?__)(?P<more>\s*\([^()]{1,80}\))?\s*(?P<mark>[.:–—]|-(?=\s)|\n|$)\s*(?P<rest>.*)",
    re.DOTALL,
)
_SHARE = 0.6


def list_table(tokens: Sequence[Token], lines_above: int, title: str, context: tuple[str, ...]) -> SourceTable | None:
    """The table that the tokens inside a list make, or None when the list is not one of recipients."""
    rows: list[SourceRow] = []
    items = 0
    base = tokens[0].level if tokens else 0
    for at, token in enumerate(tokens):
        if token.type != "list_item_open" or token.level != base:
            continue
        items += 1
        said = next((inner for inner in tokens[at + 1 : at + 3] if inner.type == "inline"), None)
        match = _ITEM.match(said.content.strip()) if said else None
        if match:
            name = match.group("name") + (match.group("more") or "")
            name = name.rstrip(":") if not name.endswith(":**") else name[:-3] + "**"
            rows.append(SourceRow(lines_above + (token.map or [0])[0] + 1, (name, match.group("rest").strip())))
    if not rows or len(rows) < items * _SHARE:
        return None
    return SourceTable(title, HEADINGS, tuple(rows), context, listed=True)
