"""What if: an event is tried on the register before it happens; recorded, it leaves tasks and a remainder that falls."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from transfer_register.actions.drills import drill, drills
from transfer_register.actions.simulated_figures import figures
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.choice import choose
from transfer_register.screens.compared import show_compared
from transfer_register.screens.days import sentence
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import plain
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_acts import show_acts
from transfer_register.screens.what_if_affected import show_affected
from transfer_register.screens.what_if_choose import show_chosen, show_offers
from transfer_register.screens.what_if_events import show_events, show_events_button
from transfer_register.screens.what_if_link import Tried
from transfer_register.screens.what_if_paper import show_paper
from transfer_register.screens.what_if_record import show_record, show_record_button
from transfer_register.screens.what_if_result import show_result, tiles
from transfer_register.screens.what_if_work import Held, found_acts, held

_PARTS = {
    "affected": ":material/table_rows: Transfers", "compared": ":material/compare: Map and matrix",
    "acts": ":material/build: What mends them", "paper": ":material/description: Paper for the board",
}  # fmt: skip
_STYLE = Path(__file__).with_suffix(".css")


def show(visit: Visit) -> None:
    """Draws what can be tried, or what is tried and what it would do, or the events that were recorded."""
    st.html(_STYLE)
    tried = _unfolded(visit, link.read())
    recorded = address.said(link.RECORDED)
    with heading("What if", "An event, and what it would do to your transfers. Nothing is written until you record it."):
        show_events_button(visit, recorded[0] if recorded else None)
    if not visit.names:
        show_nothing(visit)
        return
    if recorded:
        show_events(visit, recorded[0])
        return
    if tried.unread:
        st.warning("Part of this link is cut or mistyped, and was left aside.", icon=":material/link_off:")
    if not tried.events and not tried.drill:
        show_offers(visit)
        return
    show_chosen(visit, tried)
    chosen = filter_bar(visit)
    made = held(visit, tried, chosen)
    if made is not None:
        _result(visit, tried, made)


def _unfolded(visit: Visit, tried: Tried) -> Tried:
    """A link may name a drill of days to come by its name: it becomes its events, so that each can be taken out."""
    named = next((each for each in drills(visit.register) if each.id == tried.drill and not each.of_the_past), None)
    if named is None or tried.events:
        return tried
    link.try_events(named.events(visit.today))
    return link.read()


def _result(visit: Visit, tried: Tried, made: Held) -> None:
    fix = found_acts(made)
    of = show_result(visit, made, fix)
    simulated = made.simulated
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="what_if_parts"):
        part = choose("what_if", link.SHOW, _PARTS, "What to look at")
        show_record_button(visit, tried)
    match part:
        case "compared":
            show_compared(
                visit, simulated.register, simulated.before, simulated.after, simulated.filter, titles=("Before", "After"),
                key="what_if",
            )  # fmt: skip
        case "acts":
            show_acts(visit, made)
        case "paper":
            show_paper(visit, made, fix, drill(visit.register, tried.drill).title if tried.drill else None)
        case _:
            tile = tiles(figures(simulated, fix)).get(of) if of else None
            show_affected(visit, made, tile.ids if tile else None, tile.label if tile else "")
    st.caption(
        f"{plain(simulated.filter.sentence(visit.words, visit.titles))}. "
        f"{sentence(simulated.on, simulated.law_on, visit.known_on)}."
    )
    show_record(visit, tried, made, fix)
