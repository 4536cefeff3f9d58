"""`evidence`: files are filed, listed, handed over, changed, taken away and checked from the command line as in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.commands.conftest import Said
from transfer_register.actions import evidence, record
from transfer_register.actions.evidence import SCANNED
from transfer_register.actions.opening import open_register
from transfer_register.model.evidence import Support

WHO = {"actor": "tests", "at": datetime(2026, 1, 1, tzinfo=UTC)}
PDF = b"%PDF-1.7 clauses"

Ask = Callable[..., Said]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two transfers of one exporter."""
    place = tmp_path_factory.mktemp("evidence") / "register"
    register = open_register(place)
    sender, vendor = (record.save_party(register, {"name": name, "country": "DE"}, **WHO) for name in ("Muster GmbH", "Vendor"))
    for _ in range(2):
        record.save_transfer(register, {"exporter": sender, "importer": vendor}, **WHO)
    register.close()
    return place


@pytest.fixture
def ask(call: Callable[..., Said], place: Path) -> Ask:
    return lambda *words: call("evidence", *words, register=place)


def filed(place: Path, content: bytes, *records: str, kind: str | None = None) -> evidence.Added:
    register = open_register(place)
    links = [Support(record=id) for id in records]
    added = evidence.add(register, "our clauses.pdf", content, supports=links, kind=kind, **WHO)
    register.close()
    return added


def test_a_file_goes_in_and_comes_out_as_it_was(ask, tmp_path):
    paper = tmp_path / "our clauses.pdf"
    paper.write_bytes(PDF)
    words = ("--for", "TR-00001,PA-0001", "--kind", "scc_signed", "--provision", "ev.scc_signed", "--dated", "2026-01-02")
    added = ask("add", paper, *words, "--note", "the original is in the safe", "--json").json
    assert (added["new"], added["title"], added["dated_on"]) == (True, "our clauses", "2026-01-02")
    assert added["supports"] == [{"record": id, "provision": "ev.scc_signed"} for id in ("TR-00001", "PA-0001")]
    again = ask("add", paper, "--kind", "scc_signed", "--for", "TR-00002")
    assert again.out.splitlines() == [f"{added['id']} holds this file already; it is linked.", SCANNED]
    paper.unlink()
    got = ask("get", added["id"], "--out", tmp_path, "--json").json
    assert paper.read_bytes() == PDF
    assert (got["bytes"], got["sha256"]) == (16, added["sha256"])


def test_what_is_filed_is_listed_for_a_transfer_with_what_its_parties_hold(ask, place):
    certificate, memo = filed(place, PDF + b" 1", "PA-0002", kind="cert"), filed(place, PDF + b" 2", "TR-00002")
    listed = [each["id"] for each in ask("list", "--for", "TR-00001", "--json").json["evidence"]]
    assert certificate.id in listed
    assert memo.id not in listed
    shown = ask("list", "--kind", "other").out
    assert "Something else" in shown
    assert memo.id in shown
    assert certificate.id not in shown
    assert ask("list", "--for", "BA-0001").error == "There is no transfer, party or assessment BA-0001.\n"


def test_what_is_said_of_a_file_is_changed_and_taken_away(ask, place):
    id = filed(place, PDF + b" 3", "TR-00001", kind="tia").id
    words = ("--title", "Memo", "--kind", "other", "--until", "2027-01-01", "--for", "TR-00002", "--not-for", "TR-00001")
    changed = ask("change", id, *words, "--json").json
    assert (changed["title"], changed["kind"], changed["valid_until"], changed["version"]) == ("Memo", None, "2027-01-01", 2)
    assert changed["supports"] == [{"record": "TR-00002"}]
    assert "Take it away instead" in ask("change", id, "--not-for", "TR-00002").error
    assert "name that with --for" in ask("change", id, "--tool", "scc").error
    assert ask("end", id, "--json").json["file"] == "our clauses.pdf"
    assert "was taken away" in ask("get", id, "--out", place.parent).error


def test_every_mistake_of_a_call_is_said_in_one_line(ask, tmp_path):
    (tmp_path / "page.pdf").write_text("<html>")
    said = ask("add", tmp_path / "page.pdf", "--kind", "nonsense", "--for", "TR-99999")
    assert (said.status, len(said.error.splitlines())) == (2, 1)
    for part in ("File: page.pdf is not what its name says (PDF)", "'nonsense' is not in the list", "assessment TR-99999"):
        assert part in said.error
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(25_000_001)
    assert "the limit is 25" in ask("add", tmp_path / "large.pdf", "--for", "TR-00001").error


def test_a_check_of_all_files_says_which_are_wrong_and_ends_with_one(ask, place, tmp_path):
    added = filed(place, PDF + b" 4", "TR-00001")
    assert (ask("verify").status, ask("verify").out.splitlines()[-1]) == (0, "All of them hold.")
    kept = place / "evidence" / added.sha256
    kept.write_bytes(b"%PDF-1.7 forged")
    said = ask("verify", "--json")
    assert (said.status, [each["ids"] for each in said.json["damaged"]]) == (1, [[added.id]])
    assert "cannot be handed over" in ask("get", added.id, "--out", tmp_path / "x.pdf").error
    assert not (tmp_path / "x.pdf").exists()
    kept.unlink()
    assert "our clauses.pdf is missing" in ask("verify").out
    kept.write_bytes(PDF + b" 4")
