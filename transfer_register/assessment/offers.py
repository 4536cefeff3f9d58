"""The measures of the law files that answer a threat, and those to offer for a gap: what can close it first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from transfer_register.assessment.gap import Gaps
from transfer_register.assessment.holds import Facts
from transfer_register.assessment.standing import Standing, State, is_mark, standings
from transfer_register.law.in_force import InForce
from transfer_register.model.assessment import ChosenMeasure

# Technique binds an authority, a contract binds the recipient, organisation binds whoever works there.
CATEGORIES = ("technical", "contractual", "organisational")


@dataclass(frozen=True)
class Offer:
    """A measure to offer for a gap. `closes` are the threats of the gap that it closes by itself once it is in place with all
    its conditions, `helps` those that it only supports. `closes_all`: nothing that binds the recipient is left.

    `standing` says how it stands now; where `standing.against` names facts, it cannot work here as things are recorded.
    """

    standing: Standing
    closes: tuple[str, ...]
    helps: tuple[str, ...]
    closes_all: bool

    @property
    def id(self) -> str:
        return self.standing.id

    @property
    def category(self) -> str:
        return _category(self.standing.measure)


def helps(threat: str, measures: Iterable[InForce]) -> dict[str, tuple[InForce, ...]]:
    """The measures in force that answer a threat, by category; those that can close a gap stand first in theirs."""
    answering = [measure for measure in measures if threat in measure.provision.threats and not is_mark(measure)]
    answering.sort(key=lambda measure: not _cures(measure))
    return {category: tuple(each for each in answering if _category(each) == category) for category in CATEGORIES}


def offers(gap: Gaps, chosen: Iterable[ChosenMeasure], measures: Collection[InForce], facts: Facts) -> tuple[Offer, ...]:
    """Every measure that answers a threat of the gap that is not closed, whatever works already left out.

    First what is technical and can work, among it what closes everything that binds the recipient, then what closes most;
    then what only supports; last what a recorded fact speaks against.
    """
    left = [row for row in gap.rows if row.state != "closed"]
    binding = {row.threat for row in left if row.binding}
    found = []
    for standing in standings(measures, chosen, facts):
        answered = [row for row in left if standing.answers(row.threat)]
        if not answered or standing.state is State.WORKS:
            continue
        closes = tuple(row.threat for row in answered if standing.cures or (not row.binding and not row.technical))
        rest = tuple(row.threat for row in answered if row.threat not in closes)
        found.append(Offer(standing, closes, rest, bool(binding) and binding <= set(closes)))
    return tuple(sorted(found, key=_order))


def _order(offer: Offer) -> tuple:
    return (
        bool(offer.standing.against),
        CATEGORIES.index(offer.category),
        not offer.closes_all,
        not offer.standing.cures,
        -len(offer.closes),
        -len(offer.helps),
    )


def _category(measure: InForce) -> str:
    made = measure.provision.measure
    return made.category if made else CATEGORIES[-1]


def _cures(measure: InForce) -> bool:
    made = measure.provision.measure
    return made is not None and made.cures
