"""The versions of an assessment, the newest first: who wrote each, when and why, and what changed in words."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from transfer_register.actions.assess_difference import Difference, difference
from transfer_register.exhibits.style import counted, day, shortened
from transfer_register.model.assessment import Assessment
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_ACTS = {"create": "Begun", "change": "Changed", "end": "Taken away", "restore": "Restored"}
_MOST, _LONG = 12, 160


def show_history(visit: Visit, desk: Desk) -> None:
    """Draws them."""
    entries = visit.register.history(desk.id)
    for place in range(len(entries) - 1, -1, -1):
        entry, before = entries[place], entries[place - 1].state if place else None
        at = datetime.fromisoformat(entry.at)
        batch = f", with {plain(entry.batch)}" if entry.batch else ""
        st.markdown(
            f"**{_ACTS.get(entry.act, entry.act)}** {day(at.date())}, {at:%H:%M} UTC  \n"
            f":small[:gray[Version {entry.version}, by {plain(entry.actor)}{batch}]]"
        )
        if entry.why:
            st.markdown(f"Reason: {plain(entry.why)}")
        if before is not None and entry.state is not None:
            was, now = Assessment.model_validate(before), Assessment.model_validate(entry.state)
            found = difference(desk.work.case.kit, visit.words, was, now)
            lines = [f"- {_told(each)}" for each in found[:_MOST]]
            if len(found) > _MOST:
                lines.append(f"- and {counted(len(found) - _MOST, 'more change')}")
            st.markdown("\n".join(lines) or "Nothing that is shown changed.")


def _told(each: Difference) -> str:
    was, now = (plain(shortened(text, _LONG)) for text in (each.was, each.now))
    return f"{plain(each.where)}: {was} :material/arrow_forward: {now}"
