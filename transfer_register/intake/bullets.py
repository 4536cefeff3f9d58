"""A list of bullets as a table of recipients: a link, a bold or a plain name, then what the recipient does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from transfer_register.intake.cells import cell
from transfer_register.intake.data_words import terms_of
from transfer_register.intake.entries import Entry, is_label, labelled, names_list, table_of_entries
from transfer_register.intake.record_words import holds
from transfer_register.intake.tables import SourceTable

# "[Name](link). Purpose", "**Name**: purpose", "**Name:** purpose", "**Name** - purpose", or the name on a line of its own.
_MARKED = re.compile(
    r"(?P<name>\[[^\[\]]+\]\([^()]*\)|\*\*[^*]+?\*\*|__[^_]+?__)(?P<more>\s*\([^()]{1,80}\))?\s*"
    r"(?:[.:,–—|]|-(?=\s)|\n|$|(?<=[:.–—-]\*\*)|(?<=[:.–—-]\*\* ))\s*(?P<rest>.*)",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?P<name>[^\n:,;–—|]{2,80}?)\s*(?P<mark>[:,–—|]|\s-\s|\n|$)\s*(?P<rest>.*)", re.DOTALL)
_LEGAL = re.compile(r"(?:Inc|LLC|Ltd|Limited|GmbH|AB|AG|Corp|B\.?V|S\.?A)\b")
_NAME_ENDS = re.compile(r"\s*[:.–—-](\*\*|__)$")
_LONGEST_NAME = 10
_SHARE = 0.6


def list_table(tokens: Sequence[Token], lines_above: int, title: str, context: tuple[str, ...]) -> SourceTable | None:
    """The table that the tokens inside a list make, or None when the list is not one of recipients."""
    items: list[tuple[int, str]] = []
    base = tokens[0].level if tokens else 0
    for at, token in enumerate(tokens):
        if token.type == "list_item_open" and token.level == base:
            said = next((inner for inner in tokens[at + 1 : at + 3] if inner.type == "inline"), None)
            items.append((lines_above + (token.map or [0])[0] + 1, said.content if said else ""))
    if title and is_card(items):
        return table_of_entries([Entry(items[0][0], title, "\n".join(text for _, text in items))], title, context)
    return table_of_entries(entries_of(items, title, context), title, context)


def is_card(items: Sequence[tuple[int, str]]) -> bool:
    """Whether most bullets are labelled values ("Purpose: hosting") of the one that the title above names."""
    read = [labelled(_unmarked(text)) for _, text in items]
    return sum(len(values) > 0 and not rest for rest, values in read) * 2 > len(items) and len(items) > 1


def entries_of(items: Sequence[tuple[int, str]], title: str, context: Sequence[str]) -> list[Entry]:
    """The recipients that bullets name; plain names only below words that say that recipients follow."""
    matches = [_MARKED.match(text.strip()) for _, text in items]
    announced = names_list(title, *context[-1:])
    marked = sum(match is not None for match in matches)
    if not marked and not announced:
        return []
    if marked and marked < len(items) * _SHARE and not announced:
        return []
    entries = []
    for (line, text), match in zip(items, matches, strict=True):
        if match:
            name, rest = _NAME_ENDS.sub(r"\1", match.group("name")) + (match.group("more") or ""), match.group("rest").strip()
        elif announced:
            name, rest = _split(text.strip())
        else:
            continue
        entries.append(Entry(line, name, rest))
    names = [cell(entry.name).text for entry in entries]
    if not announced and (holds(title, "other_lists") or _are_data(names)):
        return []
    if any(is_label(name) for name in names) and sum(is_label(name) for name in names) * 2 > len(names):
        return []
    if not marked and not (all(map(_is_name, names)) and any(entry.said for entry in entries)):
        return []
    return entries


def _are_data(names: Sequence[str]) -> bool:
    """Whether most names are kinds of data or people ("Email address"), which nobody sends data to."""
    known = sum(bool(terms_of(kind, [name])[0]) for name in names for kind in ("data_categories", "data_subjects"))
    return known * 2 > len(names)


def _unmarked(text: str) -> str:
    return text.replace("**", "").replace("__", "").strip()


def _split(text: str) -> tuple[str, str]:
    """Name and what is said of it, of a bullet without marks; a legal form behind a comma stays with the name."""
    match = _PLAIN.match(text)
    if match is None:
        return text, ""
    name, rest = match.group("name"), match.group("rest")
    more = _PLAIN.match(rest) if match.group("mark") == "," and _LEGAL.match(rest) else None
    return (f"{name}, {more.group('name')}", more.group("rest")) if more else (name, rest)


def _is_name(name: str) -> bool:
    return bool(name) and len(name.split()) <= _LONGEST_NAME and (name[0].isupper() or name[0].isdigit())
