"""Evidence: a file and what it supports are recorded together and count for what is owed; no file is lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from transfer_register.actions import evidence, evidence_found, merge_parties, record, undo
from transfer_register.actions.backup import back_up
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.judge import judge
from transfer_register.actions.opening import open_register, words
from transfer_register.actions.restore import restore
from transfer_register.assessment.kit import Kits
from transfer_register.errors import FileUnreadable, Refused, Stale
from transfer_register.law.library import read_library
from transfer_register.model.evidence import Support
from transfer_register.register.register import Register

AT, ON = datetime(2026, 5, 3, 9, tzinfo=UTC), date(2026, 6, 1)
WHO = {"actor": "tester", "at": AT}
PDF = b"%PDF-1.7 clauses"
SMALL_LAW = Path(__file__).parents[1] / "register" / "small_law"
CLAUSES = [{"tool": "scc", "module": 2, "signed_on": "2024-01-01"}]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Under a small law, which is judged in no time; what is owed is asked of the whole law."""
    law, kits = read_library(SMALL_LAW, words()), Kits({})
    opened = Register.open(tmp_path_factory.mktemp("evidence") / "register", law, kits, words())
    yield opened
    opened.close()


@pytest.fixture
def flow(shared: Register) -> tuple[str, str, str]:
    """A transfer under the clauses with its exporter and its recipient, of this test alone."""
    sender = record.save_party(shared, {"name": "Muster GmbH", "country": "DE"}, **WHO)
    vendor = record.save_party(shared, {"name": "Vendor Ltd", "country": "IN"}, **WHO)
    return between(shared, sender, vendor), sender, vendor


def between(register: Register, sender: str, vendor: str) -> str:
    roles = {"exporter_role": "controller", "importer_role": "processor"}
    return record.save_transfer(register, {"exporter": sender, "importer": vendor, "mechanisms": CLAUSES} | roles, **WHO)


def add(register: Register, *records: str, kind: str | None = "scc_signed", content: bytes | None = None, **more):
    """Files something that nobody filed before, unless told what."""
    content = content or PDF + "|".join((*records, str(kind), *map(str, more.values()))).encode()
    return evidence.add(
        register, "clauses.pdf", content, supports=[Support(record=id) for id in records], kind=kind, **more, **WHO
    )


def owed(register: Register, transfer: str, on: date = ON) -> dict[str, str]:
    """Each duty of evidence with what came of it."""
    [found] = judge(register, on=on, law_on=ON, known_on=None, transfer=transfer)["transfers"]
    return {duty["id"]: duty["outcome"] for regime in found["regimes"] for duty in regime["duties"] if duty["duty"] == "evidence"}


def filed(register: Register, transfer: str, on: date = ON) -> list[str]:
    """The derived fact, as it stands in the sight that is kept."""
    asked = {"sight": register.sight(on, ON), "id": transfer}
    [[value]] = register.ask("SELECT value FROM facts_on($sight) WHERE transfer = $id AND fact = 'evidence.filed'", asked).rows
    return orjson.loads(value)


def test_a_file_is_kept_under_its_hash_with_what_it_shows(shared, flow):
    transfer, *_ = flow
    link = Support(record=transfer, tool="scc", provision="small.a.clauses", condition="signed by both")
    added = evidence.add(
        shared, "C:\\papers\\Our clauses.PDF", PDF, supports=[link], kind="scc_signed", dated_on=date(2026, 1, 2), **WHO
    )
    assert added.sha256 == sha256(PDF).hexdigest()
    found, content = evidence_found.read(shared, added.id)
    assert content == PDF
    told = found.record
    assert (told.title, told.file, told.media_type, told.size) == ("Our clauses", "Our clauses.PDF", "application/pdf", len(PDF))
    assert told.supports == (link,)


def test_a_filed_paper_meets_its_duty_and_nothing_else_whatever_was_said_before(register):
    sender, vendor = (
        record.save_party(register, {"name": name, "country": place}, **WHO) for name, place in (("S", "DE"), ("V", "IN"))
    )
    transfer = between(register, sender, vendor)
    before = owed(register, transfer)
    assert before["ev.scc_signed"] == "unknown"
    added = add(register, transfer)
    assert owed(register, transfer) == before | {"ev.scc_signed": "met"}
    record.answer(register, transfer, "evidence.on_file", ["tia"], seen=None, **WHO)
    assert owed(register, transfer)["ev.scc_signed"] == "met"
    evidence.take_away(register, added.id, 1, **WHO)
    assert owed(register, transfer)["ev.scc_signed"] == "breached"


def test_what_is_filed_for_a_party_counts_for_its_transfers_on_either_side_and_for_no_other(shared, flow):
    transfer, sender, vendor = flow
    other = between(shared, sender, record.save_party(shared, {"name": "Else", "country": "BR"}, **WHO))
    assert filed(shared, transfer) == filed(shared, other) == []
    add(shared, vendor, kind="cert")
    assert (filed(shared, transfer), filed(shared, other)) == (["cert"], [])
    add(shared, sender, kind="bcr_approval")
    assert (filed(shared, transfer), filed(shared, other)) == (["bcr_approval", "cert"], ["bcr_approval"])


def test_what_is_filed_for_an_assessment_counts_for_the_transfers_it_covers_and_no_longer_for_one_it_leaves(shared, flow):
    transfer, sender, vendor = flow
    other = between(shared, sender, vendor)
    state = {"kit": "k", "edition": "2026-01-01", "title": "India", "transfers": [transfer, other], "views": ["v"]}
    with shared.batch("tester", AT) as writing:
        assessment = writing.new("assessment", state)
    add(shared, assessment, kind="tia")
    assert filed(shared, transfer) == filed(shared, other) == ["tia"]
    with shared.batch("tester", AT) as writing:
        writing.change(assessment, state | {"transfers": [other]}, 1)
    assert (filed(shared, transfer), filed(shared, other)) == ([], ["tia"])
    assert [each.record.kind for each in evidence_found.of_transfer(shared, other)] == ["tia"]
    assert evidence_found.of_transfer(shared, transfer) == []


def test_a_paper_counts_from_its_day_to_its_last_day(shared, flow):
    transfer, *_ = flow
    add(shared, transfer, dated_on=date(2026, 5, 1), valid_until=date(2026, 5, 31))
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [filed(shared, transfer, day) for day in days] == [[], ["scc_signed"], ["scc_signed"], []]


def test_a_change_of_a_file_is_judged_anew_where_it_was_and_where_it_is(shared, flow):
    transfer, sender, vendor = flow
    other = between(shared, sender, vendor)
    id = add(shared, transfer).id
    assert (filed(shared, transfer), filed(shared, other)) == (["scc_signed"], [])
    said = {"supports": (Support(record=other),), "kind": "scc_annex2"}
    evidence.change(shared, id, 1, said, **WHO)
    assert (filed(shared, transfer), filed(shared, other)) == ([], ["scc_annex2"])


def test_something_else_counts_for_nothing_that_a_law_asks(shared, flow):
    transfer, *_ = flow
    add(shared, transfer, kind=None)
    assert filed(shared, transfer) == []


def test_the_same_bytes_are_one_file_and_another_link(shared, flow):
    transfer, sender, vendor = flow
    other = between(shared, sender, vendor)
    first = add(shared, transfer, content=b"%PDF-1.7 same", title="The clauses")
    again = evidence.add(shared, "copy.pdf", b"%PDF-1.7 same", supports=[Support(record=other)], kind="scc_signed", **WHO)
    assert (again.id, again.new, again.version) == (first.id, False, 2)
    found = evidence_found.one(shared, first.id).record
    assert [each.record for each in found.supports] == [transfer, other]
    assert (found.title, found.file) == ("The clauses", "clauses.pdf")
    third = evidence.add(shared, "copy.pdf", b"%PDF-1.7 same", supports=[Support(record=other)], kind="scc_signed", **WHO)
    assert (third.id, third.version) == (first.id, 2)
    # Said to be something else, it is another record of the same file.
    annex = evidence.add(shared, "copy.pdf", b"%PDF-1.7 same", supports=[Support(record=other)], kind="scc_annex2", **WHO)
    assert (annex.new, annex.others, annex.sha256) == (True, (first.id,), first.sha256)


def test_every_mistake_is_told_at_once_and_nothing_is_kept(shared):
    before, names = shared.head(), shared.journal.evidence.names()
    links = [Support(record="TR-99999", tool="magic", provision="no.such")]
    with pytest.raises(NotRecorded) as refused:
        evidence.add(
            shared, "x.pdf", b"PK\x03\x04", supports=links, kind="tax_return", title="t" * 201,
            dated_on=date(2026, 2, 1), valid_until=date(2026, 1, 1), **WHO,
        )  # fmt: skip
    assert [problem.where for problem in refused.value.problems] == [
        "File", "What it is", "Title", "Valid until", "For", "For", "For",
    ]  # fmt: skip
    assert (shared.head(), shared.journal.evidence.names()) == (before, names)


def test_a_change_says_all_its_mistakes_and_needs_the_newest_version(shared, flow):
    transfer, *_ = flow
    id = add(shared, transfer).id
    with pytest.raises(NotRecorded) as refused:
        evidence.change(shared, id, 1, {"title": " ", "kind": "nonsense", "supports": ()}, **WHO)
    assert {problem.where for problem in refused.value.problems} == {"Title", "What it is", "For"}
    assert evidence.change(shared, id, 1, {"title": "clauses"}, **WHO) == 1  # it says that already
    assert evidence.change(shared, id, 1, {"note": "the original is in the safe"}, **WHO) == 2
    with pytest.raises(Stale):
        evidence.change(shared, id, 1, {"note": None}, **WHO)


def test_what_a_file_is_taken_away_from_says_what_became_of_the_file(shared, flow):
    transfer, *_ = flow
    one = add(shared, transfer, content=b"%PDF-1.7 twice")
    two = add(shared, transfer, content=b"%PDF-1.7 twice", kind="scc_annex1")
    assert evidence.take_away(shared, one.id, 1, **WHO).others == (two.id,)
    assert evidence.take_away(shared, two.id, 1, **WHO).sentence().endswith("The file stays: its history names it.")
    assert shared.journal.evidence.get(one.sha256) == b"%PDF-1.7 twice"
    with pytest.raises(Refused, match="was taken away by tester"):
        evidence_found.read(shared, one.id)


def test_a_link_may_outlive_what_it_names_and_undo_is_not_held_up_by_it(shared):
    with shared.batch("tester", AT, title="A list") as writing:
        sender = writing.new("party", {"name": "S", "country": "DE"})
        transfer = writing.new("transfer", {"exporter": sender, "importer": sender})
    id = add(shared, transfer, sender).id
    undone = undo.undo(shared, writing.batch_id, **WHO)
    assert set(undone.taken_back) == {transfer, sender}
    assert evidence.change(shared, id, 1, {"title": "Still here"}, **WHO) == 2
    undo.undo(shared, undone.batch, **WHO)
    assert filed(shared, transfer) == ["scc_signed"]


def test_merging_parties_takes_their_evidence_along_and_its_undo_gives_it_back(shared, flow):
    transfer, _, vendor = flow
    double = record.save_party(shared, {"name": "Vendor Limited", "country": "IN"}, **WHO)
    id = add(shared, double, kind="cert").id
    seen = merge_parties.preview(shared, vendor, double)
    assert "1 file of evidence" in seen.sentence()
    merged = merge_parties.apply(shared, seen, why="one company", **WHO)
    assert filed(shared, transfer) == ["cert"]
    undo.undo(shared, merged.batch, **WHO)
    assert filed(shared, transfer) == []
    assert evidence_found.one(shared, id).record.supports == (Support(record=double),)


def test_the_journal_refuses_a_file_for_a_record_that_never_was(shared):
    state = {"title": "t", "file": "t.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    with pytest.raises(Refused, match="never was such a record"), shared.batch("tester", AT) as writing:
        writing.new("evidence", state | {"supports": [{"record": "TR-77777"}]})
    with pytest.raises(Refused, match="no evidence that can be recorded"), shared.batch("tester", AT) as writing:
        writing.new("evidence", state | {"supports": [], "file": "../t.pdf"})


def test_an_earlier_day_of_the_register_knows_what_was_filed_then(shared, flow):
    transfer, *_ = flow
    id = add(shared, transfer).id
    evidence.take_away(shared, id, 1, actor="tester", at=datetime(2026, 5, 9, tzinfo=UTC))
    assert [each.id for each in evidence_found.of_transfer(shared, transfer, date(2026, 5, 8))] == [id]
    assert evidence_found.of_transfer(shared, transfer) == []
    assert evidence_found.read(shared, id, date(2026, 5, 8))[1].startswith(PDF)


def test_a_damaged_or_missing_file_is_found_and_never_handed_over(register):
    vendor = record.save_party(register, {"name": "V"}, **WHO)
    ids = [add(register, vendor, content=b"%PDF-1.7 " + bytes([mark])) for mark in b"abc"]
    assert evidence_found.verify(register).ok
    folder = register.path / "evidence"
    (folder / ids[0].sha256).write_bytes(b"%PDF-1.7 forged")
    (folder / ids[1].sha256).unlink()
    register.journal.evidence.put(b"nobody's")
    found = evidence_found.verify(register)
    assert not found.ok
    assert [each[0] for each in found.damaged] == [(ids[0].id,)]
    assert [each[0] for each in found.missing] == [(ids[1].id,)]
    assert found.unnamed == (sha256(b"nobody's").hexdigest(),)
    for id in (ids[0].id, ids[1].id):
        with pytest.raises(FileUnreadable, match=f"{id}, clauses.pdf, cannot be handed over"):
            evidence_found.read(register, id)
    assert evidence_found.read(register, ids[2].id)[1] == b"%PDF-1.7 c"


def test_a_backup_brings_record_and_file_back(register, tmp_path):
    vendor = record.save_party(register, {"name": "V"}, **WHO)
    id = add(register, vendor).id
    back_up(register.path, tmp_path / "all.zip", at=AT)
    register.close()
    restore(tmp_path / "all.zip", tmp_path / "again", at=AT)
    again = open_register(tmp_path / "again")
    assert evidence_found.verify(again).ok
    assert evidence_found.read(again, id)[0].record.supports == (Support(record=vendor),)
    again.close()
