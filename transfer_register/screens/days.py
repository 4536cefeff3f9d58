"""The days of a visit: the day on which the register holds, the day whose law judges it, the day at whose end it was known."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from transfer_register.exhibits.style import day, short_day
from transfer_register.screens import address
from transfer_register.screens.choice import controlled

_PAST = "An earlier state of the register: nothing can be written to it. Choose Back to today to go on working."
# The calendar's reach, in years before and after today; a day outside can be no day of a register.
_YEARS = 40


def choose_days(today: date) -> tuple[date, date, date | None]:
    """The register's day, the law's, and the day of knowledge (None: now), chosen in the sidebar and kept in the address."""
    reach = timedelta(days=365 * _YEARS)
    on, law_on, known_on = (
        chosen if chosen and abs(chosen - today) <= reach else None for chosen in map(address.read_day, address.DAYS)
    )
    on = on or today
    if known_on and known_on >= today:
        known_on = None  # what was recorded by the end of today is what is recorded now
    for name, value in zip(address.DAYS, (on, law_on, known_on), strict=True):
        controlled(f"days.{name}", value)
    slot = st.sidebar.container(gap="xxsmall", key="days")
    if known_on:
        slot.markdown(f":orange-badge[:material/history: Known by {short_day(known_on)}]", help=_PAST)
    elif on != today or law_on not in (None, today):
        slot.markdown(":orange-badge[:material/history: Not as of today]")
    with slot.popover(_label(on, law_on), icon=":material/calendar_today:", width="stretch"):
        st.date_input(
            "Register as it holds on", None, today - reach, today + reach, key="days.on",
            format="YYYY-MM-DD", on_change=_chosen, args=("on", today),
            help="The transfers in force on that day.",
        )  # fmt: skip
        st.date_input(
            "Judged by the law of", None, today - reach, today + reach, key="days.law_on",
            format="YYYY-MM-DD", on_change=_chosen, args=("law_on", None),
            help="Empty: the law of the register's day.",
        )  # fmt: skip
        st.date_input(
            "As recorded by the end of", None, today - reach, today + reach, key="days.known_on",
            format="YYYY-MM-DD", on_change=_chosen, args=("known_on", None),
            help="What the register said then: whatever was written later is left out. Empty: all that is recorded.",
        )  # fmt: skip
        st.button("Back to today", on_click=_back, width="stretch", disabled=(on, law_on, known_on) == (today, None, None))
    return on, law_on or on, known_on


def sentence(on: date, law_on: date, known_on: date | None) -> str:
    """`Register of 23 November 2026, law of the same day`, and by when it was recorded where that is not now."""
    known = f", as recorded by the end of {day(known_on)}" if known_on else ""
    return f"Register of {day(on)}, law of {'the same day' if on == law_on else day(law_on)}{known}"


def _label(on: date, law_on: date | None) -> str:
    return short_day(on) if law_on in (None, on) else f"{short_day(on)}, law of {short_day(law_on)}"


def _chosen(name: str, default: date | None) -> None:
    value = st.session_state[f"days.{name}"]
    address.write_day(name, None if value == default else value)


def _back() -> None:
    for name in address.DAYS:
        address.write_day(name, None)
