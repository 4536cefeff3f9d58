"""The address of a page keeps what was clicked, also while the page looks by itself whether something is new."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from transfer_register.screens import address


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


def _chosen() -> None:
    import streamlit as st

    from transfer_register.screens import address

    st.session_state["shown"] = address.one_of("part", ["work", "findings", "measures"])
    st.button("Findings", on_click=address.say, args=("part", "findings"))


def test_an_address_that_was_on_its_way_takes_no_choice_back():
    app = _at("work")
    app.button[0].click().run()
    assert app.session_state["shown"] == "findings"
    app.query_params["part"] = "work"  # what the browser sent with something else, before it heard of the choice
    app.run()
    assert (app.session_state["shown"], app.query_params["part"]) == ("findings", "findings")


def test_where_the_reader_goes_by_a_link_is_where_they_are():
    app = _at("work")
    app.button[0].click().run()
    app.query_params["part"] = "measures"
    app.run()
    assert app.session_state["shown"] == "measures"


def test_an_address_that_was_left_long_ago_can_be_gone_to_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(address, "_ON_ITS_WAY", 0.0)
    app = _at("work")
    app.button[0].click().run()
    app.query_params["part"] = "work"
    app.run()
    assert app.session_state["shown"] == "work"


def _at(part: str) -> AppTest:
    app = AppTest.from_function(_chosen)
    app.query_params["part"] = part
    app.run()
    assert not app.exception
    return app
