"""`intake profile`, and `--profile` of a preview: the next file of a kind is read as a person said of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

WHO = ("--exporter", "Muster GmbH", "--exporter-country", "DE")
MAPS = ("--map", "Who=recipient", "--map", "What for=purpose", "--map", "Wohin=Place of processing", "--map", "Ref=")
KEPT = "Who;What for;Wohin;Ref\nOrbit Inc.;Payroll;USA;7\nHalyard Ltd;Support;India;8\n"
NEXT = "Ref;WOHIN;who;What  for\n9;Brazil;Larkspur SA;Mail\n"
NEARLY = "Who;What for;Wohin;Ref;Remarks\nFjord AS;Archive;Norway;1;-\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("kept.csv", KEPT), ("next.csv", NEXT), ("nearly.csv", NEARLY)):
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_kept_profile_reads_the_next_file_of_its_kind_until_it_is_ended(call, files):
    assert call("intake", "preview", files / "next.csv", "--json").json["rows"] == []
    kept = call("intake", "profile", "keep", "Procurement list", files / "kept.csv", *MAPS, "--json")
    assert (kept.status, kept.json["id"], kept.json["version"]) == (0, "PR-001", 1)
    assert kept.json["fields"] == {"Who": "recipient", "What for": "purpose", "Wohin": "place", "Ref": ""}
    preview = call("intake", "preview", files / "next.csv", "--json").json
    [row] = preview["rows"]
    assert (row["recipient"]["name"], row["purpose"], row["places"][0]["iso2"]) == ("Larkspur SA", "Mail", "BR")
    assert [(each["name"], each["sure"]) for each in preview["profiles"]] == [("Procurement list", True)]
    assert "profiles" not in call("intake", "preview", files / "next.csv", "--profile", "none", "--json").json
    assert call("intake", "profile", "rename", "procurement LIST", "Buying").status == 0
    assert "Buying" in call("intake", "profile", "list").out
    assert call("intake", "profile", "end", "Buying").status == 0
    assert call("intake", "profile", "list", "--json").json == []
    assert call("intake", "preview", files / "next.csv", "--json").json["rows"] == []


def test_what_a_profile_says_of_every_row_holds_where_it_is_named_and_is_told_where_it_is_not(call, files):
    call("intake", "take", files / "kept.csv", *WHO, "--profile", _mapping(files))
    said = ("--exporter", "muster gmbh", "--exporter-role", "controller")
    assert call("intake", "profile", "keep", "Procurement list", files / "kept.csv", *MAPS, *said).status == 0
    unnamed = call("intake", "take", files / "next.csv")
    assert (unnamed.status, "who exports" in unnamed.error) == (2, True)
    assert "of every row: exporter, role of the exporter" in call("intake", "preview", files / "next.csv").out
    taken = call("intake", "take", files / "next.csv", "--profile", "PR-001")
    assert taken.status == 0
    assert "1 created" in taken.out
    assert call("show", "TR-00003", "--json").json["record"]["exporter_role"] == "controller"


def test_what_is_new_or_missing_is_told_and_two_that_fit_ask(call, files):
    call("intake", "profile", "keep", "One", files / "kept.csv", *MAPS)
    assert "Nearly the profile “One”: “Remarks” is new." in call("intake", "preview", files / "nearly.csv").out
    call("intake", "profile", "keep", "Two", files / "kept.csv", *MAPS)
    assert "Say which one it is" in call("intake", "preview", files / "next.csv").out
    asked = call("intake", "take", files / "next.csv", *WHO)
    assert (asked.status, "--profile" in asked.error) == (2, True)
    assert call("intake", "take", files / "next.csv", *WHO, "--profile", "two").status == 0


WRONG = [
    (("preview", "kept.csv", "--profile", "Nobody"), "There are: “One”"),
    (("profile", "keep", "New", "kept.csv"), "no column names the recipient"),
    (("profile", "keep", "New", "kept.csv", "--map", "Who=somebody"), "no field 'somebody'"),
    (("profile", "keep", "New", "kept.csv", "--map", "Whom=recipient"), "no heading “Whom”"),
    (("profile", "keep", "New", "kept.csv", "--map", "Who"), "HEADING=FIELD"),
    (("profile", "keep", "none", "kept.csv", *MAPS), "no profile is wanted"),
    (("profile", "end", "Nobody"), "There are: “One”"),
]


def test_a_wrong_word_is_told_in_one_line(call, files, monkeypatch):
    monkeypatch.chdir(files)
    call("intake", "profile", "keep", "One", "kept.csv", *MAPS)
    for words, says in WRONG:
        said = call("intake", *words)
        assert (said.status, said.error.count("\n"), says in said.error) == (2, 1, True), (words, said.error)


def _mapping(files: Path) -> Path:
    path = files / "mapping.yaml"
    path.write_text("Who: recipient\nWhat for: purpose\nWohin: place\n")
    return path
