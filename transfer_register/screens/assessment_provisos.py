"""The conditions on which the transfer may go on, as a ledger: what, who, by when, what shows it, and which are met."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from transfer_register.actions import assess
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import listed, short_day
from transfer_register.model.assessment import Proviso
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_evidence import evidence_labels
from transfer_register.screens.choice import controlled
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

_HINT = "What must hold for the transfer to go on"


def show_provisos(visit: Visit, desk: Desk) -> None:
    """Draws the ledger: edited in a draft, met one by one once it was approved."""
    st.markdown("#### Conditions")
    provisos = desk.edited.provisos
    if not provisos:
        st.caption("None. A condition has an owner and a day, and stays on the calendar until somebody notes that it is met.")
    for proviso in provisos:
        with st.container(border=True, gap="small", key=f"assess_proviso_{proviso.number}"):
            if desk.writable:
                _fields(visit, desk, proviso)
            else:
                _read(visit, desk, proviso)
    if desk.writable:
        number = max((each.number for each in provisos), default=0) + 1
        _add(desk, number)


def _add(desk: Desk, number: int) -> None:
    key = desk.key(f"proviso.new.{number}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        says = st.text_input("Another condition", key=key, placeholder=_HINT, width="stretch")
        st.button(
            "Add", icon=":material/add:", key=f"{key}.add", disabled=not says.strip(), on_click=_added,
            args=(desk, Proviso(number=number, says=says.strip() or "–")),
        )  # fmt: skip


def _added(desk: Desk, proviso: Proviso) -> None:
    desk.edit(provisos=(*desk.edited.provisos, proviso))


def _fields(visit: Visit, desk: Desk, proviso: Proviso) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        _text(desk, proviso, "says", f"Condition {proviso.number}", _HINT)
        st.button(
            ":material/delete:", type="tertiary", key=_key(desk, proviso, "away"), help="Take this condition out",
            on_click=_away, args=(desk, proviso.number),
        )  # fmt: skip
    grid = st.grid(3, min_column_width=180, gap="small")
    with grid.cell():
        _text(desk, proviso, "owner", "Who sees to it", "A function or a party")
    with grid.cell():
        key = _key(desk, proviso, "due_on")
        controlled(key, proviso.due_on)
        day_input("Due", proviso.due_on, visit.today, key=key, on_change=_written, args=(desk, proviso.number, "due_on", key))
    with grid.cell():
        _evidence(visit, desk, proviso)


def _text(desk: Desk, proviso: Proviso, name: str, label: str, hint: str) -> None:
    key = _key(desk, proviso, name)
    controlled(key, getattr(proviso, name) or "")
    st.text_input(
        label, key=key, placeholder=hint, on_change=_written, args=(desk, proviso.number, name, key), width="stretch"
    )  # fmt: skip


def _evidence(visit: Visit, desk: Desk, proviso: Proviso) -> None:
    files = evidence_labels(visit, desk)
    files |= {id: id for id in proviso.evidence if id not in files}
    key = _key(desk, proviso, "evidence")
    controlled(key, list(proviso.evidence))
    st.multiselect(
        "Evidence", list(files), key=key, format_func=lambda id: files[id], disabled=not files,
        placeholder="None" if files else "Nothing is filed yet", on_change=_written, args=(desk, proviso.number, "evidence", key),
    )  # fmt: skip


def _key(desk: Desk, proviso: Proviso, name: str) -> str:
    return desk.key(f"proviso.{proviso.number}.{name}")


def _written(desk: Desk, number: int, name: str, key: str) -> None:
    value: Any = st.session_state[key]
    if name == "evidence":
        value = tuple(value)
    elif isinstance(value, str):
        value = value.strip() or None
    if name == "says" and value is None:
        return  # an empty condition is taken out by its own button
    desk.edit(
        provisos=tuple(each.model_copy(update={name: value}) if each.number == number else each for each in desk.edited.provisos)
    )


def _away(desk: Desk, number: int) -> None:
    desk.edit(provisos=tuple(each for each in desk.edited.provisos if each.number != number))


def _read(visit: Visit, desk: Desk, proviso: Proviso) -> None:
    met = proviso.met_on is not None
    late = not met and proviso.due_on is not None and proviso.due_on < visit.today
    badge = (
        f":blue-badge[:material/check_circle: Met {short_day(proviso.met_on)}]" if met
        else ":red-badge[:material/alarm: Overdue]" if late else ":gray-badge[:material/radio_button_unchecked: Open]"
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        said = [proviso.owner] if proviso.owner else []
        said += [f"due {short_day(proviso.due_on)}"] if proviso.due_on else []
        said += [f"noted by {proviso.met_by}"] if proviso.met_by else []
        said += [listed(proviso.evidence)] if proviso.evidence else []
        said += [proviso.note] if proviso.note else []
        about = f"  \n:small[:gray[{plain('; '.join(said))}]]" if said else ""
        st.markdown(f"**{proviso.number}** {plain(proviso.says)} {badge}{about}", width="stretch")
        if not met and desk.edited.state == "approved" and desk.today:
            _meet(visit, desk, proviso)


def _meet(visit: Visit, desk: Desk, proviso: Proviso) -> None:
    with st.popover("It is met", icon=":material/check:", key=_key(desk, proviso, "meet")):
        met_on = day_input("Met on", visit.today, visit.today, key=_key(desk, proviso, "met_on"))
        files = evidence_labels(visit, desk)
        shown_by = st.multiselect(
            "Evidence", list(files), key=_key(desk, proviso, "met_by"), format_func=lambda id: files[id],
            placeholder="None" if files else "Nothing is filed yet", disabled=not files,
        )  # fmt: skip
        note = st.text_input("Note", key=_key(desk, proviso, "met_note"))
        if st.button("Note that it is met", type="primary", key=_key(desk, proviso, "met.sure")):
            _met(visit, desk, proviso, met_on or visit.today, shown_by, note)


def _met(visit: Visit, desk: Desk, proviso: Proviso, met_on: date, evidence: list[str], note: str) -> None:
    try:
        assess.meet(
            visit.register, desk.id, desk.version, proviso.number, met_on=met_on, evidence=evidence, note=note.strip() or None,
            actor=visit.actor, at=visit.clock(), on=visit.on,
        )  # fmt: skip
    except TransferRegisterError as error:
        cannot(error)
        return
    st.rerun()
