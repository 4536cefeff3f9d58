"""One pattern is judged for all that a law cannot tell from it, and says of each what would have been said of it alone."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks import build
from transfer_register.actions import opening
from transfer_register.register import judging, scoring, sight
from transfer_register.register.alike import Patterns

DAY = date(2026, 11, 22)
ASKED = {
    "findings": "SELECT * FROM findings_on($sight) ORDER BY ALL",
    "duties": "SELECT transfer, country, regime, provision, outcome, due FROM duties_on($sight) ORDER BY ALL",
    "verdicts": "SELECT * FROM verdicts_on($sight) ORDER BY ALL",
    "contributions": "SELECT * FROM contributions_on($sight) ORDER BY ALL",
    "transfers": "SELECT id, regimes, verdict, grounds, score, band FROM transfers_on($sight) ORDER BY id",
}


def _said(folder, also=lambda register: None):
    register = opening.open_register(folder)
    try:
        sight = register.sight(DAY)
        also(register)
        return {name: register.ask(question, {"sight": sight}).rows for name, question in ASKED.items()}
    finally:
        register.close()


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    build.build(folder, 100)
    return folder


@pytest.fixture
def none_is_few(monkeypatch):
    monkeypatch.setattr(judging, "FEW", 0)
    monkeypatch.setattr(scoring, "FEW", 0)


def test_judging_one_for_many_says_what_judging_each_says(journal, none_is_few, monkeypatch):
    counted = {}

    def count(register):
        for table in ("judged_alike", "case_verdict", "scored_alike", "case_score"):
            counted[table] = register.ask(f"SELECT count(*) FROM {table}", {}).rows[0][0]

    together = _said(journal, count)
    assert counted["case_verdict"] < counted["judged_alike"]
    assert counted["case_score"] < counted["scored_alike"]
    (journal / "register.duckdb").unlink()

    monkeypatch.setattr(Patterns, "alike", lambda self, *_: self.each_for_itself())
    alone = _said(journal)
    for name in ASKED:
        assert together[name] == alone[name], name
    assert all(together.values())


def test_a_view_that_is_given_up_leaves_what_others_were_judged_by(journal, none_is_few, monkeypatch):
    monkeypatch.setattr(sight, "KEPT", 2)
    register = opening.open_register(journal)
    try:
        before = register.ask(ASKED["findings"], {"sight": register.sight(DAY)}).rows
        # More than are kept: the first two of them are given up.
        for month in (1, 2, 3):
            register.sight(date(2026, month, 1), law_on=DAY)
        assert register.ask(ASKED["findings"], {"sight": register.sight(DAY)}).rows == before
        left = "SELECT count(*) FROM case_finding AS f WHERE NOT EXISTS (FROM judged_alike AS a WHERE a.judged_as = f.pattern)"
        assert register.ask(left, {}).rows == [(0,)]
    finally:
        register.close()
