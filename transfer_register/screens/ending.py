"""Taking a transfer away: asked once more, with a reason that stays in the history."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import record
from transfer_register.errors import TransferRegisterError
from transfer_register.screens import address
from transfer_register.screens.opened_form import FIELDS, close_form
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit


def ending(visit: Visit, form: dict[str, Any]) -> None:
    """Draws the question; the record leaves the register and its past stays."""
    st.markdown(f"{plain(form['id'])} leaves the register as of now. Its past stays, and it can be seen on earlier states.")
    why = st.text_input("Reason", key=FIELDS + "why", placeholder="Kept in the history")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=FIELDS + "cancel"):
            close_form()
            st.rerun()
        sure = st.button("Take it away", type="primary", icon=":material/delete:", key=FIELDS + "end")
    if not sure:
        return
    by = {"actor": visit.actor, "at": visit.clock(), "why": why.strip() or None}
    try:
        record.take_away(visit.register, form["id"], form["version"], **by)
    except TransferRegisterError as error:
        cannot(error)
        return
    close_form()
    address.open_record(None)
    st.toast(f"{form['id']} is taken away; its past stays.", icon=":material/check:")
    st.rerun()
