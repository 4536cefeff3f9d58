"""What is no journal, or a damaged one, is refused in a sentence that says how to go on, and stays byte for byte as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from tests.register.conftest import AT, party, record
from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.register.journal import Draft, canonical, link, moment
from transfer_register.register.place import JOURNAL, PROJECTION, RECEIPT
from transfer_register.register.register import Register
from transfer_register.register.sqlite_journal import SqliteJournal

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory, law, kits, words) -> Path:
    """A register of some hundred pages."""
    folder = tmp_path_factory.mktemp("whole") / "register"
    register = Register.open(folder, law, kits, words)
    with register.batch("Ada", AT) as writing:
        for number in range(400):
            writing.new("party", party(f"Party {number}", "DE", note="x" * 500))
    register.close()
    return folder


@pytest.fixture
def folder(whole, tmp_path) -> Path:
    """A copy of it for one test."""
    return shutil.copytree(whole, tmp_path / "register")


def overwritten(content: bytes, page: int) -> bytes:
    place = page % (len(content) // PAGE) * PAGE
    return content[:place] + b"\xaa" * PAGE + content[place + PAGE :]


def another_application(content: bytes) -> bytes:
    return content[:68] + (77).to_bytes(4, "big") + content[72:]


def newer(content: bytes) -> bytes:
    return content[:60] + (99).to_bytes(4, "big") + content[64:]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut in half": (lambda c: c[: len(c) // 2], r"the journal is damaged \(it is cut off after [\d,]+ of [\d,]+ bytes\)"),
    "cut to one page": (lambda c: c[:PAGE], "the journal is damaged .*it is cut off"),
    "cut to some bytes": (lambda c: c[:50], "the journal is damaged"),
    "zeroed header": (lambda c: bytes(100) + c[100:], "no journal of a transfer register .*no SQLite file"),
    "zeroed first page": (lambda c: bytes(PAGE) + c[PAGE:], "no journal of a transfer register .*no SQLite file"),
    "tables overwritten": (lambda c: c[:100] + b"\xaa" * (PAGE - 100) + c[PAGE:], "the journal is damaged .*left as it is"),
    "last page overwritten": (lambda c: overwritten(c, -1), "the journal is damaged .*left as it is"),
    "another application": (another_application, "an SQLite file of another application"),
    "newer tables": (newer, "written by a newer version of the register. Install that version"),
    "some text": (lambda c: b"Dear all, please find attached ...\n" * 99, "no SQLite file"),
    "emptied": (lambda c: b"", r"the journal is empty, and its receipt says that it had 400 entries"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_journal_is_refused_and_left_as_it_is(folder, opens, damage):
    change, told = DAMAGES[damage]
    content = change((folder / JOURNAL).read_bytes())
    (folder / JOURNAL).write_bytes(content)
    before = everything(folder)
    with pytest.raises(FileUnreadable, match=told):
        opens(folder)
    assert everything(folder) == before


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_page_overwritten_in_the_middle_is_found_where_it_is_read(folder, opens):
    content = overwritten((folder / JOURNAL).read_bytes(), 30)
    (folder / JOURNAL).write_bytes(content)
    opened = opens(folder)
    with pytest.raises(FileUnreadable, match=r"the journal is damaged .*left as it is. Put a backup in its place"):
        opened.verify()
    opened.close()
    (folder / PROJECTION).unlink()
    with pytest.raises(FileUnreadable, match=r"the journal is damaged .*left as it is"):
        opens(folder)
    assert (folder / JOURNAL).read_bytes() == content
    assert not list(folder.glob(f"{JOURNAL}-*"))
    assert not list(folder.glob("spill-*"))


def test_an_entry_that_does_not_hold_is_named_and_the_journal_left_as_it_is(folder, opens):
    connection = sqlite3.connect(folder / JOURNAL)
    connection.execute("DROP TRIGGER entry_is_never_changed")
    connection.execute("UPDATE entry SET actor = 'Eve' WHERE sequence = 7")
    connection.commit()
    connection.close()
    content = (folder / JOURNAL).read_bytes()
    (folder / PROJECTION).unlink()
    with pytest.raises(FileUnreadable, match=r"entry 7 was changed after it was recorded. The journal is left as it is. Put a"):
        opens(folder)
    assert (folder / JOURNAL).read_bytes() == content


def test_an_entry_of_a_newer_program_is_refused_and_the_journal_left_as_it_is(folder, opens):
    journal = SqliteJournal(folder / JOURNAL)
    with journal.turn() as turn:
        body = canonical({"act": "create", "schema": 99, "state": {"name": "A", "kin": []}, "why": None})
        turn.append(link([Draft("PA-9999", "party", 1, body)], turn.head(), moment(AT), "Ada", None))
    journal.close()
    content = (folder / JOURNAL).read_bytes()
    for _ in range(2):
        with pytest.raises(TransferRegisterError, match=r"Entry 401 .* newer version of the program .*schema 99"):
            opens(folder)
    assert (folder / JOURNAL).read_bytes() == content
    assert not list(folder.glob(f"{JOURNAL}-*"))


def test_a_journal_that_is_gone_does_not_pass_for_a_new_register(folder, opens):
    (folder / JOURNAL).unlink()
    with pytest.raises(FileUnreadable, match=r"the journal is gone, and its receipt says .* name another folder"):
        opens(folder)
    assert not (folder / JOURNAL).exists()


def test_a_journal_whose_log_was_lost_is_opened_and_the_receipt_tells_of_it(folder, opens, tmp_path):
    opened = opens(folder)
    record(opened, "party", party("Only in the log"))
    copied = tmp_path / "copied"
    copied.mkdir()
    for name in (JOURNAL, RECEIPT):
        shutil.copy(folder / name, copied / name)
    again = opens(copied)
    [notice] = [notice for notice in again.notices if "receipt" in notice]
    assert "it ends at entry 400, and the receipt names entry 401" in notice
    assert again.verify().first_bad == 401


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path, opens):
    (tmp_path / "list.xlsx").write_bytes(b"PK")
    with pytest.raises(FileUnreadable, match=r"a register is a folder, and this is a file"):
        opens(tmp_path / "list.xlsx")
    with pytest.raises(FileUnreadable, match=r"a register is a folder, and this is a file"):
        opens(tmp_path / "list.xlsx" / "register")
    assert (tmp_path / "list.xlsx").read_bytes() == b"PK"


def test_a_folder_of_other_things_is_refused_and_nothing_put_into_it(tmp_path, opens):
    (tmp_path / "photographs").mkdir()
    for number in range(4):
        (tmp_path / "photographs" / f"{number}.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(FileUnreadable, match=r"no register but other things \(0.jpg, 1.jpg, 2.jpg, ...\)"):
        opens(tmp_path / "photographs")
    assert len(list((tmp_path / "photographs").iterdir())) == 4


def test_a_folder_in_the_place_of_the_journal_is_refused(tmp_path, opens):
    (tmp_path / "register" / JOURNAL).mkdir(parents=True)
    with pytest.raises(FileUnreadable, match=r"the journal should be a file, and this is a folder"):
        opens()


BACKUPS = [
    {"path": "/srv/first.trbackup.zip", "at": "2026-02-01T09:00:00.000Z", "entries": 300, "head": "a" * 64},
    {"path": "/srv/of march.trbackup.zip", "at": "2026-03-01T09:00:00.000Z", "entries": 390, "head": "b" * 64},
]
WAY = (
    "The last backup of 2026-03-01 is /srv/of march.trbackup.zip: restore it into a new folder with "
    "`python -m transfer_register --register NEW restore '/srv/of march.trbackup.zip'`."
)


@pytest.mark.parametrize("damage", ["cut in half", "zeroed header", "last page overwritten", "emptied"])
def test_the_last_backup_is_named_where_it_is_known(folder, opens, damage):
    (folder / "backups.json").write_bytes(orjson.dumps(BACKUPS))
    (folder / JOURNAL).write_bytes(DAMAGES[damage][0]((folder / JOURNAL).read_bytes()))
    with pytest.raises(FileUnreadable) as refused:
        opens(folder)
    assert WAY in str(refused.value)


def test_a_backup_that_is_there_is_named_before_one_that_is_not(folder, opens, tmp_path):
    there = tmp_path / "there.trbackup.zip"
    there.write_bytes(b"PK")
    (folder / "backups.json").write_bytes(orjson.dumps([{**BACKUPS[0], "path": str(there)}, BACKUPS[1]]))
    (folder / JOURNAL).unlink()
    with pytest.raises(FileUnreadable, match=f"The last backup of 2026-02-01 is {there}"):
        opens(folder)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, {}]", b"\xff", b'[{"path": "/x"}]'])
def test_a_list_of_backups_that_is_none_is_passed_over(folder, opens, content):
    (folder / "backups.json").write_bytes(content)
    (folder / JOURNAL).unlink()
    with pytest.raises(FileUnreadable, match=r"Put a backup in its place"):
        opens(folder)


def test_nothing_is_written_to_a_journal_that_was_moved_away_while_it_was_open(folder, opens):
    opened = opens(folder)
    (folder / JOURNAL).rename(folder / "moved.sqlite")
    content = (folder / "moved.sqlite").read_bytes()
    with pytest.raises(Unavailable, match=r"moved, replaced or deleted while it was open. Nothing was written"):
        record(opened, "party", party("Lost?"))
    assert (folder / "moved.sqlite").read_bytes() == content
    (folder / "moved.sqlite").rename(folder / JOURNAL)
    assert record(opened, "party", party("Kept")) == "PA-0401"
