"""`law list`, `law changes`, `law stale`: what scripts read, what people read, and what a wrong call is told."""

from __future__ import annotations

import pytest

from transfer_register.actions.law import STALE_AFTER_DAYS

DAY = ("--on", "2026-11-22")


def ids(said) -> set[str]:
    return {row["id"] for row in said.json["provisions"]}


def test_the_list_narrows_by_regime_country_and_kind(call):
    everything = ids(call("law", "list", *DAY, "--json"))
    american = ids(call("law", "list", *DAY, "--country", "US", "--json"))
    assert {"eu.us.dpf", "uk.us.2023", "ch.us.2024"} <= american < everything
    assert ids(call("law", "list", *DAY, "--country", "US", "--regime", "EU", "--kind", "adequacy", "--json")) == {"eu.us.dpf"}
    grounds = call("law", "list", *DAY, "--kind", "ground", "--json").json["provisions"]
    assert {row["kind"] for row in grounds} == {"ground"}
    assert {row["regime"] for row in grounds} == {"EU", "UK", "CH"}


def test_the_list_is_that_of_the_laws_day(call):
    assert "eu.us.privacy_shield" in ids(call("law", "list", "--law-on", "2020-07-15", "--json"))
    assert "eu.us.privacy_shield" not in ids(call("law", "list", "--law-on", "2020-07-16", "--json"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("list", "--regime", "XX"), "No law of XX is loaded"),
        (("list", "--country", "Nowhere"), "Nowhere is no country"),
        (("list", "--kind", "rule"), "rule is no kind of provision"),
        (("changes", "--from", "yesterday", "--to", "2026-01-01"), "'yesterday' is no day"),
        (("changes", "--from", "2026-02-01", "--to", "2026-01-01"), "turn them round"),
        (("stale", "--days", "many"), "'many' is no number of days"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(call, words, told):
    said = call("law", *words)
    assert said.status == 2
    assert told in said.error
    assert len(said.error.strip().splitlines()) == 1
    assert said.out == ""


def test_changes_tell_what_begins_ends_and_changes_with_its_source(call):
    rows = call("law", "changes", "--from", "2020-07-15", "--to", "2020-07-16", "--json").json["changes"]
    shield = next(row for row in rows if row["id"] == "eu.us.privacy_shield")
    assert shield["what"] == "ends"
    assert shield["on"] == "2020-07-16"
    assert "declared invalid" in shield["says"]
    assert shield["act"]
    assert "transfers" not in shield


def test_changes_tell_who_joins_and_leaves_a_group(call):
    rows = call("law", "changes", "--from", "2020-01-31", "--to", "2020-02-01", "--json").json["changes"]
    moves = {(row["what"], row["group"], row["code"]) for row in rows if row["group"]}
    assert {("leaves", "eu", "GB"), ("leaves", "eea", "GB")} <= moves


def test_changes_tell_reviews_that_fall_due_and_events_beside_a_decision(call):
    rows = call("law", "changes", "--from", "2026-01-01", "--to", "2027-12-31", "--json").json["changes"]
    assert ("review", "eu.us.dpf") in {(row["what"], row["id"]) for row in rows}
    assert ("risk", "eu.us.dpf") in {(row["what"], row["id"]) for row in rows}


def test_the_first_day_is_outside_and_the_last_inside(call):
    none = call("law", "changes", "--from", "2020-07-16", "--to", "2020-07-17", "--json").json["changes"]
    assert "eu.us.privacy_shield" not in {row["id"] for row in none}


def test_a_period_without_change_says_so(call):
    said = call("law", "changes", "--from", "2033-01-01", "--to", "2033-01-02")
    assert said.status == 0
    assert said.out.strip() == "Nothing changes from 2033-01-01 to 2033-01-02."


def test_with_a_register_each_change_has_the_transfers_it_touches(taken):
    said = taken("law", "changes", "--from", "2023-01-01", "--to", "2026-11-22", *DAY, "--json")
    rows = {row["id"]: row for row in said.json["changes"] if row["what"] == "begins"}
    framework = rows["eu.us.dpf"]
    assert isinstance(framework["transfers"], int)
    assert framework["touches"][0]["filter"] == "grounds=eu.us.dpf"
    assert "Transfers" in taken("law", "changes", "--from", "2023-01-01", "--to", "2026-11-22", *DAY).out.splitlines()[0]


def test_without_the_register_that_was_named_the_law_alone_answers_and_says_so(call):
    said = call("law", "changes", "--from", "2026-01-01", "--to", "2026-02-28")
    assert said.status == 0
    assert "told without the transfers that each touches" in said.out.splitlines()[-1]


def test_stale_tells_what_is_old_and_what_is_not_verified(call):
    fresh = call("law", "stale", "--law-on", "2026-12-01", "--json")
    assert (fresh.status, fresh.json["days"], fresh.json["stale"]) == (0, STALE_AFTER_DAYS, [])
    assert {row["confidence"] for row in fresh.json["doubtful"]} <= {"memory", "uncertain"}
    assert sum(fresh.json["confidence"].values()) > len(fresh.json["doubtful"]) > 0
    old = call("law", "stale", "--law-on", "2027-12-01", "--json")
    assert len(old.json["stale"]) == sum(old.json["confidence"].values())
