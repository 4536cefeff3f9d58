"""The simulation that is looked at, kept for the session while nothing that it rests on changes; and the search for acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from transfer_register.actions import drills, simulate
from transfer_register.actions.fix import Fix
from transfer_register.actions.fix import acts as known_acts
from transfer_register.actions.simulated import Simulated
from transfer_register.actions.simulated_figures import Figures, figures
from transfer_register.errors import TransferRegisterError
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import cannot
from transfer_register.screens.preview_work import Work, show_work
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_link import Tried, packed

_HELD, _ACTS = "what_if.held", "what_if.acts"


@dataclass(frozen=True)
class Held:
    """A simulation with what it is a simulation of (`key`), and its figures."""

    key: tuple[Any, ...]
    simulated: Simulated
    figures: Figures


def held(visit: Visit, tried: Tried, chosen: Filter) -> Held | None:
    """The simulation of what is tried, made anew where it is another one; None where it cannot be made, which it says."""
    key = _key(visit, tried, chosen)
    kept: Held | None = st.session_state.get(_HELD)
    if kept is not None and kept.key == key:
        return kept
    if kept is not None:
        del st.session_state[_HELD]
        kept.simulated.close()
    try:
        with st.spinner("The register is judged before and after …"):
            made = _simulated(visit, tried, chosen)
            found = Held(key, made, figures(made))
    except TransferRegisterError as error:
        cannot(error)
        return None
    st.session_state[_HELD] = found
    return found


def _simulated(visit: Visit, tried: Tried, chosen: Filter) -> Simulated:
    asked = {"on": visit.on, "known_on": visit.known_on, "filter": chosen}
    if tried.drill:
        return drills.drill(visit.register, tried.drill).simulated(visit.register, **asked)
    return simulate.simulate(visit.register, tried.events, law_on=address.read_day("law_on"), **asked)


def found_acts(made: Held) -> Fix | None:
    """What mends what becomes worse, once somebody let it be looked for and it is found."""
    kept = st.session_state.get(_ACTS)
    if kept is None or kept[0] != made.key or not kept[1].outcome.done() or kept[1].outcome.exception():
        return None
    return kept[1].outcome.result()


def look_for_acts(visit: Visit, made: Held) -> Fix | None:
    """Draws the button, then how far the search is; gives back what was found. Trying all acts on thousands takes a while."""
    kept = st.session_state.get(_ACTS)
    work: Work | None = kept[1] if kept and kept[0] == made.key else None
    if work is None:
        if st.button("Find what mends them", type="primary", icon=":material/science:", key="what_if.find"):
            st.session_state[_ACTS] = (made.key, Work(lambda each: _mending(visit, made, each), while_watched=True))
            st.rerun()
        return None
    if work.stopped:
        del st.session_state[_ACTS]
        st.rerun()
    if not work.done():
        show_work(work, "what_if.work")
        return None
    error = work.outcome.exception()
    if isinstance(error, TransferRegisterError):
        del st.session_state[_ACTS]
        cannot(error)
        return None
    return work.outcome.result()


def _mending(visit: Visit, made: Held, work: Work) -> Fix:
    return simulate.mending(visit.register, made.simulated, tell=work.tell)


def _key(visit: Visit, tried: Tried, chosen: Filter) -> tuple[Any, ...]:
    law = visit.law.in_force(visit.law_on).digest
    days = (visit.on, address.read_day("law_on"), visit.known_on)
    events = tuple(packed(each) for each in tried.events)
    return (*days, tried.drill, events, chosen.json(), visit.register.applied.sequence, law, known_acts().digest)
