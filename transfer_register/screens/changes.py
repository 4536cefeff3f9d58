"""What changed between two days: added, changed and ended, by whom and why; what turned by itself; which verdicts differ."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from transfer_register.actions import difference
from transfer_register.exhibits import difference_words
from transfer_register.exhibits.differing import Counts, Narrowed
from transfer_register.exhibits.style import counted, day
from transfer_register.exhibits.two_days import TwoDays
from transfer_register.screens import address
from transfer_register.screens.change_cards import act_card, record_card, turn_line, verdict_card
from transfer_register.screens.changes_filter import backwards, changes_filter, choose_two_days, clear, read_narrowed
from transfer_register.screens.choice import choose
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import plain
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit

_VIEWS = {
    "acts": ":material/layers: By act", "records": ":material/table_rows: By record",
    "force": ":material/event: In force by day", "verdicts": ":material/balance: Verdicts",
}  # fmt: skip
# What stands on one page; and how many records of an act, before all of them are asked for.
_ACTS, _RECORDS, _TURNS, _VERDICTS, _OF_ACT = 12, 20, 40, 20, 4


def show(visit: Visit) -> None:
    """Draws the screen; days, view and filter stand in the address."""
    with heading("Changes", "The register at the end of one day beside the register at the end of another."):
        pass
    if not visit.register.known(None):
        show_nothing(visit)
        return
    first, last = choose_two_days(visit)
    if backwards(first, last):
        return
    days = difference.between(visit.register, first, last, today=visit.today, narrowed=read_narrowed())
    told = st.container(gap="xsmall")
    view = choose("changes", "view", _VIEWS, "View")
    every = days.counts(Narrowed())
    if view in ("acts", "records") and every.acts:
        changes_filter(days.narrowed, every, by_step=view == "acts")
    differ = _SHOWN[view](visit, days)
    with told:
        _sentence(visit, days, every, differ)


def _sentence(visit: Visit, days: TwoDays, every: Counts, differ: int | None) -> None:
    _, turned = _whole(visit, days).in_force(limit=1)
    said = difference_words.sentence(days.first, days.last, every.records, len(every.actors), turned, differ)
    st.markdown(f"**{plain(said)}**")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption("Compared is what was recorded by the end of each day (UTC). The days at the left do not matter here.")
        if st.button("As a document", icon=":material/description:", key="changes.report", type="tertiary"):
            st.session_state.update({"reports.first_day": days.first, "reports.last_day": days.last})
            st.switch_page(visit.pages["reports"], query_params={"whom": "inside", "report": "changes_between_days"})


def _whole(visit: Visit, days: TwoDays) -> TwoDays:
    """The same days without a filter."""
    return difference.between(visit.register, days.first, days.last, today=visit.today)


def _acts(visit: Visit, days: TwoDays) -> None:
    if opened := address.said("act"):
        _one_act(visit, days, opened[0])
        return
    page = address.page_number()
    found, total = days.acts(_ACTS, (page - 1) * _ACTS, _OF_ACT)
    if not found:
        _nothing(days)
    for act in found:
        act_card(visit, act)
    _turn(total, _ACTS, page)


def _one_act(visit: Visit, days: TwoDays, id: str) -> None:
    page = address.page_number()
    act = days.act(id, _RECORDS, (page - 1) * _RECORDS)
    st.button("All acts", icon=":material/arrow_back:", key="changes.all_acts", on_click=address.say, args=("act", None))
    if act is None:
        _nothing(days)
        return
    act_card(visit, act, whole=True)
    _turn(sum(act.counts.values()), _RECORDS, page)


def _records(visit: Visit, days: TwoDays) -> None:
    page = address.page_number()
    found, total = days.changes(_RECORDS, (page - 1) * _RECORDS)
    if not found:
        _nothing(days)
    for change in found:
        record_card(visit, change)
    _turn(total, _RECORDS, page)


def _in_force(visit: Visit, days: TwoDays) -> None:
    page = address.page_number()
    found, turned = _whole(visit, days).in_force(_TURNS, (page - 1) * _TURNS)
    st.markdown(
        ":small[Records that began, or ceased, to hold on a day that was recorded before; nobody touched that day since.]"
    )
    if not found:
        _empty(f"Nothing came into force or went out of it by itself between {difference_words.period(days.first, days.last)}.")
    for on, turns in groupby(found, key=lambda turn: turn.day):
        with st.container(border=True, gap="xsmall", key=f"changes_day_{on}"):
            st.markdown(f"**{day(on)}**")
            for turn in turns:
                turn_line(visit, turn)
    _turn(turned.total(), _TURNS, page)


def _verdicts(visit: Visit, days: TwoDays) -> int:
    with st.spinner("Judging the register as it stood on both days …"):
        page = address.page_number()
        found, total, differ = days.verdicts(_VERDICTS, (page - 1) * _VERDICTS)
    st.markdown(
        ":small[Each transfer that stands in the register on both days, judged as it was known on its day by the law of its day. "
        "What the law alone changed comes first; last, what only rests on another ground.]"
    )
    if st.button("What the law did between these days", icon=":material/gavel:", key="changes.law", type="tertiary"):
        period = {"view": "changes", "period": "days", "from": days.first.isoformat(), "to": days.last.isoformat()}
        st.switch_page(visit.pages["law"], query_params=period)
    if not found:
        _empty("No verdict differs: the law of each day says of every transfer of both days what it says of it on the other.")
    for each in found:
        verdict_card(visit, each, days)
    _turn(total, _VERDICTS, page)
    return differ


_SHOWN = {"acts": _acts, "records": _records, "force": _in_force, "verdicts": _verdicts}


def _nothing(days: TwoDays) -> None:
    if days.narrowed == Narrowed():
        _empty(f"Nobody recorded anything between {difference_words.period(days.first, days.last)}.")
        return
    with st.container(border=True, key="changes_nothing"):
        st.markdown("**No change passes this filter.**")
        st.button("Clear the filter", key="changes.clear", on_click=clear)


def _empty(said: str) -> None:
    with st.container(border=True, key="changes_nothing"):
        st.markdown(f"**{plain(said)}**")


def _turn(total: int, rows: int, page: int) -> None:
    pages = -(-total // rows)
    if pages > 1:
        key = f"changes.page.{page}"
        st.pagination(pages, default=min(page, pages), key=key, on_change=lambda: address.turn_to(st.session_state[key]))
        st.caption(f"{counted(total, 'entry', 'entries')} on {pages} pages.")
