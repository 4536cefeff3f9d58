"""Taking a batch back: every record as it was, but for those that somebody changed since; and an undo can be undone."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transfer_register.actions import bulk, record
from transfer_register.actions.assignments import Assignment
from transfer_register.actions.undo import undo, undone_by
from transfer_register.errors import Refused
from transfer_register.register.register import Register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
TRANSFERS = tuple(f"TR-{number:05d}" for number in range(1, 7))
PARTIES = ("PA-0001", "PA-0002", "PA-0003")

ASSIGNMENTS = st.lists(
    st.one_of(
        st.builds(Assignment, st.just("owner"), st.just("set"), st.sampled_from(["Legal", "Sales"])),
        st.builds(Assignment, st.sampled_from(["owner", "review_on", "purposes", "mechanisms", "tia.exists"]), st.just("clear")),
        st.builds(Assignment, st.just("purposes"), st.sampled_from(["add", "remove", "set"]), st.just(["hosting"])),
        st.builds(Assignment, st.just("mechanisms"), st.sampled_from(["add", "remove"]), st.just({"tool": "scc"})),
        st.builds(Assignment, st.just("places"), st.just("add"), st.just({"country": "JP", "role": "storage"})),
        st.builds(Assignment, st.just("importer.dpf.eu.active"), st.just("set"), st.booleans()),
        st.builds(Assignment, st.just("tia.exists"), st.just("set"), st.booleans()),
    ),
    min_size=1,
    max_size=4,
)


def filled(opened: Register) -> None:
    """Six transfers of three parties, every other one with more said of it."""
    with opened.batch("Eve", AT) as writing:
        for name, country in (("Sender GmbH", "DE"), ("Larkspur Inc.", "US"), ("Kestrel Ltd", "IN")):
            writing.new("party", {"name": name, "country": country})
        for number in range(6):
            more = {"owner": "Legal", "purposes": ["hosting"], "mechanisms": []} if number % 2 else {}
            writing.new("transfer", {"exporter": "PA-0001", "importer": PARTIES[1 + number % 2], **more})


def states(register: Register) -> dict[str, dict]:
    asked = register.ask("SELECT id, state FROM party UNION ALL SELECT id, state FROM transfer", {})
    return {id: orjson.loads(state) for id, state in asked.rows}


def edited(register: Register, *assignments: Assignment) -> str:
    return bulk.apply(register, bulk.preview(register, TRANSFERS, assignments), **WHO, why="A test").batch


def change(register: Register, id: str, **more: object) -> None:
    found = register.record(id)
    record.save_transfer(register, found.state | more, actor="Bob", at=AT, id=id, version=found.version)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(assignments=ASSIGNMENTS)
def test_an_edit_that_is_taken_back_leaves_every_record_as_it_was(register: Register, assignments: list[Assignment]):
    before = states(register)
    seen = bulk.preview(register, TRANSFERS, assignments)
    if not seen.rows:
        return
    batch = bulk.apply(register, seen, **WHO, why="A test").batch
    after = states(register)
    assert {id for id in after if after[id] != before[id]} == {row.id for row in seen.rows}
    done = undo(register, batch, **WHO)
    assert set(done.taken_back) == {row.id for row in seen.rows}
    assert states(register) == before


def test_a_record_that_was_changed_since_is_kept_and_named(register: Register):
    batch = edited(register, Assignment("owner", "set", "Sales"))
    change(register, "TR-00003", note="Seen by another")
    done = undo(register, batch, **WHO)
    assert done.kept == ("TR-00003",)
    found = states(register)
    assert (found["TR-00003"]["owner"], found["TR-00003"]["note"]) == ("Sales", "Seen by another")
    assert "owner" not in found["TR-00001"]
    assert found["TR-00002"]["owner"] == "Legal"


def test_an_undo_can_be_taken_back_and_so_can_that(register: Register):
    before = states(register)
    batch = edited(register, Assignment("owner", "set", "Sales"))
    after = states(register)
    first = undo(register, batch, **WHO).batch
    second = undo(register, first, **WHO).batch
    assert states(register) == after
    third = undo(register, second, **WHO).batch
    assert states(register) == before
    assert undone_by(register, batch) == (first, second, third)


def test_what_was_taken_back_is_refused_with_what_to_take_back_instead(register: Register):
    batch = edited(register, Assignment("owner", "set", "Sales"))
    first = undo(register, batch, **WHO).batch
    with pytest.raises(Refused, match=f"taken back already, by {first}"):
        undo(register, batch, **WHO)
    second = undo(register, first, **WHO).batch
    with pytest.raises(Refused, match=f"Take back {second}"):
        undo(register, batch, **WHO)
    with pytest.raises(Refused, match="no batch BA-0099"):
        undo(register, "BA-0099", **WHO)


def test_when_everything_was_changed_since_nothing_is_written(register: Register):
    batch = bulk.apply(
        register, bulk.preview(register, ["TR-00001"], [Assignment("owner", "set", "Sales")]), **WHO, why="A test"
    ).batch
    change(register, "TR-00001", owner="Support")
    head = register.head()
    done = undo(register, batch, **WHO)
    assert (done.batch, done.taken_back, done.kept) == (None, (), ("TR-00001",))
    assert register.head() == head


def test_what_a_batch_made_comes_back_when_its_undo_is_taken_back(register: Register):
    with register.batch("Eve", AT, title="A list") as writing:
        party = writing.new("party", {"name": "Fennel SA", "country": "CH"})
        transfer = writing.new("transfer", {"exporter": "PA-0001", "importer": party})
    first = undo(register, writing.batch_id, **WHO)
    assert set(first.taken_back) == {party, transfer}
    assert register.record(transfer) is None
    second = undo(register, first.batch, **WHO)
    assert register.record(transfer).state["importer"] == party
    assert register.parties()[party].name == "Fennel SA"
    undo(register, second.batch, **WHO)
    assert register.record(party) is None
    assert register.verify().ok


def test_a_party_on_which_another_transfer_rests_stays(register: Register):
    with register.batch("Eve", AT, title="A list") as writing:
        party = writing.new("party", {"name": "Fennel SA", "country": "CH"})
        transfer = writing.new("transfer", {"exporter": "PA-0001", "importer": party})
    change(register, "TR-00001", importer=party)
    done = undo(register, writing.batch_id, **WHO)
    assert (done.taken_back, done.kept) == ((transfer,), (party,))
