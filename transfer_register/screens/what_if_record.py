"""Recording what was tried: what it is called, where it stands and why; from then on it judges, and tasks are made."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.events import record_events
from transfer_register.actions.fix import Fix
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, day
from transfer_register.model.event import Event
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_link import Tried
from transfer_register.screens.what_if_work import Held

_OPEN, _FIELDS = "what_if.recording", "what_if.record."
_PAST = "You are looking at an earlier state of the register, in which nothing can be written."


def show_record_button(visit: Visit, tried: Tried) -> None:
    """Draws the button that opens the dialog; a drill of the past is no event that could be recorded."""
    if tried.events:
        st.button(
            "Record the event" if len(tried.events) == 1 else "Record the events", icon=":material/event_available:",
            key="what_if.record", on_click=lambda: st.session_state.update({_OPEN: True}), disabled=visit.past,
            help=_PAST if visit.past else None, type="primary",
        )  # fmt: skip


def show_record(visit: Visit, tried: Tried, made: Held, fix: Fix | None) -> None:
    """Draws the dialog while it is open."""
    if st.session_state.get(_OPEN) and tried.events and not visit.past:
        title = "Record the event" if len(tried.events) == 1 else "Record the events"
        st.dialog(title, width=640, on_dismiss=_close)(_dialog)(visit, tried, made, fix)


def _dialog(visit: Visit, tried: Tried, made: Held, fix: Fix | None) -> None:
    worse = len(made.simulated.worse)
    st.markdown(
        f"From {day(min(each.effective_on for each in tried.events))} the register judges by it. "
        f"{counted(worse, 'transfer')} of yours then {'has' if worse == 1 else 'have'} a worse verdict; none is deleted. "
        "What mends them becomes tasks. It can be taken back, and the journal keeps both."
    )
    events = [_fields(place, each, several=len(tried.events) > 1) for place, each in enumerate(tried.events)]
    why = st.text_input("Why it is recorded", key=f"{_FIELDS}why", placeholder="Kept in the journal", max_chars=300)
    if not made.simulated.filter.is_open():
        st.caption("The filter above narrows what you see, not the event: it is recorded for all transfers.")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=f"{_FIELDS}cancel"):
            _close()
            st.rerun()
        if st.button("Record it", type="primary", icon=":material/check:", key=f"{_FIELDS}save"):
            _record(visit, events, why, made, fix)


def _fields(place: int, event: Event, *, several: bool) -> Event:
    with st.container(border=several, gap="small", key=f"what_if_record_{place}"):
        title = st.text_input("Title", event.title, key=f"{_FIELDS}title.{place}", max_chars=200).strip()
        source = st.text_input(
            "Where it stands", event.source or "", key=f"{_FIELDS}source.{place}", placeholder="Judgment, gazette, letter",
            max_chars=300,
        ).strip()  # fmt: skip
    return event.model_copy(update={"title": title or event.title, "source": source or None})


def _record(visit: Visit, events: list[Event], why: str, made: Held, fix: Fix | None) -> None:
    # What was looked at under a filter, or on another day, is not all that the event harms.
    whole = made.simulated.filter.is_open()
    try:
        with st.spinner("The event is recorded, and what mends is worked out …"):
            ids = record_events(
                visit.register, events, actor=visit.actor, at=visit.clock(), on=visit.on, why=why.strip() or None,
                simulated=made.simulated if whole else None, fix=fix if whole else None,
            )  # fmt: skip
            visit.register.sight(visit.on, visit.law_on, visit.known_on)
    except TransferRegisterError as error:
        cannot(error)
        return
    _close()
    link.try_events(())
    address.say(link.RECORDED, ids[0] if len(ids) == 1 else "all")
    st.toast(f"{plain(', '.join(ids))}: recorded, with its tasks.", icon=":material/check:")
    st.rerun()


def _close() -> None:
    for key in [key for key in st.session_state if str(key).startswith(_FIELDS) or key == _OPEN]:
        del st.session_state[key]
