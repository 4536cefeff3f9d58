"""Draws the journal in numbers, and says it in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.style import counted, day, moment
from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# Names offered in the filter; a search finds the rest.
MORE: dict[str, object] = {"most": 200}


def draw(answer: Answer, words: Words) -> Table:
    """One row, with every number."""
    return table(answer, words)


def sentence(answer: Answer) -> str:
    """`1,240 entries since 3 March 2026, by 4 people. Head `b57a511957e6`, recorded 23 Nov 2026, 07:15:02 UTC`."""
    [row] = answer.dicts()
    if not row["entries"]:
        return "Nothing is recorded yet"
    told = f"{counted(row['entries'], 'entry', 'entries')} since {day(row['since'].date())}"
    by = counted(row["people"], "person", "people")
    return f"{told}, by {by}. Head `{row['head'][:12]}`, recorded {moment(row['last_at'])} UTC"
