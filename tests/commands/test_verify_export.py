"""`report --package --sign`, `report log`, `report key`, `verify EXPORT`: from the register to whoever receives it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import orjson
import pytest

from transfer_register.__main__ import run
from transfer_register.actions.signing import ENVIRONMENT

REPORT = ("report", "register_of_transfers", "--option", "organisation=Acme SE", "--filter", "countries=IN")


def changed(file: Path, to: Path, name: str) -> Path:
    """A copy of an export with one bit of one file changed, packed as the program packs it."""
    content = file.read_bytes()
    with zipfile.ZipFile(file) as pack:
        one = pack.getinfo(name)
    at = one.header_offset + 30 + len(name) + one.file_size // 2
    to.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    return to


def test_a_signed_package_is_made_logged_and_verified_by_somebody_without_a_register(taken, tmp_path, capsys, monkeypatch):
    made = taken("report", "key", "--out", tmp_path / "key.pem", "--json").json
    monkeypatch.setenv(ENVIRONMENT, made["key"])
    out = tmp_path / "export.zip"
    said = taken(*REPORT, "--format", "csv,html", "--package", "--sign", "--out", out, "--json").json
    assert (said["export"], said["key"], said["notes"]) == ("EX-00001", made["fingerprint"], [])
    logged = taken("report", "log", "--json").json["exports"]
    assert [(each["id"], each["formats"], each["content_sha256"]) for each in logged] == [
        ("EX-00001", ["csv", "html"], said["content_hash"])
    ]
    assert "EX-00001" in taken("report", "log").out
    monkeypatch.delenv(ENVIRONMENT)
    capsys.readouterr()
    assert run(["verify", str(out), "--key", made["public"], "--json"]) == 0
    found = orjson.loads(capsys.readouterr().out)
    assert (found["ok"], found["problems"], found["first_bad"]) == (True, [], None)
    assert (found["signed"], found["key"], found["content_hash"]) == (True, made["fingerprint"], said["content_hash"])
    assert "register" not in found


def test_what_was_changed_is_told_by_its_name(taken, tmp_path):
    out = tmp_path / "export.zip"
    taken(*REPORT, "--format", "csv", "--package", "--out", out)
    with zipfile.ZipFile(out) as pack:
        names = pack.namelist()
    for name in names:
        said = taken("verify", changed(out, tmp_path / "changed.zip", name), "--json")
        assert (said.status, said.json["ok"], said.json["first_bad"]) == (1, False, name)
    assert f"- {name}:" in taken("verify", tmp_path / "changed.zip").out


def test_the_head_of_an_export_is_looked_for_in_the_journal_that_is_named(taken, tmp_path):
    out, other = tmp_path / "export.zip", tmp_path / "other"
    shutil.copytree(tmp_path / "register", other)
    taken(*REPORT, "--format", "csv", "--package", "--out", out)
    said = taken("verify", out)
    assert said.status == 0
    assert "still holds the head that the export names: entry 24" in said.out
    assert "has it as EX-00001" in said.out
    # A register that is a copy of a time before the export holds its head, and knows nothing of the export.
    said = taken("verify", out, "--json", register=other)
    assert (said.status, said.json["first_bad"]) == (1, "EX-00001")
    (tmp_path / "empty").mkdir()
    assert taken("verify", out, register=tmp_path / "empty").status == 2


def test_every_report_that_is_written_is_logged_and_the_content_stays_the_same(taken, tmp_path):
    hashes = set()
    for format in ("html", "csv"):
        said = taken(*REPORT, "--format", format, "--out", tmp_path / f"x.{format}", "--json").json
        hashes.add(said["content_hash"])
    assert len(hashes) == 1
    assert [each["id"] for each in taken("report", "log", "--json").json["exports"]] == ["EX-00002", "EX-00001"]
    assert taken("verify").status == 0
    assert taken("show", "EX-00001", "--json").json["kind"] == "export"


@pytest.mark.parametrize(
    "words",
    [
        (*REPORT, "--format", "csv", "--sign", "--out", "x.zip"),
        (*REPORT, "--format", "csv", "--package", "--sign", "--out", "x.zip"),  # no key is named
        (*REPORT, "--format", "csv,papyrus", "--package", "--out", "x.zip"),
        (*REPORT, "--format", "csv,html", "--out", "x.zip"),
        (*REPORT, "--format", "csv", "--out", "no/where/x.csv"),
        ("report", "key"), ("verify", "nowhere.zip"), ("verify", "--key", "nowhere.pem"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line_and_logs_nothing(taken, words, monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    said = taken(*words)
    assert (said.status, said.out, len(said.error.strip().splitlines())) == (2, "", 1)
    assert taken("report", "log", "--json").json["exports"] == []


def test_a_key_never_replaces_a_file(taken, tmp_path):
    assert taken("report", "key", "--out", tmp_path / "key.pem").status == 0
    before = (tmp_path / "key.pem").read_bytes()
    assert taken("report", "key", "--out", tmp_path / "key.pem").status == 2
    assert (tmp_path / "key.pem").read_bytes() == before
