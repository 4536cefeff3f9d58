"""A record in words: its fields, its places and mechanisms, and what changed between two of its states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.exhibits.style import country, day, listed, number
from transfer_register.model.vocabulary import Words
from transfer_register.register.accept import STATED_OF
from transfer_register.screens.fact_input import fact_value
from transfer_register.screens.plain import plain

# Field of a record -> its heading, and the vocabulary of its values where there is one.
FIELDS: dict[str, tuple[str, str | None]] = {
    "name": ("Name", None),
    "country": ("Country", "countries"),
    "kind": ("Kind of recipient", "recipient_kinds"),
    "parent": ("Belongs to", None),
    "aliases": ("Other names", None),
    "address": ("Address", None),
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
    "measures": ("Measures", None),
    "persons": ("Persons a year", None),
    "retention": ("Retention", None),
    "follows": ("Carries onward", None),
    "flags": ("Unclear", "flags"),
    "review_on": ("Review on", None),
    "owner": ("Looked after by", None),
    "valid_from": ("In force from", None),
    "valid_to": ("In force until", None),
    "note": ("Note", None),
    "origin": ("Origin", None),
}


@dataclass(frozen=True)
class Difference:
    """One field, or one fact, that two states of a record do not share; both values in words."""

    field: str
    heading: str
    was: str
    now: str

    def markdown(self) -> str:
        return f"{plain(self.heading)}: {plain(self.was)} :material/arrow_forward: {plain(self.now)}"


def differences(words: Words, names: dict[str, str], old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Difference]:
    """What changed from one state of a record to the next, in the order of the form."""
    old, new = old or {}, new or {}
    found = [
        Difference(field, heading, *(field_value(words, names, field, state.get(field)) for state in (old, new)))
        for field, (heading, _) in FIELDS.items()
        if field != "origin" and _settled(field, old) != _settled(field, new)
    ]
    was, now = old.get("facts") or {}, new.get("facts") or {}
    for name, fact in (STATED_OF["party"] | STATED_OF["transfer"]).items():
        if was.get(name) != now.get(name):
            found.append(
                Difference(
                    f"facts.{name}", fact.label, fact_value(words, fact, was.get(name)), fact_value(words, fact, now.get(name))
                )
            )
    return found


def _settled(field: str, state: dict[str, Any]) -> Any:
    # No mechanism recorded and "there is none" are two answers; everywhere else empty and absent are the same.
    value = state.get(field)
    return value if field == "mechanisms" else value or None


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
        case "persons", count:
            return number(count)
        case "review_on" | "valid_from" | "valid_to", text:
            return day(date.fromisoformat(text))
        case _, list() | tuple():
            return listed([words.label(vocabulary, term) if vocabulary else term for term in value])
        case _:
            return words.label(vocabulary, value) if vocabulary else str(value)


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
