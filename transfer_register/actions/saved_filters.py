"""Filters under names: listed, saved, given another meaning, taken away; every change of them stands in the journal."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

import orjson

from transfer_register.errors import Refused
from transfer_register.model.filter import Filter
from transfer_register.model.saved_filter import SavedFilter
from transfer_register.register.register import Register

KIND = "filter"
LONGEST = SavedFilter.model_fields["name"].metadata[1].max_length
_KEPT = """
SELECT id, version, state FROM other_history WHERE kind = 'filter' AND live AND to_sequence IS NULL
ORDER BY lower(state ->> '$.name'), id
"""


@dataclass(frozen=True)
class Saved:
    """A saved filter as it stands."""

    id: str
    version: int
    name: str
    filter: Filter


def saved(register: Register) -> list[Saved]:
    """Every saved filter, by name."""
    found = ((id, version, SavedFilter.model_validate_json(state)) for id, version, state in register.ask(_KEPT, {}).rows)
    return [Saved(id, version, each.name, _filter(each.says)) for id, version, each in found]


def named(register: Register, name: str) -> Saved:
    """The saved filter with a name or an id. Raises `Refused` for an unknown one, and says which there are."""
    there = saved(register)
    for each in there:
        if each.id == name or each.name.casefold() == name.strip().casefold():
            return each
    names = ", ".join(f"“{each.name}”" for each in there)
    raise Refused(f"There is no saved filter “{name}”. " + (f"There are: {names}." if there else "None is saved yet."))


def save(register: Register, name: str, chosen: Filter, *, actor: str, at: datetime) -> str:
    """Saves a filter under a name, in the place of the one that had the name, and returns its id.

    Raises `Refused` for a filter that lets everything through, and for no name or one that is too long.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise Refused(f"A saved filter needs a name of at most {LONGEST} characters. Nothing was written.")
    if chosen.is_open():
        raise Refused("A filter that lets all transfers through need not be saved. Choose what is meant first.")
    before = next((each for each in saved(register) if each.name.casefold() == name.casefold()), None)
    if before and (before.name, before.filter) == (name, chosen):
        return before.id
    state = SavedFilter(name=name, says=orjson.loads(chosen.json())).model_dump(mode="json")
    with register.batch(actor, at) as writing:
        if before is None:
            return writing.new(KIND, state)
        writing.change(before.id, state, before.version)
        return before.id


def forget(register: Register, id: str, *, actor: str, at: datetime) -> None:
    """Takes a saved filter away. Raises `Refused` where there is none."""
    there = named(register, id)
    with register.batch(actor, at) as writing:
        writing.end(there.id, there.version)


def _filter(says: dict[str, str | tuple[str, ...]]) -> Filter:
    # A field that this program does not know was saved by a newer one: left aside, as in an address.
    known = {field.name for field in fields(Filter)}
    return Filter(**{name: value for name, value in says.items() if name in known})
