"""What must hold after a kill: everything that was acknowledged, whole batches only, the chain, the projection, the backups."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from tests.crash.acts import DAY, OPENING, WORDS
from transfer_register.errors import FileUnreadable
from transfer_register.register.backup_check import check as check_backup
from transfer_register.register.journal import Entry, Head
from transfer_register.register.place import JOURNAL, PROJECTION, RECEIPT
from transfer_register.register.projection import Projection
from transfer_register.register.receipt import read_receipt
from transfer_register.register.register import Register
from transfer_register.register.sqlite_journal import SqliteJournal

_HISTORIES = ("change", "party_history", "transfer_history", "other_history")


class Life:
    """One register, what was acknowledged of it, and what was under way when its process was killed."""

    def __init__(self, folder: Path):
        self.folder, self.backups, self._scratch = folder, folder.with_name(f"{folder.name}-backups"), folder.with_name("scratch")
        self.entries = 0
        self._head: Head | None = None
        # (record, version) -> the text its state holds; (batch, entries); shelf; files of finished backups and their heads.
        self._records: dict[tuple[str, int], str] = {}
        self._batches: list[tuple[str, int]] = []
        self._kept: dict[str, str] = {}
        self._dropped: list[str] = []
        self._made: dict[Path, Head] = {}
        self._under_way: tuple[str, dict[str, Any]] = ("", {})

    def ready(self) -> None:
        self.backups.mkdir(exist_ok=True)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.backups, ignore_errors=True)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def begins(self, act: str, what: dict[str, Any]) -> None:
        self._under_way = (act, what)

    def acknowledged(self, act: str, what: dict[str, Any]) -> None:
        self._under_way = ("", {})
        if "head" in what:
            self._head = Head(*what["head"])
        self._records |= {(id, version): what["marker"] for id, version in what.get("records", ())}
        match act:
            case "batch":
                self._batches.append((what["batch"], what["entries"]))
            case "keep":
                self._kept[what["id"]] = what["marker"]
            case "drop":
                del self._kept[what["id"]]
                self._dropped.append(what["marker"])
            case "backup" | "pour":
                self._made[Path(what["path"])] = self._head

    def check(self, tally: Any, *, thoroughly: bool) -> None:
        """Opens the register and checks everything; `thoroughly` also judges it and a copy of it."""
        self._check_dropped(tally)
        told = read_receipt(self.folder / RECEIPT)
        register = Register.open(self.folder, *OPENING)
        try:
            tally.mended.update(notice.split(" It was made anew")[0] for notice in register.notices)
            assert "another version" not in " ".join(register.notices)
            if told != register.receipt():
                tally.mended["A receipt was behind its journal and was written anew."] += 1
            assert register.receipt() in (register.head(), None)
            assert register.journal.head().sequence == 0 or register.receipt() is not None
            entries = list(register.journal.entries())
            self._check_entries(register, entries, tally)
            self._check_kept(register, tally)
            self._check_projection(register, tally, thoroughly=thoroughly)
        finally:
            register.close()
        self._check_dropped(tally)
        self._check_backups(entries, tally)
        assert not list(self.folder.glob("spill-*"))
        self.entries, self._under_way = len(entries), ("", {})

    def _check_entries(self, register: Register, entries: list[Entry], tally: Any) -> None:
        assert (whole := register.verify()).ok, whole.why
        tally.checked["chains verified against the receipt beside the register"] += 1
        if self._head:
            assert (whole := register.verify(self._head)).ok, whole.why
            tally.checked["chains verified against the head acknowledged last"] += 1
        found = {(e.record, e.version): e for e in entries}
        lost = [key for key, marker in self._records.items() if key not in found or found[key].state["note"] != marker]
        assert not lost, f"acknowledged and lost: {lost[:5]}"
        tally.checked["acknowledged changes found with their state"] += len(self._records)
        for id, version in list(self._records)[-5:]:
            assert register.history(id)[version - 1].state["note"] == self._records[id, version]
        sizes = Counter(e.batch for e in entries if e.batch)
        said = {e.record: e.state["details"]["entries"] for e in entries if e.kind == "batch"}
        assert sizes == Counter({id: number + 1 for id, number in said.items()})
        assert {id: number for id, number in self._batches} == {id: said[id] for id, _ in self._batches}
        tally.checked["batches found whole"] += len(said)
        act, what = self._under_way
        if act == "edit":
            assert sum(1 for e in entries[-9:] if e.state and e.state.get("note") == what["marker"]) in (0, what["entries"])

    def _check_kept(self, register: Register, tally: Any) -> None:
        kept = {id: each.body.decode() for id, each in register.kept("contact").items()}
        act, what = self._under_way
        perhaps = {what["id"]} if act in ("keep", "drop") else set()
        assert {k: v for k, v in kept.items() if k not in perhaps} == {k: v for k, v in self._kept.items() if k not in perhaps}
        tally.checked["shelves of contacts as acknowledged"] += 1
        if perhaps and what["id"] not in kept:
            self._dropped.append(what["marker"])
        self._kept = kept

    def _check_dropped(self, tally: Any) -> None:
        """What was dropped stands in no file of the journal."""
        if self._dropped:
            stored = b"".join(path.read_bytes() for path in self.folder.glob(f"{JOURNAL}*"))
            assert not [marker for marker in self._dropped if marker.encode() in stored]
            tally.checked["dropped contacts found in no file of the journal"] += len(self._dropped)

    def _check_projection(self, register: Register, tally: Any, *, thoroughly: bool) -> None:
        """It equals one that is made anew from the journal."""
        self._scratch.mkdir(exist_ok=True)
        anew = Projection(self._scratch / "anew.duckdb", WORDS, in_memory=True)
        try:
            anew.apply(register.journal.entries())
            assert (anew.applied, _histories(anew)) == (register.head(), _histories(register.current.projection))
            tally.checked["projections equal to one made anew"] += 1
            if thoroughly:
                other = Register(self._scratch, register.journal, *OPENING)
                other.follow()
                assert _seen(other) == _seen(register)
                other.current.close()
                (self._scratch / PROJECTION).unlink()
                tally.checked["judged views equal to those of one made anew"] += 1
        finally:
            anew.close()

    def _check_backups(self, entries: list[Entry], tally: Any) -> None:
        """Finished ones hold what they should; of one that was under way nothing is there, or the whole."""
        heads = {Head(e.sequence, e.hash) for e in entries}
        for path in sorted(self.backups.iterdir()):
            if path.name.endswith(("-wal", "-shm")):
                continue
            whole = self._held(path)
            if path in self._made:
                assert whole == self._made[path]
                tally.checked["finished backups that hold what was acknowledged"] += 1
            elif whole is None:
                tally.checked["half-made copies that do not pass for backups"] += 1
            else:
                assert whole in heads
                tally.checked["copies that were whole before they were acknowledged"] += 1
        shutil.rmtree(self.backups)
        self._made.clear()

    def _held(self, path: Path) -> Head | None:
        """The head of a backup or of a copy; None for what does not pass for one."""
        if path.name.endswith(".trbackup.zip"):
            room = self._scratch / "read"
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir(parents=True)
            try:
                manifest = check_backup(path, room).manifest
                return Head(manifest.entries, manifest.head)
            except FileUnreadable:
                return None
        if path.is_dir() or path.suffix != ".sqlite":
            return None
        try:
            journal = SqliteJournal(path)
        except FileUnreadable:
            return None
        head = journal.head()
        journal.close()
        return head if head.sequence else None


def _histories(projection: Projection) -> list[tuple]:
    return [
        projection.first(f"SELECT count(*), bit_xor(hash(t)), sum(hash(t) // 1024) FROM (FROM {table}) AS t")
        for table in _HISTORIES
    ]


def _seen(register: Register) -> list[tuple]:
    question = "SELECT count(*), bit_xor(hash(t)) FROM (SELECT id, version, verdict, band, score FROM transfers_on($sight)) AS t"
    return register.ask(question, {"sight": register.sight(DAY)}).rows
