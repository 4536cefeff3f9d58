"""The drawer in which a record is written: every problem told at once, nothing lost when a save is refused."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import record
from transfer_register.actions.merge import meanwhile
from transfer_register.errors import Problem, Stale, TransferRegisterError
from transfer_register.screens import address
from transfer_register.screens.drafts import forget, keep_typed, offer_drafts
from transfer_register.screens.ending import ending
from transfer_register.screens.gone_parties import tell_gone_parties
from transfer_register.screens.opened_form import FIELDS, Form, Typed, begin_again, close_form, opened_form, take_up
from transfer_register.screens.party_form import party_fields
from transfer_register.screens.problem_notes import ProblemNotes, heading_of
from transfer_register.screens.stale import Choice, show_both
from transfer_register.screens.transfer_form import NEW, transfer_fields
from transfer_register.screens.visit import Visit

_TITLES = {
    ("transfer", False): "Add a transfer", ("transfer", True): "Edit transfer",
    ("party", False): "Add a party", ("party", True): "Edit party", ("ending", True): "Take away",
}  # fmt: skip
# Pixels; two changes side by side need more than one form.
_FORM, _BOTH = 780, 1120


def show_form(visit: Visit) -> None:
    """Draws the drawer where one is open."""
    if form := opened_form():
        title = _TITLES[form.kind, form.id is not None] + (f" {form.id}" if form.id else "")
        if form.kind == "ending":
            st.dialog(title, dismissible=False)(ending)(visit, form)
            return
        # A click beside the drawer must not lose what was typed: it closes by its own buttons only.
        width = _BOTH if form.meanwhile else _FORM
        st.dialog(title, width=width, position="right", dismissible=False)(_drawer)(visit)


def _drawer(visit: Visit) -> None:
    form = opened_form()
    if form is None:
        st.rerun()
    if form.meanwhile is not None:
        _both(visit, form)
        return
    take_up(form)
    offer_drafts(visit, form)
    notes = ProblemNotes(form.problems)
    if notes.count:
        st.error(f"Not saved: {notes.count} {'thing' if notes.count == 1 else 'things'} to mend.", icon=":material/error:")
    top = st.container()
    tell_gone_parties(visit, form)
    typed = _fields(visit, form, notes)
    with top:
        notes.elsewhere()
    reason = "Reason of the change" if form.id else "Reason for adding it"
    typed.why = st.text_input(reason, form.begins.why, key=f"{form.fields}why", placeholder="Kept in the history")
    form.typed = typed
    with st.container(horizontal=True, horizontal_alignment="right", key="form_foot"):
        cancelled = st.button("Cancel", key=FIELDS + "cancel")
        saved = st.button("Save", type="primary", key=FIELDS + "save", icon=":material/check:")
    if cancelled:
        forget(visit, form)
        close_form()
        st.rerun()
    if saved:
        _save(visit, form, typed, form.version)
    keep_typed(visit, form)


def _fields(visit: Visit, form: Form, notes: ProblemNotes) -> Typed:
    key = form.fields + form.kind
    if form.kind == "transfer":
        return transfer_fields(visit, form.begins.state, form.begins.new_parties, key, notes)
    return Typed(party_fields(visit, form.begins.state, key, notes))


def _save(visit: Visit, form: Form, typed: Typed, version: int | None) -> None:
    """Writes what was typed on top of a version, or says why not; the page is drawn again either way."""
    form.problems = _problems(visit, form.kind, typed)
    if form.problems:
        if form.meanwhile:
            # What two people wrote does not go together: it is mended in the form, and rests on theirs from now on.
            begin_again(form, typed)
            form.version, form.meanwhile = version, None
        st.rerun()
    more: dict[str, Any] = {"id": form.id, "version": version, "actor": visit.actor, "at": visit.clock()}
    more |= {"why": typed.why.strip() or None}
    try:
        if form.kind == "transfer":
            id = record.save_transfer(visit.register, typed.state, new_parties=typed.new_parties, **more)
        else:
            id = record.save_party(visit.register, typed.state, **more)
    except Stale:
        form.once_more = form.meanwhile is not None
        form.meanwhile = meanwhile(visit.register, form.kind, form.id, form.version)
        st.rerun()
    except TransferRegisterError as error:
        form.problems = getattr(error, "problems", None) or [Problem("", str(error))]
        st.rerun()
    forget(visit, form)
    close_form()
    if form.kind == "transfer":
        address.open_record(id)
    st.toast(f"{id} is recorded.", icon=":material/check:")
    st.rerun()


def _both(visit: Visit, form: Form) -> None:
    keep_typed(visit, form)
    choice, typed = show_both(visit, form)
    if choice is Choice.SAVE:
        _save(visit, form, typed, form.meanwhile.version)
    if choice is Choice.BACK:
        form.meanwhile, form.problems = None, []
        begin_again(form, form.typed)
        st.rerun()
    if choice is Choice.DROP:
        forget(visit, form)
        close_form()
        st.rerun()


def _problems(visit: Visit, kind: str, typed: Typed) -> list[Problem]:
    if kind == "party":
        return _check_party(visit, typed.state)
    found = []
    for side, party in typed.new_parties.items():
        heading = f"New {'exporter' if side == 'exporter' else 'recipient'}"
        for problem in _check_party(visit, party):
            found.append(Problem(heading, f"{heading_of(problem.where)}: {problem.what}", problem.mend))
    # A side that nobody chose, or that is recorded with this transfer, is no party yet; the check speaks of everything else.
    open_sides = {side: heading for side, heading in (("exporter", "Exporter"), ("importer", "Recipient"))}
    for side, heading in open_sides.items():
        if typed.state.get(side) is None:
            found.append(Problem(heading, "nobody is chosen.", "Choose one of the register, or add it."))
    sides = {side: typed.state.get(side) or NEW for side in open_sides}
    new = [side for side, party in sides.items() if party == NEW]
    return found + record.check_transfer(visit.register, typed.state | sides, new)


def _check_party(visit: Visit, party: dict[str, Any]) -> list[Problem]:
    if party["name"]:
        return record.check_party(visit.register, party)
    # An empty field is told in words of the form; the others are checked as if it were filled.
    unnamed = Problem("Name", "it is empty.", "Write the legal name.")
    return [unnamed, *record.check_party(visit.register, party | {"name": "–"})]
