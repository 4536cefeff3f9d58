"""A period: one of a few that are named, or two days; the choice stands in the address, where two days go before a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import streamlit as st

from transfer_register.screens import address
from transfer_register.screens.choice import controlled

# Years around a day that can be chosen.
REACH = timedelta(days=365 * 40)


def choose_period(
    screen: str, periods: Mapping[str, str], days_of: Callable[[str], tuple[date, date]], around: date,
    headings: tuple[str, str] = ("From", "To"), leads_to: str | None = None,
) -> tuple[date, date]:  # fmt: skip
    """Draws the choice and returns its two days; `days_of` gives those of a named period, of which the first is usual.

    `around` is the middle of what the calendars reach; `leads_to` is what else of the address another period makes void.
    """
    named = address.one_of("period", list(periods))
    given = address.read_day("from"), address.read_day("to")
    least, most = around - REACH, around + REACH
    first, last = (min(max(each, least), most) for each in (days_of(named) if None in given else given))
    void = ["period", "from", "to", *([leads_to] if leads_to else [])]

    def chosen(**said: str) -> None:
        for name in void:
            address.say(name, said.get(name))

    def name_chosen() -> None:
        chosen(period=st.session_state[f"{screen}.period"])

    def days_chosen() -> None:
        days = {name: st.session_state[f"{screen}.{name}"] for name in ("from", "to")}
        if all(days.values()):
            chosen(**{name: value.isoformat() for name, value in days.items()})

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{screen}_period"):
        controlled(f"{screen}.period", named if None in given else None)
        st.segmented_control(
            "Period", list(periods), key=f"{screen}.period", format_func=periods.get, label_visibility="collapsed", wrap=True,
            on_change=name_chosen,
        )  # fmt: skip
        for name, heading, value in zip(("from", "to"), headings, (first, last), strict=True):
            controlled(f"{screen}.{name}", value)
            st.date_input(
                heading, None, least, most, key=f"{screen}.{name}", format="YYYY-MM-DD", on_change=days_chosen, width=172,
                label_visibility="collapsed",
            )  # fmt: skip
    return first, last
