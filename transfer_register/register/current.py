"""The projection as it is now: follows the journal, is made anew where it is damaged, and answers questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import duckdb

from transfer_register.assessment.act import Acts
from transfer_register.assessment.kit import Kits
from transfer_register.errors import FileUnreadable, TransferRegisterError, Unavailable
from transfer_register.law.in_force import Library
from transfer_register.model.vocabulary import Words
from transfer_register.register import chain
from transfer_register.register.answer import Answer
from transfer_register.register.journal import Journal
from transfer_register.register.last_backup import way_back
from transfer_register.register.place import PROJECTION
from transfer_register.register.projection import Projection, is_damaged
from transfer_register.register.sight import Sights
from transfer_register.register.statements import sql
from transfer_register.register.trial import Trial

_Result = TypeVar("_Result")

# Told a sentence and a share from 0 to 1 while something takes long.
Tell = Callable[[str, float], None]

# How often a question is put again when its view was given up, or its projection renewed, in the meantime.
_PATIENCE = 5

_MADE_ANEW = {
    "missing": "The projection was not there, or not finished.",
    "damaged": "The projection was damaged, or could not be written.",
    "another": "The projection was made by another version of the program, or of another journal.",
    "unwritable": "The projection's file cannot be written (is the disk full?), so it is kept in memory until the next opening.",
}
_TOO_LARGE = "This machine has not the memory, or the room on its disk, that this needs ({}). Nothing is lost. Make room for it."


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


class Current:
    """Safe for many threads: following and judging take `lock`, questions take none.

    `notices` are sentences on what was mended without being asked.
    """

    def __init__(self, folder: Path, journal: Journal, kits: Kits, words: Words, tell: Tell):
        """Opens the projection of a folder, or makes one. Raises `Unavailable` where the machine has not what it needs."""
        self.lock = RLock()
        self.notices: list[str] = []
        self._folder, self._journal, self._words, self._tell = folder, journal, words, tell
        with _in_words():
            self.projection = Projection(folder / PROJECTION, words)
        self._sights = Sights(self.projection, kits)

    def close(self) -> None:
        self._sights.close()
        self.projection.close()

    def follow(self) -> int:
        """Applies the entries of the journal that are not applied yet, under `lock`; returns how many."""
        return self._mending(self._follow)

    def _follow(self) -> int:
        head, applied = self._journal.head(), self.projection.applied
        if head != applied:
            reached = self._journal.entry(applied.sequence)
            if applied.sequence and (reached is None or reached.hash != applied.hash):
                # Another journal was put in the place of this one, such as a backup.
                self._renew("another")
            return self._apply(head.sequence)
        if self.projection.made_anew == "unwritable":
            self.notices.append(_MADE_ANEW["unwritable"])
        self.projection.made_anew = None
        return 0

    def _apply(self, upto: int) -> int:
        after, anew = self.projection.applied, self.projection.made_anew
        to_do = upto - after.sequence

        def tell(applied: int) -> None:
            if to_do > applied:
                self._tell("The register is made ready from its journal", applied / to_do)

        try:
            applied = self.projection.apply(chain.linked(self._journal.entries(after=after.sequence), after), tell)
        except chain.Broken:
            why = chain.verify(self._journal.entries()).why
            raise FileUnreadable(f"{self._journal.name}: {why}. The journal is left as it is. {way_back(self._folder)}") from None
        if anew:
            self.notices.append(f"{_MADE_ANEW[anew]} It was made anew from {applied:,} entries; nothing is lost.")
        self.projection.made_anew = None
        return applied

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
        self.projection.discard()
        self.projection = Projection(self._folder / PROJECTION, self._words, in_memory=why == "unwritable")
        if self.projection.made_anew != "unwritable":
            self.projection.made_anew = why
        self._sights.move_to(self.projection)

    def sight(self, on: date, law: Library, law_on: date, known_on: date | None) -> int:
        """See `Register.sight`."""
        with self.lock:
            return self._mending(lambda: self._sights.look(on, law, law_on, known_on))

    def trial(self, sight: int, acts: Acts, filter: str, scored: bool) -> Trial:
        """See `Register.trial`."""
        with self.lock:
            return self._mending(lambda: self._sights.trial(sight, acts, filter, scored))

    def ask(self, sql: str, parameters: dict[str, Any]) -> Answer:
        """See `Register.ask`."""
        sight, renewed = parameters.get("sight"), None
        for _ in range(_PATIENCE):
            projection = self.projection
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
                with self.lock:
                    if projection is not self.projection:
                        continue  # another thread has put a new one in its place
                    if isinstance(error, duckdb.ConnectionException):
                        raise
                    if projection is renewed or isinstance(error, duckdb.OutOfMemoryException):
                        raise Unavailable(_TOO_LARGE.format(_first_line(error))) from None
                    self._renew("damaged")
                    self._mending(self._follow)
                    renewed = self.projection
                continue
            with self.lock:
                self._mending(lambda: self._sights.renew(sight))
        raise TransferRegisterError("Too many different days are being looked at at once. Try again.")

    def known(self, known_on: date | None) -> int:
        """The number of the last entry recorded by the end of a day (UTC), or of the last one that is applied."""
        if known_on is None:
            return self.projection.applied.sequence
        return self.ask(sql("known"), {"day": known_on}).rows[0][0]
