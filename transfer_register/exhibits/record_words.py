"""A record in words: its fields, its places and mechanisms, and what changed between two of its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.exhibits.style import country, day, listed, number
from transfer_register.model.facts import Fact, Kind
from transfer_register.model.vocabulary import Words
from transfer_register.register.accept import STATED_OF

# Field of a record -> its heading, and the vocabulary of its values where there is one.
FIELDS: dict[str, tuple[str, str | None]] = {
    "name": ("Name", None),
    "country": ("Country", "countries"),
    "kind": ("Kind of recipient", "recipient_kinds"),
    "parent": ("Belongs to", None),
    "aliases": ("Other names", None),
    "address": ("Address", None),
    "domains": ("Websites", None),
    "identifiers": ("Identifiers", "identifier_schemes"),
    "regimes": ("Regimes declared", "regimes"),
    "exporter": ("Exporter", None),
    "importer": ("Recipient", None),
    "exporter_role": ("Exporter's role", "roles"),
    "importer_role": ("Recipient's role", "roles"),
    "purposes": ("Purposes", "purposes"),
    "purpose_text": ("Purpose in words", None),
    "data_categories": ("Categories of data", "data_categories"),
    "data_subjects": ("Data subjects", "data_subjects"),
    "places": ("Places", None),
    "mechanisms": ("Mechanisms", None),
    "measures": ("Measures", "measures"),
    "persons": ("Persons a year", None),
    "systems": ("Systems", None),
    "retention": ("Retention", None),
    "follows": ("Carries onward", None),
    "flags": ("Unclear", "flags"),
    "review_on": ("Review on", None),
    "owner": ("Looked after by", None),
    "valid_from": ("In force from", None),
    "valid_to": ("In force until", None),
    "note": ("Note", None),
    "activity": ("Processing activity", None),
    "nature": ("Nature of the processing", None),
    "frequency": ("Frequency", "frequencies"),
    "legal_bases": ("Legal bases", "legal_bases"),
    "earlier": ("As it was before", None),
    "origin": ("Origin", None),
}

_FACTS = STATED_OF["party"] | STATED_OF["transfer"]
_ORDER = {name: place for place, name in enumerate(_FACTS)}


@dataclass(frozen=True)
class Difference:
    """One field, or one fact, that two states of a record do not share; both values in words."""

    field: str
    heading: str
    was: str
    now: str


def differences(words: Words, names: dict[str, str], old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Difference]:
    """What changed from one state of a record to the next, in the order of the form."""
    old, new = old or {}, new or {}
    found = [
        Difference(field, heading, *_both(words, names, field, old.get(field), new.get(field)))
        for field, (heading, _) in FIELDS.items()
        if field != "origin" and _settled(field, old) != _settled(field, new)
    ]
    was, now = old.get("facts") or {}, new.get("facts") or {}
    for name in sorted(was.keys() | now.keys(), key=_ORDER.__getitem__):
        if was.get(name) != now.get(name):
            fact = _FACTS[name]
            values = (fact_value(words, fact, stated.get(name)) for stated in (was, now))
            found.append(Difference(f"facts.{name}", fact.label, *values))
    return found


def _settled(field: str, state: dict[str, Any]) -> Any:
    # No mechanism recorded and "there is none" are two answers; everywhere else empty and absent are the same.
    value = state.get(field)
    return None if field != "mechanisms" and value in ("", [], ()) else value


def _both(words: Words, names: dict[str, str], field: str, was: Any, now: Any) -> tuple[str, str]:
    shown = field_value(words, names, field, was), field_value(words, names, field, now)
    if shown[0] != shown[1]:
        return shown
    # Read alike and from other words: those words are what changed.
    return _with_raw(shown[0], was), _with_raw(shown[1], now)


def _with_raw(shown: str, value: Any) -> str:
    raw = [each["raw"] for each in value or () if isinstance(each, dict) and each.get("raw")]
    return f"{shown} (read from “{'”, “'.join(raw)}”)" if raw else shown


def field_value(words: Words, names: dict[str, str], field: str, value: Any) -> str:
    """The value of one field of a record, in words; an en dash where nothing is recorded."""
    vocabulary = FIELDS[field][1]
    match field, value:
        case "mechanisms", []:
            return "none"
        case _, None | [] | "":
            return "–"
        case "exporter" | "importer" | "parent", id:
            return names.get(id, id)
        case "places", places:
            return "; ".join(place_words(words, place) for place in places)
        case "mechanisms", mechanisms:
            return "; ".join(mechanism_words(words, mechanism) for mechanism in mechanisms)
        case "earlier", states:
            return "; ".join(_earlier(words, names, each) for each in states)
        case "identifiers", numbers:
            return listed([identifier_words(words, each) for each in numbers])
        case "persons", count:
            return number(count)
        case "review_on" | "valid_from" | "valid_to", text:
            return day(date.fromisoformat(text))
        case _, list() | tuple():
            return listed([words.label(vocabulary, term) if vocabulary else term for term in value])
        case _:
            return words.label(vocabulary, value) if vocabulary else str(value)


def _earlier(words: Words, names: dict[str, str], state: dict[str, Any]) -> str:
    """`until 9 December 2026 in India, belonging to Acme GmbH`."""
    owner = state.get("parent")
    belonging = f", belonging to {names.get(owner, owner)}" if owner else ""
    where = f"in {country(words, state['country'])}" if state.get("country") else "in a country not known"
    return f"until {day(date.fromisoformat(state['until']))} {where}{belonging}"


def fact_value(words: Words, fact: Fact, value: Any) -> str:
    """What was stated, in words."""
    if value is None:
        return "not known"
    match fact.kind:
        case Kind.FLAG:
            return "yes" if value else "no"
        case Kind.DAY:
            return day(date.fromisoformat(value) if isinstance(value, str) else value)
        case Kind.COUNT:
            return number(value)
        case Kind.TERM:
            return words.label(fact.vocabulary or "fact_terms", value)
        case _:
            return listed([words.label(fact.vocabulary or "fact_terms", term) for term in value]) or "none"


def destination(words: Words, place: dict[str, Any]) -> str:
    """Where a place is: a country, a group that was named instead, or the words for anywhere and nowhere known."""
    if place.get("country"):
        return country(words, place["country"])
    if place.get("group"):
        return place["group"]
    return words.label("fact_terms", place["scope"]) if place.get("scope") else "Not known"


def place_words(words: Words, place: dict[str, Any]) -> str:
    """`Germany, Frankfurt (storage)`; a condition is told with it."""
    where = listed([part for part in (destination(words, place), place.get("city"), place.get("region")) if part])
    what = words.label("place_roles", place.get("role", "processing")).lower()
    return f"{where} ({what})" + (f", {place['condition']}" if place.get("condition") else "")


def identifier_words(words: Words, identifier: dict[str, str]) -> str:
    """`VAT number DE123456788`."""
    return f"{words.label('identifier_schemes', identifier['scheme'])} {identifier['value']}"


def mechanism_words(words: Words, mechanism: dict[str, Any]) -> str:
    """`Standard contractual clauses (2021), module 2, signed 1 March 2026, reference A-7`."""
    said = [words.label("transfer_tools", mechanism["tool"])]
    if mechanism.get("module"):
        said.append(f"module {mechanism['module']}")
    for field, lead in (("signed_on", "signed"), ("valid_from", "from"), ("valid_to", "until")):
        if mechanism.get(field):
            said.append(f"{lead} {day(date.fromisoformat(mechanism[field]))}")
    if mechanism.get("reference"):
        said.append(f"reference {mechanism['reference']}")
    if mechanism.get("condition"):
        said.append(mechanism["condition"])
    return listed(said)
