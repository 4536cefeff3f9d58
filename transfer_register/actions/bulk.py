"""Editing many records at once: what a change would do to each, then all of them as one batch, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

import orjson

from transfer_register.actions.assignments import TARGETS, Assignment, Target, assigned, problems_of, settled
from transfer_register.actions.bulk_preview import BulkPreview, Change, Row, changed_in
from transfer_register.actions.check import NotRecorded, check_party, check_transfer
from transfer_register.errors import Problem, Refused, Stale
from transfer_register.exhibits.style import counted, listed
from transfer_register.model.filter import Filter
from transfer_register.model.party import Party
from transfer_register.model.vocabulary import Words
from transfer_register.register.accept import State
from transfer_register.register.register import Register

# How a batch of this kind is told from others in its details.
ACT = "edit"

_CHOSEN = "SELECT id FROM chosen($sight, $filter) ORDER BY id"
_TRANSFERS = "SELECT id, version, state FROM transfer WHERE id IN (SELECT unnest($ids)) ORDER BY id"
_PARTIES = "SELECT id, version, state FROM party WHERE id IN (SELECT unnest($ids)) ORDER BY id"
_THERE = "SELECT id FROM transfer WHERE id IN (SELECT unnest($ids))"
_NAMING = """
SELECT count(*) FROM transfer
WHERE (exporter IN (SELECT unnest($parties)) OR importer IN (SELECT unnest($parties))) AND id NOT IN (SELECT unnest($ids))
"""
_MOVED_ON = """
SELECT record, max(version), arg_max(actor, version) FROM change
WHERE sequence > $seen AND record IN (SELECT unnest($ids)) GROUP BY record ORDER BY record
"""


class ChangedSince(Stale):
    """Records of a preview were changed since, by anybody; they are in `records`, and nothing was written."""

    def __init__(self, moved: list[tuple[str, int, str]]):
        self.records = tuple(id for id, *_ in moved)
        who = listed(list(dict.fromkeys(actor for *_, actor in moved)), most=3)
        said = f"{counted(len(moved), 'record was', 'records were')} changed by {who} since the preview"
        super().__init__(f"{said}: {listed(self.records, most=5)}. Nothing was written; look at what changes now.")


@dataclass(frozen=True)
class Applied:
    """What was written: the batch, and how many transfers, parties and fields it changed."""

    batch: str
    transfers: int
    parties: int
    fields: int


class _Known:
    """The register as the check of a record asks it, read once for all of them."""

    def __init__(self, register: Register, follows: list[str]):
        self.words: Words = register.words
        self._parties = register.parties()
        self._there = {id for (id,) in register.ask(_THERE, {"ids": follows}).rows} if follows else set()

    def parties(self) -> dict[str, Party]:
        return self._parties

    def record(self, id: str) -> str | None:
        return id if id in self._there else None


def chosen(register: Register, sight: int, filter: Filter) -> tuple[str, ...]:
    """The ids of the transfers that a filter means."""
    return tuple(id for (id,) in register.ask(_CHOSEN, {"sight": sight, "filter": filter.json()}).rows)


def preview(register: Register, ids: Collection[str], assignments: Collection[Assignment]) -> BulkPreview:
    """What assignments would do to transfers, and to their recipients; nothing is written.

    Raises `NotRecorded` with everything that is wrong with the assignments themselves.
    """
    assignments = tuple(assignments)
    parties = register.parties()
    if problems := problems_of(register.words, parties, assignments):
        raise NotRecorded(problems)
    known = register.known(None)
    targets = [(TARGETS[each.what], each) for each in assignments]
    transfers = _states(register, _TRANSFERS, list(ids))
    check = _Known(register, [state["follows"] for _, state in transfers.values() if state.get("follows")])
    rows, seen, unchanged = [], {}, []

    def look(kind: str, found: dict[str, tuple[int, State]], party: bool) -> None:
        mine = [(target, each) for target, each in targets if target.party == party]
        for id, (version, state) in found.items() if mine else ():
            seen[id] = version
            row = _row(check, kind, id, version, state, mine)
            if row.changes:
                rows.append(row)
            else:
                unchanged.append(id)

    look("transfer", transfers, party=False)
    importers = list(dict.fromkeys(state["importer"] for _, state in transfers.values()))
    if any(target.party for target, _ in targets):
        look("party", _states(register, _PARTIES, importers), party=True)
    changed = [row.id for row in rows if row.kind == "party"]
    others = register.ask(_NAMING, {"parties": changed, "ids": list(ids)}).rows[0][0] if changed else 0
    gone = tuple(id for id in ids if id not in transfers)
    return BulkPreview(assignments, known, tuple(rows), tuple(unchanged), gone, others, seen)


def apply(
    register: Register, preview: BulkPreview, *, actor: str, at: datetime, why: str, leave_out: Collection[str] = ()
) -> Applied:
    """Writes a preview as one batch, without the records of `leave_out`.

    Raises `Refused` without a reason, or where nothing changes; `NotRecorded` while a record with problems is not left out;
    `ChangedSince` when any record of the preview was changed since, those that would have stayed as they are included.
    """
    if not why.strip():
        raise Refused("Say why: the reason is kept in the history of every record that changes. Nothing was written.")
    wrong = [row for row in preview.rows if row.problems and row.id not in leave_out]
    if wrong:
        raise NotRecorded([Problem(f"{row.id}, {each.where}", each.what, each.mend) for row in wrong for each in row.problems])
    rows = preview.changing(leave_out)
    if not rows:
        raise Refused("Nothing changes: every record is left out, or says so already. Nothing was written.")
    counts, fields = preview.counts(leave_out), len({change.field for row in rows for change in row.changes})
    details = {
        "act": ACT, "changes": [asdict(each) for each in preview.assignments], "transfers": counts["transfer"],
        "parties": counts["party"], "left_out": sum(row.id in leave_out for row in preview.rows),
    }  # fmt: skip
    with register.batch(actor, at, why.strip(), title=_title(counts, fields), details=details) as writing:
        # Nobody else writes until this block ends, so what is found now is all there is to find.
        looked_at = [id for id in preview.seen if id not in leave_out]
        moved = register.ask(_MOVED_ON, {"seen": preview.known, "ids": looked_at}).rows
        if moved := [row for row in moved if row[1] != preview.seen[row[0]]]:
            raise ChangedSince(moved)
        for row in rows:
            writing.change(row.id, row.after, row.version)
    return Applied(writing.batch_id, counts["transfer"], counts["party"], fields)


def _title(counts: Counter[str], fields: int) -> str:
    return f"{changed_in(counts)} changed in {counted(fields, 'field')}"


def _states(register: Register, question: str, ids: list[str]) -> dict[str, tuple[int, State]]:
    return {id: (version, orjson.loads(state)) for id, version, state in register.ask(question, {"ids": ids}).rows}


def _row(known: _Known, kind: str, id: str, version: int, state: State, targets: list[tuple[Target, Assignment]]) -> Row:
    after = state
    for target, assignment in targets:
        after = assigned(after, target, assignment)
    touched = {target.key: target for target, _ in targets}
    changes = tuple(
        Change(key, before, now)
        for key, target in touched.items()
        if (before := settled(target, state)) != (now := settled(target, after))
    )
    check = check_transfer if kind == "transfer" else check_party
    party = known.parties().get(state["importer"] if kind == "transfer" else id)
    problems = tuple(check(known, after)) if changes else ()
    return Row(id, kind, party.name if party else id, version, state, after, changes, problems)
