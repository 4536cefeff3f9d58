"""`contact list | add | change | erase | repeat`: contact persons of a party, who can be erased for good."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import orjson

from transfer_register.actions import contacts
from transfer_register.commands.call import Answered, Call, read_bytes
from transfer_register.errors import FileUnreadable, Refused
from transfer_register.register.contacts import Contact

_FROM = "a file with a JSON object of these texts, - for standard input; the words of a call stay in the history of a shell"
_REASON = "kept in the history for ever; it must not say who the person is"
_NOT_SETTLED = "Somebody is reading an earlier state of the journal: the text leaves its last file with the next change."
_BACKUPS = "Backups made before still hold it: after restoring one, erase again (contact repeat)."


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("contact", parents=[shared], help="contact persons of a party")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(parser))

    lists = acts.add_parser("list", parents=[shared], help="the contacts of a party")
    lists.add_argument("party", metavar="PARTY")
    lists.set_defaults(run=_list)

    adds = acts.add_parser("add", parents=[shared], help="records a contact")
    adds.add_argument("party", metavar="PARTY")
    _person(adds, role_required=True)
    adds.set_defaults(run=_add)

    changes = acts.add_parser("change", parents=[shared], help="records what a contact is now; what is not named stays")
    changes.add_argument("id", metavar="ID")
    _person(changes, role_required=False)
    changes.set_defaults(run=_change)

    erases = acts.add_parser("erase", parents=[shared], help="erases a person for good")
    erases.add_argument("id", metavar="ID")
    erases.add_argument("--ground", required=True, help="a term of data/vocabulary/erasure_grounds.yaml")
    erases.add_argument("--why", metavar="REASON", help=_REASON)
    erases.set_defaults(run=_erase)

    repeats = acts.add_parser("repeat", parents=[shared], help="erases again whom an older backup brought back")
    repeats.add_argument("file", metavar="FILE", type=Path, help="the erased.json that stood beside the register")
    repeats.set_defaults(run=_repeat)


def _person(parser: argparse.ArgumentParser, *, role_required: bool) -> None:
    parser.add_argument("--role", required=role_required, help="a term of data/vocabulary/contact_roles.yaml")
    for field, heading in contacts.FIELDS.items():
        parser.add_argument(f"--{field}", metavar="TEXT", help=heading)
    parser.add_argument("--from", dest="file", metavar="FILE", help=_FROM)
    parser.add_argument("--why", metavar="REASON", help=_REASON)


def _list(call: Call) -> Answered:
    party = call.words.party
    found = contacts.contacts_of(call.register, party, call.known_on)
    document = {"party": party, "contacts": [_told(each) for each in found]}
    lines = [line for each in found for line in _lines(call, each)] or [f"No contact is recorded of {party}."]
    return Answered(document, lines, 1 if any(each.fault for each in found) else 0)


def _add(call: Call) -> Answered:
    words = call.words
    id = contacts.add(call.register, words.party, words.role, _typed(words), actor=call.actor, at=call.at, why=words.why)
    return Answered({"id": id, "party": words.party, "role": words.role, "version": 1}, [f"{id} is recorded."])


def _change(call: Call) -> Answered:
    words = call.words
    before = contacts.contact(call.register, words.id)
    if before.person is None:
        raise Refused(f"{words.id} cannot be changed: {before.fault or 'it was erased'}.")
    typed = before.person.model_dump() | _typed(words)
    role = words.role or before.role
    contacts.change(call.register, words.id, before.newest, role, typed, actor=call.actor, at=call.at, why=words.why)
    document = {"id": words.id, "party": before.party, "role": role, "version": before.newest + 1}
    return Answered(document, [f"{words.id} is changed."])


def _erase(call: Call) -> Answered:
    words = call.words
    newest = contacts.contact(call.register, words.id).newest
    settled = contacts.erase(call.register, words.id, newest, words.ground, actor=call.actor, at=call.at, why=words.why)
    lines = [f"{words.id} is erased.", _BACKUPS, *([] if settled else [_NOT_SETTLED])]
    return Answered({"id": words.id, "ground": words.ground, "version": newest + 1, "settled": settled}, lines)


def _repeat(call: Call) -> Answered:
    erased = contacts.erase_again(call.register, call.words.file, actor=call.actor, at=call.at)
    return Answered({"erased": erased}, [f"Erased again: {', '.join(erased)}." if erased else "Nobody had come back."])


def _typed(words: argparse.Namespace) -> dict[str, Any]:
    """What was typed of a person, in the call and in the file; the call goes before."""
    said = {field: text for field in contacts.FIELDS if (text := getattr(words, field)) is not None}
    if words.file is None:
        return said
    content = sys.stdin.buffer.read() if words.file == "-" else read_bytes(words.file)
    try:
        read = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        # Its message tells the place and not the text.
        raise FileUnreadable(f"{words.file}: this is no JSON ({error.msg}, line {error.lineno}).") from None
    if not isinstance(read, dict) or not all(isinstance(text, str | None) for text in read.values()):
        raise FileUnreadable(f'{words.file}: it is not one JSON object of texts, such as {{"name": "..."}}.')
    return read | said


def _told(contact: Contact) -> dict[str, Any]:
    gone, told = contact.erased, ("at", "actor", "why")
    return {
        "id": contact.id, "role": contact.role, "version": contact.version, "at": contact.at, "actor": contact.actor,
        "person": contact.person.model_dump(exclude_none=True) if contact.person else None,
        "erased": {name: getattr(gone, name) for name in told} | {"ground": gone.state["ground"]} if gone else None,
        "fault": contact.fault,
    }  # fmt: skip


def _lines(call: Call, contact: Contact) -> list[str]:
    role = call.register.words.label(contacts.ROLES, contact.role)
    if contact.person:
        says = contact.person.model_dump(exclude_none=True)
        return [f"{contact.id}  {role}", *(f"  {contacts.FIELDS[field]}: {text}" for field, text in says.items())]
    return [f"{contact.id}  {contacts.erased_words(call.register.words, contact) or contact.fault}"]
