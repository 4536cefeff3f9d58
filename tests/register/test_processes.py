"""Several processes and threads, a damaged projection, and a process that is killed while it writes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.register.conftest import AT, party, record, seen, transfer
from transfer_register.errors import FileUnreadable, Stale
from transfer_register.register.copying import pour
from transfer_register.register.sqlite_journal import SqliteJournal

PROJECT = Path(__file__).parents[2]
OPEN = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(PROJECT)!r})
from tests.register.conftest import AT, DAY, HERE, party, read_kits, read_library, read_words, record, seen, transfer
from transfer_register.register.register import Register
words = read_words(HERE.parents[1] / "data" / "vocabulary")
register = Register.open(sys.argv[1], read_library(HERE / "small_law", words), read_kits(HERE / "small_kits", words), words)
"""


def start(folder: Path, code: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", OPEN + code, str(folder)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )


def test_another_process_sees_and_writes_the_same_register(opens, tmp_path):
    ours = opens()
    id = transfer(ours, owner="ours")
    other = start(
        tmp_path / "register",
        f"""
assert register.current.projection.in_memory
assert seen(register, {id!r})["owner"] == "ours"
with register.batch("Other", AT) as writing:
    writing.change({id!r}, {{**register.record({id!r}).state, "owner": "theirs"}}, 1)
print(record(register, "party", party("Third")), seen(register, {id!r})["owner"])
""",
    )
    said, _ = other.communicate(timeout=60)
    assert said == "PA-0003 theirs\n"
    assert ours.follow() == 2
    assert ours.follow() == 0
    assert seen(ours, id)["owner"] == "theirs"
    with pytest.raises(Stale, match="by Other"), ours.batch("Ada", AT) as writing:
        writing.change(id, ours.record(id).state, 1)
    assert record(ours, "party", party("Fourth")) == "PA-0004"
    assert ours.verify().ok


def test_a_second_register_of_this_process_works_in_memory(opens):
    first, second = opens(), opens()
    assert (first.current.projection.in_memory, second.current.projection.in_memory) == (False, True)
    id = transfer(first)
    assert seen(second, id)["id"] == id
    assert record(second, "party", party("X")) in first.parties() or first.follow() == 1


def test_a_closed_register_opens_again_as_it_was(opens):
    first = opens()
    id = transfer(first)
    before = seen(first, id)
    first.close()
    again = opens()
    assert not again.current.projection.in_memory
    assert seen(again, id) == before


@pytest.mark.parametrize("damage", ["deleted", "overwritten", "empty", "cut", "older"])
def test_a_projection_that_is_no_good_is_made_anew(opens, tmp_path, damage):
    first = opens()
    id = transfer(first)
    before = seen(first, id)
    if damage == "older":
        first.current.projection.connection.execute("UPDATE projection SET made_by = 'an older program'")
    first.close()
    path = tmp_path / "register" / "register.duckdb"
    match damage:
        case "deleted":
            path.unlink()
        case "overwritten":
            path.write_bytes(b"not a database " * 1000)
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = opens()
    assert not again.current.projection.in_memory
    assert seen(again, id) == before


def test_a_backup_put_in_the_place_of_the_journal_is_followed(opens, tmp_path):
    first = opens()
    id = transfer(first, owner="old")
    backup = SqliteJournal(tmp_path / "backup.sqlite")
    pour(first.journal, backup)
    backup.close()
    with first.batch("Ada", AT) as writing:
        writing.change(id, {**first.record(id).state, "owner": "new"}, 1)
    first.close()
    (tmp_path / "backup.sqlite").replace(tmp_path / "register" / "journal.sqlite")
    again = opens()
    assert seen(again, id)["owner"] == "old"
    assert again.verify().first_bad == 4


def test_a_journal_that_cannot_be_read_names_its_bad_entry(opens, tmp_path):
    first = opens()
    transfer(first)
    first.close()
    connection = sqlite3.connect(tmp_path / "register" / "journal.sqlite")
    connection.execute("DROP TRIGGER entry_is_never_changed")
    connection.execute("UPDATE entry SET body = CAST('{no json' AS BLOB) WHERE sequence = 2")
    connection.commit()
    connection.close()
    (tmp_path / "register" / "register.duckdb").unlink()
    with pytest.raises(FileUnreadable, match="entry 2 was changed after it was recorded"):
        opens()
