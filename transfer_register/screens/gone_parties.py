"""A party that was chosen in a form and taken away by somebody else before the form was saved: restored, or another chosen."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from transfer_register.actions import record
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import day
from transfer_register.register.answer import Version
from transfer_register.screens.opened_form import Form, Typed, begin_again
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.transfer_form import NEW
from transfer_register.screens.visit import Visit

_SIDES = {"exporter": "exporter", "importer": "recipient"}


def tell_gone_parties(visit: Visit, form: Form) -> None:
    """Says so for each side of a transfer, with the way to restore the party; told until somebody else is chosen."""
    if form.kind != "transfer":
        return
    state = (form.typed or form.begins).state
    for side, heading in _SIDES.items():
        chosen = state.get(side)
        if chosen and chosen != NEW and chosen not in visit.names and visit.register.history(chosen):
            form.gone[side] = chosen
            st.session_state[f"{form.fields}{form.kind}.{side}"] = None
        elif chosen is not None:
            form.gone.pop(side, None)
        if side in form.gone:
            _tell(visit, form, side, heading, visit.register.history(form.gone[side]))


def _tell(visit: Visit, form: Form, side: str, heading: str, versions: list[Version]) -> None:
    ended, before = versions[-1], versions[-2].state or {}
    at = datetime.fromisoformat(ended.at)
    why = f" Reason: {plain(ended.why)}" if ended.why else ""
    st.warning(
        f"**{plain(before.get('name'))}**, the {heading} in this form, was taken away by {plain(ended.actor)} on "
        f"{day(at.date())} at {at:%H:%M} UTC.{why}  \nRestore it, or choose another {heading}.",
        icon=":material/domain_disabled:",
    )
    if st.button(f"Restore {plain(before.get('name'))}", key=f"form.restore.{side}"):
        _restore(visit, form, side, ended, before)


def _restore(visit: Visit, form: Form, side: str, ended: Version, before: dict) -> None:
    by = {"actor": visit.actor, "at": visit.clock(), "why": f"Named by {form.id or 'a new transfer'}"}
    try:
        record.save_party(visit.register, before, id=ended.record, version=ended.version, **by)
    except TransferRegisterError as error:
        cannot(error)
        return
    typed = form.typed or form.begins
    begin_again(form, Typed(typed.state | {side: ended.record}, typed.new_parties, typed.why))
    form.gone.pop(side)
    st.rerun()
