"""What is to be done because of an event: one task for each act that mends transfers, and one for what nothing mends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from transfer_register.actions.fix import acts
from transfer_register.actions.fix_plan import Fix
from transfer_register.errors import Refused, Stale
from transfer_register.exhibits.style import counted
from transfer_register.model.event import Event, Task
from transfer_register.register.register import Register

State = dict[str, Any]


@dataclass(frozen=True)
class RecordedEvent:
    """An event as it stands: `since` is the moment (UTC text) at which it was recorded first, `by` whoever did."""

    id: str
    version: int
    event: Event
    since: str
    by: str

    @property
    def open(self) -> tuple[Task, ...]:
        """The tasks that are not done."""
        return tuple(task for task in self.event.tasks if task.done_on is None)


def tasks_of(fix: Fix) -> tuple[Task, ...]:
    """One task an act with all its recipients, in the order of the fix; then a decision on what no other act mends."""
    found, ending = [], {act.id for act in acts() if act.ends}
    for step in fix.steps:
        if step.act.id in ending:
            continue
        whom = f"{counted(step.recipients, 'recipient')}, {counted(len(step.needed_by), 'transfer')}"
        note = f"{step.act.provided[0].upper()}{step.act.provided[1:]}." if step.act.provided else None
        found.append((f"{step.act.title} ({whom})", step.act.id, step.needed_by, note))
    stopped = tuple(id for id, plan in sorted(fix.plans.items()) if ending & set(plan))
    if stopped:
        found.append((_decide(stopped), None, stopped, "Nothing but its end mends it."))
    found += [(_decide(left.transfers), None, left.transfers, left.says or None) for left in fix.left]
    return tuple(
        Task(id=f"T{number}", title=title, act=act, transfers=transfers, note=note)
        for number, (title, act, transfers, note) in enumerate(found, start=1)
    )


def _decide(transfers: tuple[str, ...]) -> str:
    return f"Decide whether to suspend {counted(len(transfers), 'transfer')}"


def assign_task(
    register: Register, id: str, task: str, *, owner: str | None, due_on: date | None, actor: str, at: datetime,
    why: str | None = None, seen: Task | None = None,
) -> int:  # fmt: skip
    """Says who does a task and by when; None takes it back. Returns the new version of the event; raises as `finish_task`."""
    change = {"owner": owner or None, "due_on": due_on}
    return _changed(register, id, task, change, actor, at, why or "Task assigned", seen)


def finish_task(
    register: Register, id: str, task: str, *, on: date | None, actor: str, at: datetime, note: str | None = None,
    why: str | None = None, seen: Task | None = None,
) -> int:  # fmt: skip
    """A task is done on a day; None opens it again. `note` takes the place of the task's own unless it is None.

    Returns the new version of the event. Raises `Refused` where there is no such event or task, `Stale` where the task is not
    any more as it was `seen`.
    """
    change: State = {"done_on": on} | ({} if note is None else {"note": note or None})
    return _changed(register, id, task, change, actor, at, why or ("Task done" if on else "Task opened again"), seen)


def add_task(
    register: Register, id: str, title: str, *, actor: str, at: datetime, transfers: tuple[str, ...] = (),
    owner: str | None = None, due_on: date | None = None, why: str | None = None,
) -> str:  # fmt: skip
    """A task of somebody's own; returns its id. Raises `Refused` where there is no such event, or the task has no title."""
    if not title.strip():
        raise Refused("Say what is to be done.")
    with register.batch(actor, at, why or "Task added") as writing:
        recorded = found_event(register, id)
        number = max((int(task.id[1:]) for task in recorded.event.tasks if task.id[1:].isdecimal()), default=0) + 1
        task = Task(id=f"T{number}", title=title.strip(), transfers=transfers, owner=owner or None, due_on=due_on)
        writing.change(id, state_of(recorded.event, tasks=(*recorded.event.tasks, task)), recorded.version)
        return task.id


def found_event(register: Register, id: str) -> RecordedEvent:
    """An event as it stands. Raises `Refused` where there is none, or where it was taken back."""
    found = register.record(id)
    if found is None or found.kind != "event":
        raise Refused(f"There is no event {id}.")
    first = register.history(id)[0]
    return RecordedEvent(id, found.version, Event.model_validate(found.state), first.at, first.actor)


def _changed(
    register: Register, id: str, task: str, change: State, actor: str, at: datetime, why: str, seen: Task | None
) -> int:  # fmt: skip
    # Read and written in one turn, so that two people who finish two tasks do not stand in each other's way.
    with register.batch(actor, at, why) as writing:
        recorded = found_event(register, id)
        tasks = {each.id: each for each in recorded.event.tasks}
        if task not in tasks:
            raise Refused(f"{id} has no task {task}.")
        if seen is not None and tasks[task] != seen:
            raise Stale(f"Somebody changed the task “{tasks[task].title}” since you opened it. Nothing was written. Look again.")
        tasks[task] = tasks[task].model_copy(update=change)
        return writing.change(id, state_of(recorded.event, tasks=tuple(tasks.values())), recorded.version)


def state_of(event: Event, **changed: Any) -> State:
    return event.model_copy(update=changed).model_dump(mode="json", exclude_none=True)
