"""What is compared on the screen of changes: two days, and whose and which records; all of it stands in the address."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import streamlit as st

from transfer_register.exhibits.difference_words import KINDS, WHATS
from transfer_register.exhibits.differing import Counts, Narrowed
from transfer_register.exhibits.style import day, number
from transfer_register.screens import address
from transfer_register.screens.choice import controlled, toggles
from transfer_register.screens.period import choose_period
from transfer_register.screens.visit import Visit

_PERIODS = {
    "past": "Past 30 days", "yesterday": "Since yesterday", "week": "This week", "month": "This month", "quarter": "This quarter",
}  # fmt: skip
_KIND_NAMES = {"transfer": "Transfers", "party": "Parties", "setting": "Settings"}


def choose_two_days(visit: Visit) -> tuple[date, date]:
    """The earlier and the later day: a choice of the address, or two days of it; the past thirty days where it says nothing."""
    upto = visit.known_on or visit.today
    return choose_period(
        "changes", _PERIODS, lambda period: _days(period, upto), visit.today, ("From the end of", "To the end of"), leads_to="act"
    )


def _days(period: str, today: date) -> tuple[date, date]:
    """A period begins with what stood at the end of the day before it."""
    begins = {
        "yesterday": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "quarter": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
    }.get(period, today - timedelta(days=29))
    return begins - timedelta(days=1), today


def read_narrowed() -> Narrowed:
    """What the address narrows the changes to."""
    search = address.said("search")
    return Narrowed(
        kinds=tuple(address.some_of("kind", KINDS, ())),
        whats=tuple(address.some_of("what", WHATS, ())),
        actors=tuple(address.said("who")),
        search=search[0] if search else "",
    )


def changes_filter(narrowed: Narrowed, every: Counts, *, by_step: bool) -> None:
    """Draws search, kinds, what was done and who did it, with counts of all that lies between the days."""
    counts = every.steps if by_step else every.records
    kinds, whats = (
        {name: sum(count for key, count in counts.items() if key[place] == name) for name in names}
        for place, names in enumerate((KINDS, WHATS))
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="changes_filter"):
        controlled("changes.search", narrowed.search)
        st.text_input(
            "Search", key="changes.search", on_change=_written, args=("search",), width=270, type="search",
            label_visibility="collapsed", icon=":material/search:", placeholder="Name, reference, reason, list …",
        )  # fmt: skip
        _toggles("what", WHATS, whats, narrowed.whats)
        _toggles("kind", _KIND_NAMES, kinds, narrowed.kinds)
        people = list(dict.fromkeys([*every.actors, *narrowed.actors]))
        controlled("changes.who", list(narrowed.actors))
        st.multiselect(
            "Who", people, key="changes.who", on_change=_written, args=("who",), placeholder="Anyone", width=250,
            label_visibility="collapsed", format_func=lambda name: f"{name} ({number(every.actors.get(name, 0))})",
        )  # fmt: skip


def _toggles(name: str, names: dict[str, str], counts: dict[str, int], chosen: tuple[str, ...]) -> None:
    shown = {id: called for id, called in names.items() if counts[id] or id in chosen}
    if len(shown) > 1 or chosen:
        toggles(f"changes.{name}", shown, counts, chosen, partial(_toggle, name))


def _toggle(name: str, id: str) -> None:
    chosen = address.said(name)
    address.say(name, [other for other in chosen if other != id] if id in chosen else [*chosen, id])
    address.say("act", None)


def _written(name: str) -> None:
    value = st.session_state[f"changes.{name}"]
    address.say(name, value.strip() if name == "search" else list(value))
    address.say("act", None)


def clear() -> None:
    """Takes every narrowing out of the address; the days stay."""
    for name in ("search", "kind", "what", "who"):
        address.say(name, None)


def backwards(first: date, last: date) -> bool:
    """Says so where the later day lies before the earlier one."""
    if last < first:
        st.warning(f"The later day, {day(last)}, lies before the earlier one, {day(first)}. Turn the days round.")
    return last < first
