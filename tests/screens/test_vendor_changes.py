"""A vendor's announced change: the difference, the days, what the register would do, recording it, and the decision."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, Open, entries, ran, states, texts
from transfer_register.actions import announcements, take_in
from transfer_register.actions.opening import open_register

BEFORE = """| Sub-processor | Purpose | Location of processing |
| --- | --- | --- |
| Larkspur Cloud Inc. | Hosting | United States |
| Muster GmbH | E-mail delivery | Germany |
| Fjord AS | Error reporting | Norway |
"""
AFTER = """| Sub-processor | Purpose | Location of processing |
| --- | --- | --- |
| Larkspur Cloud Inc. | Hosting | United States, Singapore |
| Muster GmbH | E-mail delivery | Germany |
| Halyard Ltd | Second-line support | India |
"""
LETTER = """3 November 2026

The change takes effect on 15 December 2026. You may object within 30 days of receipt of this notice.
"""


@pytest.fixture(scope="module")
def _orbit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("orbit") / "register"
    register = open_register(folder)
    options = take_in.Options(exporter_name="Orbit Oy", exporter_country="FI")
    take_in.take(register, take_in.preview(register, BEFORE.encode(), "before.md", options), actor="tests", at=AT)
    orbit = next(id for id, party in register.parties().items() if party.name == "Orbit Oy")
    register.sight(ON)
    register.close()
    return folder, orbit


@pytest.fixture
def with_orbit(_orbit: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A register that holds what Orbit's list said until now, and Orbit's id."""
    folder, orbit = _orbit
    return Path(shutil.copytree(folder, tmp_path / "register")), orbit


def laid_out(opened: Open, folder: Path, orbit: str) -> AppTest:
    """A new announcement of Orbit with the new list beside what the register holds, and the letter."""
    app = opened(folder, "vendor-changes", announcement="new")
    ran(app.selectbox(key="vendor.new.vendor").set_value(orbit).run())
    ran(app.button_group(key="vendor.new.old.kind.3").set_value("recorded").run())
    ran(app.button_group(key="vendor.new.new.kind.3").set_value("text").run())
    app.text_area(key="vendor.new.new.text").set_value(AFTER)
    return ran(app.text_area(key="vendor.new.letter").set_value(LETTER).run())


def recorded(app: AppTest) -> AppTest:
    app.date_input(key="vendor.new.effective_on").set_value(date(2026, 12, 15))
    ran(app.run())
    return ran(app.button(key="vendor.new.record").click().run())


def told(app: AppTest) -> str:
    return texts(app).replace("\\", "")


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def test_while_nothing_was_announced_the_screen_says_what_to_do(opened: Open, empty_register: Path):
    assert "No vendor has announced a change yet" in told(opened(empty_register, "vendor-changes"))


def test_what_the_letter_says_counts_only_when_it_is_taken(opened: Open, with_orbit: tuple[Path, str]):
    app = laid_out(opened, *with_orbit)
    assert "1 added, 1 removed, 1 changed; 1 as before" in told(app)
    assert "The change takes effect on 15 December 2026." in told(app)
    assert app.date_input(key="vendor.new.effective_on").value is None
    assert "Say above on which day the change takes effect" in told(app)
    take = next(key for key in keys(app) if key.startswith("vendor.new.take.") and key.endswith("2026-12-15"))
    ran(app.button(key=take).click().run())
    assert app.date_input(key="vendor.new.effective_on").value == date(2026, 12, 15)
    assert "On 15 December 2026: 1 transfer begins, 1 ends, 1 changes" in told(app)


def test_the_earlier_of_contract_and_letter_is_the_last_day_to_object(opened: Open, with_orbit: tuple[Path, str]):
    app = laid_out(opened, *with_orbit)
    assert "Not known: ask what the contract says" in told(app)
    app.date_input(key="vendor.new.received_on").set_value(date(2030, 1, 7))
    app.number_input(key="vendor.new.contract_days").set_value(10)
    app.selectbox(key="vendor.new.contract_from").set_value("received")
    app.date_input(key="vendor.new.letter_until").set_value(date(2030, 2, 1))
    ran(app.run())
    assert "Object by Thursday, 17 January 2030" in told(app)


def test_an_accepted_change_is_written_for_its_day_and_taken_back_as_one(opened: Open, with_orbit: tuple[Path, str]):
    folder, _ = with_orbit
    app = recorded(laid_out(opened, *with_orbit))
    assert "AN-0001" in told(app)
    ran(app.button_group(key="vendor.AN-0001.decision").set_value("accepted").run())
    ran(app.button(key="vendor.AN-0001.decide").click().run())
    assert "Say why" in told(app)
    app.text_input(key="vendor.AN-0001.why").set_value("Its measures were shown")
    decide = app.button(key="vendor.AN-0001.decide")
    assert decide.label == "Accept, and write 3 acts"
    ran(decide.click().run())
    assert "Decided on" in told(app)
    written = states(folder).values()
    assert sum(state.get("valid_from") == "2026-12-15" for state in written) == 2
    assert sum(state.get("valid_to") == "2026-12-14" for state in written) == 2
    ran(app.button(key="vendor.undo.sure").click().run())
    assert not [state for state in states(folder).values() if state.get("valid_from") == "2026-12-15"]


def test_an_act_without_a_tick_is_not_written_and_an_objection_writes_none(opened: Open, with_orbit: tuple[Path, str]):
    folder, _ = with_orbit
    app = recorded(laid_out(opened, *with_orbit))
    ran(app.button_group(key="vendor.AN-0001.decision").set_value("accepted").run())
    ticks = [box.key for box in app.checkbox if box.key.startswith("vendor.AN-0001.take.")]
    ran(app.checkbox(key=ticks[0]).uncheck().run())
    assert app.button(key="vendor.AN-0001.decide").label == "Accept, and write 2 acts"
    ran(app.button_group(key="vendor.AN-0001.decision").set_value("objected").run())
    app.text_input(key="vendor.AN-0001.why").set_value("No safeguard for India")
    ran(app.button(key="vendor.AN-0001.decide").click().run())
    register = open_register(folder)
    (found,) = announcements.announcements(register)
    assert (found.announcement.decision, found.announcement.batch) == ("objected", None)
    register.close()
    ran(app.button(key="vendor.all").click().run())
    assert "Objected" in told(app)


def test_an_announcement_without_a_vendor_is_not_recorded_and_says_so(opened: Open, empty_register: Path):
    app = opened(empty_register, "vendor-changes", announcement="new")
    ran(app.button(key="vendor.new.record").click().run())
    assert "The announcement was not recorded" in told(app)
    assert entries(empty_register) == 0
