"""`judge`, `show`, `score`, `report`, `verify`, `demo`, `law`: what the contract of the command line promises."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import VENDORS
from transfer_register.actions.opening import open_register

ROOT = Path(__file__).resolve().parents[2]


def test_judging_says_the_days_the_law_and_every_regime(taken):
    judged = taken("judge", "--on", "2026-11-22", "--json").json
    assert (judged["on"], judged["law_on"]) == ("2026-11-22", "2026-11-22")
    assert len(judged["law_digest"]) >= 12
    assert len(judged["transfers"]) == 12
    regime = judged["transfers"][0]["regimes"][0]
    assert set(regime) >= {"regime", "verdict", "by", "findings", "duties"}
    assert regime["regime"] == "EU"
    assert regime["verdict"] == "unknown"
    assert "importer.dpf.eu.active" in regime["ask"]


def test_the_law_of_another_day_judges_otherwise(call, tmp_path):
    (tmp_path / "list.csv").write_text("Vendor;Purpose;Location of processing\nThames Ltd;Hosting;United Kingdom\n")
    call("intake", "take", tmp_path / "list.csv", "--exporter", "Muster GmbH", "--exporter-country", "DE")

    def verdict(day):
        judged = call("judge", "--on", "2026-11-22", "--law-on", day, "--json").json
        return [regime["verdict"] for regime in judged["transfers"][0]["regimes"]]

    assert verdict("2020-01-31") == ["not_restricted"]  # the last day of membership
    assert verdict("2026-11-22") == ["permitted"]


def test_options_may_stand_before_or_after_the_command(taken):
    before = taken("--json", "--on", "2026-11-22", "judge").json
    after = taken("judge", "--on", "2026-11-22", "--json").json
    assert before == after


WRONG = [
    ("judge", "--on", "yesterday"),
    ("judge", "--transfer", "TR-99999"),
    ("judge", "--regime", "ZZ"),
    ("show", "TR-99999"),
    ("report", "novel", "--format", "pdf", "--out", "x.pdf"),
    ("report", "register_of_transfers", "--format", "papyrus", "--out", "x.pdf"),
    ("report", "register_of_transfers"),
    ("report", "register_of_transfers", "--format", "csv", "--out", "x.csv", "--filter", "colour=red"),
    ("intake", "preview", "nowhere.md"),
    ("law", "check", "nowhere.yaml"),
    ("law", "changes", "--from", "2026-02-01", "--to", "2026-01-01"),
    ("dance",),
    (),
]


def test_a_wrong_call_is_told_in_one_line(taken):
    for words in WRONG:
        said = taken(*words)
        assert (said.status, said.out, len(said.error.strip().splitlines())) == (2, "", 1), words


def test_a_register_that_is_not_there_is_not_made_by_looking(call, tmp_path):
    said = call("judge", register=tmp_path / "nowhere")
    assert said.status == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_record_is_shown_with_its_versions(taken):
    shown = taken("show", "TR-00001", "--json").json
    assert (shown["kind"], shown["version"]) == ("transfer", 1)
    assert shown["versions"][0]["act"] == "create"
    assert shown["record"]["origin"]["line"] == 13


def test_a_score_is_explained_by_its_terms(taken):
    said = taken("score", "explain", "TR-00001", "--json").json
    assert said["would_change"]
    assert all(term["cites"] for term in said["contributions"])
    known = [term for term in said["contributions"] if term["outcome"] != "unknown"]
    assert (said["score"] is None) == (not known)


@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx", "csv", "json"])
def test_the_register_is_published(taken, tmp_path, format):
    out = tmp_path / f"register.{format}"
    words = ("report", "register_of_transfers", "--format", format, "--out", out, "--option", "organisation=Muster GmbH")
    said = taken(*words, "--json")
    assert said.status == 0, said.error
    assert out.stat().st_size == said.json["bytes"] > 500
    if format == "xlsx":
        cells = [str(c) for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows(values_only=True) for c in row if c]
        assert any("Larkspur Cloud Inc" in cell for cell in cells)


def test_a_filter_narrows_a_report(taken, tmp_path):
    out = tmp_path / "some.json"
    taken("report", "register_of_transfers", "--format", "json", "--out", out, "--filter", "countries=IN")
    assert "Northwind Code India Pty Ltd" in out.read_text()
    assert "Northwind Code Namibia Ltd" not in out.read_text()


def test_the_journal_is_whole(taken):
    said = taken("verify", "--json").json
    assert said["ok"]
    assert said["entries"] == 24  # the batch, eleven parties with the exporter, twelve transfers
    assert said["first_bad"] is None


def test_the_demonstration_never_touches_a_register(call):
    made = call("demo", "--json")
    assert made.status == 0
    assert made.json["transfers"] >= 60
    assert call("demo").status == 2


def test_the_command_line_works_while_the_app_has_the_register_open(taken, tmp_path):
    open_here = open_register(tmp_path / "register")
    before = open_here.head().sequence
    words = [sys.executable, "-m", "transfer_register", "--register", str(tmp_path / "register"), "intake", "undo", "BA-0001"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert open_here.follow() > 0
    assert open_here.head().sequence > before
    open_here.close()


def test_law_is_listed_compared_and_looked_through(call):
    listed = call("law", "list", "--law-on", "2026-11-22", "--json").json["provisions"]
    assert "eu.us.dpf" in {row["id"] for row in listed}
    before = call("law", "list", "--law-on", "2023-07-09", "--json").json["provisions"]
    assert "eu.us.dpf" not in {row["id"] for row in before}
    changed = call("law", "changes", "--from", "2023-07-09", "--to", "2023-07-10", "--json").json["changes"]
    assert ("eu.us.dpf", "begins") in {(row["id"], row["what"]) for row in changed}
    assert call("law", "stale", "--law-on", "2026-12-01", "--json").json["stale"] == []
    assert call("law", "stale", "--law-on", "2027-12-01", "--json").json["stale"]


def test_counsel_can_run_a_table_of_their_own(call, tmp_path):
    table = tmp_path / "mine.yaml"
    table.write_text(
        "- id: norway\n  facts: {regime: EU, date: 2026-11-22, importer.country: NO}\n  expect: {outcome: NOT_RESTRICTED}\n"
        "- id: wrong\n  facts: {regime: EU, date: 2026-11-22, importer.country: IN}\n  expect: {outcome: ADEQUATE}\n"
    )
    said = call("law", "check", table)
    assert said.status == 1
    assert said.out.splitlines()[-1] == "1 passed, 1 failed"
    assert said.out.splitlines()[0].startswith("wrong: ")


def test_the_list_stands_in_the_register_with_its_hash(taken):
    import hashlib

    shown = taken("show", "BA-0001", "--json").json
    assert shown["record"]["details"]["sha256"] == hashlib.sha256(VENDORS.read_bytes()).hexdigest()
