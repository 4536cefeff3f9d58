"""What can no longer be relied on once a party moves, or is bought: data/party_changes.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transfer_register import strict_yaml
from transfer_register.actions.opening import PROJECT
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.in_force import Library
from transfer_register.model.facts import STATED_ON_PARTY, STATED_ON_TRANSFER

FILE = PROJECT / "data" / "party_changes.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """Where it stands, and how sure that is, as in data/law."""

    act: str
    article: str | None = None
    confidence: Literal["verified", "memory", "uncertain"]


class Entry(_Strict):
    """What an event takes the ground from: facts of the party, and of the transfers in which it is the recipient."""

    title: str
    why: str
    party: tuple[str, ...] = ()
    transfer: tuple[str, ...] = ()
    states: dict[str, bool] = Field(default_factory=dict)
    buyer: Literal["abroad"] | None = None
    outside: str | None = None
    source: Source

    def applies(self, country: str | None, buyer: str | None, law: Library, day: date) -> bool:
        """Does it hold where the party is in one country, and its buyer in another? None is a country that is not known."""
        if self.buyer == "abroad" and buyer is not None and buyer == country:
            return False
        return self.outside is None or (buyer is not None and buyer not in law.groups[self.outside].on(day))


class PartyChange(_Strict):
    """One kind of event: what it touches, and the facts of a party that it leaves as they are."""

    entries: tuple[Entry, ...]
    stays: tuple[str, ...]

    @property
    def decided(self) -> set[str]:
        """Every fact of a party of which the file says something."""
        return set(self.stays) | {name for each in self.entries for name in (*each.party, *each.states)}


class _File(_Strict):
    moves: PartyChange
    bought: PartyChange


@dataclass(frozen=True)
class Lost:
    """Facts that become unknown, of the party and of its transfers, those that become known, and the entries that say so."""

    party: frozenset[str]
    transfer: frozenset[str]
    states: dict[str, bool]
    entries: tuple[Entry, ...]


@cache
def party_changes(file: Path = FILE) -> dict[str, PartyChange]:
    """By kind of event. Raises `NotLaw` with every problem at once."""
    try:
        read = _File.model_validate(strict_yaml.read(file))
    except ValidationError as error:
        problems = [Problem(f"{file.name}, {'.'.join(map(str, e['loc']))}", e["msg"]) for e in error.errors()]
        raise NotLaw(problems) from None
    found = {"moves": read.moves, "bought": read.bought}
    problems = [
        Problem(f"{file.name}, {kind}", f"there is no fact {name} of a {of}.", "model/facts.py lists them.")
        for kind, change in found.items()
        for of, names, known in (
            ("party", change.decided, STATED_ON_PARTY),
            ("transfer", {name for each in change.entries for name in each.transfer}, STATED_ON_TRANSFER),
        )
        for name in sorted(names - known.keys())
    ]
    if problems:
        raise NotLaw(problems)
    return found


def lost(kind: str, country: str | None, buyer: str | None, law: Library, day: date) -> Lost:
    """What an event of a kind does to what is stated; `country` is the party's, `buyer` the buyer's, None while not known."""
    entries = tuple(each for each in party_changes()[kind].entries if each.applies(country, buyer, law, day))
    states = {name: value for each in entries for name, value in each.states.items()}
    party = frozenset(name for each in entries for name in each.party)
    return Lost(party, frozenset(name for each in entries for name in each.transfer), states, entries)
