"""Contact persons of parties: the journal covers a keyed digest of a person, and the person is kept beside it to be erased.

Each version of a contact has a key of its own, kept with the person and forgotten with them: the digest that stays then
cannot be tried with guessed names. Entry and person are written in one turn, so that they come together or not at all.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import orjson
from pydantic import ValidationError

from transfer_register.model.contact import Person
from transfer_register.register.answer import Version
from transfer_register.register.journal import Entry, Journal, Kept, canonical
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

KIND = SHELF = "contact"

_OF_PARTY = """
SELECT id FROM other_history
WHERE kind = 'contact' AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)
  AND state ->> '$.party' = $party
ORDER BY length(id), id
"""


@dataclass(frozen=True)
class Contact:
    """A contact as it was known: one of `person`, `erased` (the entry that says so) and `fault` (a sentence) is there.

    `version`, `at` (UTC text) and `actor` tell of what was recorded last; `newest` is the version that a change starts from.
    """

    id: str
    party: str
    role: str
    version: int
    newest: int
    at: str
    actor: str
    person: Person | None = field(default=None, repr=False)
    erased: Version | None = None
    fault: str | None = None


def add(writing: Writing, party: str, role: str, person: Person) -> str:
    """Records a contact and returns its id."""
    kept, digest = _sealed(person)
    id = writing.new(KIND, {"party": party, "role": role, "digest": digest})
    writing.keep(SHELF, f"{id}/1", kept)
    return id


def change(writing: Writing, id: str, role: str, person: Person, version: int, *, party: str | None = None) -> int:
    """A new version of a contact; what the older ones said is kept until it is erased. Raises `Stale`, `Refused`.

    With `party` the contact is one of another party from now on: a person is sealed anew for it, as for every version.
    """
    state = writing.seen(id, version)[2]
    kept, digest = _sealed(person)
    newest = writing.change(id, {"party": party or state["party"], "role": role, "digest": digest}, version)
    writing.keep(SHELF, f"{id}/{newest}", kept)
    return newest


def erase(writing: Writing, id: str, ground: str, version: int) -> None:
    """Forgets a person, with the keys of all versions; party, role, ground and the digests stay. Raises `Stale`, `Refused`."""
    state = writing.seen(id, version)[2]
    writing.erase(id, {"party": state["party"], "role": state["role"], "ground": ground}, version)
    for each in range(1, version + 1):
        writing.drop(SHELF, f"{id}/{each}")


def of_party(register: Register, party: str, known_on: date | None = None) -> list[Contact]:
    """The contacts of a party in the order they were recorded, as known at the end of a day (UTC); None is now.

    Who was erased since that day is told as erased: what is gone now is gone for every day.
    """
    known = register.known(known_on)
    ids = [id for (id,) in register.ask(_OF_PARTY, {"known": known, "party": party}).rows]
    return [found for found in (one(register, id, known_on) for id in ids) if found]


def one(register: Register, id: str, known_on: date | None = None) -> Contact | None:
    """A contact by its id, as known at the end of a day (UTC); None where there is none."""
    found = _one(register, id, known_on)
    if found and found.fault:
        # Another process may have erased it between the question and the shelf.
        register.follow()
        found = _one(register, id, known_on)
    return found


def _one(register: Register, id: str, known_on: date | None) -> Contact | None:
    versions = register.history(id)
    known = register.known(known_on)
    seen = [each for each in versions if each.sequence <= known and each.act != "erase"]
    if not seen or seen[-1].kind != KIND:
        return None
    last, newest, state = seen[-1], versions[-1], seen[-1].state
    says = (id, state["party"], state["role"], last.version, newest.version, last.at, last.actor)
    if newest.act == "erase":
        return Contact(*says, erased=newest)
    person = _opened(register.journal.kept(SHELF, [f"{id}/{last.version}"]).get(f"{id}/{last.version}"), state["digest"])
    if isinstance(person, str):
        return Contact(*says, fault=_fault(last, person))
    return Contact(*says, person=person)


def people(register: Register, id: str) -> list[Person]:
    """What is kept of a contact in all its versions, the oldest first."""
    digests = {f"{id}/{each.version}": each.state.get("digest") for each in register.history(id) if each.state}
    kept = register.journal.kept(SHELF, list(digests))
    opened = [_opened(kept.get(place), digest) for place, digest in digests.items() if digest]
    return [person for person in opened if isinstance(person, Person)]


def person_of(register: Register, id: str, version: int) -> Person | str:
    """The person of one version of a contact, or why it is not the one that was recorded."""
    digests = {each.version: each.state.get("digest") for each in register.history(id) if each.state}
    place = f"{id}/{version}"
    return _opened(register.journal.kept(SHELF, [place]).get(place), digests.get(version))


def check(journal: Journal) -> str | None:
    """Does what is kept of contacts fit the journal? A sentence on the first that does not, or None."""
    while True:
        head = journal.head()
        fault = _first_fault(journal.of_kind(KIND), journal.kept(SHELF))
        # What was written between the two readings is no fault.
        if fault is None or journal.head() == head:
            return fault


def _first_fault(entries: list[Entry], kept: dict[str, Kept]) -> str | None:
    erased = {entry.record: entry.sequence for entry in entries if entry.act == "erase"}
    told = {f"{entry.record}/{entry.version}": entry for entry in entries if entry.act != "erase"}
    for place, entry in told.items():
        if entry.record in erased:
            if place in kept:
                return f"entry {erased[entry.record]} says that {entry.record} was erased, and it is still kept"
        elif isinstance(why := _opened(kept.get(place), (entry.state or {}).get("digest")), str):
            return _fault(entry, why)
    unknown = sorted(kept.keys() - told.keys())
    return f"{unknown[0]} is kept as a contact, and no entry speaks of it" if unknown else None


def _fault(entry: Entry | Version, why: str) -> str:
    return f"entry {entry.sequence} ({entry.record}, version {entry.version}): {why}"


def _sealed(person: Person) -> tuple[bytes, str]:
    """What is kept of a person, and the digest for the journal. The key is new each time: equal people have no equal digests."""
    key, says = secrets.token_bytes(32), person.model_dump(exclude_none=True)
    return canonical({"key": key.hex(), "person": says}), _digest(key, says)


def _opened(kept: Kept | None, digest: str | None) -> Person | str:
    """The person that is kept, or why it is not the one that was recorded."""
    if kept is None:
        return "the contact that was recorded is not kept, and no entry says that it was erased"
    try:
        content = orjson.loads(kept.body)
        if hmac.compare_digest(_digest(bytes.fromhex(content["key"]), content["person"]), digest or ""):
            return Person.model_validate(content["person"])
    except (ValueError, KeyError, TypeError, ValidationError):
        pass  # not even what this program writes
    return "the contact that is kept is not the one that was recorded"


def _digest(key: bytes, says: dict[str, str]) -> str:
    return hmac.new(key, canonical(says), sha256).hexdigest()
