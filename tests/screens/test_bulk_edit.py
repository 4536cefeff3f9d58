"""Editing several transfers at once: the drawer, its preview, the refusals that lose nothing, and the way back."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, Open, ran, states, texts
from transfer_register.actions import record
from transfer_register.actions.opening import open_register


def looked_at(opened: Open, folder: Path, owner: str = "Privacy office", **filters: str) -> AppTest:
    """The drawer, with a new owner for the transfers of a filter in its preview."""
    app = opened(folder, **filters)
    ran(app.button(key="register.several").click().run())
    ran(app.selectbox(key="bulk.what.0").set_value("owner").run())
    return ran(app.text_input(key="bulk.value.0.owner").set_value(owner).run())


def press(app: AppTest, why: str = "A new order") -> AppTest:
    app.text_input(key="bulk.why").set_value(why)
    return ran(app.button(key="bulk.apply").click().run())


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def test_several_transfers_are_changed_in_one_act_and_taken_back_at_once(opened: Open, own_register: Path):
    before = states(own_register)
    app = looked_at(opened, own_register, verdicts="breached")
    assert "11 rows change in 1 field" in texts(app)
    assert app.button(key="bulk.apply").label == "Change 11 transfers"
    assert states(own_register) == before
    press(app)
    assert "11 transfers changed by `BA-0003`" in texts(app)
    after = states(own_register)
    assert sum(state.get("owner") == "Privacy office" for state in after.values()) == 11
    ran(app.button(key="last_edit.undo").click().run())
    assert "11 records as before" in texts(app)
    assert states(own_register) == before
    ran(app.button(key="last_edit.undo").click().run())
    assert states(own_register) == after
    ran(app.button(key="last_edit.close").click().run())
    assert "last_edit.undo" not in keys(app)


def test_a_row_without_a_tick_stays_as_it_is(opened: Open, own_register: Path):
    app = looked_at(opened, own_register, verdicts="breached")
    ran(app.button(key="bulk.tick.none").click().run())
    assert "Nothing changes; 11 are left out" in texts(app).replace("\\", "")
    first = next(box.key for box in app.checkbox)
    ran(app.checkbox(key=first).check().run())
    assert app.button(key="bulk.apply").label == "Change 1 transfer"
    press(app)
    changed = [id for id, state in states(own_register).items() if state.get("owner") == "Privacy office"]
    assert changed == [first.removeprefix("bulk.take.")]


def test_without_a_reason_nothing_is_written_and_nothing_is_lost(opened: Open, own_register: Path):
    before = states(own_register)
    app = press(looked_at(opened, own_register, verdicts="breached"), why="")
    assert "Say why" in texts(app)
    assert app.text_input(key="bulk.value.0.owner").value == "Privacy office"
    assert states(own_register) == before
    press(app, why="Now with one")
    assert states(own_register) != before


def test_a_change_of_somebody_else_refuses_all_and_is_shown_beside_a_new_preview(opened: Open, own_register: Path):
    app = looked_at(opened, own_register, verdicts="breached")
    id = next(box.key for box in app.checkbox).removeprefix("bulk.take.")
    other = open_register(own_register)
    found = other.record(id)
    record.save_transfer(other, found.state | {"owner": "Sales"}, actor="Bob", at=AT, id=id, version=found.version)
    other.close()
    press(app)
    told = texts(app).replace("\\", "")
    assert "1 record was changed since the preview, so nothing was written" in told
    assert f"{id}, by Bob: Looked after by:" in told
    assert "~~Sales~~" in told
    assert app.text_input(key="bulk.why").value == "A new order"
    assert not any(state.get("owner") == "Privacy office" for state in states(own_register).values())
    ran(app.button(key="bulk.apply").click().run())
    assert states(own_register)[id]["owner"] == "Privacy office"


def test_a_row_that_cannot_be_changed_so_is_left_out_with_one_press(opened: Open, own_register: Path):
    app = opened(own_register, verdicts="permitted")
    ran(app.button(key="register.several").click().run())
    ran(app.selectbox(key="bulk.what.0").set_value("valid_to").run())
    ran(app.date_input(key="bulk.value.0.valid_to").set_value(AT.date().replace(year=2024)).run())
    assert "Period: it ends on 2024-11-22, before it begins" in texts(app).replace("\\", "")
    press(app)
    assert "Nothing was written" in texts(app)
    ran(app.button(key="bulk.tick.wrong").click().run())
    press(app)
    assert "changed by `BA-0003`" in texts(app)


def test_every_field_and_fact_can_be_chosen_and_a_recipient_changes_once(opened: Open, own_register: Path):
    app = opened(own_register, verdicts="breached")
    ran(app.button(key="register.several").click().run())
    for what in (
        "purposes", "places", "mechanisms", "exporter", "exporter_role", "note", "tia.dated_on", "measures.in_place",
        "importer.subject_to",
    ):  # fmt: skip
        ran(app.selectbox(key="bulk.what.0").set_value(what).run())
        if what == "measures.in_place":
            assert app.multiselect(key="bulk.value.0.measures.in_place").options
    ran(app.multiselect(key="bulk.value.0.importer.subject_to").set_value(["JP-APPI"]).run())
    assert "once each, for all their transfers" in texts(app)
    assert "recipient" in app.button(key="bulk.apply").label


def test_an_act_on_several_records_stands_on_the_intake_screen_and_can_be_taken_back_there(opened: Open, own_register: Path):
    before = states(own_register)
    press(looked_at(opened, own_register, verdicts="breached"), why="A new order")
    app = opened(own_register, "intake")
    told = texts(app).replace("\\", "")
    assert "Acts on several records" in told
    assert "A new order" in told
    ran(app.button(key="batch.sure.BA-0003").click().run())
    assert "Taken back" in texts(app)
    assert states(own_register) == before
    ran(app.button(key="batch.sure.BA-0003").click().run())
    assert states(own_register) != before


def test_where_nothing_is_shown_and_in_the_past_the_button_says_why_it_cannot_be_pressed(opened: Open, shared_register: Path):
    nothing = opened(shared_register, search="no such thing anywhere").button(key="register.several")
    assert nothing.disabled
    assert "No transfer is shown" in nothing.help
    past = opened(shared_register, known_on=ON.isoformat()).button(key="register.several")
    assert past.disabled
    assert "past cannot be edited" in past.help


def test_cancelling_writes_nothing(opened: Open, own_register: Path):
    before = states(own_register)
    app = looked_at(opened, own_register)
    ran(app.button(key="bulk.cancel").click().run())
    assert "bulk.apply" not in keys(app)
    assert states(own_register) == before
