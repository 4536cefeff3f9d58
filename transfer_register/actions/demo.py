"""The demonstration register: an invented maker of equipment, read from data/demo and recorded as one batch."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.model.contact import Person
from transfer_register.model.roles import PLACE_ROLES, ROLES
from transfer_register.model.vocabulary import Words
from transfer_register.register import contacts
from transfer_register.register.accept import State, accepted
from transfer_register.register.register import Register

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"
TITLE = "Demonstration data"
WHY = "An invented company, to try the register with."
CONTACTS = "Contacts of the demonstration"
HEADINGS = {"title", "organisation", "parties", "transfers", "contacts"}
_UNWRITTEN = " Nothing was written."


@dataclass(frozen=True)
class Demonstration:
    """What the files hold: states of records by the keys of the files, in an order in which each names only earlier ones."""

    organisation: State = field(default_factory=dict)
    parties: dict[str, State] = field(default_factory=dict)
    transfers: dict[str, State] = field(default_factory=dict)
    contacts: list[tuple[str, str, Person]] = field(default_factory=list)  # of which party, in which role, who


def fill(register: Register, at: datetime, actor: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Records the demonstration: `{batch, parties, transfers, contacts}` with the batch's id and three counts.

    Contacts come as a batch of their own: they can be erased, and never taken back.

    Raises `Refused` when the register is not empty, `NotLaw` with every problem when the files are not sound.
    """
    if register.head().sequence:
        raise Refused("The register is not empty, and the demonstration never mixes with real records. Name a new folder.")
    files = read_demonstration(folder, register.words)
    ids: dict[str, str] = {}
    with register.batch(actor, at, why=WHY, title=TITLE) as writing:
        writing.new("setting", files.organisation)
        for kind, records in (("party", files.parties), ("transfer", files.transfers)):
            for key, state in records.items():
                ids[key] = writing.new(kind, _with_ids(state, ids))
    made = {"batch": writing.batch_id, "parties": len(files.parties), "transfers": len(files.transfers)}
    if files.contacts:
        with register.batch(actor, at, why=WHY, title=CONTACTS) as writing:
            for party, role, person in files.contacts:
                contacts.add(writing, ids[party], role, person)
    return made | {"contacts": len(files.contacts)}


def read_demonstration(folder: Path, words: Words) -> Demonstration:
    """The files of a folder, checked against the records' shapes and the words. Raises `NotLaw` with every problem."""
    problems: list[Problem] = []
    found = Demonstration()
    files = [(path.name, strict_yaml.read(path)) for path in sorted(folder.glob("*.yaml"))]
    for name, content in files:
        for heading in set(content) - HEADINGS:
            problems.append(Problem(name, f"the heading {heading!r} is not known here.", f"Use {', '.join(sorted(HEADINGS))}."))
        found.organisation.update(content.get("organisation", {}))
    for kind, heading, records in (("party", "parties", found.parties), ("transfer", "transfers", found.transfers)):
        for name, content in files:
            for entry in content.get(heading, []):
                where = f"{name}, line {entry.line}"
                state = {field: value for field, value in entry.items() if field != "key"}
                key = entry.get("key")
                if not key or key in found.parties or key in found.transfers:
                    problems.append(Problem(where, f"the key {key!r} is missing or stands twice.", "Give it one of its own."))
                    continue
                try:
                    records[key] = accepted(kind, state)
                except Refused as error:
                    problems.append(Problem(where, f"{key}: {str(error).removesuffix(_UNWRITTEN)}"))
                    continue
                problems += [Problem(where, f"{key}: {wrong}") for wrong in _wrong(kind, records[key], found, words)]
    for name, content in files:
        for entry in content.get("contacts", []):
            where, says = f"{name}, line {entry.line}", dict(entry)
            party, role = says.pop("party", None), says.pop("role", None)
            wrong = [
                *_unknown("party", [party or ""], found.parties),
                *_unknown("role", [role or ""], words.lists["contact_roles"]),
            ]
            problems += [Problem(where, one) for one in wrong]
            try:
                found.contacts.append((party, role, Person(**says)))
            except ValidationError as error:
                problems += [Problem(where, f"{'.'.join(map(str, one['loc']))}: {one['msg']}.") for one in error.errors()]
    if problems:
        raise NotLaw(problems)
    return found


def _wrong(kind: str, state: State, found: Demonstration, words: Words) -> Iterator[str]:
    lists = words.lists
    if kind == "party":
        yield from _unknown("country", [state.get("country")], lists["countries"])
        yield from _unknown("kind", [state.get("kind")], lists["recipient_kinds"])
        yield from _unknown("regime", state.get("regimes", ()), lists["regimes"])
        yield from _unknown("earlier party", [state.get("parent")], found.parties)
        return
    yield from _unknown("party", [state["exporter"], state["importer"]], found.parties)
    yield from _unknown("earlier transfer", [state.get("follows")], found.transfers)
    yield from _unknown("role", [state.get("exporter_role"), state.get("importer_role")], ROLES)
    for name in ("purposes", "data_categories", "data_subjects", "legal_bases", "flags"):
        yield from _unknown(name, state.get(name, ()), lists[name])
    yield from _unknown("frequency", [state.get("frequency")], lists["frequencies"])
    for place in state.get("places", ()):
        yield from _unknown("country", [place.get("country")], lists["countries"])
        yield from _unknown("place role", [place["role"]], PLACE_ROLES)
        yield from _unknown("scope", [place.get("scope")], ("global", "undetermined"))
    yield from _unknown("mechanism", [m["tool"] for m in state.get("mechanisms") or ()], lists["transfer_tools"])


def _unknown(what: str, names: Collection[str | None], known: Collection[str]) -> Iterator[str]:
    return (f"there is no {what} {name!r}." for name in names if name is not None and name not in known)


def _with_ids(state: State, ids: dict[str, str]) -> State:
    """The same state with the ids of the register in place of the keys of the files."""
    named = ("parent", "exporter", "importer", "follows")
    return {name: ids[value] if name in named and value is not None else value for name, value in state.items()}
