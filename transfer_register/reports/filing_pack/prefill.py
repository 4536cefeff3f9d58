"""What a field is filled with: one name of a file of data/filings, and what the register holds under it for one transfer.

Names are `exporter.<what>` and `importer.<what>`, `transfer.<what>`, `fact:<name of a fact>`, and `ground:<mechanism>` for
whether that mechanism is recorded. Nothing recorded is the empty tuple, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from transfer_register.model.contact import Person
from transfer_register.model.facts import FACTS
from transfer_register.model.speech import say, says
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Known, Leg, Seen, Snapshot
from transfer_register.reports.wording import count, day, listed

Lines = tuple[str, ...]

# What only the organisation knows.
ASK = "ask"
_FACT, _GROUND = "fact:", "ground:"
_SIDES = ("exporter", "importer")
_PEOPLE = (
    "dpo", "privacy_contact", "legal_contact", "security_contact", "signatory", "eu_representative", "uk_representative",
    "ch_representative",
)  # fmt: skip
# The fields of a transfer that are called otherwise here.
_FIELDS = {
    "countries": "legs", "subjects": "data_subjects", "categories": "data_categories", "signed_on": "mechanisms",
    "since": "valid_from",
}  # fmt: skip
_NO_NAME = ("", "Not stated", "Name not stated")


def names_known() -> list[str]:
    """Every name under which something can be filled in, without the mechanisms."""
    of_parties = [f"{side}.{what}" for side in _SIDES for what in (*_OF_PARTY, *_PEOPLE)]
    return [ASK, *of_parties, *(f"transfer.{what}" for what in _OF_TRANSFER), *(f"{_FACT}{name}" for name in FACTS)]


def is_known(name: str) -> bool:
    """Can something be filled in under this name?"""
    return name in names_known() or (name.startswith(_GROUND) and len(name) > len(_GROUND))


def found(snapshot: Snapshot, seen: Seen, name: str) -> Lines:
    """What the register holds for a transfer under a name; empty where it holds nothing, nothing that shows, or the words that
    nothing was stated, which spreadsheets bring in."""
    lines = tuple(line for line in _found(snapshot, seen, name) if not is_blank(line) and line.strip().lower() != "not stated")
    what = name.removeprefix("transfer.")
    # What was stated and is kept back from this reader is not asked for again.
    return lines or ((say("Withheld"),) if _FIELDS.get(what, what) in seen.withheld else ())


def _found(snapshot: Snapshot, seen: Seen, name: str) -> Lines:
    if name == ASK:
        return ()
    if name.startswith(_GROUND):
        return _ground(snapshot, seen, name.removeprefix(_GROUND))
    if name.startswith(_FACT):
        return _fact(snapshot, seen, name.removeprefix(_FACT))
    whose, what = name.split(".", 1)
    if whose == "transfer":
        return _OF_TRANSFER[what](snapshot, seen)
    if what in _PEOPLE:
        return _people(_party(snapshot, seen, whose), what)
    return _OF_PARTY[what](snapshot, seen, whose)


def _party(snapshot: Snapshot, seen: Seen, side: str) -> Known | None:
    return snapshot.parties.get(getattr(seen, f"{side}_id"))


def _name(snapshot: Snapshot, seen: Seen, side: str) -> Lines:
    name = getattr(seen, side)
    return () if name in _NO_NAME else (name,)


def _country(snapshot: Snapshot, seen: Seen, side: str) -> Lines:
    code = getattr(seen, f"{side}_country")
    return (snapshot.words.label("countries", code),) if code else ()


def _address(snapshot: Snapshot, seen: Seen, side: str) -> Lines:
    party = _party(snapshot, seen, side)
    address = party.address if party and party.address and not is_blank(party.address) else ""
    # A letter needs more than a street: the country stands in the same line where it is known.
    return (", ".join((address, *_country(snapshot, seen, side))),) if address else ()


def _numbers(snapshot: Snapshot, seen: Seen, side: str) -> Lines:
    party = _party(snapshot, seen, side)
    held = party.identifiers if party else ()
    return tuple(f"{snapshot.words.label('identifier_schemes', scheme)}: {number}" for scheme, number in held)


def _kind(snapshot: Snapshot, seen: Seen, side: str) -> Lines:
    party = _party(snapshot, seen, side)
    kind = (party.kind if party else None) or (seen.importer_kind if side == "importer" else None)
    return (snapshot.words.label("recipient_kinds", kind),) if kind else ()


def _role(snapshot: Snapshot, seen: Seen, side: str) -> Lines:
    role = getattr(seen, f"{side}_role")
    return (snapshot.words.label("roles", role),) if role else ()


def _people(party: Known | None, role: str) -> Lines:
    return tuple(told for person in (party.contacts.get(role, ()) if party else ()) if (told := _person(person)))


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.email, person.phone, person.address) if part)


def _countries(snapshot: Snapshot, seen: Seen) -> Lines:
    return tuple(dict.fromkeys(_place(snapshot, leg) for leg in seen.legs if leg.country or leg.group or leg.scope))


def _place(snapshot: Snapshot, leg: Leg) -> str:
    place = saying.destination(leg, snapshot.words)
    roles = [snapshot.words.label("place_roles", role) for role in leg.roles]
    return f"{place}: {saying.joined(roles)}" if roles else place


def _purposes(snapshot: Snapshot, seen: Seen) -> Lines:
    known = saying.joined([snapshot.words.label("purposes", one) for one in seen.purposes])
    return tuple(line for line in (known, seen.purpose_text) if line)


def _subjects(snapshot: Snapshot, seen: Seen) -> Lines:
    known = saying.joined([snapshot.words.label("data_subjects", one) for one in seen.data_subjects])
    return (known,) if known else ()


def _categories(snapshot: Snapshot, seen: Seen) -> Lines:
    special = set(snapshot.words.marked("data_categories", "special"))
    plain = saying.joined([snapshot.words.label("data_categories", one) for one in seen.data_categories if one not in special])
    return tuple(line for line in (plain, saying.special_words(seen, snapshot.words)) if line)


def _special(snapshot: Snapshot, seen: Seen) -> Lines:
    named = saying.special_words(seen, snapshot.words)
    if named:
        return (named,)
    return (say("No special category, as stated"),) if seen.special is False else ()


def _persons(snapshot: Snapshot, seen: Seen) -> Lines:
    return () if seen.persons is None else (says("{n} person a year", "{n} persons a year", seen.persons),)


def _mechanisms(snapshot: Snapshot, seen: Seen) -> Lines:
    if seen.mechanisms is None:
        return ()
    return tuple(saying.mechanism(one, snapshot.words) for one in seen.mechanisms) or (say("No mechanism, as stated"),)


def _signed(snapshot: Snapshot, seen: Seen) -> Lines:
    days = sorted({one.signed_on for one in seen.mechanisms or () if one.signed_on})
    return tuple(say("Signed on {day}", day=day(one)) for one in days)


def _measures(snapshot: Snapshot, seen: Seen) -> Lines:
    cell = saying.measures(seen, snapshot.words)
    return () if cell == (saying.not_stated(),) else (flat(cell),)


def _onward(snapshot: Snapshot, seen: Seen) -> Lines:
    """Those that receive the data from the importer; only transfers within the scope are seen here."""
    lines = []
    for next_one in snapshot.transfers:
        if next_one.follows == seen.id and next_one.importer not in _NO_NAME:
            places = listed([saying.destination(leg, snapshot.words) for leg in next_one.legs])
            lines.append(f"{next_one.importer}, {places}" if places else next_one.importer)
    return tuple(dict.fromkeys(lines))


def _roles(snapshot: Snapshot, seen: Seen) -> Lines:
    both = seen.exporter_role and seen.importer_role
    return (_sentence(saying.role_pair(seen, snapshot.words)),) if both else ()


def _since(snapshot: Snapshot, seen: Seen) -> Lines:
    return (day(seen.valid_from),) if seen.valid_from else ()


def _text(field: str) -> Callable[[Snapshot, Seen], Lines]:
    def told(snapshot: Snapshot, seen: Seen) -> Lines:
        value = getattr(seen, field)
        return (value,) if value else ()

    return told


def _systems(snapshot: Snapshot, seen: Seen) -> Lines:
    return seen.systems


def _frequency(snapshot: Snapshot, seen: Seen) -> Lines:
    return (snapshot.words.label("frequencies", seen.frequency),) if seen.frequency else ()


def _legal_bases(snapshot: Snapshot, seen: Seen) -> Lines:
    return tuple(snapshot.words.label("legal_bases", one) for one in seen.legal_bases)


def _ground(snapshot: Snapshot, seen: Seen, tool: str) -> Lines:
    if not any(one.tool == tool for one in seen.mechanisms or ()):
        return ()
    return (say("{mechanism} is recorded for this transfer", mechanism=snapshot.words.label("transfer_tools", tool)),)


def _fact(snapshot: Snapshot, seen: Seen, name: str) -> Lines:
    value = _value(snapshot, seen, name)
    if value is None or name not in FACTS:
        return ()
    # The label of a fact alone would read as if it held.
    return (f"{FACTS[name].label}: {_told(snapshot, value)}",)


def _value(snapshot: Snapshot, seen: Seen, name: str) -> object:
    for side in _SIDES:
        if name.startswith(f"{side}."):
            party = _party(snapshot, seen, side)
            return party.facts.get(name.removeprefix(f"{side}.")) if party else None
    return seen.facts.get(name)


def _told(snapshot: Snapshot, value: object) -> str:
    if isinstance(value, bool):
        return say("yes, as stated") if value else say("no, as stated")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return count(value)
    if isinstance(value, list | tuple):
        return listed([_told(snapshot, one) for one in value]) or say("none, as stated")
    return snapshot.words.label("fact_terms", str(value))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


_OF_PARTY: dict[str, Callable[[Snapshot, Seen, str], Lines]] = {
    "name": _name, "country": _country, "address": _address, "numbers": _numbers, "kind": _kind, "role": _role,
}  # fmt: skip
_OF_TRANSFER: dict[str, Callable[[Snapshot, Seen], Lines]] = {
    "countries": _countries, "purposes": _purposes, "subjects": _subjects, "categories": _categories, "special": _special,
    "persons": _persons, "mechanisms": _mechanisms, "signed_on": _signed, "measures": _measures, "onward": _onward,
    "roles": _roles, "since": _since, "activity": _text("activity"), "nature": _text("nature"),
    "frequency": _frequency, "retention": _text("retention"), "systems": _systems, "legal_bases": _legal_bases,
}  # fmt: skip
