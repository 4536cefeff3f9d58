"""The lists that were brought in before, each to open in the register or to take back as one."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import take_in
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits import batches
from transfer_register.exhibits.style import counted, day
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit


def show_batches(visit: Visit) -> None:
    """Draws one line an act, the newest first; acts that took others back stand with those."""
    answer = visit.ask("batches")
    undone = batches.undone(answer)
    rows = [row for row in answer.dicts() if not row["undoes"]]
    if not rows:
        return
    st.markdown("##### Brought in before")
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"batch_{row['batch']}"):
            said = f"{day(row['recorded_at'].date())}, by {row['actor']}; {counted(row['transfers'], 'transfer')} in the register"
            st.markdown(f"**{plain(row['title'])}** `{row['batch']}`  \n:small[:gray[{plain(said)}]]", width="stretch")
            if row["batch"] in undone:
                st.markdown(":gray-badge[:material/undo: Taken back]", width="content")
                continue
            if st.button("Open", icon=":material/table_rows:", key=f"batch.open.{row['batch']}", disabled=not row["transfers"]):
                st.switch_page(visit.pages["register"], query_params=address.link(Filter(batches=(row["batch"],))))
            with st.popover("Undo", icon=":material/undo:", key=f"batch.undo.{row['batch']}"):
                st.markdown("Everything it recorded is taken back by new entries; what was changed since stays.")
                if st.button("Take it back", type="primary", key=f"batch.sure.{row['batch']}"):
                    undo(visit, row["batch"])
                    st.rerun()


def undo(visit: Visit, batch: str) -> None:
    """Takes an act back and says how much of it."""
    try:
        done = take_in.undo(visit.register, batch, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        cannot(error)
        return
    kept = f", {counted(len(done.kept), 'record')} changed since stay" if done.kept else ""
    st.toast(f"{batch}: {counted(len(done.taken_back), 'record')} taken back{kept}.", icon=":material/undo:")
