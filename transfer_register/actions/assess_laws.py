"""The laws of a destination by which authorities reach data, and what the law says of some transfers together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from transfer_register.actions.assess_known import Known
from transfer_register.assessment.holds import holds
from transfer_register.law.condition import All
from transfer_register.law.in_force import InForce, LawState, Library
from transfer_register.law.provision import ProvisionKind

OTHER = "other:"
_WORST = ("met", "unknown", "not_met")


@dataclass(frozen=True)
class LawRow:
    """A law of the destination by which authorities reach data. `role` is "problem" or "mitigating"; `outcome` says of this
    recipient: met (it reaches it), unknown (it may), not_met. A law that a person added has an id "other:<title>".

    `first` and `last` are the days of the wording in force, both included; None is open.
    """

    id: str
    title: str
    says: str
    role: str
    outcome: str
    threats: tuple[str, ...] = ()
    cite: str = ""
    confidence: str = ""
    first: date | None = None
    last: date | None = None
    note: str = ""

    @property
    def reaches(self) -> bool:
        """Is it to be looked at: does it reach the recipient, or may it?"""
        return self.outcome != "not_met"


def other(id: str) -> LawRow:
    """A law that a person added."""
    return LawRow(id, id.removeprefix(OTHER), "", "problem", "met")


def law_rows(
    library: Library, law_on: date, destination: str | None, known: Known, facts: Mapping[str, Any]
) -> tuple[LawRow, ...]:
    """The laws of the destination in force on the law's day, those that reach the recipient first.

    What was judged on some leg stands; where no regime judged, the facts are looked at here.
    """
    found: dict[str, set[str]] = {}
    for (_, provision), outcomes in known.outcomes("exposure").items():
        found.setdefault(provision, set()).update(outcomes)
    judged = any(leg.verdicts for leg in known.legs)
    rows = {}
    for p in library.in_force(law_on).provisions:
        if p.kind is ProvisionKind.EXPOSURE and p.id not in rows and (p.id in found or destination in p.provision.destinations):
            outcomes = found.get(p.id) or {"not_met" if judged else _looked(p, facts)}
            rows[p.id] = _row(p, min(outcomes, key=_WORST.index))
    return tuple(sorted(rows.values(), key=lambda row: (row.role != "problem", _WORST.index(row.outcome), row.title)))


def _looked(p: InForce, facts: Mapping[str, Any]) -> str:
    return {True: "met", False: "not_met", None: "unknown"}[holds(All((p.applies, p.requires)), facts)]


def _row(p: InForce, outcome: str) -> LawRow:
    own, version = p.provision, p.version
    source = version.source
    note = " ".join(text for text in (own.note, version.note) if text)
    cite = ", ".join(filter(None, (source.act, source.article)))
    return LawRow(
        p.id, own.title, own.says, own.role or "problem", outcome, own.threats, cite, source.confidence, version.first,
        version.last if version.last is not None else p.ends, note,
    )  # fmt: skip


def judged_facts(library: Library, law: LawState, known: Known, laws: Iterable[LawRow]) -> dict[str, bool]:
    """What the grounds, laws and measures say together (model.facts.JUDGED_FACTS); what is not the same for all, or not known,
    is left out. A law that reaches the recipient of one transfer counts for all of them."""
    said: dict[str, bool | None] = {}
    for name, cascade in _GROUNDS.items():
        said[name] = carried(library, known, cascade)
    problems = [row for row in laws if row.role == "problem"]
    cures, maybe = _curing(library, known)
    said["exposure.applies"] = _some([row.outcome for row in problems])
    said["measure.technical"] = True if cures else None if maybe else False
    said["exposure.uncured"] = _any(
        _both(_some([row.outcome for row in problems if threat in row.threats]), _not_cured(library, threat, cures, maybe))
        for threat in law.binding_threats
    )
    return {name: value for name, value in said.items() if value is not None}


# Judged fact -> the step of the cascade of which one ground must carry; None is any.
_GROUNDS = {"adequacy.available": "adequacy", "safeguard.available": "safeguard", "mechanism.satisfied": None}


def carried(library: Library, known: Known, cascade: str | None) -> bool | None:
    """Does a ground of one step of the cascade carry every leg, under each regime that restricts it? None where that is not
    known, or not the same for all."""
    return _same(
        _some([
            outcome
            for of, provision, kind, outcome in leg.findings
            if of == regime and kind == "ground" and cascade in (None, library.provisions[provision].cascade)
        ])
        for leg in known.legs
        for regime, verdict in leg.verdicts.items()
        if verdict != "not_restricted"
    )  # fmt: skip


def _curing(library: Library, known: Known) -> tuple[set[str], set[str]]:
    """The measures that can close a gap and are in place with what the record shows of each leg; and those that may be."""
    by_leg = []
    seen: set[str] = set()
    for leg in known.legs:
        found = [each for each in leg.findings if each[2] == "measure" and _cures(library, each[1])]
        seen |= {id for _, id, _, _ in found}
        by_leg.append({id for _, id, _, outcome in found if outcome == "met"})
    cures = set.intersection(*by_leg) if by_leg else set()
    return cures, seen - cures


def _cures(library: Library, id: str) -> bool:
    measure = library.provisions[id].measure
    return measure is not None and measure.cures


def _not_cured(library: Library, threat: str, cures: set[str], maybe: set[str]) -> bool | None:
    if any(threat in library.provisions[id].threats for id in cures):
        return False
    return None if any(threat in library.provisions[id].threats for id in maybe) else True


def _some(outcomes: list[str]) -> bool | None:
    return True if "met" in outcomes else None if "unknown" in outcomes else False


def _any(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return True if True in found else None if None in found else False


def _both(one: bool | None, two: bool | None) -> bool | None:
    return False if False in (one, two) else None if None in (one, two) else True


def _same(values: Iterable[bool | None]) -> bool | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
