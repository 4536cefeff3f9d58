"""The days of a visit: the day on which the register is looked at, and the day whose law judges it."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from transfer_register.exhibits.style import day, short_day
from transfer_register.screens import address
from transfer_register.screens.choice import controlled

# The calendar's reach, in years before and after today; a day outside can be no day of a register.
_YEARS = 40


def choose_days(today: date) -> tuple[date, date]:
    """The register's day and the law's, chosen in the sidebar and kept in the address; both are today unless said."""
    reach = timedelta(days=365 * _YEARS)
    on, law_on = (chosen if chosen and abs(chosen - today) <= reach else None for chosen in map(address.read_day, address.DAYS))
    on = on or today
    _show("on", on)
    _show("law_on", law_on)
    slot = st.sidebar.container(gap="xxsmall", key="days")
    if on != today or law_on not in (None, today):
        slot.markdown(":orange-badge[:material/history: Not as of today]")
    with slot.popover(_label(on, law_on), icon=":material/calendar_today:", width="stretch"):
        st.date_input(
            "Register as it stood on", None, today - reach, today + reach, key="days.on",
            format="YYYY-MM-DD", on_change=_chosen, args=("on", today),
            help="The transfers in force on that day, by what is recorded now.",
        )  # fmt: skip
        st.date_input(
            "Judged by the law of", None, today - reach, today + reach, key="days.law_on",
            format="YYYY-MM-DD", on_change=_chosen, args=("law_on", None),
            help="Empty: the law of the register's day.",
        )  # fmt: skip
        st.button("Back to today", on_click=_back, width="stretch", disabled=on == today and law_on is None)
    return on, law_on or on


def sentence(on: date, law_on: date) -> str:
    """`Register of 23 November 2026, law of the same day`."""
    return f"Register of {day(on)}, law of {'the same day' if on == law_on else day(law_on)}"


def _label(on: date, law_on: date | None) -> str:
    return short_day(on) if law_on in (None, on) else f"{short_day(on)}, law of {short_day(law_on)}"


def _show(name: str, value: date | None) -> None:
    controlled(f"days.{name}", value)


def _chosen(name: str, default: date | None) -> None:
    value = st.session_state[f"days.{name}"]
    address.write_day(name, None if value == default else value)


def _back() -> None:
    address.write_day("on", None)
    address.write_day("law_on", None)
