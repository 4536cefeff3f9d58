"""How many of the transfers that an event harmed are still not carried, day by day until its tasks are done."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, date, datetime, time, timedelta

import orjson

from transfer_register.actions.event_tasks import RecordedEvent, found_event
from transfer_register.actions.fix_plan import CARRIED
from transfer_register.errors import Unavailable
from transfer_register.register.copied import copied
from transfer_register.register.register import Register

# What was found of days that are over is kept beside the journal under the id of the event; losing it costs time only.
SHELF = "remainder"
_PATIENCE = 0.2

_LEFT = """
SELECT count(*) FROM transfers_on($sight)
WHERE id IN (SELECT unnest($affected::VARCHAR[])) AND NOT list_contains($carried, verdict)
"""
# Days on which a verdict may turn: something was recorded that is judged, or a transfer begins or has ended.
_DAYS = """
SELECT DISTINCT day FROM (
    SELECT recorded_at::DATE AS day FROM change WHERE kind IN ('transfer', 'party', 'assessment', 'evidence', 'event')
    UNION ALL
    SELECT unnest([valid_from, valid_to + 1]) FROM transfer_history WHERE id IN (SELECT unnest($affected::VARCHAR[]))
)
WHERE day > $first AND day <= $last
"""


def remainder(register: Register, id: str, *, until: date) -> list[tuple[date, int]]:
    """For each day since the event was recorded, up to `until`: how many of those it harmed were not carried at its end (UTC).

    Each day as known then, by the law of that day, or of the event's day where that is later. A transfer that ended counts no
    more. Judged are the days on which something was recorded, a transfer began or ended, or a law changed; the others repeat
    the day before, so what only time brings (an assessment that grows old) shows with the next of these days. A day that is
    over is judged once, in a copy of the harmed transfers alone, and kept. Raises `Refused` where there is no such event.
    """
    recorded = found_event(register, id)
    first, affected = date.fromisoformat(recorded.since[:10]), recorded.event.affected
    if until < first:
        return []
    turning = _turning(register, recorded, first, until)
    known = _kept(register, id)
    past = [day for day in turning if day < until and day not in known]
    if past:
        known |= _past(register, recorded, past)
        _keep(register, id, known)
    if until in turning:
        known[until] = _left(register, _sight(register, recorded, until, register.known(until) < register.known(None)), affected)
    days = (first + timedelta(days=number) for number in range((until - first).days + 1))
    found: list[tuple[date, int]] = []
    for day in days:
        found.append((day, known[day] if day in turning else found[-1][1]))
    return found


def _turning(register: Register, recorded: RecordedEvent, first: date, until: date) -> set[date]:
    asked = {"first": first, "last": until, "affected": list(recorded.event.affected)}
    days = {day for (day,) in register.ask(_DAYS, asked).rows}
    return {first} | days | {change.day for change in register.law.changes(first, until)}


def _past(register: Register, recorded: RecordedEvent, days: list[date]) -> dict[date, int]:
    affected = recorded.event.affected
    with closing(copied(register, affected)) as copy:
        return {day: _left(copy, _sight(copy, recorded, day, limited=True), affected) for day in days}


def _sight(register: Register, recorded: RecordedEvent, day: date, limited: bool) -> int:
    """The view of a day as known at its end; a day after which nothing was recorded shares its view with the screens."""
    return register.sight(day, max(day, recorded.event.effective_on), day if limited else None)


def _left(register: Register, sight: int, affected: tuple[str, ...]) -> int:
    return register.ask(_LEFT, {"sight": sight, "affected": list(affected), "carried": list(CARRIED)}).rows[0][0]


def _kept(register: Register, id: str) -> dict[date, int]:
    kept = register.kept(SHELF).get(id)
    return {date.fromisoformat(day): left for day, left in orjson.loads(kept.body).items()} if kept else {}


def _keep(register: Register, id: str, known: dict[date, int]) -> None:
    body = orjson.dumps({day.isoformat(): left for day, left in sorted(known.items())})
    # Whoever writes just now is not kept waiting for something that can be found again.
    with suppress(Unavailable):
        register.keep(SHELF, id, body, "register", datetime.combine(max(known), time.min, UTC), _PATIENCE)
