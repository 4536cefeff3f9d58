"""A recorded transfer as a vendor's list changes it: what the list states otherwise is taken, everything else is carried over.

A change is what differs between the two sides of the comparison, laid upon what is recorded: what a person added in the
register, and no list ever named, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.intake.list_difference import FieldChange
from transfer_register.intake.list_words import meant
from transfer_register.intake.recorded_rows import place_key
from transfer_register.model.transfer import Place

RESTS_ON = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "what_facts_rest_on.yaml"

State = dict[str, Any]
# Field of a difference -> field of a transfer that it changes. The rest of a row stands in the note, line by line.
_SCALARS = {"purpose": "purpose_text", "retention": "retention", "internal_owner": "owner", "role": "importer_role"}
_KEYS: dict[str, Callable[[Any], Any]] = {
    "places": lambda place: place_key(Place.model_validate(place)),
    "mechanisms": lambda mechanism: (mechanism["tool"], mechanism.get("module"), mechanism.get("condition")),
    "data_categories": str,
    "data_subjects": str,
    "measures": str,
}


def carried_over(recorded: State, old: State, new: State, changes: dict[str, FieldChange], *, only_added: bool) -> State:
    """The recorded state with what changed between `old` and `new`, two states of the same row, without its days.

    `only_added`: the old side is the register, so that nothing of it was ever in the list but the places.
    """
    state = dict(recorded)
    for name, field in _SCALARS.items():
        if name in changes and new.get(field):
            state[field] = new[field]
    for field, key in _KEYS.items():
        if field in changes:
            was = (recorded if field == "places" else {}) if only_added else old
            state[field] = _merged(recorded.get(field), _gone(field, was, new, changes[field]), new.get(field) or (), key)
    if "mechanisms" in changes:
        state["mechanisms"] = _signed(state["mechanisms"], new.get("mechanisms"))
    state["note"] = _note(recorded.get("note"), {} if only_added else old, new)
    state["flags"] = [
        *(flag for flag in recorded.get("flags", ()) if flag in new.get("flags", ()) or flag not in old.get("flags", ())),
        *(flag for flag in new.get("flags", ()) if flag not in old.get("flags", ()) and flag not in recorded.get("flags", ())),
    ]
    state["facts"] = {name: value for name, value in (recorded.get("facts") or {}).items() if name not in resting_on(changes)}
    return {name: value for name, value in state.items() if value is not None}


def _gone(field: str, was: State, new: State, change: FieldChange) -> list[Any]:
    """What the old side names and the new one does not. Of the register's places only those of a role the list speaks of."""
    key = _KEYS[field]
    stays = {key(item) for item in new.get(field) or ()}
    roles = {place.get("role", "processing") for place in new.get("places") or ()}
    gone = [item for item in was.get(field) or () if key(item) not in stays]
    return [item for item in gone if field != "places" or item.get("role", "processing") in roles]


def _merged(recorded: Iterable[Any] | None, gone: Iterable[Any], now: Iterable[Any], key: Callable[[Any], Any]) -> list[Any]:
    left = {key(item) for item in gone}
    kept = [item for item in recorded or () if key(item) not in left]
    has = {key(item) for item in kept}
    return [*kept, *(item for item in now if key(item) not in has)]


def _signed(merged: list[State], stated: list[State] | None) -> list[State] | None:
    """The merged mechanisms with the days that the list gives; that there is none, the list must have said itself."""
    days = {_KEYS["mechanisms"](each): each["signed_on"] for each in stated or () if each.get("signed_on")}
    signed = [each | {"signed_on": days.get(_KEYS["mechanisms"](each), each.get("signed_on"))} for each in merged]
    signed = [{name: value for name, value in each.items() if value is not None} for each in signed]
    return stated if stated == [] else signed or None


def _note(recorded: str | None, old: State, new: State) -> str | None:
    """The recorded note, line by line: what the list no longer says is taken out, what it says now is put in."""
    was, now = (state.get("note", "").splitlines() for state in (old, new))
    lines = [line for line in (recorded or "").splitlines() if line not in was or line in now]
    titles = {line.partition(": ")[0] for line in now}
    lines = [line for line in lines if line in now or not (line.partition(": ")[1] and line.partition(": ")[0] in titles)]
    return "\n".join([*lines, *(line for line in now if line not in lines)]) or None


def resting_on(changes: dict[str, FieldChange]) -> frozenset[str]:
    """The facts that nobody stated of the transfer as these changes make it."""
    rests = facts_by_field()
    return frozenset(
        fact
        for name, change in changes.items()
        if name in rests
        for fact in (*rests[name]["any"], *(rests[name]["added"] if change.added else ()))
    )


@cache
def facts_by_field() -> dict[str, dict[str, tuple[str, ...]]]:
    """Field of a difference -> the facts that rest on it: `added` where something comes new, `any` where it changes."""
    content = strict_yaml.read(RESTS_ON)
    return {field: {when: tuple(facts or ()) for when, facts in groups.items()} for field, groups in content.items()}


def as_recorded(state: State) -> dict[str, Any]:
    """A state for comparing two records of one flow: without its days, the words it was read from and where they stood."""
    kept = {name: value for name, value in state.items() if name not in ("valid_from", "valid_to", "origin", "flags")}
    for field, key in _KEYS.items():
        if isinstance(kept.get(field), (list, tuple)):
            kept[field] = frozenset(map(key, kept[field])) if kept[field] or field == "mechanisms" else None
    kept["signed"] = sorted(str(each["signed_on"]) for each in state.get("mechanisms") or () if each.get("signed_on"))
    for field in ("purpose_text", "note"):
        kept[field] = meant(kept.get(field))
    return {name: value for name, value in kept.items() if value not in (None, "", [], (), {})}
