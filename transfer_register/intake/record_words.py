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


def begins_with(text: str, kind: str) -> bool:
    """Whether a text begins with one of the words of a kind."""
    words = words_of(text)
    return any(words[: len(wanted)] == wanted for wanted in record_words()[kind])


def says_nobody(text: str) -> bool:
    """Whether one sentence says that nobody receives data, and takes nothing back."""
    words = words_of(text)
    taken_back = any(words[at : at + len(wanted)] == wanted for wanted in record_words()["except"] for at in range(len(words)))
    return begins_with(text, "nobody") and not taken_back and not _SENTENCE_END.search(text)
