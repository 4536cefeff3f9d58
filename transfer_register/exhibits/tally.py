"""How many transfers stand behind a mark of a picture, by verdict, and by which verdict the mark is drawn.

Up to `FEW` transfers a picture is drawn by the worst verdict of each mark. Above that one transfer in a thousand would turn
nearly everything to one colour, so each mark takes the worst verdict that at least a quarter of its transfers have, and the
words tell the rest. A picture names the rule it was drawn by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from transfer_register.exhibits import style
from transfer_register.exhibits.style import Mark
from transfer_register.model.vocabulary import Words

FEW = 300
# The columns of an answer that count transfers by verdict; a transfer stands in one of them, its worst.
VERDICTS = ("breached", "unknown", "not_judged", "permitted", "not_restricted")

Rule = Literal["worst", "quarter"]


@dataclass(frozen=True)
class Tally:
    """`by` counts transfers by verdict; `persons` is a year's sum over the transfers that state it, None when none does."""

    transfers: int
    by: tuple[int, ...]
    persons: int | None = None

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Tally:
        """From a row of an answer with the columns `transfers` and one for each verdict."""
        return cls(row["transfers"], tuple(row[name] for name in VERDICTS), row.get("persons"))

    def __add__(self, other: Tally) -> Tally:
        persons = [p for p in (self.persons, other.persons) if p is not None]
        by = tuple(a + b for a, b in zip(self.by, other.by, strict=True))
        return Tally(self.transfers + other.transfers, by, sum(persons) if persons else None)

    def verdict(self, rule: Rule) -> str:
        """The worst verdict that occurs, or the worst that at least a quarter of the transfers have."""
        least = 1 if rule == "worst" else sum(self.by) / 4
        return next((name for count, name in zip(self.by, VERDICTS, strict=True) if count and count >= least), "not_judged")

    def words(self, words: Words) -> str:
        """`12 transfers: 2 breached, 10 permitted`."""
        parts = [
            f"{style.number(count)} {style.verdict(words, name).word.lower()}"
            for count, name in zip(self.by, VERDICTS, strict=True)
            if count
        ]
        said = f"{style.counted(self.transfers, 'transfer')}: {', '.join(parts)}" if parts else "No transfers"
        return said if self.persons is None else f"{said}; {style.short_number(self.persons)} persons a year"


NOTHING = Tally(0, (0,) * len(VERDICTS))


def rule_for(transfers: int) -> Rule:
    """The rule by which a picture of so many transfers is drawn."""
    return "worst" if transfers <= FEW else "quarter"


def rule_in_words(rule: Rule, each: str) -> str:
    """What a legend says of the rule; `each` names the marks, as in "corridor"."""
    if rule == "worst":
        return f"Each {each} is drawn by its worst verdict."
    return f"Each {each} is drawn by the worst verdict that at least a quarter of its transfers have."


def legend_of(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that a legend must explain: those by which something is drawn, the worst first."""
    return sorted({mark.id: mark for mark in marks}.values(), key=lambda mark: mark.rank)
