"""Taking a transfer away: asked once more, with a reason that stays in the history."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from transfer_register.actions import record
from transfer_register.actions.merge import meanwhile
from transfer_register.errors import Stale, TransferRegisterError
from transfer_register.exhibits.record_words import differences
from transfer_register.exhibits.style import day
from transfer_register.screens import address
from transfer_register.screens.opened_form import FIELDS, Form, close_form
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.told import told
from transfer_register.screens.visit import Visit


def ending(visit: Visit, form: Form) -> None:
    """Draws the question; the record leaves the register and its past stays."""
    gone = form.meanwhile is not None and form.meanwhile.gone
    if form.meanwhile:
        _tell_meanwhile(visit, form)
    if not gone:
        st.markdown(f"{plain(form.id)} leaves the register as of now. Its past stays, and it can be seen on earlier states.")
        st.text_input("Reason", key=FIELDS + "why", placeholder="Kept in the history")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Close" if gone else "Cancel", key=FIELDS + "cancel"):
            close_form()
            st.rerun()
        label = "Take it away all the same" if form.meanwhile else "Take it away"
        sure = not gone and st.button(label, type="primary", icon=":material/delete:", key=FIELDS + "end")
    if sure:
        _take_away(visit, form)


def _take_away(visit: Visit, form: Form) -> None:
    by = {"actor": visit.actor, "at": visit.clock(), "why": st.session_state[FIELDS + "why"].strip() or None}
    version = form.meanwhile.version if form.meanwhile else form.version
    try:
        record.take_away(visit.register, form.id, version, **by)
    except Stale:
        # Who takes a record away has seen what it holds: what came in between is shown before it goes.
        form.meanwhile = meanwhile(visit.register, "transfer", form.id, form.version)
        st.rerun()
    except TransferRegisterError as error:
        cannot(error)
        return
    close_form()
    address.open_record(None)
    st.toast(f"{form.id} is taken away; its past stays.", icon=":material/check:")
    st.rerun()


def _tell_meanwhile(visit: Visit, form: Form) -> None:
    last = form.meanwhile.last
    at = datetime.fromisoformat(last.at)
    act = "took this record away already" if form.meanwhile.gone else "changed this record"
    lines = [told(each) for each in differences(visit.words, visit.names, form.meanwhile.base, form.meanwhile.state)]
    st.warning(
        f"**{plain(last.actor)} {act} on {day(at.date())} at {at:%H:%M} UTC**, while you had it open."
        + "".join(f"\n- {line}" for line in lines),
        icon=":material/group:",
    )
