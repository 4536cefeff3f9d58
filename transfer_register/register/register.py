"""The register: one folder with a journal, its projection and the receipt of its head; everything is written and asked here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import duckdb

from transfer_register.assessment.kit import Kits
from transfer_register.errors import FileUnreadable, Refused, TransferRegisterError, Unavailable
from transfer_register.law.in_force import Library
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.model.vocabulary import Words
from transfer_register.register import chain, records
from transfer_register.register.answer import Answer, Recorded, Version
from transfer_register.register.chain import Verified
from transfer_register.register.follower import Follower, Heard
from transfer_register.register.journal import Head, Journal, Kept, Turn, moment
from transfer_register.register.last_backup import way_back
from transfer_register.register.moved import refuse_moved
from transfer_register.register.place import PROJECTION, RECEIPT, open_journal
from transfer_register.register.projection import Projection, is_damaged
from transfer_register.register.receipt import read_receipt, write_receipt
from transfer_register.register.receipt_at_opening import brought_up
from transfer_register.register.sight import Sights
from transfer_register.register.statements import sql
from transfer_register.register.writing import Writing

_Result = TypeVar("_Result")


# How often a question is put again when its view was given up, or its projection renewed, in the meantime.
_PATIENCE = 5

# How many states of all parties are kept at hand.
_PARTIES_KEPT = 3

# Told a sentence and a share from 0 to 1 while something takes long.
Tell = Callable[[str, float], None]

_MADE_ANEW = {
    "missing": "The projection was not there.",
    "damaged": "The projection was damaged, or could not be written.",
    "another": "The projection was made by another version of the program, or of another journal.",
    "unwritable": "The projection's file cannot be written (is the disk full?), so it is kept in memory until the next opening.",
}
_TOO_LARGE = "This machine has not the memory, or the room on its disk, that this needs ({}). Nothing is lost. Make room for it."

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


@contextmanager
def _in_words() -> Iterator[None]:
    """For work that goes wrong in a new projection too: then the machine has not what it needs."""
    try:
        yield
    except duckdb.Error as error:
        if not (isinstance(error, duckdb.OutOfMemoryException) or _spoilt(error)):
            raise
        raise Unavailable(_TOO_LARGE.format(_first_line(error))) from None


def _spoilt(error: duckdb.Error) -> bool:
    """Is a projection no longer good? What is written to it may also fail to be committed, for want of room."""
    return is_damaged(error) or isinstance(error, duckdb.TransactionException)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


class Register:
    """Safe for many threads: writing and refreshing take one lock, questions take none."""

    def __init__(
        self, path: Path, journal: Journal, projection: Projection, law: Library, kits: Kits, words: Words,
        tell: Tell = _say_nothing,
    ):  # fmt: skip
        """See `open`. `path` is the folder of this machine; `notices` are sentences on what was mended without being asked."""
        self.path, self.journal, self.law, self.kits, self.words = path, journal, law, kits, words
        self.notices: list[str] = []
        # The place as it was named, perhaps with a password: for a further connection, and never shown.
        self.where: Path | str = path
        # Why the journal cannot be reached just now, in a sentence; None when all is well.
        self.away: str | None = None
        # Follows by itself what is written from other machines; None for a journal that is a file.
        self._follower: Follower | None = None
        self._projection = projection
        self._tell = tell
        self._lock = RLock()
        self._writing = False
        self._sights = Sights(projection, kits)
        self._parties: OrderedDict[int, dict[str, Party]] = OrderedDict()

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
        projection = None
        try:
            with _in_words():
                projection = Projection(folder / PROJECTION, words)
            register = cls(folder, journal, projection, law, kits, words, tell)
            register.where = where
            register.follow()
            if not register.away:
                register.notices += brought_up(folder / RECEIPT, journal)
        except BaseException:
            journal.close()
            if projection:
                projection.close()
            raise
        if isinstance(journal, Heard):
            register._follower = Follower(register, journal)
        return register

    def close(self) -> None:
        if self._follower:
            self._follower.stop()
        with self._lock:
            self._sights.close()
            self._projection.close()
            self.journal.close()

    # Writing

    @contextmanager
    def batch(
        self, actor: str, at: datetime, why: str | None = None, title: str | None = None,
        details: dict[str, Any] | None = None, undoes: str | None = None,
    ) -> Iterator[Writing]:  # fmt: skip
        """One act: its changes are written together when the block ends, or not at all when it raises.

        With a `title` the act has a record of its own, a batch; `undoes` is the id of a batch that it takes back.
        """
        with self._lock:
            if self._writing:
                raise RuntimeError("one act is under way already in this thread")
            self._writing = True
            try:
                with self.journal.turn() as turn:
                    refuse_moved(turn)
                    self._mending(self._follow)
                    self.away = None
                    writing = Writing(turn, actor, at, why)
                    if title is not None:
                        writing.open_batch(title, details, undoes)
                    yield writing
                    entries = writing.finish(self._named_by)
            finally:
                self._writing = False
            if entries:
                # The entries are recorded: what fails from here on takes nothing back, and is told by whoever asks next.
                write_receipt(self.path / RECEIPT, self.journal, entries[-1])
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
        if not self._lock.acquire(timeout=-1 if patience is None else patience):
            raise Unavailable(f"{self.journal.name}: somebody else is writing. Nothing was written; try again.")
        try:
            with self.journal.turn(patience) as turn:
                yield turn
        finally:
            self._lock.release()

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
                applied = self._mending(self._follow)
        except Unavailable as error:
            if not self._projection.applied.sequence:
                raise
            self.away = str(error)
            return 0
        self.away = None
        return applied

    def _follow(self) -> int:
        head, applied = self.journal.head(), self._projection.applied
        if head != applied:
            reached = self.journal.entry(applied.sequence)
            if applied.sequence and (reached is None or reached.hash != applied.hash):
                # Another journal was put in the place of this one, such as a backup.
                self._renew("another")
            return self._apply(head.sequence)
        if self._projection.made_anew == "unwritable":
            self.notices.append(_MADE_ANEW["unwritable"])
        self._projection.made_anew = None
        return 0

    def _apply(self, upto: int) -> int:
        after, anew = self._projection.applied, self._projection.made_anew
        to_do = upto - after.sequence

        def tell(applied: int) -> None:
            if to_do > applied:
                self._tell("The register is made ready from its journal", applied / to_do)

        try:
            applied = self._projection.apply(chain.linked(self.journal.entries(after=after.sequence), after), tell)
        except chain.Broken:
            why = chain.verify(self.journal.entries()).why
            raise FileUnreadable(f"{self.journal.name}: {why}. The journal is left as it is. {way_back(self.path)}") from None
        if anew:
            self.notices.append(f"{_MADE_ANEW[anew]} It was made anew from {applied:,} entries; nothing is lost.")
        self._projection.made_anew = None
        return applied

    def moved_on(self, sequence: int) -> bool:
        """Was anything recorded after an entry, by whomever? Asks without waiting for those who write."""
        if self._follower:
            return self._projection.applied.sequence != sequence
        try:
            return self.journal.head().sequence != sequence
        except Unavailable:
            return False

    def head(self) -> Head:
        """The end of the journal."""
        return self.journal.head()

    def receipt(self) -> Head | None:
        """The head as it was after the last write, kept beside the register; None before the first."""
        return read_receipt(self.path / RECEIPT)

    def verify(self, head_receipt: Head | None = None) -> Verified:
        """Is the journal whole? Without a receipt of the caller's, the one beside the register is used."""
        return chain.verify(self.journal.entries(), head_receipt or self.receipt())

    def _mending(self, work: Callable[[], _Result]) -> _Result:
        """Does something with the projection; where that is damaged, once more with a new one, and then with one in memory."""
        with _in_words():
            try:
                return work()
            except duckdb.Error as error:
                if not _spoilt(error):
                    raise
                self._renew("damaged")
            try:
                self._follow()
                return work()
            except duckdb.Error as error:
                if not _spoilt(error):
                    raise
                self._renew("unwritable")
            self._follow()
            return work()

    def _renew(self, why: str) -> None:
        self._projection.discard()
        self._projection = Projection(self.path / PROJECTION, self.words, in_memory=why == "unwritable")
        if self._projection.made_anew != "unwritable":
            self._projection.made_anew = why
        self._sights.move_to(self._projection)

    # Asking

    def sight(self, on: date, law_on: date | None = None, known_on: date | None = None, law: Library | None = None) -> int:
        """The number of the judged view of the register as it holds on a day, brought up to date.

        `law_on` is the day of the law, `on` unless said; `known_on` limits it to what was recorded by the end of that day
        (UTC); `law` judges by another law than the register's own, for a simulation.
        """
        with self._lock:
            self.follow()
            return self._mending(lambda: self._sights.look(on, law or self.law, law_on or on, known_on))

    def ask(self, sql: str, parameters: dict[str, Any]) -> Answer:
        """Asks one question, with named parameters; nothing can be written. A `sight` that was given up is made again."""
        sight, renewed = parameters.get("sight"), None
        for _ in range(_PATIENCE):
            projection = self._projection
            try:
                with projection.connection.cursor() as cursor:
                    cursor.execute("BEGIN TRANSACTION READ ONLY")
                    if sight is None or cursor.execute("SELECT 1 FROM sight WHERE sight = $sight", {"sight": sight}).fetchall():
                        cursor.execute(sql, parameters)
                        columns = tuple(column[0] for column in cursor.description)
                        return Answer(columns, cursor.fetchall(), sql, parameters)
            except duckdb.Error as error:
                if not (is_damaged(error) or isinstance(error, duckdb.ConnectionException | duckdb.OutOfMemoryException)):
                    raise
                with self._lock:
                    if projection is not self._projection:
                        continue  # another thread has put a new one in its place
                    if isinstance(error, duckdb.ConnectionException):
                        raise
                    if projection is renewed or isinstance(error, duckdb.OutOfMemoryException):
                        raise Unavailable(_TOO_LARGE.format(_first_line(error))) from None
                    self._renew("damaged")
                    self._mending(self._follow)
                    renewed = self._projection
                continue
            with self._lock:
                self._mending(lambda: self._sights.renew(sight))
        raise TransferRegisterError("Too many different days are being looked at at once. Try again.")

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
        if known not in self._parties:
            self._parties[known] = records.parties_at(self.ask, known)
            while len(self._parties) > _PARTIES_KEPT:
                self._parties.popitem(last=False)
        return dict(self._parties[known])

    def transfer(self, id: str) -> tuple[Transfer, int]:
        """A transfer as it stands, and its version. Raises `Refused` where there is none."""
        found = self.record(id)
        if found is None or found.kind != "transfer":
            raise Refused(f"There is no transfer {id}.")
        return Transfer.model_validate(found.state), found.version

    def known(self, known_on: date | None) -> int:
        """The number of the last entry recorded by the end of a day (UTC), or of the last one that is applied."""
        if known_on is None:
            return self._projection.applied.sequence
        return self.ask(sql("known"), {"day": known_on}).rows[0][0]
