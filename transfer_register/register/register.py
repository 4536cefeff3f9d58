"""The register: one folder with a journal, its projection and the receipt of its head; everything is written and asked here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from transfer_register.assessment.act import Acts
from transfer_register.assessment.kit import Kits
from transfer_register.errors import Refused, TransferRegisterError, Unavailable
from transfer_register.law.in_force import Library
from transfer_register.model.filter import Filter
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.model.vocabulary import Words
from transfer_register.register import chain, records
from transfer_register.register.answer import Answer, Recorded, Version
from transfer_register.register.chain import Verified
from transfer_register.register.current import Current, Tell
from transfer_register.register.follower import Follower, Heard
from transfer_register.register.journal import Head, Journal, Kept, Turn, moment
from transfer_register.register.moved import refuse_moved
from transfer_register.register.place import RECEIPT, open_journal
from transfer_register.register.receipt import read_receipt, write_receipt
from transfer_register.register.receipt_at_opening import brought_up
from transfer_register.register.recorded_law import RecordedLaw
from transfer_register.register.trial import Trial
from transfer_register.register.writing import Writing

# How many states of all parties are kept at hand.
_PARTIES_KEPT = 3

_NAMED_BY = """
SELECT id, name FROM (
    SELECT id, unnest([exporter, importer, follows]) AS name FROM transfer
    UNION ALL
    SELECT id, state ->> '$.party' FROM other_history
    WHERE kind = 'contact' AND to_sequence IS NULL AND state ->> '$.ground' IS NULL
)
WHERE list_contains($ids, name) ORDER BY id
"""


def _say_nothing(sentence: str, share: float) -> None:
    """For whoever does not want to be told."""


class Register:
    """Safe for many threads: who writes takes one lock, who follows or judges another, questions take none."""

    def __init__(
        self, path: Path, journal: Journal, law: Library, kits: Kits, words: Words, tell: Tell = _say_nothing
    ):  # fmt: skip
        """See `open`. `path` is the folder of this machine."""
        self.path, self.journal, self.kits, self.words = path, journal, kits, words
        self.current = Current(path, journal, kits, words, tell)
        self._law = RecordedLaw(law, words, self.current.notices.append)
        # The place as it was named, perhaps with a password: for a further connection, and never shown.
        self.where: Path | str = path
        # Why the journal cannot be reached just now, in a sentence; None when all is well.
        self.away: str | None = None
        # Follows by itself what is written from other machines; None for a journal that is a file.
        self._follower: Follower | None = None
        # Whoever writes holds `_turns`; `_lock` is held to follow and to judge, so that a long act keeps no reader waiting.
        self._turns, self._lock = RLock(), self.current.lock
        self._writing = False
        self._parties: dict[int, dict[str, Party]] = {}

    @classmethod
    def open(
        cls, where: Path | str, law: Library, kits: Kits, words: Words, *, local: Path | None = None, tell: Tell = _say_nothing
    ) -> Register:
        """The register in a folder or a PostgreSQL (`postgresql://...`), made if it is not there.

        `local` is where this machine keeps the projections of registers in PostgreSQL; `tell` is told how far a projection
        is made anew. Raises `TransferRegisterError` where the place holds something else, or cannot be reached; a server that
        cannot be reached, and that this machine has followed before, is opened for reading, and `away` tells why.
        """
        journal, folder = open_journal(where, local)
        register = None
        try:
            register = cls(folder, journal, law, kits, words, tell)
            register.where = where
            register.follow()
            if not register.away:
                register.notices.extend(brought_up(folder / RECEIPT, journal))
        except BaseException:
            journal.close()
            if register:
                register.current.close()
            raise
        if isinstance(journal, Heard):
            register._follower = Follower(register, journal)
        return register

    def close(self) -> None:
        if self._follower:
            self._follower.stop()
        with self._turns, self._lock:
            self.current.close()
            self.journal.close()

    @property
    def notices(self) -> list[str]:
        """Sentences on what was mended without being asked, and on events that this program cannot judge by."""
        return self.current.notices

    @property
    def law(self) -> Library:
        """The law that judges now: that of the installation with every event that is recorded here (law/amended.py)."""
        return self._law.now(self.ask, self.applied)

    @property
    def installed_law(self) -> Library:
        """The law of the installation alone."""
        return self._law.installed

    def law_known(self, known_on: date | None) -> Library:
        """The law that judged as was known at the end of a day (UTC); None is now."""
        return self.law if known_on is None else self._law.at(self.ask, self.known(known_on))

    # Writing

    @contextmanager
    def batch(
        self, actor: str, at: datetime, why: str | None = None, title: str | None = None,
        details: dict[str, Any] | None = None, undoes: str | None = None,
    ) -> Iterator[Writing]:  # fmt: skip
        """One act: its changes are written together when the block ends, or not at all when it raises.

        With a `title` the act has a record of its own, a batch; `undoes` is the id of a batch that it takes back.
        """
        with self._turns:
            if self._writing:
                raise RuntimeError("one act is under way already in this thread")
            self._writing = True
            try:
                with self.journal.turn() as turn:
                    refuse_moved(turn)
                    with self._lock:
                        self.current.follow()
                    self.away = None
                    writing = Writing(turn, actor, at, why)
                    if title is not None:
                        writing.open_batch(title, details, undoes)
                    yield writing
                    last = writing.finish(self._named_by)
            finally:
                self._writing = False
            if last:
                # The entry is recorded: what fails from here on takes nothing back, and is told by whoever asks next.
                write_receipt(self.path / RECEIPT, self.journal, last)
                with suppress(TransferRegisterError):
                    self.follow()

    def _named_by(self, ids: list[str]) -> list[tuple[str, str]]:
        return self.ask(_NAMED_BY, {"ids": ids}).rows

    # What is kept beside the entries of the journal, and may be changed and erased

    def keep(self, shelf: str, id: str, body: bytes, actor: str, at: datetime, patience: float | None = None) -> None:
        """Keeps something under an id, in the place of what was kept there.

        Who has little `patience` (seconds) gets `Unavailable` when somebody else writes for longer; None waits.
        """
        with self._beside(patience) as turn:
            turn.keep(shelf, Kept(id, moment(at), actor, body))

    def kept(self, shelf: str) -> dict[str, Kept]:
        """Everything on a shelf, by id."""
        return self.journal.kept(shelf)

    def drop(self, shelf: str, id: str, patience: float | None = None) -> None:
        """Forgets what is kept under an id, if anything is."""
        with self._beside(patience) as turn:
            turn.drop(shelf, id)

    @contextmanager
    def _beside(self, patience: float | None) -> Iterator[Turn]:
        if not self._turns.acquire(timeout=-1 if patience is None else patience):
            raise Unavailable(f"{self.journal.name}: somebody else is writing. Nothing was written; try again.")
        try:
            with self.journal.turn(patience) as turn:
                yield turn
        finally:
            self._turns.release()

    # Following and verifying the journal

    def follow(self) -> int:
        """Applies the entries that are not in the projection yet, other processes' too; returns how many.

        While the journal cannot be reached, what was followed before is what there is to read, and `away` tells why.
        """
        if self.away and self._follower:
            return 0  # which tries to reach it all the time, so that nobody else waits for that
        return self.catch_up()

    def catch_up(self) -> int:
        """As `follow`, and tries to reach a journal that is away. Raises `Unavailable` where nothing was followed before."""
        try:
            with self._lock:
                if self._follower and self._follower.stopped:
                    return 0
                applied = self.current.follow()
        except Unavailable as error:
            if not self.current.projection.applied.sequence:
                raise
            self.away = str(error)
            return 0
        self.away = None
        return applied

    def moved_on(self, sequence: int) -> bool:
        """Was anything recorded after an entry, by whomever? Asks without waiting for those who write."""
        if self._follower:
            return self.current.projection.applied.sequence != sequence
        try:
            return self.journal.head().sequence != sequence
        except Unavailable:
            return False

    def head(self) -> Head:
        """The end of the journal."""
        return self.journal.head()

    @property
    def applied(self) -> Head:
        """The last entry that is in the projection: what is asked now is answered as of it."""
        return self.current.projection.applied

    def receipt(self) -> Head | None:
        """The head as it was after the last write, kept beside the register; None before the first."""
        return read_receipt(self.path / RECEIPT)

    def verify(self, head_receipt: Head | None = None) -> Verified:
        """Is the journal whole? Without a receipt of the caller's, the one beside the register is used."""
        return chain.verify(self.journal.entries(), head_receipt or self.receipt())

    # Asking

    def sight(self, on: date, law_on: date | None = None, known_on: date | None = None, law: Library | None = None) -> int:
        """The number of the judged view of the register as it holds on a day, brought up to date.

        `law_on` is the day of the law, `on` unless said; `known_on` limits it to what was recorded by the end of that day
        (UTC), events too; `law` judges by another law than the register's own, for a simulation.
        """
        with self._lock:
            self.follow()
            return self.current.sight(on, law or self.law_known(known_on), law_on or on, known_on)

    def ask(self, sql: str, parameters: dict[str, Any]) -> Answer:
        """Asks one question, with named parameters; nothing can be written. A `sight` that was given up is made again."""
        return self.current.ask(sql, parameters)

    def trial(self, sight: int, acts: Acts, filter: Filter, *, scored: bool = True) -> Trial:
        """The chosen transfers of a judged view, to try acts on; nothing is written. Close it when it is no longer needed.

        Who needs no score of what is tried says so, since more transfers are alike then.
        """
        return self.current.trial(sight, acts, filter.json(), scored)

    def known(self, known_on: date | None) -> int:
        """The number of the last entry recorded by the end of a day (UTC), or of the last one that is applied."""
        return self.current.known(known_on)

    # Records one by one. `known_on` is the day at whose end (UTC) the register is looked at; None is now.

    def record(self, id: str, known_on: date | None = None) -> Recorded | None:
        """A record as it stands; None where there is none, or where it was taken away."""
        return records.record_at(self.ask, id, self.known(known_on))

    def history(self, id: str, known_on: date | None = None) -> list[Version]:
        """Every version of a record, oldest first; empty where there never was one."""
        return records.versions_of(self.ask, id, self.known(known_on))

    def parties(self, known_on: date | None = None) -> dict[str, Party]:
        """Every party as it stands, by id."""
        known = records.parties_since(self.ask, self.known(known_on))
        parties = self._parties.get(known)
        if parties is None:
            parties = records.parties_at(self.ask, known)
            # Put in place as a whole: other threads read meanwhile.
            self._parties = dict([*self._parties.items(), (known, parties)][-_PARTIES_KEPT:])
        return dict(parties)

    def transfer(self, id: str) -> tuple[Transfer, int]:
        """A transfer as it stands, and its version. Raises `Refused` where there is none."""
        found = self.record(id)
        if found is None or found.kind != "transfer":
            raise Refused(f"There is no transfer {id}.")
        return Transfer.model_validate(found.state), found.version
