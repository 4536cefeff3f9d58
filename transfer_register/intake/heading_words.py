"""The words of headings, read once from data/vocabulary/headings.yaml: patterns of words and the field each gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import words_of

HEADINGS = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "headings.yaml"
# Words of a heading that say nothing about its field.
SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "in",
        "and",
        "or",
        "if",
        "any",
        "applicable",
        "possible",
        "where",
        "data's",
        "eg",
        "e",
        "g",
        "s",
        "der",
        "die",
        "das",
        "des",
        "den",
        "dem",
        "von",
        "und",
        "oder",
        "fur",
        "im",
        "in",
        "zur",
        "zum",
        "bei",
        "le",
        "la",
        "les",
        "du",
        "de",
        "des",
        "d",
        "l",
        "et",
        "ou",
        "en",
        "un",
        "une",
        "el",
        "los",
        "las",
        "del",
        "y",
        "o",
        "da",
        "do",
        "di",
        "il",
        "lo",
        "gli",
        "dei",
        "delle",
        "e",
        "van",
        "het",
        "een",
        "of",
        "op",
        "för",
        "av",
        "och",
        "i",
        "til",
        "og",
    ]
)


@dataclass(frozen=True)
class Pattern:
    """Words that must all occur in a heading (a star: any ending), and what they tell; `order` is the place in the file.

    `whole` tells that the heading must have no further words.
    """

    words: tuple[str, ...]
    field: str
    strength: float
    language: str
    text: str
    order: int
    otherwise: str | None
    whole: bool = False


@cache
def patterns() -> tuple[tuple[Pattern, ...], dict[str, tuple[Pattern, ...]]]:
    """All patterns, and those by the first letter of any of their words, so that few are tried."""
    found = []
    for name, content in strict_yaml.read(HEADINGS)["fields"].items():
        strength = float(content.get("strength", 1))
        for language, texts in content["patterns"].items():
            for text in texts:
                words = telling([word for part in text.split() for word in _stems(part)])
                if words:
                    field, otherwise = content.get("field", name), content.get("otherwise")
                    whole = bool(content.get("whole"))
                    found.append(Pattern(words, field, strength, language, text, len(found), otherwise, whole))
    by_letter: dict[str, list[Pattern]] = {}
    for pattern in found:
        by_letter.setdefault(pattern.words[0][0], []).append(pattern)
    return tuple(found), {letter: tuple(patterns) for letter, patterns in by_letter.items()}


@cache
def labels() -> dict[str, str]:
    """The word for each field on screens, in the order of the file."""
    said = {name: content.get("label") for name, content in strict_yaml.read(HEADINGS)["fields"].items()}
    given = dict.fromkeys(pattern.field for pattern in patterns()[0])
    return {field: said.get(field) or field.replace("_", " ").capitalize() for field in given}


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """The words that say something; "where" does at the front ("Where data processed"), not behind ("where applicable")."""
    return tuple(word for at, word in enumerate(words) if word not in SMALL or (at == 0 and word == "where" and _asks(words)))


def _asks(words: Sequence[str]) -> bool:
    return not {"applicable", "possible"} & set(words[1:2])


def _stems(part: str) -> tuple[str, ...]:
    """The words of one part of a pattern; a star belongs to the last of them."""
    words = words_of(part.rstrip("*"))
    return (*words[:-1], words[-1] + "*") if words and part.endswith("*") else words
