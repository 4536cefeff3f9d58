"""Splitting a party that is two: chosen transfers, names, websites and identifiers go to another one, and can be taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from transfer_register.actions.alike_parties import pair_state, told_apart
from transfer_register.actions.check import NotRecorded, check_party
from transfer_register.actions.party_links import (
    SIDES,
    Link,
    links,
    party_state,
    refuse_changed,
    refuse_to_itself,
    to_itself,
    with_more,
)  # fmt: skip
from transfer_register.errors import Refused
from transfer_register.exhibits.style import counted, listed
from transfer_register.register.accept import State
from transfer_register.register.register import Register

ACT = "split_party"


@dataclass(frozen=True)
class Wish:
    """What goes from `party`, and where to: the party with the id `into`, or a new one with the state `new`.

    `identifiers` are states of `model.party.Identifier`. The name of a new party goes with it where it is one of the other names.
    """

    party: str
    into: str | None = None
    new: State | None = None
    transfers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    identifiers: tuple[State, ...] = ()


@dataclass(frozen=True)
class SplitPreview:
    """What a split would do while the register stands as it did at journal entry `known`; `seen` has every version it rests on.

    `party_state` and `into_state` are the two as they will be; `transfers` name the other party from then on. `blocked` are
    transfers that would go from that party to itself: while there is one, nothing is split.
    """

    wish: Wish
    party_state: State
    into_state: State
    transfers: tuple[tuple[Link, State], ...]
    blocked: tuple[str, ...]
    known: int
    seen: dict[str, int]

    def sentence(self) -> str:
        """`2 transfers, 1 other name go from Larkspur Inc. to Larkspur Media Inc.`"""
        wish = self.wish
        parts = ((self.transfers, "transfer", ""), (wish.aliases, "other name", ""), (wish.domains, "website", ""))
        said = [counted(len(found), one, many) for found, one, many in parts if found]
        said += [counted(len(wish.identifiers), "identifier")] if wish.identifiers else []
        alone = len(said) == 1 and said[0].startswith("1 ")
        return f"{listed(said)} {'goes' if alone else 'go'} from {self.party_state['name']} to {self.into_state['name']}"


@dataclass(frozen=True)
class Split:
    """What was written; `into` is the id of the party that took what was chosen."""

    batch: str
    party: str
    into: str
    transfers: tuple[str, ...]


def preview(register: Register, wish: Wish) -> SplitPreview:
    """What a split would do; nothing is written.

    Raises `Refused` where nothing is chosen, where what is chosen is not the party's, or where a party is not there;
    `NotRecorded` with everything that is wrong with a new party.
    """
    known = register.known(None)
    version, state = party_state(register, wish.party)
    seen = {wish.party: version}
    if (wish.into is None) == (wish.new is None):
        raise Refused("Say where it goes: to a new party, or to one of the register. Nothing was written.")
    if wish.into == wish.party:
        raise Refused(f"{wish.party} is the party that is split. Choose another one, or a new one. Nothing was written.")
    if wish.into is not None:
        seen[wish.into], into = party_state(register, wish.into)
    else:
        into = dict(wish.new)
        if problems := check_party(register, into):
            raise NotRecorded(problems)
    if not (wish.transfers or wish.aliases or wish.domains or wish.identifiers):
        raise Refused("Nothing is chosen: say which transfers, names, websites or identifiers go. Nothing was written.")
    found = {link.id: link for link in links(register, wish.party) if link.kind == "transfer"}
    _refuse_others(state, wish, found)
    moved = [(link, _moved(link.state, wish)) for link in (found[id] for id in dict.fromkeys(wish.transfers))]
    return SplitPreview(
        wish, _without(state, wish, into), with_more(into, wish.aliases, wish.domains, wish.identifiers), tuple(moved),
        to_itself([(link.id, after) for link, after in moved]), known, seen | {link.id: link.version for link, _ in moved},
    )  # fmt: skip


def apply(register: Register, preview: SplitPreview, *, actor: str, at: datetime, why: str) -> Split:
    """Writes a preview as one batch, which `undo` takes back; that the two are two is remembered with it.

    Raises `Refused` without a reason, or while a transfer would go from the other party to itself; `ChangedSince` when a record
    of the preview was changed since.
    """
    wish = preview.wish
    if not why.strip():
        raise Refused("Say why they are two: the reason is kept in the history of both. Nothing was written.")
    refuse_to_itself(preview.blocked, preview.into_state["name"])
    names = preview.party_state["name"], preview.into_state["name"]
    details: dict[str, Any] = {
        "act": ACT, "party": wish.party, "party_name": names[0], "into_name": names[1], "transfers": len(preview.transfers),
        "aliases": list(wish.aliases), "domains": list(wish.domains), "identifiers": list(wish.identifiers),
    } | ({"into": wish.into} if wish.into else {})  # fmt: skip
    with register.batch(actor, at, why.strip(), title=f"{names[1]} split from {names[0]}", details=details) as writing:
        refuse_changed(register, preview.known, preview.seen, _versions_now(register, preview.seen))
        into = wish.into
        if into is None:
            into = writing.new("party", preview.into_state)
        else:
            writing.change(into, preview.into_state, preview.seen[into])
        for link, after in preview.transfers:
            ends = {side: into if after[side] is None else after[side] for side in SIDES}
            writing.change(link.id, after | ends, link.version)
        # Where only transfers go as well: its history tells that it was split, and why.
        writing.change(wish.party, preview.party_state, preview.seen[wish.party])
        pair = pair_state(wish.party, into)
        if tuple(pair["parties"]) not in told_apart(register):
            writing.new("distinct", pair)
    return Split(writing.batch_id, wish.party, into, tuple(link.id for link, _ in preview.transfers))


def _refuse_others(state: State, wish: Wish, transfers: Collection[str]) -> None:
    """What is chosen must be the party's own."""
    for chosen, own, what in (
        (wish.transfers, transfers, "no transfer"),
        (wish.aliases, state.get("aliases", ()), "no other name"),
        (wish.domains, state.get("domains", ()), "no website"),
        (wish.identifiers, state.get("identifiers", ()), "no identifier"),
    ):
        if wrong := [str(each) for each in chosen if each not in own]:
            raise Refused(f"{listed(wrong)}: {what} of {state['name']} ({wish.party}). Nothing was written.")


def _moved(state: State, wish: Wish) -> State:
    """A transfer that names the other party; None is one that has no id yet. Of a transfer to itself the recipient goes."""
    sides = [side for side in SIDES if state[side] == wish.party]
    return state | {sides[-1]: wish.into}


def _without(state: State, wish: Wish, into: State) -> State:
    goes = {*wish.aliases, into["name"]}
    return state | {
        "aliases": [name for name in state.get("aliases", ()) if name not in goes],
        "domains": [name for name in state.get("domains", ()) if name not in wish.domains],
        "identifiers": [each for each in state.get("identifiers", ()) if each not in wish.identifiers],
    }


def _versions_now(register: Register, ids: Collection[str]) -> dict[str, int]:
    return {id: register.history(id)[-1].version for id in ids}
