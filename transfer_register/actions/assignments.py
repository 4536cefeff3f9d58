"""Assignments: what may be set on many records at once, in which ways, and what each makes of a record's state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from transfer_register.errors import Problem
from transfer_register.exhibits.record_words import FIELDS
from transfer_register.model.facts import STATED_ON_PARTY, Fact, Kind
from transfer_register.model.roles import PLACE_ROLES, ROLES
from transfer_register.model.vocabulary import Words
from transfer_register.register.accept import STATED_OF, State, fits

SET, ADD, REMOVE, CLEAR = "set", "add", "remove", "clear"
# Before the name of a fact of the recipient, as law files cite it.
_RECIPIENT = "importer."


class Shape(StrEnum):
    """What is assigned: one or more terms of a list, names, a text, a day, a role, a party, a place, a mechanism, an answer."""

    TERMS = "terms"
    TERM = "term"
    NAMES = "names"
    TEXT = "text"
    DAY = "day"
    ROLE = "role"
    PARTY = "party"
    PLACE = "place"
    MECHANISM = "mechanism"
    FACT = "fact"


@dataclass(frozen=True)
class Target:
    """Something of a record that can be assigned to. `party` tells that it stands on the recipient, once for all its transfers.

    `name` is the field of the state, or the fact's name in its `facts`; `vocabulary` the list that holds the terms.
    """

    name: str
    label: str
    shape: Shape
    ways: tuple[str, ...]
    vocabulary: str = ""
    fact: Fact | None = None
    party: bool = False

    @property
    def key(self) -> str:
        """The field, as `exhibits.record_words.differences` names it."""
        return f"facts.{self.name}" if self.fact else self.name


@dataclass(frozen=True)
class Assignment:
    """One change: to `what` (a key of `TARGETS`), `how` (one of its ways), with a value as a record's state holds it.

    A place or a mechanism is a dictionary; to take places away, `role` may be left out. Setting mechanisms to an empty list
    says that there is none; clearing them, that nobody said.
    """

    what: str
    how: str
    value: Any = None


def _field(name: str, shape: Shape, *ways: str) -> Target:
    heading, vocabulary = FIELDS[name]
    return Target(name, heading, shape, ways, (vocabulary or "") if shape in (Shape.TERMS, Shape.TERM) else "")


def _fact(name: str, fact: Fact, *, party: bool = False) -> Target:
    ways = (SET, ADD, REMOVE, CLEAR) if fact.kind is Kind.TERMS else (SET, CLEAR)
    return Target(name, fact.label, Shape.FACT, ways, fact.vocabulary, fact, party)


_LISTS = ("purposes", "data_categories", "data_subjects", "measures")
_FIELDS = (
    *(_field(name, Shape.TERMS, ADD, REMOVE, SET, CLEAR) for name in _LISTS),
    _field("mechanisms", Shape.MECHANISM, ADD, REMOVE, SET, CLEAR),
    _field("places", Shape.PLACE, ADD, REMOVE),
    _field("systems", Shape.NAMES, ADD, REMOVE, SET, CLEAR),
    _field("owner", Shape.TEXT, SET, CLEAR),
    _field("review_on", Shape.DAY, SET, CLEAR),
    _field("retention", Shape.TEXT, SET, CLEAR),
    _field("activity", Shape.TEXT, SET, CLEAR),
    _field("nature", Shape.TEXT, SET, CLEAR),
    _field("frequency", Shape.TERM, SET, CLEAR),
    _field("legal_bases", Shape.TERMS, ADD, REMOVE, SET, CLEAR),
    _field("valid_from", Shape.DAY, SET, CLEAR),
    _field("valid_to", Shape.DAY, SET, CLEAR),
    _field("exporter_role", Shape.ROLE, SET, CLEAR),
    _field("importer_role", Shape.ROLE, SET, CLEAR),
    _field("exporter", Shape.PARTY, SET),
    _field("note", Shape.TEXT, ADD, SET, CLEAR),
)
# Everything that can be assigned to, in the order of a form: fields, facts of the transfer, facts of its recipient.
TARGETS: dict[str, Target] = (
    {target.name: target for target in _FIELDS}
    | {name: _fact(name, fact) for name, fact in STATED_OF["transfer"].items()}
    | {_RECIPIENT + name: _fact(name, fact, party=True) for name, fact in STATED_ON_PARTY.items()}
)


def problems_of(words: Words, parties: Mapping[str, Any], assignments: tuple[Assignment, ...]) -> list[Problem]:
    """Everything that is wrong with the assignments themselves, at once, before a record is looked at."""
    found = []
    for each in assignments:
        target = TARGETS.get(each.what)
        if target is None:
            found.append(Problem(each.what, "this cannot be set on several records at once.", "Edit the records one by one."))
        elif each.how not in target.ways:
            found.append(Problem(target.label, f"it cannot be changed by {each.how!r}.", f"Use {', '.join(target.ways)}."))
        elif each.how != CLEAR and not _fits(words, parties, target, each):
            found.append(Problem(target.label, f"{each.value!r} is no value of it.", "Choose one that the form offers."))
    return found


def _fits(words: Words, parties: Mapping[str, Any], target: Target, assignment: Assignment) -> bool:
    value = assignment.value
    match target.shape:
        case Shape.TERMS:
            return isinstance(value, list) and bool(value) and all(term in words.lists[target.vocabulary] for term in value)
        case Shape.TERM:
            return isinstance(value, str) and value in words.lists[target.vocabulary]
        case Shape.NAMES:
            return isinstance(value, list) and bool(value) and all(isinstance(name, str) and name.strip() for name in value)
        case Shape.ROLE:
            return value in ROLES
        case Shape.PARTY:
            return value in parties
        case Shape.PLACE:
            named = isinstance(value, dict) and any(value.get(name) for name in ("country", "group", "scope"))
            return named and (value.get("role") in PLACE_ROLES or (assignment.how == REMOVE and "role" not in value))
        case Shape.MECHANISM if assignment.how == SET:
            return value == []
        case Shape.MECHANISM:
            return isinstance(value, dict) and value.get("tool") in words.lists["transfer_tools"]
        case Shape.FACT:
            terms = value if isinstance(value, list) else [value]
            known = target.fact.terms or words.lists.get(target.vocabulary, {})
            return fits(target.fact, value) and value != [] and (not known or all(term in known for term in terms))
        case _:
            # Whether a day is one, the check of each record says as well; an empty text would be a field cleared by mistake.
            return isinstance(value, str) and bool(value.strip())


def assigned(state: State, target: Target, assignment: Assignment) -> State:
    """The state with one assignment made; the one that was given stays as it is."""
    if target.fact:
        facts = {name: value for name, value in (state.get("facts") or {}).items() if name != target.name}
        value = _assigned(target, assignment, (state.get("facts") or {}).get(target.name))
        return state | {"facts": facts if value is None else facts | {target.name: value}}
    value = _assigned(target, assignment, state.get(target.name))
    without = {name: known for name, known in state.items() if name != target.name}
    return without if value is None else without | {target.name: value}


def _assigned(target: Target, assignment: Assignment, before: Any) -> Any:
    value = assignment.value
    match target.shape, assignment.how:
        case _, "clear":
            return None
        case _, "set":
            return value
        case Shape.PLACE, "add":
            there = [place for place in before or () if _is_place(place, value)]
            return before if there else [*(before or ()), value]
        case Shape.PLACE, _:
            return [place for place in before or () if not _is_place(place, value)]
        case Shape.MECHANISM, "add":
            return _with_mechanism(before or [], {name: said for name, said in value.items() if said is not None})
        case Shape.MECHANISM, _:
            # What is left when the last one goes is not known: that there is none, somebody has to say.
            return [each for each in before or () if each["tool"] != value["tool"]] or (None if before else before)
        case Shape.TEXT, _:
            return f"{before}\n{value}" if before and value not in before.split("\n") else before or value
        case _, "add":
            return [*(before or ()), *(term for term in value if term not in (before or ()))]
        case _:
            return [term for term in before or () if term not in value] or None


def _is_place(place: State, wanted: State) -> bool:
    same = all(place.get(name) == wanted.get(name) for name in ("country", "group", "scope"))
    return same and wanted.get("role") in (None, place.get("role", "processing"))


def _with_mechanism(before: list[State], added: State) -> list[State]:
    """Blanks of a mechanism that is there are filled in; one that says something else (another day, another module) stays."""
    for position, known in enumerate(before):
        if all(known.get(name) in (None, said) for name, said in added.items()) and known["tool"] == added["tool"]:
            return [*before[:position], known | added, *before[position + 1 :]]
    return [*before, added]


def settled(target: Target, state: State) -> Any:
    """The value in a form that compares: an empty field and an absent one are the same, except where nobody said is not none."""
    if target.fact:
        return (state.get("facts") or {}).get(target.name)
    value = state.get(target.name)
    return value if target.name == "mechanisms" else value or None
