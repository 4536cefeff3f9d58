"""Reviews that are recorded, and the cards of a period as they are found: by asking, never from a list that somebody made."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import orjson

from transfer_register.errors import Refused
from transfer_register.exhibits import exhibit
from transfer_register.law.in_force import Change
from transfer_register.model.filter import Filter
from transfer_register.model.review import Review
from transfer_register.register.answer import Answer
from transfer_register.register.register import Register

_FOUND = """
SELECT id, version, state FROM other_history
WHERE kind = 'review' AND live AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known) ORDER BY id
"""
_STILL_KEPT = "SELECT count(*) FROM sight WHERE sight IN (SELECT unnest($sights::INTEGER[]))"
# How often a question is put again whose views were given up meanwhile.
_PATIENCE = 5


@dataclass(frozen=True)
class Recorded:
    """A review as it stands."""

    id: str
    version: int
    review: Review

    @property
    def signed(self) -> bool:
        return self.review.signature is not None


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter of a day."""
    month = (day.month - 1) // 3 * 3 + 1
    return date(day.year, month, 1), date(day.year, month + 2, monthrange(day.year, month + 2)[1])


def reviews(register: Register, known_on: date | None = None) -> list[Recorded]:
    """Every review by id."""
    rows = register.ask(_FOUND, {"known": register.known(known_on)}).rows
    return [Recorded(id, version, Review.model_validate(orjson.loads(state))) for id, version, state in rows]


def review_of(register: Register, first: date, last: date, known_on: date | None = None) -> Recorded | None:
    """The review of a period; None while nobody moved a card of it."""
    found = (one for one in reviews(register, known_on) if (one.review.first, one.review.last) == (first, last))
    return next(found, None)


@dataclass(frozen=True)
class Looked:
    """A period as it is looked at on a day, under the law of a day; `before` is the last day before the period.

    `recorded` is its review, None while nobody moved a card. `laws` is what the law changed after `before` up to the last day.
    Asks as often as it is asked, so that what was recorded meanwhile is told.
    """

    register: Register
    first: date
    last: date
    on: date
    law_on: date
    known_on: date | None = None
    recorded: Recorded | None = None
    laws: tuple[Change, ...] = field(default=(), repr=False)

    @property
    def before(self) -> date:
        return self.first - timedelta(days=1)

    def stacks(
        self, chosen: Filter | None = None, *, columns: Sequence[str] | None = None, limit: int = 30, offset: int = 0
    ) -> Answer:
        """The stacks of a page, recipient by recipient, in each column (exhibit review_stacks)."""
        return self._ask("review_stacks", chosen, columns=_some(columns), limit=limit, offset=offset)

    def cards(
        self, chosen: Filter | None = None, *, columns: Sequence[str] | None = None, recipients: Sequence[str] | None = None,
        transfers: Sequence[str] | None = None, limit: int | None = None, offset: int = 0,
    ) -> Answer:  # fmt: skip
        """The cards, transfer by transfer (exhibit review_cards); `limit` None: all of them."""
        more = {} if limit is None else {"limit": limit}
        return self._ask(
            "review_cards", chosen, columns=_some(columns), recipients=_some(recipients), transfers=_some(transfers),
            offset=offset, **more,
        )  # fmt: skip

    def counts(self, chosen: Filter | None = None) -> Answer:
        """How many transfers had each verdict and band before, and have it now (exhibit review_counts)."""
        for _ in range(_PATIENCE):
            sight, earlier, _older = self._sights()
            answer = exhibit.ask(self.register, "review_counts", sight, chosen, earlier=earlier)
            if self._kept({earlier}):
                break
        return answer

    def _ask(self, name: str, chosen: Filter | None, **more: Any) -> Answer:
        register = self.register
        laws = [{"provision": one.provision.id, "day": one.day, "what": what_changes(one)} for one in self.laws]
        for _ in range(_PATIENCE):
            sight, earlier, older = self._sights()
            answer = exhibit.ask(
                register, name, sight, chosen, earlier=earlier, older=older, first=self.first, last=self.last,
                after=register.known(self.before), upto=register.known(self.known_on),
                review=self.recorded.id if self.recorded else None, laws=orjson.dumps(laws).decode(), **more,
            )  # fmt: skip
            if self._kept({earlier, older}):
                break
        return answer

    def _sights(self) -> tuple[int, int, int]:
        """The sight of now, that of the last day before as it was known then, and that of now by the law of that day."""
        register, before = self.register, self.before
        # Where nothing was recorded since, the view is shared with other screens.
        known = None if register.known(before) == register.known(self.known_on) else before
        earlier = register.sight(before, before, known)
        law = register.law_known(self.known_on)
        same_law = law.in_force(before).digest == law.in_force(self.law_on).digest
        older = register.sight(self.on, self.law_on if same_law else before, self.known_on)
        return register.sight(self.on, self.law_on, self.known_on), earlier, older

    def _kept(self, sights: set[int]) -> bool:
        return self.register.ask(_STILL_KEPT, {"sights": sorted(sights)}).rows[0][0] == len(sights)


def look(
    register: Register, first: date, last: date, *, on: date, law_on: date | None = None, known_on: date | None = None
) -> Looked:
    """A period as it stands on a day. Raises `Refused` for days in the wrong order, and where it begins after the day."""
    if last < first:
        raise Refused(f"The last day, {last}, lies before the first one, {first}; turn them round.")
    if first > on:
        raise Refused(f"The period begins on {first}, after the day that is looked at, {on}. Choose a period that has begun.")
    changes = tuple(register.law_known(known_on).changes(first - timedelta(days=1), last))
    return Looked(
        register, first, last, on, law_on or on, known_on, review_of(register, first, last, known_on), changes
    )  # fmt: skip


def what_changes(change: Change) -> str:
    """What a change of the law does: begins, ends or changes."""
    if change.before is None or change.before.lapsed:
        return "begins"
    return "ends" if change.after is None or change.after.lapsed else "changes"


def _some(values: Sequence[str] | None) -> list[str] | None:
    return None if values is None else list(values)
