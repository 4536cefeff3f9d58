"""Taking a batch back as one, whatever it was: a list that was brought in, records edited, parties merged, an undo itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import orjson

from transfer_register.errors import Refused, Stale
from transfer_register.model.contact import Person
from transfer_register.register import contacts
from transfer_register.register.accept import State
from transfer_register.register.register import Register

# How often the register is looked at again when somebody has written between looking and writing.
_PATIENCE = 3

# Every record of the batch: its newest version, and its state before the batch. NULL where there was none, or none any longer.
# What is said of the organisation, and the record of the batch itself, stay.
_TOUCHED = """
WITH touched AS (
    SELECT record AS id, kind, min(version) AS first, max(version) AS last
    FROM change WHERE batch = $batch AND kind NOT IN ('batch', 'setting') GROUP BY record, kind
),
version_of AS (
    SELECT id, version, live, to_sequence, state FROM party_history WHERE id IN (SELECT id FROM touched)
    UNION ALL SELECT id, version, live, to_sequence, state FROM transfer_history WHERE id IN (SELECT id FROM touched)
    UNION ALL SELECT id, version, live, to_sequence, state FROM other_history WHERE id IN (SELECT id FROM touched)
)
SELECT t.id, t.kind, t.first - 1, t.last, newest.version, newest.live, CASE WHEN before.live THEN before.state END
FROM touched AS t
JOIN version_of AS newest ON newest.id = t.id AND newest.to_sequence IS NULL
LEFT JOIN version_of AS before ON before.id = t.id AND before.version = t.first - 1
ORDER BY list_position(['transfer', 'party'], t.kind) NULLS LAST, t.kind, t.id
"""
_RESTED_ON = """
SELECT DISTINCT party FROM (
    SELECT id, unnest([exporter, importer]) AS party FROM transfer
    UNION ALL SELECT id, parent FROM party
    UNION ALL
    SELECT id, coalesce(state ->> '$.party', state ->> '$.vendor', state ->> '$.exporter') FROM other_history
    WHERE kind IN ('contact', 'announcement', 'profile') AND live AND to_sequence IS NULL AND state ->> '$.ground' IS NULL
)
WHERE party IN (SELECT unnest($parties)) AND id NOT IN (SELECT unnest($leaving))
"""
_UNDONE_BY = "SELECT id FROM batch WHERE undoes = $batch ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class Undone:
    """What was taken back by which batch; `kept` are records that were changed since, or that others rest on."""

    batch: str | None
    taken_back: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class _Back:
    """A record on its way back, from `version` to its state before the batch; None ends it. `person` is that of a contact."""

    id: str
    kind: str
    version: int
    before: State | None
    person: Person | None = None


def undo(register: Register, batch: str, *, actor: str, at: datetime, why: str | None = None) -> Undone:
    """Takes a batch back by new entries: what it made is ended, what it changed or ended is as it was before.

    A record that was changed since stays, and so does a party on which such a record, or another batch's, rests. What this
    writes is a batch that can be taken back in turn. Raises `Refused` when there is no such batch, or it was taken back
    before, `Stale` when others write into the same records all the while.
    """
    for _ in range(_PATIENCE - 1):
        with suppress(Stale):
            return _undo(register, batch, actor, at, why)
    return _undo(register, batch, actor, at, why)


def _undo(register: Register, batch: str, actor: str, at: datetime, why: str | None) -> Undone:
    found = register.record(batch)
    if found is None or found.kind != "batch":
        raise Refused(f"There is no batch {batch}.")
    if by := undone_by(register, batch):
        raise Refused(_taken_back_already(batch, by))
    back, kept = _sorted_out(register, batch)
    if not back:
        return Undone(None, (), tuple(kept))
    title = f"Undo of {found.state['title']}"
    with register.batch(actor, at, why or f"Takes back {batch}", title=title, undoes=batch) as writing:
        for each in back:
            if each.before is None:
                writing.end(each.id, each.version)
            elif each.person is not None:
                role, party = each.before["role"], each.before["party"]
                contacts.change(writing, each.id, role, each.person, each.version, party=party)
            else:
                writing.change(each.id, each.before, each.version)
    return Undone(writing.batch_id, tuple(each.id for each in back), tuple(kept))


def undone_by(register: Register, batch: str) -> tuple[str, ...]:
    """The batch that took this one back, the one that took that one back, and so on; empty while nothing did."""
    chain: list[str] = []
    while rows := register.ask(_UNDONE_BY, {"batch": chain[-1] if chain else batch}).rows:
        chain.append(rows[0][0])
    return tuple(chain)


def _sorted_out(register: Register, batch: str) -> tuple[list[_Back], list[str]]:
    """The records that go back, in the order of writing, and those that stay."""
    back, kept = [], []
    for id, kind, first, last, newest, live, before in register.ask(_TOUCHED, {"batch": batch}).rows:
        state = orjson.loads(before) if before is not None else None
        # A person is kept beside the journal, and comes back sealed anew; a contact can only be erased, not taken away.
        person = contacts.person_of(register, id, first) if kind == "contact" and state else None
        if newest != last or (kind == "contact" and not isinstance(person, Person)):
            kept.append(id)
        elif live or state is not None:
            back.append(_Back(id, kind, newest, state, person))
    ending = [each.id for each in back if each.kind == "party" and each.before is None]
    if ending:
        asked = {"parties": ending, "leaving": [each.id for each in back if _leaves(each, ending)]}
        rested_on = {id for (id,) in register.ask(_RESTED_ON, asked).rows}
        kept += [id for id in ending if id in rested_on]
        back = [each for each in back if each.before is not None or each.id not in rested_on]
    return back, kept


def _leaves(each: _Back, ending: list[str]) -> bool:
    """Will a record that goes back name none of the parties that end?"""
    return each.before is None or not set(ending) & {value for value in each.before.values() if isinstance(value, str)}


def _taken_back_already(batch: str, by: tuple[str, ...]) -> str:
    said = f"{batch} was taken back already, by {by[0]}"
    if len(by) == 1:
        return f"{said}. To bring it back, take back {by[0]}."
    return f"{said}, which was taken back in turn. Take back {by[-1]}, the last of them."
