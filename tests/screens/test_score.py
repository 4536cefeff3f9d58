"""The score of one transfer on its screen: the law first, the sum with its numbers, what is not known, every term."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import ON, Open, ran, texts
from transfer_register.actions.explain import explain
from transfer_register.actions.opening import open_register
from transfer_register.exhibits.score_words import ends


@pytest.fixture(scope="module")
def register(shared_register: Path):
    opened = open_register(shared_register)
    yield opened
    opened.close()


def one(register, where: str) -> str:
    question = f"SELECT id FROM transfers_on($sight) WHERE {where} ORDER BY id LIMIT 1"
    return register.ask(question, {"sight": register.sight(ON)}).rows[0][0]


def told(app) -> str:
    return texts(app).replace("\\", "")


@pytest.fixture(scope="module")
def barred(register) -> str:
    """A transfer that the law forbids, with several destinations and something that is not known."""
    return one(register, "verdict = 'breached' AND len(countries) > 1 AND score_low < score")


def test_where_the_law_bars_the_transfer_it_says_so_before_the_number(opened: Open, shared_register: Path, register, barred: str):
    app = opened(shared_register, id=barred)
    said = explain(register, barred, on=ON)
    [bar] = [each.value for each in app.error if "bars this transfer" in each.value]
    assert "whatever the score" in bar
    of_the_page = [each.value for each in app.main if isinstance(getattr(each, "value", None), str)]
    number = next(
        place for place, text in enumerate(of_the_page) if f"**{ends(said['score_low'], said['score'])} of 100**" in text
    )
    assert of_the_page.index(bar) < number


def test_the_sum_is_shown_with_its_numbers_and_the_destination_that_decides(
    opened: Open, shared_register: Path, register, barred: str
):
    app = opened(shared_register, id=barred)
    said, shown = explain(register, barred, on=ON), told(app)
    assert all(line in shown for line in said["formula"])
    assert f"Decided by {register.words.label('countries', said['country'])}" in shown
    assert [metric.label for metric in app.metric] == ["Harm to people", "Protection fails", "Safeguards", "Risk left"]


def test_every_term_is_told_with_its_source_and_what_is_not_known_with_what_to_ask(
    opened: Open, shared_register: Path, register, barred: str
):
    said, shown = explain(register, barred, on=ON), told(opened(shared_register, id=barred))
    assert all(term["label"] in shown and term["cites"] in shown for term in said["contributions"])
    unknown = [term for term in said["contributions"] if term["outcome"] == "unknown"]
    assert f"Not known ({len(unknown)})" in shown
    assert all(term["ask"] for term in unknown)
    assert shown.count("if it is well") == len(unknown)
    assert "Worldwide Governance Indicators, World Bank (2024 update), CC BY 4.0, reshaped" in shown
    assert "give or take" in shown


def test_what_no_law_restricts_has_no_score_and_says_so(opened: Open, shared_register: Path, register):
    shown = told(opened(shared_register, id=one(register, "verdict = 'not_restricted'")))
    assert "**No score**" in shown
    assert "Not assessed" in shown


def test_the_list_shows_both_ends_and_ranks_by_the_worse(opened: Open, shared_register: Path):
    shown = opened(shared_register, order="-score").dataframe[0].value["score"]
    worst = [int(cell[0].split()[-1]) for cell in shown if len(cell)]
    assert worst == sorted(worst, reverse=True)
    assert any(" to " in cell[0] for cell in shown if len(cell))


def test_the_register_itself_is_shown_with_its_counts_and_a_mean_that_is_named(shared_register: Path):
    def page(folder: str) -> None:
        from datetime import UTC, date, datetime

        from transfer_register.actions.opening import open_register
        from transfer_register.screens.register_quality import show_quality
        from transfer_register.screens.visit import Visit

        day = date(2026, 11, 22)
        register = open_register(folder)
        show_quality(Visit(register, day, day, day, None, "Ada", lambda: datetime(2026, 11, 22, tzinfo=UTC)))
        register.close()

    app = ran(AppTest.from_function(page, args=(str(shared_register),), default_timeout=60).run())
    assert [metric.label for metric in app.metric] == ["Completeness", "Freshness", "Evidence"]
    shown = told(app)
    assert "facts asked are stated" in shown
    assert "Mean of the three shares, unweighted" in shown
