"""Entries of a document as a table of recipients: a name, then what is said of it; labelled parts become columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import words_of
from transfer_register.intake.heading_words import patterns
from transfer_register.intake.headings import SURE, map_heading
from transfer_register.intake.places import read_place_in
from transfer_register.intake.tables import SourceRow, SourceTable

NAME, SAID, _REMARK = "Recipient", "Purpose", "Note"
_LABEL = re.compile(
    r"(?:^|(?<=[\n;|,.–—•(])|(?<=\s-))[ \t]*(?:\*\*|__|_)?(?P<label>[^\W\d_][^\W\d_ /&()-]*(?:[ /&-]{1,3}[^\W\d_]+){0,4})"
    r"[ ]?(?:\*\*|__|_)?[ ]?[::](?!//)(?:\*\*|__|_)?[ \t]*",
    re.MULTILINE,
)
_BREAK = re.compile(r"\s+[–—|-]\s+|(?<=[a-z)])\.\s+(?=[A-ZÀ-Þ])")
_ENDS = " \t\n,;|–—-("


@dataclass(frozen=True)
class Entry:
    """One recipient as a document names it, and the text beside or below the name."""

    line: int
    name: str
    said: str


def labelled(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text without its labelled parts, and (label, value) of those whose label is a known heading.

    A value runs on to the next label, so that a condition behind a place stays with it.
    """
    found = [match for match in _LABEL.finditer(text) if _is_label(match.group("label"))]
    if not found:
        return text.strip(), ()
    rest, values = text[: found[0].start()], []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        value = text[match.end() : end].strip(_ENDS)
        if value.endswith(")") and value.count("(") < value.count(")"):
            value = value[:-1].rstrip()
        label = match.group("label").strip()
        if map_heading(label).field in ("place", "location", "establishment", "country"):
            value, behind = _without_what_follows(value)
            if value is None:
                behind = match.group().strip(_ENDS) + " " + behind
            rest += ("\n" if rest.strip() and behind else "") + behind
        if value is None:
            continue
        values.append((label, value))
    return rest.strip().rstrip(_ENDS), tuple(values)


def _without_what_follows(value: str) -> tuple[str | None, str]:
    """A place, and a sentence or part behind it that names no place; one that plainly limits the place stays with it.

    None for the place where what follows names another in words that are not understood: all of it is then left as text.
    """
    match = _BREAK.search(value)
    if match is None:
        return value, ""
    behind = read_place_in(value[match.end() :], "location")
    if not (behind.places or behind.groups or behind.excluded or behind.scope not in ("unknown", "listed")):
        return value[: match.start()], value[match.end() :]
    if behind.unresolved or "partly_understood" in behind.flags:
        return None, value
    return value, ""


def _is_label(label: str) -> bool:
    mapping = map_heading(label, slips=False)
    return bool(mapping.field) and mapping.whole and mapping.field != "recipient"


def is_label(text: str) -> bool:
    """Whether a short text is a known heading by itself, of whatever field."""
    mapping = map_heading(text.strip().rstrip(":"), slips=False)
    return bool(mapping.field) and mapping.whole


def names_list(*texts: str) -> bool:
    """Whether a title or sentence speaks of those who receive data."""
    every, _ = patterns()
    sure = [pattern for pattern in every if pattern.field == "recipient" and pattern.strength >= SURE]
    for text in texts:
        words = frozenset(words_of(cell(text).text))
        for pattern in sure:
            if all(
                any(w == p or w == p + "s" or (p.endswith("*") and w.startswith(p[:-1])) for w in words) for p in pattern.words
            ):
                return True
    return False


def table_of_entries(entries: Sequence[Entry], title: str, context: Sequence[str]) -> SourceTable | None:
    """The table of entries: name, what is said, and a column for each label; None for no entries."""
    if not entries:
        return None
    columns: dict[str, str] = {"recipient": NAME, "purpose": SAID}
    for entry in entries:
        for label, _ in labelled(entry.said)[1]:
            key = _column(label)
            if key not in columns or (key == "purpose" and columns[key] == SAID):
                columns[key] = label
    rows = []
    for entry in entries:
        rest, values = labelled(entry.said)
        cells = {"recipient": entry.name}
        for label, value in values:
            key = _column(label)
            cells[key] = f"{cells[key]}\n{value}" if cells.get(key) else value
        if rest:
            # Text beside a labelled purpose is a remark; it must not take the purpose's place.
            key = _REMARK if cells.get("purpose") else "purpose"
            columns.setdefault(key, _REMARK)
            cells[key] = rest
        rows.append((entry.line, cells))
    kept = tuple(SourceRow(line, tuple(cells.get(key, "") for key in columns)) for line, cells in rows)
    return SourceTable(title, tuple(columns.values()), kept, tuple(context), listed=True)


def _column(label: str) -> str:
    """What a label is kept under: its field, so that two words for one thing share a column; remarks by their own word."""
    field = map_heading(label, slips=False).field
    return label if field in (None, "note") else field
