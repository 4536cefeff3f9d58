"""Sliders over the days of the register and the days of the law, and a second pair of days to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from transfer_register.exhibits import exhibit, register_days
from transfer_register.exhibits.law_days import law_days
from transfer_register.exhibits.style import short_day
from transfer_register.screens import address
from transfer_register.screens.choice import controlled
from transfer_register.screens.days import sentence
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

# The days of the other view, in the address.
VS_ON, VS_LAW_ON = "vs_on", "vs_law_on"
# Days that one slider offers; of more, those on which most happens.
_MOST = 150
_HEADINGS = ("Register as it holds on", "Judged by the law of")
_OTHERS = ("Compared with the register of", "Then judged by the law of")
_JUDGING = "Judging the register on these days …"
_NOTHING = "Nothing in the register begins or ends on a day."


@dataclass(frozen=True)
class Against:
    """The earlier view of a comparison: its sight, and its days in words."""

    sight: int
    title: str


def show_sliders(visit: Visit) -> Against | None:
    """Shows the sliders, closed until they are opened, and gives back the view to compare with, where the address names one.

    Every choice stands in the address: `on` and `law_on` as the days of the visit, `vs_on` and `vs_law_on` for the others.
    Judges the other view, with a sign that it is under way.
    """
    vs_on, vs_law_on = address.read_day(VS_ON), address.read_day(VS_LAW_ON)
    comparing = bool(vs_on or vs_law_on)
    with st.expander("Days and comparison", icon=":material/date_range:", key="days_sliders"):
        holding = _register_days(visit)
        law = law_days(visit.register.law_known(visit.known_on), visit.words)
        _pair(
            visit, holding, law, ("on", "law_on"), (visit.on, visit.law_on), ("Register as it holds on", "Judged by the law of")
        )
        st.toggle(
            "Compare with other days", value=comparing, key="days_sliders.compare", on_change=_compare, args=(visit,),
            help="Shows what changes from those days to the days above.",
        )  # fmt: skip
        if comparing:
            other = (vs_on or visit.on, vs_law_on or vs_on or visit.law_on)
            _pair(
                visit,
                holding,
                law,
                (VS_ON, VS_LAW_ON),
                other,
                ("Compared with the register of", "Judged by the law of that time"),
            )
    if not comparing:
        return None
    on, law_on = vs_on or visit.on, vs_law_on or vs_on or visit.law_on
    with st.spinner(_JUDGING, show_time=True):
        return Against(visit.register.sight(on, law_on, visit.known_on), sentence(on, law_on, visit.known_on))


def judge(visit: Visit) -> None:
    """Judges the register on the days of the visit, with a sign that it is under way; afterwards every picture has it at hand."""
    with st.spinner(_JUDGING, show_time=True):
        _ = visit.sight


def _register_days(visit: Visit) -> dict[date, str]:
    return _held(visit, str(visit.register.path), visit.register.known(visit.known_on))


# Read out of every record: kept while the journal stays the same.
@st.cache_data(max_entries=8, show_spinner=False)
def _held(_visit: Visit, path: str, known: int) -> dict[date, str]:
    answer = exhibit.ask(_visit.register, "register_days", 0, upto=known)
    return register_days.fewer(register_days.holding(answer), answer, _MOST)


def _pair(
    visit: Visit, holding: Mapping[date, str], law: Mapping[date, str], names: tuple[str, str], days: tuple[date, date],
    headings: tuple[str, str],
) -> None:  # fmt: skip
    grid = st.grid(2, min_column_width=300, gap="medium", key=f"days_sliders_{names[0]}")
    for name, day, known, heading in zip(names, days, (holding, law), headings, strict=True):
        with grid.cell():
            _slider(visit, name, day, known, heading)


def _slider(visit: Visit, name: str, day: date, known: Mapping[date, str], heading: str) -> None:
    """One slider over days on which something happens, today and the day that is chosen."""
    days = sorted({*known, visit.today, day})
    key = f"days_sliders.{name}"
    if len(days) < 2:
        st.caption(f"{heading}: {short_day(day)}. {_NOTHING}")
        return
    controlled(key, day)
    st.select_slider(heading, days, key=key, format_func=short_day, on_change=_chosen, args=(visit, name, key))
    happened = known.get(day) or ("Today" if day == visit.today else "")
    before = max((each for each in days if each < day and each in known), default=None)
    last = f"Last before: {short_day(before)}, {known[before]}." if before and not known.get(day) else ""
    said = f"{short_day(day)}: {happened}." if happened else ""
    st.caption(plain(shortened(f"{said} {last}".strip() or short_day(day), 150)))


def _chosen(visit: Visit, name: str, key: str) -> None:
    """Writes a day into the address; what is usual (today, the law of the register's day) stands there by not being there."""
    chosen = st.session_state.get(key)
    if isinstance(chosen, date):
        usual = {"on": visit.today, "law_on": visit.on}.get(name)
        address.write_day(name, None if chosen == usual else chosen)


def _compare(visit: Visit) -> None:
    """Begins with the same register under the law before its last change, or lets go of the other days."""
    if st.session_state["days_sliders.compare"]:
        changes = [day for day in law_days(visit.register.law_known(visit.known_on), visit.words) if day <= visit.law_on]
        address.write_day(VS_ON, visit.on)
        address.write_day(VS_LAW_ON, _day_before(changes[-1]) if changes else visit.law_on)
    else:
        address.write_day(VS_ON, None)
        address.write_day(VS_LAW_ON, None)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
