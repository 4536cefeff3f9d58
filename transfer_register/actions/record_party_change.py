"""Recording that a party moves, or is bought: one batch, valid from the day on which it happens.

A transfer that reads otherwise ends on the day before and begins anew on the day, and so does what carries it onward; evidence
of the old one supports the new one too. A party has no two records for one legal entity: its record says how it stood until
then (`Party.earlier`), and the register of a day is judged by that. Assessments stay with the transfers of which they were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import orjson

from transfer_register.actions.party_change import PartyChange, State, party_change
from transfer_register.errors import Refused
from transfer_register.model.event import Event
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

_TRANSFERS = """
WITH RECURSIVE line(id, depth) AS (
    SELECT unnest($ids::VARCHAR[]), 0 UNION ALL
    SELECT t.id, depth + 1 FROM line JOIN transfer AS t ON t.follows = line.id
)
SELECT t.id, t.version, t.state, t.valid_from, t.valid_to
FROM (SELECT id, max(depth) AS depth FROM line GROUP BY id) AS line JOIN transfer AS t ON t.id = line.id
ORDER BY depth, t.id
"""
_EVIDENCE = """
SELECT id, version, state FROM other_history
WHERE kind = 'evidence' AND live AND to_sequence IS NULL
  AND list_has_any(json_extract_string(state, '$.supports[*].record'), $ids::VARCHAR[])
ORDER BY id
"""


def record_moved(writing: Writing, register: Register, event: Event) -> dict[str, str]:
    """Writes a move into a batch that is open. Returns, by the id of each transfer that ends, the id of the one that begins, and
    by the id of one that begins on the day or later its own. Raises `Refused` where the event cannot be."""
    return _record(writing, register, event, "moves")


def record_bought(writing: Writing, register: Register, event: Event) -> dict[str, str]:
    """As `record_moved`, for a party that is bought."""
    return _record(writing, register, event, "bought")


def _record(writing: Writing, register: Register, event: Event, kind: str) -> dict[str, str]:
    if event.kind != kind:
        raise Refused("The event is of another kind. Nothing was written.")
    change = party_change(register, event)
    write_parties(writing, register, change)
    renamed: dict[str, str] = {}
    for id, version, before, state in _standing(register, change, renamed):
        if before.get("valid_from") and date.fromisoformat(before["valid_from"]) >= event.effective_on:
            writing.change(id, state, version)
            renamed[id] = id
            continue
        last = event.effective_on - timedelta(days=1)
        writing.change(id, before | {"valid_to": last.isoformat()}, version)
        renamed[id] = writing.new("transfer", state | {"valid_from": event.effective_on.isoformat()})
    _support(writing, register, {old: new for old, new in renamed.items() if old != new})
    return renamed


def write_parties(writing: Writing, register: Register, change: PartyChange) -> None:
    """The parties as they stand from the event on, with how they stood before."""
    for id, state in change.parties.items():
        writing.change(id, state, register.record(id).version)


def _standing(register: Register, change: PartyChange, renamed: dict[str, str]) -> Iterator[tuple[str, int, State, State]]:
    """(id, version, state as it is, state from the day on) of what changes, what is followed before what follows it."""
    for id, version, text, _, last in register.ask(_TRANSFERS, {"ids": list(change.transfers)}).rows:
        if last is not None and last < change.event.effective_on:
            continue
        before = orjson.loads(text)
        state = change.transfers.get(id, before)
        follows = renamed.get(state.get("follows", ""))
        yield id, version, before, state | ({"follows": follows} if follows else {})


def _support(writing: Writing, register: Register, renamed: dict[str, str]) -> None:
    for id, version, text in register.ask(_EVIDENCE, {"ids": list(renamed)}).rows if renamed else ():
        state = orjson.loads(text)
        more = [each | {"record": renamed[each["record"]]} for each in state["supports"] if each["record"] in renamed]
        writing.change(id, state | {"supports": [*state["supports"], *more]}, version)
