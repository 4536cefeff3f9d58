"""What would change a transfer, and the cheapest fix of many: acts re-judged by the engine, never guessed; nothing is written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import cache

from transfer_register.actions.fix_plan import CARRIED, Fix, Left, fixed
from transfer_register.actions.opening import PROJECT, words
from transfer_register.assessment.act import Act, Acts
from transfer_register.assessment.read_acts import read_acts
from transfer_register.errors import Refused
from transfer_register.model.filter import Filter
from transfer_register.register.current import Tell
from transfer_register.register.outcome import Outcome
from transfer_register.register.register import Register
from transfer_register.register.trial import Trial

__all__ = ["Change", "Fix", "Left", "WouldChange", "acts", "cheapest", "what_would_change"]


@cache
def acts() -> Acts:
    """The acts of this installation. Raises `NotLaw` with every problem at once."""
    return read_acts(PROJECT / "assessments" / "acts.yaml", words())


@dataclass(frozen=True)
class Change:
    """A single act that makes a transfer better in some regime or in its band, and worse in none; `after` was judged anew."""

    act: Act
    after: Outcome

    @property
    def certainty(self) -> str:
        """How sure it is: judged anew, and what the outcome depends on."""
        return f"Judged anew, {self.act.provided}" if self.act.provided else "Judged anew"


@dataclass(frozen=True)
class WouldChange:
    """What stands, and what would change it: single acts, the best outcome first, then the lightest.

    `together` are the acts that only together make every regime carry the transfer, and `left` says why nothing does; both
    are None where it is carried already or a single act is enough.
    """

    transfer: str
    before: Outcome
    changes: tuple[Change, ...]
    together: tuple[Act, ...] | None
    left: Left | None


def what_would_change(register: Register, sight: int, transfer: str, known: Acts | None = None) -> WouldChange:
    """Every single act tried on one transfer of a sight. Raises `Refused` where it is not in it."""
    known = known or acts()
    with closing(register.trial(sight, known, Filter(transfers=(transfer,)))) as trial:
        if not trial.cases:
            raise Refused(f"There is no transfer {transfer} in the register on this day.")
        [case] = trial.cases
        tried = trial.tried([(case, frozenset()), *((case, frozenset({act.id})) for act in known)])
        before = tried[case, frozenset()]
        changes = [Change(act, after) for act in known if _better(trial, before, after := tried[case, frozenset({act.id})])]
        changes.sort(key=lambda change: _place(trial, change))
        enough = _carried(before) or any(_carried(change.after) and not change.act.effort.last for change in changes)
        fix = None if enough else fixed(trial, None)
    together = tuple(known[act] for act in fix.plans.get(transfer, ())) if fix else ()
    return WouldChange(transfer, before, tuple(changes), together or None, fix.left[0] if fix and fix.left else None)


def cheapest(
    register: Register,
    sight: int,
    filter: Filter | None = None,
    target: str | None = None,
    *,
    known: Acts | None = None,
    tell: Tell = lambda sentence, share: None,
) -> Fix:
    """The acts that mend the most of the chosen transfers, the lightest first.

    Mended is a transfer that every regime carries and, with a `target`, whose risk left lies in that band or a lower one.
    `tell` is told a sentence and a share from 0 to 1. Raises `Refused` for a band that no score has.
    """
    with closing(register.trial(sight, known or acts(), filter or Filter(), scored=target is not None)) as trial:
        bands = [band.id for band in trial.edition.bands if band.lowest is not None] if trial.edition else []
        if target is not None and target not in bands:
            raise Refused(f"There is no band {target!r}; there are {', '.join(reversed(bands)) or 'none'}.")
        return fixed(trial, target, tell)


def _carried(outcome: Outcome) -> bool:
    return bool(outcome.verdicts) and all(said.verdict in CARRIED for said in outcome.verdicts.values())


def _better(trial: Trial, before: Outcome, after: Outcome) -> bool:
    """Is something better and nothing worse? An end is better than whatever is forbidden, unknown or more than the least risk."""
    if after.ended:
        return _badness(trial, before) > 0 or not _carried(before)
    steps = [trial.ranks[after.verdicts[r].verdict] - trial.ranks[said.verdict] for r, said in before.verdicts.items()]
    steps.append(_badness(trial, before) - _badness(trial, after))
    return min(steps) >= 0 and max(steps) > 0


def _badness(trial: Trial, outcome: Outcome) -> int:
    """The place of the band, 0 the best; what nothing restricts is best, and what is not assessed the worst."""
    if outcome.verdicts and all(said.verdict == "not_restricted" for said in outcome.verdicts.values()):
        return -1
    worst_first = [band.id for band in trial.edition.bands if band.lowest is not None] if trial.edition else []
    return len(worst_first) - 1 - worst_first.index(outcome.band) if outcome.band in worst_first else len(worst_first)


def _place(trial: Trial, change: Change) -> tuple[bool, int, int, int]:
    after = change.after
    worst = min((trial.ranks[said.verdict] for said in after.verdicts.values()), default=0)
    return change.act.effort.last, -worst, _badness(trial, after), change.act.effort.rank
