"""Entries about the parties of a contract and their people: name, address, contact, representative, sub-processors."""

from __future__ import annotations

from transfer_register.model.contact import Person
from transfer_register.model.speech import say
from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.contract_annexes.said import Asked, Reader, Said, said, spread
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Known, Seen
from transfer_register.reports.wording import listed

# What stands where no name is recorded (taking.py, blanks.py).
_NAMELESS = ("Not stated", "Name not stated")
_CONTACTS = ("privacy_contact", "legal_contact")


def _name(asked: Asked) -> Said | None:
    return _named(_party(asked))


def _named(party: Known) -> Said | None:
    return None if party.name in _NAMELESS or is_blank(party.name) or not party.name else said(party.name)


def _address(asked: Asked) -> Said | None:
    return _addressed(asked, _party(asked))


def _addressed(asked: Asked, party: Known) -> Said | None:
    country = asked.words.label("countries", party.country)
    if party.address and not is_blank(party.address):
        return said(party.address, *([country] if country else []))
    return said(say("Country recorded: {country}", country=country), is_open=True) if country else None


def _number(asked: Asked) -> Said | None:
    numbers = [
        say("{scheme}: {number}", scheme=asked.words.label("identifier_schemes", scheme), number=number)
        for scheme, number in _party(asked).identifiers
    ]
    return said(*numbers) if numbers else None


def _contact(asked: Asked) -> Said | None:
    return _contact_of(asked, _party(asked))


def _contact_of(asked: Asked, party: Known) -> Said | None:
    role = next((role for role in _CONTACTS if party.contacts.get(role)), None)
    return _people(asked, party, role) if role else None


def _people(asked: Asked, party: Known, role: str) -> Said | None:
    """Everybody in a role, with the role as the position; open where a name or every way to reach them is missing."""
    people = party.contacts.get(role, ())
    lines: list[str | b.Line] = []
    complete = True
    for person in people:
        reached = [one for one in (person.email, person.phone, person.address) if one]
        lines.append(_titled(person, asked.words.label("contact_roles", role)))
        lines += reached
        complete = complete and bool(person.name and reached)
    return said(*lines, is_open=not complete) if lines else None


def _titled(person: Person, role: str) -> str:
    return say("{name}, {position}", name=person.name, position=role) if person.name else role


def _optional(role: str) -> Reader:
    def read(asked: Asked) -> Said | None:
        return _people(asked, _party(asked), role)

    return read


def _role(asked: Asked) -> Said | None:
    """The role of the party in the transfers, in the words of the vocabulary."""
    side = "exporter_role" if asked.is_exporter else "importer_role"
    roles = [(getattr(seen, side), seen.id) for seen in asked.transfers]
    named = [(asked.words.label("roles", role), id) for role, id in roles if role]
    return spread(asked, named, [id for role, id in roles if not role])


def _status(is_exporter: bool) -> Reader:
    def read(asked: Asked) -> Said | None:
        party = asked.pack.exporter if is_exporter else asked.pack.importer
        return _role(Asked(asked.pack, asked.snapshot, asked.options, asked.tool, party=party))

    return read


def _activities(asked: Asked) -> Said | None:
    lines: dict[str, None] = {}
    for seen in asked.transfers:
        if seen.activity and not is_blank(seen.activity):
            lines[seen.activity] = None
        elif seen.purposes or seen.purpose_text:
            lines |= dict.fromkeys("".join(part.text for part in line) for line in saying.purposes(seen, asked.words))
    return said(*lines) if lines else None


def _signature(asked: Asked) -> Said | None:
    people = [one.name for one in _party(asked).contacts.get("signatory", ()) if one.name]
    if people:
        return said(say("By hand, for the party: {names}", names=listed(people)))
    return said(b.text(say("By hand, at the end of this section"), quiet=True))


def _uk_gdpr_applies(asked: Asked) -> Said | None:
    stated = asked.pack.importer.facts.get("processing_subject_to_uk_gdpr")
    if stated is None:
        return None
    return said(say("The UK GDPR applies, as stated") if stated else say("The UK GDPR does not apply, as stated"))


def _sub(asked: Asked) -> Known:
    first = asked.sub[0]
    return asked.snapshot.parties.get(first.importer_id) or Known(first.importer_id, first.importer, first.importer_country)


def _sub_work(asked: Asked) -> Said | None:
    lines = [one for seen in asked.sub for one in _lines_of_work(asked, seen)]
    lines = list(dict.fromkeys(lines))
    # What each sub-processor answers for is agreed between the parties; no register holds it.
    limits = asked.options.subprocessor_limits
    is_open = not (lines and limits)
    lines.append(say("Limits of responsibility: {limits}", limits=limits or say("not recorded")))
    return said(*lines, is_open=is_open)


def _lines_of_work(asked: Asked, seen: Seen) -> list[str]:
    lines = ["".join(part.text for part in line) for line in saying.purposes(seen, asked.words)]
    lines = lines if seen.purposes or seen.purpose_text else []
    lines += [seen.nature] if seen.nature and not is_blank(seen.nature) else []
    return lines


def _party(asked: Asked) -> Known:
    if asked.party is None:
        raise ValueError("this entry is asked of a party")
    return asked.party


READERS = {
    "party_name": _name,
    "party_address": _address,
    "party_number": _number,
    "party_contact": _contact,
    "party_role": _role,
    "exporter_status": _status(True),
    "importer_status": _status(False),
    "activities": _activities,
    "eu_representative": _optional("eu_representative"),
    "ch_representative": _optional("ch_representative"),
    "dpo": _optional("dpo"),
    "signature": _signature,
    "uk_gdpr_applies": _uk_gdpr_applies,
    "sub_name": lambda asked: _named(_sub(asked)),
    "sub_address": lambda asked: _addressed(asked, _sub(asked)),
    "sub_contact": lambda asked: _contact_of(asked, _sub(asked)),
    "sub_work": _sub_work,
}
