"""`assess`: an assessment from needed to approved in words of a command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.assessing import AT, SCC, WHO, completed, party, transfer
from transfer_register.actions import assess
from transfer_register.actions.assess_work import work
from transfer_register.actions.assessments import assessment
from transfer_register.actions.opening import open_register
from transfer_register.commands.call import Call
from transfer_register.register.register import Register

DAYS = ("--on", "2026-11-23", "--json")


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """One register for all calls, which would else open it, and judge by the whole law, each anew."""
    opened = open_register(tmp_path / "register")
    monkeypatch.setattr(Call, "made_register", opened)
    monkeypatch.setattr(Call, "close", lambda self: None)
    yield opened
    opened.close()


@pytest.fixture
def flow(register: Register) -> str:
    return transfer(register, party(register, "DE", "Orbit GmbH"), party(register, "IN", "Acme India"), SCC)


def complete(register: Register, id: str) -> None:
    """Answers everything that is still asked."""
    told = completed(work(register, id, on=AT.date()))
    assess.save(register, id, assessment(register, id).version, told.assessment, **WHO, on=AT.date())


def test_an_assessment_goes_from_needed_to_approved_on_the_command_line(call, flow, register):
    [needed] = call("assess", "needed", *DAYS).json["needed"]
    assert (needed["title"], needed["transfers"]) == ("Acme India, India", [flow])
    begun = call("assess", "begin", needed["key"], "--as", "Ada", *DAYS).json
    id = begun["id"]
    assert "A4" in {each["question"] for each in begun["missing"]}
    law = next(row for row in call("assess", "show", id, *DAYS).json["rows"]["law"])
    said = call(
        "assess", "answer", id, "E7", "acceptable", "--row", law, "--why", "Read", "--source", "The act", "--as", "Ada", *DAYS
    )
    assert (said.status, said.json["version"]) == (0, 2)
    wrong = call("assess", "answer", id, "B7", "many", *DAYS)
    assert (wrong.status, "no count" in wrong.error) == (2, True)
    measure = ("tech.uc3", "--state", "in_place", "--confirm", "1", "--owner", "IT")
    assert call("assess", "measure", id, *measure, "--as", "Ada", *DAYS).status == 0
    assert call("assess", "condition", id, "The annex is signed.", "--due", "2026-12-31", "--as", "Ada", *DAYS).status == 0
    refused = call("assess", "submit", id, "--as", "Ada", *DAYS)
    assert (refused.status, "is not answered" in refused.error) == (2, True)
    complete(register, id)
    handed = call("assess", "submit", id, "--as", "Ada", *DAYS).json
    function = ("--version", handed["version"], "--function", "Head of privacy")
    assert call("assess", "approve", id, *function, "--as", "Ada", *DAYS).status == 2
    assert call("assess", "approve", id, *function, "--as", "Ben", *DAYS).json["version"] == handed["version"] + 1
    assert [each["kind"] for each in call("assess", "agenda", *DAYS).json["agenda"]] == ["proviso", "review"]
    [card] = call("assess", "list", *DAYS).json["assessments"]
    assert (card["column"], card["transfers"]) == ("approved", [flow])
    shown = call("show", id, "--json").json
    assert (shown["kind"], shown["record"]["approval"]["by"]) == ("assessment", "Ben")
    lines = call("assess", "show", id, "--on", "2026-11-23").out.splitlines()
    assert lines[0].startswith("Acme India, India (TIA): ")
    assert any("Essentially equivalent protection" in line for line in lines)
