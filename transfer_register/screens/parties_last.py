"""The last merge or split, in a line above the list until it is dismissed: what it did, and the way back."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits.style import counted
from transfer_register.screens import address
from transfer_register.screens.batches import undo
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_LAST = "parties.last"


def remember(batch: str, said: str) -> None:
    """Lets the line be shown from now on; `said` is what was done, as plain text."""
    st.session_state[_LAST] = {"batch": batch, "said": said, "back": False}


def show_last(visit: Visit) -> None:
    """Draws the line where there is one; what is undone can be brought back."""
    last = st.session_state.get(_LAST)
    if last is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="last_edit"):
        kept = f" {counted(last['kept'], 'record')} changed since, and so stayed." if last.get("kept") else ""
        batch = f"`{last['batch']}`"
        lead = f":material/undo: Taken back by {batch}" if last["back"] else f":material/check: {batch}"
        st.markdown(f"{lead}: {plain(last['said'])}.{kept}", width="stretch")
        label, icon = ("Do it again", ":material/redo:") if last["back"] else ("Undo", ":material/undo:")
        if st.button(label, icon=icon, key="parties.last.undo", disabled=visit.past):
            done = undo(visit, last["batch"])
            if done is not None and done.batch is not None:
                more = {"batch": done.batch, "back": not last["back"], "kept": len(done.kept)}
                st.session_state[_LAST] = last | more
                address.open_record(None)
                st.rerun()
        st.button(
            ":material/close:", key="parties.last.close", type="tertiary", help="Take this line away",
            on_click=st.session_state.pop, args=(_LAST,),
        )  # fmt: skip
