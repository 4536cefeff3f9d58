"""Where the data go, in pictures of one filter: map, flow, matrix, destinations, time; and the transfers behind a mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from transfer_register.exhibits import concentration, exhibit, house, validity, verdicts_by_country
from transfer_register.exhibits import map as world
from transfer_register.model.filter import Filter
from transfer_register.register.answer import Answer
from transfer_register.screens import address
from transfer_register.screens.behind import show_behind
from transfer_register.screens.chains import show_chains
from transfer_register.screens.choice import choose
from transfer_register.screens.compared import show_compared
from transfer_register.screens.days import sentence
from transfer_register.screens.days_sliders import judge, show_sliders
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.flow_chart import Picked, fold, is_dark
from transfer_register.screens.flow_map import flow_map
from transfer_register.screens.flow_matrix import show_matrix
from transfer_register.screens.flow_sankey import show_sankey
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show as show_exhibit
from transfer_register.screens.start import show_nothing
from transfer_register.screens.visit import Visit

_VIEWS = {
    "map": ":material/public: Map",
    "sankey": ":material/account_tree: Flow",
    "matrix": ":material/grid_on: Matrix",
    "countries": ":material/bar_chart: Destinations",
    "time": ":material/calendar_month: Time",
    "chains": ":material/conversion_path: Chains",
    "hanging": ":material/hub: Concentration",
}
# Pictures in which the EEA may stand as one place.
_FOLDED = ("map", "sankey", "matrix", "countries")  # fmt: skip
_LANES = 25


def show(visit: Visit) -> None:
    """Draws the screen; the view, its steps and axes stand in the address."""
    with heading("Flows", "Pictures of the same transfers. Choose a mark to read the transfers behind it."):
        pass
    if not visit.names:
        show_nothing(visit)
        return
    judge(visit)
    chosen = filter_bar(visit)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="views"):
        view = choose("flows", "view", _VIEWS, "Picture")
        if view in _FOLDED:
            _fold_toggle(visit)
    if against := show_sliders(visit):
        titles = (against.title, sentence(visit.on, visit.law_on, visit.known_on))
        show_compared(visit, visit.register, against.sight, visit.sight, chosen, titles=titles, key="flows", fold=fold(visit))
        return
    drawn = {
        "map": _map, "sankey": show_sankey, "matrix": show_matrix, "countries": _countries, "time": _time, "chains": show_chains,
        "hanging": _hanging,
    }  # fmt: skip
    picked = drawn[view](visit, chosen)
    if picked:
        show_behind(visit, replace(chosen, **picked))


def _map(visit: Visit, chosen: Filter) -> Picked:
    access = choose("flows", "access", {name: words for name, (words, _) in world.ACCESS.items()}, "What happens there")
    answer = visit.ask("map", chosen, fold=fold(visit), access=access)

    def draw() -> Picked:
        return world.picked(flow_map(world.draw(answer, visit.words), key="flows.map"), answer)

    return show_exhibit(visit, "map", answer, chosen, draw, world.twin(answer, visit.words))


def _countries(visit: Visit, chosen: Filter) -> Picked:
    answer = visit.ask("verdicts_by_country", chosen, fold=fold(visit))

    def draw() -> Picked:
        figure = verdicts_by_country.draw(answer, visit.words, dark=is_dark())
        return verdicts_by_country.picked(_figure(figure, answer, "Verdicts by destination"), answer)

    return show_exhibit(visit, "verdicts_by_country", answer, chosen, draw, verdicts_by_country.twin(answer, visit.words))


def _time(visit: Visit, chosen: Filter) -> Picked:
    page = address.page_number()
    answer = visit.ask("validity", chosen, limit=_LANES, offset=(page - 1) * _LANES)

    def draw() -> Picked:
        if not answer.rows:
            st.info("No transfer here has a mechanism with a day, or a day of review.", icon=":material/calendar_month:")
            return None
        figure = validity.draw(answer, visit.words, on=visit.on, dark=is_dark())
        return validity.picked(_figure(figure, answer, "Validity and reviews"), answer)

    picked = show_exhibit(visit, "validity", answer, chosen, draw, validity.twin(answer, visit.words))
    pages = -(-validity.total(answer) // _LANES)
    if pages > 1:
        key = f"flows.lanes.{page}"
        st.pagination(pages, default=min(page, pages), key=key, on_change=lambda: address.turn_to(st.session_state[key]))
    return picked


def _hanging(visit: Visit, chosen: Filter) -> Picked:
    answer = visit.ask("concentration", chosen)
    part = choose("flows", "part", {name: title for name, (title, _) in concentration.PARTS.items()}, "What hangs on what")

    def draw() -> Picked:
        if all(row["what"] != part for row in answer.dicts()):
            st.info("No transfer here hangs on one of these.", icon=":material/hub:")
            return None
        figure = concentration.draw(answer, visit.words, part, dark=is_dark())
        picked = concentration.picked(_figure(figure, answer, "Concentration"), answer)
        st.caption(plain(concentration.caption(answer, visit.words)))
        return picked

    return show_exhibit(visit, "concentration", answer, chosen, draw, concentration.twin(answer, visit.words))


def _fold_toggle(visit: Visit) -> None:
    if "eea" in visit.law.groups:
        st.toggle("EEA as one", key="flows.fold", persist_state="session", help="Its states stand together as one place.")


def _figure(figure: Any, answer: Answer, alt: str) -> Any:
    key = f"flows.figure.{exhibit.identity(answer)}"
    state = st.plotly_chart(figure, config=house.CONFIG, theme=None, on_select="rerun", selection_mode="points", key=key, alt=alt)
    return state.get("selection")
