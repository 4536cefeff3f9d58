"""Evidence in words: what is said of a file, what it supports, and what changed between two of its states."""

from __future__ import annotations

from datetime import date
from typing import Any

from transfer_register.exhibits.record_words import Difference
from transfer_register.exhibits.style import day, listed
from transfer_register.model.evidence import KINDS
from transfer_register.model.vocabulary import Words

# What can be said of a file -> its heading. What it is, its size and its hash are seen, never said.
FIELDS = {
    "title": "Title", "kind": "What it is", "dated_on": "Dated", "valid_until": "Valid until", "note": "Note", "supports": "For",
}  # fmt: skip
OTHER = "Something else"


def kind_words(words: Words, kind: str | None) -> str:
    """`Signed clauses`, or the word for what is in no list."""
    return OTHER if kind is None else words.label(KINDS, kind)


def size_words(size: int) -> str:
    """`1.2 MB`, `340 kB`, `12 bytes`, by thousands."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:,.1f} MB"
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} bytes"


def support_words(words: Words, names: dict[str, str], support: dict[str, Any]) -> str:
    """What a file supports: `Larkspur Cloud Inc., standard contractual clauses (2021), signed by both`.

    `names` gives the names of parties and the titles of provisions by their ids.
    """
    said = [names.get(support["record"], support["record"])]
    said += [words.label("transfer_tools", support["tool"])] if support.get("tool") else []
    said += [names.get(support["provision"], support["provision"])] if support.get("provision") else []
    return listed([*said, *([support["condition"]] if support.get("condition") else [])])


def differences(words: Words, names: dict[str, str], old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Difference]:
    """What changed from one state of a file of evidence to the next, in the order of the form; `names` as in `support_words`."""
    old, new = old or {}, new or {}
    return [
        Difference(field, heading, *(_value(words, names, field, state.get(field)) for state in (old, new)))
        for field, heading in FIELDS.items()
        if old.get(field) != new.get(field)
    ]


def _value(words: Words, names: dict[str, str], field: str, value: Any) -> str:
    match field, value:
        case "kind", term:
            return kind_words(words, term)
        case _, None:
            return "–"
        case "dated_on" | "valid_until", text:
            return day(date.fromisoformat(text))
        case "supports", links:
            return "; ".join(support_words(words, names, each) for each in links)
    return value
