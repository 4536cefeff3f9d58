"""`backup`, `restore`, `move`, `receipt`, `verify`: what the contract of the command line promises."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import orjson
import pytest

from tests.commands.conftest import VENDORS
from transfer_register.register.sqlite_journal import SqliteJournal

ENTRIES = 24


def tamper(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "journal.sqlite")
    for trigger in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger[0]}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def head_of(folder: Path) -> str:
    journal = SqliteJournal(folder / "journal.sqlite")
    try:
        return journal.head().hash
    finally:
        journal.close()


def test_a_backup_is_made_checked_and_restored(taken, tmp_path):
    file, again = tmp_path / "b.trbackup.zip", tmp_path / "again"
    made = taken("backup", file, "--json").json
    assert (made["path"], made["entries"], made["bytes"]) == (str(file), ENTRIES, file.stat().st_size)
    assert made["head"] == head_of(tmp_path / "register")
    assert made["records"] == {"batch": 1, "party": 11, "transfer": 12}
    assert orjson.loads((tmp_path / "register" / "backups.json").read_bytes())[0]["path"] == str(file)
    checked = taken("verify", file, "--json")
    assert checked.status == 0
    assert {name: checked.json[name] for name in ("entries", "head", "ok", "first_bad")} == {
        "entries": ENTRIES, "head": made["head"], "ok": True, "first_bad": None,
    }  # fmt: skip
    restored = taken("restore", file, "--json", register=again)
    assert restored.status == 0, restored.error
    assert (restored.json["entries"], restored.json["head"]) == (ENTRIES, made["head"])
    assert taken("show", "TR-00012", register=again).status == 0
    assert taken("restore", file, register=again).status == 2


def test_a_backup_into_a_folder_gets_a_name_of_its_own(taken, tmp_path):
    (tmp_path / "kept").mkdir()
    names = [Path(taken("backup", tmp_path / "kept", "--json").json["path"]).name for _ in range(2)]
    assert names[0].startswith("register-20")
    assert names[1] == names[0].replace(".trbackup.zip", "-2.trbackup.zip")


@pytest.mark.parametrize(
    ("damage", "first_bad", "why"),
    [
        ("UPDATE entry SET actor = 'Eve' WHERE sequence = 4", 4, "entry 4 was changed"),
        ("DELETE FROM entry WHERE sequence = 4", 4, "entry 4 is missing"),
        ("DELETE FROM entry WHERE sequence > 20", 21, "the end was cut off"),
        ("UPDATE entry SET body = CAST('{no json' AS BLOB) WHERE sequence = 2", 2, "entry 2 was changed"),
    ],
)
def test_a_register_too_broken_to_be_opened_is_verified(taken, tmp_path, damage, first_bad, why):
    tamper(tmp_path / "register", damage)
    (tmp_path / "register" / "register.duckdb").unlink()
    said = taken("verify", "--json")
    assert (said.status, said.json["ok"], said.json["first_bad"]) == (1, False, first_bad)
    assert why in said.json["why"]
    if first_bad <= 20:
        assert taken("show", "TR-00012").status == 2
        assert taken("backup", tmp_path / "b.zip").status == 2
        assert not (tmp_path / "b.zip").exists()


def test_evidence_that_was_changed_is_found(taken, tmp_path):
    (tmp_path / "register" / "evidence").mkdir()
    (tmp_path / "register" / "evidence" / ("0" * 64)).write_bytes(b"x")
    said = taken("verify", "--json")
    assert (said.status, said.json["ok"], said.json["first_bad"]) == (1, False, None)
    assert "evidence 000" in said.json["why"]


def test_a_contact_that_was_changed_is_found(taken, tmp_path):
    tamper(tmp_path / "register", "INSERT INTO kept VALUES ('contact', 'CO-0001/1', 't', 'Eve', CAST('{}' AS BLOB))")
    said = taken("verify", "--json")
    assert (said.status, said.json["ok"]) == (1, False)
    assert "CO-0001/1" in said.json["why"]
    made = taken("backup", tmp_path / "b.zip", "--json")
    assert (made.status, "CO-0001/1" in made.json["notes"][0]) == (0, True)
    assert taken("verify", tmp_path / "b.zip").status == 1


def test_a_receipt_kept_elsewhere_finds_a_cut_tail_and_a_rewritten_one(taken, tmp_path):
    kept = tmp_path / "receipt.json"
    given = taken("receipt", "--out", kept, "--json").json
    assert given == orjson.loads(kept.read_bytes())
    assert (given["sequence"], given["hash"], given["entries"]) == (ENTRIES, head_of(tmp_path / "register"), ENTRIES)
    assert taken("receipt").out.startswith(f"Entry {ENTRIES}, recorded at 20")
    assert taken("receipt", "--out", kept).status == 2
    file = tmp_path / "b.zip"
    taken("backup", file)
    assert taken("verify", "--receipt", kept).status == taken("verify", file, "--receipt", kept).status == 0
    tamper(tmp_path / "register", "DELETE FROM entry WHERE sequence = 24")
    (tmp_path / "register" / "head.json").unlink()
    assert taken("verify").status == 0
    said = taken("verify", "--receipt", kept)
    assert said.status == 1
    assert "Broken at entry 24: the end was cut off" in said.out
    kept.write_bytes(orjson.dumps(given | {"hash": "0" * 64}))
    said = taken("verify", file, "--receipt", kept, "--json")
    assert (said.status, said.json["first_bad"]) == (1, 24)


def test_a_damaged_backup_is_told_from_a_file_that_is_none(taken, tmp_path):
    file = tmp_path / "b.zip"
    taken("backup", file)
    file.write_bytes(file.read_bytes()[:-100])
    said = taken("verify", file, "--json")
    assert (said.status, said.json["ok"]) == (1, False)
    assert "cut off or damaged" in said.json["why"]
    said = taken("verify", VENDORS)
    assert (said.status, said.out) == (2, "")
    assert "neither a backup nor an export" in said.error


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "nowhere.zip"), ("verify", "--receipt", "nowhere.json"), ("verify", "--receipt", str(VENDORS)),
        ("backup", str(VENDORS)), ("backup", "no/where/b.zip"), ("backup",), ("restore", "nowhere.zip"),
        ("restore", str(VENDORS)), ("move", "ftp://x"), ("move",), ("receipt", "--out", "no/where.json"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line(taken, words):
    said = taken(*words)
    assert (said.status, said.out) == (2, "")
    assert len(said.error.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [("verify",), ("backup", "b.zip"), ("receipt",), ("move", "there")], ids=" ".join)
def test_a_register_that_is_not_there_is_not_made_by_looking(call, tmp_path, words):
    said = call(*words, register=tmp_path / "nowhere")
    assert said.status == 2
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "head.json").write_bytes(b"{}")
    said = call(*words, register=tmp_path / "gone")
    assert (said.status, "the journal of this register is gone" in said.error) == (2, True)
    assert [path.name for path in (tmp_path / "gone").iterdir()] == ["head.json"]


def test_a_moved_register_is_written_to_in_its_new_place_only(taken, tmp_path):
    there = tmp_path / "there"
    moved = taken("move", there, "--as", "Ada", "--json").json
    assert moved == {
        "from": str(tmp_path / "register"), "to": str(there), "entries": ENTRIES, "head": head_of(there), "contacts": 0,
        "evidence": 0, "records": {"batch": 1, "party": 11, "transfer": 12},
    }  # fmt: skip
    refused = taken("intake", "undo", "BA-0001")
    assert refused.status == 2
    assert f"was moved to {there} by Ada" in refused.error
    assert taken("show", "TR-00012").status == 0
    assert taken("verify", "--json").json["moved"] == str(there)
    assert taken("intake", "undo", "BA-0001", register=there).status == 0
