"""The pictures: each draws, has its table, obeys the filter, and says what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Open, ran, texts

VIEWS = {"map": "map", "sankey": "sankey", "matrix": "matrix", "countries": "verdicts_by_country", "time": "validity"}


@pytest.mark.parametrize("view", VIEWS)
def test_each_picture_draws_and_names_its_filter_and_days(opened: Open, shared_register: Path, view: str):
    told = texts(opened(shared_register, "flows", view=view, origins="DE")).replace("\\", "")
    assert "Transfers with exporter in Germany" in told
    assert "Register of 22 November 2026, law of the same day" in told


@pytest.mark.parametrize(("view", "exhibit"), VIEWS.items())
def test_each_picture_has_a_table_twin(opened: Open, shared_register: Path, view: str, exhibit: str):
    app = opened(shared_register, "flows", view=view)
    ran(app.toggle(key=f"show.{exhibit}.table").set_value(True).run())
    table = app.dataframe[0].value
    assert len(table)
    assert not [column for column in table.columns if "_" in str(column)]


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_of_nothing_says_nothing_wrong(opened: Open, shared_register: Path, view: str):
    opened(shared_register, "flows", view=view, search="no such thing anywhere")


def test_an_empty_register_leads_to_its_beginning(opened: Open, empty_register: Path):
    app = opened(empty_register, "flows")
    assert "nothing to show" in texts(app)
    ran(app.button(key="start.begin").click().run())


def test_steps_and_axes_stand_in_the_address(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", view="matrix", rows="purpose", columns="verdict")
    assert app.selectbox(key="flows.rows").value == "purpose"
    assert app.selectbox(key="flows.columns").value == "verdict"
    app = opened(shared_register, "flows", view="sankey", steps=["origin", "country"])
    assert app.multiselect(key="flows.steps").value == ["origin", "country"]


def test_the_filter_is_kept_on_the_way_to_another_screen(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", countries="US")
    app.session_state["address.screen"] = "register"
    del app.query_params["countries"]
    ran(app.run())
    assert app.query_params["countries"] == "US"
