"""The last edit of several records, in a line above the list until it is dismissed: what it changed, and the way back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from transfer_register.actions.bulk import Applied
from transfer_register.actions.bulk_preview import changed_in
from transfer_register.exhibits.style import counted
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.batches import undo
from transfer_register.screens.visit import Visit

_LAST = "register.last_edit"


def remember(done: Applied) -> None:
    """Lets the line be shown from now on."""
    st.session_state[_LAST] = {"batch": done.batch, "said": changed_in(Counter(transfer=done.transfers, party=done.parties))}


def show_last_edit(visit: Visit) -> None:
    """Draws the line where there is one; what is undone can be brought back."""
    last = st.session_state.get(_LAST)
    if last is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="last_edit"):
        st.markdown(_said(last), width="stretch")
        if "kept" in last:
            label, icon = "Change again", ":material/redo:"
        else:
            label, icon = "Undo", ":material/undo:"
        if st.button(label, icon=icon, key="last_edit.undo", disabled=visit.past) and _undo(visit, last):
            st.rerun()
        if "kept" not in last and st.button("Show them", icon=":material/table_rows:", key="last_edit.show"):
            address.write_filter(Filter(batches=(last["batch"],)))
            st.rerun()
        st.button(
            ":material/close:", key="last_edit.close", type="tertiary", help="Take this line away",
            on_click=st.session_state.pop, args=(_LAST,),
        )  # fmt: skip


def _said(last: dict[str, Any]) -> str:
    if "kept" not in last:
        return f":material/check: {last['said']} changed by `{last['batch']}`."
    kept = f" {counted(last['kept'], 'record')} changed since, and so stayed." if last["kept"] else ""
    return f":material/undo: Taken back by `{last['batch']}`: {counted(last['back'], 'record')} as before.{kept}"


def _undo(visit: Visit, last: dict[str, Any]) -> bool:
    done = undo(visit, last["batch"])
    if done is None or done.batch is None:
        return False
    taken_back = {} if "kept" in last else {"back": len(done.taken_back), "kept": len(done.kept)}
    st.session_state[_LAST] = {"batch": done.batch, "said": last["said"]} | taken_back
    return True
