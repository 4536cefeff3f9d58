"""The score of the register itself: three shares with their counts, and their mean named as such."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.quality import asked_of
from transfer_register.exhibits import register_quality
from transfer_register.model.filter import Filter
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show
from transfer_register.screens.visit import Visit


def show_quality(visit: Visit, chosen: Filter | None = None) -> None:
    """Draws the shares of the register, or of the transfers of a filter, with the table twin."""
    more = asked_of(visit.register, visit.on)
    if more is None:
        st.caption("No wording of this count reaches back to this day.")
        return
    chosen = chosen or Filter()
    answer = visit.ask("register_quality", chosen, **more)
    twin = register_quality.draw(answer, visit.words)
    show(visit, "register_quality", answer, chosen, lambda: _shares(register_quality.read(answer)), twin)


def _shares(shares: list[register_quality.Share]) -> None:
    with st.container(horizontal=True, gap="medium", key="quality.shares"):
        for share in shares:
            with st.container(width=215):
                st.metric(share.title, share.said)
                if share.share is not None:
                    st.progress(share.share)
                st.caption(plain(share.counts))
    _, sentence = register_quality.mean(shares)
    st.caption(plain(f"{sentence} They say how far the register can be relied on, and nothing of the risk of a transfer."))
