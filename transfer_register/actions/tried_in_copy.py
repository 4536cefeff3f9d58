"""Tries any action on a copy of some transfers, and tells what it changes for them: judged by doing it, never kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from transfer_register.actions.simulated import Simulated
from transfer_register.actions.simulated_rows import compared
from transfer_register.model.event import Event
from transfer_register.model.filter import Filter
from transfer_register.register.copied import copied
from transfer_register.register.register import Register

ALL = Filter()


def tried_in_copy(
    register: Register, transfers: Collection[str], act: Callable[[Register], None], *, on: date, law_on: date | None = None,
    known_on: date | None = None, filter: Filter = ALL, events: tuple[Event, ...] = (), also: Collection[str] = (),
) -> Simulated:  # fmt: skip
    """Does something with a copy of the transfers, of those joined to them by what follows what, and of what bears on them.

    `act` is given the copy, a register like any other; what it records there counts as recorded after everything copied. Both
    views are of the day `on` under the law of `law_on`, `on` unless said, as known at `known_on`. `affected` are those of the
    copied transfers that the filter lets through before. `also` are ids of further records that `act` names. Close the result:
    the copy goes with it. What `act` raises is raised, and the copy is gone.
    """
    law_on = law_on or on
    copy = copied(register, transfers, known_on=known_on, also=also)
    try:
        act(copy)
        before = copy.sight(on, law_on, copy.held_until)
        after = copy.sight(on, law_on)
        affected = compared(copy, before, after, filter)
    except BaseException:
        copy.close()
        raise
    return Simulated(events, copy, before, after, on, law_on, filter, affected, borrowed=False)
