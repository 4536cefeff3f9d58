"""Words of a place that no name explains: a town before its country, a misspelt country, or something nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from transfer_register.intake.gazetteer import Gazetteer, gazetteer, words_of
from transfer_register.intake.place_reading import ReadPlace
from transfer_register.intake.scan import Piece

if TYPE_CHECKING:
    from transfer_register.intake.found_places import Found

# How like a known name a word must be (0 to 1) before it is proposed; a proposal is never taken without a person.
LIKE = 0.8


@dataclass(frozen=True)
class Loose:
    """A run of unknown words: where it begins and ends among the pieces of its clause."""

    text: str
    start: int
    end: int
    clause: Sequence[Piece]

    def longer(self, word: str) -> Loose:
        return replace(self, text=f"{self.text} {word}", end=self.end + 1)

    @property
    def is_name(self) -> bool:
        """Whether it looks like the name of a town: few words, each with a capital letter or in a script without them."""
        words = self.text.split()
        return len(words) <= 4 and all(not word[0].islower() for word in words)

    @property
    def alone(self) -> bool:
        """Whether it is an item of a list by itself."""
        edges = {"sep", "dash", "colon", "and", "or", "and_or", "number"}
        before = self.clause[self.start - 1].kind if self.start else "sep"
        after = self.clause[self.end].kind if self.end < len(self.clause) else "sep"
        return before in edges and after in edges

    @property
    def before_country(self) -> bool:
        """Whether the end of the clause is a comma and a country behind it, as towns are written."""
        rest = [piece.kind for piece in self.clause[self.end :]]
        return rest[:2] in (["sep", "country"], ["sep", "state"]) and not {"sep", "and", "or"} & set(rest[2:])


def settle_loose(found: Found, places: list[ReadPlace], names: Gazetteer) -> None:
    """Decides what the loose words of a text are: items that name nothing are unresolved, the others are only remarked."""
    for loose in found.loose:
        stated = bool(places or found.groups or "global" in found.said)
        if loose.before_country and loose.is_name and proposal(loose.text, names) is None and len(places) == 1:
            if places[0].city is None:
                places[0] = replace(places[0], city=loose.text)
            found.flag("partly_understood")
        elif loose.alone or not stated or proposal(loose.text, names) is not None:
            found.unresolved.append(loose.text)
        else:
            found.flag("partly_understood")


@lru_cache(maxsize=20_000)
def _like(words: str) -> str | None:
    known = gazetteer().countries_by_text
    if len(words) < 4:
        return None
    best = process.extractOne(words, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=LIKE)
    return known[best[0]] if best else None


def proposal(text: str, names: Gazetteer) -> str | None:
    """The country that misspelt words may mean, by likeness; None when nothing is near."""
    return _like(" ".join(words_of(text)))
