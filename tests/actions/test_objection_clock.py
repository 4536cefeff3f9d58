"""The objection clock against a table that a lawyer can read, and what must hold of every clock."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer_register import strict_yaml
from transfer_register.actions.objection_clock import clock
from transfer_register.model.announcement import Announcement

ROWS = strict_yaml.read(Path(__file__).parents[1] / "tables" / "intake" / "objection_clocks.yaml")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LENGTHS = st.none() | st.integers(0, 365)
EVENTS = st.none() | st.sampled_from(["received", "dated"])


def announced(row: dict) -> Announcement:
    letter, contract = row.get("letter") or {}, row.get("contract") or {}
    return Announcement(
        vendor="PA-0001", title="A change", dated_on=letter.get("dated"), received_on=letter.get("received"),
        letter_days=letter.get("days"), letter_from=letter.get("from"), letter_until=letter.get("until"),
        contract_days=contract.get("days"), contract_from=contract.get("from"), clause=contract.get("clause"),
        effective_on=row.get("effective"),
    )  # fmt: skip


def a_day(value) -> date | None:
    return None if value in (None, "none") else date.fromisoformat(str(value))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_the_table_holds(row):
    told, expected = clock(announced(row), a_day(row["today"])), row["expect"]
    assert told.contract.last_day == a_day(expected.get("contract"))
    assert told.letter.last_day == a_day(expected.get("letter"))
    assert told.last_day == a_day(expected["object_by"])
    assert told.governs == (None if expected["governs"] == "none" else expected["governs"])
    assert told.days_left == expected.get("days_left")
    assert told.days_between == expected.get("days_between")
    assert told.rests_on_one is expected.get("rests_on_one", False)
    if "passed" in expected:
        assert told.passed is expected["passed"]
    if "asks" in expected:
        assert expected["asks"] in " ".join(told.missing)
    end = told.contract if told.governs in ("contract", "both") else told.letter
    if "weekend" in expected:
        assert expected["weekend"] in end.shown
        assert "not moved" in " ".join(end.told)
    elif told.last_day:
        assert told.last_day.weekday() < 5


def test_the_arithmetic_is_shown_with_its_clause():
    row = next(row for row in ROWS if row["id"] == "letter-shorter-than-contract")
    told = clock(announced(row), date(2026, 11, 23))
    assert told.contract.arithmetic == "23 November 2026 (received) + 30 days = 23 December 2026 under clause 7.3"
    assert told.headline == "Object by Monday, 30 November 2026: 7 days left (under the letter)."
    assert any("differ" in sentence for sentence in told.says)
    assert "1182/71" in told.counting[0]


def test_what_rests_on_one_alone_says_so():
    row = next(row for row in ROWS if row["id"] == "contract-not-looked-up")
    told = clock(announced(row), date(2026, 11, 23))
    assert told.contract.shown == "Not known: ask what the contract says"
    assert "rests on the letter alone" in told.says[0]


@given(DAYS, st.integers(0, 20), LENGTHS, EVENTS, LENGTHS, EVENTS, st.none() | DAYS, DAYS)
def test_the_last_day_is_the_earlier_of_what_is_known(dated, later, days, since, granted, granted_from, until, today):
    told = Announcement(
        vendor="PA-0001", title="A change", dated_on=dated, received_on=dated + timedelta(days=later), contract_days=days,
        contract_from=since, letter_days=granted, letter_from=granted_from, letter_until=until,
    )  # fmt: skip
    said = clock(told, today)
    ends = [end.last_day for end in (said.contract, said.letter) if end.last_day]
    assert said.last_day == min(ends, default=None)
    assert (said.contract.last_day is not None) == (days is not None and since is not None)
    assert said.rests_on_one == (len(ends) == 1)
    assert said.passed == (said.last_day is not None and said.last_day < today)
    assert all(end.missing for end in (said.contract, said.letter) if end.last_day is None)
