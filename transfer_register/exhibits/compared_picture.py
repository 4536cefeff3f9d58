"""Two views of the register beside each other before they are drawn: what meets in a cell before and after, and what changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, style
from transfer_register.exhibits.style import Mark
from transfer_register.exhibits.tally import FEW, VERDICTS, Rule, Tally
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# What no verdict is said of any more: the transfers are there before, and not after.
WENT = Mark("went", "No longer there", "cross", style.QUIET, "#9aa7bd", "fine", "pale", 50)
# How transfers change, from bad to good: column of the answer -> glyph, word in a sentence.
CHANGES = {
    "worse": ("▼", "worse"),
    "better": ("▲", "better"),
    "undecided": ("○", "now undecided"),
    "came": ("+", "new there"),
    "went": ("×", "no longer there"),
}


@dataclass(frozen=True)
class Both:
    """The transfers of a cell. `before` and `after` count them by verdict, `left` and `becomes` those that change, by their
    verdict before and afterwards; `worse`, `better`, `undecided`, `came`, `went` and `same`
    add up to `transfers`; undecided is what was worse and is unknown or judged by nobody now."""

    transfers: int
    before: Tally
    after: Tally
    left: Tally
    becomes: Tally
    worse: int
    better: int
    undecided: int
    came: int
    went: int
    same: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Both:
        """From a row of the answer."""
        sides = {name: Tally(sum(row[f"{name}_by"]), tuple(row[f"{name}_by"])) for name in ("before", "after", "left", "becomes")}
        counts = {name: row[name] for name in (*CHANGES, "same")}
        return cls(row["transfers"], **sides, **counts)

    def __add__(self, other: Both) -> Both:
        return Both(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def changed(self) -> int:
        return self.transfers - self.same

    def mark(self, words: Words, rule: Rule) -> Mark:
        """The state that the transfers which change end in; that of all where none changes."""
        if not self.changed:
            return style.verdict(words, self.after.verdict(rule))
        return style.verdict(words, self.becomes.verdict(rule)) if self.becomes.transfers else WENT

    def changes(self) -> str:
        """`10 worse, 26 better, 45 as before`."""
        parts = [f"{style.number(getattr(self, name))} {word}" for name, (_, word) in CHANGES.items() if getattr(self, name)]
        if self.same:
            parts.append(f"{style.number(self.same)} as before")
        return ", ".join(parts) or "no transfers"

    def words(self, words: Words) -> str:
        """`25 transfers: 7 worse, 18 as before. Before: 25 permitted. After: 7 breached, 18 permitted`."""
        sides = f"Before: {by_verdict(self.before, words)}. After: {by_verdict(self.after, words)}"
        return f"{style.counted(self.transfers, 'transfer')}: {self.changes()}. {sides}"


def by_verdict(tally: Tally, words: Words, *, glyphs: bool = False) -> str:
    """`6 breached, 19 permitted`, with shapes `■ 6 breached, ● 19 permitted`; `none` where there is nothing."""
    found = [(style.verdict(words, name), count) for count, name in zip(tally.by, VERDICTS, strict=True) if count]
    return ", ".join(f"{mark.glyph + ' ' if glyphs else ''}{style.number(n)} {mark.word.lower()}" for mark, n in found) or "none"


@dataclass(frozen=True)
class Compared:
    """The cells of an answer by their values (row, column), the lines of each axis, and all transfers."""

    rule: Rule
    cells: dict[tuple[str, str], Both] = field(default_factory=dict)
    rows: dict[str, tuple[str, Both]] = field(default_factory=dict)
    columns: dict[str, tuple[str, Both]] = field(default_factory=dict)
    total: Both | None = None


def read(answer: Answer, words: Words) -> Compared:
    """The cells of an answer; rows and columns by value, with their words, those in which most changes first."""
    asked = answer.parameters
    cells: dict[tuple[str, str], Both] = {}
    rows: dict[str, tuple[str, Both]] = {}
    columns: dict[str, tuple[str, Both]] = {}
    total = None
    for found in answer.dicts():
        both = Both.of(found)
        match found["row"], found["column"]:
            case None, None:
                total = both
            case row, None:
                rows[row] = dimensions.label(words, asked["rows"], row, found["row_name"]), both
            case None, column:
                columns[column] = dimensions.label(words, asked["columns"], column, found["column_name"]), both
            case row, column:
                cells[row, column] = both
    return Compared(_rule(total), cells, _ordered(rows), _ordered(columns), total)


def _rule(total: Both | None) -> Rule:
    return "worst" if total is None or (total.changed or total.transfers) <= FEW else "quarter"


def _ordered(lines: dict[str, tuple[str, Both]]) -> dict[str, tuple[str, Both]]:
    def order(line: tuple[str, tuple[str, Both]]) -> tuple:
        value, (name, both) = line
        return value == dimensions.OTHER, -both.changed, -both.transfers, name

    return dict(sorted(lines.items(), key=order))
