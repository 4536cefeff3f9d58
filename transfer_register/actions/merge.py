"""Two people changed one record: their changes and mine side by side, and one record of both.

What only one of them changed merges by itself, and so do lists to which both added; where both changed one field to
different values, a person has to choose. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.answer import Version
from transfer_register.register.journal import canonical
from transfer_register.register.register import Register

State = dict[str, Any]
FACTS = "facts"

_MODELS = {"transfer": Transfer, "party": Party}
# What makes two elements of a list the same thing, said in two ways; elements of other lists are single terms.
_SAME_THING = {"places": ("country", "group", "scope", "role"), "mechanisms": ("tool", "module")}


class How(StrEnum):
    """How a field comes into the merged record."""

    CHOOSE = "choose"
    BOTH = "both"
    THEIRS = "theirs"
    MINE = "mine"
    SAME = "same"


@dataclass(frozen=True)
class Row:
    """One field, or one fact (`facts.<name>`), that anyone changed; None is a value that is not recorded.

    `value` is what the merged record gets, None also while somebody has to choose.
    """

    field: str
    before: Any
    theirs: Any
    mine: Any
    how: How
    value: Any = None


@dataclass(frozen=True)
class Meanwhile:
    """What others did to a record since a version of it.

    `base` is the state of that version, `state` the last one they left; `version` and `last` are the newest, which takes the
    record away when `gone`. `by` tells for each field or fact who changed it last.
    """

    base: State
    state: State
    version: int
    last: Version
    by: Mapping[str, Version]

    @property
    def gone(self) -> bool:
        return self.last.state is None


def meanwhile(register: Register, kind: str, id: str, since: int) -> Meanwhile | None:
    """What happened to a record since a version; None when nothing did."""
    versions = register.history(id)
    base = next((each.state for each in versions if each.version == since), None) or {}
    later = [each for each in versions if each.version > since]
    if not later:
        return None
    state, by = base, {}
    for each in later:
        if each.state is not None:
            by |= dict.fromkeys(_changed(_settled(kind, state), _settled(kind, each.state)), each)
            state = each.state
    return Meanwhile(base, state, later[-1].version, later[-1], by)


def rows(kind: str, base: State, theirs: State, mine: State) -> list[Row]:
    """Every field and fact that one of the two changed, in no particular order."""
    base, theirs, mine = (_settled(kind, state) for state in (base, theirs, mine))
    changed = _changed(base, theirs) | _changed(base, mine)
    return [_row(field, *(_value(state, field) for state in (base, theirs, mine))) for field in sorted(changed)]


def merged(theirs: State, found: list[Row], chosen: Mapping[str, How]) -> State:
    """Their record with what is mine in it; `chosen` says theirs or mine for each field that waits for a choice."""
    state = {**theirs, FACTS: dict(theirs.get(FACTS) or {})}
    for row in found:
        how = chosen[row.field] if row.how is How.CHOOSE else row.how
        value = {How.THEIRS: row.theirs, How.MINE: row.mine}.get(how, row.value)
        inside, name = (state[FACTS], row.field.removeprefix(f"{FACTS}.")) if _is_fact(row.field) else (state, row.field)
        inside.pop(name, None)
        if value is not None:
            inside[name] = value
    return state


def _row(field: str, before: Any, theirs: Any, mine: Any) -> Row:
    if theirs == mine:
        return Row(field, before, theirs, mine, How.SAME, theirs)
    if before == mine:
        return Row(field, before, theirs, mine, How.THEIRS, theirs)
    if before == theirs:
        return Row(field, before, theirs, mine, How.MINE, mine)
    together = _together(field, before, theirs, mine)
    return Row(field, before, theirs, mine, How.CHOOSE if together is None else How.BOTH, together)


def _together(field: str, before: Any, theirs: Any, mine: Any) -> list[Any] | None:
    """Their list with what I added and without what I took away; None where only a person can tell what is meant."""
    lists = [[] if before is None else before, theirs, mine]
    if not all(isinstance(each, list) for each in lists):
        return None
    old, their, own = ({canonical(element): element for element in each} for each in lists)
    if [len(old), len(their), len(own)] != [len(each) for each in lists]:
        return None  # an element stands twice in a list: which of them was changed cannot be told
    added_by_them, added_by_me = their.keys() - old.keys(), own.keys() - old.keys()
    taken_by_me = old.keys() - own.keys()
    if field in _SAME_THING:
        if not their or not own:
            return None  # one of them says that there is nothing
        if added_by_them != added_by_me and taken_by_me & (old.keys() - their.keys()):
            return None  # both changed one element, each in another way
        things = [
            {_thing(field, side[key]) for key in added}
            for side, added in ((their, added_by_them - added_by_me), (own, added_by_me - added_by_them))
        ]
        if things[0] & things[1]:
            return None  # both added one thing, said in two ways
    together = [their[key] for key in their if key not in taken_by_me]
    together += [own[key] for key in own if key in added_by_me - added_by_them]
    return together or None


def _thing(field: str, element: State) -> tuple[Any, ...]:
    return tuple(element.get(name) for name in _SAME_THING[field])


def _settled(kind: str, state: State) -> State:
    # One shape for what was recorded and what a form gives: lists as lists, days as text, nothing that is empty. No mechanism
    # recorded and "there is none" are two answers; everywhere else an empty list is as good as none.
    model = _MODELS[kind]
    whole = model.model_validate(state).model_dump(mode="json", exclude_none=True) if state else {}
    facts = {name: value for name, value in whole.get(FACTS, {}).items() if value not in (None, [])}
    return {name: value for name, value in whole.items() if value not in ("", []) or name == "mechanisms"} | {FACTS: facts}


def _changed(old: State, new: State) -> set[str]:
    fields = {name for name in old.keys() | new.keys() if name != FACTS and old.get(name) != new.get(name)}
    was, now = old.get(FACTS, {}), new.get(FACTS, {})
    return fields | {f"{FACTS}.{name}" for name in was.keys() | now.keys() if was.get(name) != now.get(name)}


def _value(state: State, field: str) -> Any:
    return state[FACTS].get(field.removeprefix(f"{FACTS}.")) if _is_fact(field) else state.get(field)


def _is_fact(field: str) -> bool:
    return field.startswith(f"{FACTS}.")
