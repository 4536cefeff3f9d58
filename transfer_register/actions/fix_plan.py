"""The cheapest fix: for each transfer the lightest acts that mend it together, and in which order they mend the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from transfer_register.assessment.act import Act
from transfer_register.register.current import Tell
from transfer_register.register.outcome import Outcome
from transfer_register.register.trial import Trial

# Verdicts under which a transfer may go on.
CARRIED = ("permitted", "not_restricted")
_NOT_JUDGED = "No law of the exporter's place is loaded, so nobody judged it."
_RISK = "Every regime would carry it, and all acts together still leave more risk than that."

# So few are tried all at once, needed or not: to judge once costs about as much as to judge some thousands.
_FEW = 3_000

Plan = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One act of the fix. `mends` are the transfers that it finishes; `needed_by` those of whose plan it is part.

    `alone` counts those of `mends` that need no other act, `recipients` the recipients of `needed_by`.
    """

    act: Act
    mends: tuple[str, ...]
    needed_by: tuple[str, ...]
    alone: int
    recipients: int


@dataclass(frozen=True)
class Left:
    """Transfers that nothing in the list mends, and why; `ask` are the facts that the law still asks for, most wanted first."""

    says: str
    transfers: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Fix:
    """The fix of the chosen transfers. `plans` says for each that is mended which acts do it together, in their order.

    Every transfer stands once: among those `there` already, in `plans`, or in `left`.
    """

    target: str | None
    there: tuple[str, ...]
    steps: tuple[Step, ...]
    plans: dict[str, Plan]
    left: tuple[Left, ...]

    @property
    def by_several(self) -> dict[str, Plan]:
        """The transfers that need more than one act."""
        return {transfer: plan for transfer, plan in self.plans.items() if len(plan) > 1}


def fixed(trial: Trial, target: str | None, tell: Tell = lambda sentence, share: None) -> Fix:
    """See `actions.fix.cheapest`."""
    before = {case: outcome for (case, _), outcome in trial.tried((case, frozenset()) for case in trial.cases).items()}
    reached = _mended(trial, target)
    there = [case for case, outcome in before.items() if reached(outcome, None)]
    wanting = {case: before[case] for case in trial.cases if case not in set(there)}
    # Nobody judges what no law binds, whatever is done.
    plans, best = _found(trial, {case: outcome for case, outcome in wanting.items() if outcome.verdicts}, reached, tell)
    _lightened(trial, plans, wanting, reached, tell)
    ordered = {case: tuple(act.id for act in trial.acts if act.id in plan) for case, plan in plans.items()}
    return Fix(
        target,
        _transfers(trial, there),
        _steps(trial, ordered),
        {transfer: plan for case, plan in sorted(ordered.items()) for transfer in trial.cases[case]},
        _left(trial, {case: best.get(case, wanting[case]) for case in wanting if case not in plans}),
    )


Reached = Callable[[Outcome, Outcome | None], bool]


def _mended(trial: Trial, target: str | None) -> Reached:
    """Is a transfer where it should be, after acts, when it stood at the second outcome before (None: as it stands)?"""
    bands = {band.id: band.lowest for band in trial.edition.bands if band.lowest is not None} if trial.edition else {}
    low_enough = {band for band, lowest in bands.items() if target is not None and lowest <= bands[target]}

    def reached(after: Outcome, before: Outcome | None) -> bool:
        verdicts = {said.verdict for said in after.verdicts.values()}
        if after.ended or verdicts == {"not_restricted"}:
            return True
        if not verdicts or not verdicts <= set(CARRIED):
            return False
        # What carries a transfer already was decided by people, and is not taken from it.
        if before is not None and after.barred and not all(said.verdict in CARRIED for said in before.verdicts.values()):
            return False
        return target is None or after.band in low_enough

    return reached


def _found(
    trial: Trial, wanting: dict[int, Outcome], reached: Reached, tell: Tell
) -> tuple[dict[int, frozenset[str]], dict[int, Outcome]]:
    """For each case all acts up to the lightest effort with which it can be mended; and what the most of them came to."""
    acts, plans, best = trial.relevant(), {}, dict(wanting)
    ranks = sorted({act.effort.rank for act in acts})
    pools = [frozenset(act.id for act in acts if act.effort.rank <= rank) for rank in ranks]
    if len(wanting) * len(pools) < _FEW:
        trial.tried((case, pool) for case in wanting for pool in pools)
    for number, pool in enumerate(pools):
        tell("The acts are tried together", number / len(pools) / 2)
        for (case, _), outcome in trial.tried((case, pool) for case in wanting if case not in plans).items():
            best[case] = outcome
            if reached(outcome, wanting[case]):
                plans[case] = frozenset(outcome.done)
    return plans, best


def _lightened(trial: Trial, plans: dict[int, frozenset[str]], wanting: dict[int, Outcome], reached: Reached, tell: Tell) -> None:
    """Takes out of each plan what it can do without: the heaviest acts first, of equals the one that fewest transfers need."""
    wanted = Counter()
    for case, plan in plans.items():
        wanted.update(dict.fromkeys(plan, len(trial.cases[case])))
    place = {act.id: number for number, act in enumerate(trial.acts)}
    order = sorted(wanted, key=lambda act: (-trial.acts[act].effort.rank, wanted[act], -place[act]))
    # Each case goes its own way down the order, all of them together: as many acts at a time as fit, while it stays mended.
    todo = {case: [act for act in order if act in plan] for case, plan in plans.items()}
    doubtful = sum(map(len, todo.values()))
    while todo:
        tell("What each transfer can do without is left out", 1 - sum(map(len, todo.values())) / doubtful / 2)
        stride = max(1, _FEW // len(todo))
        without = {case: [plans[case] - set(acts[: n + 1]) for n in range(min(stride, len(acts)))] for case, acts in todo.items()}
        found = trial.tried((case, rest) for case, each in without.items() for rest in each)
        for case, each in without.items():
            gone = next((n for n, rest in enumerate(each) if not reached(found[case, rest], wanting[case])), len(each))
            # The first that it cannot do without stays.
            todo[case] = todo[case][gone + (gone < len(each)) :]
            if gone:
                plans[case] = frozenset(found[case, each[gone - 1]].done)
        todo = {case: left for case, acts in todo.items() if (left := [act for act in acts if act in plans[case]])}


def _steps(trial: Trial, plans: dict[int, Plan]) -> tuple[Step, ...]:
    """Round by round: of the lightest effort in which an act finishes transfers, the act that finishes the most.

    Where none finishes any, the act that the most of those need that lack the fewest. No transfer is finished twice.
    """
    lacking = {case: set(plan) for case, plan in plans.items()}
    place = {act.id: number for number, act in enumerate(trial.acts)}
    steps = []
    while lacking:
        fewest = min(map(len, lacking.values()))
        counts = Counter()
        for case, lacks in lacking.items():
            if len(lacks) == fewest:
                counts.update(dict.fromkeys(lacks, len(trial.cases[case])))
        chosen = min(counts, key=lambda act: (trial.acts[act].effort.rank, -counts[act], place[act]))
        needed = [case for case, plan in plans.items() if chosen in plan]
        for lacks in lacking.values():
            lacks.discard(chosen)
        done = [case for case, lacks in lacking.items() if not lacks]
        lacking = {case: lacks for case, lacks in lacking.items() if lacks}
        mends, needed_by = _transfers(trial, done), _transfers(trial, needed)
        alone = sum(len(trial.cases[case]) for case in done if len(plans[case]) == 1)
        steps.append(Step(trial.acts[chosen], mends, needed_by, alone, len({trial.importers[id] for id in needed_by})))
    return tuple(steps)


def _left(trial: Trial, cases: dict[int, Outcome]) -> tuple[Left, ...]:
    """What nothing mends, grouped by why, the most first."""
    recorded = trial.reasons(cases) if cases else {}
    groups: dict[str, list[int]] = {}
    for case, outcome in cases.items():
        groups.setdefault(_why(trial, outcome, recorded.get(case, "")), []).append(case)
    left = []
    for says, members in groups.items():
        asked = Counter(fact for case in members for said in cases[case].verdicts.values() for fact in said.ask)
        left.append(Left(says, _transfers(trial, members), tuple(fact for fact, _ in asked.most_common(5))))
    return tuple(sorted(left, key=lambda each: (-len(each.transfers), each.says)))


def _why(trial: Trial, outcome: Outcome, recorded: str) -> str:
    if not outcome.verdicts:
        return _NOT_JUDGED
    if not all(said.verdict in CARRIED for said in outcome.verdicts.values()):
        return recorded
    return trial.acts.bars[outcome.barred[0]].says if outcome.barred else _RISK


def _transfers(trial: Trial, cases: list[int]) -> tuple[str, ...]:
    return tuple(sorted(transfer for case in cases for transfer in trial.cases[case]))
