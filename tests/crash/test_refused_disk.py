"""A disk that is full, protected, or cannot lock: a sentence, nothing lost, and what was written stays written."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.register.conftest import AT, party, record, seen, transfer
from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.register.place import JOURNAL, PROJECTION, RECEIPT
from transfer_register.register.register import Register
from transfer_register.register.sqlite_errors import in_words
from transfer_register.register.sqlite_journal import SqliteJournal, _make

PROJECT = Path(__file__).parents[2]

# What SQLite may say, by its own numbers, and what a person is told.
SAID = [
    ("SQLITE_FULL", Unavailable, "the disk is full. Nothing was written. Make room"),
    ("SQLITE_IOERR_WRITE", Unavailable, "the disk does not answer as it should"),
    ("SQLITE_IOERR_FSYNC", Unavailable, "the disk does not answer as it should"),
    ("SQLITE_IOERR_READ", Unavailable, "the disk does not answer as it should"),
    ("SQLITE_IOERR_LOCK", Unavailable, "this file system cannot lock files"),
    ("SQLITE_IOERR_UNLOCK", Unavailable, "this file system cannot lock files"),
    ("SQLITE_IOERR_SHMMAP", Unavailable, "this file system cannot lock files"),
    ("SQLITE_IOERR_SHMOPEN", Unavailable, "this file system cannot lock files"),
    ("SQLITE_PROTOCOL", Unavailable, "this file system cannot lock files .* use PostgreSQL"),
    ("SQLITE_BUSY", Unavailable, "somebody else has been writing for 3 seconds. Nothing was written. Try again"),
    ("SQLITE_BUSY_RECOVERY", Unavailable, "somebody else has been writing"),
    ("SQLITE_LOCKED", Unavailable, "somebody else has been writing"),
    ("SQLITE_READONLY", Unavailable, "cannot be opened for writing .* Give the user of this program the right"),
    ("SQLITE_READONLY_DIRECTORY", Unavailable, "cannot be opened for writing"),
    ("SQLITE_CANTOPEN", Unavailable, "cannot be opened for writing"),
    ("SQLITE_PERM", Unavailable, "cannot be opened for writing"),
    ("SQLITE_AUTH", Unavailable, "cannot be opened for writing"),
    ("SQLITE_NOTADB", FileUnreadable, "no journal of a transfer register"),
    ("SQLITE_CORRUPT", FileUnreadable, "the journal is damaged .*; it is left as it is"),
    ("SQLITE_CORRUPT_INDEX", FileUnreadable, "the journal is damaged"),
    ("SQLITE_ERROR", FileUnreadable, "has not the tables it should have"),
    ("SQLITE_NOMEM", Unavailable, "cannot be used just now"),
]


@pytest.mark.parametrize(("name", "kind", "told"), SAID)
def test_every_error_of_sqlite_is_told_in_words(name, kind, told, tmp_path):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = getattr(sqlite3, name)
    said = in_words(tmp_path / JOURNAL, error, 3.0)
    assert isinstance(said, kind)
    with pytest.raises(TransferRegisterError, match=told):
        raise said


def test_a_file_system_without_shared_locks_is_refused(tmp_path):
    path = tmp_path / JOURNAL
    connection = sqlite3.connect(f"{path.as_uri()}?vfs=unix-dotfile", uri=True)
    with pytest.raises(Unavailable, match=r"this file system cannot lock files"):
        _make(connection, path)
    connection.close()


def impatient(folder: Path, law, kits, words) -> Register:
    """A register whose journal waits for nobody."""
    folder.mkdir(exist_ok=True)
    return Register(folder, SqliteJournal(folder / JOURNAL, patience=0.05), law, kits, words)


def test_somebody_who_writes_for_long_is_not_waited_for_for_ever(tmp_path, law, kits, words):
    register = impatient(tmp_path / "register", law, kits, words)
    id = record(register, "party", party("A"))
    other = sqlite3.connect(tmp_path / "register" / JOURNAL, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match=r"somebody else has been writing"):
        record(register, "party", party("B"))
    assert register.record(id).state["name"] == "A"
    other.execute("ROLLBACK")
    assert record(register, "party", party("B")) == "PA-0002"
    other.close()
    register.close()


def test_a_full_disk_takes_back_the_write_and_nothing_else(tmp_path, law, kits, words):
    register = impatient(tmp_path / "register", law, kits, words)
    id = transfer(register)
    head = register.head()
    pages = register.journal._writer.execute("PRAGMA page_count").fetchone()[0]
    register.journal._writer.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(Unavailable, match=r"the disk is full. Nothing was written"):
        record(register, "party", party("Too much", note="x" * 50_000))
    assert (register.head(), register.follow(), register.verify().ok) == (head, 0, True)
    assert seen(register, id)["id"] == id
    register.journal._writer.execute("PRAGMA max_page_count = 1000000")
    assert record(register, "party", party("Room again")) == "PA-0003"
    register.close()


def test_a_write_whose_receipt_cannot_be_written_is_acknowledged_and_the_next_one_mends_it(opens, tmp_path):
    register = opens()
    (tmp_path / "register" / RECEIPT).mkdir()
    id = record(register, "party", party("A"))
    assert register.record(id).state["name"] == "A"
    (tmp_path / "register" / RECEIPT).rmdir()
    record(register, "party", party("B"))
    assert register.receipt() == register.head()


def test_opening_mends_a_receipt_that_was_left_behind(opens, tmp_path):
    register = opens()
    record(register, "party", party("A"))
    behind = (tmp_path / "register" / RECEIPT).read_bytes()
    record(register, "party", party("B"))
    register.close()
    (tmp_path / "register" / RECEIPT).write_bytes(behind)
    again = opens()
    assert (again.receipt(), again.notices) == (again.head(), [])


@pytest.mark.parametrize("content", [b"", b"\0" * 99, b"{}"])
def test_opening_mends_a_damaged_receipt_and_says_so(opens, tmp_path, content):
    register = opens()
    record(register, "party", party("A"))
    register.close()
    (tmp_path / "register" / RECEIPT).write_bytes(content)
    again = opens()
    assert again.receipt() == again.head()
    assert "no receipt of a journal's head" in again.notices[0]


def test_a_projection_that_cannot_be_written_is_kept_in_memory_and_said(opens, tmp_path):
    (tmp_path / "register" / PROJECTION / "something").mkdir(parents=True)
    register = opens()
    id = transfer(register)
    assert (register.current.projection.in_memory, seen(register, id)["id"]) == (True, id)
    assert "it is kept in memory" in register.notices[0]
    register.close()
    shutil.rmtree(tmp_path / "register" / PROJECTION)
    again = opens()
    assert (again.current.projection.in_memory, seen(again, id)["id"]) == (False, id)


@pytest.mark.parametrize(
    ("damage", "told"), [("missing", "was not there"), ("damaged", "was damaged"), ("another", "made by another version")]
)
def test_a_projection_made_anew_says_how_far_it_is_and_why(opens, law, kits, words, tmp_path, monkeypatch, damage, told):
    monkeypatch.setattr("transfer_register.register.projection._CHUNK", 4)
    first = opens()
    for _ in range(4):
        transfer(first)
    if damage == "another":
        first.current.projection.connection.execute("UPDATE projection SET made_by = 'an older program'")
    first.close()
    if damage == "missing":
        (tmp_path / "register" / PROJECTION).unlink()
    if damage == "damaged":
        (tmp_path / "register" / PROJECTION).write_bytes(b"nothing of the kind" * 999)
    heard = []
    again = Register.open(
        tmp_path / "register", law, kits, words, tell=lambda sentence, share: heard.append((sentence, round(share, 2)))
    )
    again.close()
    assert heard == [("The register is made ready from its journal", share) for share in (0.33, 0.67)]
    [notice] = again.notices
    assert told in notice
    assert "It was made anew from 12 entries; nothing is lost." in notice


def test_a_projection_with_one_wrong_byte_in_any_block_is_made_anew_when_it_shows(opens, tmp_path):
    first = opens()
    with first.batch("Ada", AT) as writing:
        sender = writing.new("party", party("S", "DE"))
        for _ in range(200):
            id = writing.new("transfer", {"exporter": sender, "importer": sender, "purpose_text": "x" * 300})
    before = seen(first, id)
    first.close()
    path = tmp_path / "register" / PROJECTION
    whole = path.read_bytes()
    blocks = range(12_288, len(whole), 262_144)
    for place in blocks[:: max(1, len(blocks) // 3)]:
        damaged = bytearray(whole)
        damaged[place + 300] ^= 0xFF
        path.write_bytes(damaged)
        again = opens()
        assert (seen(again, id), len(again.history(id)), again.verify().ok) == (before, 1, True)
        again.close()


def test_what_fails_while_opening_leaves_nothing_held(opens, tmp_path):
    first = opens()
    transfer(first)
    first.close()
    path = tmp_path / "register" / JOURNAL
    content = path.read_bytes()
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entry_is_never_changed")
    connection.execute("UPDATE entry SET actor = 'Eve' WHERE sequence = 1")
    connection.commit()
    connection.close()
    (tmp_path / "register" / PROJECTION).unlink()
    with pytest.raises(FileUnreadable, match=r"entry 1 was changed"):
        opens()
    path.write_bytes(content)
    assert not opens().current.projection.in_memory


# Permission bits do nothing for the superuser: a process of its own gives up its rights before it opens anything.
PROTECTED = f"""
import os, sys
sys.path.insert(0, {str(PROJECT)!r})
from tests.crash.acts import OPENING
from tests.register.conftest import party, record
from transfer_register.errors import TransferRegisterError
from transfer_register.register.register import Register
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for folder in sys.argv[1:]:
    try:
        register = Register.open(folder, *OPENING)
        print(folder, "wrote", record(register, "party", party("A")), *register.notices)
        register.close()
    except TransferRegisterError as error:
        print(type(error).__name__, str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights of a POSIX system")
def test_a_protected_folder_or_file_is_refused_in_words(opens, tmp_path_factory):
    register = opens()
    transfer(register)
    register.close()
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        root.chmod(0o755)

        def copied(name: str, folder: int, journal: int) -> str:
            to = shutil.copytree(register.path, root / name)
            for path in to.iterdir():
                path.chmod(0o666)
            (to / JOURNAL).chmod(journal)
            (to / PROJECTION).chmod(0o444)
            to.chmod(folder)
            return str(to)

        folders = [
            copied("readable", 0o555, 0o444), copied("folder", 0o555, 0o666), copied("file", 0o777, 0o444),
            copied("hidden", 0o777, 0o600), copied("closed", 0o700, 0o666), str(root / "new"),
            copied("projection", 0o777, 0o666),
        ]  # fmt: skip
        before = {path: path.read_bytes() for path in root.glob(f"*/{JOURNAL}") if path.parent.name != "projection"}
        said = subprocess.run([sys.executable, "-c", PROTECTED, *folders], capture_output=True, text=True, timeout=120)
        assert said.returncode == 0, said.stderr
        lines = said.stdout.splitlines()
        for line, told in zip(
            lines,
            [
                "cannot be opened for writing", "cannot be opened for writing", "cannot be opened for writing",
                "the journal cannot be read (Permission denied)", "the folder cannot be read", "the folder cannot be made",
                "wrote PA-0003",
            ],
            strict=True,
        ):  # fmt: skip
            assert told in line, lines
        assert all(line.startswith("Unavailable") for line in lines[:-1])
        assert {path: path.read_bytes() for path in before} == before
        assert not [path for path in root.glob(f"*/{JOURNAL}-*")]


FULL = f"""
import os, sys
sys.path.insert(0, {str(PROJECT)!r})
from pathlib import Path
from tests.crash.acts import OPENING
from tests.register.conftest import AT, DAY, party
from transfer_register.errors import Unavailable
from transfer_register.register.register import Register
disk = Path(sys.argv[1])
(disk / "ballast").write_bytes(bytes(4_000_000))
register = Register.open(disk / "register", *OPENING)
count = "SELECT count(*) FROM transfers_on($sight)"
acknowledged = 0
try:
    while acknowledged < 50_000:
        with register.batch("Ada", AT) as writing:
            sender = writing.new("party", party("S", "DE"))
            for _ in range(100):
                writing.new("transfer", {{"exporter": sender, "importer": sender, "note": "z" * 900}})
        acknowledged += 101
    sys.exit("the disk was never full")
except Unavailable as error:
    assert "the disk is full. Nothing was written." in str(error), error
assert (register.head().sequence, register.verify().ok) == (acknowledged, True)
assert register.ask(count, {{"sight": register.sight(DAY)}}).rows == [(acknowledged // 101 * 100,)]
assert register.current.projection.in_memory and "it is kept in memory" in " ".join(register.notices), register.notices
(disk / "ballast").unlink()
with register.batch("Ada", AT) as writing:
    writing.new("party", party("There is room again"))
assert register.receipt() == register.head()
register.close()
again = Register.open(disk / "register", *OPENING)
assert again.ask(count, {{"sight": again.sight(DAY)}}).rows == [(acknowledged // 101 * 100,)]
assert (again.head().sequence, again.verify().ok) == (acknowledged + 1, True)
print("held", acknowledged)
"""


def test_a_real_disk_that_fills_up_loses_nothing_that_was_acknowledged(tmp_path):
    def on_small_disk(*command: str) -> subprocess.CompletedProcess:
        mount = f'mount -t tmpfs -o size=7m tmpfs {tmp_path} && exec "$@"'
        return subprocess.run(["unshare", "-rm", "sh", "-c", mount, "sh", *command], capture_output=True, text=True, timeout=300)

    if not shutil.which("unshare") or on_small_disk("true").returncode:
        pytest.skip("no small disk can be mounted here")
    ran = on_small_disk(sys.executable, "-c", FULL, str(tmp_path))
    assert ran.stdout.startswith("held"), ran.stderr
