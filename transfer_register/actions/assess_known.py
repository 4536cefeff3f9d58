"""What the register knows of the transfers of assessments: asked for many assessments at once, in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from transfer_register.model.facts import FACTS, Fact, Kind
from transfer_register.register.register import Register

# Towards a destination that is named, the legs to it; else those that some law may restrict.
_LEGS = """
WITH asked AS MATERIALIZED (
    SELECT
        unnest($keys::VARCHAR[]) AS key, unnest($transfers::VARCHAR[]) AS transfer,
        unnest($destinations::VARCHAR[]) AS destination
)
SELECT asked.key, leg.transfer, leg.country, leg.country_group, leg.verdicts, leg.pattern
FROM asked JOIN legs_on($sight) AS leg ON leg.transfer = asked.transfer
WHERE CASE WHEN asked.destination IS NOT NULL THEN leg.country = asked.destination
           ELSE len(leg.verdicts) = 0 OR len(list_filter(leg.verdicts, lambda v: v.verdict <> 'not_restricted')) > 0 END
ORDER BY asked.key, leg.transfer, leg.country NULLS LAST, leg.country_group NULLS LAST
"""
_PATTERNS = "SELECT pattern, facts FROM pattern WHERE pattern IN (SELECT unnest($patterns::UBIGINT[]))"
_FINDINGS = """
SELECT f.pattern, f.regime, f.provision, f.kind, f.outcome FROM pattern_finding AS f JOIN sight ON sight.law = f.law
WHERE sight.sight = $sight AND f.kind IN ('ground', 'exposure', 'measure') AND f.outcome <> 'not_applicable'
  AND f.pattern IN (SELECT unnest($patterns::UBIGINT[]))
"""
_TRANSFERS = (
    "SELECT * EXCLUDE (searched) FROM transfers_on($sight) WHERE id IN (SELECT unnest($transfers::VARCHAR[])) ORDER BY id"
)
# The transfers that carry these onward, and those that carry them on in turn; `hops` counts from the first.
_ONWARD = """
WITH RECURSIVE onward AS (
    SELECT t.follows AS first, t.id, t.importer, t.importer_name, t.importer_country, t.countries, 1 AS hops
    FROM transfers_on($sight) AS t WHERE t.follows IN (SELECT unnest($transfers::VARCHAR[]))
    UNION
    SELECT o.first, t.id, t.importer, t.importer_name, t.importer_country, t.countries, o.hops + 1
    FROM onward AS o JOIN transfers_on($sight) AS t ON t.follows = o.id
)
SELECT * FROM onward ORDER BY first, hops, id
"""
# Lists of what protects: it protects all only where it is recorded of each.
_OF_EACH = ("measures", "evidence")


@dataclass(frozen=True)
class Asked:
    """Some transfers towards a destination; `key` tells them apart from others that are asked with them."""

    key: str
    transfers: tuple[str, ...]
    destination: str | None


@dataclass(frozen=True)
class Leg:
    """One transfer towards one country. `facts` are the known ones, in the types of their kinds; `verdicts` by regime."""

    transfer: str
    country: str | None
    group: str | None
    verdicts: dict[str, str]
    facts: dict[str, Any]
    findings: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of one asking: its legs, the rows of its transfers that hold on the day, and those that carry them onward."""

    legs: tuple[Leg, ...] = ()
    transfers: tuple[dict[str, Any], ...] = ()
    onward: tuple[dict[str, Any], ...] = ()

    def outcomes(self, kind: str) -> dict[tuple[str, str], set[str]]:
        """(regime, provision) -> what was found of it on the legs, of one kind of provision."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for leg in self.legs:
            for regime, provision, of, outcome in leg.findings:
                if of == kind:
                    found[regime, provision].add(outcome)
        return found


@dataclass
class _Read:
    """What the questions answered, by pattern and transfer."""

    facts: dict[int, dict[str, Any]] = field(default_factory=dict)
    findings: dict[int, list[tuple[str, str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    transfers: dict[str, dict[str, Any]] = field(default_factory=dict)
    onward: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def known(register: Register, sight: int, asked: Sequence[Asked]) -> dict[str, Known]:
    """What is known of each asking, by its key."""
    pairs = [(one.key, transfer, one.destination) for one in asked for transfer in one.transfers]
    if not pairs:
        return {one.key: Known() for one in asked}
    keys, transfers, destinations = map(list, zip(*pairs, strict=True))
    told = {"sight": sight, "keys": keys, "transfers": transfers, "destinations": destinations}
    legs = register.ask(_LEGS, told).rows
    read = _read(register, sight, sorted({row[5] for row in legs}), sorted(set(transfers)))
    by_key: dict[str, list[Leg]] = defaultdict(list)
    for key, transfer, country, group, verdicts, pattern in legs:
        said = {each["regime"]: each["verdict"] for each in verdicts}
        leg = Leg(transfer, country, group, said, read.facts.get(pattern, {}), tuple(read.findings[pattern]))
        by_key[key].append(leg)
    return {
        one.key: Known(
            tuple(by_key[one.key]),
            tuple(read.transfers[id] for id in one.transfers if id in read.transfers),
            tuple(row for id in one.transfers for row in read.onward[id]),
        )
        for one in asked
    }


def _read(register: Register, sight: int, patterns: list[int], transfers: list[str]) -> _Read:
    read, names = _Read(), tuple(FACTS)
    for pattern, facts in register.ask(_PATTERNS, {"patterns": patterns}).rows:
        said = zip(names, orjson.loads(facts), strict=True)
        read.facts[pattern] = {name: _typed(FACTS[name], value) for name, value in said if value is not None}
    for pattern, *found in register.ask(_FINDINGS, {"sight": sight, "patterns": patterns}).rows:
        read.findings[pattern].append(tuple(found))
    of_these = {"sight": sight, "transfers": transfers}
    read.transfers = {row["id"]: row for row in register.ask(_TRANSFERS, of_these).dicts()}
    for row in register.ask(_ONWARD, of_these).dicts():
        read.onward[row["first"]].append(row)
    return read


def _typed(fact: Fact, value: Any) -> Any:
    return date.fromisoformat(value) if fact.kind is Kind.DAY else value


def merged(legs: Iterable[Leg]) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """The facts of several legs as those of one, and of lists that are not known of each leg the part that is known.

    The same on every leg stays. Lists are put together, except for those of what protects, of which only what is recorded of
    each leg counts; the largest count stands. Everything else that differs, or is not known of each, is unknown.
    """
    given = [leg.facts for leg in legs]
    facts: dict[str, Any] = {}
    partly: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(name for one in given for name in one):
        fact, values = FACTS[name], [one[name] for one in given if name in one]
        if fact.kind is Kind.TERMS:
            of_each = fact.vocabulary in _OF_EACH
            terms = [term for term in dict.fromkeys(t for value in values for t in value)]
            shared = [term for term in terms if all(term in one.get(name, ()) for one in given)]
            if len(values) == len(given) and (not of_each or len(shared) == len(terms)):
                facts[name] = terms
            elif found := tuple(shared if of_each else terms):
                partly[name] = found
        elif len(values) < len(given):
            continue
        elif fact.kind is Kind.COUNT:
            facts[name] = max(values)
        elif all(value == values[0] for value in values):
            facts[name] = values[0]
    return facts, partly
