"""`difference` and `report changes_between_days` as scripts call them."""

from __future__ import annotations

DAYS = ("--from", "2020-01-01", "--to", "2099-12-31")


def test_the_difference_is_one_document(taken):
    told = taken("difference", *DAYS, "--json").json
    assert [each["record"] for each in told["added"] if each["kind"] == "transfer"][-1] == "TR-00001"
    [act] = told["acts"]
    assert act["batch"] == "BA-0001"
    assert act["counts"]["added"] == len(told["added"])


def test_people_read_acts_or_records(taken):
    by_act, by_record = (taken("difference", *DAYS, "--by", by).out for by in ("act", "record"))
    assert by_act.count("BA-0001 vendors.md") == 1
    assert "Added TR-00001 Muster GmbH to" in by_act
    assert by_record.count("Brought in from vendors.md") > 10


def test_a_day_that_is_none_and_days_turned_round_are_said(call, taken):
    assert "is no day" in taken("difference", "--from", "yesterday", "--to", "2026-01-01").error
    said = taken("difference", "--from", "2026-02-01", "--to", "2026-01-01")
    assert (said.status, "turn them round" in said.error) == (2, True)


def test_the_report_takes_its_days(taken, tmp_path):
    said = taken("report", "changes_between_days", "--format", "csv", "--out", tmp_path / "changes.csv", *DAYS)
    assert said.status == 0, said.error
    lines = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any('"TR-00001"' in line and '"Added"' in line for line in lines)


def test_an_option_of_the_wrong_kind_is_said(taken, tmp_path):
    out = ("--format", "csv", "--out", tmp_path / "x.csv")
    assert "is no day" in taken("report", "changes_between_days", *out, "--from", "soon").error
    assert "yes or no" in taken("report", "changes_between_days", *out, "--option", "verdicts=perhaps").error
    assert "has no option first_day" in taken("report", "register_of_transfers", *out, "--from", "2026-01-01").error
