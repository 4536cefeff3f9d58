"""Contact persons of a party: listing, adding, changing, and erasing them for good, on a ground.

What says who somebody is goes to the shelf that can be erased, and nowhere else: a reason stays in the journal for ever, so
one that names the person is a problem like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from transfer_register.actions.check import NotRecorded
from transfer_register.errors import Problem, Refused
from transfer_register.exhibits.style import day
from transfer_register.model.contact import LONGEST, Person
from transfer_register.model.vocabulary import Words
from transfer_register.register import contacts, erasures
from transfer_register.register.answer import Version
from transfer_register.register.contacts import Contact
from transfer_register.register.register import Register

ROLES, GROUNDS = "contact_roles", "erasure_grounds"
# The fields of a person, with their headings, in the order of screens.
FIELDS = {"name": "Name", "email": "E-mail", "phone": "Phone", "address": "Postal address", "note": "Note"}
# A check that lets every address pass that anybody uses, and finds a field that holds something else.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_ACTS = {"create": "recorded", "change": "changed", "erase": "erased for good"}
_LINES = ("address", "note")
_WORD = re.compile(r"[^\W\d_]{3,}")


def contacts_of(register: Register, party: str, known_on: date | None = None) -> list[Contact]:
    """The contacts of a party, as known at the end of a day (UTC); None is now. Raises `Refused` where there is no such party."""
    if party not in register.parties(known_on):
        raise Refused(f"There is no party {party}.")
    return contacts.of_party(register, party, known_on)


def contact(register: Register, id: str) -> Contact:
    """One contact. Raises `Refused` where there is none."""
    found = contacts.one(register, id)
    if found is None:
        raise Refused(f"There is no contact {id}.")
    return found


def check_contact(register: Register, role: str | None, typed: Mapping[str, str | None], why: str | None) -> list[Problem]:
    """Everything that is wrong with a contact, at once; `typed` holds the texts of `FIELDS`, empty or None where nobody says."""
    says = _said(typed)
    problems = []
    if role not in register.words.lists[ROLES]:
        problems.append(_unknown("Role", role, register.words.lists[ROLES]))
    if not says.get("name") and not says.get("email"):
        problems.append(Problem("Name", "neither a name nor an e-mail address is given.", "Write one of them."))
    if "email" in says and not _EMAIL.fullmatch(says["email"]):
        problems.append(Problem("E-mail", "this is no e-mail address.", "Write one address, as in name@example.org."))
    for field, text in says.items():
        heading = FIELDS.get(field)
        if heading is None:
            problems.append(Problem(field, "a contact has no such field.", f"It has {', '.join(FIELDS)}."))
        elif len(text) > LONGEST[field]:
            shorten = f"Write at most {LONGEST[field]}."
            problems.append(Problem(heading, f"it has {len(text)} characters.", shorten))
        elif field not in _LINES and "\n" in text:
            problems.append(Problem(heading, "it has several lines.", "Write one."))
    return problems or _reason(register, why, [Person(**says)])


def add(
    register: Register, party: str, role: str, typed: Mapping[str, str | None], *,
    actor: str, at: datetime, why: str | None = None,
) -> str:  # fmt: skip
    """Records a contact and returns its id. Raises `NotRecorded` with every problem, `Refused` where there is no such party."""
    if party not in register.parties():
        raise Refused(f"There is no party {party}.")
    person = _person(register, role, typed, why)
    with register.batch(actor, at, why) as writing:
        return contacts.add(writing, party, role, person)


def change(
    register: Register, id: str, version: int, role: str, typed: Mapping[str, str | None], *,
    actor: str, at: datetime, why: str | None = None,
) -> None:  # fmt: skip
    """Records what a contact is now. Raises `NotRecorded`, `Refused`, and `Stale` when `version` is not the newest."""
    contact(register, id)
    person = _person(register, role, typed, why)
    _raise(_reason(register, why, contacts.people(register, id)))
    with register.batch(actor, at, why) as writing:
        contacts.change(writing, id, role, person, version)


def erase(
    register: Register, id: str, version: int, ground: str | None, *, actor: str, at: datetime, why: str | None = None
) -> bool:
    """Erases a person with all their versions, for ever; party, role, ground, day and reason stay.

    Raises `NotRecorded`, `Refused`, and `Stale` when `version` is not the newest. False when somebody is reading an earlier
    state of the journal just now, so that the text leaves its last file with the next change only.
    """
    contact(register, id)
    problems = []
    if ground not in register.words.lists[GROUNDS]:
        problems.append(_unknown("Ground", ground, register.words.lists[GROUNDS]))
    _raise(problems + _reason(register, why, contacts.people(register, id)))
    with register.batch(actor, at, why) as writing:
        contacts.erase(writing, id, ground, version)
    erasures.write_list(register.path / erasures.LIST, register.journal)
    return not register.journal.untidy


def erase_again(register: Register, file: Path, *, actor: str, at: datetime) -> list[str]:
    """Erases whom a list of erasures names and an older backup brought back; returns their ids. Raises `FileUnreadable`."""
    if not file.is_file():
        raise Refused(f"{file}: there is no such file. Name the {erasures.LIST} that stood beside the register.")
    erased = erasures.erase_again(register, erasures.read_list(file), actor=actor, at=at)
    erasures.write_list(register.path / erasures.LIST, register.journal)
    return erased


def erased_words(words: Words, contact: Contact) -> str | None:
    """`A contact (data protection officer) was erased on 3 May 2026: the person objected (GDPR 17(1)(c), 21)`; None before."""
    if contact.erased is None:
        return None
    role, at = lowered(words.label(ROLES, contact.role)), datetime.fromisoformat(contact.erased.at)
    return f"A contact ({role}) was erased on {day(at.date())}: {ground_words(words, contact.erased.state['ground'])}"


def contact_history(register: Register, id: str, versions: list[Version]) -> list[str]:
    """A contact and what became of it, in lines that say nothing of the person."""
    words, last = register.words, versions[-1].state
    party = register.parties().get(last["party"])
    lines = [f"{id}: {lowered(words.label(ROLES, last['role']))} of {party.name if party else last['party']}"]
    for each in versions:
        act = _ACTS.get(each.act, each.act)
        if each.act == "erase":
            act += f", {ground_words(words, each.state['ground'])}"
        why = f". Reason: {each.why}" if each.why else ""
        lines.append(f"  version {each.version}: {act}; {each.at} by {each.actor}{why}")
    return lines


def ground_words(words: Words, ground: str) -> str:
    """`the person objected (GDPR 17(1)(c), 21; ...)`: a ground as a sentence goes on with it, with the law that gives it."""
    term = words.lists[GROUNDS].get(ground)
    return f"{lowered(term.label)} ({term.source})" if term else ground


def lowered(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]


def _person(register: Register, role: str, typed: Mapping[str, str | None], why: str | None) -> Person:
    _raise(check_contact(register, role, typed, why))
    return Person(**_said(typed))


def _unknown(heading: str, term: str | None, known: Iterable[str]) -> Problem:
    if not term:
        return Problem(heading, "nothing is chosen.", "Choose one.")
    return Problem(heading, f"{term!r} is not in the list.", f"Use one of {', '.join(known)}.")


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise NotRecorded(problems)


def _said(typed: Mapping[str, str | None]) -> dict[str, str]:
    return {field: text.strip() for field, text in typed.items() if text and text.strip()}


def _reason(register: Register, why: str | None, people: Iterable[Person]) -> list[Problem]:
    """A reason must not say who the person is: it could not be erased."""
    if not why:
        return []
    said = why.casefold()
    known = {person for person in people if person.name or person.email or person.phone}
    texts = {text.casefold() for person in known for text in (person.name, person.email, person.phone) if text}
    # First and last word of a name, unless they are words of a role ("Data Protection Officer") rather than a person's.
    usual = {word.casefold() for term in register.words.lists[ROLES].values() for word in _WORD.findall(term.label)}
    names = [_WORD.findall(person.name or "") for person in known]
    words = {words[place].casefold() for words in names if words for place in (0, -1)} - usual
    if any(text in said for text in texts) or words & {word.casefold() for word in _WORD.findall(why)}:
        return [Problem("Reason", "it says who the person is, and it stays for ever.", "Write it without names and addresses.")]
    return []
