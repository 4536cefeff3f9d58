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

from transfer_register.assessment.kit import Kits
from transfer_register.errors import TransferRegisterError
from transfer_register.law.in_force import Library
from transfer_register.register import fact_columns
from transfer_register.register.judging import Law, Scoring
from transfer_register.register.projection import Projection
from transfer_register.register.statements import sql

# How many sights are kept: today, a day compared with it, and a few people's other days.
KEPT = 6
# How many laws are kept compiled, for sights that were given up and are asked again; and how many keep room to judge in.
_LAWS = 24
_AT_WORK = 3
# The temporary tables that hold most of a register while it is made.
_WORKED_IN = ("fresh_transfer", "fresh_leg", "stated_fact", "fresh_fact", "fresh_judged", "fresh_summary")


@dataclass(frozen=True)
class Key:
    """What makes two sights the same. `law` is the fingerprint of the law that judges."""

    holds_on: date
    known_on: date | None
    law: str


class Sights:
    """The sights of one projection. Everything here happens under the register's lock."""

    def __init__(self, projection: Projection, kits: Kits):
        self._projection = projection
        self._scoring = Scoring(kits.ranking) if len(kits) else None
        # The laws used last, by fingerprint; and the fingerprint of each state met, beside it the state itself, so that its
        # id is not given to another.
        self._laws: OrderedDict[str, Law] = OrderedDict()
        self._met: dict[int, tuple[object, str]] = {}
        # Number to key, for ever; and those kept, the one used last at the end.
        self._keys: dict[int, Key] = {}
        self._kept: OrderedDict[int, Key] = OrderedDict()
        self._derived: set[str] = set()
        self._take_over(projection)

    def look(self, on: date, law: Library, law_on: date, known_on: date | None) -> int:
        """The number of a sight, made or brought up to date."""
        key = Key(on, known_on, self._fingerprint(law, law_on))
        number = next((number for number, known in self._keys.items() if known == key), None)
        if number is None:
            number = max(self._keys, default=0) + 1
            self._keys[number] = key
        self.renew(number)
        return number

    def renew(self, number: int) -> None:
        """Makes a sight again that was given up, or brings it up to date. Raises `TransferRegisterError` for an unknown one."""
        if number not in self._keys or self._keys[number].law not in self._laws:
            raise TransferRegisterError(f"There is no view {number} of this register. Ask for its days again.")
        key, head = self._keys[number], self._projection.applied.sequence
        before = self._known(number)
        known = head if key.known_on is None else self._projection.first(sql("known"), {"day": key.known_on})[0]
        if before is None or known > before:
            with self._projection.transaction():
                derived = self._make(number, key, before, known)
            self._derived = derived
            if before is None and derived:
                self._tidy_up()
        self._kept[number] = key
        self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            self._give_up(next(iter(self._kept)))

    def move_to(self, projection: Projection) -> None:
        """Goes on with another projection; the numbers stay, every sight is made again when it is asked for."""
        self._projection = projection
        self._kept.clear()
        self._derived = set()

    def close(self) -> None:
        """Gives back the room that laws and kit were judged in."""
        for law in self._laws.values():
            law.rest()
        if self._scoring:
            self._scoring.rest()

    def _take_over(self, projection: Projection) -> None:
        """The sights that an earlier run of the program left."""
        scoring = self._scoring.fingerprint if self._scoring else None
        rows = projection.connection.execute(
            "SELECT s.sight, s.holds_on, s.known_on, law.fingerprint, kit.fingerprint FROM sight AS s "
            "JOIN law USING (law) LEFT JOIN kit ON kit.kit = s.kit ORDER BY s.sight"
        ).fetchall()
        for number, holds_on, known_on, law, kit in rows:
            self._kept[number] = self._keys[number] = Key(holds_on, known_on, law if kit == scoring else "another kit")

    def _fingerprint(self, library: Library, day: date) -> str:
        state = library.in_force(day)
        if id(state) not in self._met or self._met[id(state)][1] not in self._laws:
            law = Law(state)
            self._laws.setdefault(law.fingerprint, law)
            self._met[id(state)] = (state, law.fingerprint)
            while len(self._laws) > _LAWS:
                self._laws.popitem(last=False)[1].rest()
            self._met = {place: met for place, met in self._met.items() if met[1] in self._laws}
        return self._met[id(state)][1]

    def _law(self, fingerprint: str) -> Law:
        """A law to judge by; only those used last keep their benches."""
        self._laws.move_to_end(fingerprint)
        for law in list(self._laws.values())[:-_AT_WORK]:
            law.rest()
        return self._laws[fingerprint]

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

    def _make(self, number: int, key: Key, before: int | None, known: int) -> set[str]:
        """Projects and judges what was recorded after entry `before` (None: everything) up to entry `known`.

        Returns the columns of the view `derived_fact`, which stands from then on, if the transaction does.
        """
        ask, law = self._projection.connection.execute, self._law(key.law)
        law_number = law.number(self._projection)
        kit_number = self._scoring.number(self._projection) if self._scoring else None
        # Variables, which the planner takes for constants: it reads a million rows otherwise where it needs one.
        for name, value in (("known_before", before or 0), ("known", known), ("sight", number), ("law", law_number)):
            ask(f"SET VARIABLE {name} = {value}")
        ask(f"SET VARIABLE kit = {kit_number if self._scoring else 'NULL'}")
        ask(f"SET VARIABLE day = DATE '{key.holds_on.isoformat()}'")
        ask(sql("touched"))
        derived = self._derived
        if self._projection.first("FROM touched LIMIT 1"):
            ask(sql("fresh"))
            derived = derived or self._derived_facts()
            ask(fact_columns.collect(derived))
            ask(sql("patterns"))
            law.judge(self._projection, law_number)
            if self._scoring:
                self._scoring.score(self._projection, kit_number, law_number)
            ask(sql("seen"))
        ask("DELETE FROM sight WHERE sight = $sight", {"sight": number})
        ask(
            "INSERT INTO sight VALUES ($sight, $day, $known_on, $known, $law, $kit)",
            {
                "sight": number,
                "day": key.holds_on,
                "known_on": key.known_on,
                "known": known,
                "law": law_number,
                "kit": kit_number,
            },
        )
        return derived

    def _derived_facts(self) -> set[str]:
        """Makes the view of facts.sql, once the tables it reads are there, and returns its columns."""
        self._projection.connection.execute(sql("facts"))
        return {name for (name, *_) in self._projection.connection.execute("DESCRIBE derived_fact").fetchall()}

    def _give_up(self, number: int) -> None:
        del self._kept[number]
        with self._projection.transaction():
            for table in ("sight", "seen_transfer", "seen_leg", "seen_verdict"):
                self._projection.connection.execute(f"DELETE FROM {table} WHERE sight = $sight", {"sight": number})
            self._projection.connection.execute(sql("clear"))
