"""Announcements of a vendor: recorded, corrected, decided once; an acceptance writes the acts and an objection nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from transfer_register.actions import announcements, list_changes, take_in
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.list_changes import File, Options
from transfer_register.actions.opening import open_register
from transfer_register.actions.undo import undo
from transfer_register.errors import Refused, Stale
from transfer_register.intake.letter import read_letter
from transfer_register.register.register import Register

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WHO = {"actor": "Ada", "at": AT}
EFFECTIVE = date(2026, 12, 8)
HEAD = b"Vendor,Purpose,Location of processing\n"
OLD = File(HEAD + b"Halyard Inc,Support,US\nFjord AS,Hosting,Norway\n", "old.csv")
NEW = File(HEAD + b"Halyard Inc,Support,US\nAcme India Pvt Ltd,Support,India\n", "new.csv")
SAID = {"vendor": "PA-0001", "title": "Acme India joins", "effective_on": "2026-12-08", "received_on": "2026-11-23"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Register]:
    register = open_register(tmp_path_factory.mktemp("announcements") / "register")
    options = take_in.Options(exporter_name="Orbit GmbH", exporter_country="DE")
    take_in.take(register, take_in.preview(register, OLD.data, OLD.name, options), **WHO)
    yield register
    register.close()


@pytest.fixture
def register(opened) -> Iterator[Register]:
    yield opened
    for one in announcements.announcements(opened):
        if one.announcement.batch and one.announcement.decision:
            undo(opened, one.announcement.batch, **WHO)
        announcements.take_away(opened, one.id, announcements.announcement(opened, one.id).version, **WHO)


def proposal(register, on=EFFECTIVE):
    vendor = next(id for id, party in register.parties().items() if party.name == "Orbit GmbH")
    options = Options(take_in.Options(exporter=vendor))
    return list_changes.proposed(register, list_changes.compared(OLD, NEW), options, on)


def transfers(register) -> list[tuple]:
    return register.ask("SELECT id, version, valid_from, valid_to FROM transfer ORDER BY id", {}).rows


def decide(register, id, decision="accepted", **more):
    version = announcements.announcement(register, id).version
    given = {"why": "Looked at", "decided_on": TODAY, **more}
    return announcements.decide(register, id, version, decision, **given, **WHO)


def test_an_acceptance_writes_the_acts_with_the_decision_in_one_batch(register):
    id = announcements.record(register, SAID, **WHO)
    decided = decide(register, id, proposal=proposal(register))
    told = announcements.announcement(register, id).announcement
    assert (told.decision, told.why, told.batch) == ("accepted", "Looked at", decided.taken.batch)
    assert (decided.taken.begun, decided.taken.ended) == (1, 1)
    days = [row[2:] for row in transfers(register) if row[0] in decided.taken.transfers]
    assert sorted(days, key=str) == [(None, date(2026, 12, 7)), (EFFECTIVE, None)]
    batch = register.record(decided.taken.batch).state
    assert batch["details"]["announcement"] == id
    assert {version.batch for version in register.history(id)} == {None, decided.taken.batch}


def test_an_objection_leaves_the_register_as_it_is(register):
    id = announcements.record(register, SAID, **WHO)
    before = transfers(register)
    decided = decide(register, id, "objected", proposal=proposal(register))
    assert decided.taken is None
    assert transfers(register) == before
    assert announcements.announcement(register, id).announcement.decision == "objected"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"why": " "}, "Say why"),
        ({"decision": "accepted_with_conditions"}, "on which conditions"),
        ({"conditions": "A report"}, "belong to an acceptance with conditions"),
        ({"decision": "perhaps"}, "no decision"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(register, more, says):
    id = announcements.record(register, SAID, **WHO)
    with pytest.raises(Refused, match=says):
        decide(register, id, **more)
    assert announcements.announcement(register, id).announcement.decision is None


def test_acts_of_another_day_than_the_announced_one_are_not_taken(register):
    id = announcements.record(register, SAID, **WHO)
    with pytest.raises(Refused, match="announced for 8 December 2026"):
        decide(register, id, proposal=proposal(register, date(2027, 1, 1)))


def test_it_is_decided_once_and_a_decision_can_be_taken_back(register):
    id = announcements.record(register, SAID, **WHO)
    decide(register, id, "accepted_with_conditions", conditions="An audit report by March")
    with pytest.raises(Refused, match="already"):
        decide(register, id)
    one = announcements.announcement(register, id)
    assert one.announcement.conditions == "An audit report by March"
    announcements.change(register, id, one.version, SAID | {"clause": "clause 7.3", "decision": "objected"}, **WHO)
    one = announcements.announcement(register, id)
    assert (one.announcement.clause, one.announcement.decision) == ("clause 7.3", "accepted_with_conditions")
    announcements.reopen(register, id, one.version, why="The report did not come", **WHO)
    assert announcements.announcement(register, id).announcement.decision is None
    assert [version.state.get("decision") for version in register.history(id)][1:] == ["accepted_with_conditions"] * 2 + [None]


def test_every_mistake_is_told_and_a_newer_version_is_not_written_over(register):
    with pytest.raises(NotRecorded) as told:
        announcements.record(register, {"vendor": "PA-0001", "title": "", "contract_days": -1, "contract_from": "sent"}, **WHO)
    assert [problem.where for problem in told.value.problems] == ["Title", "Days under the contract", "Contract counts from"]
    with pytest.raises(NotRecorded, match="no party PA-0999"):
        announcements.record(register, SAID | {"vendor": "PA-0999"}, **WHO)
    with pytest.raises(NotRecorded, match="before the day of the letter"):
        announcements.record(register, SAID | {"dated_on": "2026-11-24"}, **WHO)
    id = announcements.record(register, SAID, **WHO)
    announcements.change(register, id, 1, SAID | {"note": "Called"}, **WHO)
    with pytest.raises(Stale):
        announcements.change(register, id, 1, SAID, **WHO)


def test_what_is_most_urgent_comes_first(register):
    late, soon, unknown, done = (
        announcements.record(register, SAID | more, **WHO)
        for more in ({"letter_until": "2026-12-20"}, {"letter_until": "2026-12-01"}, {}, {"letter_until": "2026-11-24"})
    )
    decide(register, done)
    assert [one.id for one in announcements.announcements(register)] == [soon, late, unknown, done]


def test_a_draft_takes_over_what_is_sure():
    letter = read_letter("Dated 20 November 2026.\n\nEffective 01/02/2027. You may object within 10 days of receipt.")
    state = announcements.draft(list_changes.compared(OLD, NEW), letter)
    assert (state["letter_days"], state["letter_from"]) == (10, "received")
    assert "effective_on" not in state
    assert (state["added"], state["removed"], state["changed"]) == (["Acme India Pvt Ltd"], ["Fjord AS"], [])
    assert state["old_file"] == "old.csv"
    assert len(state["new_sha256"]) == 64
