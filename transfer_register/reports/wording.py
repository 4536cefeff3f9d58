"""How days, numbers and lists stand in documents: as on the screens, held together, and with words for what is unsaid."""

from __future__ import annotations

from datetime import date

from transfer_register.exhibits import style

# The words that renderers add of their own.
LABELS = {
    "page": "Page",
    "of": "of",
    "version": "version",
    "table": "Table",
    "figure": "Figure",
    "name": "Name",
    "function": "Function",
    "date": "Date",
    "attached": "The content of this document as canonical JSON",
}


def held(words: str) -> str:
    """Words that must not be parted at the end of a line."""
    return words.replace(" ", "\u00a0")


def day(value: date) -> str:
    """22 November 2026."""
    return held(style.day(value))


def short_day(value: date) -> str:
    """22 Nov 2026, for tables."""
    return held(style.short_day(value))


def count(value: int) -> str:
    """12,345."""
    return style.number(value)


def plural(value: int, one: str, many: str = "") -> str:
    """1 transfer, 12 transfers."""
    return held(style.counted(value, one, many))


def listed(items: list[str], last: str = "and") -> str:
    """a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
