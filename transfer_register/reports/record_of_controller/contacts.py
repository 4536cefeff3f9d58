"""Who keeps a record and who is asked for there: name, address, data protection officer, representatives, privacy contact."""

from __future__ import annotations

from transfer_register.model.contact import Person
from transfer_register.model.speech import say
from transfer_register.reports import blocks as b
from transfer_register.reports.record_of_controller.activities import Keeper, shown
from transfer_register.reports.record_of_controller.cells import not_stated
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.wording import plural

Rows = tuple[tuple[str, b.Cell], ...]


def person_line(person: Person) -> b.Line:
    """Name and ways to reach in one line."""
    said = [shown(one) for one in (person.name, person.email, person.phone, person.address)]
    return b.text("; ".join(one for one in said if one) or say("Name not stated"))


def rows(id: str, name: str, country: str | None, roles: tuple[str, ...], snapshot: Snapshot) -> Rows:
    """Name, country, address and the contacts by their role; who is not recorded is not stated. `id` is that of the party."""
    words, known = snapshot.words, snapshot.parties.get(id)
    address = shown(known.address) if known else None
    found: list[tuple[str, b.Cell]] = [
        (say("Name"), (b.text(name, strong=True),)),
        (say("Established in"), b.cell(words.label("countries", country)) if country else (not_stated(),)),
        (say("Address"), b.cell(address) if address else (not_stated(),)),
    ]
    for role in roles:
        people = known.contacts.get(role, ()) if known else ()
        found.append((words.label("contact_roles", role), tuple(person_line(one) for one in people) or (not_stated(),)))
    return tuple(found)


def bound_by(transfers: tuple[Seen, ...], snapshot: Snapshot) -> b.Cell:
    """The laws that were asked about the transfers; none where no law of the place is loaded."""
    regimes = {one.regime for seen in transfers for one in seen.verdicts}
    named = [label for id, label in snapshot.words.labels("regimes").items() if id in regimes]
    return b.cell("; ".join(named) or say("None of those loaded was found to bind it"))


def kept_by(keeper: Keeper, roles: tuple[str, ...], snapshot: Snapshot) -> Rows:
    """The head of a controller: who it is, who is asked for, which laws were asked, and how much it holds."""
    held = say(
        "{activities}, {transfers}",
        activities=plural(len(keeper.activities), "activity", "activities"),
        transfers=plural(len(keeper.transfers), "transfer"),
    )
    return (
        *rows(keeper.id, keeper.name, keeper.country, roles, snapshot),
        (say("Laws that were asked"), bound_by(keeper.transfers, snapshot)),
        (say("In this record"), b.cell(held)),
    )


def table(keepers: tuple[Keeper, ...], roles: tuple[str, ...], snapshot: Snapshot) -> b.Table:
    """The controllers with their contacts, one row each; country and address stand under the name."""
    found, heads = [], ()
    for keeper in keepers:
        name, country, address, *others = kept_by(keeper, roles, snapshot)
        without = (b.text(say("Address not stated"), quiet=True),)
        who = (*name[1], *country[1], *(without if address[1] == (not_stated(),) else address[1]))
        found.append(b.Row((who, *(cell for _, cell in others))))
        heads = (say("Name, country, address"), *(label for label, _ in others))
    columns = tuple(b.Column(title, 40 if place == 0 else 26) for place, title in enumerate(heads))
    return b.Table(columns, (b.Group(tuple(found)),), caption=say("Controllers and their contacts"), size="small")
