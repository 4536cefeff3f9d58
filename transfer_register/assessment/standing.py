"""How a supplementary measure stands: in place with all that it needs, unsure, planned, or at odds with what is recorded.

A measure does its work where it is in place, where every condition of the law's file was confirmed in words, and where the
recorded facts that show it are as they must be (EDPB Recommendations 01/2020, Annex 2; data/law/several/measures.yaml).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from transfer_register.assessment.holds import Facts, Partly, holds, unknown
from transfer_register.law.condition import All, Condition, Constant, Not, Test, facts_of
from transfer_register.law.condition import Any as AnyOf
from transfer_register.law.in_force import MEASURES, InForce, LawState
from transfer_register.law.provision import ProvisionKind
from transfer_register.model.assessment import ChosenMeasure
from transfer_register.model.facts import FACTS

# The weight of what is no measure but the sign of a set-up in which none is known to work.
MARK = "marker_of_failure"


class State(StrEnum):
    """`works`: in place with all that it needs. `unsure`: in place, or perhaps, and something is not confirmed or not known.
    `planned`: not in place yet, and nothing recorded speaks against it. `fails`: chosen, and a recorded fact speaks against
    it. `absent`: known not to be in place."""

    WORKS = "works"
    UNSURE = "unsure"
    PLANNED = "planned"
    FAILS = "fails"
    ABSENT = "absent"


@dataclass(frozen=True)
class Standing:
    """How one measure stands. `unconfirmed` are its conditions, in words, that nobody confirmed in their present wording;
    `unknown` the recorded facts that it needs and nobody stated, `against` those that speak against it, by name."""

    measure: InForce
    state: State
    unconfirmed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.measure.id

    @property
    def cures(self) -> bool:
        """Can it close a gap at all (S-01, S-02)? Only what is technical and effective once all its conditions hold."""
        made = self.measure.provision.measure
        return made is not None and made.cures and made.weight == "may_close_gap"

    @property
    def in_place(self) -> bool:
        """Does somebody say that it is in place, and nothing recorded that it cannot work?"""
        return self.state is State.WORKS or (self.state is State.UNSURE and MEASURES not in self.unknown)

    def answers(self, threat: str) -> bool:
        return threat in self.measure.provision.threats


def measures_of(state: LawState) -> tuple[InForce, ...]:
    """The measures in force on the day of a state of the law, each once whatever the regime, in the order of the files."""
    return tuple({p.id: p for p in state.provisions if p.kind is ProvisionKind.MEASURE}.values())


def is_mark(measure: InForce) -> bool:
    """Is it a mark of failure (use cases 6 and 7), which nobody chooses?"""
    made = measure.provision.measure
    return made is not None and made.weight == MARK


def standings(measures: Iterable[InForce], chosen: Iterable[ChosenMeasure], facts: Facts) -> tuple[Standing, ...]:
    """How every measure stands, marks left out. What is recorded as in place and not chosen counts as in place, unconfirmed.

    Where nothing is chosen and nobody recorded what is in place, each may be, unless a recorded fact speaks against it.
    """
    picked = {each.id: each for each in chosen}
    recorded = facts.get(MEASURES)
    said = bool(picked) or not (recorded is None or isinstance(recorded, Partly))
    for id in (recorded.known if isinstance(recorded, Partly) else recorded) or ():
        picked.setdefault(id, ChosenMeasure(id=id, state="in_place"))
    return tuple(_standing(measure, picked.get(measure.id), facts, said) for measure in measures if not is_mark(measure))


def _standing(measure: InForce, chosen: ChosenMeasure | None, facts: Facts, said: bool) -> Standing:
    """`said`: does anybody say which measures are in place?"""
    needs = All((measure.applies, measure.requires))
    supposed = {**facts, MEASURES: (measure.id,)}
    against, open_facts = _against(needs, supposed), unknown(needs, supposed)
    made = measure.provision.measure
    confirmed = chosen.confirmed if chosen else ()
    unconfirmed = tuple(each for each in (made.conditions if made else ()) if each not in confirmed)
    if against:
        state = State.FAILS if chosen else State.ABSENT
    elif chosen is None:
        state, open_facts = (State.ABSENT, open_facts) if said else (State.UNSURE, (MEASURES, *open_facts))
    elif chosen.state == "planned":
        state = State.PLANNED
    else:
        state = State.WORKS if not unconfirmed and holds(needs, supposed) else State.UNSURE
    return Standing(measure, state, unconfirmed, open_facts, against)


def _against(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The facts that make a condition false; empty where it is not."""
    if holds(condition, facts) is not False:
        return ()
    match condition:
        case Test(fact):
            return (fact,)
        case Not(part):
            return tuple(sorted(facts_of(part)))
        case All(parts) | AnyOf(parts):
            return tuple(dict.fromkeys(fact for part in parts for fact in _against(part, facts)))
        case Constant():
            return ()


def fact_words(names: Iterable[str], facts: Mapping[str, object]) -> str:
    """The labels of facts, each with what `facts` has of it where that is a yes or a no."""
    ends = {True: ": yes", False: ": no"}
    return "; ".join(f"{FACTS[name].label}{ends.get(facts.get(name), '') if name in facts else ''}" for name in names)
