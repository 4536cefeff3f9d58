"""The fields of one chosen measure: is it in place, which conditions are confirmed, who does it, by when, and what shows it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits.style import counted, listed, short_day
from transfer_register.law.in_force import InForce
from transfer_register.model.assessment import ChosenMeasure
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_evidence import evidence_labels
from transfer_register.screens.choice import controlled
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_STATES = {"planned": "Planned", "in_place": "In place"}


def chosen_fields(visit: Visit, desk: Desk, chosen: ChosenMeasure, measure: InForce | None) -> None:
    """Draws the fields, or what was said where nothing can be written."""
    conditions = measure.provision.measure.conditions if measure and measure.provision.measure else ()
    if not desk.writable:
        _read(chosen, conditions)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        _field(desk, chosen, "state", lambda key: st.segmented_control(
            "State", list(_STATES), required=True, format_func=_STATES.get, **_more(desk, chosen, "state", key)
        ))  # fmt: skip
        st.button(
            "Take it out", icon=":material/delete:", type="tertiary", key=_key(desk, chosen, "away"), on_click=_away,
            args=(desk, chosen.id),
        )  # fmt: skip
    if conditions:
        st.markdown(f":small[:gray[Confirm each condition that holds ({len(_held(chosen, conditions))} of {len(conditions)}):]]")
    for place, condition in enumerate(conditions):
        key = _key(desk, chosen, f"condition.{place}")
        controlled(key, condition in chosen.confirmed)
        # The label of a field is read aloud as it stands; marks of Markdown in a condition are escaped all the same.
        st.checkbox(plain(condition), key=key, on_change=_confirm, args=(desk, chosen.id, condition, key))
    grid = st.grid(3, min_column_width=180, gap="small")
    with grid.cell():
        _field(desk, chosen, "owner", lambda key: st.text_input(
            "Who does it", placeholder="A function or a party", **_more(desk, chosen, "owner", key)
        ))  # fmt: skip
    with grid.cell():
        _field(desk, chosen, "due_on", lambda key: day_input(
            "Due", chosen.due_on, visit.today, **_more(desk, chosen, "due_on", key)
        ))  # fmt: skip
    with grid.cell():
        files = evidence_labels(visit, desk)
        files |= {id: id for id in chosen.evidence if id not in files}
        key = _key(desk, chosen, "evidence")
        controlled(key, list(chosen.evidence))
        st.multiselect(
            "Evidence", list(files), format_func=lambda id: files[id], placeholder="None" if files else "Nothing is filed yet",
            disabled=not files, **_more(desk, chosen, "evidence", key),
        )  # fmt: skip


def _key(desk: Desk, chosen: ChosenMeasure, name: str) -> str:
    return desk.key(f"measure.{chosen.id}.{name}")


def _more(desk: Desk, chosen: ChosenMeasure, name: str, key: str) -> dict[str, Any]:
    return {"key": key, "on_change": _written, "args": (desk, chosen.id, name, key)}


def _field(desk: Desk, chosen: ChosenMeasure, name: str, draw: Any) -> None:
    key = _key(desk, chosen, name)
    value = getattr(chosen, name)
    controlled(key, "" if value is None and name == "owner" else value)
    draw(key)


def _held(chosen: ChosenMeasure, conditions: tuple[str, ...]) -> list[str]:
    return [each for each in conditions if each in chosen.confirmed]


def _replace(desk: Desk, id: str, **changed: Any) -> None:
    desk.edit(measures=tuple(each.model_copy(update=changed) if each.id == id else each for each in desk.edited.measures))


def _written(desk: Desk, id: str, name: str, key: str) -> None:
    value = st.session_state[key]
    if name == "owner":
        value = value.strip() or None
    _replace(desk, id, **{name: tuple(value) if name == "evidence" else value})


def _confirm(desk: Desk, id: str, condition: str, key: str) -> None:
    chosen = next(each for each in desk.edited.measures if each.id == id)
    others = tuple(each for each in chosen.confirmed if each != condition)
    _replace(desk, id, confirmed=(*others, condition) if st.session_state[key] else others)


def _away(desk: Desk, id: str) -> None:
    desk.edit(measures=tuple(each for each in desk.edited.measures if each.id != id))


def _read(chosen: ChosenMeasure, conditions: tuple[str, ...]) -> None:
    for condition in conditions:
        icon = ":blue[:material/check_box:]" if condition in chosen.confirmed else ":gray[:material/check_box_outline_blank:]"
        st.markdown(f":small[{icon} {plain(condition)}]")
    said = [_STATES[chosen.state]]
    said += [f"done by {chosen.owner}"] if chosen.owner else []
    said += [f"due {short_day(chosen.due_on)}"] if chosen.due_on else []
    said += [f"{counted(len(chosen.evidence), 'file')}: {listed(chosen.evidence)}"] if chosen.evidence else []
    st.markdown(f":small[:gray[{plain('; '.join(said))}]]")
