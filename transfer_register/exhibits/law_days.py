"""The days on which the law changes, and what changes on each: for a slider over them."""

from __future__ import annotations

from datetime import date

from transfer_register.exhibits.style import country
from transfer_register.law.in_force import Change, Library
from transfer_register.model.vocabulary import Words

# Provisions that are named of a day; the others are counted.
_NAMED = 2


def law_days(law: Library, words: Words) -> dict[date, str]:
    """Every day on which a provision begins, changes or ends, or a state joins or leaves a group, oldest first, in words."""
    found: dict[date, list[str]] = {}
    for change in law.changes(date.min, date.max):
        found.setdefault(change.day, []).append(f"{change.provision.title} {_what(change)}")
    for move in law.moves(date.min, date.max):
        found.setdefault(move.day, []).append(
            f"{country(words, move.code)} {'joins' if move.joins else 'leaves'} a group of states"
        )
    return {day: _told(list(dict.fromkeys(found[day]))) for day in sorted(found)}


def _what(change: Change) -> str:
    if change.after is None or change.after.lapsed:
        return "ends"
    return "begins" if change.before is None or change.before.lapsed else "changes"


def _told(parts: list[str]) -> str:
    more = len(parts) - _NAMED
    return "; ".join(parts[:_NAMED]) + (f"; {more} more" if more > 0 else "")
