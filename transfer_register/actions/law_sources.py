"""Where the law was read: every page and every act, the day up to which it was checked, and how sure what rests on it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from transfer_register.actions.law import STALE_AFTER_DAYS
from transfer_register.law.in_force import Library
from transfer_register.law.provision import Provision, Version


@dataclass(frozen=True)
class Read:
    """A page or an act. `kind` is official, secondary or memory; `confidence` counts the provisions in force that rest on it.

    `checked_on` is the earliest day among what rests on it: so far, at least, all of it was looked at. None where nothing in
    force rests on it.
    """

    title: str
    kind: str
    how_read: str
    url: str | None
    checked_on: date | None
    provisions: tuple[str, ...]
    confidence: dict[str, int]
    stale: bool


def pages(library: Library, on: date) -> list[Read]:
    """Every page that was read, those not checked lately first, then those that carry most."""
    resting: dict[str, list[tuple[Provision, Version]]] = defaultdict(list)
    for provision, version in _speaking(library, on):
        for page in version.source.read_in:
            resting[page].append((provision, version))
    found = [_read(p.title, p.kind, p.how_read, p.url, resting[id], on) for id, p in library.pages.items()]
    return _ordered(found)


def acts(library: Library, on: date) -> list[Read]:
    """Every act that something in force cites, in the same order."""
    resting: dict[str, list[tuple[Provision, Version]]] = defaultdict(list)
    for provision, version in _speaking(library, on):
        resting[version.source.act].append((provision, version))
    made = []
    for act, these in resting.items():
        kinds = Counter(version.source.kind for _, version in these)
        url = next((version.source.url for _, version in these if version.source.url), None)
        made.append(_read(act, kinds.most_common(1)[0][0], "", url, these, on))
    return _ordered(made)


def _speaking(library: Library, on: date) -> Iterable[tuple[Provision, Version]]:
    return ((p, v) for p in library.provisions.values() if (v := p.version_on(on)) and not v.lapsed)


def _read(title: str, kind: str, how: str, url: str | None, these: list[tuple[Provision, Version]], on: date) -> Read:
    checked = min((version.source.checked_on for _, version in these), default=None)
    counted = dict(Counter(version.source.confidence for _, version in these))
    late = checked is not None and on - checked > timedelta(days=STALE_AFTER_DAYS)
    return Read(title, kind, how, url, checked, tuple(p.id for p, _ in these), counted, late)


def _ordered(found: list[Read]) -> list[Read]:
    return sorted(found, key=lambda read: (not read.stale, -len(read.provisions), read.title.casefold()))
