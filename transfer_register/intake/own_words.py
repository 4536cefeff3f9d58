"""Terms as labels, and labels as terms again, as the register's own spreadsheet has them; what is close is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from transfer_register.intake.gazetteer import fold
from transfer_register.intake.places import read_place
from transfer_register.model.facts import DERIVED, STATED_ON_PARTY, STATED_ON_TRANSFER, Fact
from transfer_register.model.vocabulary import Words, read_words

# Below this likeness (0 to 100) nothing is proposed.
_CLOSE = 70

FACTS: dict[str, dict[str, Fact]] = {
    "party": STATED_ON_PARTY,
    # What register/accept.py takes as stated of a transfer.
    "transfer": {**STATED_ON_TRANSFER, "onward.exists": DERIVED["onward.exists"]},
}


class NotUnderstood(ValueError):
    """A text of a cell says nothing that can be recorded; the message says what, and how to mend it."""


@dataclass
class Labels:
    """The vocabularies with their labels turned round; `names` are parties by id, for cells that name one."""

    words: Words
    names: dict[str, str] = field(default_factory=dict)
    # How parties were named where they were written out; that wins over how they are called now.
    told: dict[str, str] = field(default_factory=dict)
    _turned: dict[str, dict[str, str]] = field(default_factory=dict)

    def label(self, vocabulary: str, term: Any) -> str:
        known = self.words.lists.get(vocabulary, {}).get(term)
        return known.label if known else str(term)

    def term(self, vocabulary: str, text: str) -> str:
        """The term that a label, or the term itself, means. Raises `NotUnderstood`, with what is close."""
        turned = self.known(vocabulary)
        if (found := turned.get(fold(text.strip()))) is not None:
            return found
        if vocabulary == "countries":
            return _country(text, self)
        title = self.words.titles.get(vocabulary, vocabulary.replace("_", " "))
        raise NotUnderstood(f"“{text}” is not in the list “{title}”.{self.proposed(vocabulary, text)} {_AS_LISTED}")

    def proposed(self, vocabulary: str, text: str) -> str:
        return proposal(text, (term.label for term in self.words.lists.get(vocabulary, {}).values()))

    def known(self, vocabulary: str) -> dict[str, str]:
        """Every label and id of a vocabulary, folded, with the term that it means."""
        if vocabulary not in self._turned:
            terms = self.words.lists.get(vocabulary, {}).values()
            self._turned[vocabulary] = {fold(term.id): term.id for term in terms} | {fold(term.label): term.id for term in terms}
        return self._turned[vocabulary]

    def name(self, id: str) -> str:
        """The name of a party; with its id where the name alone would not tell it, the id where nobody knows it."""
        if id in self.told:
            return self.told[id]
        name = self.names.get(id, "").strip()
        if not name:
            return id
        self._several()
        return f"{' '.join(name.split())} [{id}]" if fold(" ".join(name.split())) in self._turned["several names"] else name

    def _several(self) -> None:
        if "several names" not in self._turned:
            seen: dict[str, int] = {}
            for name in self.names.values():
                key = fold(" ".join(name.split()))
                seen[key] = seen.get(key, 0) + 1
            self._turned["several names"] = {key: "" for key, often in seen.items() if often > 1}


_AS_LISTED = "Write it as the sheet “Choices” has it."


def proposal(text: str, labels: Iterable[str]) -> str:
    """` Is “Germany” meant?`, or nothing."""
    found = process.extractOne(text, list(labels), scorer=fuzz.WRatio, processor=fold, score_cutoff=_CLOSE)
    return f" Is “{found[0]}” meant?" if found else ""


def _country(text: str, labels: Labels) -> str:
    read = read_place(text)
    codes = {place.iso2 for place in read.places} | ({read.establishment} if read.establishment else set())
    if len(codes) == 1 and not (read.groups or read.unresolved or read.alternatives):
        return codes.pop()
    mend = f"{labels.proposed('countries', text)} Write the country's name or its two-letter code."
    raise NotUnderstood(f"“{text}” names no country for sure.{mend}")


@cache
def installed_words() -> Words:
    """The vocabularies of this installation."""
    return read_words(Path(__file__).resolve().parents[2] / "data" / "vocabulary")
