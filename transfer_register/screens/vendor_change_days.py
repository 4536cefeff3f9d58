"""The days of an announcement: dated, received, effective; the days to object under the contract and by the letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from transfer_register.exhibits.style import day
from transfer_register.intake.letter import Found
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.vendor_change_work import Work, letter_of
from transfer_register.screens.visit import Visit

# Field -> heading, as the actions name it in a problem.
_DAYS = {
    "dated_on": "Dated", "received_on": "Received", "effective_on": "Takes effect", "letter_until": "Last day it names",
}  # fmt: skip
_FROM = {"received": "the day it was received", "dated": "the day it is dated"}
# What a sentence of the letter is proposed for.
_PROPOSED = {
    "dated_on": "Dated", "received_on": "Received", "effective_on": "Takes effect",
    "letter_days": "Days to object, by the letter", "letter_from": "The letter counts from",
    "letter_until": "Last day to object, by the letter",
}  # fmt: skip
_SENTENCE = 240


def days_fields(visit: Visit, work: Work, begins: dict[str, Any], notes: ProblemNotes | None = None) -> dict[str, Any]:
    """Draws the proposals of the letter and the fields; gives back the days as they stand now, by field of the record."""
    notes = notes or ProblemNotes([])
    _proposals(work, begins)
    grid = st.grid(3, min_column_width=145, gap="small")
    said: dict[str, Any] = {}
    for name in ("dated_on", "received_on", "effective_on"):
        with grid.cell():
            said[name] = _day(visit, work, name, begins)
    notes.beside("Dated", "Received", "Takes effect", "Effective")
    st.markdown("**Under the contract**")
    grid = st.grid(3, min_column_width=145, gap="small")
    with grid.cell():
        said["contract_days"] = _count(work, "contract_days", "Days to object", begins)
    with grid.cell():
        said["contract_from"] = _counted_from(work, "contract_from", begins)
    with grid.cell():
        said["clause"] = _text(work, begins)
    notes.beside("Days to object", "Counted from", "Clause")
    st.markdown("**By the letter**")
    grid = st.grid(3, min_column_width=145, gap="small")
    with grid.cell():
        said["letter_days"] = _count(work, "letter_days", "Days it grants", begins)
    with grid.cell():
        said["letter_from"] = _counted_from(work, "letter_from", begins)
    with grid.cell():
        said["letter_until"] = _day(visit, work, "letter_until", begins)
    return said


def _day(visit: Visit, work: Work, name: str, begins: dict[str, Any]) -> date | None:
    return day_input(_DAYS[name], begins.get(name), visit.today, key=work.key(name), persist_state="session")


def _count(work: Work, name: str, label: str, begins: dict[str, Any]) -> int | None:
    return st.number_input(
        label, min_value=0, max_value=3650, step=1, value=begins.get(name), key=work.key(name), placeholder="Not known",
        persist_state="session",
    )  # fmt: skip


def _counted_from(work: Work, name: str, begins: dict[str, Any]) -> str | None:
    known = list(_FROM)
    value = begins.get(name)
    return st.selectbox(
        "Counted from", known, index=known.index(value) if value in known else None, key=work.key(name), placeholder="Not known",
        format_func=_FROM.get, persist_state="session",
    )  # fmt: skip


def _text(work: Work, begins: dict[str, Any]) -> str | None:
    text = st.text_input(
        "Clause", begins.get("clause") or "", key=work.key("clause"), placeholder="Such as clause 7.3",
        max_chars=120, persist_state="session",
    )  # fmt: skip
    return text.strip() or None


def _proposals(work: Work, begins: dict[str, Any]) -> None:
    """What the letter says of the days, each with its sentence; nothing of it counts before a person takes it."""
    letter = letter_of(work, _standing(work, "received_on", begins))
    found = [each for each in letter.found if each.field in _PROPOSED] if letter else []
    if letter and letter.unread:
        st.warning("The text is too long for a letter: its end was not read. Paste the letter's own words alone.")
    if letter and not found:
        st.caption("The letter names no day and no number of days that could be read. Say them here yourself.")
    if not found:
        return
    with st.container(border=True, gap="xsmall", key="vendor_proposals"):
        st.markdown(":material/mail: **Found in the letter.** None of it counts before you take it.")
        for place, each in enumerate(found):
            _proposal(work, each, place, begins)


def _proposal(work: Work, each: Found, place: int, begins: dict[str, Any]) -> None:
    standing = _standing(work, each.field, begins)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"vendor_found_{place}"):
        said = f"{_PROPOSED[each.field]}: **{plain(each.shown)}**"
        ask = f"  \n:orange[{plain(each.ask)}]" if each.ask else ""
        quoted = f"  \n:small[:gray[“{plain(shortened(each.sentence, _SENTENCE))}”]]"
        st.markdown(said + quoted + ask, width="stretch")
        values = [each.value] if each.value is not None else list(each.choices or (_FROM if each.field == "letter_from" else ()))
        for value in values:
            if standing == value:
                st.markdown(":green-badge[:material/check: Taken]", width="content")
                continue
            label = "Take" if len(values) == 1 else f"Take {_FROM.get(value) or day(value)}"
            st.button(
                label, key=work.key(f"take.{place}.{value}"), icon=":material/add:", on_click=_take,
                args=(work.key(each.field), value),
            )  # fmt: skip


def _take(key: str, value: Any) -> None:
    st.session_state[key] = value


def _standing(work: Work, name: str, begins: dict[str, Any]) -> Any:
    """What stands in a field now, also where it is drawn further down."""
    return st.session_state.get(work.key(name), begins.get(name))
