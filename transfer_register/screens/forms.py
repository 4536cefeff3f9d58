"""The drawer in which a record is written: every problem told at once, nothing lost when a save is refused."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import record
from transfer_register.errors import Problem, Stale, TransferRegisterError
from transfer_register.screens import address
from transfer_register.screens.ending import ending
from transfer_register.screens.opened_form import FIELDS, close_form, opened_form
from transfer_register.screens.party_form import party_fields
from transfer_register.screens.problem_notes import ProblemNotes, heading_of
from transfer_register.screens.stale import merged, show_both
from transfer_register.screens.transfer_form import NEW, TransferInput, transfer_fields
from transfer_register.screens.visit import Visit

_TITLES = {
    ("transfer", False): "Add a transfer", ("transfer", True): "Edit transfer",
    ("party", False): "Add a party", ("party", True): "Edit party", ("ending", True): "Take away",
}  # fmt: skip


def show_form(visit: Visit) -> None:
    """Draws the drawer where one is open."""
    if form := opened_form():
        title = _TITLES[form["kind"], form["id"] is not None] + (f" {form['id']}" if form["id"] else "")
        if form["kind"] == "ending":
            st.dialog(title, dismissible=False)(ending)(visit, form)
            return
        # A click beside the drawer must not lose what was typed: it closes by its own buttons only.
        st.dialog(title, width=780, position="right", dismissible=False)(_drawer)(visit)


def _drawer(visit: Visit) -> None:
    form = opened_form()
    if form is None:
        st.rerun()
    notes = ProblemNotes(form["problems"])
    if notes.count:
        st.error(f"Not saved: {notes.count} {'thing' if notes.count == 1 else 'things'} to mend.", icon=":material/error:")
    top = st.container()
    fields = transfer_fields if form["kind"] == "transfer" else party_fields
    typed = fields(visit, form["state"], FIELDS + form["kind"], notes)
    with top:
        notes.elsewhere()
    why = st.text_input(
        "Reason of the change" if form["id"] else "Reason for adding it", key=FIELDS + "why", placeholder="Kept in the history"
    )
    entered = typed if isinstance(typed, TransferInput) else TransferInput(typed, {})
    entered = entered.with_parties(form["made"])
    if form["stale"]:
        _stale(visit, form, entered.state, why)
        return
    with st.container(horizontal=True, horizontal_alignment="right", key="form_foot"):
        cancelled = st.button("Cancel", key=FIELDS + "cancel")
        saved = st.button("Save", type="primary", key=FIELDS + "save", icon=":material/check:")
    if cancelled:
        close_form()
        st.rerun()
    if saved:
        _save(visit, form, entered, why.strip() or None)


def _save(visit: Visit, form: dict[str, Any], entered: TransferInput, why: str | None) -> None:
    form["problems"] = _problems(visit, form["kind"], entered)
    if form["problems"]:
        st.rerun()
    by = {"actor": visit.actor, "at": visit.clock(), "why": why}
    try:
        for side, party in entered.new_parties.items():
            form["made"][side] = record.save_party(visit.register, party, **by)
        state = entered.state | form["made"]
        save = record.save_transfer if form["kind"] == "transfer" else record.save_party
        id = save(visit.register, state, id=form["id"], version=form["version"], **by)
    except Stale:
        form["stale"] = True
        st.rerun()
    except TransferRegisterError as error:
        form["problems"] = getattr(error, "problems", None) or [Problem("", str(error))]
        st.rerun()
    _done(form, id)


def _done(form: dict[str, Any], id: str) -> None:
    close_form()
    if form["kind"] == "transfer":
        address.open_record(id)
    st.toast(f"{id} is recorded.", icon=":material/check:")
    st.rerun()


def _problems(visit: Visit, kind: str, entered: TransferInput) -> list[Problem]:
    if kind == "party":
        return _check_party(visit, entered.state)
    found = []
    for side, party in entered.new_parties.items():
        heading = f"New {'exporter' if side == 'exporter' else 'recipient'}"
        for problem in _check_party(visit, party):
            found.append(Problem(heading, f"{heading_of(problem.where)}: {problem.what}", problem.mend))
    # A side that nobody chose, or that is recorded with this transfer, is no party yet; the check speaks of everything else.
    sides = {heading: entered.state[side] for side, heading in (("exporter", "Exporter"), ("importer", "Recipient"))}
    for heading in [heading for heading, party in sides.items() if party is None]:
        found.append(Problem(heading, "nobody is chosen.", "Choose one of the register, or add it."))
    state = entered.state | {side: entered.state[side] or NEW for side in ("exporter", "importer")}
    skipped = {heading for heading, party in sides.items() if party in (None, NEW)}
    return found + [problem for problem in record.check_transfer(visit.register, state) if problem.where not in skipped]


def _check_party(visit: Visit, party: dict[str, Any]) -> list[Problem]:
    if party["name"]:
        return record.check_party(visit.register, party)
    # An empty field is told in words of the form; the others are checked as if it were filled.
    unnamed = Problem("Name", "it is empty.", "Write the legal name.")
    return [unnamed, *record.check_party(visit.register, party | {"name": "–"})]


def _stale(visit: Visit, form: dict[str, Any], mine: dict[str, Any], why: str) -> None:
    theirs = visit.register.record(form["id"])
    choice = show_both(visit, form["kind"], form["state"], theirs, mine)
    if choice == "theirs":
        close_form()
        st.rerun()
    if choice == "mine":
        form |= {"state": merged(form["kind"], form["state"], mine, theirs.state), "version": theirs.version, "stale": False}
        _save(visit, form, TransferInput(form["state"], {}), why.strip() or None)
