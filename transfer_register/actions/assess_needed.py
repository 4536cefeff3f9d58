"""What needs an assessment and has none: transfers of one kind together, as drafts that open themselves.

A draft that nobody touched is a view of the register and no record, so it is never stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from transfer_register.actions.assess_kinds import calling, depths
from transfer_register.actions.opening import questionnaires
from transfer_register.assessment.questionnaire import Questionnaire
from transfer_register.errors import Refused
from transfer_register.exhibits.style import country
from transfer_register.law.in_force import Library
from transfer_register.model.vocabulary import Words
from transfer_register.register.register import Register


@dataclass(frozen=True)
class Needed:
    """Transfers of one kind that need an assessment: of one kit, to one importer and destination, by the same tools, in the same
    roles, under the same regimes. `key` names the kind for good; `why` are sentences; `depth` is the id of the proposed one.

    `score` and `band` are the worst of its transfers.
    """

    key: str
    kit: str
    regimes: tuple[str, ...]
    importer: str
    destination: str | None
    tools: tuple[str, ...]
    transfers: tuple[str, ...]
    why: tuple[str, ...]
    depth: str
    title: str
    roles: tuple[str | None, str | None] = (None, None)
    exporters: tuple[str, ...] = ()
    score: float | None = None
    band: str = "open"
    owners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kinds:
    """What calls for assessments on a day. `needed` is what no live assessment speaks for; `alike` are, by live assessment, the
    transfers of the same kind as its own for which none speaks; `keys` the kinds of its own transfers."""

    needed: list[Needed] = field(default_factory=list)
    alike: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)


def needed(register: Register, *, on: date, law_on: date | None = None, known_on: date | None = None) -> list[Needed]:
    """What needs an assessment and is covered by none that is live, nor alike to what one covers; the worst score first."""
    return kinds(register, on=on, law_on=law_on, known_on=known_on).needed


def needed_by_key(
    register: Register, key: str, *, on: date, law_on: date | None = None, known_on: date | None = None
) -> Needed:  # fmt: skip
    """One of them. Raises `Refused` where it is not needed, or not any more."""
    importer = next((part for part in key.split(".") if part in register.parties(known_on)), "")
    found = kinds(register, on=on, law_on=law_on, known_on=known_on, importers=(importer,))
    for one in found.needed:
        if one.key == key:
            return one
    begun = [id for id, keys in found.keys.items() if key in keys]
    if begun:
        raise Refused(f"This assessment was begun already: {', '.join(begun)}. Open that one.")
    raise Refused("No transfer needs this assessment, or none any more. Look at the board of assessments.")


# What was found last of a register, by the days and the last entry that was looked at: screens ask for it again and again.
_found: WeakKeyDictionary[Register, tuple[tuple, Kinds]] = WeakKeyDictionary()


def kinds(
    register: Register, *, on: date, law_on: date | None = None, known_on: date | None = None,
    importers: Collection[str] | None = None,
) -> Kinds:  # fmt: skip
    """Everything that calls for an assessment on a day, under the law of a day; `importers` limits it."""
    if importers is not None:
        return _kinds(register, on, law_on or on, known_on, importers)
    register.follow()
    asked = (on, law_on or on, known_on, register.applied.sequence, id(register.law))
    last = _found.get(register)
    if last is None or last[0] != asked:
        last = _found[register] = (asked, _kinds(register, on, law_on or on, known_on, None))
    return last[1]


def _kinds(register: Register, on: date, law_on: date, known_on: date | None, importers: Collection[str] | None) -> Kinds:
    kits = questionnaires()
    sight, rows = calling(register, kits, on=on, law_on=law_on, known_on=known_on, importers=importers)
    open_rows = [row for row in rows if not row["assessments"]]
    proposed = depths(register, sight, open_rows, kits.kits)
    alike, keys = defaultdict(list), defaultdict(list)
    for row in rows:
        for id in row["assessments"] or ():
            alike[id] += row["uncovered"] or ()
            keys[id].append(row["key"])
    told = (register.words, register.law)
    return Kinds(
        [_needed(row, depth, kits[row["kit"]], *told) for row, depth in zip(open_rows, proposed, strict=True)],
        {id: tuple(dict.fromkeys(found)) for id, found in alike.items() if found},
        {id: tuple(found) for id, found in keys.items()},
    )


def _needed(row: Mapping[str, Any], depth: str, kit: Questionnaire, words: Words, law: Library) -> Needed:
    why = sorted({_why(each, kit, words, law) for each in row["why"]})
    order = [*words.lists["regimes"], *kit.regimes]
    where = country(words, row["destination"]) if row["destination"] else "destination not known"
    return Needed(
        row["key"], row["kit"], tuple(sorted(row["regimes"], key=order.index)), row["importer"], row["destination"],
        tuple(row["tools"] or ()), tuple(row["transfers"]), tuple(why), depth, f"{row['importer_name']}, {where}",
        (row["exporter_role"], row["importer_role"]), tuple(row["exporters"]), row["score"], row["band"] or "open",
        tuple(owner for owner in row["owners"] or () if owner),
    )  # fmt: skip


def _why(each: str, kit: Questionnaire, words: Words, law: Library) -> str:
    regime, _, provision = each.partition(" ")
    if not provision:
        return f"{kit.short}: asked for by what is recorded of exporter and destination"
    return f"{words.label('regimes', regime)}: {law.provisions[provision].title}"
