"""Two people changed one record: before, theirs and yours side by side, and a choice where both changed the same field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

import streamlit as st

from transfer_register.actions.merge import How, Meanwhile, Row, merged, rows
from transfer_register.exhibits.style import counted, day
from transfer_register.register.answer import Version
from transfer_register.screens.merge_table import choice_key, in_order, show_rows
from transfer_register.screens.opened_form import FIELDS, Form, Typed
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.transfer_form import NEW
from transfer_register.screens.visit import Visit


class Choice(StrEnum):
    """What a person does about two changes."""

    SAVE = "save"
    BACK = "back"
    DROP = "drop"


def show_both(visit: Visit, form: Form) -> tuple[Choice | None, Typed]:
    """Draws both changes; gives back what was pressed, and the record of both as far as it is settled."""
    theirs, mine = form.meanwhile, form.typed
    found = in_order(rows(form.kind, theirs.base, theirs.state, mine.state))
    _tell(form, theirs, found)
    _problems(form)
    new = {side: f"{party['name']} (new)" for side, party in mine.new_parties.items()}
    to_choose = [row for row in found if row.how is How.CHOOSE]
    if to_choose:
        _all_at_once(to_choose)
    show_rows(visit.words, visit.names, new, found, theirs)
    # A choice was made between the values that were shown: one whose values are others now has a key of its own.
    chosen = {row.field: How(said) for row in to_choose if (said := st.session_state.get(choice_key(row)))}
    open_choices = len(to_choose) - len(chosen)
    why = st.text_input("Reason of the change", mine.why, key=f"{FIELDS}both.why", placeholder="Kept in the history")
    if why != mine.why:
        mine = form.typed = replace(mine, why=why)
    choice = _foot(theirs, open_choices)
    if choice is not Choice.SAVE:
        return choice, mine
    state = merged(theirs.state, found, chosen)
    parties = {side: party for side, party in mine.new_parties.items() if state.get(side) == NEW}
    return choice, Typed(state, parties, why)


def _tell(form: Form, theirs: Meanwhile, found: list[Row]) -> None:
    waiting = sum(row.how is How.CHOOSE for row in found)
    says = f"**{_who(theirs)}**, while you had it open."
    if form.once_more:
        says = f"**It changed once more.** {says}"
    if theirs.gone:
        says += " Restore it with your changes, or leave it taken away and drop them."
    elif waiting:
        both = "the same field" if waiting == 1 else f"the same {waiting} fields"
        says += f" You both changed {both}, so choose there; everything else goes together by itself."
    else:
        says += " Nothing of theirs meets anything of yours: both go together by themselves."
    st.warning(f"{says} Nothing of yours is written yet.", icon=":material/group:")


def _who(theirs: Meanwhile) -> str:
    if theirs.gone:
        return f"{plain(theirs.last.actor)} took this record away on {_when(theirs.last)}{_why(theirs.last)}"
    others = {each.actor: each for each in sorted(theirs.by.values(), key=lambda each: each.version)} or {
        theirs.last.actor: theirs.last
    }
    if len(others) == 1:
        return f"{plain(theirs.last.actor)} changed this record on {_when(theirs.last)}{_why(theirs.last)}"
    return f"{plain(enumerated(list(others)))} changed this record, last on {_when(theirs.last)}"


def _when(version: Version) -> str:
    at = datetime.fromisoformat(version.at)
    return f"{day(at.date())} at {at:%H:%M} UTC"


def _why(version: Version) -> str:
    return f" (reason: {plain(version.why)})" if version.why else ""


def _problems(form: Form) -> None:
    for problem in form.problems:
        st.error(plain(str(problem)), icon=":material/error:")


def _all_at_once(to_choose: list[Row]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"{counted(len(to_choose), 'field')} to choose", width="content")
        for label, how in (("Theirs for all", How.THEIRS), ("Yours for all", How.MINE)):
            st.button(label, key=f"{FIELDS}all.{how}", on_click=_choose_all, args=(to_choose, how))


def _choose_all(to_choose: list[Row], how: How) -> None:
    for row in to_choose:
        st.session_state[choice_key(row)] = how.value


def _foot(theirs: Meanwhile, open_choices: int) -> Choice | None:
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="form_foot"):
        if open_choices:
            st.markdown(f":gray[{counted(open_choices, 'choice')} still open]", width="content")
        labels = {
            Choice.BACK: "Back to my form",
            Choice.DROP: "Leave it taken away" if theirs.gone else "Drop mine",
            Choice.SAVE: "Restore it with mine" if theirs.gone else "Save the merged record",
        }
        pressed = [
            choice
            for choice, label in labels.items()
            if st.button(
                label, key=f"{FIELDS}{choice}_both", type="primary" if choice is Choice.SAVE else "secondary",
                disabled=choice is Choice.SAVE and bool(open_choices),
            )
        ]  # fmt: skip
    return pressed[0] if pressed else None
