"""What the columns of someone's table are about: heading -> field, with how sure that is and why.

The words are in data/vocabulary/headings.yaml; to teach a heading is to add a line there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from transfer_register.intake.cells import cell
from transfer_register.intake.gazetteer import words_of
from transfer_register.intake.heading_words import SMALL, Pattern, labels, patterns, telling

_LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "nb": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "pt": "Portuguese",
    "cs": "Czech",
}
# Fields that several columns of one table may give; of every other field the surest column is taken.
REPEATED = frozenset(
    {"note", "measures", "data_categories", "contract", "certification", "place", "website", "identifier", "legal_basis"}
)
# Columns that tell about processing and of no flow: tables of every kind have them.
BESIDE_THE_FLOW = frozenset({"note", "legal_basis", "frequency", "activity", "nature"})
SURE = 0.75
_MOST_HEADINGS = 300
# Where a word of a key ends: before a capital after a small letter, before the last capital of several, at a mark.
_KEY_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|[_.]+")


@dataclass(frozen=True)
class Mapping:
    """One column: its heading, the field it gives (None: kept as raw text only), confidence from 0 to 1, and the reason.

    `whole` tells that every word of the heading was known; `otherwise` is the field it gives where another column is surer.
    """

    heading: str
    field: str | None
    confidence: float
    reason: str
    whole: bool = False
    otherwise: str | None = None


@cache
def fields() -> tuple[str, ...]:
    """Every field that a column can give, in the order of the file."""
    return tuple(dict.fromkeys(pattern.field for pattern in patterns()[0]))


def field_of(heading: str) -> str | None:
    """The field of one heading by itself."""
    return map_heading(heading).field


@lru_cache(maxsize=10_000)
def map_heading(heading: str, *, slips: bool = True) -> Mapping:
    """The best field for one heading by itself; `slips` lets a word one slip away count, which takes a while to find."""
    shown = " ".join(cell(heading).text.split())
    words = list(telling(words_of(_apart(shown))))
    if not words or len(words) > 30:
        return Mapping(shown, None, 0.0, "the column has no heading" if not words else "the heading is a text")
    best: tuple[tuple, Pattern, float] | None = None
    _, by_letter = patterns()
    for letter in sorted({word[0] for word in words}):
        for pattern in by_letter.get(letter, ()):
            if not all(any(_fits(word, wanted) for word in words) for wanted in pattern.words):
                continue
            share = min(1.0, len(pattern.words) / len(set(words)))
            if pattern.whole and share < 1:
                continue
            confidence = round(pattern.strength * (1.0 if share >= 1 else 0.6 + 0.35 * share), 2)
            exact = sum(word in words for word in pattern.words)
            rank = (share >= 1, len(pattern.words) + pattern.strength, exact, -pattern.order)
            if best is None or rank > best[0]:
                best = rank, pattern, confidence
    if best is None:
        return _nearly(shown, words) if slips else Mapping(shown, None, 0.0, "")
    _, pattern, confidence = best
    whole = len(pattern.words) >= len(set(words))
    reason = f"“{shown}” {'is' if whole else 'holds'} “{pattern.text.replace('*', '…')}” ({_LANGUAGES[pattern.language]})"
    return Mapping(shown, pattern.field, confidence, reason, whole, pattern.otherwise)


def _apart(heading: str) -> str:
    """The words of a key of a program: dataCenters, vendor_name and location.country hold two each."""
    return _KEY_WORDS.sub(" ", heading) if " " not in heading else heading.replace("_", " ")


def _fits(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted or (word == wanted + "s")


def _nearly(shown: str, words: list[str]) -> Mapping:
    """A heading with a slip of the pen; proposed, with little confidence."""
    joined = " ".join(words)
    every, _ = patterns()
    if len(joined) >= 6:
        likeness, pattern = max(
            (
                (
                    OSA.normalized_similarity(joined, " ".join(word.rstrip("*") for word in pattern.words), score_cutoff=0.85),
                    pattern,
                )
                for pattern in every
            ),
            key=lambda pair: pair[0],
        )
        if likeness:
            like = pattern.text.replace("*", "…")
            return Mapping(shown, pattern.field, 0.5, f"“{shown}” looks like “{like}” ({_LANGUAGES[pattern.language]})")
    return Mapping(shown, None, 0.0, f"“{shown}” is no known heading")


def map_headings(
    headings: Sequence[str],
    given: dict[str, str] | None = None,
    defined: dict[str, str] | None = None,
    kept: tuple[dict[str, str], str] | None = None,
) -> tuple[Mapping, ...]:
    """One mapping a column. `given` (heading -> field, or "" for none) comes from a person and wins; `kept` is the same by a
    profile, with the reason to show; `defined` by the format of the file. The last wins over a guess.

    Each field goes to the surest column; a column that loses stays raw text and says who won.
    """
    mapped: list[Mapping] = []
    # Who says what a column is: a person before a profile, a profile before the format, the format before a guess.
    word: list[tuple[int, float]] = []
    for heading in headings:
        shown = " ".join(cell(heading).text.split())
        if given and (shown in given or heading in given):
            field = given.get(shown, given.get(heading)) or None
            mapped.append(Mapping(shown, field, 1.0, "as you said"))
            word.append((3, 1.0))
        elif kept and shown in kept[0]:
            mapped.append(Mapping(shown, kept[0][shown] or None, 1.0, kept[1]))
            word.append((2, 1.0))
        elif defined and heading in defined:
            mapped.append(Mapping(shown, defined[heading] or None, 1.0, "as this kind of file defines it"))
            word.append((1, 1.0))
        else:
            mapped.append(map_heading(heading))
            word.append((0, mapped[-1].confidence))
    winners: dict[str, int] = {}
    for at, mapping in enumerate(mapped):
        if mapping.field and mapping.field not in REPEATED:
            rival = winners.get(mapping.field)
            if rival is None or word[at] > word[rival]:
                winners[mapping.field] = at
    for at, mapping in enumerate(mapped):
        if mapping.field and mapping.field not in REPEATED and winners[mapping.field] != at:
            winner = mapped[winners[mapping.field]].heading
            reason = f"“{winner}” gives the {_inside(labels()[mapping.field])}"
            instead = mapping.otherwise if mapping.otherwise not in winners else None
            mapped[at] = replace(mapping, field=instead, confidence=0.5 if instead else 0.0, reason=reason)
    return tuple(mapped)


def _inside(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]


# A column that is merely a "name" is one of recipients only beside one of these.
_TELLING = frozenset(
    [
        "place",
        "location",
        "country",
        "establishment",
        "address",
        "third_country",
        "storage_place",
        "access_place",
        "mechanism",
        "onward",
        "recipient_role",
    ]
)


def names_recipients(mappings: Sequence[Mapping], *, given: bool = False) -> bool:
    """Whether a table is a list of recipients: a column names them for sure, or a name stands beside a place or a mechanism."""
    recipient = next((mapping for mapping in mappings if mapping.field == "recipient"), None)
    if recipient is None:
        return False
    fields = {mapping.field for mapping in mappings if mapping.field}
    return given or (recipient.confidence >= SURE and len(fields) > 1) or bool(fields & _TELLING)


def is_heading_row(cells: Sequence[str], share: float = 0.5) -> bool:
    """Whether a row reads as the headings of a list of recipients: a name column and at least one more that is known, and
    at least a `share` of its cells."""
    filled = [text for text in cells if text.strip()]
    if not 1 < len(filled) <= _MOST_HEADINGS or any(len(text) > 200 for text in filled):
        return False
    # Most rows hold no heading: none of their cells is a name column in words that are all known, which is quick to see.
    if not any(map_heading(text, slips=False).field == "recipient" for text in filled if _all_known(text)):
        return False
    mapped = [mapping for text in filled if (mapping := map_heading(text, slips=False)).field]
    fields = {mapping.field for mapping in mapped if mapping.whole}
    return "recipient" in fields and len(fields) > 1 and len(mapped) >= len(filled) * share


@lru_cache(maxsize=50_000)
def _all_known(text: str) -> bool:
    """Whether every word of a text that can tell something stands in some pattern."""
    words = [word for word in words_of(text) if word not in SMALL]
    return bool(words) and all(map(_is_known, words))


@cache
def _known_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of all patterns, and the beginnings of those that may end in any way."""
    wanted = {word for pattern in patterns()[0] for word in pattern.words}
    whole = {word for word in wanted if not word.endswith("*")}
    return frozenset(whole | {word + "s" for word in whole}), tuple(word[:-1] for word in wanted if word.endswith("*"))


def _is_known(word: str) -> bool:
    whole, beginnings = _known_words()
    return word in whole or word.startswith(beginnings)
