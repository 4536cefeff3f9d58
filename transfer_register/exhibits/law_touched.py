"""Draws how many transfers each provision touches, as a table; and gives the counts to the screens of the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Table, table
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# Kinds on which a verdict can rest; of all others it is told for how many transfers they say something.
_CARRYING = ("scope", "ground", "gate")


@dataclass(frozen=True)
class Touched:
    """Numbers of transfers: `transfers` of which the provision speaks, `rests` that have it as ground or fallback, and so on."""

    transfers: int = 0
    rests: int = 0
    carried: int = 0
    fallback: int = 0
    breached: int = 0
    unknown: int = 0
    met: int = 0

    def number(self, kind: str) -> int:
        """What stands beside a provision of a kind: the transfers that rest on it, or of which it speaks."""
        return self.rests if kind in _CARRYING else self.transfers


def draw(answer: Answer, words: Words, *, titles: dict[str, str] | None = None) -> Table:
    """One row a provision; `titles` gives the titles of provisions by their ids."""
    return table(answer, words, titles=titles)


def counts(answer: Answer) -> dict[str, Touched]:
    """Id of a provision to its numbers; one that is not there touches nothing."""
    return {row.pop("provision"): Touched(**row) for row in answer.dicts()}


def behind(provision: str, kind: str) -> Filter:
    """The filter that means the transfers of `Touched.number`."""
    return Filter(grounds=(provision,)) if kind in _CARRYING else Filter(findings=(provision,))
