"""Sliders over days, and what changes between two: the address says it, the page tells it in numbers and words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.screens.conftest import ON, Open, ran, texts

BEFORE = {"vs_on": ON.isoformat(), "vs_law_on": "2023-02-14"}


def test_the_sliders_offer_days_on_which_something_happens_and_write_the_address(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows")
    slider = app.select_slider(key="days_sliders.law_on")
    assert slider.value == ON
    days = [date.fromisoformat(day) if "-" in day else day for day in slider.options]
    assert len(days) > 20
    day = date(2023, 2, 14)
    ran(slider.set_value(day).run())
    assert app.query_params["law_on"] in ("2023-02-14", ["2023-02-14"])
    told = texts(app).replace("\\", "")
    assert "law of 14 February 2023" in told
    assert "14 Feb 2023: " in told


def test_a_comparison_says_how_many_change_and_which(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", **BEFORE)
    told = texts(app).replace("\\", "")
    assert "transfers" in told
    assert "change: " in told
    assert "law of 14 February 2023 → Register of 22 November 2026" in told
    assert "with another verdict" in told
    assert {"Before", "After"} <= set(app.dataframe[0].value.columns)


def test_the_toggle_begins_a_comparison_and_lets_go_of_it(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows")
    assert "vs_on" not in app.query_params
    ran(app.toggle(key="days_sliders.compare").set_value(True).run())
    assert "vs_on" in app.query_params
    assert app.select_slider(key="days_sliders.vs_law_on").value < ON
    ran(app.toggle(key="days_sliders.compare").set_value(False).run())
    assert "vs_on" not in app.query_params


def test_destinations_before_and_after_stand_in_a_table_in_words(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", flows_as="table", **BEFORE)
    table = app.dataframe[0].value
    assert list(table.columns)[:4] == ["Destination", "Transfers", "Before", "After"]
    row = table[table["Destination"] == "United States"].iloc[0]
    assert "breached" in row["Before"]
    assert "permitted" in row["After"]
    assert row["Better"] > 0


def test_the_map_tells_storage_from_access(opened: Open, shared_register: Path):
    counts = {}
    for access in ("all", "kept", "reached"):
        app = opened(shared_register, "flows", view="map", access=access)
        ran(app.toggle(key="show.map.table").set_value(True).run())
        table = app.dataframe[0].value
        counts[access] = table["Transfers"].sum()
        assert ("What happens there" in table.columns) == (access != "all")
    assert 0 < counts["reached"] < counts["kept"] < counts["all"]
