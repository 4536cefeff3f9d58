"""What leaves the register as a document is in its journal: what, for whom, with which hash; and it changes nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from transfer_register.actions import signing
from transfer_register.actions.export_log import against_register, exports
from transfer_register.actions.report import Produced, logged, write, write_package
from transfer_register.errors import FileUnreadable, Refused, Unavailable
from transfer_register.exhibits.journal import KINDS
from transfer_register.register.moved import mark_moved
from transfer_register.register.register import Register
from transfer_register.reports.evidence_of_export.verify_export import verify_export
from transfer_register.reports.register_of_transfers import document as register_of_transfers

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ON = date(2026, 11, 22)
DAYS = {"on": ON, "law_on": ON}
WHO = {"actor": "Ada", "at": AT}
OPTIONS = {"organisation": "Acme SE", "addressee": "The supervisory authority", "document_number": "RX-1"}


def filled(register: Register) -> None:
    with register.batch("Ada", AT) as writing:
        exporter = writing.new("party", {"name": "Acme SE", "country": "DE", "regimes": ["EU"]})
        importer = writing.new("party", {"name": "Larkspur Cloud Inc", "country": "US"})
        writing.new("transfer", {"exporter": exporter, "importer": importer, "places": [{"raw": "US", "country": "US"}]})


def written(register: Register, format: str = "html", **more):
    return write(register, "register_of_transfers", format, **DAYS, **WHO, options=OPTIONS, **more)


def pack(register: Register, *formats: str, **more):
    return write_package(register, "register_of_transfers", formats or ("html",), **DAYS, **WHO, options=OPTIONS, **more)


def manifest_of(package: bytes) -> dict:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return orjson.loads(opened.read("manifest.json"))


def seal() -> signing.Seal:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return signing.Seal(signing.as_pem(key.public_key()), signing.fingerprint(key.public_key()), key.sign)


def test_a_report_is_logged_with_what_it_was_and_for_whom(register: Register):
    produced = written(register, log=True)
    (entry,) = exports(register)
    assert (entry.id, entry.by, entry.at) == (produced.number, "Ada", AT) == ("EX-00001", "Ada", AT)
    said = entry.export
    assert (said.report, said.formats, said.package, said.number) == ("register_of_transfers", ("html",), False, "RX-1")
    assert (said.sha256, said.size) == (sha256(produced.data).hexdigest(), len(produced.data))
    assert said.content_sha256 == produced.content_hash
    assert produced.content_hash in produced.data.decode()
    assert (said.on, said.law_on, said.known_on) == (ON, ON, None)
    assert (said.addressee, said.language, said.scope) == ("The supervisory authority", "en-GB", "All transfers")
    assert "export" in KINDS


def test_the_log_changes_nothing_that_the_next_export_shows(register: Register):
    hashes = {written(register, log=True).content_hash for _ in range(3)}
    assert len(hashes) == 1
    assert [each.id for each in exports(register)] == ["EX-00003", "EX-00002", "EX-00001"]
    assert [each.id for each in exports(register, most=1)] == ["EX-00003"]
    assert register.verify().ok


def test_who_does_not_ask_for_the_log_writes_nothing(unwritten: Register):
    before = unwritten.head()
    assert written(unwritten).number is None
    assert pack(unwritten).number is None
    assert unwritten.head() == before


def test_a_package_names_its_number_and_the_log_has_its_hash(register: Register, tmp_path: Path):
    head = register.head()
    produced = pack(register, "html", "csv", log=True, seal=seal())
    assert produced.name == "RX-1-v1.0.zip"
    manifest = manifest_of(produced.data)
    assert manifest["export"] == produced.number == "EX-00001"
    assert (manifest["journal"]["entries"], manifest["journal"]["hash"]) == (head.sequence, head.hash)
    said = exports(register)[0].export
    assert said.package
    assert (said.formats, said.signed_by) == (("html", "csv"), seal().fingerprint)
    assert said.sha256 == sha256(produced.data).hexdigest()
    (tmp_path / "x.zip").write_bytes(produced.data)
    found = verify_export(tmp_path / "x.zip")
    assert found.ok
    problems, lines = against_register(register.path, found.manifest, said.sha256)
    assert not problems
    assert any("EX-00001" in line for line in lines)
    assert "another file" in str(against_register(register.path, found.manifest, "0" * 64)[0][0])


def test_the_same_state_and_the_same_making_give_the_same_package(unwritten: Register):
    assert pack(unwritten, "html", "xlsx", seal=seal()).data == pack(unwritten, "html", "xlsx", seal=seal()).data


def test_an_export_of_another_register_is_told(register: Register, unwritten: Register, tmp_path: Path):
    with register.batch("Ada", AT) as writing:
        writing.new("party", {"name": "Acme GmbH"})
    (tmp_path / "x.zip").write_bytes(pack(register).data)
    manifest = verify_export(tmp_path / "x.zip").manifest
    assert not against_register(register.path, manifest, None)[0]
    told = str(against_register(unwritten.path, manifest, None)[0][0])
    assert "not in this journal" in told


def test_a_table_to_work_with_is_logged_without_a_content_hash(register: Register, tmp_path: Path):
    produced = write_package(register, "register_to_edit", ("csv",), **DAYS, **WHO, log=True)
    assert produced.content_hash is None
    assert exports(register)[0].export.content_sha256 is None
    assert "takes it away again" in manifest_of(produced.data)["csv"]
    (tmp_path / "x.zip").write_bytes(produced.data)
    assert verify_export(tmp_path / "x.zip").ok


def test_a_register_that_can_only_be_read_still_gives_documents_and_says_so(register: Register):
    with register.journal.turn() as turn:
        mark_moved(turn, "/elsewhere", "2026-11-23T09:00:00.000Z", "Ada")
    before = register.head()
    produced = pack(register, log=True)
    assert (produced.number, manifest_of(produced.data)["export"]) == (None, None)
    assert "can only be read" in produced.notes[-1]
    assert "/elsewhere" in produced.notes[-1]
    assert register.head() == before


def test_a_journal_that_cannot_be_written_keeps_nobody_from_a_document(register: Register, monkeypatch: pytest.MonkeyPatch):
    def refuses(*_, **__):
        raise Unavailable("The disk is read-only.")

    monkeypatch.setattr(register.journal, "turn", refuses)
    before = register.journal.head()
    produced = written(register, log=True)
    assert "The disk is read-only." in produced.notes[-1]
    assert (produced.number, register.journal.head()) == (None, before)


def test_who_asked_as_a_person_never_comes_into_the_journal(register: Register, monkeypatch: pytest.MonkeyPatch):
    asked = {**OPTIONS, "addressee": "A person who asked"}
    write(register, "register_of_transfers", "html", **DAYS, **WHO, options=asked | {"classification": "Personal"}, log=True)
    monkeypatch.setattr(register_of_transfers, "PRIVATE_ADDRESSEE", True, raising=False)
    write(register, "register_of_transfers", "html", **DAYS, **WHO, options=asked, log=True)
    assert len(exports(register)) == 2
    assert not any(b"person who asked" in entry.raw for entry in register.journal.entries())


def test_what_cannot_be_shown_is_cleaned_in_manifest_and_log_and_counted(register: Register):
    asked = OPTIONS | {
        "addressee": "Authority\u202e \x07",
        "prepared_by": "Office 😀",
        "document_number": "../../etc/" + "x" * 290,
    }
    produced = write_package(register, "register_of_transfers", ("html",), **DAYS, **WHO, options=asked, log=True)
    manifest = manifest_of(produced.data)
    assert manifest["document"]["addressee"] == "Authority[U+202E]"
    assert {"character": "U+202E", "times": 2, "files": "all"} in manifest["replaced"]
    assert "/" not in produced.name
    assert len(produced.name) < 120


def test_a_format_that_there_is_not_is_refused_and_nothing_is_logged(unwritten: Register):
    for formats in ((), ("html", "papyrus")):
        with pytest.raises(Refused):
            write_package(unwritten, "register_of_transfers", formats, **DAYS, **WHO, log=True)
    assert exports(unwritten) == []


def test_a_document_that_was_made_elsewhere_is_logged_too(register: Register):
    made = Produced("Board-2026.pdf", "application/pdf", b"%PDF", ["A note"])
    found = logged(register, made, "board", "Paper for the board", **WHO, on=ON, addressee="Executive board")
    assert (found.number, found.data, found.notes) == ("EX-00001", b"%PDF", ["A note"])
    said = exports(register)[0].export
    assert (said.formats, said.sha256, said.on) == (("pdf",), sha256(b"%PDF").hexdigest(), ON)


def test_a_key_is_made_for_its_owner_only_and_replaces_nothing(tmp_path: Path):
    path = tmp_path / "signing.pem"
    public, fingerprint = signing.make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    environment = {signing.ENVIRONMENT: str(path)}
    assert signing.seal(environment).fingerprint == fingerprint
    assert signing.seal(environment).public == public.read_bytes()
    assert signing.exposed(environment) is None
    before = path.read_bytes()
    with pytest.raises(Refused, match="never replaces"):
        signing.make_key(path)
    assert path.read_bytes() == before
    path.chmod(0o644)
    assert "chmod 600" in (signing.exposed(environment) or "")


def test_what_is_no_key_is_told_and_never_shown(tmp_path: Path):
    with pytest.raises(Refused, match=signing.ENVIRONMENT):
        signing.seal({})
    (tmp_path / "no.pem").write_bytes(b"secret words")
    for path in (tmp_path / "no.pem", tmp_path / "nowhere.pem"):
        with pytest.raises(FileUnreadable) as told:
            signing.seal({signing.ENVIRONMENT: str(path)})
        assert "secret words" not in str(told.value)
    with pytest.raises(FileUnreadable):
        signing.read_public(tmp_path / "no.pem")
