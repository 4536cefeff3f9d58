"""Draws how far the word of the register can be relied on: three shares with their counts, and their mean named as such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transfer_register.exhibits.style import number
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# The kit says what is asked (assessments/register_quality); nothing is asked where nobody hands it over.
MORE: dict[str, object] = {"asked": [], "looked_at": [], "within": 0}

# Share -> its title and what it counts.
_SHARES = {
    "completeness": ("Completeness", "facts asked are stated"),
    "freshness": ("Freshness", "transfers looked at in time"),
    "evidence": ("Evidence", "pieces of evidence owed are on file"),
}


@dataclass(frozen=True)
class Share:
    """`counted` of `of_all`; `share` is from 0 to 1, and None where nothing is asked."""

    id: str
    counted: int
    of_all: int

    @property
    def share(self) -> float | None:
        return self.counted / self.of_all if self.of_all else None

    @property
    def title(self) -> str:
        return _SHARES[self.id][0]

    @property
    def said(self) -> str:
        """`83%`, never rounded up to all; `nothing is asked` where there is no share."""
        return "nothing is asked" if self.share is None else percent(self.share)

    @property
    def counts(self) -> str:
        """`1,240 of 1,500 facts asked are stated`."""
        return f"{number(self.counted)} of {number(self.of_all)} {_SHARES[self.id][1]}"


def percent(share: float) -> str:
    """Only what is whole reads 100%, and only what is nothing 0%."""
    rounded = round(100 * share)
    return f"{99 if rounded == 100 and share < 1 else 1 if rounded == 0 and share > 0 else rounded}%"


def read(answer: Answer) -> list[Share]:
    """The three shares, in the order of the question."""
    return [Share(*row) for row in answer.rows]


def mean(shares: list[Share]) -> tuple[float | None, str]:
    """The plain mean of the shares that there are, and a sentence that says so."""
    there = [share.share for share in shares if share.share is not None]
    if not there:
        return None, "Nothing is asked, so there is no mean."
    value = sum(there) / len(there)
    of = "the three shares" if len(there) == len(shares) else f"{len(there)} of the three shares; nothing is asked for the rest"
    return value, f"Mean of {of}, unweighted: {percent(value)}."


def draw(answer: Answer, words: Words) -> Table:
    """One row a share."""
    rows = tuple((share.title, share.said, share.counted, share.of_all) for share in read(answer))
    counts = Column("counted", "Counted", "count"), Column("of_all", "Of", "count")
    return Table((Column("share", "Share"), Column("said", "Is"), *counts), rows)
