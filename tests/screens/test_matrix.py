"""The matrix: its axes, what colours it, and the way into a cell and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Open, ran, texts
from transfer_register.model.filter import Filter
from transfer_register.screens.flow_matrix import Step


@pytest.mark.parametrize("step", [Step("category", "region", Filter()), Step("system", "owner", Filter(owners=("A|B; C",)))])
def test_a_step_of_the_way_survives_the_address(step: Step):
    assert Step.parse(step.text()) == step


@pytest.mark.parametrize("text", ["", "category|region", "category|nothing|", "category|region|no=such"])
def test_what_is_no_step_is_left_aside(text: str):
    assert Step.parse(text) is None


def test_a_look_into_a_cell_leads_back_to_where_it_came_from(opened: Open, shared_register: Path):
    up = [Step("category", "region", Filter()).text()]
    app = opened(
        shared_register, "flows", view="matrix", rows="purpose", columns="country", colour="band", countries=["US", "CA"], up=up
    )
    told = texts(app).replace("\\", "")
    assert "Purpose × Destination" in told
    assert "drawn by its worst risk left" in told
    ran(app.button(key="flows.up.0").click().run())
    assert app.selectbox(key="flows.rows").value == "category"
    assert app.selectbox(key="flows.columns").value == "region"
    assert "countries" not in app.query_params
    assert "up" not in app.query_params


def test_what_is_not_meant_has_one_chip_that_takes_it_away(opened: Open, shared_register: Path):
    app = opened(shared_register, "flows", view="sankey", countries=["US", "IN"], groups="APAC", others="countries")
    assert "destination other than United States, India, APAC" in texts(app)
    ran(app.button(key="chip.others.countries").click().run())
    assert not {"countries", "groups", "others"} & set(app.query_params)


def test_what_is_not_stated_can_be_chosen(opened: Open, shared_register: Path):
    told = texts(opened(shared_register, "flows", view="matrix", systems="not_stated", rows="system", columns="owner"))
    assert "Transfers with system Not stated" in told
