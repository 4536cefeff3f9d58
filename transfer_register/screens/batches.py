"""What was recorded together before, lists, edits, merges and splits, each to open in the register or to take back as one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import undo as actions
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits import batches
from transfer_register.exhibits.style import counted, day
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

_HEADINGS = {False: "Brought in before", True: "Acts on several records"}


def show_batches(visit: Visit, party: str | None = None) -> None:
    """Draws one line an act, the newest first; what took others back stands with those. With `party` its merges and splits."""
    answer = visit.ask("batches", party=party)
    undone = batches.undone(answer)
    rows = [row for row in answer.dicts() if not row["undoes"]]
    for act, heading in _HEADINGS.items():
        found = [row for row in rows if (row["act"] is not None) == act]
        if found and party is None:
            st.markdown(f"##### {heading}")
        for row in found:
            _act(visit, row, undone.get(row["batch"], ()))


def _act(visit: Visit, row: dict[str, Any], undone: tuple[str, ...]) -> None:
    """One act; `undone` are the acts that took it back, and back again."""
    batch, taken_back = row["batch"], len(undone) % 2 == 1
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"batch_{batch}"):
        said = f"{day(row['recorded_at'].date())}, by {row['actor']}"
        # Of an edit its title says how many; its reason says why.
        said += f": {row['why']}" if row["act"] else f"; {counted(row['transfers'], 'transfer')} in the register"
        st.markdown(f"**{plain(row['title'])}** `{batch}`  \n:small[:gray[{plain(said)}]]", width="stretch")
        if taken_back:
            st.markdown(":gray-badge[:material/undo: Taken back]", width="content")
        elif st.button("Open", icon=":material/table_rows:", key=f"batch.open.{batch}", disabled=not row["transfers"]):
            st.switch_page(visit.pages["register"], query_params=address.link(Filter(batches=(batch,))))
        says, icon, what = (
            ("Bring back", ":material/redo:", "Everything is as it was before it was taken back; what was changed since stays.")
            if taken_back
            else ("Undo", ":material/undo:", "Everything it recorded is taken back by new entries; what was changed since stays.")
        )
        with st.popover(says, icon=icon, key=f"batch.undo.{batch}", disabled=visit.past):
            st.markdown(what)
            sure = "Bring it back" if taken_back else "Take it back"
            if st.button(sure, type="primary", key=f"batch.sure.{batch}") and undo(visit, (batch, *undone)[-1]):
                st.rerun()


def undo(visit: Visit, batch: str) -> actions.Undone | None:
    """Takes an act back and says how much of it; None where that was refused, which is said as well."""
    try:
        done = actions.undo(visit.register, batch, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        cannot(error)
        return None
    kept = f", {counted(len(done.kept), 'record')} changed since stay" if done.kept else ""
    st.toast(f"{batch}: {counted(len(done.taken_back), 'record')} taken back{kept}.", icon=":material/undo:")
    return done
