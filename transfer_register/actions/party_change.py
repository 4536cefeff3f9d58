"""A party moves, or is bought: how the party and its transfers stand from that day on. Nothing is written here.

What changes. Moves: the party's country, and its address is no longer known; of the transfers in which it receives, every place
that stood in the old country stands in the new one, without city and region. Bought: the party's parent is the buyer. Both: what
was stated of the party, and of the transfers in which it receives, and can no longer be relied on becomes unknown
(data/party_changes.yaml); of subsidiaries of a party that is bought likewise. What does not change: contracts, since the legal
entity stays who it is; places in other countries; regimes declared; files of evidence; what another party does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from transfer_register.actions.party_changes import Lost, lost
from transfer_register.errors import Refused
from transfer_register.model.event import Event
from transfer_register.model.party import Earlier, Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

State = dict[str, Any]

_OF_PARTIES = """
SELECT id, version, state, list_contains($parties, importer) AS receives FROM transfers_known($known)
WHERE (list_contains($parties, exporter) OR list_contains($parties, importer)) AND coalesce(valid_to >= $day, TRUE)
ORDER BY id
"""


@dataclass(frozen=True)
class PartyChange:
    """`parties` and `transfers` are states by id as they are from the event on, of transfers only those that read otherwise;
    `touched` are all transfers of these parties that hold on its day or later. `lost` says why what is unknown."""

    event: Event
    parties: dict[str, State]
    transfers: dict[str, State]
    touched: tuple[str, ...]
    lost: Lost


def party_change(register: Register, event: Event, known_on: date | None = None) -> PartyChange:
    """What an event of the kinds "moves" and "bought" does to the records. Raises `Refused` where the event cannot be."""
    parties = register.parties(known_on)
    _check(event, parties)
    moved = event.kind == "moves"
    ids = [event.party] if moved else _group(parties, event.party)
    buyer = parties[event.buyer].country if event.buyer else None
    gone = {id: lost(event.kind, parties[id].country, buyer, register.law, event.effective_on) for id in ids}
    states = {id: _party(event, id, parties[id], gone[id]) for id in ids}
    asked = {"parties": ids, "known": register.known(known_on), "day": event.effective_on}
    rows = register.ask(_OF_PARTIES, asked).rows
    transfers = {}
    for id, _, state, receives in rows:
        before = Transfer.model_validate_json(state).model_dump(mode="json", exclude_none=True)
        after = _transfer(event, before, parties, gone) if receives else before
        if after != before:
            transfers[id] = after
    return PartyChange(event, states, transfers, tuple(row[0] for row in rows), gone[event.party])


def _check(event: Event, parties: Mapping[str, Party]) -> None:
    if event.party not in parties:
        raise Refused("Say which party of the register it is.")
    party = parties[event.party]
    before = event.effective_on - timedelta(days=1)
    later = [each.until for each in party.earlier or () if each.until >= before]
    if later:
        raise Refused(f"{party.name} has changed on that day or after it already. Record such events in the order of their days.")
    if event.kind == "moves" and event.country is None:
        raise Refused(f"Say to which country {party.name} moves.")
    if event.kind == "moves" and event.country == party.country:
        raise Refused(f"{party.name} is recorded in that country already. Choose another one.")
    if event.kind == "bought" and event.buyer not in parties:
        raise Refused(f"Say which party of the register buys {party.name}. Add the buyer first where it is not there.")
    if event.kind == "bought" and event.buyer in _group(parties, event.party):
        raise Refused(f"{parties[event.buyer].name} belongs to {party.name}, or is it. Choose another buyer.")


def _group(parties: Mapping[str, Party], head: str) -> list[str]:
    """A party and everything below it, as parents are recorded; one that is its own parent is met once."""
    found, met = [head], {head}
    for id in found:
        below = [each for each, party in parties.items() if party.parent == id and each not in met]
        met.update(below)
        found += below
    return found


def _party(event: Event, id: str, party: Party, gone: Lost) -> State:
    was = Earlier(until=event.effective_on - timedelta(days=1), country=party.country, parent=party.parent, facts=party.facts)
    facts = {name: value for name, value in party.facts.items() if name not in gone.party} | gone.states
    changed: State = {"facts": facts, "earlier": (*(party.earlier or ()), was)}
    if event.kind == "moves":
        changed |= {"country": event.country, "address": None}
    elif id == event.party:
        changed |= {"parent": event.buyer}
    return party.model_copy(update=changed).model_dump(mode="json", exclude_none=True)


def _transfer(event: Event, state: State, parties: Mapping[str, Party], gone: Mapping[str, Lost]) -> State:
    unknown = gone[state["importer"]].transfer
    facts = {name: value for name, value in state["facts"].items() if name not in unknown}
    if event.kind != "moves":
        return state | {"facts": facts}
    left = parties[event.party].country
    places = [_moved(place, event.country) if left and place.get("country") == left else place for place in state["places"]]
    return state | {"facts": facts, "places": places}


def _moved(place: State, country: str | None) -> State:
    """A place in the new country: what was said of the town, and the words it was read from, were said of the old one."""
    return {name: value for name, value in place.items() if name not in ("city", "region", "raw")} | {"country": country}
