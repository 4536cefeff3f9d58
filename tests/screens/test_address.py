"""The address of a page keeps what was clicked, also while the page looks by itself whether something is new."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from transfer_register.screens import address

    looked = st.session_state.setdefault("looked", [])
    looked.append(address.standing())
    if len(looked) == 1:
        address.draw_again({"part": ["findings"], "category": ["health", "names"]})


def test_a_look_sent_before_a_click_does_not_bring_back_what_was_shown_before_it():
    app = AppTest.from_function(_page)
    app.query_params["part"] = "work"
    app.run()
    assert not app.exception
    before, after = app.session_state["looked"]
    assert before == {"part": ["work"]}
    assert after == {"part": ["findings"], "category": ["health", "names"]}
