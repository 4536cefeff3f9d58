"""Duties: what is owed, to whom, and by which day, counted from days of the transfer and of the law."""

from __future__ import annotations

from datetime import date

from tests.register.conftest import DAY, party, transfer

US = {"places": [{"country": "US"}]}
CLAUSES = {"mechanisms": [{"tool": "scc", "module": 2}], "facts": {"tia.exists": True, "tia.dated_on": "2025-01-31"}}


def owed(register, on: date = DAY) -> dict[str, tuple]:
    rows = register.ask("SELECT provision, country, outcome, due, ask FROM duties_on($sight)", {"sight": register.sight(on)}).rows
    return {provision: tuple(rest) for provision, *rest in rows}


def test_an_empty_register_owes_nothing(register):
    assert owed(register) == {}


def test_a_review_is_due_months_after_the_day_of_the_assessment(register):
    transfer(register, **US, **CLAUSES)
    assert owed(register)["small.a.review"] == ("US", "breached", date(2026, 1, 31), [])
    assert owed(register, date(2025, 6, 1))["small.a.review"] == ("US", "met", date(2026, 1, 31), [])


def test_a_day_that_is_not_known_gives_no_due_day_and_the_duty_stays_open(register):
    transfer(register, **US, mechanisms=[{"tool": "scc", "module": 2}], facts={"tia.exists": True})
    assert owed(register)["small.a.review"] == ("US", "unknown", None, ["tia.age_days"])


def test_the_first_day_of_a_transfer_is_counted_and_makes_no_pattern_of_its_own(register):
    for first in ("2026-02-01", "2026-03-01"):
        transfer(register, party("R", "US"), **US, **CLAUSES, valid_from=first)
    rows = register.ask(
        "SELECT due FROM duties_on($sight) WHERE provision = 'small.a.filing' ORDER BY due", {"sight": register.sight(DAY)}
    )
    assert rows.rows == [(date(2026, 2, 1),), (date(2026, 3, 1),)]
    assert register.ask("SELECT count(DISTINCT pattern) FROM legs_on($sight)", {"sight": register.sight(DAY)}).rows == [(1,)]


def test_a_replacement_is_planned_before_the_ground_ends_and_not_where_one_stays(register):
    transfer(register, party("R", "US", facts={"dpf.eu.active": True}), **US, mechanisms=[])
    assert owed(register)["small.a.plan"] == ("US", "breached", date(2026, 7, 4), [])
    assert "small.a.plan" not in owed(register, date(2027, 1, 1))


def test_a_ground_that_stays_beside_one_that_ends_needs_no_plan(register):
    transfer(register, party("R", "US", facts={"dpf.eu.active": True}), **US, **CLAUSES)
    assert "small.a.plan" not in owed(register)


def test_duties_and_laws_of_the_destination_are_no_part_of_the_verdict(register):
    transfer(register, party("R", "US", facts={"dpf.eu.active": True, "us_ecsp": True}), **US, mechanisms=[])
    sight = register.sight(DAY)
    kinds = register.ask(
        "SELECT provision, outcome FROM findings_on($sight) WHERE kind IN ('duty', 'exposure')", {"sight": sight}
    )
    assert kinds.rows == [("small.a.access", "met")]
    assert register.ask("SELECT verdict, ground FROM verdicts_on($sight)", {"sight": sight}).rows == [("permitted", "small.a.us")]
