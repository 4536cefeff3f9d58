"""Draws what was brought in, act by act, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits.table import Table, table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"limit": 50, "party": None}


def draw(answer: Answer, words: Words) -> Table:
    """One row an act, the newest first."""
    return table(answer, words)


def undone(answer: Answer) -> dict[str, tuple[str, ...]]:
    """Acts that were taken back, each with the act that took it back, the one that took that one back, and so on."""
    by = {row["undoes"]: row["batch"] for row in answer.dicts() if row["undoes"]}
    chains: dict[str, tuple[str, ...]] = {}
    for batch in by:
        chain, last = [], batch
        while last in by:
            last = by[last]
            chain.append(last)
        chains[batch] = tuple(chain)
    return chains
