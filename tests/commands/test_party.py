"""Parties by the command line: listed, merged, split, told apart, with a status and a document for scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands.conftest import Said
from transfer_register.actions.opening import open_register

Call = Callable[..., Said]


@pytest.fixture
def doubled(call: Call, tmp_path: Path) -> Call:
    register = open_register(tmp_path / "register")
    with register.batch("Eve", datetime(2026, 11, 23, tzinfo=UTC), "A test") as writing:
        for party in (
            {"name": "Muster GmbH", "country": "DE"}, {"name": "Orbit Inc.", "country": "US"},
            {"name": "Orbit Ltd", "country": "GB", "aliases": ["Orbit Media"], "domains": ["orbit.example"]},
        ):  # fmt: skip
            writing.new("party", party)
        for importer in ("PA-0002", "PA-0003"):
            writing.new("transfer", {"exporter": "PA-0001", "importer": importer})
    register.close()
    return call


def test_parties_are_listed_and_searched(doubled: Call):
    found = doubled("party", "list", "--json").json["parties"]
    assert [(each["id"], each["name"], each["sends"], each["receives"]) for each in found] == [
        ("PA-0001", "Muster GmbH", 2, 0), ("PA-0002", "Orbit Inc.", 0, 1), ("PA-0003", "Orbit Ltd", 0, 1),
    ]  # fmt: skip
    assert [each["id"] for each in doubled("party", "list", "--search", "orbit.EXAMPLE", "--json").json["parties"]] == ["PA-0003"]
    assert "United States" in doubled("party", "list", "--search", "inc").out
    assert doubled("party", "list", "--search", "nobody").out == "No party is meant.\n"


def test_parties_are_merged_and_taken_back(doubled: Call):
    [pair] = doubled("party", "list", "--like", "--json").json["pairs"]
    assert (pair["one"], pair["other"], pair["score"], pair["why"]) == ("PA-0002", "PA-0003", 95, "form")
    told = doubled("party", "merge", "Orbit Inc.", "PA-0003", "--why", "One", "--preview", "--json").json
    assert told["differing"] == [{"field": "country", "kept": "US", "ended": "GB", "stays": "kept"}]
    assert (told["same_flows"], told["batch"]) == ([["TR-00001", "TR-00002"]], None)
    done = doubled("party", "merge", "PA-0002", "PA-0003", "--why", "One", "--take-from-gone", "country", "--json")
    assert (done.status, done.json["transfers"]) == (0, ["TR-00002"])
    record = doubled("show", "PA-0002", "--json").json["record"]
    assert (record["country"], record["aliases"], record["domains"]) == ("GB", ["Orbit Ltd", "Orbit Media"], ["orbit.example"])
    assert doubled("party", "list", "--like").out == "No two parties are alike that nobody told apart.\n"
    assert doubled("intake", "undo", done.json["batch"]).status == 0
    assert doubled("show", "TR-00002", "--json").json["record"]["importer"] == "PA-0003"
    assert doubled("verify").status == 0


def test_a_party_is_split_and_two_are_told_apart(doubled: Call):
    said = doubled(
        "party",
        "split",
        "Orbit Ltd",
        "--name",
        "Orbit Media",
        "--country",
        "IE",
        "--transfers",
        "TR-00002",
        "--why",
        "Two",
        "--json",
    )
    assert said.json == {"batch": "BA-0001", "party": "PA-0003", "into": "PA-0004", "transfers": ["TR-00002"]}
    assert doubled("show", "PA-0003", "--json").json["record"]["aliases"] == []
    assert (
        doubled("party", "tell-apart", "PA-0002", "PA-0003", "--why", "Two groups").out
        == "PA-0002 and PA-0003 are two (DI-0002).\n"
    )
    assert "PA-0003" not in doubled("party", "list", "--like").out
    assert doubled("party", "tell-apart", "PA-0003", "PA-0002", "--ask-again", "--json").json["id"] is None
    assert "PA-0003" in doubled("party", "list", "--like", "--search", "orbit").out


def test_mistakes_are_said_in_one_line(doubled: Call):
    split = ("split", "PA-0002", "--name", "X", "--why", "x")
    for words, told in (
        (("merge", "PA-0002", "PA-0002", "--why", "x"), "PA-0002 is one party already"),
        (("merge", "PA-0002", "PA-0009", "--why", "x"), "There is no party PA-0009"),
        (("merge", "PA-0002", "PA-0003"), "--why"),
        (("merge", "PA-0002", "PA-0003", "--why", "x", "--take-from-gone", "kind"), "kind: there is nothing to choose"),
        (split, "Nothing is chosen"),
        ((*split, "--country", "Mars", "--transfers", "TR-00001"), "'Mars' is not in the list"),
        ((*split, "--transfers", "TR-00002"), "no transfer of Orbit Inc."),
    ):
        said = doubled("party", *words)
        assert (said.status, said.out, said.error.count("\n")) == (2, "", 1), words
        assert told in said.error
