"""The note on every screen of a register that was moved: what is seen here stays as it is, and where to go on."""

from __future__ import annotations

import streamlit as st

from transfer_register.errors import TransferRegisterError
from transfer_register.register.moved import moved
from transfer_register.register.register import Register
from transfer_register.screens.plain import plain


def tell_moved(register: Register) -> None:
    """Draws the note, if the register was moved; a journal that cannot be reached is told of elsewhere."""
    try:
        there = moved(register.journal)
    except TransferRegisterError:
        return
    if there:
        st.warning(f"{plain(there)} What is here can only be read.", icon=":material/drive_file_move:")
