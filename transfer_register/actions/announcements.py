"""Announcements of vendors: record them, change them, decide on them; what was decided, when and why stays in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from pydantic import ValidationError

from transfer_register.actions import list_changes
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.list_changes import MovedOn, Proposal, Taken
from transfer_register.actions.objection_clock import clock
from transfer_register.errors import Problem, Refused, Stale
from transfer_register.exhibits.style import day
from transfer_register.intake.letter import Letter
from transfer_register.intake.list_difference import Comparison
from transfer_register.model.announcement import Announcement
from transfer_register.register.register import Register

DECISIONS = ("accepted", "accepted_with_conditions", "objected")
# What is said when a decision is made, and by nothing else.
_DECIDED = ("decision", "decided_on", "why", "conditions", "batch")
# Field -> its heading in forms and sentences.
HEADINGS = {
    "vendor": "Vendor", "exporter": "Whose transfers change", "title": "Title", "dated_on": "Dated", "received_on": "Received",
    "effective_on": "Effective", "contract_days": "Days under the contract", "contract_from": "Contract counts from",
    "clause": "Clause", "letter_days": "Days granted by the letter", "letter_from": "Letter counts from",
    "letter_until": "Letter grants until", "added": "Added", "removed": "Removed", "changed": "Changed",
    "decision": "Decision", "decided_on": "Decided", "why": "Reason", "conditions": "Conditions", "note": "Note",
}  # fmt: skip
_TRIES = 5
_ANNOUNCEMENTS = """
SELECT o.id, c.version, o.state, c.recorded_at, c.actor
FROM other_history AS o JOIN change AS c ON c.sequence = o.from_sequence
WHERE o.kind = 'announcement' AND o.live AND o.to_sequence IS NULL
ORDER BY o.id
"""


@dataclass(frozen=True)
class Recorded:
    """An announcement as it stands; `at` (UTC text) and `actor` tell of its newest version."""

    id: str
    version: int
    announcement: Announcement
    at: str
    actor: str


@dataclass(frozen=True)
class Decided:
    """A decision that was recorded; `taken` is what was written into the register with it, None where nothing was asked."""

    id: str
    version: int
    taken: Taken | None


def announcements(register: Register) -> list[Recorded]:
    """Every announcement: those that are open first, by their last day to object, then the decided ones, the latest first."""
    rows = register.ask(_ANNOUNCEMENTS, {}).rows
    every = [
        Recorded(id, version, Announcement.model_validate(orjson.loads(state)), at.isoformat(), actor)
        for id, version, state, at, actor in rows
    ]
    opened = sorted((one for one in every if not one.announcement.decision), key=_urgency)
    decided = [one for one in every if one.announcement.decision]
    return opened + sorted(decided, key=lambda one: (one.announcement.decided_on or date.min, one.id), reverse=True)


def _urgency(one: Recorded) -> tuple[date, str]:
    return clock(one.announcement, date.max).last_day or date.max, one.id


def announcement(register: Register, id: str) -> Recorded:
    """One announcement as it stands. Raises `Refused` where there is none."""
    found = register.record(id)
    if found is None or found.kind != "announcement":
        raise Refused(f"There is no announcement {id}.")
    return Recorded(id, found.version, Announcement.model_validate(found.state), found.at, found.actor)


def draft(comparison: Comparison | None = None, letter: Letter | None = None) -> dict[str, Any]:
    """A state to begin with: names and files of a comparison, and what a letter says for sure. Nothing of it is recorded."""
    state: dict[str, Any] = {}
    if letter is not None:
        for field in ("dated_on", "received_on", "effective_on", "letter_days", "letter_from", "letter_until"):
            if (value := letter.value(field)) is not None:
                state[field] = value.isoformat() if isinstance(value, date) else value
        names = [each.value for each in letter.of("recipient")]
        state |= {"added": names} if names and comparison is None else {}
    if comparison is not None:
        for kind in ("added", "removed", "changed"):
            state[kind] = list(dict.fromkeys(each.recipient for each in comparison.of(kind)))
        for name, side in (("old", comparison.old), ("new", comparison.new)):
            state |= {f"{name}_file": side.title} | ({f"{name}_sha256": side.sha256} if side.sha256 else {})
    return state


def record(register: Register, state: Mapping[str, Any], *, actor: str, at: datetime, why: str | None = None) -> str:
    """Records a new announcement and returns its id. Raises `NotRecorded` with every problem; decisions have their own act."""
    state = {name: value for name, value in state.items() if name not in _DECIDED}
    _check(register, state)
    with register.batch(actor, at, why) as writing:
        return writing.new("announcement", dict(state))


def change(
    register: Register, id: str, version: int, state: Mapping[str, Any], *, actor: str, at: datetime, why: str | None = None
) -> int:
    """Gives an announcement a new state, and returns its version; its decision stays as it is. Raises `Stale`, `NotRecorded`."""
    before = announcement(register, id).announcement.model_dump(mode="json", exclude_none=True)
    state = {name: value for name, value in state.items() if name not in _DECIDED}
    state |= {name: before[name] for name in _DECIDED if name in before}
    _check(register, state)
    with register.batch(actor, at, why) as writing:
        return writing.change(id, state, version)


def take_away(register: Register, id: str, version: int, *, actor: str, at: datetime, why: str | None = None) -> None:
    """Takes an announcement away; its past stays. Raises `Stale` and `Refused`."""
    announcement(register, id)
    with register.batch(actor, at, why) as writing:
        writing.end(id, version)


def decide(
    register: Register, id: str, version: int, decision: str, *, why: str, decided_on: date, actor: str, at: datetime,
    conditions: str | None = None, proposal: Proposal | None = None, leave_out: frozenset[str] = frozenset(),
) -> Decided:  # fmt: skip
    """Records a decision. An acceptance writes the proposal, where there is one, in the same batch; an objection nothing else.

    Raises `Refused` where something is missing or was decided before, `Stale` where the announcement or the register moved on.
    """
    told = announcement(register, id).announcement
    if problem := _undecidable(told, decision, why, conditions, proposal):
        raise Refused(f"{problem} Nothing was written.")
    state = told.model_dump(mode="json", exclude_none=True)
    said = {"decision": decision, "decided_on": decided_on.isoformat(), "why": why.strip()}
    state |= said | ({"conditions": conditions.strip()} if conditions and conditions.strip() else {})
    for _ in range(_TRIES):
        now = list_changes.current(register, proposal, leave_out) if proposal and decision != "objected" else None
        try:
            return _decide(register, id, version, state, now, leave_out, actor, at)
        except MovedOn:
            continue
    raise Stale("Others are writing without a pause. Nothing was written; decide again.")


def _decide(
    register: Register, id: str, version: int, state: dict[str, Any], proposal: Proposal | None, leave_out: frozenset[str],
    actor: str, at: datetime,
) -> Decided:  # fmt: skip
    acts = proposal is not None and any(act.writes for act in proposal.acts if act.key not in leave_out)
    if proposal is None or not acts:
        with register.batch(actor, at, state["why"]) as writing:
            return Decided(id, writing.change(id, state, version), None)
    details = list_changes.details(proposal, leave_out) | {"announcement": id}
    with register.batch(actor, at, state["why"], title=list_changes.title(proposal), details=details) as writing:
        newest = writing.change(id, state | {"batch": writing.batch_id}, version)
        return Decided(id, newest, list_changes.write(writing, register, proposal, leave_out))


def reopen(register: Register, id: str, version: int, *, actor: str, at: datetime, why: str) -> int:
    """Takes a decision back, and returns the new version. What was written with it stays until that batch is taken back."""
    told = announcement(register, id).announcement
    if told.decision is None:
        raise Refused(f"{id} is not decided yet. Nothing was written.")
    if not why.strip():
        raise Refused("Say why the decision is taken back. Nothing was written.")
    state = told.model_dump(mode="json", exclude_none=True)
    state = {name: value for name, value in state.items() if name not in _DECIDED}
    with register.batch(actor, at, why.strip()) as writing:
        return writing.change(id, state, version)


def _undecidable(
    told: Announcement, decision: str, why: str, conditions: str | None, proposal: Proposal | None
) -> str | None:  # fmt: skip
    if decision not in DECISIONS:
        return f"{decision!r} is no decision; there are {', '.join(DECISIONS)}."
    if told.decision is not None:
        return f"It was decided on {day(told.decided_on)} already. Take that decision back first."
    if not why.strip():
        return "Say why: the reason is kept with the decision."
    if decision == "accepted_with_conditions" and not (conditions or "").strip():
        return "Say on which conditions."
    if decision != "accepted_with_conditions" and (conditions or "").strip():
        return "Conditions belong to an acceptance with conditions. Choose that, or leave them out."
    if decision != "objected" and proposal is not None and told.effective_on not in (None, proposal.effective_on):
        return (
            f"The acts are proposed for {day(proposal.effective_on)}, and the change is announced for {day(told.effective_on)}. "
            "Propose them for the announced day, or correct the announcement."
        )
    return None


def _check(register: Register, state: Mapping[str, Any]) -> None:
    """Everything that is wrong with an announcement at once. Raises `NotRecorded`."""
    problems = []
    try:
        told = Announcement.model_validate(dict(state))
    except ValidationError as error:
        raise NotRecorded([_problem(each) for each in error.errors()]) from None
    parties = register.parties()
    for field in ("vendor", "exporter"):
        id = getattr(told, field)
        if id is not None and id not in parties:
            problems.append(Problem(HEADINGS[field], f"there is no party {id}.", "Choose one of the register, or add it first."))
    if told.dated_on and told.received_on and told.received_on < told.dated_on:
        what = f"{day(told.received_on)} is before the day of the letter, {day(told.dated_on)}."
        problems.append(Problem(HEADINGS["received_on"], what, "Mend one of the days."))
    if problems:
        raise NotRecorded(problems)


def _problem(error: Any) -> Problem:
    field = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "missing" or error["type"] == "string_too_short":
        return Problem(HEADINGS.get(field, field), "this is missing.", "Say it.")
    return Problem(HEADINGS.get(field, field), f"{error['msg']}.", "")
