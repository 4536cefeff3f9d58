"""Recording an event: from then on it judges, tasks are made of what mends, and it can be taken back.

What an event would do is asked before, by `simulate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from transfer_register.actions.event_tasks import (
    RecordedEvent,
    add_task,
    assign_task,
    finish_task,
    found_event,
    state_of,
    tasks_of,
)
from transfer_register.actions.fix_plan import Fix
from transfer_register.actions.record_party_change import record_bought, record_moved
from transfer_register.actions.simulate import check, mending, simulate
from transfer_register.actions.simulated import Affected, Simulated
from transfer_register.actions.undo import undo, undone_by
from transfer_register.errors import Refused
from transfer_register.law.amended import LAW_KINDS, Happened, amended
from transfer_register.model.event import Event, Task
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

__all__ = [
    "RecordedEvent", "add_task", "assign_task", "close_event", "event", "events", "finish_task", "record_event", "record_events",
    "take_back", "tasks_of",
]  # fmt: skip

_EVENTS = """
WITH stood AS (
    SELECT id, version, state FROM other_history
    WHERE kind = 'event' AND live AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)
)
SELECT stood.id, stood.version, stood.state, first.recorded_at, first.actor
FROM stood JOIN change AS first ON first.record = stood.id AND first.version = 1
ORDER BY stood.id
"""
_BESIDE = "SELECT count(*) FROM change WHERE batch = $batch AND kind = 'event' AND act = 'create'"


def record_event(
    register: Register, event: Event, *, actor: str, at: datetime, on: date | None = None, why: str | None = None,
    tasks: Sequence[Task] | None = None, simulated: Simulated | None = None, fix: Fix | None = None,
) -> str:  # fmt: skip
    """Records one event and returns its id; see `record_events`."""
    [id] = record_events(register, [event], actor=actor, at=at, on=on, why=why, tasks=tasks, simulated=simulated, fix=fix)
    return id


def record_events(
    register: Register, events: Sequence[Event], *, actor: str, at: datetime, on: date | None = None, why: str | None = None,
    tasks: Sequence[Task] | None = None, simulated: Simulated | None = None, fix: Fix | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Records events together, as one act that can be taken back, with whom they harm and what is to be done; returns their ids.

    Law that ends, is added or becomes of concern judges every transfer from then on; what happens to a vendor changes its
    records from its day on. `on` is the register's day on which the events are looked at, that of `at` unless said; a
    simulation and a fix that somebody has seen are taken as they are. `tasks` take the place of those made of the fix; they
    stand with the first event. Raises `Refused` and `NotLaw` as `simulate` does.
    """
    check(events)
    amended(register.law, [Happened(each) for each in events], register.words)
    own = simulated or simulate(register, events, on=on or at.date())
    try:
        if tasks is None:
            tasks = tasks_of(fix or mending(register, own))
        harmed = _shared(events, own.worse)
    finally:
        if simulated is None:
            own.close()
    title = f"Event: {events[0].title}" if len(events) == 1 else f"Events: {'; '.join(each.title for each in events)}"
    ids = []
    with register.batch(actor, at, why, title=title) as writing:
        for number, each in enumerate(events):
            renamed = _written(writing, register, each)
            affected = tuple(renamed.get(id, id) for id in harmed[number])
            own_tasks = tuple(_renamed(task, renamed) for task in (tasks if number == 0 else ()))
            state = state_of(each, affected=affected, tasks=own_tasks, batch=writing.batch_id)
            ids.append(writing.new("event", state))
    return tuple(ids)


def _written(writing: Writing, register: Register, event: Event) -> dict[str, str]:
    """Writes what happens to a vendor; returns the transfers that go on under another id, by their old one."""
    if event.kind in LAW_KINDS:
        return {}
    return (record_moved if event.kind == "moves" else record_bought)(writing, register, event)


def _renamed(task: Task, renamed: dict[str, str]) -> Task:
    return task.model_copy(update={"transfers": tuple(renamed.get(id, id) for id in task.transfers)})


def _shared(events: Sequence[Event], worse: tuple[Affected, ...]) -> list[tuple[str, ...]]:
    """For each event the transfers that it harms; what cannot be told of one of them stands with the first."""
    found: list[list[str]] = [[] for _ in events]
    for each in worse:
        own = [number for number, event in enumerate(events) if _harms(event, each)] if len(events) > 1 else []
        for number in own or [0]:
            found[number].append(each.transfer)
    return [tuple(ids) for ids in found]


def _harms(event: Event, affected: Affected) -> bool:
    return bool(set(event.provisions) & set(affected.fell.values())) or event.country in affected.countries


def events(register: Register, known_on: date | None = None) -> tuple[RecordedEvent, ...]:
    """Every event that was recorded by the end of a day (UTC) and not taken back by then, the first one first."""
    rows = register.ask(_EVENTS, {"known": register.known(known_on)}).rows
    return tuple(
        RecordedEvent(id, version, Event.model_validate_json(state), f"{at.isoformat(timespec='milliseconds')}Z", actor)
        for id, version, state, at, actor in rows
    )


def event(register: Register, id: str) -> RecordedEvent:
    """An event as it stands. Raises `Refused` where there is none, or where it was taken back."""
    return found_event(register, id)


def close_event(
    register: Register, id: str, *, on: date | None, actor: str, at: datetime, why: str | None = None
) -> int:  # fmt: skip
    """Nothing is left to do because of an event, since a day; None opens it again. It still judges. Returns the new version."""
    with register.batch(actor, at, why or ("Event closed" if on else "Event opened again")) as writing:
        recorded = found_event(register, id)
        return writing.change(id, state_of(recorded.event, closed_on=on), recorded.version)


def take_back(register: Register, id: str, *, actor: str, at: datetime, why: str | None = None) -> str:
    """Takes an event back, with its tasks, by new entries, and returns the batch that did; what it was stays in the journal.

    Law is again as it was before it. Of records that it changed those go back that nobody changed since (`undo`). What this
    writes can be taken back in turn. Raises `Refused` where there is no such event.
    """
    recorded = found_event(register, id)
    batch, done = recorded.event.batch, None
    if recorded.event.kind not in LAW_KINDS and batch and not undone_by(register, batch):
        done = undo(register, batch, actor=actor, at=at, why=why).batch
        if register.record(id) is None and done:
            return done
    alone = batch is not None and not undone_by(register, batch) and _one_of(register, batch)
    title = f"{id} taken back: {recorded.event.title}"
    with register.batch(actor, at, why, title=title, undoes=batch if alone else None) as writing:
        writing.end(id, found_event(register, id).version)
    if writing.batch_id is None:
        raise Refused(f"{id} was not taken back.")
    return writing.batch_id


def _one_of(register: Register, batch: str) -> bool:
    return register.ask(_BESIDE, {"batch": batch}).rows[0][0] == 1
