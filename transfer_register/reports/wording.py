"""How days, numbers and lists stand in documents: as on the screens, held together, and with words for what is unsaid."""

from __future__ import annotations

from datetime import date
from string import Formatter

from transfer_register.exhibits import style
from transfer_register.model import speech
from transfer_register.model.speech import say
from transfer_register.reports import blocks as b


def labels() -> dict[str, str]:
    """The words that renderers add of their own."""
    return {
        "page": say("Page"),
        "of": say("of"),
        "version": say("version"),
        "table": say("Table"),
        "figure": say("Figure"),
        "name": say("Name"),
        "function": say("Function"),
        "date": say("Date"),
        "attached": say("The content of this document as canonical JSON"),
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


def listed(items: list[str], last: str = "") -> str:
    """a, b and c."""
    return speech.enumerated(items, last)


def runs(text: str, **values: b.Run | str) -> b.Line:
    """A sentence with runs in its places: `runs(say("The hash is {hash}."), hash=Run(var="content_hash"))`."""
    parts: list[b.Run] = []
    for words, name, _, _ in Formatter().parse(text):
        if words:
            parts.append(b.Run(words))
        if name:
            value = values[name]
            parts.append(b.Run(value) if isinstance(value, str) else value)
    return tuple(parts)
