"""The home page: the list, the filter, the open transfer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Open, ran, texts


def grid(app):
    return app.dataframe[0].value


def test_an_empty_register_offers_three_ways_to_begin(opened: Open, empty_register: Path):
    app = opened(empty_register)
    assert {"Bring in a list", "Load the demonstration", "Add a transfer"} <= {button.label for button in app.button}


def test_the_demonstration_is_loaded_by_its_button(opened: Open, empty_register: Path):
    app = opened(empty_register)
    ran(app.button(key="start.demo").click().run())
    assert len(grid(app)) == 50
    assert "transfers:" in texts(app)


def test_the_list_says_who_where_why_and_the_verdict_in_words(opened: Open, shared_register: Path):
    first = grid(opened(shared_register)).iloc[0]
    assert first["id"] == "TR-00001"
    assert first["verdict"][0][2:] in ("Permitted", "Breached", "Unknown", "Not restricted", "Not judged")
    assert first["destinations"]
    assert "demo" in first["recipient"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("search", "Northline"), ("verdicts", "breached"), ("countries", "US"), ("origins", "DE"), ("kinds", "affiliate"),
        ("purposes", "technical_support"), ("categories", "name"), ("subjects", "customers"), ("tools", "scc"),
        ("regimes", "EU"), ("bands", "moderate"), ("flags", "mechanism_missing"),
    ],
)  # fmt: skip
def test_each_filter_of_the_address_narrows_the_list(opened: Open, shared_register: Path, field: str, value: str):
    app = opened(shared_register, **{field: value})
    shown = sum(1 for _ in grid(app).index) if app.dataframe else 0
    assert shown > 0
    assert "81 transfers" not in app.markdown[-1].value


def test_a_filter_is_shown_as_a_chip_that_takes_it_away(opened: Open, shared_register: Path):
    app = opened(shared_register, countries="US")
    app.button(key="chip.countries.US").click().run()
    assert "countries" not in app.query_params


def test_verdicts_write_the_filter_into_the_address_and_take_it_back(opened: Open, shared_register: Path):
    app = opened(shared_register)
    app.button(key="filter.verdicts.breached").click().run()
    assert app.query_params["verdicts"] == "breached"
    assert all("Breached" in cell[0] for cell in grid(app)["verdict"])
    app.button(key="filter.verdicts.unknown").click().run()
    assert app.query_params["verdicts"] == ["breached", "unknown"]
    app.button(key="filter.verdicts.breached").click().run()
    assert app.query_params["verdicts"] == "unknown"


def test_regimes_that_disagree_are_told_apart(opened: Open, shared_register: Path):
    cells = [list(cell) for cell in grid(opened(shared_register, regimes="CH", verdicts="breached"))["verdict"]]
    assert ["■ Breached: CH", "● Permitted"] in cells


def test_a_filter_that_lets_nothing_through_says_so(opened: Open, shared_register: Path):
    app = opened(shared_register, search="no such thing anywhere")
    assert "No transfer passes this filter" in texts(app)
    app.button(key="register.clear").click().run()
    assert len(grid(app)) == 50


def test_strange_words_in_the_address_are_left_aside(opened: Open, shared_register: Path):
    app = opened(shared_register, page="x", order="drop", on="yesterday", verdicts="nonsense")
    assert not app.exception


def test_a_page_beyond_the_last_shows_the_first(opened: Open, shared_register: Path):
    assert grid(opened(shared_register, page="900")).iloc[0]["id"] == "TR-00001"


def test_the_second_page_goes_on_where_the_first_ended(opened: Open, shared_register: Path):
    assert grid(opened(shared_register, page="2")).iloc[0]["id"] == "TR-00051"


def test_an_open_transfer_is_told_in_one_sentence_with_its_verdict(opened: Open, shared_register: Path):
    told = texts(opened(shared_register, id="TR-00001"))
    assert "sends" in told
    assert "EU GDPR" in told
    assert "TR-00001" in told


def test_a_transfer_that_is_not_there_is_said_not_to_be(opened: Open, shared_register: Path):
    assert "There is no transfer" in texts(opened(shared_register, id="TR-99999"))


def test_a_reference_that_is_no_transfer_is_said_to_be_none(opened: Open, shared_register: Path):
    assert "There is no transfer" in texts(opened(shared_register, id="PA-0001"))


def test_the_days_stand_in_the_address_and_can_go_back_to_today(opened: Open, shared_register: Path):
    app = opened(shared_register, on="2025-01-15")
    assert "Not as of today" in texts(app)
    next(button for button in app.button if button.label == "Back to today").click().run()
    assert "on" not in app.query_params


def test_taking_a_transfer_away_closes_it_and_keeps_its_past(opened: Open, own_register: Path):
    id = grid(opened(own_register, order="-id")).iloc[0]["id"]  # no other transfer carries the newest one onward
    app = opened(own_register, id=id)
    ran(app.menu_button(key="detail.more").set_value(":material/delete: Take this transfer away").run())
    app.text_input(key="form.why").set_value("Ended")
    ran(app.button(key="form.end").click().run())
    assert "id" not in app.query_params
    assert "was taken away" in texts(opened(own_register, id=id))
