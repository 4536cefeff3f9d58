"""The events that were recorded: the list of them, and one with its tasks, what is left of it day by day, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from transfer_register.actions import events as acting
from transfer_register.actions.events import RecordedEvent
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, day
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.plain import cannot, enumerated, plain
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_left import show_left
from transfer_register.screens.what_if_tasks import show_tasks
from transfer_register.screens.what_if_words import KINDS, says

ALL = "all"


def show_events_button(visit: Visit, shown: str | None) -> None:
    """Draws the way to the recorded events, or back from them."""
    if shown:
        if shown != ALL:
            st.button("All events", icon=":material/list:", key="what_if.events", on_click=address.say, args=(link.RECORDED, ALL))
        st.button("Try an event", icon=":material/science:", key="what_if.try", on_click=address.say, args=(link.RECORDED, None))
    elif number := len(acting.events(visit.register, visit.known_on)):
        st.button(
            f"Recorded events ({number})", icon=":material/event_note:", key="what_if.events", on_click=address.say,
            args=(link.RECORDED, ALL),
        )  # fmt: skip


def show_events(visit: Visit, id: str) -> None:
    """Draws one event, or the list of all."""
    found = acting.events(visit.register, visit.known_on)
    one = next((each for each in found if each.id == id), None)
    if one is not None:
        _one(visit, one, [each.id for each in found if each.id != id and each.event.batch == one.event.batch])
        return
    if id != ALL:
        st.info(f"There is no event {plain(id)}: it was taken back, or never recorded.", icon=":material/event_busy:")
    if not found:
        st.markdown("No event is recorded. Try one, look at what it does, and record it when it has happened.")
    for each in reversed(found):
        _line(visit, each)


def _line(visit: Visit, recorded: RecordedEvent) -> None:
    event = recorded.event
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"what_if_line_{recorded.id}"):
        st.markdown(
            f":material/{KINDS[event.kind].icon}: **{plain(event.title)}** `{recorded.id}` {_badge(recorded)}  \n"
            f":small[:gray[{plain(says(visit, event))} {plain(_counts(recorded))}]]",
            width="stretch",
        )
        st.button(
            "Open", icon=":material/chevron_right:", key=f"what_if.open.{recorded.id}", on_click=address.say,
            args=(link.RECORDED, recorded.id),
        )  # fmt: skip


def _badge(recorded: RecordedEvent) -> str:
    if recorded.event.closed_on:
        return f":green-badge[:material/task_alt: Closed {day(recorded.event.closed_on)}]"
    if not recorded.event.tasks:
        return ":gray-badge[No task]"
    number = len(recorded.open)
    return f":orange-badge[:material/pending_actions: {counted(number, 'task')} open]" if number else ":green-badge[Tasks done]"


def _counts(recorded: RecordedEvent) -> str:
    number = len(recorded.event.affected)
    return f"{counted(number, 'transfer')} got a worse verdict." if number else "No verdict got worse."


def _one(visit: Visit, recorded: RecordedEvent, beside: list[str]) -> None:
    event = recorded.event
    together = f" Recorded together with {enumerated(beside)}." if event.batch and beside else ""
    with st.container(border=True, key="what_if_recorded", gap="small"):
        st.markdown(
            f"### :material/{KINDS[event.kind].icon}: {plain(event.title)}\n\n{_badge(recorded)}  \n{plain(says(visit, event))} "
            f"{plain(_counts(recorded))}  \n:small[:gray[{recorded.id}, recorded by {plain(recorded.by)} on "
            f"{day(date.fromisoformat(recorded.since[:10]))}. It judges from its day on, until it is taken back.{together}]]"
        )
        if not visit.past:
            _acts(visit, recorded)
    show_left(visit, recorded)
    show_tasks(visit, recorded)


def _acts(visit: Visit, recorded: RecordedEvent) -> None:
    event = recorded.event
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if event.closed_on:
            if st.button("Open it again", icon=":material/lock_open:", key="what_if.reopen"):
                _done(partial(acting.close_event, visit.register, recorded.id, on=None, actor=visit.actor, at=visit.clock()))
        else:
            with st.popover("Close it", icon=":material/task_alt:", key="what_if.close"):
                left = len(recorded.open)
                st.markdown(
                    f"{counted(left, 'task')} still open. Closed, the event judges on and asks for nothing more."
                    if left else "Every task is done. Closed, the event judges on and asks for nothing more."
                )  # fmt: skip
                why = st.text_input("Reason", key="what_if.close.why", max_chars=300)
                if st.button("Close it", type="primary", key="what_if.close.sure"):
                    _done(
                        partial(
                            acting.close_event, visit.register, recorded.id, on=visit.today, actor=visit.actor, at=visit.clock(),
                            why=why.strip() or None,
                        )
                    )  # fmt: skip
        with st.popover("Take it back", icon=":material/undo:", key="what_if.back"):
            st.markdown("The register judges again as if it had not been recorded. The journal keeps both.")
            why = st.text_input("Reason", key="what_if.back.why", placeholder="Kept in the journal", max_chars=300)
            if st.button("Take it back", type="primary", key="what_if.back.sure"):
                _take_back(visit, recorded, why)


def _take_back(visit: Visit, recorded: RecordedEvent, why: str) -> None:
    try:
        with st.spinner("Taken back, and judged anew …"):
            acting.take_back(visit.register, recorded.id, actor=visit.actor, at=visit.clock(), why=why.strip() or None)
            visit.register.sight(visit.on, visit.law_on, visit.known_on)
    except TransferRegisterError as error:
        cannot(error)
        return
    address.say(link.RECORDED, ALL)
    st.toast(f"{recorded.id} is taken back; the journal keeps it.", icon=":material/undo:")
    st.rerun()


def _done(act: Callable[[], object]) -> None:
    try:
        act()
    except TransferRegisterError as error:
        cannot(error)
        return
    st.rerun()
