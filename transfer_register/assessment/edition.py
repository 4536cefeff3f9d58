"""An edition: the wording of a score between two days, in three parts of named contributions, with the names of its ranges."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from math import floor

from transfer_register.law.condition import ALWAYS, Condition, tests_of


class Part(StrEnum):
    """What a contribution speaks of: harm to people, the chance that protection fails, what a safeguard takes away."""

    HARM = "harm"
    FAILURE = "failure"
    SAFEGUARDS = "safeguards"


@dataclass(frozen=True)
class Contribution:
    """One term of a score: `points` where `condition` holds, and none where it does not.

    Points of harm and of failure are points of 100 of their part; those of a safeguard are the percent that it takes away of
    what is left. A contribution counts only where `applies_if` holds; where either is unknown it is unknown what it gives.
    `cites` name the law or the guidance behind it.
    """

    id: str
    part: Part
    label: str
    says: str
    points: int
    cites: tuple[str, ...]
    condition: Condition
    applies_if: Condition = ALWAYS

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that decide it, by name: those of its condition, then those on which it depends whether it counts."""
        return tuple(dict.fromkeys(test.fact for part in (self.condition, self.applies_if) for test in tests_of(part)))


@dataclass(frozen=True)
class Band:
    """A name for the scores from `lowest` up to the next band; `lowest` None names what has no score."""

    id: str
    lowest: int | None


@dataclass(frozen=True)
class Edition:
    """What scores from `first` to `last`, both included; None is as far as the register looks.

    Bands stand from the highest down, the unscored one last.
    """

    kit: str
    first: date | None
    last: date | None
    contributions: tuple[Contribution, ...]
    bands: tuple[Band, ...]

    def __getitem__(self, contribution: str) -> Contribution:
        return self._by_id[contribution]

    def __contains__(self, contribution: object) -> bool:
        return contribution in self._by_id

    @cached_property
    def _by_id(self) -> dict[str, Contribution]:
        return {contribution.id: contribution for contribution in self.contributions}

    def of(self, part: Part) -> tuple[Contribution, ...]:
        """The contributions of one part, in the order of the file."""
        return tuple(contribution for contribution in self.contributions if contribution.part is part)

    @cached_property
    def digest(self) -> str:
        """Names the edition by its first day and by what scores, not by how it is worded."""
        terms = tuple((c.id, str(c.part), c.points, c.condition, c.applies_if) for c in self.contributions)
        return hashlib.sha256(repr((self.kit, self.first, terms, self.bands)).encode()).hexdigest()[:16]

    def band(self, score: float | None) -> str:
        """The id of the band of a score from 0 to 100, as a whole number, or of no score."""
        shown = None if score is None else floor(score + 0.5)
        for band in self.bands:
            if (shown is None) == (band.lowest is None) and (band.lowest is None or shown >= band.lowest):  # type: ignore[operator]
                return band.id
        raise ValueError(f"{score} is below every band")
