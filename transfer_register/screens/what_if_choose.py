"""Choosing what is to be tried: drills that are ready-made, events of one's own, and those that are chosen already."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.drills import Drill, drills
from transfer_register.exhibits.law_touched import Touched
from transfer_register.exhibits.style import counted, day
from transfer_register.model.event import Event
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_form import show_form
from transfer_register.screens.what_if_link import Tried
from transfer_register.screens.what_if_words import KINDS, says


def show_offers(visit: Visit) -> None:
    """Draws everything that can be tried, while nothing is."""
    adding = address.one_of(link.ADD, ["", *KINDS])
    if adding:
        show_form(visit, adding)
    st.markdown("##### Ready-made")
    ready = drills(visit.register)
    grid = st.grid(3, min_column_width=280, border=True, gap="small")
    for drill in ready:
        with grid.cell():
            _drill(visit, drill)
    st.markdown("##### An event of your own")
    grid = st.grid(5, min_column_width=205, border=True, gap="small")
    for kind, about in KINDS.items():
        with grid.cell():
            st.markdown(f":material/{about.icon}: **{about.name}**  \n:small[:gray[{plain(about.says)}]]")
            st.button("Put together", key=f"what_if.own.{kind}", on_click=address.say, args=(link.ADD, kind), width="stretch")
    st.caption("Nothing is written before you record an event, and what is recorded can be taken back.")


def show_chosen(visit: Visit, tried: Tried) -> None:
    """Draws what is being tried, each with the way to take it out, and the way to add to it."""
    adding = address.one_of(link.ADD, ["", *KINDS])
    with st.container(border=True, key="what_if_chosen", gap="small"):
        if tried.drill:
            _tried_drill(visit, tried.drill)
        for place, event in enumerate(tried.events):
            _tried_event(visit, place, event)
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="what_if_more"):
            if not tried.drill:
                with st.popover("And another event", icon=":material/add:"):
                    for kind, about in KINDS.items():
                        st.button(
                            about.name, icon=f":material/{about.icon}:", key=f"what_if.more.{kind}", width="stretch",
                            on_click=address.say, args=(link.ADD, kind),
                        )  # fmt: skip
            st.button("Start again", icon=":material/restart_alt:", key="what_if.again", on_click=link.try_events, args=((),))
            st.markdown(":small[:gray[The link of this page holds all of it; whoever opens it sees the same.]]", width="content")
    if adding:
        show_form(visit, adding)


def _drill(visit: Visit, drill: Drill) -> None:
    rests, least = _rests(visit, drill), " at least" if len(drill.parts) > 1 else ""
    st.markdown(f"**{plain(drill.title)}**  \n:small[:gray[{plain(drill.says)}]]")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.button(
            "Try it", type="primary", icon=":material/science:", key=f"what_if.drill.{drill.id}", on_click=_take,
            args=(visit, drill),
        )  # fmt: skip
        if rests is not None:
            st.markdown(f":small[{counted(rests, 'transfer')} rest on it{least}]", width="content")


def _take(visit: Visit, drill: Drill) -> None:
    # A drill of events is put into the address as its events, so that each can be taken out; one of two days as itself.
    link.try_events(drill.events(visit.today), drill.id if drill.of_the_past else None)


def _rests(visit: Visit, drill: Drill) -> int | None:
    """How many transfers rest on what the drill ends; None where it ends nothing that is in force."""
    if drill.of_the_past:
        return None
    # A transfer can rest on several parts; how many at least is what the largest of them carries.
    return max(visit.touched.get(id, Touched()).rests for part in drill.parts for id in part.provisions)


def _tried_drill(visit: Visit, id: str) -> None:
    found = next((each for each in drills(visit.register) if each.id == id), None)
    if found is None:
        st.warning("This link names a drill that there is not any more.", icon=":material/link_off:")
        return
    st.markdown(
        f":material/history: **{plain(found.title)}**  \n:small[:gray[Your transfers of {day(visit.on)}, judged by the law of "
        f"{day(found.law_before)} and by the law of {day(found.law_on)}.]]"
    )


def _tried_event(visit: Visit, place: int, event: Event) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"what_if_event_{place}"):
        st.markdown(
            f":material/{KINDS[event.kind].icon}: **{plain(event.title)}**  \n:small[:gray[{plain(says(visit, event))}]]",
            width="stretch",
        )
        st.button(
            ":material/close:", key=f"what_if.drop.{place}", type="tertiary", help="Take this event out",
            on_click=link.without, args=(place,),
        )  # fmt: skip
