"""Evidence in the browser: a missing paper is filed with its kind chosen, shown, and handed over as a download only."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from tests.screens.conftest import AT, Open, ran, texts
from transfer_register.actions import evidence, evidence_found
from transfer_register.actions.opening import open_register
from transfer_register.model.evidence import EvidenceRecord, Support
from transfer_register.screens import evidence_file

PDF = ("signed clauses.pdf", b"%PDF-1.7 clauses", "application/pdf")
_CLAUSES = (
    "SELECT id, importer FROM transfer WHERE list_contains(list_transform(mechanisms, lambda m: m.tool), 'scc') ORDER BY id"
)


def told(app) -> str:
    return texts(app).replace("\\", "")


def test_a_missing_paper_is_filed_from_the_duty_that_asks_for_it_and_a_damaged_one_is_told(opened: Open, own_register: Path):
    register = open_register(own_register)
    id, _ = register.ask(_CLAUSES, {}).rows[0]
    app = opened(own_register, id=id)
    ran(app.button(key="duties.file.ev.scc_signed").click().run())
    assert app.selectbox(key="evidence_form.kind").value == "scc_signed"
    assert "up to 25 MB" in told(app)
    ran(app.button(key="evidence_form.save").click().run())
    assert "Nothing is chosen. Choose a file." in told(app)
    app.file_uploader(key="evidence_form.file").set_value(PDF)
    ran(app.button(key="evidence_form.save").click().run())
    register.follow()
    [found] = evidence_found.of_record(register, id)
    register.close()
    assert (found.record.kind, found.record.title) == ("scc_signed", "signed clauses")
    assert found.record.supports == (Support(record=id, provision="ev.scc_signed"),)
    assert "Evidence" in [tab.label for tab in app.tabs]
    assert "**Signed clauses**: on file" in told(app)
    assert told(app).count("scanned for nothing") == 1
    [card] = [each for each in app.get("download_button") if each.key == f"evidence.get.card.{found.id}"]
    assert card.proto.deferred_file_id  # fetched when it is asked for, not before
    (own_register / "evidence" / found.record.sha256).write_bytes(b"%PDF-1.7 forged")
    ran(card.click().run())
    assert f"{found.id}, signed clauses.pdf, cannot be handed over." in told(app)


def test_a_file_of_a_party_is_changed_and_taken_away_on_its_page(opened: Open, own_register: Path):
    register = open_register(own_register)
    _, importer = register.ask(_CLAUSES, {}).rows[0]
    id = evidence.add(register, *PDF[:2], supports=[Support(record=importer)], kind="cert", actor="tests", at=AT).id
    register.close()
    app = opened(own_register, "parties", id=importer)
    assert "For this party (all its transfers)." in told(app)
    ran(app.button(key=f"evidence.edit.{id}").click().run())
    app.text_input(key="evidence_form.title").set_value("<b>Certificate</b>")
    ran(app.button(key="evidence_form.save").click().run())
    assert "<b>Certificate</b>" not in texts(app)
    assert "<b>Certificate</b>" in told(app)
    ran(app.button(key=f"evidence.end.{id}").click().run())
    ran(app.button(key="evidence_form.save").click().run())
    assert "No file is filed yet." in told(app)


def test_an_earlier_state_offers_no_filing(opened: Open, shared_register: Path):
    app = opened(shared_register, id="TR-00001", known_on="2026-11-22")
    assert "scanned for nothing" in told(app)
    assert not [each.key for each in app.button if str(each.key).startswith(("duties.file.", "evidence."))]


def test_a_browser_is_told_to_keep_a_file_and_never_to_show_it(monkeypatch):
    drawn = []
    monkeypatch.setattr(evidence_file.st, "download_button", lambda *said, **more: drawn.append((said, more)))
    state = {"title": "t", "file": "t.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    record = EvidenceRecord.model_validate(state | {"supports": [{"record": "TR-00001"}]})
    found = evidence_found.Filed("EV-0001", 1, record, "2026-01-01T00:00:00.000Z", "tests")
    evidence_file.show_download(SimpleNamespace(register=None, known_on=None), found, "card")
    [((_, content), more)] = drawn
    assert callable(content)
    assert (more["mime"], more["file_name"]) == ("application/octet-stream", "t.pdf")
