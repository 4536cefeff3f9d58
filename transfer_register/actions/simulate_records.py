"""What a move or a purchase of a party would do to its transfers: done in a copy, judged there, and never kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import orjson

from transfer_register.actions.party_change import PartyChange, party_change
from transfer_register.actions.record_party_change import write_parties
from transfer_register.actions.simulated import Simulated
from transfer_register.actions.tried_in_copy import ALL, tried_in_copy
from transfer_register.model.event import Event
from transfer_register.model.filter import Filter
from transfer_register.register.copied import CopiedRegister
from transfer_register.register.register import Register
from transfer_register.register.writing import Writing

__all__ = ["simulated_records", "tried_in_copy"]

_CHOSEN = "SELECT id FROM chosen($sight, $filter) WHERE list_contains($ids, id) ORDER BY id"
_ASSESSMENTS = """
SELECT id, version, state FROM other_history
WHERE kind = 'assessment' AND live AND to_sequence IS NULL
  AND list_has_any(json_extract_string(state, '$.transfers[*]'), $ids::VARCHAR[])
ORDER BY id
"""


def simulated_records(
    register: Register, event: Event, *, on: date, law_on: date | None = None, known_on: date | None = None,
    filter: Filter = ALL,
) -> Simulated:  # fmt: skip
    """The transfers of a party that moves or is bought, before and after; what changes and what not says `party_change`.

    Both views are of the first day on which it is so, or of `on` where that is later, under the law of `law_on` (that day unless
    said): before it as the register stands, after it with the event. The copy holds the party's transfers that the filter lets
    through on that day, and those joined to them by what follows what; they keep their ids. (Recorded for real, a transfer that
    reads otherwise ends and begins anew, see `record_party_change`.) Raises `Refused` where the event cannot be.
    """
    day = max(on, event.effective_on)
    law_on = law_on or day
    change = party_change(register, event, known_on)
    touched: Collection[str] = change.touched
    if not filter.is_open():
        sight = register.sight(day, law_on, known_on)
        rows = register.ask(_CHOSEN, {"sight": sight, "filter": filter.json(), "ids": list(touched)}).rows
        touched = [row[0] for row in rows]

    def happen(copy: Register) -> None:
        assert isinstance(copy, CopiedRegister)
        with copy.batch("simulation", copy.written_at, event.title) as writing:
            _write(writing, copy, change)

    also = [*change.parties, *([event.buyer] if event.buyer else [])]
    return tried_in_copy(
        register, touched, happen, on=day, law_on=law_on, known_on=known_on, filter=filter, events=(event,), also=also
    )


def _write(writing: Writing, copy: Register, change: PartyChange) -> None:
    write_parties(writing, copy, change)
    written = []
    for id, state in change.transfers.items():
        if found := copy.record(id):
            writing.change(id, state, found.version)
            written.append(id)
    # An assessment of the destination until now covers no transfer that goes elsewhere, so that its files show nothing there.
    for id, version, text in copy.ask(_ASSESSMENTS, {"ids": written}).rows if change.event.kind == "moves" else ():
        state = orjson.loads(text)
        left = [each for each in state["transfers"] if each not in written]
        if left:
            writing.change(id, state | {"transfers": left}, version)
        else:
            writing.end(id, version)
