"""Which names may mean the same party, with a score and its reason; only a person may say that they do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from transfer_register.intake.gazetteer import fold
from transfer_register.intake.parties import core_name, party_key

# Below this share of equal letters two names are not worth a question.
_LIKE = 88
_SHORTEST = 5
# A word that so many names share says nothing about any two of them.
_COMMON = 200
_WHY = {
    "same": "the same name",
    "alias": "another name of it is the same",
    "form": "the same name but for the legal form",
    "letters": "the names are alike",
}


@dataclass(frozen=True)
class Likeness:
    """A party that may be the one that is looked for: its id (its key, for another of the same file), name, score to 100, why."""

    id: str
    name: str
    score: int
    why: str

    def __str__(self) -> str:
        return f"“{self.name}” ({self.score} %: {_WHY[self.why]})"


class Names:
    """The names of many parties, to be asked which of them a name may mean."""

    def __init__(self) -> None:
        self._by_key: dict[str, dict[str, str]] = {}
        self._by_core: dict[str, dict[str, str]] = {}
        self._by_part: dict[str, set[str]] = {}

    def add(self, id: str, name: str, called: str | None = None) -> None:
        """A name of a party; `called` is what to show where this is one of its other names."""
        core = fold(core_name(name))
        self._by_key.setdefault(party_key(name), {})[id] = called or name
        self._by_core.setdefault(core, {})[id] = called or name
        for part in _parts(core):
            self._by_part.setdefault(part, set()).add(core)

    def like(self, name: str, others: Iterable[str] = ()) -> list[Likeness]:
        """The parties that a name, or one of its `others`, may mean; the likeliest first, each once."""
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
        best: dict[str, Likeness] = {}
        for each in sorted(found, key=lambda each: -each.score):
            best.setdefault(each.id, each)
        return list(best.values())

    def _near(self, core: str) -> list[str]:
        """The few names worth comparing letter by letter: those that share a rare word or begin alike."""
        shared = (self._by_part.get(part, set()) for part in _parts(core))
        return sorted({name for names in shared if len(names) <= _COMMON for name in names})


def _parts(core: str) -> set[str]:
    joined = core.replace(" ", "")
    return {word for word in core.split() if len(word) > 3} | {f"^{joined[:4]}", f"{joined[-4:]}$"}


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
