"""What the grounds, exposures and measures of a regime say together, for requirements and duties that look at it.

The names are those of model.facts.JUDGED_FACTS. In three truth values, as SQL has them: a ground that may carry leaves open
whether one carries.
"""

from __future__ import annotations

from collections.abc import Iterable

from transfer_register.law.condition import literal, literals
from transfer_register.law.in_force import InForce, LawState
from transfer_register.law.provision import ProvisionKind

# Provisions that share their conditions, and the number of the column d<n> in which they say whether they do their work.
Group = tuple[int, list[InForce]]


def judged_columns(groups: list[Group], state: LawState) -> dict[str, str]:
    """Name of a judged fact, and `unrestricted` -> SQL over the columns d<n> and `place`."""
    grounds = _of(groups, ProvisionKind.GROUND)
    scope = _some(_of(groups, ProvisionKind.SCOPE))
    problems = [g for g in _of(groups, ProvisionKind.EXPOSURE) if g[1][0].provision.role == "problem"]
    cures = [g for g in _of(groups, ProvisionKind.MEASURE) if (made := g[1][0].provision.measure) and made.cures]
    uncured = [
        f"({_some(_raising(problems, threat))} AND NOT {_some(_raising(cures, threat))})" for threat in state.binding_threats
    ]
    return {
        "unrestricted": f"{scope} IS TRUE",
        "adequacy.available": _some(g for g in grounds if g[1][0].provision.cascade == "adequacy"),
        "safeguard.available": _some(g for g in grounds if g[1][0].provision.cascade == "safeguard"),
        "mechanism.satisfied": f"({scope} OR {_some(grounds)})",
        "mechanism.ends_on": _last_day(grounds),
        "exposure.applies": _some(problems),
        "exposure.uncured": _joined(uncured),
        "measure.technical": _some(cures),
    }


def _of(groups: list[Group], kind: ProvisionKind) -> list[Group]:
    return [group for group in groups if group[1][0].kind is kind]


def _raising(groups: Iterable[Group], threat: str) -> list[Group]:
    return [group for group in groups if threat in group[1][0].provision.threats]


def _done(group: Group) -> str:
    """Whether one of the group does its work at this place."""
    number, alike = group
    if not alike[0].provision.destinations:
        return f"d{number}"
    codes = sorted({code for p in alike for code in p.provision.destinations})
    return f"(place IN ({literals(codes)}) AND d{number})"


def _some(groups: Iterable[Group]) -> str:
    return _joined([_done(group) for group in groups])


def _joined(texts: list[str]) -> str:
    return f"({' OR '.join(texts)})" if texts else "FALSE"


def _last_day(grounds: list[Group]) -> str:
    """The last day on which a ground that carries is known to stand; NULL where one is open, or none carries."""
    ending = [(group, ends) for group in grounds if (ends := group[1][0].ends)]
    if not ending:
        return "NULL::DATE"
    staying = _some(group for group in grounds if not group[1][0].ends)
    days = ", ".join(f"CASE WHEN {_done(group)} THEN {literal(ends)} END" for group, ends in ending)
    return f"CASE WHEN {staying} IS TRUE THEN NULL ELSE greatest({days}, NULL::DATE) END"
