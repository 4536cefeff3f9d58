"""Which parties may be the same, by name, website or number, with a score and its reason; only a person may say that they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from transfer_register.intake.gazetteer import fold
from transfer_register.intake.identifiers import same_key, scheme_labels
from transfer_register.intake.parties import core_name, party_key
from transfer_register.intake.web_names import domain_of

# Below this share of equal letters two names are not worth a question.
_LIKE = 88
_SHORTEST = 5
# A word that so many names share says nothing about any two of them.
_COMMON = 200
# A number that more parties of one file have than this is that of their group.
_FEW = 2
_WHY = {
    "website": "the same website",
    "at odds": "the same name, but another number",
    "same": "the same name",
    "alias": "another name of it is the same",
    "form": "the same name but for the legal form",
    "letters": "the names are alike",
}


@dataclass(frozen=True)
class Likeness:
    """A party that may be the one that is looked for: its id (its key, for another of the same file), name, score to 100, why.

    `why` is a key of the reasons, or the scheme of the number that both have.
    """

    id: str
    name: str
    score: int
    why: str

    def __str__(self) -> str:
        return f"“{self.name}” ({self.score} %: {_WHY.get(self.why) or f'the same {scheme_labels()[self.why]}'})"


class Names:
    """The names of many parties, to be asked which of them a name may mean."""

    def __init__(self) -> None:
        self._by_key: dict[str, dict[str, str]] = {}
        self._by_core: dict[str, dict[str, str]] = {}
        self._by_part: dict[str, set[str]] = {}
        self._by_domain: dict[str, dict[str, str]] = {}
        self._by_number: dict[tuple[str, str], dict[str, str]] = {}

    def add(
        self,
        id: str,
        name: str,
        called: str | None = None,
        *,
        domains: Iterable[str] = (),
        identifiers: Iterable[tuple[str, str]] = (),
    ) -> None:
        """A name of a party; `called` is what to show where this is one of its other names. `domains` are its websites,
        `identifiers` its numbers (scheme, value)."""
        core = fold(core_name(name))
        self._by_key.setdefault(party_key(name), {})[id] = called or name
        self._by_core.setdefault(core, {})[id] = called or name
        for part in _parts(core):
            self._by_part.setdefault(part, set()).add(core)
        for domain in domains:
            self._by_domain.setdefault(domain_of(domain) or domain, {})[id] = called or name
        for number in identifiers:
            if key := same_key(*number):
                self._by_number.setdefault(key, {})[id] = called or name

    def like(
        self,
        name: str,
        others: Iterable[str] = (),
        *,
        domains: Iterable[str] = (),
        identifiers: Iterable[tuple[str, str]] = (),
        itself: str | None = None,
    ) -> list[Likeness]:
        """The parties that a name, or one of its `others`, may mean; the likeliest first, each once.

        A website that several parties have is no reason by itself: a group has one for all its companies. `itself` is the id
        of the party that is asked about where it is one of these: it is no answer, and does not count.
        """
        core = fold(core_name(name))
        found = [Likeness(id, shown, 100, "same") for id, shown in self._by_key.get(party_key(name), {}).items()]
        for other in others:
            found += [Likeness(id, shown, 98, "alias") for id, shown in self._by_key.get(party_key(other), {}).items()]
        found += [Likeness(id, shown, 95, "form") for id, shown in self._by_core.get(core, {}).items()]
        if len(core) >= _SHORTEST:
            for near, share, _ in process.extract(core, self._near(core), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=5):
                # "Region 12" and "Region 13" are alike in letters and never the same.
                if near != core and _numbers(near) == _numbers(core):
                    found += [Likeness(id, shown, round(share), "letters") for id, shown in self._by_core[near].items()]
        for number in identifiers:
            sharing = _without(self._by_number.get(same_key(*number), {}), itself)
            found += [Likeness(id, shown, 100, number[0]) for id, shown in sharing.items() if len(sharing) <= _FEW]
        for domain in domains:
            sharing = _without(self._by_domain.get(domain_of(domain) or domain, {}), itself)
            found += [Likeness(id, shown, 97, "website") for id, shown in sharing.items() if len(sharing) == 1]
        best: dict[str, Likeness] = {}
        for each in sorted(found, key=lambda each: -each.score):
            if each.id != itself:
                best.setdefault(each.id, each)
        return list(best.values())

    def _near(self, core: str) -> list[str]:
        """The few names worth comparing letter by letter: those that share a rare word or begin alike."""
        shared = (self._by_part.get(part, set()) for part in _parts(core))
        return sorted({name for names in shared if len(names) <= _COMMON for name in names})


def _without(parties: dict[str, str], itself: str | None) -> dict[str, str]:
    return {id: shown for id, shown in parties.items() if id != itself}


def _parts(core: str) -> set[str]:
    joined = core.replace(" ", "")
    return {word for word in core.split() if len(word) > 3} | {f"^{joined[:4]}", f"{joined[-4:]}$"}


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
