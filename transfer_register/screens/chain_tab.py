"""The chain that a transfer is part of, on its page: everything before it and everything that carries it onward."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits import chained, chains
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.chains import draw_chains
from transfer_register.screens.show import show_table
from transfer_register.screens.visit import Visit


def has_chain(visit: Visit, id: str) -> bool:
    """Does it carry another transfer onward, is it carried onward, or is it said to be?"""
    return chained.any_part(visit.ask("chained", Filter(transfers=(id,))))


def show_chain(visit: Visit, id: str) -> None:
    """Draws the chain with its table, and leads to the transfers behind a chosen mark."""
    answer = visit.ask("chains", Filter(transfers=(id,)), chain=id, limit=1)
    found = chains.chains(answer)
    if not found:
        return
    picked = draw_chains(visit, answer, found[0][0]["chain"])
    show_table(chains.twin(answer, visit.words), key=f"detail.chain.{id}", alt="The legs of this chain")
    others = [each for each in (picked or {}).get("transfers", ()) if each != id]
    for each in others[:6]:
        st.button(f"Open {each}", key=f"detail.chain.open.{each}", on_click=address.open_record, args=(each,))
