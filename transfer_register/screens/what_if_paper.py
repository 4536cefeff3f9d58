"""The paper for the board: one page of what is simulated, made when it is asked for and handed over as a file."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.board_paper import FORMATS, board_paper
from transfer_register.actions.fix import Fix
from transfer_register.errors import TransferRegisterError
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_work import Held, look_for_acts

_NAMES = {"pdf": "PDF", "docx": "Word (docx)", "html": "Web page (html)"}
_MADE = "what_if.paper"


def show_paper(visit: Visit, made: Held, fix: Fix | None, title: str | None = None) -> None:
    """Draws the choice of the format, the button, and the file once it is made."""
    st.markdown(
        "One page: what happens, how many transfers it touches and whom, before and after as a map, three ways with their "
        "numbers, what mends the most, and the law with how sure the register is of it."
    )
    if fix is None and made.simulated.worse:
        with st.container(border=True, key="what_if_untried"):
            st.markdown("**The acts were not tried yet.** The paper would say so; with them it tells what each way costs.")
            fix = look_for_acts(visit, made)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        format = st.segmented_control(
            "Format", FORMATS, default=FORMATS[0], required=True, key="what_if.format", format_func=_NAMES.get
        )
        make = st.button("Make the paper", type="primary", icon=":material/description:", key="what_if.make")
    asked = (made.key, format, fix is not None)
    if make:
        st.session_state.pop(_MADE, None)
        try:
            with st.spinner("The page is set …"):
                produced = board_paper(
                    visit.register, made.simulated, made.figures, fix, format, at=visit.clock(), actor=visit.actor, title=title
                )
        except TransferRegisterError as error:
            cannot(error)
            return
        st.session_state[_MADE] = (asked, produced)
    kept = st.session_state.get(_MADE)
    if kept and kept[0] == asked:
        produced = kept[1]
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="what_if_made"):
            notes = "".join(f"  \n:small[{plain(note)}]" for note in produced.notes)
            st.markdown(f"**{plain(produced.name)}**, {len(produced.data) / 1000:,.0f} kB{notes}", width="stretch")
            st.download_button(
                "Download", produced.data, file_name=produced.name, mime=produced.mime, on_click="ignore", type="primary",
                icon=":material/download:", key="what_if.download",
            )  # fmt: skip
