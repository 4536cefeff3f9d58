"""What one run of a screen is given: the register, the days, who looks, the clock, and the way to the other screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import streamlit as st

from transfer_register.exhibits import exhibit, law_touched, law_words
from transfer_register.exhibits.law_touched import Touched
from transfer_register.law.in_force import Library
from transfer_register.model.filter import Filter
from transfer_register.model.party import Party
from transfer_register.model.vocabulary import Words
from transfer_register.register.answer import Answer
from transfer_register.register.register import Register
from transfer_register.screens import remembered


@dataclass(frozen=True)
class Visit:
    """`on` is the register's day, `law_on` the law's, `known_on` the day at whose end the register is looked at (None: now).

    `clock` gives the moment of an action (UTC).
    """

    register: Register
    today: date
    on: date
    law_on: date
    known_on: date | None
    actor: str
    clock: Callable[[], datetime]
    pages: Mapping[str, st.Page] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return self.register.words

    @property
    def law(self) -> Library:
        """The law by which this visit judges, with the events that were recorded by its day of knowledge."""
        return self.register.law_known(self.known_on)

    @property
    def sight(self) -> int:
        """The judged view of the register on the days of this visit; asked anew, since an action may have changed it."""
        return self.register.sight(self.on, self.law_on, self.known_on)

    @property
    def past(self) -> bool:
        """Is an earlier state of the register looked at, in which nothing can be written?"""
        return self.known_on is not None

    @property
    def days(self) -> dict[str, str]:
        """The days of this visit that are not the usual ones, as a link names them."""
        said = {"on": self.on if self.on != self.today else None, "law_on": self.law_on if self.law_on != self.on else None}
        return {name: day.isoformat() for name, day in (said | {"known_on": self.known_on}).items() if day}

    @cached_property
    def parties(self) -> dict[str, Party]:
        return self.register.parties(self.known_on)

    @cached_property
    def names(self) -> dict[str, str]:
        """Id of a party to its name."""
        return {id: party.name for id, party in self.parties.items()}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Names of parties and of provisions by their ids, for the sentence of a filter."""
        return law_words.names(self.law.provisions, self.words) | self.names

    @cached_property
    def touched(self) -> dict[str, Touched]:
        """Id of a provision to how many transfers it touches; what no transfer is touched by is not there."""
        law = self.law.in_force(self.law_on).digest
        return _touched(self, self.register.known(self.known_on), self.on, self.law_on, law)

    def ask(self, name: str, chosen: Filter | None = None, **more: object) -> Answer:
        """The answer of one exhibit for this visit, which nobody may change: it is kept for the next run of the page."""
        (applied, sight), chosen = self._seen(), chosen or Filter()
        asked = (name, sight, chosen.json(), repr(sorted(more.items())))
        return remembered.answer(self.register, applied, asked, lambda: exhibit.ask(self.register, name, sight, chosen, **more))

    def _seen(self) -> tuple[int, int]:
        """The last entry that the judged view knows, and the view. It may know more by the time it is asked, and never less."""
        while True:
            applied, sight = self.register.applied.sequence, self.sight
            if self.register.applied.sequence == applied:
                return applied, sight


# Counted over everything that was found of every transfer: kept while the journal, the days and the law stay the same.
@st.cache_data(max_entries=12, show_spinner=False)
def _touched(_visit: Visit, known: int, on: date, law_on: date, law: str) -> dict[str, Touched]:
    return law_touched.counts(_visit.ask("law_touched"))
