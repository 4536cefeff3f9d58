"""A small register with a history, and the states of its records on any entry as the journal alone tells them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import open_register
from transfer_register.register.register import Register

FIRST = date(2026, 1, 1)
PEOPLE = ("Ada", "Bob", "Eve")
_FIELDS: dict[str, tuple[Any, ...]] = {
    "note": (None, "a note", "another note"),
    "persons": (None, 0, 12),
    "purposes": ([], ["hosting"], ["hosting", "marketing"]),
    "mechanisms": (None, [], [{"tool": "scc", "module": 2}]),
    "valid_from": (None, "2026-01-04", "2026-01-07"),
    "valid_to": (None, "2026-01-06", "2026-01-09"),
}


def at(day: int, hour: int = 9) -> datetime:
    """A moment so many days after the first."""
    return datetime(2026, 1, 1, hour, tzinfo=UTC) + timedelta(days=day)


def history(folder: Path, seed: int, acts: int = 24, days: int = 9) -> Register:
    """Random acts of three people on successive days: records added, changed, changed back, ended and restored, in batches."""
    chance = random.Random(seed)
    register = open_register(folder)
    with register.batch("Ada", at(0), title="Begin") as writing:
        sides = [writing.new("party", {"name": f"Party {n}", "country": "DE"}) for n in range(3)]
        writing.new("setting", {"name": "Acme"})
        known = {_new(writing, chance, sides): 1 for _ in range(4)}
    moments = sorted(at(chance.randrange(days), chance.randrange(23)) for _ in range(acts))
    for moment in moments:
        title = "A list" if chance.random() < 0.4 else None
        with register.batch(chance.choice(PEOPLE), moment, chance.choice((None, "a reason")), title=title) as writing:
            for id in chance.sample(sorted(known), k=chance.choice((1, 1, 3))):
                known[id] = _touched(register, writing, chance, id, known[id], sides)
            if title:
                known[_new(writing, chance, sides)] = 1
    return register


def _new(writing: Any, chance: random.Random, sides: list[str]) -> str:
    return writing.new("transfer", _state(chance, sides))


def _state(chance: random.Random, sides: list[str]) -> dict[str, Any]:
    exporter, importer = chance.sample(sides, k=2)
    chosen = {name: chance.choice(values) for name, values in _FIELDS.items()}
    if chosen["valid_from"] == "2026-01-07" and chosen["valid_to"] == "2026-01-06":
        del chosen["valid_to"]
    return {"exporter": exporter, "importer": importer, **{name: value for name, value in chosen.items() if value is not None}}


def _touched(register: Register, writing: Any, chance: random.Random, id: str, version: int, sides: list[str]) -> int:
    versions = register.history(id)
    if versions[-1].state is not None and chance.random() < 0.25:
        writing.end(id, version)
        return version + 1
    before = [entry.state for entry in versions[:-1] if entry.state]
    state = chance.choice(before) if before and chance.random() < 0.4 else _state(chance, sides)
    return writing.change(id, state, version)


def states(register: Register, entry: int) -> dict[str, Any]:
    """Id of every party, transfer and setting to its state at an entry, read from the journal."""
    found: dict[str, Any] = {}
    for each in register.journal.entries():
        if each.sequence <= entry and each.kind != "batch":
            found[each.record] = each.state
    return {id: state for id, state in found.items() if state is not None}


def filled(state: dict[str, Any]) -> dict[str, Any]:
    """A state without what is empty; that nobody said of mechanisms and that there are none are two answers."""
    return {name: value for name, value in state.items() if name == "mechanisms" or value not in ("", [], {})}
