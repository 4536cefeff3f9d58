"""Draws the days on which anything in the register begins, ends or was recorded, and says what it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from transfer_register.exhibits import style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"upto": None}
# What happens on a day: one, several.
_SAID = {
    "transfer_begins": ("transfer begins", "transfers begin"),
    "transfer_ends": ("transfer has ended", "transfers have ended"),
    "mechanism_begins": ("mechanism begins", "mechanisms begin"),
    "mechanism_ends": ("mechanism has ended", "mechanisms have ended"),
    "party_begins": ("party begins", "parties begin"),
    "party_ends": ("party has ended", "parties have ended"),
    "recorded": ("entry recorded", "entries recorded"),
}


def holding(answer: Answer) -> dict[date, str]:
    """The days on which what holds in the world changes, oldest first, and what happens: `3 transfers begin`."""
    return _told(answer, [name for name in _SAID if name != "recorded"])


def recorded(answer: Answer) -> dict[date, str]:
    """The days (UTC) on which something was recorded, and how many entries."""
    return _told(answer, ["recorded"])


def fewer(days: dict[date, str], answer: Answer, most: int) -> dict[date, str]:
    """At most `most` of the days: those on which most happens, in their order."""
    if len(days) <= most:
        return days
    times: dict[date, int] = {}
    for row in answer.dicts():
        times[row["day"]] = times.get(row["day"], 0) + row["times"]
    kept = set(sorted(days, key=lambda day: (-times[day], day))[:most])
    return {day: said for day, said in days.items() if day in kept}


def _told(answer: Answer, wanted: list[str]) -> dict[date, str]:
    found: dict[date, list[str]] = {}
    for row in answer.dicts():
        if row["what"] in wanted:
            found.setdefault(row["day"], []).append(_words(row["what"], row["times"]))
    return {day: ", ".join(parts) for day, parts in found.items()}


def _words(what: str, times: int) -> str:
    return style.counted(times, *_SAID[what])


def draw(answer: Answer, words: Words) -> Table:
    """One row a day and kind of event."""
    rows = tuple((row["day"], _SAID[row["what"]][1].capitalize(), row["times"]) for row in answer.dicts())
    return Table((Column("day", "Day", "day"), Column("what", "What happens"), Column("times", "How many", "count")), rows)


twin = draw
