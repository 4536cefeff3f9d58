"""Items of data and people as lists name them, as terms of the vocabularies; what is not known stays words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import plain

WORDS = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "data_words.yaml"


@cache
def _terms(path: Path = WORDS) -> dict[str, dict[str, str]]:
    content = strict_yaml.read(path)
    return {kind: {plain(word): term for term, words in terms.items() for word in words} for kind, terms in content.items()}


def terms_of(kind: str, items: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(terms, items without a term) for `kind` data_categories or data_subjects, each once and in order."""
    known = _terms()[kind]
    terms: dict[str, None] = {}
    words: dict[str, None] = {}
    for item in items:
        term = known.get(plain(item))
        if term:
            terms[term] = None
        else:
            words[item] = None
    return tuple(terms), tuple(words)
