"""Editing many records at once: what is shown is what is written, all of it or nothing, and nobody's change is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from transfer_register.actions import bulk, record
from transfer_register.actions.assignments import TARGETS, Assignment, assigned
from transfer_register.actions.check import NotRecorded
from transfer_register.errors import Refused, Stale
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
SCC = {"tool": "scc", "module": 2, "signed_on": "2026-03-01"}


def filled(opened: Register) -> None:
    """Three transfers of PA-0001: two to PA-0002, one to PA-0003; the first has a note and ends in June."""
    with opened.batch("Eve", AT) as writing:
        for name, country in (("Sender GmbH", "DE"), ("Larkspur Inc.", "US"), ("Kestrel Ltd", "IN")):
            writing.new("party", {"name": name, "country": country})
        for importer, more in (
            ("PA-0002", {"note": "Kept.", "valid_to": "2026-06-30", "purposes": ["hosting"]}),
            ("PA-0002", {"owner": "Legal", "purposes": ["hosting", "technical_support"]}),
            ("PA-0003", {"mechanisms": [{"tool": "scc", "module": 2}]}),
        ):
            writing.new("transfer", {"exporter": "PA-0001", "importer": importer, **more})


ALL = ("TR-00001", "TR-00002", "TR-00003")


def look(register: Register, *assignments: Assignment, ids: tuple[str, ...] = ALL) -> bulk.BulkPreview:
    return bulk.preview(register, ids, assignments)


def write(register: Register, preview: bulk.BulkPreview, **more: Any) -> bulk.Applied:
    return bulk.apply(register, preview, **WHO, why=more.pop("why", "A new order"), **more)


def test_a_preview_says_what_changes_and_writes_nothing(register: Register):
    before = register.head()
    seen = look(register, Assignment("owner", "set", "Legal"), Assignment("review_on", "set", "2027-01-31"))
    assert seen.sentence() == "3 rows change in 2 fields"
    assert seen.rows[0].recipient == "Larkspur Inc."
    assert [(each.field, each.before, each.after) for each in seen.rows[1].changes] == [("review_on", None, "2027-01-31")]
    assert look(register, Assignment("owner", "set", "Legal")).sentence() == "2 rows change in 1 field; 1 stays as it is"
    assert register.head() == before


def test_what_was_shown_is_written_as_one_batch_with_its_reason(register: Register):
    seen = look(register, Assignment("owner", "set", "Legal"))
    done = write(register, seen)
    assert (done.transfers, done.parties, done.fields) == (2, 0, 1)
    assert [register.record(id).state["owner"] for id in ALL] == ["Legal"] * 3
    assert register.record("TR-00002").version == 1
    told = register.history("TR-00001")[-1]
    assert (told.batch, told.why, told.actor) == (done.batch, "A new order", "Ada")
    batch = register.record(done.batch).state
    assert batch["title"] == "2 transfers changed in 1 field"
    assert batch["details"]["changes"] == [{"what": "owner", "how": "set", "value": "Legal"}]
    assert register.verify().ok


def test_a_reason_is_required(register: Register):
    seen = look(register, Assignment("owner", "set", "Legal"))
    with pytest.raises(Refused, match="Say why"):
        write(register, seen, why="  ")


def test_rows_may_be_left_out(register: Register):
    seen = look(register, Assignment("retention", "set", "2 years"))
    assert seen.sentence({"TR-00002"}) == "2 rows change in 1 field; 1 is left out"
    assert write(register, seen, leave_out={"TR-00002"}).transfers == 2
    assert "retention" not in register.record("TR-00002").state
    with pytest.raises(Refused, match="Nothing changes"):
        write(register, look(register, Assignment("retention", "clear")), leave_out=set(ALL))


def test_a_row_that_moved_on_refuses_everything_and_is_named(register: Register):
    seen = look(register, Assignment("owner", "set", "Support"))
    found = register.record("TR-00003")
    record.save_transfer(register, {**found.state, "owner": "Sales"}, actor="Bob", at=AT, id="TR-00003", version=1)
    before = register.head()
    with pytest.raises(Stale, match=r"1 record was changed by Bob since the preview: TR-00003") as refused:
        write(register, seen)
    assert refused.value.records == ("TR-00003",)
    assert register.head() == before
    assert write(register, seen, leave_out={"TR-00003"}).transfers == 2
    assert register.record("TR-00003").state["owner"] == "Sales"


def test_a_row_that_would_have_stayed_as_it_is_and_moved_on_refuses_everything(register: Register):
    seen = look(register, Assignment("owner", "set", "Legal"))
    record.save_transfer(register, {**register.record("TR-00002").state, "owner": "Sales"}, **WHO, id="TR-00002", version=1)
    with pytest.raises(bulk.ChangedSince):
        write(register, seen)


def test_a_problem_in_a_row_refuses_everything_until_the_row_is_left_out(register: Register):
    seen = look(register, Assignment("valid_from", "set", "2026-07-01"))
    assert seen.wrong == {"TR-00001"}
    assert seen.sentence() == "2 rows change in 1 field; 1 cannot be changed so"
    with pytest.raises(NotRecorded, match="TR-00001, Period: it ends on 2026-06-30"):
        write(register, seen)
    assert write(register, seen, leave_out=seen.wrong).transfers == 2


def test_everything_wrong_with_the_assignments_is_told_at_once(register: Register):
    with pytest.raises(NotRecorded) as refused:
        look(
            register, Assignment("purposes", "add", ["world_peace"]), Assignment("importer", "set", "PA-0003"),
            Assignment("exporter", "clear"), Assignment("tia.exists", "set", "perhaps"), Assignment("owner", "set", " "),
        )  # fmt: skip
    assert len(refused.value.problems) == 5


def test_a_fact_of_the_recipient_changes_the_party_once_and_says_whom_else_it_touches(register: Register):
    seen = look(register, Assignment("importer.dpf.eu.active", "set", True), ids=("TR-00001", "TR-00003"))
    assert [(row.id, row.kind) for row in seen.rows] == [("PA-0002", "party"), ("PA-0003", "party")]
    assert seen.others == 1
    done = write(register, seen)
    assert (done.transfers, done.parties) == (0, 2)
    assert [len(register.history(id)) for id in ("PA-0002", "PA-0003", "TR-00001")] == [2, 2, 1]
    assert register.parties()["PA-0002"].facts == {"dpf.eu.active": True}


def test_a_transfer_that_left_the_register_is_told(register: Register):
    record.take_away(register, "TR-00002", 1, **WHO)
    assert look(register, Assignment("owner", "set", "Sales")).gone == ("TR-00002",)


def test_the_transfers_of_a_filter_are_found(register: Register):
    sight = register.sight(AT.date())
    assert bulk.chosen(register, sight, Filter(importers=("PA-0003",))) == ("TR-00003",)


@pytest.mark.parametrize(
    ("assignment", "before", "after"),
    [
        (Assignment("purposes", "add", ["hosting", "security"]), ["hosting"], ["hosting", "security"]),
        (Assignment("purposes", "remove", ["hosting"]), ["security", "hosting"], ["security"]),
        (Assignment("purposes", "set", ["security"]), ["hosting"], ["security"]),
        (Assignment("purposes", "clear"), ["hosting"], None),
        (Assignment("activity", "set", "Payroll"), None, "Payroll"),
        (Assignment("activity", "clear"), "Payroll", None),
        (Assignment("frequency", "set", "continuous"), "one_off", "continuous"),
        (Assignment("legal_bases", "add", ["consent"]), None, ["consent"]),
        (Assignment("legal_bases", "remove", ["consent"]), ["consent"], None),
        (Assignment("note", "add", "Second."), "First.", "First.\nSecond."),
        (Assignment("note", "add", "First."), "First.", "First."),
        (Assignment("mechanisms", "add", SCC), None, [SCC]),
        (Assignment("mechanisms", "add", SCC), [{"tool": "scc"}], [SCC]),
        (Assignment("mechanisms", "add", SCC), [{"tool": "scc", "module": 3}], [{"tool": "scc", "module": 3}, SCC]),
        (Assignment("mechanisms", "add", {"tool": "scc"}), [SCC], [SCC]),
        (Assignment("mechanisms", "remove", {"tool": "scc"}), [SCC, {"tool": "bcr_c"}], [{"tool": "bcr_c"}]),
        (Assignment("mechanisms", "remove", {"tool": "scc"}), [SCC], None),
        (Assignment("mechanisms", "remove", {"tool": "scc"}), [], []),
        (Assignment("mechanisms", "set", []), None, []),
        (Assignment("places", "add", {"country": "JP", "role": "storage"}), None, [{"country": "JP", "role": "storage"}]),
        (
            Assignment("places", "add", {"country": "JP", "role": "storage"}),
            [{"country": "JP", "role": "storage", "city": "Osaka"}],
            [{"country": "JP", "role": "storage", "city": "Osaka"}],
        ),
        (
            Assignment("places", "remove", {"country": "JP"}),
            [{"country": "JP", "role": "storage"}, {"group": "EU", "role": "storage"}],
            [{"group": "EU", "role": "storage"}],
        ),
        (Assignment("places", "remove", {"country": "JP", "role": "storage"}), [{"country": "JP"}], [{"country": "JP"}]),
    ],
)  # fmt: skip
def test_each_way_of_changing_a_field_does_what_it_says(assignment: Assignment, before: Any, after: Any):
    target = TARGETS[assignment.what]
    state = {"exporter": "PA-0001"} | ({} if before is None else {target.name: before})
    kept = dict(state)
    assert assigned(state, target, assignment).get(target.name) == after
    assert state == kept
