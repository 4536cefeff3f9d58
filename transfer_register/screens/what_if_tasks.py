"""The tasks of an event: who does each by when, the transfers it is for, and when it was done."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import events as acting
from transfer_register.actions.events import RecordedEvent
from transfer_register.actions.fix import acts
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, day
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.event import Task
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

# What an address holds.
_LINKED = 200


def show_tasks(visit: Visit, recorded: RecordedEvent) -> None:
    """Draws the open tasks, those that are due first, then the ones that are done."""
    tasks = recorded.event.tasks
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="what_if_tasks_head"):
        done = sum(task.done_on is not None for task in tasks)
        st.markdown(f"##### Tasks :small[:gray[{done} of {counted(len(tasks), 'task')} done]]" if tasks else "##### Tasks")
        with st.container(horizontal=True, width="content", vertical_alignment="center"):
            if tasks:
                st.download_button(
                    "CSV", lambda: csv_bytes(table(tasks), visit.register.applied), file_name=f"tasks_{recorded.id}.csv",
                    mime="text/csv", on_click="ignore", icon=":material/download:", key="what_if.tasks.csv",
                    help="The tasks with their transfers, as a file",
                )  # fmt: skip
            if not visit.past and not recorded.event.closed_on:
                _add(visit, recorded)
    if not tasks:
        st.markdown(":gray[No verdict got worse, so nothing is to be done.]")
    last = "9999"
    order = sorted(tasks, key=lambda task: (task.done_on is not None, task.due_on.isoformat() if task.due_on else last))
    for task in order:
        _task(visit, recorded, task)


def _task(visit: Visit, recorded: RecordedEvent, task: Task) -> None:
    late = task.done_on is None and task.due_on is not None and task.due_on < visit.today
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"what_if_task_{task.id}"):
        st.markdown("  \n".join(_lines(task, late=late)), width="stretch")
        if task.transfers:
            _opens(visit, task)
        if not visit.past:
            _assign(visit, recorded, task)
            _finish(visit, recorded, task)


def _lines(task: Task, *, late: bool) -> list[str]:
    mark = ":green[:material/check_circle:]" if task.done_on else ":gray[:material/radio_button_unchecked:]"
    owner = f":material/person: {plain(task.owner)}" if task.owner else ":material/person_off: Nobody yet"
    due = f"due {day(task.due_on)}" if task.due_on else "no day set"
    said = f"{owner}, {f':red[overdue since {day(task.due_on)}]' if late else due}"
    if task.done_on:
        said = f"{f':material/person: {plain(task.owner)}, ' if task.owner else ''}done {day(task.done_on)}"
    lines = [f"{mark} **{plain(task.title)}**", f":small[{said}]"]
    return [*lines, f":small[:gray[{plain(task.note)}]]"] if task.note else lines


def _opens(visit: Visit, task: Task) -> None:
    number = len(task.transfers)
    label = f"First {_LINKED} of {number:,}" if number > _LINKED else counted(number, "transfer")
    if st.button(label, icon=":material/table_rows:", type="tertiary", key=f"what_if.task.open.{task.id}"):
        chosen = Filter(transfers=task.transfers[:_LINKED])
        st.switch_page(visit.pages["register"], query_params=address.link(chosen, **visit.days))


def _assign(visit: Visit, recorded: RecordedEvent, task: Task) -> None:
    # What is shown in the fields begins anew when somebody else changed the task.
    key = f"what_if.task.{recorded.version}.{task.id}"
    with st.popover("Assign", icon=":material/person_add:", key=f"what_if.assign.{task.id}"):
        owner = st.text_input("Who does it", task.owner or "", key=f"{key}.owner", max_chars=200)
        due = day_input("By when", task.due_on, visit.today, key=f"{key}.due")
        if st.button("Save", type="primary", key=f"{key}.assign"):
            _write(visit, acting.assign_task, recorded, task, owner=owner.strip() or None, due_on=due)


def _finish(visit: Visit, recorded: RecordedEvent, task: Task) -> None:
    key = f"what_if.task.{recorded.version}.{task.id}"
    if task.done_on:
        if st.button("Open again", icon=":material/undo:", type="tertiary", key=f"{key}.reopen"):
            _write(visit, acting.finish_task, recorded, task, on=None)
        return
    with st.popover("Done", icon=":material/check:", key=f"what_if.finish.{task.id}"):
        on = day_input("Done on", visit.today, visit.today, key=f"{key}.done")
        note = st.text_input(
            "What shows it", task.note or "", key=f"{key}.note", max_chars=300, placeholder="Evidence EV-…, contract, mail"
        )
        st.caption("A task that is done changes no transfer: record the clauses, the assessment or the end there, with the file.")
        if st.button("It is done", type="primary", key=f"{key}.finish", disabled=on is None):
            _write(visit, acting.finish_task, recorded, task, on=on, note=note.strip())


def _add(visit: Visit, recorded: RecordedEvent) -> None:
    with st.popover("Add a task", icon=":material/add:", key="what_if.task.add"):
        key = f"what_if.task.{recorded.version}.new"
        title = st.text_input("What is to be done", key=f"{key}.title", max_chars=300)
        owner = st.text_input("Who does it", key=f"{key}.owner", max_chars=200)
        due = day_input("By when", None, visit.today, key=f"{key}.due")
        if st.button("Add it", type="primary", key=f"{key}.add"):
            _write(visit, acting.add_task, recorded, None, title=title, owner=owner.strip() or None, due_on=due)


def _write(visit: Visit, act: Any, recorded: RecordedEvent, task: Task | None, **more: Any) -> None:
    """Does one act on a task that was seen as it is; somebody else's change meanwhile is told instead."""
    seen = {} if task is None else {"task": task.id, "seen": task}
    try:
        act(visit.register, recorded.id, actor=visit.actor, at=visit.clock(), **seen, **more)
    except TransferRegisterError as error:
        cannot(error)
        return
    st.rerun()


def table(tasks: tuple[Task, ...]) -> Table:
    """A row for each task and transfer, for a file."""
    titles = {act.id: act.title for act in acts()}
    columns = (
        Column("task", "Task"), Column("act", "Act"), Column("transfer", "Transfer", "code"), Column("owner", "Owner"),
        Column("due", "Due", "day"), Column("done", "Done", "day"), Column("note", "Note"),
    )  # fmt: skip
    rows = tuple(
        (task.title, titles.get(task.act or ""), transfer, task.owner, task.due_on, task.done_on, task.note)
        for task in tasks
        for transfer in task.transfers or (None,)
    )
    return Table(columns, rows)
