"""Writing into a register: ids, versions, batches, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from tests.register.conftest import AT, pair, party, record, transfer
from transfer_register.errors import FileUnreadable, Refused, Stale, TransferRegisterError
from transfer_register.model.transfer import Transfer
from transfer_register.register.accept import accepted
from transfer_register.register.journal import Head, canonical


def test_ids_are_counted_by_kind(register):
    sender, receiver = pair(register)
    first = record(register, "transfer", {"exporter": sender, "importer": receiver})
    second = record(register, "transfer", {"exporter": sender, "importer": receiver})
    assert (sender, receiver, first, second) == ("PA-0001", "PA-0002", "TR-00001", "TR-00002")


def test_an_id_is_never_given_again(register):
    first = record(register, "party", party("Short-lived"))
    with register.batch("Ada", AT) as writing:
        writing.end(first, 1)
    assert record(register, "party", party("Next")) == "PA-0002"


def test_a_record_is_kept_as_it_was_stated(register):
    id = transfer(register, mechanisms=[], facts={"tia.exists": True, "tia.dated_on": "2025-02-01"}, persons=12)
    found = register.record(id)
    assert (found.kind, found.version, found.actor, found.at) == ("transfer", 1, "Ada", "2026-03-01T09:00:00.000Z")
    assert found.state["mechanisms"] == []
    assert found.state["facts"] == {"tia.exists": True, "tia.dated_on": "2025-02-01"}
    assert "owner" not in found.state
    assert register.transfer(id) == (Transfer.model_validate(found.state), 1)


def test_mechanisms_that_nobody_stated_are_left_out(register):
    assert "mechanisms" not in register.record(transfer(register)).state


FOR_THE_RECORD = {
    "activity": "Payroll", "nature": "Stored and looked at", "frequency": "recurring",
    "legal_bases": ["contract", "legal_obligation"],
}  # fmt: skip


def test_what_records_of_processing_ask_is_recorded_changed_and_taken_out(register):
    id = transfer(register, **FOR_THE_RECORD)
    state = register.record(id).state
    assert {name: state[name] for name in FOR_THE_RECORD} == FOR_THE_RECORD
    asked = "SELECT activity, nature, frequency, legal_bases FROM transfer"
    assert register.ask(asked, {}).rows == [tuple(FOR_THE_RECORD.values())]
    with register.batch("Ada", AT) as writing:
        writing.change(id, state | {"frequency": "one_off", "activity": None, "legal_bases": []}, 1)
    state = register.record(id).state
    assert state["frequency"] == "one_off"
    assert not state.keys() & {"activity", "legal_bases"}
    assert register.ask(asked, {}).rows == [(None, "Stored and looked at", "one_off", None)]
    assert register.history(id)[0].state["activity"] == "Payroll"


def test_an_entry_from_before_those_fields_stays_as_it_was_to_the_byte(register):
    """What an older program recorded; the same record is written the same, and reads as not stated."""
    older = (
        b'{"data_categories":[],"data_subjects":[],"exporter":"PA-0001","facts":{},"flags":[],"importer":"PA-0002",'
        b'"measures":[],"places":[],"purposes":[],"systems":[]}'
    )
    assert canonical(accepted("transfer", {"exporter": "PA-0001", "importer": "PA-0002", "legal_bases": []})) == older
    read = Transfer.model_validate_json(older)
    assert (read.activity, read.nature, read.frequency, read.legal_bases) == (None, None, None, None)
    assert canonical(accepted("transfer", read.model_dump())) == older


def test_the_past_stays_as_it_was(register):
    id = record(register, "party", party("Old name"))
    with register.batch("Bob", AT, why="renamed") as writing:
        writing.change(id, party("New name"), 1)
    old, new = register.history(id)
    assert (old.state["name"], old.act, new.state["name"], new.act, new.why) == (
        "Old name",
        "create",
        "New name",
        "change",
        "renamed",
    )


def test_a_stale_change_is_refused_in_a_sentence(register):
    id = record(register, "party", party("A"))
    with register.batch("Bob", AT) as writing:
        writing.change(id, party("B"), 1)
    told = r"PA-0001 was changed by Bob at 2026-03-01T09:00:00.000Z since you opened it .* Nothing was written"
    with pytest.raises(Stale, match=told), register.batch("Ada", AT) as writing:
        writing.change(id, party("C"), 1)
    assert register.record(id).state["name"] == "B"


def test_two_changes_of_one_batch_follow_each_other(register):
    id = record(register, "party", party("A"))
    with register.batch("Ada", AT) as writing:
        version = writing.change(id, party("B"), 1)
        writing.change(id, party("C"), version)
    assert (register.record(id).version, register.record(id).state["name"]) == (3, "C")


def test_a_record_taken_away_is_gone_and_its_history_stays(register):
    id = record(register, "party", party("A"))
    with register.batch("Ada", AT, why="twice") as writing:
        writing.end(id, 1)
    assert register.record(id) is None
    assert register.parties() == {}
    assert [entry.act for entry in register.history(id)] == ["create", "end"]


def test_a_record_taken_away_can_be_restored(register):
    id = record(register, "party", party("A"))
    with register.batch("Ada", AT) as writing:
        writing.end(id, 1)
    with register.batch("Ada", AT) as writing:
        writing.change(id, party("A"), 2)
    assert register.history(id)[-1].act == "restore"
    assert list(register.parties()) == [id]


def test_nothing_is_written_when_a_batch_fails(register):
    with pytest.raises(ZeroDivisionError), register.batch("Ada", AT, title="list") as writing:  # noqa: PT012
        writing.new("party", party("A"))
        raise ZeroDivisionError
    assert register.head().sequence == 0
    assert register.parties() == {}


def test_a_batch_is_a_record_and_marks_its_entries(register):
    with register.batch("Ada", AT, why="annual list", title="vendors.csv", details={"rows": 1}, undoes="BA-0009") as writing:
        id = writing.new("party", party("A"))
    assert writing.batch_id == "BA-0001"
    assert register.record("BA-0001").state == {
        "title": "vendors.csv", "why": "annual list", "details": {"rows": 1}, "undoes": "BA-0009",
    }  # fmt: skip
    assert [entry.batch for entry in register.history(id)] == ["BA-0001"]
    assert register.ask("SELECT id, title, undoes FROM batch", {}).rows == [("BA-0001", "vendors.csv", "BA-0009")]


def test_a_single_edit_has_no_batch(register):
    assert register.history(record(register, "party", party("A")))[0].batch is None


def test_the_setting_has_a_fixed_id(register):
    assert record(register, "setting", {"name": "Ours"}) == "organisation"
    with pytest.raises(Refused, match="recorded already"):
        record(register, "setting", {"name": "Again"})


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"name": ""}, "no party that can be recorded"),
        ({"name": "A", "colour": "red"}, "colour"),
        ({"name": "A", "facts": {"dpf.eu.actve": True}}, "no fact dpf.eu.actve"),
        ({"name": "A", "facts": {"dpf.eu.active": "yes"}}, "is no flag"),
        ({"name": "A", "facts": {"dpf.checked_on": "2026-02-30"}}, "is no day"),
        ({"name": "A", "facts": {"subject_to": "JP-APPI"}}, "is no terms"),
    ],
)
def test_what_is_no_record_is_refused_and_nothing_is_written(register, state, told):
    with pytest.raises(Refused, match=told):
        record(register, "party", state)
    assert register.head().sequence == 0


def test_a_transfer_names_parties_that_are_there(register):
    with pytest.raises(Refused, match="names PA-0099 as importer, and there is no such record"):
        record(register, "transfer", {"exporter": pair(register)[0], "importer": "PA-0099"})


def test_a_party_that_a_transfer_names_stays(register):
    id = transfer(register)
    with pytest.raises(Refused, match=f"PA-0002 is still named by {id}"), register.batch("Ada", AT) as writing:
        writing.end("PA-0002", 1)
    with register.batch("Ada", AT) as writing:
        writing.end("PA-0002", 1)
        writing.end(id, 1)
    assert list(register.parties()) == ["PA-0001"]


def test_a_transfer_never_follows_itself(register):
    first = transfer(register)
    second = record(register, "transfer", {"exporter": "PA-0002", "importer": "PA-0001", "follows": first})
    with pytest.raises(Refused, match="would follow itself"), register.batch("Ada", AT) as writing:
        writing.change(first, {"exporter": "PA-0001", "importer": "PA-0002", "follows": second}, 1)


def test_an_unknown_record_cannot_be_changed(register):
    with pytest.raises(Refused, match="no record PA-0007"), register.batch("Ada", AT) as writing:
        writing.change("PA-0007", party("A"), 1)


def test_there_is_no_such_transfer(register):
    with pytest.raises(Refused, match="no transfer PA-0001"):
        register.transfer(record(register, "party", party("A")))


def test_the_receipt_names_the_head(register, tmp_path):
    assert register.receipt() is None
    transfer(register)
    assert register.receipt() == register.head()
    assert orjson.loads((tmp_path / "register" / "head.json").read_bytes())["sequence"] == 3
    assert register.verify().ok


def test_a_receipt_beyond_the_journal_shows_a_cut_end(register, tmp_path):
    transfer(register)
    (tmp_path / "register" / "head.json").write_bytes(orjson.dumps({"sequence": 4, "hash": "f" * 64}))
    assert register.verify().first_bad == 4
    assert register.verify(Head(3, register.head().hash)).ok


def test_a_damaged_receipt_is_said_to_be_one(register, tmp_path):
    transfer(register)
    (tmp_path / "register" / "head.json").write_text("{")
    with pytest.raises(FileUnreadable, match="no receipt"):
        register.verify()


def test_times_are_kept_in_universal_time(register):
    id = record(register, "party", party("A"), at=datetime.fromisoformat("2026-03-01T01:30:00+02:00"))
    assert register.record(id).at == "2026-02-28T23:30:00.000Z"
    assert register.ask("SELECT recorded_from FROM party", {}).rows == [
        (datetime(2026, 2, 28, 23, 30, tzinfo=UTC).replace(tzinfo=None),)
    ]


def test_questions_cannot_write(register):
    with pytest.raises(Exception, match="read-only"):
        register.ask("DELETE FROM party_history", {})


def test_questions_cannot_reach_a_file(register, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(Exception, match="disabled by configuration"):
        register.ask(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')", {})


def test_an_answer_is_rows_records_or_a_frame(register):
    answer = register.ask("SELECT 1 AS one, $two AS two", {"two": "b"})
    assert (answer.columns, answer.rows, answer.dicts()) == (("one", "two"), [(1, "b")], [{"one": 1, "two": "b"}])
    assert answer.frame().to_dict("list") == {"one": [1], "two": ["b"]}
    assert (answer.sql, answer.parameters) == ("SELECT 1 AS one, $two AS two", {"two": "b"})


def test_a_path_that_is_a_file_is_refused(opens, tmp_path):
    (tmp_path / "note.txt").write_text("x")
    with pytest.raises(TransferRegisterError, match="a register is a folder"):
        opens(tmp_path / "note.txt")


def test_a_folder_with_a_file_that_is_no_journal_is_refused(opens, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "journal.sqlite").write_text("shopping list, not a journal" * 10)
    with pytest.raises(TransferRegisterError, match="no journal of a transfer register"):
        opens(tmp_path / "there")


def test_an_address_that_is_no_place_of_a_register_is_refused(opens):
    with pytest.raises(TransferRegisterError, match="mysql:// is no place of a register"):
        opens("mysql://somewhere/register")
