"""What an event would do, before anybody records it: the register judged by the law before and after, and what mends it.

Nothing is written. What changes records, not law, is done in a copy (`simulate_records`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from transfer_register.actions.fix import cheapest
from transfer_register.actions.fix_plan import Fix
from transfer_register.actions.simulate_records import simulated_records
from transfer_register.actions.simulated import Simulated
from transfer_register.actions.simulated_rows import affected_of
from transfer_register.errors import Refused, TransferRegisterError
from transfer_register.exhibits import exhibit
from transfer_register.law.amended import LAW_KINDS, Happened, amended
from transfer_register.law.in_force import Library
from transfer_register.model.event import Event
from transfer_register.model.filter import Filter
from transfer_register.register.current import Tell
from transfer_register.register.register import Register

# Asked again where a view was given up meanwhile, because many other days were looked at.
_PATIENCE = 5
_STILL_KEPT = "SELECT count(*) FROM sight WHERE sight IN ($before, $after)"
EVERY = Filter()


def simulate(
    register: Register,
    events: Sequence[Event],
    *,
    on: date,
    law_on: date | None = None,
    known_on: date | None = None,
    filter: Filter = EVERY,
    library: Library | None = None,
    law_before: date | None = None,
) -> Simulated:
    """The chosen transfers before and after some events, on the same days; nothing is recorded.

    `law_on` is the day of the law, unless said the latest on which an event takes effect, or `on` where that is later. `library`
    is the law in which the events happen, the register's own unless said. `law_before` asks what the law itself did between two
    days: without events, it is the day of the law before. Raises `Refused` for what cannot happen together or to what there is
    not, `NotLaw` with every problem of files of law that are added.
    """
    check(events, law_before)
    law_on = law_on or max([on, *(event.effective_on for event in events)])
    records = [event for event in events if event.kind not in LAW_KINDS]
    if records:
        return simulated_records(register, records[0], on=on, law_on=law_on, known_on=known_on, filter=filter)
    standing = library or register.law_known(known_on)
    changed = amended(standing, [Happened(event) for event in events], register.words) if events else standing
    before, after, rows = _asked(register, standing, changed, on, (law_before or law_on, law_on), known_on, filter)
    return Simulated(tuple(events), register, before, after, on, law_on, filter, affected_of(rows, register.words))


def check(events: Sequence[Event], law_before: date | None = None) -> None:
    """Raises `Refused` where an event lacks what its kind needs, or events cannot be simulated together."""
    if not events and law_before is None:
        raise Refused("Nothing happens: name an event, or two days of the law.")
    needs = {
        "ends": ("provisions", "which provision ends"), "law": ("files", "which law is added"),
        "concern": ("country", "which country becomes of concern"), "moves": ("country", "to which country the vendor moves"),
        "bought": ("buyer", "who buys the vendor"),
    }  # fmt: skip
    for event in events:
        field, what = needs[event.kind]
        if not getattr(event, field):
            raise Refused(f"Say {what}.")
        if event.kind in ("moves", "bought") and not event.party:
            raise Refused("Say which vendor it is.")
    if any(event.kind not in LAW_KINDS for event in events) and len(events) > 1:
        raise Refused("What happens to a vendor is looked at by itself: take the other events out.")


def mending(
    register: Register, simulated: Simulated, target: str | None = None, *, tell: Tell = lambda sentence, share: None
) -> Fix:
    """The acts that mend the most of what became worse, tried by the judge under the changed law; see `fix.cheapest`.

    An act is done on the day on which the event takes effect, where that is later than the day of the register: an assessment
    for a country of concern must not be older than that.
    """
    worse, asked, sight = tuple(each.transfer for each in simulated.worse), simulated.register, simulated.after
    if any(event.kind == "concern" for event in simulated.events) and simulated.law_on > simulated.on:
        changed = amended(register.law, [Happened(event) for event in simulated.events], register.words)
        sight = asked.sight(simulated.law_on, simulated.law_on, law=changed)
    # Without any transfer a filter would let all through.
    return cheapest(asked, sight, Filter(transfers=worse), target, tell=tell) if worse else Fix(target, (), (), {}, ())


def _asked(
    register: Register, standing: Library, changed: Library, on: date, law_days: tuple[date, date], known_on: date | None,
    filter: Filter,
) -> tuple[int, int, list[dict[str, Any]]]:  # fmt: skip
    for _ in range(_PATIENCE):
        before = register.sight(on, law_days[0], known_on, standing)
        after = register.sight(on, law_days[1], known_on, changed)
        rows = exhibit.ask(register, "simulated", after, filter, before=before).dicts()
        if register.ask(_STILL_KEPT, {"before": before, "after": after}).rows[0][0] == len({before, after}):
            return before, after, rows
    raise TransferRegisterError("Too many different days are being looked at at once. Try again.")
