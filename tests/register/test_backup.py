"""Backups, restoring and moving: whole and checked, or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import orjson
import pytest

from tests.register.conftest import AT, party, record, transfer
from transfer_register.errors import FileUnreadable, Refused, Unavailable
from transfer_register.register import backup, backup_check, chain, contacts
from transfer_register.register.backup import backups, note_backup, write_backup
from transfer_register.register.backup_check import NotABackup, check
from transfer_register.register.journal import Draft, Head, Kept, canonical, link, moment
from transfer_register.register.moved import moved
from transfer_register.register.place import open_journal
from transfer_register.register.postgres_journal import PostgresJournal
from transfer_register.register.receipt import find_receipt, read_receipt, receipt_of, write_receipt
from transfer_register.register.restore import Place, move, restore
from transfer_register.register.sqlite_journal import SqliteJournal

EVIDENCE = b"a signed contract"
PAIR = {"exporter": "PA-0001", "importer": "PA-0002"}
# How many backups are made until one holds more than the first.
_TRIES = 50


@pytest.fixture
def journal(tmp_path) -> Iterator[SqliteJournal]:
    """A journal with two parties, a transfer, a draft and a file of evidence."""
    (tmp_path / "register").mkdir()
    journal = SqliteJournal(tmp_path / "register" / "journal.sqlite")
    journal.evidence.put(EVIDENCE)
    states = [("PA-0001", {"name": "Sender"}), ("PA-0002", {"name": "Receiver"}), ("TR-00001", PAIR)]
    with journal.turn() as turn:
        bodies = [(id, canonical({"act": "create", "schema": 2, "why": None, "state": state})) for id, state in states]
        drafts = [Draft(id, "party" if id < "T" else "transfer", 1, body) for id, body in bodies]
        turn.append(link(drafts, turn.head(), moment(AT), "Ada", None))
        turn.keep("draft", Kept("one", "t", "Ada", b"{}"))
    yield journal
    journal.close()


@pytest.fixture
def file(journal, tmp_path) -> Path:
    write_backup(journal, tmp_path / "b.trbackup.zip", AT)
    return tmp_path / "b.trbackup.zip"


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with other members, as somebody with an archiver would make it."""
    with ZipFile(file) as pack:
        members = {name: pack.read(name) for name in pack.namelist()}
    change(members)
    with ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return file


def said(members: dict[str, bytes], **changed: object) -> None:
    members["manifest.json"] = orjson.dumps(orjson.loads(members["manifest.json"]) | changed)


def test_a_backup_restores_to_the_same_register(opens, journal, file, tmp_path):
    made = restore(file, Place(tmp_path / "again"), AT).manifest
    again = opens(tmp_path / "again")
    assert (again.head().sequence, again.head().hash) == (made.entries, made.head) == (3, journal.head().hash)
    assert made.records == {"party": 2, "transfer": 1}
    assert (made.contacts, made.drafts) == (0, 1)
    assert again.journal.evidence.get(sha256(EVIDENCE).hexdigest()) == EVIDENCE
    assert again.journal.kept("draft") == journal.kept("draft")
    assert again.receipt() == again.head()
    assert again.parties() == opens().parties()
    assert left(tmp_path) == {"register", "b.trbackup.zip", "again"}


def test_a_backup_is_one_file_that_says_what_it_holds(file):
    with ZipFile(file) as pack:
        manifest = orjson.loads(pack.read("manifest.json"))
        assert set(pack.namelist()) == {"manifest.json", *manifest["files"]}
        for name, told in manifest["files"].items():
            content = pack.read(name)
            assert (sha256(content).hexdigest(), len(content)) == (told["sha256"], told["size"])
    assert {"journal.sqlite", f"evidence/{sha256(EVIDENCE).hexdigest()}"} == set(manifest["files"])
    assert manifest["made_at"] == "2026-03-01T09:00:00.000Z"


def test_a_backup_made_while_four_threads_write_is_a_prefix_that_holds(opens, tmp_path):
    register, done, begun = opens(), Event(), Event()

    def write(writer: int) -> int:
        written = 0
        while not done.is_set():
            with register.batch(f"Writer {writer}", AT) as writing:
                writing.new("party", party("A"))
                writing.new("party", party("B"))
            written += 1
            begun.set()
        return written

    with ThreadPoolExecutor(4) as threads:
        writers = [threads.submit(write, number) for number in range(4)]
        begun.wait(20)
        own = SqliteJournal(tmp_path / "register" / "journal.sqlite")
        try:
            made = [write_backup(own, tmp_path / f"{n}.zip", AT).manifest for n in range(4)]
            while made[-1].entries == made[0].entries and len(made) < _TRIES:  # a busy machine lets nobody write for a while
                made.append(write_backup(own, tmp_path / f"{len(made)}.zip", AT).manifest)
        finally:
            done.set()
            own.close()
        batches = sum(writer.result() for writer in writers)
    assert register.head().sequence == 2 * batches
    assert [each.entries % 2 for each in made] == [0] * 4
    assert 0 < made[0].entries < made[-1].entries
    for each in made:
        assert register.journal.entry(each.entries).hash == each.head
    restore(tmp_path / "3.zip", Place(tmp_path / "again"), AT)
    assert opens(tmp_path / "again").verify(Head(made[0].entries, made[0].head)).ok


def test_contacts_and_entries_of_a_backup_fit_each_other_while_others_change_them(opens, tmp_path):
    register, done = opens(), Event()
    id = record(register, "party", party("A"))

    def write() -> None:
        while not done.is_set():
            with register.batch("Ada", AT) as writing:
                contacts.add(writing, id, "dpo", contacts.Person(name="Eve"))

    with ThreadPoolExecutor(1) as threads:
        writer = threads.submit(write)
        own = SqliteJournal(tmp_path / "register" / "journal.sqlite")
        try:
            checked = [write_backup(own, tmp_path / f"{n}.zip", AT) for n in range(3)]
        finally:
            done.set()
            own.close()
        writer.result()
    assert [each.fault for each in checked] == [None] * 3
    assert all(each.manifest.contacts == each.manifest.records.get("contact", 0) for each in checked)


def test_a_backup_never_replaces_anything(journal, file, tmp_path):
    before = file.read_bytes()
    with pytest.raises(Refused, match="never replaces"):
        write_backup(journal, file, AT)
    assert file.read_bytes() == before
    with pytest.raises(Refused, match="no such folder"):
        write_backup(journal, tmp_path / "nowhere" / "b.zip", AT)


@pytest.mark.parametrize("step", ["_pack", "check", "_settle"])
def test_a_backup_that_is_broken_off_leaves_no_file(journal, tmp_path, monkeypatch, step):
    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, step, stop)
    with pytest.raises(Unavailable, match=r"No space left.*Make room"):
        write_backup(journal, tmp_path / "b.zip", AT)
    assert left(tmp_path) == {"register"}


def test_a_backup_that_does_not_read_back_is_none(journal, tmp_path, monkeypatch):
    pack = backup._pack

    def careless(folder, manifest, packed, at):
        pack(folder, manifest, packed, at)
        content = bytearray(packed.read_bytes())
        content[len(content) // 3] ^= 1
        packed.write_bytes(content)

    monkeypatch.setattr(backup, "_pack", careless)
    with pytest.raises(FileUnreadable):
        write_backup(journal, tmp_path / "b.zip", AT)
    assert left(tmp_path) == {"register"}


def test_a_backup_goes_to_a_disk_that_cannot_lock_files(journal, tmp_path, monkeypatch):
    class Elsewhere(SqliteJournal):
        def __init__(self, path: Path):
            if tmp_path in path.parents:
                raise Unavailable("this file system cannot lock files")
            super().__init__(path)

    monkeypatch.setattr(backup, "SqliteJournal", Elsewhere)
    write_backup(journal, tmp_path / "b.zip", AT)
    monkeypatch.undo()
    assert restore(tmp_path / "b.zip", Place(tmp_path / "again"), AT).manifest.entries == 3


def test_what_a_killed_backup_left_is_taken_away_a_day_later(journal, tmp_path):
    import os

    for name, age in ((".trbackup-old", 90_000), (".trbackup-young", 60)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (AT.timestamp() - age,) * 2)
    write_backup(journal, tmp_path / "b.zip", AT)
    assert left(tmp_path) == {"register", "b.zip", ".trbackup-young"}


def test_a_journal_that_does_not_hold_is_not_backed_up(journal, tmp_path):
    connection = sqlite3.connect(journal.path)
    connection.executescript("DROP TRIGGER entry_is_never_changed; UPDATE entry SET actor = 'Eve' WHERE sequence = 2;")
    connection.close()
    with pytest.raises(FileUnreadable, match="entry 2 was changed"):
        write_backup(journal, tmp_path / "b.zip", AT)
    assert left(tmp_path) == {"register"}


def _add(members: dict[str, bytes]) -> None:
    members["../../outside"] = b"x"


def _name_outside(members: dict[str, bytes]) -> None:
    files = orjson.loads(members["manifest.json"])["files"]
    members["../../outside"] = b"x"
    said(members, files=files | {"../../outside": {"sha256": sha256(b"x").hexdigest(), "size": 1}})


def _change_evidence(members: dict[str, bytes]) -> None:
    members[f"evidence/{sha256(EVIDENCE).hexdigest()}"] = b"another contrac!!"


def _swell(members: dict[str, bytes]) -> None:
    members["journal.sqlite"] += bytes(50_000_000)


def _shrink_head(members: dict[str, bytes]) -> None:
    said(members, entries=2)


def _other_head(members: dict[str, bytes]) -> None:
    said(members, head="0" * 64)


def _miscount(members: dict[str, bytes]) -> None:
    said(members, records={"party": 3})


def _drop_evidence(members: dict[str, bytes]) -> None:
    del members[f"evidence/{sha256(EVIDENCE).hexdigest()}"]


def _drop_journal(members: dict[str, bytes]) -> None:
    del members["journal.sqlite"]


def _newer(members: dict[str, bytes]) -> None:
    said(members, format=2)


def _unknown_word(members: dict[str, bytes]) -> None:
    said(members, wish="x")


def _garble(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"][:100]


def _huge(members: dict[str, bytes]) -> None:
    files = orjson.loads(members["manifest.json"])["files"]
    said(members, files=files | {"journal.sqlite": files["journal.sqlite"] | {"size": 10**16}})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_add, "its manifest does not name"), (_name_outside, "which no backup has"),
        (_change_evidence, "is not what was written"), (_swell, "is not what was written"),
        (_shrink_head, "rewritten|do not agree"), (_other_head, "is not the one the receipt was given for"),
        (_miscount, "counts of this backup do not agree"), (_drop_evidence, "missing from this backup"),
        (_drop_journal, "missing from this backup"), (_newer, "newer version"), (_unknown_word, "manifest of this backup"),
        (_garble, "manifest of this backup is damaged"), (_huge, "no room"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_a_changed_backup_is_refused_and_leaves_nothing(file, tmp_path, change, says):
    rewritten(file, change)
    with pytest.raises((FileUnreadable, Unavailable), match=says) as told:
        restore(file, Place(tmp_path / "again"), AT)
    assert "\n" not in str(told.value)
    assert left(tmp_path) == {"register", "b.trbackup.zip"}
    assert not (tmp_path.parent / "outside").exists()


def test_nothing_is_unpacked_beyond_the_size_that_the_manifest_states(file, tmp_path):
    with pytest.raises(FileUnreadable):
        check(rewritten(file, _swell), _room(tmp_path / "room"))
    assert (tmp_path / "room" / "journal.sqlite").stat().st_size < 1_000_000


def test_a_journal_rewritten_with_new_hashes_of_its_files_is_found_by_its_chain(file, tmp_path):
    def forge(members: dict[str, bytes]) -> None:
        path = tmp_path / "forged.sqlite"
        path.write_bytes(members["journal.sqlite"])
        connection = sqlite3.connect(path)
        connection.executescript(
            "PRAGMA journal_mode = DELETE; DROP TRIGGER entry_is_never_changed;UPDATE entry SET actor = 'Eve' WHERE sequence = 2;"
        )
        connection.close()
        members["journal.sqlite"] = path.read_bytes()
        told = {"sha256": sha256(members["journal.sqlite"]).hexdigest(), "size": len(members["journal.sqlite"])}
        said(members, files=orjson.loads(members["manifest.json"])["files"] | {"journal.sqlite": told})

    with pytest.raises(backup_check.ChainBroken, match="entry 2 was changed") as told:
        restore(rewritten(file, forge), Place(tmp_path / "again"), AT)
    assert told.value.verified.first_bad == 2
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.9, 0.999])
def test_a_cut_backup_is_told_in_a_sentence(file, tmp_path, share):
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(FileUnreadable, match="cut off or damaged" if share else "this is no backup"):
        restore(file, Place(tmp_path / "again"), AT)
    assert left(tmp_path) == {"register", "b.trbackup.zip"}


def test_every_flipped_byte_is_found(file, tmp_path):
    content = file.read_bytes()
    for place in range(40, len(content) - 60, len(content) // 25):
        changed = bytearray(content)
        changed[place] ^= 0x10
        file.write_bytes(changed)
        room = tmp_path / f"room{place}"
        room.mkdir()
        try:
            checked = check(file, room).manifest
        except FileUnreadable:
            continue
        # A byte that nobody reads, such as a day of a member, may be any: what is unpacked is the same.
        assert (room / "journal.sqlite").stat().st_size == checked.files["journal.sqlite"].size


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 ...", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_told_to_be_none(tmp_path, content):
    (tmp_path / "some").write_bytes(content)
    with pytest.raises(NotABackup, match="no backup of a register"):
        restore(tmp_path / "some", Place(tmp_path / "again"), AT)
    with pytest.raises(NotABackup, match="cannot be read"):
        restore(tmp_path / "nowhere", Place(tmp_path / "again"), AT)


def test_restoring_goes_into_an_empty_place_only(file, tmp_path):
    (tmp_path / "empty").mkdir()
    restore(file, Place(tmp_path / "empty"), AT)
    with pytest.raises(Refused, match="not empty"):
        restore(file, Place(tmp_path / "empty"), AT)
    with pytest.raises(Refused, match="not empty"):
        restore(file, Place(file), AT)
    with pytest.raises(Refused, match="no such folder"):
        restore(file, Place(tmp_path / "no" / "where"), AT)


def test_backups_are_noted_the_newest_last(journal, file, tmp_path):
    for name in ("one", "two"):
        note_backup(tmp_path / "register", tmp_path / name, check(file, _room(tmp_path / f"room-{name}")).manifest)
    noted = backups(tmp_path / "register")
    assert [Path(one["path"]).name for one in noted] == ["one", "two"]
    assert noted[0] | {"path": ""} == {"path": "", "at": "2026-03-01T09:00:00.000Z", "entries": 3, "head": journal.head().hash}
    (tmp_path / "register" / "backups.json").write_bytes(b"{half")
    assert backups(tmp_path / "register") == []


def _room(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_moved_register_has_the_same_head_and_its_old_place_refuses_to_be_written_to(opens, journal, tmp_path):
    register = opens()
    (tmp_path / "register" / "backups.json").write_bytes(b"[]")
    copied = move(journal, tmp_path / "register", Place(tmp_path / "there"), "Ada", AT)
    assert left(tmp_path / "there") == {"journal.sqlite", "head.json", "backups.json", "evidence"}
    there = opens(tmp_path / "there")
    assert there.head() == copied.head == register.head()
    assert there.receipt() == there.head()
    with pytest.raises(Refused, match=r"was moved to .*there by Ada on 2026-03-01"):
        record(register, "party", party("Late"))
    assert len(register.parties()) == 2
    assert record(there, "party", party("Next")) == "PA-0003"
    with pytest.raises(Refused, match="was moved to"):
        move(journal, tmp_path / "register", Place(tmp_path / "elsewhere"), "Ada", AT)
    back = SqliteJournal(tmp_path / "there" / "journal.sqlite")
    move(back, tmp_path / "register", Place(tmp_path / "back"), "Ada", AT)
    back.close()
    assert moved(opens(tmp_path / "back").journal) is None
    assert record(opens(tmp_path / "back"), "party", party("Home")) == "PA-0004"


def test_a_move_that_fails_leaves_the_register_where_it_is(opens, journal, tmp_path, monkeypatch):
    monkeypatch.setattr("transfer_register.register.restore._settle", lambda *_: (_ for _ in ()).throw(Unavailable("no")))
    with pytest.raises(Unavailable):
        move(journal, tmp_path / "register", Place(tmp_path / "there"), "Ada", AT)
    assert moved(journal) is None
    assert left(tmp_path) == {"register"}
    assert record(opens(), "party", party("Next")) == "PA-0003"


def test_a_move_that_cannot_mark_its_source_says_which_of_the_two_is_the_register(opens, journal, tmp_path, monkeypatch):
    def stop(*_: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr("transfer_register.register.restore.mark_moved", stop)
    with pytest.raises(Unavailable, match=r"there holds a copy, .* The register is still at .*Take the copy away"):
        move(journal, tmp_path / "register", Place(tmp_path / "there"), "Ada", AT)
    assert record(opens(), "party", party("Next")) == "PA-0003"


def test_nobody_writes_between_the_copy_and_the_mark(opens, journal, tmp_path):
    register, done, refused = opens(), Event(), []

    def write() -> None:
        while not done.is_set():
            try:
                record(register, "party", party("A"))
            except Refused as error:
                refused.append(str(error))
                return

    with ThreadPoolExecutor(1) as threads:
        writer = threads.submit(write)
        move(journal, tmp_path / "register", Place(tmp_path / "there"), "Ada", AT)
        done.set()
        writer.result()
    assert opens(tmp_path / "there").head() == register.head()


def test_an_older_receipt_takes_no_newer_ones_place(opens, tmp_path):
    register = opens()
    transfer(register)
    path, journal = tmp_path / "register" / "head.json", register.journal
    write_receipt(path, journal, journal.entry(1))
    assert read_receipt(path) == journal.head()
    path.unlink()
    write_receipt(path, journal, journal.entry(1))  # somebody else has written two more entries by now
    assert find_receipt(path) == receipt_of(journal)


def test_a_receipt_that_the_journal_contradicts_stays(opens, tmp_path):
    register = opens()
    transfer(register)
    path = tmp_path / "register" / "head.json"
    for there in ({"sequence": 2, "hash": "0" * 64, "at": "t"}, {"sequence": 9, "hash": "1" * 64, "at": "t"}):
        path.write_bytes(orjson.dumps(there))
        record(register, "party", party("Next"))
        assert read_receipt(path) == Head(there["sequence"], there["hash"])
        assert not register.verify().ok


def test_a_receipt_that_cannot_be_written_takes_nothing_back(opens, tmp_path):
    register = opens()
    (tmp_path / "register" / "head.json").mkdir()
    assert record(register, "party", party("A")) == "PA-0001"
    shutil.rmtree(tmp_path / "register" / "head.json")
    assert chain.verify(register.journal.entries()).entries == 1


def test_a_register_goes_to_postgresql_and_back_with_the_same_head(opens, journal, postgres, address, tmp_path):
    local, second = tmp_path / "local", postgres.url(postgres.database(), over="tcp")
    head = journal.head()
    move(journal, tmp_path / "register", Place(address, local), "Ada", AT)
    server = PostgresJournal(address)
    try:
        write_backup(server, tmp_path / "b.zip", AT)
        with pytest.raises(Refused, match="there is a register already"):
            restore(tmp_path / "b.zip", Place(address, local), AT)
        move(server, tmp_path / "register", Place(tmp_path / "back"), "Ada", AT)
        assert moved(server).to == str(tmp_path / "back")
    finally:
        server.close()
    # A receipt of an earlier database of that name is no receipt of this one.
    for folder in local.iterdir():
        shutil.rmtree(folder)
    _, folder = open_journal(second, local)
    (folder / "head.json").write_bytes(orjson.dumps({"sequence": 99, "hash": "9" * 64, "at": "t"}))
    restore(tmp_path / "b.zip", Place(second, local), AT)
    again = PostgresJournal(second)
    assert again.head() == read_receipt(folder / "head.json") == head
    assert again.evidence.get(sha256(EVIDENCE).hexdigest()) == EVIDENCE
    assert again.kept("draft") == journal.kept("draft")
    again.close()
    back = opens(tmp_path / "back")
    assert back.head() == head
    assert record(back, "party", party("Home")) == "PA-0003"
