"""Which parties a file names, and which the register knows: the same name is the same party; a like name, the same number or
website is a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from transfer_register.intake.gazetteer import fold
from transfer_register.intake.likeness import Likeness, Names
from transfer_register.intake.parties import core_name, party_key, read_recipient
from transfer_register.intake.party_marks import Marks, numbers, told_at_odds
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.states import party_state
from transfer_register.intake.taking import Taking
from transfer_register.model.party import Party

# What a party may have several of: what one row says adds to what another said.
_LISTS = ("aliases", "domains", "identifiers")


@dataclass(frozen=True)
class PlannedParty:
    """One party: `act` is create, match, or complete (matched, and the file fills blanks named in `changes`).

    `key` stands for it in planned transfers until it has an id; `similar` are parties of the register, or of the file (by their
    key), that may be the same one: only a person may say so. `lines` are where the file names it.
    """

    key: str
    act: str
    state: dict[str, Any]
    id: str | None = None
    similar: tuple[Likeness, ...] = ()
    lines: tuple[int, ...] = ()
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


class PlannedParties:
    """Collects the parties of a file row by row."""

    def __init__(self, known: Mapping[str, Party], taking: Taking):
        self._known, self._taking, self._said = known, taking, taking.same
        self._by_name: dict[str, list[str]] = {}
        self._names = Names()
        for identity, party in known.items():
            for name in (party.name, *party.aliases):
                self._by_name.setdefault(party_key(name), []).append(identity)
                self._names.add(identity, name, party.name, domains=party.domains, identifiers=numbers(party.identifiers))
        self._states: dict[str, dict[str, Any]] = {}
        self._lines: dict[str, list[int]] = {}
        self._conflicts: dict[str, list[str]] = {}
        self._met: dict[str, set[str]] = {}
        self._marks = Marks()
        self._likely: dict[str, list[Likeness]] = {}  # asked once all rows were met
        if taking.exporter is None and taking.exporter_name:
            self._add(taking.exporter_name, {"name": taking.exporter_name, "country": taking.exporter_country}, None)

    def meet(self, row: PreviewRow) -> None:
        """Takes note of the parties of one row."""
        if row.recipient is not None and row.places.scope != "none":
            self._add(row.recipient.name, party_state(row, self._taking), row.line)
        if row.exporter and self._taking.exporter is None and not self._taking.exporter_name:
            self._add(row.exporter, {"name": row.exporter}, None)

    def exporter(self, row: PreviewRow) -> str | None:
        """The exporter of a row, as an id or a key; None when nobody said it."""
        if self._taking.exporter:
            return self._taking.exporter
        name = self._taking.exporter_name or row.exporter
        return self._reference(name) if name else None

    def importer(self, row: PreviewRow) -> tuple[str, tuple[str, ...]]:
        """(id or key of the recipient, reasons to ask a person first)."""
        key = party_key(row.recipient.name)
        reasons = [*self._conflicts.get(key, ()), *self._odds(key)]
        if not self._identity(key) and key not in self._said:
            reasons += [f"“{row.recipient.name}” may be “{other.name}”" for other in self._similar(key, self._states[key])]
        return self._reference(row.recipient.name), tuple(reasons)

    def planned(self) -> tuple[PlannedParty, ...]:
        """Every party that the file names, in the order of its first row."""
        together: dict[str, list[str]] = {}
        for key in self._states:
            together.setdefault(self._reference_of(key), []).append(key)
        return tuple(self._planned(key, together.get(self._reference_of(key), [])) for key in self._states)

    def _add(self, name: str, state: dict[str, Any], line: int | None) -> None:
        recipient = read_recipient(name)
        key = party_key(recipient.name if recipient else name)
        state = {field: value for field, value in state.items() if value not in (None, [], {})}
        state["name"] = recipient.name if recipient and line is None else state["name"]
        self._met.setdefault(fold(core_name(state["name"])), set()).add(key)
        old = self._states.setdefault(key, state)
        for field_name, value in state.items():
            if field_name == "identifiers":
                odd = told_at_odds(old.get("identifiers", value), value)
                self._note(key, [f"the file gives “{state['name']}” the {kind} {one} and {other}" for kind, one, other in odd])
            if field_name in _LISTS:
                old[field_name] = [*old.get(field_name, ()), *(each for each in value if each not in old.get(field_name, ()))]
            elif field_name == "country" and old.get("country", value) != value:
                self._note(key, [f"the file gives “{state['name']}” the seats {old['country']} and {value}"])
            else:
                old.setdefault(field_name, value)
        self._marks.add(key, state)
        if line is not None:
            self._lines.setdefault(key, []).append(line)

    def _note(self, key: str, words: list[str]) -> None:
        known = self._conflicts.setdefault(key, [])
        known += [each for each in words if each not in known]

    def _identity(self, key: str) -> str | None:
        """The party of the register that a person said it is, else the one with this name or alias; None for none or several."""
        if (said := self._said.get(key)) is not None:
            return said if said in self._known else None
        found = set(self._by_name.get(key, ()))
        return found.pop() if len(found) == 1 else None

    def _reference(self, name: str) -> str:
        recipient = read_recipient(name)
        return self._reference_of(party_key(recipient.name if recipient else name))

    def _reference_of(self, key: str) -> str:
        if identity := self._identity(key):
            return identity
        # Said to be another party of the file: that one, as far as it is not said to be yet another.
        other = self._said.get(key)
        return (self._identity(other) or other) if other in self._states and other not in self._said else key

    def _similar(self, key: str, state: dict[str, Any]) -> list[Likeness]:
        if key not in self._likely:
            few = self._marks.own_numbers(state)
            own = {"domains": self._marks.own_domains(state), "identifiers": few}
            likely = self._names.like(state["name"], state.get("aliases", ()), **own)
            known = {each.id for each in likely}
            found = {other: "form" for other in sorted(self._met.get(fold(core_name(state["name"])), ()))}
            found |= {other: number[0] for number, having in few.items() for other in having}
            likely += [
                Likeness(other, self._states[other]["name"], 95 if why == "form" else 100, why)
                for other, why in found.items()
                if other != key and self._identity(other) not in known and self._said.get(other) != key
            ]
            self._likely[key] = sorted(likely, key=lambda each: -each.score)
        return self._likely[key]

    def _odds(self, key: str) -> list[str]:
        """Where the register knows the party of this name by another number; nothing once a person said which party it is."""
        identity = self._identity(key)
        if identity is None or key in self._said:
            return []
        odd = told_at_odds(self._known[identity].identifiers, self._states[key].get("identifiers", ()))
        return [f"the register has the {kind} {one}, the file {other}" for kind, one, other in odd]

    def _planned(self, key: str, keys: list[str]) -> PlannedParty:
        """The party of a key; `keys` are all that name the same one: the first of them brings what all of them say."""
        state, lines = self._states[key], tuple(self._lines.get(key, ()))
        odds = self._odds(key)
        conflicts = [*self._conflicts.get(key, ()), *odds]
        identity = self._identity(key)
        similar = tuple(self._similar(key, state)) if identity is None or key in self._said or odds else ()
        if odds:
            similar = tuple(replace(each, why="at odds") if each.id == identity else each for each in similar)
        if identity is None:
            if self._reference_of(key) != key:
                return PlannedParty(key, "match", state, None, similar, lines, {}, tuple(conflicts))
            if names := [self._states[other]["name"] for other in keys if other != key]:
                state = state | {name: more for name in _LISTS if (more := self._all(name, keys))}
                state["aliases"] = list(dict.fromkeys([*state.get("aliases", ()), *names]))
            return PlannedParty(key, "create", state, None, similar, lines, {}, tuple(conflicts))
        party = self._known[identity]
        recorded = party.model_dump(mode="json", exclude_none=True)
        said = {name: value for other in reversed(keys) for name, value in self._states[other].items()}
        fills = ("country", "kind", "address") if key == keys[0] else ()
        changes = {name: (None, said[name]) for name in fills if name in said and not recorded.get(name)}
        if key == keys[0]:
            domains = [domain for domain in self._all("domains", keys) if domain not in party.domains]
            more = {"aliases": self._new_names(keys, party), "domains": domains, "identifiers": self._new_numbers(keys, party)}
            changes |= {name: (recorded.get(name) or None, [*recorded.get(name, ()), *new]) for name, new in more.items() if new}
        if party.country and state.get("country", party.country) != party.country:
            conflicts.append(f"the register has the seat {party.country}, the file {state['country']}")
        act = "complete" if changes else "match"
        whole = recorded | {name: new for name, (_, new) in changes.items()}
        return PlannedParty(key, act, whole, identity, similar, lines, changes, tuple(conflicts))

    def _new_names(self, keys: list[str], party: Party) -> list[str]:
        """The names that a person said are names of this party, and it does not have yet."""
        has = {party_key(name) for name in (party.name, *party.aliases)}
        return [self._states[key]["name"] for key in keys if key in self._said and key not in has]

    def _all(self, name: str, keys: list[str]) -> list[Any]:
        """What all names of one party bring to a list, each once."""
        found: list[Any] = []
        for key in keys:
            found += [each for each in self._states[key].get(name, ()) if each not in found]
        return found

    def _new_numbers(self, keys: list[str], party: Party) -> list[dict[str, str]]:
        """The numbers that the register does not have; one that is at odds with it waits for a person."""
        waiting = {key for key in keys if self._odds(key)}
        said = [(key, each) for key in keys for each in self._states[key].get("identifiers", ())]
        new = [each for key, each in said if key not in waiting or not told_at_odds(party.identifiers, [each])]
        has = numbers(party.identifiers)
        return [each for at, each in enumerate(new) if each not in new[:at] and numbers([each])[0] not in has]
