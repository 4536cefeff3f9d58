"""What the law does in a period: one entry an event, with the transfers that it touches and the way to them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

import streamlit as st

from transfer_register.actions import law_changes as asking
from transfer_register.actions.law import Wanted
from transfer_register.actions.law_changes import Event, Touch
from transfer_register.exhibits import law_words
from transfer_register.exhibits.style import counted, day, number
from transfer_register.screens import address
from transfer_register.screens.law_provision import to_register
from transfer_register.screens.period import REACH, choose_period
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# Entries a page; and so few that what comes after them is told as well.
_EVENTS, _FEW = 25, 6
_PERIODS = {"ahead": "Next 12 months", "back": "Past 12 months", "decade": "Past ten years", "all": "All that is known"}
_LOOKS = {
    "begins": ("blue", "play_arrow"), "ends": ("red", "event_busy"), "changes": ("violet", "edit"),
    "joins": ("green", "group_add"), "leaves": ("orange", "group_remove"),
    "review": ("yellow", "event_repeat"), "reviewed": ("gray", "task_alt"), "risk": ("orange", "warning"),
}  # fmt: skip


def show_changes(visit: Visit, wanted: Wanted, opened: str | None) -> None:
    """Draws the period and a page of events, those of one day together."""
    first, last = _period(visit)
    library, words = visit.law, visit.words
    # A day that is chosen as the first is meant to be in the period.
    found = asking.events(library, words, first - timedelta(days=1), last, wanted)
    if not found:
        _nothing(first, last)
    else:
        _entries(visit, found, opened)
    if last >= visit.law_on and len(found) < _FEW:
        _beyond(visit, last, wanted, opened)


def _entries(visit: Visit, found: list[Event], opened: str | None) -> None:
    pages = -(-len(found) // _EVENTS)
    page = min(address.page_number(), pages)
    st.markdown(
        f":small[{plain(_counts(found))}. Beside each, the transfers that it touches as the register stands on {day(visit.on)}.]"
    )
    _days_of(visit, found[(page - 1) * _EVENTS : page * _EVENTS], opened, "law")
    if pages > 1:
        key = f"law.events.{page}"
        st.pagination(pages, default=page, key=key, on_change=lambda: address.turn_to(st.session_state[key]))


def _beyond(visit: Visit, last: date, wanted: Wanted, opened: str | None) -> None:
    """What is known to come after a period that holds little."""
    later = asking.events(visit.law, visit.words, last, date.max, wanted)
    if later:
        st.markdown("##### Known to come after it")
        _days_of(visit, later[:_FEW], opened, "later")


def _days_of(visit: Visit, found: list[Event], opened: str | None, part: str) -> None:
    """Events with what they touch, those of one day together."""
    shown = asking.touching(visit.register, visit.on, visit.law_on, found, visit.touched)
    for on, events in groupby(shown, key=lambda event: event.on):
        with st.container(border=True, gap="xsmall", key=f"{part}_day_{on}"):
            when = "" if on == visit.law_on else f" :gray[:small[{_until(visit.law_on, on)}]]"
            st.markdown(f"**{day(on)}**{when}")
            for place, event in enumerate(events):
                _event(visit, event, f"{part}.{on}.{place}", wide=opened is None)


def _event(visit: Visit, event: Event, key: str, *, wide: bool) -> None:
    colour, icon = _LOOKS[event.what]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"law_{'event' if wide else 'near'}_{key}"):
        st.markdown(_told(visit, event, colour, icon), width="stretch")
        with st.container(horizontal=True, gap="xsmall", width="content", horizontal_alignment="right", key=f"law_ways_{key}"):
            for place, touch in enumerate(event.touches):
                if not touch.transfers:
                    st.markdown(f":small[:gray[No transfer {_how(touch)}]]", width="content")
                elif st.button(
                    f"{counted(touch.transfers, 'transfer')} {_how(touch)}", key=f"law.touch.{key}.{place}", type="tertiary",
                    icon=":material/table_rows:",
                ):  # fmt: skip
                    st.switch_page(visit.pages["register"], query_params=to_register(visit, touch.filter))
            if event.provision:
                st.button("Read", key=f"law.read.{key}", on_click=address.open_provision, args=(event.provision,))


def _how(touch: Touch) -> str:
    return "rests on it" if touch.how == "rest on it" and touch.transfers < 2 else touch.how


def _told(visit: Visit, event: Event, colour: str, icon: str) -> str:
    doubt = f" :orange-badge[{law_words.DOUBTS[event.confidence]}]" if event.confidence in law_words.DOUBTS else ""
    head = f":{colour}-badge[:material/{icon}: {asking.WHAT[event.what]}] **{plain(event.title)}**{doubt}"
    of = [law_words.KINDS.get(event.kind or "", ""), *(visit.words.label("regimes", each) for each in event.regimes)]
    # An adequacy decision names its regime in its title.
    of = "" if event.kind == "adequacy" else ", ".join(part for part in of if part)
    says = "; ".join(part for part in (of, event.says) if part)
    return f"{head}  \n:small[{plain(says)}]" if says else head


def _period(visit: Visit) -> tuple[date, date]:
    """The first and the last day, both included: a choice of the address, or two days of it."""
    first, last = choose_period("law", _PERIODS, lambda period: _days(visit, period), visit.law_on)
    if last < first:
        st.warning(f"The period ends on {day(last)}, before it begins on {day(first)}. Turn the days round.")
    return first, last


def _days(visit: Visit, period: str) -> tuple[date, date]:
    on = visit.law_on
    match period:
        case "back":
            return on - timedelta(days=365), on
        case "decade":
            return on - timedelta(days=3652), on
        case "all":
            return on - REACH, on + REACH
    return on, on + timedelta(days=365)


# What is counted, of one and of several.
_COUNTED = {
    "begins": ("begins", "begin"), "ends": ("ends", "end"), "changes": ("changes", "change"),
    "joins": ("joins a group", "join a group"), "leaves": ("leaves a group", "leave a group"),
    "review": ("review due", "reviews due"), "reviewed": ("reviewed", "reviewed"),
    "risk": ("event beside a decision", "events beside a decision"),
}  # fmt: skip


def _counts(found: list[Event]) -> str:
    numbers = {what: sum(event.what == what for event in found) for what in _COUNTED}
    parts = [f"{number(count)} {_COUNTED[what][count > 1]}" for what, count in numbers.items() if count]
    return f"{counted(len(found), 'entry', 'entries')}: {', '.join(parts)}"


def _nothing(first: date, last: date) -> None:
    with st.container(border=True, key="law_no_change"):
        st.markdown(f"**Nothing that is known begins, ends, changes or falls due from {day(first)} to {day(last)}.**")
        st.caption("A judgment or a repeal can come overnight; the register knows what stands in its law files.")


def _until(today: date, on: date) -> str:
    days = abs((on - today).days)
    if days > 700:
        span = counted(round(days / 365.25), "year")
    else:
        span = counted(round(days / 30.44), "month") if days > 60 else counted(days, "day")
    return f"in {span}" if on > today else f"{span} ago"
