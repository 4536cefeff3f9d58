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
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words

FEW = 300
# The columns of an answer that count transfers by verdict; a transfer stands in one of them, its worst.
VERDICTS = ("breached", "unknown", "not_judged", "permitted", "not_restricted")

# The places of the column `by_band`: by the risk left, the worst first. What nobody assessed may be anything, and stands
# before what was found moderate; what no regime restricts has no score.
BANDS = ("severe", "high", "open", "moderate", "low", "not_restricted")

Rule = Literal["worst", "quarter"]
Colour = Literal["verdict", "band"]


@dataclass(frozen=True)
class Tally:
    """`by` counts transfers by verdict; `persons` is a year's sum over the transfers that state it, None when none does.

    `by_band` counts them by the risk left, where the answer says so.
    """

    transfers: int
    by: tuple[int, ...]
    persons: int | None = None
    by_band: tuple[int, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, object]) -> Tally:
        """From a row of an answer with the columns `transfers` and one for each verdict."""
        return cls(row["transfers"], tuple(row[name] for name in VERDICTS), row.get("persons"), tuple(row.get("by_band") or ()))

    def __add__(self, other: Tally) -> Tally:
        persons = [p for p in (self.persons, other.persons) if p is not None]
        by = tuple(a + b for a, b in zip(self.by, other.by, strict=True))
        bands = tuple(a + b for a, b in zip(self.by_band, other.by_band, strict=True)) if self.by_band and other.by_band else ()
        return Tally(self.transfers + other.transfers, by, sum(persons) if persons else None, bands)

    def verdict(self, rule: Rule) -> str:
        """The worst verdict that occurs, or the worst that at least a quarter of the transfers have."""
        return _worst(self.by, VERDICTS, rule) or "not_judged"

    def mark(self, words: Words, rule: Rule, colour: Colour = "verdict") -> Mark:
        """The mark by which something that counts these is drawn."""
        return _mark(words, colour, self.verdict(rule) if colour == "verdict" else _worst(self.by_band, BANDS, rule) or "open")

    def words(self, words: Words, colour: Colour = "verdict") -> str:
        """`12 transfers: 2 breached, 10 permitted`."""
        counts = zip(self.by, VERDICTS, strict=True) if colour == "verdict" else zip(self.by_band, BANDS, strict=True)
        parts = [f"{style.number(count)} {_mark(words, colour, name).word.lower()}" for count, name in counts if count]
        said = f"{style.counted(self.transfers, 'transfer')}: {', '.join(parts)}" if parts else "No transfers"
        return said if self.persons is None else f"{said}; {style.short_number(self.persons)} persons a year"


def _worst(counts: tuple[int, ...], names: tuple[str, ...], rule: Rule) -> str | None:
    least = 1 if rule == "worst" else sum(counts) / 4
    return next((name for count, name in zip(counts, names, strict=True) if count and count >= least), None)


def _mark(words: Words, colour: Colour, name: str) -> Mark:
    return style.band(words, name) if colour == "band" and name in words.lists["bands"] else style.verdict(words, name)


NOTHING = Tally(0, (0,) * len(VERDICTS))


def rule_for(transfers: int) -> Rule:
    """The rule by which a picture of so many transfers is drawn."""
    return "worst" if transfers <= FEW else "quarter"


def rule_in_words(rule: Rule, each: str, colour: Colour = "verdict") -> str:
    """What a legend says of the rule; `each` names the marks, as in "corridor"."""
    said = _RULES[rule, "verdict" if colour == "verdict" else "risk"]
    return say(said, each=say(each))


_RULES = {
    ("worst", "verdict"): marked("Each {each} is drawn by its worst verdict."),
    ("worst", "risk"): marked("Each {each} is drawn by its worst risk left."),
    ("quarter", "verdict"): marked("Each {each} is drawn by the worst verdict that at least a quarter of its transfers have."),
    ("quarter", "risk"): marked("Each {each} is drawn by the worst risk left that at least a quarter of its transfers have."),
}


def legend_of(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that a legend must explain: those by which something is drawn, the worst first."""
    return sorted({mark.id: mark for mark in marks}.values(), key=lambda mark: mark.rank)
