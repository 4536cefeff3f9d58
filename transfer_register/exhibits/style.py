"""How a number, a day, a word and a state look: the one place for colours, shapes and formats of every picture and table.

A state is never told by colour alone: it has a colour, a shape, a line and a word. The colours are those of Okabe and Ito
with greys of unlike lightness, so that they stay apart in the common kinds of colour blindness and in print.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from transfer_register.model import speech
from transfer_register.model.vocabulary import Words

INK, GOLD, QUIET = "#14213d", "#8a6d3b", "#5a6478"
PAPER, HAIR, LAND, COAST = "#ffffff", "#d5dae3", "#e7e9ec", "#ffffff"
# From few to many, for areas; light enough that lines and words on top of them stay readable.
TINTS = ("#dbe3ee", "#c3d0e2", "#a9bcd5", "#8da6c6")
NODE, NODE_ON_DARK = "#3d5a80", "#7f9cc4"
FONT = "IBM Plex Sans"

# Characters that stand for the shapes of data/vocabulary in running text and table cells.
GLYPHS = {"square": "■", "triangle": "▲", "disc": "●", "ring": "○", "diamond": "◆", "dash": "–", "cross": "×"}


@dataclass(frozen=True)
class Mark:
    """A state as it is shown. `line` is solid, dashed, dotted or fine; `tone` its name in documents; `rank` 1 is the worst."""

    id: str
    word: str
    shape: str
    colour: str
    on_dark: str
    line: str
    tone: str
    rank: int
    says: str = ""

    @property
    def glyph(self) -> str:
        return GLYPHS[self.shape]

    @property
    def text(self) -> str:
        """Shape and word, for places that have no colour."""
        return f"{self.glyph} {self.word}"


# Term -> colour on light ground, colour on dark ground, line, tone.
_VERDICTS = {
    "breached": ("#D55E00", "#f08a45", "dotted", "vermilion"),
    "unknown": ("#8a8f98", "#b4b9c2", "dashed", "grey"),
    "not_judged": ("#b9bfc9", "#626b7c", "fine", "pale"),
    "permitted": ("#0072B2", "#4aa3dc", "solid", "blue"),
    "not_restricted": ("#5b7083", "#8fa0b5", "solid", "slate"),
}
_BANDS = {
    "severe": ("#D55E00", "#f08a45", "dotted", "vermilion"),
    "high": ("#8a6d3b", "#c8a76a", "dashed", "gold"),
    "moderate": ("#5b7083", "#8fa0b5", "solid", "slate"),
    "low": ("#0072B2", "#4aa3dc", "solid", "blue"),
    "open": ("#8a8f98", "#a7adb8", "fine", "grey"),
}
_OTHER = ("#5b7083", "#8fa0b5", "solid", "slate")

# Length of stroke and gap in units of the line's width, with round ends: a stroke of no length is a dot.
DASHES = {"solid": (), "dashed": (3.2, 2.6), "dotted": (0.0, 1.9), "fine": (0.0, 3.4)}


def verdict(words: Words, id: str) -> Mark:
    """The mark of a verdict."""
    return _mark(words, "verdicts", id, _VERDICTS)


def verdicts(words: Words) -> list[Mark]:
    """Every verdict, the worst first."""
    return sorted((verdict(words, id) for id in words.lists["verdicts"]), key=lambda mark: mark.rank)


def band(words: Words, id: str | None) -> Mark:
    """The mark of a band of the score; None is "not assessed"."""
    return _mark(words, "bands", id or "open", _BANDS)


def bands(words: Words) -> list[Mark]:
    """Every band, in the order of the vocabulary."""
    return [band(words, id) for id in words.lists["bands"]]


def _mark(words: Words, vocabulary: str, id: str, looks: dict[str, tuple[str, str, str, str]]) -> Mark:
    term = words.lists[vocabulary].get(id)
    colour, on_dark, line, tone = looks.get(id, _OTHER)
    if term is None:
        return Mark(id, id, "dash", colour, on_dark, line, tone, 99)
    return Mark(id, words.label(vocabulary, id), term.shape or "dash", colour, on_dark, line, tone, term.rank or 99, term.says)


def country(words: Words, code: str | None) -> str:
    """The name of a country; a code that no list knows is shown as it stands."""
    if code is None:
        return speech.say("Not known")
    return words.label("countries", code) if "countries" in words.lists else code


def number(value: int | float | Decimal | None, *, digits: int = 0) -> str:
    """`1,240`; nothing known is an en dash, never a zero."""
    return "–" if value is None else speech.in_digits(value, digits)


def short_number(value: int | None) -> str:
    """`980`, `12,400`, `1.2 million`: for narrow cells."""
    if value is None or abs(value) < 1_000_000:
        return number(value)
    large, word = (value / 1e9, "billion") if abs(value) >= 1e9 else (value / 1e6, "million")
    return f"{large:,.1f} {word}"


def counted(value: int, one: str, many: str = "") -> str:
    """`1 transfer`, `1,240 transfers`."""
    return speech.counted(value, one, many)


def day(value: date | None) -> str:
    """`22 November 2026`; nothing known is an en dash."""
    return "–" if value is None else speech.day(value)


def short_day(value: date | None) -> str:
    """`22 Nov 2026`."""
    return "–" if value is None else speech.short_day(value)


def moment(value: datetime, *, seconds: bool = True) -> str:
    """`22 Nov 2026, 07:05:09`, in the time zone it comes in."""
    return f"{short_day(value)}, {value:%H:%M:%S}" if seconds else f"{short_day(value)}, {value:%H:%M}"


def listed(values: list[str] | tuple[str, ...], most: int = 0) -> str:
    """`A, B, C`; with `most`, what is left out is counted: `A, B and 3 more`."""
    if most and len(values) > most:
        return f"{', '.join(values[:most])} and {len(values) - most} more"
    return ", ".join(values)


def shortened(text: str, length: int) -> str:
    """At most `length` characters, with an ellipsis in place of the rest."""
    return text if len(text) <= length else text[: length - 1].rstrip(" ,;") + "…"
