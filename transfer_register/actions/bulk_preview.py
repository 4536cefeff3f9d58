"""What an edit of many records would do, row by row, and how it is said in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from transfer_register.actions.assignments import Assignment
from transfer_register.errors import Problem
from transfer_register.exhibits.style import counted, number
from transfer_register.register.accept import State


@dataclass(frozen=True)
class Change:
    """One field of one record: its key (`purposes`, `facts.tia.exists`), and its value before and after as states hold it."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Row:
    """A record that would change. `recipient` is its name; `problems` are what its new state would break."""

    id: str
    kind: str
    recipient: str
    version: int
    before: State
    after: State
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class BulkPreview:
    """What the assignments would do, while the records stand as they did at journal entry `known`.

    `unchanged` are the records that say so already, `gone` the chosen ones that are in the register no longer; `others`
    counts the transfers that were not chosen and rest on a party that changes. `seen` has the version of every record.
    """

    assignments: tuple[Assignment, ...]
    known: int
    rows: tuple[Row, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    others: int
    seen: Mapping[str, int]

    @cached_property
    def wrong(self) -> frozenset[str]:
        """The records with problems: each has to be left out."""
        return frozenset(row.id for row in self.rows if row.problems)

    def changing(self, leave_out: Collection[str] = ()) -> tuple[Row, ...]:
        """The rows that would be written."""
        return tuple(row for row in self.rows if row.id not in leave_out and not row.problems)

    def counts(self, leave_out: Collection[str] = ()) -> Counter[str]:
        """Records that would be written by kind: `transfer`, `party`."""
        return Counter(row.kind for row in self.changing(leave_out))

    def sentence(self, leave_out: Collection[str] = ()) -> str:
        """`23 rows change in 2 fields; 4 stay as they are; 1 is left out`."""
        rows = self.changing(leave_out)
        fields = len({change.field for row in rows for change in row.changes})
        said = [f"{_rows(len(rows), 'changes', 'change')} in {counted(fields, 'field')}" if rows else "Nothing changes"]
        left = sum(row.id in leave_out for row in self.rows)
        wrong = sum(row.id not in leave_out for row in self.rows if row.problems)
        for count, one, many in (
            (len(self.unchanged), "stays as it is", "stay as they are"),
            (left, "is left out", "are left out"),
            (wrong, "cannot be changed so", "cannot be changed so"),
            (len(self.gone), "is in the register no longer", "are in the register no longer"),
        ):
            said += [f"{number(count)} {one if count == 1 else many}"] if count else []
        return "; ".join(said)


def changed_in(counts: Counter[str]) -> str:
    """`23 transfers`, `4 recipients`, or both."""
    said = [(counts["transfer"], "transfer"), (counts["party"], "recipient")]
    return " and ".join(counted(count, noun) for count, noun in said if count)


def _rows(count: int, one: str, many: str) -> str:
    return f"{counted(count, 'row')} {one if count == 1 else many}"
