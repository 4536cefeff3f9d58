"""Where the data go, in pictures of one filter: map, flow, matrix, destinations, time; and the transfers behind a mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from transfer_register.exhibits import dimensions, exhibit, house, sankey, validity, verdicts_by_country
from transfer_register.exhibits import map as world
from transfer_register.exhibits import matrix as grid
from transfer_register.exhibits.style import Mark
from transfer_register.model.filter import Filter
from transfer_register.register.answer import Answer
from transfer_register.screens import address
from transfer_register.screens.behind import show_behind
from transfer_register.screens.choice import choose, controlled
from transfer_register.screens.filter_bar import filter_bar
from transfer_register.screens.flow_map import flow_map
from transfer_register.screens.heading import heading
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show as show_exhibit
from transfer_register.screens.start import show_nothing
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

_VIEWS = {
    "map": ":material/public: Map", "sankey": ":material/account_tree: Flow", "matrix": ":material/grid_on: Matrix",
    "countries": ":material/bar_chart: Destinations", "time": ":material/calendar_month: Time",
}  # fmt: skip
_LANES = 25

Picked = dict[str, tuple[str, ...]] | None


def show(visit: Visit) -> None:
    """Draws the screen; the view, its steps and axes stand in the address."""
    with heading("Flows", "Five pictures of the same transfers. Choose a mark to read the transfers behind it."):
        pass
    if not visit.names:
        show_nothing(visit)
        return
    chosen = filter_bar(visit)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="views"):
        view = choose("flows", "view", _VIEWS, "Picture")
        if view != "time":
            _fold_toggle(visit)
    picked = {"map": _map, "sankey": _sankey, "matrix": _matrix, "countries": _countries, "time": _time}[view](visit, chosen)
    if picked:
        show_behind(visit, replace(chosen, **picked))


def _map(visit: Visit, chosen: Filter) -> Picked:
    answer = visit.ask("map", chosen, fold=_fold(visit))

    def draw() -> Picked:
        return world.picked(flow_map(world.draw(answer, visit.words), key="flows.map"), answer)

    return show_exhibit(visit, "map", answer, chosen, draw)


def _sankey(visit: Visit, chosen: Filter) -> Picked:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        steps = _steps()
    if len(steps) < 2:
        st.info("Choose two steps or more.", icon=":material/account_tree:")
        return None
    answer = visit.ask("sankey", chosen, steps=steps, fold=_fold(visit))

    def draw() -> Picked:
        picture = sankey.read(answer, visit.words)
        fullest = max((sum(node.place == place for node in picture.nodes) for place in range(len(steps))), default=1)
        _legend(sankey.marks(answer, visit.words))
        picked = _chart(sankey.draw(answer, visit.words, dark=_dark()), 120 + 38 * fullest, answer, "Flow of transfers")
        st.caption(plain(sankey.caption(answer, visit.words)))
        return sankey.picked(picked, answer, visit.words)

    return show_exhibit(visit, "sankey", answer, chosen, draw, sankey.twin(answer, visit.words))


def _matrix(visit: Visit, chosen: Filter) -> Picked:
    titles = {name: each.title for name, each in dimensions.DIMENSIONS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rows = _axis("Rows", "rows", [name for name in titles], titles, "category")
        columns = _axis("Columns", "columns", [name for name in titles if name != rows], titles, "country")
    answer = visit.ask("matrix", chosen, rows=rows, columns=columns, fold=_fold(visit))

    def draw() -> Picked:
        _legend(grid.marks(answer, visit.words))
        option, height = grid.draw(answer, visit.words, dark=_dark()), grid.height(answer, visit.words)
        with st.container(key="matrix"):  # on a narrow page it scrolls sideways rather than squeezing its columns
            picked = _chart(option, height, answer, "Matrix of transfers")
        st.caption(plain(grid.caption(answer, visit.words)))
        return grid.picked(picked, answer, visit.words)

    return show_exhibit(visit, "matrix", answer, chosen, draw, grid.twin(answer, visit.words))


def _countries(visit: Visit, chosen: Filter) -> Picked:
    answer = visit.ask("verdicts_by_country", chosen, fold=_fold(visit))

    def draw() -> Picked:
        figure = verdicts_by_country.draw(answer, visit.words, dark=_dark())
        return verdicts_by_country.picked(_figure(figure, answer, "Verdicts by destination"), answer)

    return show_exhibit(visit, "verdicts_by_country", answer, chosen, draw, verdicts_by_country.twin(answer, visit.words))


def _time(visit: Visit, chosen: Filter) -> Picked:
    page = address.page_number()
    answer = visit.ask("validity", chosen, limit=_LANES, offset=(page - 1) * _LANES)

    def draw() -> Picked:
        if not answer.rows:
            st.info("No transfer here has a mechanism with a day, or a day of review.", icon=":material/calendar_month:")
            return None
        figure = validity.draw(answer, visit.words, on=visit.on, dark=_dark())
        return validity.picked(_figure(figure, answer, "Validity and reviews"), answer)

    picked = show_exhibit(visit, "validity", answer, chosen, draw, validity.twin(answer, visit.words))
    pages = -(-validity.total(answer) // _LANES)
    if pages > 1:
        key = f"flows.lanes.{page}"
        st.pagination(pages, default=min(page, pages), key=key, on_change=lambda: address.turn_to(st.session_state[key]))
    return picked


def _axis(heading: str, name: str, known: list[str], titles: dict[str, str], usual: str) -> str:
    value = address.one_of(name, known, usual if usual in known else known[0])
    key = f"flows.{name}"
    controlled(key, value)
    st.selectbox(
        heading, known, key=key, format_func=titles.get, width=200, on_change=lambda: address.say(name, st.session_state[key])
    )
    return value


def _steps() -> list[str]:
    value = address.some_of("steps", dimensions.DIMENSIONS, sankey.STEPS)
    controlled("flows.steps", value)
    return st.multiselect(
        "Steps, in their order", list(dimensions.DIMENSIONS), key="flows.steps", format_func=dimensions.title,
        max_selections=5, on_change=lambda: address.say("steps", st.session_state["flows.steps"]),
    )  # fmt: skip


def _fold_toggle(visit: Visit) -> None:
    if "eea" in visit.register.law.groups:
        st.toggle("EEA as one", key="flows.fold", persist_state="session", help="Its states stand together as one place.")


def _fold(visit: Visit) -> dict[str, tuple[str, ...]]:
    return {"EEA": visit.register.law.groups["eea"].on(visit.law_on)} if st.session_state.get("flows.fold") else {}


def _chart(option: dict[str, Any], height: int, answer: Answer, alt: str) -> Any:
    # A chart keeps what was chosen in it by place: other data must be another chart.
    key = f"flows.chart.{exhibit.identity(answer)}"
    look = {"height": height, "theme": None, "renderer": "svg", "alt": alt}
    return st.echarts_chart(option, on_select="rerun", key=key, **look).get("selection")


def _figure(figure: Any, answer: Answer, alt: str) -> Any:
    key = f"flows.figure.{exhibit.identity(answer)}"
    state = st.plotly_chart(figure, config=house.CONFIG, theme=None, on_select="rerun", selection_mode="points", key=key, alt=alt)
    return state.get("selection")


def _legend(marks: list[Mark]) -> None:
    st.markdown(" ".join(f":{COLOURS.get(mark.id, 'gray')}-badge[{mark.text}]" for mark in marks))


def _dark() -> bool:
    return st.context.theme.type == "dark"
