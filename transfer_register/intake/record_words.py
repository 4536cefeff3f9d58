"""The words of records written as documents, read once from data/vocabulary/record_words.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import Key, words_of

_WORDS = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "record_words.yaml"
_SENTENCE_END = re.compile(r"[.!?]\s+\S")


@cache
def record_words() -> dict[str, tuple[Key, ...]]:
    """Every list of words as folded words, by its name."""
    return {name: tuple(words_of(text) for text in texts) for name, texts in strict_yaml.read(_WORDS).items()}


@cache
def _by_first_word(kind: str) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for wanted in record_words()[kind]:
        found.setdefault(wanted[0], []).append(wanted)
    return found


def begins_with(text: str, kind: str) -> bool:
    """Whether a text begins with one of the words of a kind."""
    words = words_of(text)
    return any(words[: len(wanted)] == wanted for wanted in _by_first_word(kind).get(words[0], ())) if words else False


def holds(text: str, kind: str) -> bool:
    """Whether one of the words of a kind stands anywhere in a text."""
    words = words_of(text)
    begun = _by_first_word(kind)
    return any(words[at : at + len(wanted)] == wanted for at, word in enumerate(words) for wanted in begun.get(word, ()))


def says_nobody(text: str) -> bool:
    """Whether one sentence says that nobody receives data, and takes nothing back."""
    return begins_with(text, "nobody") and not holds(text, "except") and not _SENTENCE_END.search(text)
