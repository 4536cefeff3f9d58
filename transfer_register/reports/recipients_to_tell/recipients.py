"""Every recipient of the chosen transfers, once, with what they received, where, through whom, and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from transfer_register.model.contact import Person
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.register_of_transfers.saying import destination
from transfer_register.reports.snapshot import Known, Seen, Snapshot

NO_CONTACT = marked("No contact recorded")
# Whom to ask first at a recipient: terms of contact_roles.yaml. Who signs clauses is asked for nothing.
_ROLES = (
    "privacy_contact", "dpo", "eu_representative", "uk_representative", "ch_representative", "legal_contact", "security_contact",
    "other",
)  # fmt: skip


@dataclass
class Told:
    """One recipient. `onward_from` names those who passed the data on; it is empty where an exporter sent them itself."""

    name: str
    role: str | None = None
    places: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    onward_from: list[str] = field(default_factory=list)
    transfers: list[str] = field(default_factory=list)


def to_tell(snapshot: Snapshot) -> list[Told]:
    """The recipients by name, those who received data onward after the others."""
    held: dict[str, Told] = {}
    direct: set[str] = set()
    importers = {seen.id: seen.importer for seen in snapshot.transfers}
    for seen in snapshot.transfers:
        key = seen.importer_id or seen.importer
        one = held.get(key)
        if one is None:
            known = snapshot.parties.get(seen.importer_id)
            one = held[key] = Told(seen.importer, seen.importer_role, contact=_contact(known, snapshot.words))
        if not seen.follows:
            direct.add(key)
        else:
            _add(one.onward_from, [importers.get(seen.follows) or _sender(seen)])
        _add(one.places, [destination(leg, snapshot.words) for leg in seen.legs])
        _add(one.subjects, seen.data_subjects)
        _add(one.categories, seen.data_categories)
        _add(one.transfers, [seen.id])
    for key in direct:
        held[key].onward_from.clear()
    return sorted(held.values(), key=lambda one: (bool(one.onward_from), one.name.casefold(), one.transfers))


def reached(one: Told) -> bool:
    """Is there any way to reach this recipient?"""
    return bool(one.contact)


def _sender(seen: Seen) -> str:
    return say("{name}, outside this scope", name=seen.exporter)


def _add(held: list[str], more: list[str] | tuple[str, ...]) -> None:
    held += [one for one in dict.fromkeys(more) if one not in held and not is_blank(one)]


def _contact(known: Known | None, words: Words) -> list[str]:
    """The lines of the first role in which somebody can be reached; else the address of the party, where there is one."""
    if known is None:
        return []
    for role in (*_ROLES, *(one for one in known.contacts if one not in (*_ROLES, "signatory"))):
        people = [lines for person in known.contacts.get(role, ()) if (lines := _person(person))]
        if people:
            return [words.label("contact_roles", role), *(line for lines in people for line in lines)]
    return [known.address] if known.address and not is_blank(known.address) else []


def _person(person: Person) -> list[str]:
    """Name, e-mail, phone, address: nothing where there is no way to reach anyone."""
    ways = [one for one in (person.email, person.phone, person.address) if one and not is_blank(one)]
    return [*([person.name] if person.name and not is_blank(person.name) else []), *ways] if ways else []
