"""Sights: the register as it holds on a day, as it was known at a day, judged by the law of a day.

A sight is made once and then follows the journal: what was recorded since is projected anew for the transfers it touches,
and only patterns of facts that were never judged are judged. The few used last are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import duckdb

from transfer_register.assessment.act import Acts
from transfer_register.assessment.kit import Kits
from transfer_register.errors import TransferRegisterError
from transfer_register.law.differing import distance
from transfer_register.law.in_force import Library
from transfer_register.register.laws import LAWS
from transfer_register.register.making import Making
from transfer_register.register.projection import Projection
from transfer_register.register.statements import sql
from transfer_register.register.trial import Trial
from transfer_register.register.trials import Trials

# How many sights are kept: today, a day compared with it, and a few people's other days.
KEPT = 6
# After how many entries there is something to give back once a sight was made.
_LARGE = 5_000
# The temporary tables that hold most of a register while it is made.
_WORKED_IN = ("fresh_transfer", "fresh_leg", "stated_fact", "fresh_fact", "fresh_judged", "fresh_summary")


@dataclass(frozen=True)
class Key:
    """What makes two sights the same. `law` and `kit` are fingerprints of the law that judges and of the edition that scores."""

    holds_on: date
    known_on: date | None
    law: str
    kit: str | None


class Sights:
    """The sights of one projection. Everything here happens under the register's lock."""

    def __init__(self, projection: Projection, kits: Kits):
        self._projection = projection
        self._kit = kits.ranking if len(kits) else None
        editions = self._kit.editions if self._kit else ()
        # Every edition that can score, by fingerprint.
        self._scorings = {scoring.fingerprint: scoring for scoring in map(LAWS.scoring, editions)}
        # Number to key, for ever; and those kept, the one used last at the end.
        self._keys: dict[int, Key] = {}
        self._kept: OrderedDict[int, Key] = OrderedDict()
        self._derived: set[str] = set()
        self._trials = Trials()
        self._take_over(projection)

    def look(self, on: date, law: Library, law_on: date, known_on: date | None) -> int:
        """The number of a sight, made or brought up to date."""
        key = Key(on, known_on, LAWS.fingerprint(law.in_force(law_on)), self._edition(law_on))
        number = next((number for number, known in self._keys.items() if known == key), None)
        if number is None:
            number = max(self._keys, default=0) + 1
            self._keys[number] = key
        self.renew(number)
        return number

    def renew(self, number: int) -> None:
        """Makes a sight again that was given up, or brings it up to date. Raises `TransferRegisterError` for an unknown one."""
        wanted = self._keys.get(number)
        if wanted is None or wanted.law not in LAWS or not (wanted.kit is None or wanted.kit in self._scorings):
            raise TransferRegisterError(f"There is no view {number} of this register. Ask for its days again.")
        key, head = self._keys[number], self._projection.applied.sequence
        before = self._known(number)
        known = head if key.known_on is None else self._projection.first(sql("known"), {"day": key.known_on})[0]
        if before is None or known > before:
            base = self._base(key, known) if before is None else None
            self._make(number, key, before, known, base)
            if before is None and base is None and self._derived and known > _LARGE:
                self._tidy_up()
        self._kept[number] = key
        self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            self._give_up(next(iter(self._kept)))

    def trial(self, number: int, acts: Acts, filter: str, scored: bool) -> Trial:
        """A trial of acts on the transfers of a sight that a filter (JSON) means, scored or judged only."""
        self.renew(number)
        key = self._keys[number]
        scoring, law = self._scorings.get(key.kit) if key.kit else None, LAWS[key.law].state
        edition = scoring.edition if scoring else None
        return self._trials.of(self._projection, number, law, edition, acts, filter, scored)

    def move_to(self, projection: Projection) -> None:
        """Goes on with another projection; the numbers stay, every sight is made again when it is asked for."""
        self._projection = projection
        self._kept.clear()
        self._derived = set()

    def close(self) -> None:
        """Gives back the room of trials. Laws and editions stay compiled, for the next register of this process."""
        self._trials.close()

    def _take_over(self, projection: Projection) -> None:
        """The sights that an earlier run of the program left."""
        rows = projection.connection.execute(
            "SELECT s.sight, s.holds_on, s.known_on, law.fingerprint, kit.fingerprint FROM sight AS s "
            "JOIN law USING (law) LEFT JOIN kit ON kit.kit = s.kit ORDER BY s.sight"
        ).fetchall()
        for number, holds_on, known_on, law, kit in rows:
            self._kept[number] = self._keys[number] = Key(holds_on, known_on, law, kit)

    def _edition(self, law_on: date) -> str | None:
        """The fingerprint of the edition that scores under the law of a day; None where none does."""
        edition = self._kit.on(law_on) if self._kit else None
        return LAWS.scoring(edition).fingerprint if edition else None

    def _tidy_up(self) -> None:
        """After a large act: what it was worked out in is given back, and the file made ready, which would otherwise be done
        in the middle of somebody's next edit."""
        for table in _WORKED_IN:
            self._projection.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM {table} LIMIT 0")
        # Not while somebody else is asking.
        with suppress(duckdb.TransactionException):
            self._projection.connection.execute("CHECKPOINT")

    def _known(self, number: int) -> int | None:
        found = self._projection.first("SELECT known FROM sight WHERE sight = $sight", {"sight": number})
        return found[0] if found else None

    def _base(self, key: Key, known: int) -> int | None:
        """The kept sight of the same days whose law is nearest, brought up to date; None if there is none to compare with."""
        found: dict[int, int] = {}
        for other, kept in self._kept.items():
            same = (kept.holds_on, kept.known_on, kept.kit) == (key.holds_on, key.known_on, key.kit)
            if same and kept.law in LAWS:
                apart = distance(LAWS[kept.law].state, LAWS[key.law].state)
                if apart is not None:
                    found[other] = apart
        if not found:
            return None
        nearest = min(found, key=found.__getitem__)
        self.renew(nearest)
        return nearest if self._known(nearest) == known else None

    def _make(self, number: int, key: Key, before: int | None, known: int, base: int | None) -> None:
        """Makes a sight, from sight `base` if there is one; or projects and judges what was recorded after entry `before`."""
        with self._projection.transaction():
            scoring = self._scorings.get(key.kit) if key.kit else None
            making = Making(self._projection, number, key.holds_on, known, LAWS.at_work(key.law), scoring)
            derived = self._derived
            if base is None:
                derived = making.project(before or 0, derived)
            else:
                making.take_over(base, LAWS[self._keys[base].law])
            making.note(key.holds_on, key.known_on, known)
        self._derived = derived

    def _give_up(self, number: int) -> None:
        del self._kept[number]
        with self._projection.transaction():
            for table in ("sight", "seen_transfer", "seen_leg", "seen_verdict"):
                self._projection.connection.execute(f"DELETE FROM {table} WHERE sight = $sight", {"sight": number})
            self._projection.connection.execute(sql("clear"))
