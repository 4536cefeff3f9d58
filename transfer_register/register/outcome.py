"""What is said of a transfer after acts that were tried on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """What one regime says; `ask` are the facts that would decide it where it is unknown, by name."""

    verdict: str
    ground: str | None
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What is said of a case after some acts. `verdicts` by regime, of the worst destination; no regime: nobody judged it.

    `score_low` to `score` is the risk left, 0 to 100, of the worst restricted destination, None where there is none. `done`
    are the acts that could be done and changed what is recorded, in their order; `barred` are the places of the bars that
    hold (`Acts.bars`); `ended` says that no destination is left.
    """

    verdicts: dict[str, Verdict]
    score_low: float | None
    score: float | None
    band: str
    done: tuple[str, ...]
    barred: tuple[int, ...]
    ended: bool


# A case of a trial, and the acts that are tried on it.
Wanted = tuple[int, frozenset[str]]
