"""A difference of two days in words: what a record is called, its fields, and everything in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from transfer_register.exhibits.record_words import FIELDS, Difference, differences
from transfer_register.exhibits.style import counted, day, number
from transfer_register.model.vocabulary import Words

WHATS = {"added": "Added", "changed": "Changed", "ended": "Ended", "as_before": "As before"}
KINDS = {"transfer": ("transfer", "transfers"), "party": ("party", "parties"), "setting": ("setting", "settings")}
TURNS = {"came_into_force": "Came into force", "went_out_of_force": "Went out of force"}
BECAUSE = {
    "law": "The law changed", "record": "The record changed", "both": "Record and law changed", "time": "Time passed",
}  # fmt: skip
_NAMING = ("exporter", "importer", "parent")


def title(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """`Acme SE to Northwind Inc.` of a transfer, the name of a party, `Organisation` of the setting."""
    match row["kind"]:
        case "transfer":
            return " to ".join(names.get(row[side], row[side]) for side in ("exporter", "importer"))
        case "party":
            return names.get(row["record"], row["record"])
    return row["record"].capitalize()


def named(row: Mapping[str, Any]) -> Iterator[str | None]:
    """The ids of all parties that a row of an exhibit names, before and after, its own among them."""
    yield from (row["record"], row["exporter"], row["importer"])
    for state in (row.get("was"), row.get("now")):
        yield from (state.get(side) for side in _NAMING if state)


def fields(
    words: Words, names: dict[str, str], kind: str, was: dict[str, Any] | None, now: dict[str, Any] | None
) -> list[Difference]:
    """Every field that two states do not share, both values in words; of a setting by the names it was given."""
    old, new = was or {}, now or {}
    if kind == "setting":
        return [
            Difference(name, FIELDS.get(name, (name.replace("_", " ").capitalize(),))[0], _said(old, name), _said(new, name))
            for name in sorted(old.keys() | new.keys())
            if old.get(name) != new.get(name)
        ]
    found = differences(words, names, was, now)
    if was and now and old.get("origin") != new.get("origin"):
        found.append(Difference("origin", FIELDS["origin"][0], _origin(old), _origin(new)))
    return found


def _said(state: dict[str, Any], name: str) -> str:
    value = state.get(name)
    return "–" if value in (None, "", []) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _origin(state: dict[str, Any]) -> str:
    origin = state.get("origin")
    if not origin:
        return "by hand"
    return f"{origin['file']}, line {origin['line']}" if origin.get("line") else origin["file"]


def period(first: date, last: date) -> str:
    """`1 March and 23 November 2026`; the year once where it is the same."""
    return f"{day(first) if first.year != last.year else f'{first.day} {first:%B}'} and {day(last)}"


def sentence(
    first: date, last: date, records: Counter[tuple[str, str]], people: int, turns: Counter[str], verdicts: int | None = None
) -> str:
    """`Between 1 March and 23 November 2026, 4 people added 23 transfers, changed 12 and ended 3; 2 verdicts differ.`

    `records` counts by (kind, what), `turns` by what came into force or went out of it; `verdicts` is None while nobody asked.
    """
    parts = [f"{counted(people, 'person', 'people')} {done}" if (done := _done(records)) else "nothing that was recorded differs"]
    if back := sum(number for (_, what), number in records.items() if what == "as_before"):
        said = "was touched and stands" if back == 1 else "were touched and stand"
        parts.append(f"{counted(back, 'record')} {said} as before")
    turned = [f"{counted(turns[what], 'record')} {label.lower()}" for what, label in TURNS.items() if turns[what]]
    if turned:
        parts.append(f"{' and '.join(turned)} on a day set before")
    if verdicts is not None:
        differ = f"{counted(verdicts, 'verdict')} {'differs' if verdicts == 1 else 'differ'}"
        parts.append(differ if verdicts else "no verdict differs")
    return f"Between {period(first, last)}, {'; '.join(parts)}."


def _done(records: Counter[tuple[str, str]]) -> str:
    """`added 23 transfers and 5 parties, changed 12 transfers and ended 3`: a kind is not said again where it is the same."""
    verbs, before = [], None
    for what, verb in (("added", "added"), ("changed", "changed"), ("ended", "ended")):
        kinds = [kind for kind in KINDS if records[kind, what]]
        if not kinds:
            continue
        if kinds == before and len(kinds) == 1:
            said = [number(records[kinds[0], what])]
        else:
            said = [counted(records[kind, what], *KINDS[kind]) for kind in kinds]
        verbs.append(f"{verb} {enumerated(said)}")
        before = kinds
    return enumerated(verbs)


def enumerated(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
