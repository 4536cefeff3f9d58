"""The decisions that find places adequate, over time: one lane a place and regime; a bar opens its decision."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import law as asking
from transfer_register.exhibits import house, law_spans, law_timeline
from transfer_register.exhibits.law_spans import Lane
from transfer_register.exhibits.style import counted, country, day, number
from transfer_register.screens import address
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.law_filter import nothing
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show_table
from transfer_register.screens.visit import Visit

_LANES = 60
# Look of a bar or mark -> theme colour of its badge in the legend.
_COLOURS = {"open": "gray", "scheduled": "blue", "court": "red", "other": "gray", "risk": "orange", "review": "yellow"}


def show_timeline(visit: Visit, wanted: asking.Wanted, opened: str | None) -> None:
    """Draws a page of lanes, its legend, and its table twin."""
    found = law_spans.spans(_decisions(visit, wanted), visit.words)
    eea = frozenset(country(visit.words, code) for code in visit.law.groups["eea"].on(visit.law_on))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="law_time_head"):
        st.subheader("Decisions over time", anchor=False)
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", width="content"):
            fold = st.toggle(
                "EEA as one", key="law.fold", value=True, persist_state="session",
                help="States of the EEA with the same days under one regime share a lane.",
            )  # fmt: skip
            as_table = st.toggle("As a table", key="law.time.table", persist_state="session")
            lanes = law_spans.lanes(found, {"EEA": eea} if fold and not set(wanted.countries) else {})
            twin = law_timeline.twin(lanes, visit.words)
            st.download_button(
                "CSV", lambda: csv_bytes(twin), file_name=f"decisions_{visit.law_on}.csv", mime="text/csv", on_click="ignore",
                icon=":material/download:", key="law.time.csv", help="The decisions of this picture, as a file",
            )  # fmt: skip
    if not lanes:
        nothing("No decision passes this filter.")
        return
    if as_table:
        show_table(twin, key="law.time.grid", alt="Decisions over time")
    else:
        _picture(visit, lanes)
    bars, shown = counted(sum(len(lane.spans) for lane in lanes), "bar"), counted(len(lanes), "lane")
    st.caption(
        f"{counted(len(found), 'decision')} since the Directive of 1995, as {bars} in {shown}. The dotted line is the day of "
        f"the law, {day(visit.law_on)}. Events stand beside a decision; they do not change whether it is valid."
    )


def _decisions(visit: Visit, wanted: asking.Wanted) -> list[Any]:
    law = visit.law
    return [
        p
        for p in law.provisions.values()
        if asking.meant(p, p.version_on(visit.law_on) or p.versions[0], law, visit.law_on, wanted)
    ]


def _picture(visit: Visit, lanes: list[Lane]) -> None:
    pages = -(-len(lanes) // _LANES)
    page = min(address.page_number(), pages)
    shown = lanes[(page - 1) * _LANES : page * _LANES]
    dark = st.context.theme.type == "dark"
    _legend(shown)
    figure = law_timeline.draw(shown, visit.words, on=visit.law_on, dark=dark, span=law_timeline.days(lanes, visit.law_on))
    # What was chosen stays chosen by place: other lanes must be another chart, and so must the same ones once it was opened.
    turn = st.session_state.setdefault("law.time.turn", 0)
    key = f"law.time.{turn}.{hash(tuple(id for lane in shown for each in lane.spans for id in each.provisions))}"
    state = st.plotly_chart(
        figure, config=house.CONFIG, theme=None, on_select="rerun", selection_mode="points", key=key, alt="Decisions over time"
    )
    chosen = law_timeline.picked(state.get("selection"))
    if len(chosen) == 1:
        st.session_state["law.time.turn"] = turn + 1
        address.open_provision(chosen[0])
        st.rerun()
    if chosen:
        _several(visit, chosen)
    if pages > 1:
        key = f"law.lanes.{page}"
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            first = (page - 1) * _LANES
            st.markdown(
                f":small[{number(first + 1)} to {number(first + len(shown))} of {counted(len(lanes), 'lane')}]", width="content"
            )
            st.pagination(pages, default=page, key=key, on_change=lambda: address.turn_to(st.session_state[key]), width=220)


def _several(visit: Visit, ids: list[str]) -> None:
    """The decisions behind a bar that stands for several states."""
    provisions = visit.law.provisions
    with st.container(border=True, key="behind", gap="xsmall"):
        st.markdown(f"**{counted(len(ids), 'decision')} with the same days.** Choose one:")
        with st.container(horizontal=True, gap="xsmall"):
            for id in sorted(ids, key=lambda id: provisions[id].title):
                st.button(plain(provisions[id].title), key=f"law.several.{id}", on_click=address.open_provision, args=(id,))


def _legend(lanes: list[Lane]) -> None:
    spans = [each for lane in lanes for each in lane.spans]
    ends = {each.end for each in spans}
    parts = [f":{_COLOURS[look]}-badge[■ {name}]" for look, (_, _, name) in law_timeline.LOOKS.items() if look in ends]
    shown = {"risk": any(each.risks for each in spans), "review": any(each.review for each in spans)}
    parts += [f":{_COLOURS[mark]}-badge[{law_timeline.MARKS[mark][2]}]" for mark, there in shown.items() if there]
    st.markdown(" ".join(parts))
