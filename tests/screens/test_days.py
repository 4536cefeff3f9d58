"""The three days: on which the register holds, whose law judges it, and at whose end it was known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.screens.conftest import Open, texts
from transfer_register.actions import record
from transfer_register.actions.opening import open_register

LATER = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def changed(own_register: Path) -> Path:
    """The demonstration of 22 November, in which one transfer was given another owner on 25 November."""
    register = open_register(own_register)
    state, version = register.record("TR-00001").state, register.record("TR-00001").version
    record.save_transfer(
        register, state | {"owner": "Archive"}, id="TR-00001", version=version, actor="Ada", at=LATER, why="Moved to the archive"
    )
    register.close()
    return own_register


def test_a_record_is_shown_as_it_was_recorded_by_a_day(opened: Open, changed: Path, monkeypatch):
    now = texts(opened(changed, id="TR-00001"))
    assert "Archive" in now
    assert "Moved to the archive" in now
    then = texts(opened(changed, id="TR-00001", known_on="2026-11-22"))
    assert "Archive" not in then
    assert "Moved to the archive" not in then
    assert "Known by 22 Nov 2026" in then


def test_nothing_can_be_written_to_an_earlier_state(opened: Open, changed: Path):
    app = opened(changed, id="TR-00001", known_on="2026-11-22")
    keys = {str(button.key) for button in app.button}
    assert not {"detail.edit", "register.add"} & {button.key for button in app.button if not button.disabled}
    assert not [key for key in keys if key.startswith("record.")]
    widgets = [*app.get("button_group"), *app.get("selectbox"), *app.get("text_input")]
    assert not [each.key for each in widgets if str(each.key).startswith("answer.")]


def test_the_day_of_knowledge_goes_along_to_other_screens_and_back_to_today_ends_it(opened: Open, changed: Path):
    app = opened(changed, "reports", known_on="2026-11-22")
    assert "as recorded by the end of 22 November 2026" in texts(app)
    next(button for button in app.button if button.label == "Back to today").click().run()
    assert "known_on" not in app.query_params


def test_before_anything_was_recorded_the_register_is_empty(opened: Open, changed: Path):
    assert "Nothing had been recorded by the end of" in texts(opened(changed, known_on="2026-11-01"))
