"""Taking a batch back as one, whatever it was: a list that was brought in, several records edited, an undo itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import orjson

from transfer_register.errors import Refused, Stale
from transfer_register.register.accept import State
from transfer_register.register.register import Register

# How often the register is looked at again when somebody has written between looking and writing.
_PATIENCE = 3

# Every record of the batch: its newest version, and its state before the batch. NULL where there was none, or none any longer.
_TOUCHED = """
WITH touched AS (
    SELECT record AS id, kind, min(version) AS first, max(version) AS last
    FROM change WHERE batch = $batch AND kind IN ('party', 'transfer') GROUP BY record, kind
),
version_of AS (
    SELECT id, version, live, to_sequence, state FROM party_history WHERE id IN (SELECT id FROM touched)
    UNION ALL SELECT id, version, live, to_sequence, state FROM transfer_history WHERE id IN (SELECT id FROM touched)
)
SELECT t.id, t.kind, t.last, newest.version, newest.live, CASE WHEN before.live THEN before.state END
FROM touched AS t
JOIN version_of AS newest ON newest.id = t.id AND newest.to_sequence IS NULL
LEFT JOIN version_of AS before ON before.id = t.id AND before.version = t.first - 1
ORDER BY t.kind DESC, t.id
"""
_RESTED_ON = """
SELECT DISTINCT party FROM (SELECT id, unnest([exporter, importer]) AS party FROM transfer)
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
    """A record on its way back, from `version` to its state before the batch; None ends it."""

    id: str
    kind: str
    version: int
    before: State | None


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
    for id, kind, last, newest, live, before in register.ask(_TOUCHED, {"batch": batch}).rows:
        if newest != last:
            kept.append(id)
        elif live or before is not None:
            back.append(_Back(id, kind, newest, orjson.loads(before) if before is not None else None))
    ending = {kind: [each.id for each in back if each.kind == kind and each.before is None] for kind in ("party", "transfer")}
    if ending["party"]:
        asked = {"parties": ending["party"], "leaving": ending["transfer"]}
        rested_on = {id for (id,) in register.ask(_RESTED_ON, asked).rows}
        kept += [id for id in ending["party"] if id in rested_on]
        back = [each for each in back if each.before is not None or each.id not in rested_on]
    return back, kept


def _taken_back_already(batch: str, by: tuple[str, ...]) -> str:
    said = f"{batch} was taken back already, by {by[0]}"
    if len(by) == 1:
        return f"{said}. To bring it back, take back {by[0]}."
    return f"{said}, which was taken back in turn. Take back {by[-1]}, the last of them."
