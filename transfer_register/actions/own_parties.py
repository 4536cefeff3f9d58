"""The parties that the register's own spreadsheet names or edits: found by id, by name, or made; a like name is a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from transfer_register.intake.likeness import Likeness, Names
from transfer_register.intake.match import PlannedParty
from transfer_register.intake.own_preview import NAMED
from transfer_register.intake.parties import party_key

State = dict[str, Any]
_WITH_ID = re.compile(r"^(?P<name>.*)\[(?P<id>PA-\d+)\]\s*$", re.DOTALL | re.IGNORECASE)


class Unclear(ValueError):
    """A name that may mean several parties; the message says which, and how to mend it."""


@dataclass(frozen=True)
class OwnParty(PlannedParty):
    """A party of the sheet Parties: it is written whether or not a transfer of the file names it."""


@dataclass
class OwnParties:
    """Collects the parties of a file; `known` are those of the register by id, `same` what a person said that names mean."""

    known: Mapping[str, State]
    same: Mapping[str, str]
    made: dict[str, PlannedParty] = field(default_factory=dict)
    _by_name: dict[str, set[str]] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _likely: dict[str, tuple[Likeness, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for id, state in self.known.items():
            self.call(id, state)

    def call(self, id: str, state: State) -> None:
        """Takes note of the names of a party, by its id, or by its key while it has none."""
        for name in (state["name"], *state.get("aliases", ())):
            self._by_name.setdefault(party_key(name), set()).add(id)
            if id in self.known:
                self._names.add(id, name, state["name"])

    def named(self, name: str) -> set[str]:
        """The parties of the register that have a name, by their ids."""
        return self._by_name.get(party_key(name), set()) & self.known.keys()

    def add(self, party: PlannedParty) -> None:
        self.made[party.key] = party

    def resolved(self, said: str, line: int) -> str:
        """The id or key of a party in a state. Raises `Unclear` for a name that several parties have."""
        if not said.startswith(NAMED):
            return said
        name = " ".join(said.removeprefix(NAMED).split())
        if (found := _WITH_ID.match(name)) and found["id"].upper() in self.known:
            return found["id"].upper()
        if re.fullmatch(r"PA-\d+", name, re.IGNORECASE) and name.upper() in self.known:
            return name.upper()
        key = party_key(name)
        if (answer := self.same.get(key)) and (answer in self.known or answer in self.made):
            return answer
        ids = self._by_name.get(key, set())
        if len(ids) > 1:
            called = " or ".join(f"“{name} [{id}]”" for id in sorted(ids))
            raise Unclear(f"several parties are called “{name}”. Write {called}.")
        if ids:
            return next(iter(ids))
        if key not in self.made:
            self.add(PlannedParty(key, "create", {"name": name}, None, self.similar(key, name), (line,)))
        return key

    def similar(self, key: str, name: str) -> tuple[Likeness, ...]:
        """The parties of the register that a new name may mean, as far as nobody said which."""
        if key not in self._likely:
            self._likely[key] = tuple(self._names.like(name))
        return self._likely[key]

    def doubts(self, id: str) -> list[str]:
        """What a person should look at before a new party is made under a name."""
        party = self.made.get(id)
        if party is None or party.act != "create" or id in self.same:
            return []
        return [f"“{party.state['name']}” may be {other}" for other in party.similar]

    def planned(self) -> tuple[PlannedParty, ...]:
        """Every party, those first that others belong to."""
        placed: dict[str, PlannedParty] = {}

        def place(key: str, before: frozenset[str]) -> None:
            party = self.made[key]
            parent = party.state.get("parent")
            if parent in self.made and parent not in placed and parent not in before:
                place(parent, before | {key})
            placed.setdefault(key, party)

        for key in self.made:
            place(key, frozenset({key}))
        return tuple(placed.values())
