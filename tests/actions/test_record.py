"""Recording by hand: every mistake at once, nothing lost, nothing overwritten; answers go where they belong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transfer_register.actions import record, take_in, undo
from transfer_register.errors import Refused, Stale
from transfer_register.exhibits.record_words import differences
from transfer_register.register.register import Register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = date(2026, 11, 22)
WHO = {"actor": "tester", "at": AT}
VENDORS = Path(__file__).resolve().parents[1] / "fixtures" / "journey" / "vendors.md"


@pytest.fixture
def transfer(register: Register) -> str:
    """A transfer from Germany to the United States of which nothing else is known."""
    exporter = record.save_party(register, {"name": "Muster GmbH", "country": "DE"}, **WHO)
    importer = record.save_party(register, {"name": "Vendor Inc.", "country": "US"}, **WHO)
    return record.save_transfer(register, {"exporter": exporter, "importer": importer}, **WHO)


def verdict(register: Register, transfer: str) -> str:
    question = "SELECT verdict FROM verdicts_on($sight) WHERE transfer = $id AND regime = 'EU'"
    return register.ask(question, {"sight": register.sight(DAY), "id": transfer}).rows[0][0]


def test_every_mistake_of_a_transfer_is_told_at_once(register: Register):
    wrong = {
        "exporter": "PA-9999", "importer": "PA-9998", "exporter_role": "owner", "purposes": ["world_peace"],
        "places": [{"country": "ZZ"}], "mechanisms": [{"tool": "handshake"}],
        "frequency": "whenever", "legal_bases": ["contract", "because"],
        "valid_from": "2026-02-01", "valid_to": "2026-01-01",
        "facts": {"tia.exists": "perhaps", "moon.full": True},
    }  # fmt: skip
    problems = record.check_transfer(register, wrong)
    assert len(problems) == 11
    assert all(problem.where and problem.what for problem in problems)
    with pytest.raises(record.NotRecorded):
        record.save_transfer(register, wrong, **WHO)
    assert register.head().sequence == 0


def test_what_records_of_processing_ask_is_told_in_words_where_it_changed(register: Register, transfer: str):
    found = register.record(transfer)
    said = {"activity": "Payroll", "frequency": "one_off", "legal_bases": ["contract"]}
    record.save_transfer(register, found.state | said, id=transfer, version=found.version, **WHO)
    now = register.record(transfer).state
    told = {each.heading: (each.was, each.now) for each in differences(register.words, {}, found.state, now)}
    assert told == {
        "Processing activity": ("–", "Payroll"), "Frequency": ("–", "One-off"), "Legal bases": ("–", "Contract, Article 6(1)(b)")
    }  # fmt: skip
    assert not differences(register.words, {}, found.state, found.state | {"nature": None, "legal_bases": []})


def test_a_stale_edit_is_refused_and_loses_nothing(register: Register, transfer: str):
    state, version = register.record(transfer).state, register.record(transfer).version
    record.save_transfer(register, {**state, "owner": "Sales"}, id=transfer, version=version, **WHO)
    with pytest.raises(Stale):
        record.save_transfer(register, {**state, "owner": "Support"}, id=transfer, version=version, **WHO)
    assert register.record(transfer).state["owner"] == "Sales"


def test_a_change_without_the_version_that_was_seen_is_refused(register: Register, transfer: str):
    with pytest.raises(Refused, match="which version"):
        record.save_transfer(register, register.record(transfer).state, id=transfer, **WHO)


def test_answers_go_where_they_belong_and_the_verdict_follows(register: Register, transfer: str):
    assert verdict(register, transfer) == "unknown"
    importer = register.record(transfer).state["importer"]
    assert record.answer(register, transfer, "importer.dpf.eu.active", True, seen=None, **WHO) == importer
    record.answer(register, transfer, "importer.dpf.eu.covers_non_hr", True, seen=None, **WHO)
    assert verdict(register, transfer) == "unknown"
    assert record.answer(register, transfer, "data.hr_context", False, seen=None, **WHO) == transfer
    assert verdict(register, transfer) == "permitted"
    record.answer(register, transfer, "importer.dpf.eu.active", None, seen=True, **WHO)
    assert verdict(register, transfer) == "unknown"


def test_nobody_said_is_not_none(register: Register, transfer: str):
    record.answer(register, transfer, "importer.dpf.eu.active", False, seen=None, **WHO)
    assert verdict(register, transfer) == "unknown"
    found = register.record(transfer)
    record.save_transfer(register, {**found.state, "mechanisms": []}, id=transfer, version=found.version, **WHO)
    assert verdict(register, transfer) == "breached"


def test_what_follows_from_the_record_cannot_be_stated(register: Register, transfer: str):
    with pytest.raises(Refused, match="follows from the record"):
        record.answer(register, transfer, "importer.country", "DE", seen=None, **WHO)
    with pytest.raises(Refused, match="no fact"):
        record.answer(register, transfer, "importer.shoe_size", 44, seen=None, **WHO)


def test_a_party_on_which_a_transfer_rests_is_not_taken_away(register: Register, transfer: str):
    importer = register.record(register.record(transfer).state["importer"])
    with pytest.raises(Refused):
        record.take_away(register, importer.id, importer.version, **WHO)
    record.take_away(register, transfer, 1, **WHO)
    record.take_away(register, importer.id, importer.version, **WHO)
    assert importer.id not in register.parties()
    assert len(register.history(importer.id)) == 2


def brought_in(register: Register) -> take_in.Taken:
    options = take_in.Options(exporter_name="Muster GmbH", exporter_country="DE")
    seen = take_in.preview(register, VENDORS.read_bytes(), VENDORS.name, options)
    return take_in.take(register, seen, **WHO)


def test_rows_may_be_left_out(register: Register):
    seen = take_in.preview(register, VENDORS.read_bytes(), VENDORS.name, take_in.Options(exporter_name="Muster GmbH"))
    taken = take_in.take(register, seen, leave_out={0, 1}, **WHO)
    assert (taken.created, taken.parties) == (10, 9)


def test_undo_keeps_what_somebody_changed_since(register: Register):
    taken = brought_in(register)
    changed = register.record(taken.transfers[0])
    record.save_transfer(register, {**changed.state, "owner": "Support"}, id=changed.id, version=changed.version, **WHO)
    undone = undo.undo(register, taken.batch, **WHO)
    assert set(undone.kept) == {changed.id, changed.state["exporter"], changed.state["importer"]}
    assert register.record(changed.id).state["owner"] == "Support"
    assert register.record(taken.transfers[1]) is None
    assert register.verify().ok


def test_a_list_taken_twice_changes_nothing(register: Register):
    brought_in(register)
    before = register.head()
    assert brought_in(register).batch is None
    assert register.head() == before


def test_a_changed_list_changes_its_rows_only(register: Register):
    brought_in(register)
    text = VENDORS.read_text().replace("| India                  | India ", "| India, Nepal           | India ")
    seen = take_in.preview(register, text.encode(), "later.md", take_in.Options(exporter_name="Muster GmbH"))
    statuses = [each.status for each in seen.transfers]
    assert (statuses.count("changed"), statuses.count("unchanged")) == (1, 11)
    taken = take_in.take(register, seen, **WHO)
    assert [place["country"] for place in register.record(taken.transfers[0]).state["places"]] == ["IN", "NP"]


def corrected(register: Register) -> take_in.Preview:
    """The vendors with other places of one of them, as a later list has them."""
    text = VENDORS.read_text().replace("| India                  | India ", "| India, Nepal           | India ")
    return take_in.preview(register, text.encode(), "later.md", take_in.Options(exporter_name="Muster GmbH"))


def test_a_list_does_not_write_over_what_others_changed_since_the_preview(register: Register):
    taken = brought_in(register)
    seen = corrected(register)
    found = register.record(taken.transfers[0])
    state = {**found.state, "places": [{"country": "BR"}]}
    record.save_transfer(register, state, id=found.id, version=found.version, **WHO)
    with pytest.raises(Stale, match=f"{found.id}: recorded or changed by others since you saw the preview"):
        take_in.take(register, seen, **WHO)
    assert register.record(found.id).state["places"] == [{"country": "BR", "role": "processing"}]


def test_a_list_goes_on_top_of_what_others_changed_elsewhere(register: Register):
    brought_in(register)
    seen = corrected(register)
    [id] = [each.id for each in seen.planned.transfers if each.act == "change"]
    found = register.record(id)
    record.save_transfer(register, {**found.state, "owner": "Support"}, id=found.id, version=found.version, **WHO)
    assert take_in.take(register, seen, **WHO).changed == 1
    state = register.record(found.id).state
    assert (state["owner"], [place["country"] for place in state["places"]]) == ("Support", ["IN", "NP"])


def test_what_is_written_between_the_plan_and_its_writing_is_planned_for(register: Register, monkeypatch: pytest.MonkeyPatch):
    brought_in(register)
    [id] = [each.id for each in corrected(register).planned.transfers if each.act == "change"]
    importer = register.record(register.record(id).state["importer"])
    # The list fills in the country that is missing, so it writes to this party too.
    bare = {name: value for name, value in importer.state.items() if name != "country"}
    record.save_party(register, bare, id=importer.id, version=importer.version, **WHO)
    shown, planned = corrected(register), take_in._taken

    def late(*arguments: object) -> take_in.Taken:
        monkeypatch.setattr(take_in, "_taken", planned)
        record.save_party(register, {**bare, "note": "Late"}, id=importer.id, version=importer.version + 1, **WHO)
        return planned(*arguments)

    monkeypatch.setattr(take_in, "_taken", late)
    assert take_in.take(register, shown, **WHO).changed == 1
    assert register.record(importer.id).state.items() >= {"note": "Late", "country": importer.state["country"]}.items()
