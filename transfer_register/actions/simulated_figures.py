"""The figures of a simulation that people ask for first: how many rely on what falls, who has a second mechanism, who has not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from transfer_register.actions.fix import acts
from transfer_register.actions.fix_plan import Fix
from transfer_register.actions.simulated import Affected, Simulated
from transfer_register.exhibits import exhibit

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """Each with the transfers behind it, the most harmed first; `transfers` counts all that were chosen.

    `relies`: something that carried it falls, whatever else carries it. Each of these is in `alternative` (under every regime
    something else carries it) or in `none`. Of `none`: special categories, workers, and persons a year with the transfers for
    which nobody said; `..._unsaid` are those of which nobody said whether. `stops`: forbidden after, and no act but its end
    mends it; `unmended`: all that no act mends. Both are None until somebody worked out what mends.
    """

    transfers: int
    worse: Ids
    relies: Ids
    alternative: Ids
    none: Ids
    special_of_none: Ids
    special_unsaid_of_none: Ids
    workers_of_none: Ids
    workers_unsaid_of_none: Ids
    persons_of_none: int
    persons_unsaid_of_none: Ids
    stops: Ids | None = None
    unmended: Ids | None = None


def figures(simulated: Simulated, fix: Fix | None = None) -> Figures:
    """The figures of a simulation; `fix` is what `simulate.mending` found."""
    relies = [each for each in simulated.affected if each.fell]
    none = [each for each in relies if set(each.fell) - set(each.alternatives)]
    stops, unmended = _without_way(simulated, fix) if fix else (None, None)
    return Figures(
        transfers=sum(_verdicts(simulated).values()),
        worse=_ids(simulated.worse),
        relies=_ids(relies),
        alternative=_ids([each for each in relies if not set(each.fell) - set(each.alternatives)]),
        none=_ids(none),
        special_of_none=_ids([each for each in none if each.special]),
        special_unsaid_of_none=_ids([each for each in none if each.special is None]),
        workers_of_none=_ids([each for each in none if each.workers]),
        workers_unsaid_of_none=_ids([each for each in none if each.workers is None]),
        persons_of_none=sum(each.persons or 0 for each in none),
        persons_unsaid_of_none=_ids([each for each in none if each.persons is None]),
        stops=stops,
        unmended=unmended,
    )


def by_verdict(simulated: Simulated) -> dict[str, dict[str, int]]:
    """`{before: {verdict: transfers}, after: {...}}` of the transfers that were chosen before, the worst verdict first."""
    before = _verdicts(simulated)
    after = Counter(before)
    ranks = {term.id: term.rank or 0 for term in simulated.register.words.lists["verdicts"].values()}
    for each in simulated.affected:
        was, is_now = (_worst(said, ranks) for said in (each.before, each.after))
        after[was] -= 1
        after[is_now] += 1
    return {"before": before, "after": {verdict: after[verdict] for verdict in before}}


def _without_way(simulated: Simulated, fix: Fix) -> tuple[Ids, Ids]:
    """Those that stop, and those that no act mends."""
    ending = {act.id for act in acts() if act.ends}
    ended = {id for id, plan in fix.plans.items() if ending & set(plan)}
    left = {id for each in fix.left for id in each.transfers}
    unmended = [each for each in simulated.worse if each.transfer in left | ended]
    return _ids([each for each in unmended if "breached" in each.after.values()]), _ids(unmended)


def _verdicts(simulated: Simulated) -> dict[str, int]:
    rows = exhibit.ask(simulated.register, "verdict_counts", simulated.before, simulated.filter).dicts()
    return {row["verdict"]: row["transfers"] for row in rows}


def _worst(said: dict[str, str], ranks: dict[str, int]) -> str:
    return min(said.values(), key=lambda verdict: ranks[verdict], default="not_judged")


def _ids(found: tuple[Affected, ...] | list[Affected]) -> Ids:
    return tuple(each.transfer for each in found)
