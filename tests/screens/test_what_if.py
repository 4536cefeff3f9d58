"""What if: a link is the whole simulation, figures lead to their transfers, and only what is recorded is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import ON, Open, ran, texts
from transfer_register.actions.events import events
from transfer_register.actions.opening import open_register
from transfer_register.model.event import Event, LawText
from transfer_register.screens.what_if_link import packed, unpacked

FALLS = Event(kind="ends", title="The framework falls", effective_on=date(2026, 11, 23), provisions=("eu.us.dpf",))


def head(folder: Path) -> int:
    register = open_register(folder)
    try:
        return register.head().sequence
    finally:
        register.close()


def test_an_event_comes_out_of_a_link_as_it_went_in():
    law = Event(kind="law", title="A law: &#?", effective_on=ON, files=(LawText(name="é.yaml", text="provisions:\n" * 900),))
    assert unpacked(packed(law)) == law
    assert len(packed(law)) < 500
    assert unpacked(packed(FALLS)) == FALLS


@pytest.mark.parametrize(
    "text", ["", "no", "{}", "[1]", '{"kind":"ends"}', packed(FALLS)[:-9], packed(FALLS).replace("ends", "odd")]
)
def test_what_is_no_event_is_refused(text: str):
    with pytest.raises(ValueError, match=r"no event|Expecting|Unterminated"):
        unpacked(text)


def test_drills_and_events_of_ones_own_are_offered(opened: Open, shared_register: Path):
    app = opened(shared_register, "what-if")
    told = texts(app)
    assert "the Privacy Shield falls" in told.replace("\\", "")
    assert "A vendor is bought" in told
    ran(app.button(key="what_if.drill.privacy_shield").click().run())
    assert app.query_params["drill"] == "privacy_shield"
    assert "law of 16 July 2020" in texts(app)


def test_a_drill_of_days_to_come_that_a_link_names_becomes_its_events(opened: Open, shared_register: Path):
    app = opened(shared_register, "what-if", drill="gb")
    assert "drill" not in app.query_params
    assert len(app.query_params["event"]) == 2
    assert "law of –" not in texts(app)


def test_a_link_shows_figures_whose_transfers_are_listed_and_writes_nothing(opened: Open, shared_register: Path):
    before = head(shared_register)
    app = opened(shared_register, "what-if", event=packed(FALLS))
    made = app.session_state["what_if.held"]
    relies, none = made.figures.relies, made.figures.none
    assert 0 < len(none) < len(relies) < made.figures.transfers
    assert f"{len(relies)} of {made.figures.transfers} transfers rest on what falls" in texts(app).replace("\\", "")
    assert set(app.dataframe[0].value["Transfer"]) == {each.transfer for each in made.simulated.affected}
    ran(app.button(key="what_if.tile.none").click().run())
    assert tuple(app.dataframe[0].value["Transfer"]) == none
    assert head(shared_register) == before


def test_part_of_a_link_that_nobody_understands_is_said(opened: Open, shared_register: Path):
    assert "left aside" in texts(opened(shared_register, "what-if", event="half of it"))


def test_what_is_recorded_has_tasks_and_can_be_taken_back(opened: Open, own_register: Path):
    app = opened(own_register, "what-if", event=packed(FALLS))
    ran(app.button(key="what_if.record").click().run())
    app.text_input(key="what_if.record.why").set_value("Judgment of today")
    ran(app.button(key="what_if.record.save").click().run())
    register = open_register(own_register)
    [recorded] = events(register)
    assert app.query_params["recorded"] == recorded.id
    assert recorded.event.affected
    assert recorded.event.tasks
    assert f"{len(recorded.event.tasks)} tasks open" in texts(app)
    register.close()
    # Every screen says so from the day of the event on.
    assert "Judged with 1 event" in _beside(opened(own_register, on="2026-11-23"))
    assert _beside(opened(own_register)) == []
    ran(app.button(key="what_if.back.sure").click().run())
    assert "No event is recorded" in texts(app)


def _beside(app: AppTest) -> list[str]:
    """What the links beside the page say."""
    return [each.proto.label for each in app.sidebar.get("page_link")]
