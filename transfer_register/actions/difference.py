"""The difference of two days of the register: what was added, changed and ended, by whom and why, and which verdicts differ."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from transfer_register.errors import Refused
from transfer_register.exhibits import difference_words
from transfer_register.exhibits.differing import Act, Change, Narrowed, Step, Turn
from transfer_register.exhibits.two_days import TwoDays
from transfer_register.register.register import Register


def between(register: Register, first: date, last: date, *, today: date, narrowed: Narrowed | None = None) -> TwoDays:
    """What lies between the end of one day and the end of another (UTC). Raises `Refused` for days in the wrong order."""
    if last < first:
        raise Refused(f"The later day, {last}, lies before the earlier one, {first}; turn them round.")
    return TwoDays(register, first, last, today=today, narrowed=narrowed)


def difference(
    register: Register, first: date, last: date, *, today: date, narrowed: Narrowed | None = None, verdicts: bool = False
) -> dict[str, Any]:
    """Everything as one document: `{from, to, sentence, added, changed, ended, as_before, came_into_force, went_out_of_force,
    acts, verdicts?}`.

    A change is `{record, kind, title, fields: [{field, heading, was, now}], steps: [{at, actor, why, batch, what}]}`; an act
    holds what it did itself, step by step, and a record the net of all its steps. `verdicts` judges both days.
    Raises `Refused` for days in the wrong order.
    """
    days = between(register, first, last, today=today, narrowed=narrowed)
    changes, _ = days.changes()
    turns, turned = days.in_force()
    found, _, differ = days.verdicts() if verdicts else (None, 0, None)
    told: dict[str, Any] = {"from": first, "to": last, "sentence": sentence(days, turned, differ)}
    for what in difference_words.WHATS:
        told[what] = [_change(each) for each in changes if each.what == what]
    for what in difference_words.TURNS:
        told[what] = [_turn(each) for each in turns if each.what == what]
    told["acts"] = [_act(each) for each in days.acts()[0]]
    return told | ({} if found is None else {"verdicts": [dict(vars(each)) for each in found]})


def sentence(days: TwoDays, turned: Counter[str], differ: int | None = None) -> str:
    """The difference in one sentence; `turned` counts what came into force or went out of it, `differ` the verdicts that do.

    `differ` is None while nobody asked for them.
    """
    counts = days.counts()
    return difference_words.sentence(days.first, days.last, counts.records, len(counts.actors), turned, differ)


def _change(change: Change) -> dict[str, Any]:
    return {
        "record": change.record,
        "kind": change.kind,
        "title": change.title,
        "fields": _fields(change),
        "steps": [_step(step) for step in change.steps],
    }


def _fields(change: Change) -> list[dict[str, str]]:
    return [dict(vars(field)) for field in change.fields]


def _step(step: Step) -> dict[str, Any]:
    return {"at": _at(step.at), "actor": step.actor, "why": step.why, "batch": step.batch, "what": step.what}


def _turn(turn: Turn) -> dict[str, Any]:
    said = {"record": turn.record, "kind": turn.kind, "title": turn.title, "day": turn.day}
    return said | {"recorded_at": _at(turn.recorded_at), "actor": turn.actor}


def _act(act: Act) -> dict[str, Any]:
    said = {"batch": act.batch, "title": act.title, "at": _at(act.at), "actor": act.actor, "why": act.why}
    records = [
        {"record": each.record, "kind": each.kind, "what": each.what, "title": each.title, "fields": _fields(each)}
        for each in act.changes
    ]
    return said | {"counts": act.counts, "records": records}


def _at(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds") + "Z"
