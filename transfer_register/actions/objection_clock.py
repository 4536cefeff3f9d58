"""The objection clock: by which day the exporter may object, under the contract and under the letter, with the arithmetic.

The contract's days are asked and never assumed. The day of the event is not counted, as in Regulation (EEC, Euratom) No 1182/71
Article 3(1); a last day on a weekend is told and never moved, since the law of the contract may count otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from transfer_register.exhibits.style import counted, day
from transfer_register.model.announcement import Announcement

_EVENTS = {"received": "received", "dated": "dated"}
_COUNTING = (
    "The day of the event is not counted: the first day is the one after it, and the last runs until midnight (as in Regulation "
    "(EEC, Euratom) No 1182/71, Article 3(1)).",
    "Periods of a contract may follow the national law that governs it. Look whether it counts otherwise.",
)
_WEEKEND = (5, 6)


@dataclass(frozen=True)
class End:
    """One of the two periods. `ground` is contract or letter; without `last_day`, `missing` says what to ask."""

    ground: str
    heading: str
    last_day: date | None
    shown: str
    arithmetic: str
    told: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clock:
    """Both ends on a day. `governs` is contract, letter, both (the same day) or None; `days_left` 0 is the last day itself."""

    contract: End
    letter: End
    last_day: date | None
    governs: str | None
    rests_on_one: bool
    days_left: int | None
    passed: bool
    effective_on: date | None
    days_between: int | None
    headline: str
    says: tuple[str, ...]
    missing: tuple[str, ...]
    counting: tuple[str, ...] = _COUNTING


def weekday_of(value: date) -> str:
    """`Saturday, 5 December 2026`."""
    return f"{value:%A}, {day(value)}"


def clock(announcement: Announcement, today: date) -> Clock:
    """The clock of an announcement as it stands on a day."""
    contract, letter = _contract(announcement), _letter(announcement)
    known = [end for end in (contract, letter) if end.last_day]
    last = min((end.last_day for end in known), default=None)
    first = [end.ground for end in known if end.last_day == last]
    governs = None if not first else "both" if len(first) == 2 else first[0]
    left = (last - today).days if last else None
    effective = announcement.effective_on
    between = (effective - last).days if last and effective else None
    missing = (*contract.missing, *letter.missing, *(() if effective else ("Ask from which day the change holds.",)))
    return Clock(
        contract=contract, letter=letter, last_day=last, governs=governs, rests_on_one=len(known) == 1, days_left=left,
        passed=left is not None and left < 0, effective_on=effective, days_between=between,
        headline=_headline(last, left, governs), says=tuple(_says(contract, letter, last, governs, effective, today)),
        missing=missing,
    )  # fmt: skip


def _contract(told: Announcement) -> End:
    heading, clause = "Contract", f" under {told.clause}" if told.clause else ""
    if told.contract_days is None:
        ask = "Ask what the contract says: how many days there are to object, and from which day they count."
        return End("contract", heading, None, "Not known: ask what the contract says", "", (), (ask,))
    days = counted(told.contract_days, "day")
    if told.contract_from is None:
        ask = f"Ask from which day the contract counts its {days}: from the day of the letter, or from its receipt."
        return End("contract", heading, None, "Not known: from which day is not said", f"{days}{clause}", (), (ask,))
    missing = () if told.clause else ("Name the clause of the contract that gives the days.",)
    return _counted("contract", heading, told, told.contract_days, told.contract_from, clause, missing)


def _letter(told: Announcement) -> End:
    heading = "Letter"
    if told.letter_until is not None:
        return _end("letter", heading, told.letter_until, f"The letter names the day itself: {day(told.letter_until)}")
    if told.letter_days is None:
        ask = "Look whether the letter itself grants a time to object; if it does, record it."
        return End("letter", heading, None, "Not known: no time to object is recorded from the letter", "", (), (ask,))
    if told.letter_from is not None:
        return _counted("letter", heading, told, told.letter_days, told.letter_from, "", ())
    end = _counted("letter", heading, told, told.letter_days, "dated", "", ())
    if end.last_day is None:
        return end
    note = "; the letter is not recorded to say from which day it counts, so the earlier one, its date, is taken"
    return _end("letter", heading, end.last_day, end.arithmetic + note, end.missing)


def _counted(
    ground: str, heading: str, told: Announcement, days: int, since: str, clause: str, missing: tuple[str, ...]
) -> End:  # fmt: skip
    event = told.received_on if since == "received" else told.dated_on
    length = counted(days, "day")
    if event is None:
        ask = "Record on which day the letter was received." if since == "received" else "Record which day the letter is dated."
        shown = f"Not known: {length} from the day it was {_EVENTS[since]}, which is not recorded"
        return End(ground, heading, None, shown, f"{length}{clause}", (), (ask, *missing))
    if (date(MAXYEAR, 12, 31) - event).days < days:
        return End(ground, heading, None, "Not known: the day is out of reach", f"{length}{clause}", (), missing)
    last = event + timedelta(days=days)
    return _end(ground, heading, last, f"{day(event)} ({_EVENTS[since]}) + {length} = {day(last)}{clause}", missing)


def _end(ground: str, heading: str, last: date, arithmetic: str, missing: tuple[str, ...] = ()) -> End:
    told = []
    if last.weekday() in _WEEKEND:
        told.append(
            f"It is a {last:%A}. The day is not moved here: whether the period then ends on the next working day is for the "
            "contract and its law to say. Object before it."
        )
    else:
        told.append(f"It is a {last:%A}. Public holidays are not known here: look whether it is one.")
    return End(ground, heading, last, weekday_of(last), arithmetic, tuple(told), missing)


def _headline(last: date | None, left: int | None, governs: str | None) -> str:
    if last is None or left is None:
        return "The last day to object is not known."
    ground = {"contract": "under the contract", "letter": "under the letter", "both": "under contract and letter"}[governs or ""]
    if left < 0:
        return f"The time to object ended on {weekday_of(last)}, {counted(-left, 'day')} ago ({ground})."
    if left == 0:
        return f"Object today: {weekday_of(last)} is the last day ({ground})."
    return f"Object by {weekday_of(last)}: {counted(left, 'day')} left ({ground})."


def _says(contract: End, letter: End, last: date | None, governs: str | None, effective: date | None, today: date):
    if contract.last_day and letter.last_day and governs != "both":
        later = letter if governs == "contract" else contract
        apart = counted(abs((contract.last_day - letter.last_day).days), "day")
        yield f"Contract and letter differ: the {later.ground} ends {apart} later. The earlier day is taken."
    elif last is not None and governs != "both":
        other = "letter" if governs == "contract" else "contract"
        yield f"This rests on the {governs} alone; what the {other} says is not known."
    if effective is None:
        return
    if last is not None and effective <= last:
        apart = counted((last - effective).days, "day")
        when = "on the last day to object" if effective == last else f"{apart} before the last day to object"
        yield f"The change holds from {day(effective)}, {when}: it would begin while the exporter may still object."
    elif last is not None:
        yield f"The change holds from {day(effective)}, {counted((effective - last).days, 'day')} after the last day to object."
    if effective <= today:
        yield "The effective day has come." if effective == today else "The effective day is past."
