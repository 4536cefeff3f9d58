"""Saving what was edited of an assessment: how much is not saved, what was refused, and what somebody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from transfer_register.actions import assess
from transfer_register.actions.assess_merge import merged
from transfer_register.actions.assessments import assessment
from transfer_register.errors import Problem, Stale, TransferRegisterError
from transfer_register.exhibits.style import counted
from transfer_register.screens import address
from transfer_register.screens.assessment_desk import Desk, carry_over, recorded_as
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit


def show_foot(visit: Visit, desk: Desk) -> None:
    """The line that stays at the foot of the page while something is not saved."""
    if not desk.dirty:
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="assess_foot"):
        st.markdown(f":orange-badge[:material/edit: {counted(desk.unsaved, 'change')} not saved]", width="stretch")
        st.button("Throw away", key=f"assess.{desk.id}.reset", on_click=desk.reset)
        if st.button("Save", type="primary", icon=":material/check:", key=f"assess.{desk.id}.save"):
            save(visit, desk)
            st.rerun()


def save(visit: Visit, desk: Desk) -> tuple[str, int] | None:
    """Records what was edited and gives back its id and version, or keeps on the desk what is wrong with it."""
    more = {"actor": visit.actor, "at": visit.clock(), "on": visit.on, "law_on": visit.law_on}
    try:
        with st.spinner("Recording …"):
            if desk.version is None:
                id, version = assess.begin(visit.register, desk.id, desk.edited, **more)
                carry_over(desk, id)
                address.say("assessment", id)
                st.toast(f"{id} is begun.", icon=":material/check:")
            else:
                id, version = assess.save(visit.register, desk.id, desk.version, desk.edited, **more)
                recorded_as(desk)
                st.toast("Saved.", icon=":material/check:")
    except Stale as error:
        if desk.version is None:
            desk.problems = [Problem("", str(error))]
        else:
            _go_together(visit, desk, str(error))
        return None
    except TransferRegisterError as error:
        desk.problems = getattr(error, "problems", None) or [Problem("", str(error))]
        return None
    return id, version


def _go_together(visit: Visit, desk: Desk, said: str) -> None:
    """Lays what was edited here on top of what somebody else recorded meanwhile; nothing is recorded by it."""
    try:
        theirs = assessment(visit.register, desk.id)
    except TransferRegisterError as error:
        desk.problems = [Problem("", str(error))]
        return
    found = merged(desk.base, theirs.assessment, desk.edited)
    desk.base, desk.edited, desk.version, desk.asked = theirs.assessment, found.assessment, theirs.version, None
    what = f"{theirs.actor} recorded version {theirs.version} while you wrote, and nothing of yours is saved yet."
    if found.both:
        kit = desk.work.case.kit
        names = enumerated([f"{id} ({kit[id].asks})" if id in kit.by_id else id for id in found.both])
        mend = f"You both answered {names}: yours stands below. Look at theirs in the history, then save again."
    elif found.others:
        mend = "You both changed measures, findings or conditions: yours stand below. Theirs are in the history. Then save again."
    else:
        mend = "Both go together by themselves: look at it, then save again."
    desk.problems = [Problem("", what, mend)]


def by_question(desk: Desk, problems: Sequence[Problem]) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """Problems by their question, which stands first in their place, and those that belong to none."""
    known, placed, others = desk.work.case.kit.by_id, {}, []
    for problem in problems:
        first = problem.where.split(" ", 1)[0]
        if first in known:
            placed.setdefault(first, []).append(problem)
        else:
            others.append(problem)
    return placed, others


def show_problems(desk: Desk, others: list[Problem], placed: dict[str, list[Problem]]) -> None:
    """What was refused, at the top: with its place where it stands elsewhere."""
    if not desk.problems:
        return
    lines = [plain(f"{problem.where}: {problem.what} {problem.mend}".strip(": ")) for problem in others]
    if placed:
        lines.append(f"Beside {plain(enumerated(list(placed)))} stands what is to be mended there.")
    count = counted(len(desk.problems), "thing")
    text = "\n".join(f"- {line}" for line in lines)
    st.error(f"**Not recorded: {count} to look at.**\n\n{text}", icon=":material/error:")
