"""A sentence that pairs countries with mechanisms: "to Switzerland (adequacy) and Algeria (standard clauses)".

Only what pairs for sure is paired: every country has its own words, and nothing of the sentence is left over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transfer_register.intake.cells import cell
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.intake.places import read_place_in

_BRACKET = re.compile(r"\(([^()]{2,300})\)")
_PARTS = re.compile(r"[;\n]+|,(?![^:]*$)")
_BETWEEN = re.compile(r"\s*:\s+|\s+[-–—=→]\s+")
_EDGE = " ,;.:–—-\n"
_LONGEST = 2_000


@dataclass(frozen=True)
class Pair:
    """One country by the words that name it, and the words of the mechanism that stands with it."""

    iso2: str
    place: str
    mechanism: str


def pairs_of(text: str) -> tuple[Pair, ...]:
    """The pairs of a sentence, or none where the pairing is not sure."""
    said = cell(text).text.strip()
    if not said or len(said) > _LONGEST:
        return ()
    found = _in_brackets(said) if _BRACKET.search(said) else _in_parts(said)
    countries = [pair.iso2 for pair in found]
    return tuple(found) if len(set(countries)) == len(countries) else ()


def country_of(text: str) -> str | None:
    """The one country that a text names without any doubt, or None."""
    reading = read_place_in(text.strip(_EDGE), "place")
    doubtful = reading.flags or reading.unresolved or reading.groups or reading.excluded or reading.alternatives
    if doubtful or reading.scope != "listed" or len(reading.places) != 1 or reading.condition:
        return None
    return reading.places[0].iso2 if reading.places[0].condition is None else None


def _in_brackets(said: str) -> list[Pair]:
    found, position = [], 0
    for match in _BRACKET.finditer(said):
        pair = _pair(said[position : match.start()], match.group(1))
        if pair is None:
            return []
        found.append(pair)
        position = match.end()
    return [] if any(sign.isalnum() for sign in said[position:]) else found


def _in_parts(said: str) -> list[Pair]:
    found = []
    for part in _PARTS.split(said):
        if not part.strip(_EDGE):
            continue
        between = _BETWEEN.split(part.strip(_EDGE))
        pair = _pair(*between) if len(between) == 2 else None
        if pair is None:
            return []
        found.append(pair)
    return found


def _pair(place: str, mechanism: str) -> Pair | None:
    reading = read_mechanisms(mechanism)
    country = country_of(place)
    if country is None or not reading.stated or reading.flags:
        return None
    if read_mechanisms(place).stated is not None:
        return None  # the words before the bracket name a mechanism themselves: whose it is, is not sure
    return Pair(country, place.strip(_EDGE), mechanism.strip())
