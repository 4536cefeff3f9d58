"""Asking the law itself: what is in force, what was not checked lately, and whether cases hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from transfer_register.actions.opening import law, words
from transfer_register.errors import FileUnreadable, Refused
from transfer_register.exhibits import law_words
from transfer_register.law.condition import All, Group, tests_of
from transfer_register.law.in_force import DESTINATION, Library
from transfer_register.law.provision import Provision, Version
from transfer_register.law.tables import read_cases, run_cases

# Half a year: a source that nobody looked at for longer is shown as not checked lately.
STALE_AFTER_DAYS = 180


@dataclass(frozen=True)
class Wanted:
    """Which provisions are meant; an empty field lets all through. `kinds` are keys of law_words.KINDS."""

    regimes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    text: str = ""


def in_force(on: date, wanted: Wanted | None = None) -> list[dict[str, Any]]:
    """Every provision that speaks on a day: `{id, regime, kind, title, from, until, act, article, checked_on, confidence}`.

    A provision of several regimes stands once under each. Raises `Refused` for a regime, country or kind that there is not.
    """
    wanted = wanted or Wanted()
    _known(wanted, law())
    rows = [(regime, p, version) for p, version in speaking(law(), on, wanted) for regime in p.regimes]
    order = list(law().regimes)
    found = [{"regime": r, **row(p, v)} for r, p, v in rows if not wanted.regimes or r in wanted.regimes]
    return sorted(found, key=lambda each: order.index(each["regime"]))


def speaking(library: Library, on: date, wanted: Wanted) -> list[tuple[Provision, Version]]:
    """The provisions in force on a day that are meant, each once with its wording, by regime, kind and title."""
    found = [
        (p, v)
        for p in library.provisions.values()
        if (v := p.version_on(on)) and not v.lapsed and meant(p, v, library, on, wanted)
    ]
    order, kinds = list(library.regimes), list(law_words.KINDS)

    def place(spoken: tuple[Provision, Version]) -> tuple:
        own = spoken[0]
        return order.index(own.regimes[0]), kinds.index(law_words.kind_of(own)), own.title.casefold(), own.id

    return sorted(found, key=place)


def meant(provision: Provision, version: Version, library: Library, on: date, wanted: Wanted) -> bool:
    """Is a wording among what is wanted?"""
    text = wanted.text.casefold()
    said = f"{provision.id} {provision.title} {provision.says} {version.source.act} {version.source.article or ''}".casefold()
    return (
        (not wanted.regimes or bool(set(wanted.regimes) & set(provision.regimes)))
        and (not wanted.kinds or bool({law_words.kind_of(provision), str(provision.kind)} & set(wanted.kinds)))
        and (not wanted.confidence or version.source.confidence in wanted.confidence)
        and (not wanted.countries or bool(set(wanted.countries) & places_of(provision, version, library, on)))
        and all(part in said for part in text.split())
    )


def places_of(provision: Provision, version: Version, library: Library, on: date) -> set[str]:
    """The destinations of which a wording speaks by name; empty where it speaks of any."""
    found = set(provision.destinations)
    for test in tests_of(All((provision.applies_if, version.requires))):
        if test.fact == DESTINATION and not isinstance(test.value, bool):
            value = library.groups[test.value.name].on(on) if isinstance(test.value, Group) else test.value
            found |= {value} if isinstance(value, str) else set(value)
    return found


def places(library: Library, on: date) -> set[str]:
    """Every destination that some provision in force names."""
    return {code for p, v in speaking(library, on, Wanted()) for code in places_of(p, v, library, on)}


def stale(on: date, days: int = STALE_AFTER_DAYS) -> list[dict[str, Any]]:
    """What is in force and was last checked more than `days` days before `on`."""
    return [row(provision, version) for provision, version in law().stale(on, days)]


def doubtful(on: date) -> list[dict[str, Any]]:
    """What is in force and rests on memory, or is uncertain."""
    return [row(p, v) for p, v in speaking(law(), on, Wanted(confidence=("memory", "uncertain")))]


def below_verified(on: date, library: Library | None = None) -> dict[str, int]:
    """How many provisions in force rest on what confidence."""
    found = speaking(library or law(), on, Wanted())
    return dict(Counter(version.source.confidence for _, version in found))


def check(paths: list[str], on: date) -> dict[str, Any]:
    """Runs tables of cases against the law, without a register: `{passed, failed, failures: [{id, expected, got, why}]}`.

    Cases that name no day are judged by the law of `on`. Raises `FileUnreadable` and `NotLaw` with file, line and mend.
    """
    cases = []
    for path in paths:
        if not Path(path).is_file():
            raise FileUnreadable(f"{path}: there is no such file. Name a table of cases.")
        cases += read_cases(Path(path), law(), on)
    with duckdb.connect() as connection:
        # the law of a day is long and its cases are few: to optimise it costs more than it gains
        connection.execute("PRAGMA disable_optimizer")
        results = run_cases(law(), cases, lambda sql: connection.execute(sql).fetchall())
    failures = [result for result in results if not result.passed]
    return {
        "passed": len(results) - len(failures),
        "failed": len(failures),
        "failures": [{"id": f.id, "expected": f.expected, "got": f.got, "why": f.why} for f in failures],
    }


def row(provision: Provision, version: Version) -> dict[str, Any]:
    """A wording as scripts read it."""
    source = version.source
    return {
        "id": provision.id,
        "kind": provision.kind.value,
        "cascade": provision.cascade,
        "title": provision.title,
        "from": version.first,
        "until": version.last,
        "act": source.act,
        "article": source.article,
        "checked_on": source.checked_on,
        "confidence": source.confidence,
    }


def _known(wanted: Wanted, library: Library) -> None:
    for regime in wanted.regimes:
        if regime not in library.regimes:
            raise Refused(f"No law of {regime} is loaded; there are {', '.join(library.regimes)}.")
    known = {*words().lists["countries"], *(code for p in library.provisions.values() for code in p.destinations)}
    for code in wanted.countries:
        if code not in known:
            raise Refused(f"{code} is no country of the register; write a code such as US, JP or GB.")
    kinds = [*law_words.KINDS, "ground"]
    for kind in wanted.kinds:
        if kind not in kinds:
            raise Refused(f"{kind} is no kind of provision; there are {', '.join(kinds)}.")
