"""Contacts by the command line: listed, added, changed and erased; `show` tells of them without saying who they are."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest

from tests.commands.conftest import Said

Call = Callable[..., Said]


@pytest.fixture
def vendor(taken: Call) -> str:
    return taken("show", "TR-00001", "--json").json["record"]["importer"]


def test_a_contact_lives_and_is_erased(taken: Call, vendor: str, tmp_path: Path):
    added = taken("contact", "add", vendor, "--role", "dpo", "--name", "Eve Zyxwvut", "--email", "eve@example.org", "--json")
    assert (added.status, added.json) == (0, {"id": "CO-0001", "party": vendor, "role": "dpo", "version": 1})
    assert taken("contact", "change", "CO-0001", "--phone", "+00 1", "--json").json["version"] == 2
    listed = taken("contact", "list", vendor, "--json").json
    assert listed["party"] == vendor
    assert listed["contacts"][0]["person"] == {"name": "Eve Zyxwvut", "email": "eve@example.org", "phone": "+00 1"}
    assert "Name: Eve Zyxwvut" in taken("contact", "list", vendor).out

    erased = taken("contact", "erase", "CO-0001", "--ground", "objected", "--why", "by letter", "--json")
    assert erased.json == {"id": "CO-0001", "ground": "objected", "version": 3, "settled": True}
    [told] = taken("contact", "list", vendor, "--json").json["contacts"]
    assert (told["person"], told["erased"]["ground"], told["erased"]["why"]) == (None, "objected", "by letter")
    assert "was erased on" in taken("contact", "list", vendor).out
    assert taken("verify").status == 0

    shown = taken("show", "CO-0001")
    assert "data protection officer of" in shown.out
    assert "version 3: erased for good, the person objected" in shown.out
    everything = shown.out + taken("show", "CO-0001", "--json").out
    everything += "".join(path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file())
    assert "Zyxwvut" not in everything
    assert "eve@example" not in everything
    assert taken("contact", "repeat", tmp_path / "register" / "erased.json", "--json").json == {"erased": []}


def test_a_person_may_come_from_standard_input(taken: Call, vendor: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(orjson.dumps({"name": "Bob", "note": "x"}))))
    assert taken("contact", "add", vendor, "--role", "signatory", "--from", "-", "--note", "y").status == 0
    assert taken("contact", "list", vendor, "--json").json["contacts"][0]["person"] == {"name": "Bob", "note": "y"}


def test_mistakes_are_said_in_one_line(taken: Call, vendor: str, tmp_path: Path):
    (tmp_path / "person.json").write_text('["Zyxwvut"]')
    (tmp_path / "broken.json").write_text('{"name": "Zyxwvut"')
    for words, told in (
        (("add", vendor, "--role", "chief", "--email", "x"), "Role: 'chief' is not in the list"),
        (("add", "PA-9999", "--role", "dpo", "--name", "x"), "There is no party PA-9999"),
        (("add", vendor, "--role", "dpo", "--from", tmp_path / "person.json"), "not one JSON object of texts"),
        (("add", vendor, "--role", "dpo", "--from", tmp_path / "broken.json"), "this is no JSON"),
        (("erase", "CO-0009", "--ground", "objected"), "There is no contact CO-0009"),
        (("erase", "CO-0009"), "--ground"),
    ):
        said = taken("contact", *words)
        assert (said.status, said.out, said.error.count("\n")) == (2, "", 1), words
        assert told in said.error
        assert "Zyxwvut" not in said.error
    assert "Nothing" not in taken("contact", "list", vendor).error
    assert taken("contact", "list", vendor).out == f"No contact is recorded of {vendor}.\n"


def test_an_erased_contact_cannot_be_changed(taken: Call, vendor: str):
    taken("contact", "add", vendor, "--role", "dpo", "--name", "Eve")
    taken("contact", "erase", "CO-0001", "--ground", "not_needed")
    said = taken("contact", "change", "CO-0001", "--name", "Bob")
    assert (said.status, said.error) == (2, "CO-0001 cannot be changed: it was erased.\n")
    assert "was erased" in taken("contact", "erase", "CO-0001", "--ground", "objected").error
