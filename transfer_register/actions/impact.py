"""What a vendor's announced change means for our own transfers, before anybody decides: tried in a copy by the judge.

The acts that would be written are written in a copy, and the copy is judged as of the effective day before and after them. So
what is told here is what the register will say on that day if the acts are written, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from transfer_register.actions import list_changes
from transfer_register.actions.fix import what_would_change
from transfer_register.actions.impacted import CARRIED, WORST_FIRST, Chain, Impact, Leg, Told, worst
from transfer_register.actions.list_changes import Proposal
from transfer_register.actions.simulated import Simulated
from transfer_register.actions.tried_in_copy import tried_in_copy
from transfer_register.errors import Refused
from transfer_register.register.register import Register

__all__ = ["Chain", "Impact", "Leg", "Told", "impact", "worst"]

_NEAR = """
SELECT id FROM transfer
WHERE (importer = $vendor OR exporter IN ($vendor, $exporter)) AND coalesce(valid_to >= $day, TRUE)
ORDER BY id
"""
_TOLD = """
SELECT
    t.id, t.exporter, t.exporter_name, t.exporter_role, t.importer, t.importer_name, t.importer_role,
    t.countries, t.purpose_shown AS purpose,
    t.data_categories AS categories, t.special, workers.yes AS workers, t.persons, t.verdict, t.tools, t.measures,
    legs.roles, said.verdicts, said.ask, broken.provisions AS broken
FROM transfers_on($sight) AS t
LEFT JOIN (SELECT transfer, bool_or(value::BOOLEAN) AS yes FROM facts_on($sight) WHERE fact = 'data.hr_context' GROUP BY transfer)
    AS workers ON workers.transfer = t.id
LEFT JOIN (SELECT transfer, list_sort(list_distinct(flatten(list(roles)))) AS roles FROM legs_on($sight) GROUP BY transfer)
    AS legs ON legs.transfer = t.id
LEFT JOIN (
    SELECT transfer, list({'regime': regime, 'verdict': verdict} ORDER BY regime) AS verdicts,
        list_distinct(flatten(list(ask ORDER BY regime))) AS ask
    FROM verdicts_on($sight) GROUP BY transfer
) AS said ON said.transfer = t.id
LEFT JOIN (
    SELECT transfer, list_sort(list(DISTINCT provision)) AS provisions FROM findings_on($sight)
    WHERE outcome = 'breached' AND kind IN ('gate', 'requirement') GROUP BY transfer
) AS broken ON broken.transfer = t.id
ORDER BY t.id
"""


def impact(
    register: Register, proposal: Proposal, vendor: str, *, at: datetime, law_on: date | None = None,
    leave_out: frozenset[str] = frozenset(), tries_acts: bool = False,
) -> Impact:  # fmt: skip
    """What the acts of a proposal change for the transfers to a vendor and of it, on the effective day; nothing is written.

    `vendor` is a party's id; `law_on` is the day of the law, the effective day unless said. `tries_acts` looks for what would
    carry the weakest leg, which takes seconds. Raises `Refused` where the vendor is
    not in the register, `Stale` where the register has moved on so that the acts would be others.
    """
    exporter = proposal.options.taking.exporter or vendor
    if vendor not in register.parties() or exporter not in register.parties():
        raise Refused("The vendor is not in the register yet. Record the announcement first.")
    now = list_changes.current(register, proposal, leave_out)
    day = now.effective_on
    near = [row[0] for row in register.ask(_NEAR, {"vendor": vendor, "exporter": exporter, "day": day}).rows]
    written: dict[str, tuple[str, str | None, str | None]] = {}

    def act(copy: Register) -> None:
        with copy.batch("impact", at, list_changes.title(now)) as writing:
            taken = list_changes.write(writing, copy, replace(now, seen=copy.known(None)), leave_out)
        written.update(_written(now, leave_out, list(taken.transfers)))

    simulated = tried_in_copy(register, near, act, on=day, law_on=law_on, also=_named(now, vendor, exporter))
    try:
        found = _impact(simulated, written, vendor, exporter, day)
        return _mended(simulated, found) if tries_acts else found
    finally:
        simulated.close()


def _written(
    proposal: Proposal, leave_out: frozenset[str], ids: list[str]
) -> dict[str, tuple[str, str | None, str | None]]:  # fmt: skip
    """Key of an act -> (what it does, the transfer that ends, the one that begins), in the order in which they were written."""
    found = {}
    for each in proposal.acts:
        if each.key in leave_out or not each.writes:
            continue
        ended = [ids.pop(0) for _ in each.ending]
        begun = ids.pop(0) if each.state else None
        for place, old in enumerate(ended or [None]):
            found[f"{each.key}.{place}"] = (each.act, old, begun if place == 0 else None)
    return found


def _named(proposal: Proposal, vendor: str, exporter: str) -> list[str]:
    sides = [act.state.get(side) for act in proposal.acts if act.state for side in ("exporter", "importer")]
    known = [party.id for party in proposal.planned_parties]
    return [id for id in dict.fromkeys([vendor, exporter, *sides, *known]) if id and id.startswith("PA-")]


def _impact(
    simulated: Simulated, written: dict[str, tuple[str, str | None, str | None]], vendor: str, exporter: str, day: date
) -> Impact:  # fmt: skip
    before, after = _view(simulated, simulated.before), _view(simulated, simulated.after)
    using = tuple((each, after.get(each.id)) for each in before.values() if each.importer == vendor)
    if exporter != vendor:
        using = tuple(pair for pair in using if pair[0].exporter == exporter)
    received = tuple(dict.fromkeys(category for each, _ in using for category in each.categories))
    reached = {country for each in before.values() if each.exporter == exporter for country in each.countries}
    legs = tuple(
        leg
        for act, old, new in written.values()
        if (leg := _leg(act, before.get(old or ""), after.get(new or ""), reached, received)).before or leg.after
    )
    coming = [leg for leg in legs if leg.after]
    chains = tuple(chain for leg in coming for chain in _chains(leg, using, vendor, exporter))
    weakest = min(coming, key=lambda leg: WORST_FIRST.index(leg.after.verdict), default=None)
    return Impact(vendor, exporter, day, using, legs, chains, weakest)


def _mended(simulated: Simulated, found: Impact) -> Impact:
    weakest = found.weakest
    if weakest is None or weakest.after.verdict in CARRIED:
        return found
    would = what_would_change(simulated.register, simulated.after, weakest.after.id)
    alone = tuple(change.act for change in would.changes if not change.after.ended and _carried(change.after.verdicts))
    left = would.left.says if would.left and not alone else None
    return replace(found, mends=alone or would.together or (), together=not alone and bool(would.together), left=left)


def _carried(verdicts: dict[str, Any]) -> bool:
    return all(said.verdict in CARRIED for said in verdicts.values())


def _view(simulated: Simulated, sight: int) -> dict[str, Told]:
    rows = simulated.register.ask(_TOLD, {"sight": sight}).dicts()
    return {row["id"]: _told(row) for row in rows}


def _told(row: dict[str, Any]) -> Told:
    lists = {
        name: tuple(row.pop(name) or ()) for name in ("countries", "categories", "tools", "measures", "roles", "ask", "broken")
    }
    verdicts = {said["regime"]: said["verdict"] for said in row.pop("verdicts") or ()}
    return Told(**row, **lists, verdicts=verdicts)


def _leg(act: str, before: Told | None, after: Told | None, reached: set[str], received: tuple[str, ...]) -> Leg:
    countries = tuple(each for each in after.countries if each not in reached) if after else ()
    said = (after or before).categories if after or before else ()
    return Leg(act, before, after, countries, said or received, bool(said))


def _chains(leg: Leg, using: tuple[tuple[Told, Told | None], ...], vendor: str, exporter: str) -> list[Chain]:
    """A chain an exporter that uses the vendor; one without a first leg where the exporter sends by itself, or nobody does."""
    if exporter != vendor or not using:
        return [Chain(exporter, leg.after.exporter_name, (), leg, 0)]
    by_exporter: dict[str, list[Told]] = {}
    for _, now in using:
        if now:
            by_exporter.setdefault(now.exporter, []).append(now)
    chains = []
    for id, first in by_exporter.items():
        leading = WORST_FIRST.index(worst([each.verdict for each in first]))
        weakest = 0 if leading < WORST_FIRST.index(leg.after.verdict) else 1
        chains.append(Chain(id, first[0].exporter_name, tuple(first), leg, weakest))
    return chains
