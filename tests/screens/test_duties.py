"""What is owed for a transfer, what bars a ground, and the laws of its destination, each in a place of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.screens.conftest import AT, ON, Open, ran, texts
from transfer_register.actions import demo
from transfer_register.actions.judge import judge
from transfer_register.actions.opening import open_register, words
from transfer_register.screens.duties import owed


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    register = open_register(tmp_path_factory.mktemp("duties") / "register")
    demo.fill(register, AT, "tests")
    found = judge(register, on=ON)["transfers"]
    register.close()
    return found


def told(app) -> str:
    return texts(app).replace("\\", "")


def first_with(judged: list[dict[str, Any]], holds) -> dict[str, Any]:
    return next(transfer for transfer in judged if any(holds(regime) for regime in transfer["regimes"]))


def test_a_duty_says_what_to_whom_and_by_which_day(opened: Open, shared_register: Path, judged):
    found = first_with(judged, lambda regime: any(d["due"] and d["due"] < ON and d["outcome"] != "met" for d in regime["duties"]))
    said = told(opened(shared_register, id=found["id"]))
    one = next(each for each in owed(found) if each.due and each.due < ON and each.outcome != "met")
    assert f"**{one.title}**" in said
    assert "was due by" in said
    assert "past the day" in said


def test_every_duty_stands_once_for_all_destinations_and_regimes(judged):
    for transfer in judged:
        found = owed(transfer)
        assert len(found) == len({one.id for one in found})
        assert {one.id for one in found} == {row["id"] for regime in transfer["regimes"] for row in regime["duties"]}


def test_an_open_duty_is_never_shown_as_done(judged):
    for transfer in judged:
        states = {one.id: one.outcome for one in owed(transfer)}
        for row in (row for regime in transfer["regimes"] for row in regime["duties"] if row["outcome"] != "met"):
            assert states[row["id"]] != "met"


def test_evidence_is_a_group_of_its_own_and_its_question_settles_it(opened: Open, own_register: Path, judged):
    found = first_with(judged, lambda regime: any(d["duty"] == "evidence" and d["ask"] for d in regime["duties"]))
    app = opened(own_register, id=found["id"])
    assert "Evidence to keep on file" in told(app)
    key = f"answer.duty.{found['id']}.evidence.on_file"
    ran(app.multiselect(key=key).set_value(list(words().lists["evidence"])[:3]).run())
    register = open_register(own_register)
    assert len(register.record(found["id"]).state["facts"]["evidence.on_file"]) == 3
    register.close()


def test_findings_leave_out_duties_laws_of_the_destination_and_measures(opened: Open, shared_register: Path, judged):
    found = first_with(judged, lambda regime: any(f["kind"] == "exposure" for f in regime["findings"]))
    app = opened(shared_register, id=found["id"])
    looked_at = [each.label for each in app.expander if each.label.startswith("What was looked at")]
    counts = [
        len({(f["provision"], f["outcome"]) for f in regime["findings"] if f["kind"] not in ("duty", "exposure", "measure")})
        for regime in found["regimes"]
    ]
    assert sorted(looked_at) == sorted(f"What was looked at ({count})" for count in counts if count)


def test_a_law_of_the_destination_says_what_it_is_and_what_would_tell(opened: Open, shared_register: Path, judged):
    found = first_with(judged, lambda regime: any(f["provision"] == "us.fisa702" for f in regime["findings"]))
    said = told(opened(shared_register, id=found["id"]))
    assert "FISA section 702" in said
    assert "The verdict does not follow from them" in said


def test_a_rule_that_bars_names_the_ground_that_it_bars(opened: Open, shared_register: Path, judged):
    broken = ("R-ADQ-003", "breached")
    found = first_with(judged, lambda regime: any((f["provision"], f["outcome"]) == broken for f in regime["findings"]))
    said = told(opened(shared_register, id=found["id"]))
    assert "**Entry in the UK Extension** bars UK Extension to the EU-US DPF (US data bridge)" in said


def test_a_transfer_without_a_law_owes_nothing_and_says_so(opened: Open, shared_register: Path, judged):
    found = next(transfer for transfer in judged if not transfer["regimes"])
    assert "No loaded law binds this transfer" in told(opened(shared_register, id=found["id"]))
