"""The matrix: any two dimensions, coloured by verdict or by the risk left, with a way into a cell and back out of it.

Each look into a cell leaves a step in the address (`up`): the axes and the filter that it was looked at from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from transfer_register.exhibits import dimensions
from transfer_register.exhibits import matrix as grid
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.choice import choose, controlled
from transfer_register.screens.flow_chart import Picked, chart, fold, is_dark, legend
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show as show_exhibit
from transfer_register.screens.visit import Visit

_COLOURS = {"verdict": "Colour by verdict", "band": "Colour by risk left"}
_TITLES = {name: each.title for name, each in dimensions.DIMENSIONS.items()}
_ROWS, _COLUMNS = "category", "region"


@dataclass(frozen=True)
class Step:
    """A matrix that was looked into: its axes, and the filter under which it stood."""

    rows: str
    columns: str
    filter: Filter

    def text(self) -> str:
        return f"{self.rows}|{self.columns}|{self.filter.text()}"

    @classmethod
    def parse(cls, text: str) -> Step | None:
        """The inverse of `text`; None for what an address was mended into."""
        rows, _, rest = text.partition("|")
        columns, bar, chosen = rest.partition("|")
        if not bar or not {rows, columns} <= dimensions.DIMENSIONS.keys():
            return None
        try:
            return cls(rows, columns, Filter.parse(chosen))
        except ValueError:
            return None

    @property
    def title(self) -> str:
        return f"{_TITLES[self.rows]} × {_TITLES[self.columns]}"


def show_matrix(visit: Visit, chosen: Filter) -> Picked:
    """Draws the matrix with its axes; gives back the fields of a filter for the chosen cell."""
    steps = [step for text in address.said("up") if (step := Step.parse(text))]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rows = _axis("Rows", "rows", list(_TITLES), _ROWS)
        columns = _axis("Columns", "columns", [name for name in _TITLES if name != rows], _COLUMNS)
        colour = choose("flows", "colour", _COLOURS, "Colour")
        beside = st.container(width="content")  # where the list of a cell never lies over it
    here = Step(rows, columns, chosen)
    if steps:
        _way_back(visit, steps, here)
    answer = visit.ask("matrix", chosen, rows=rows, columns=columns, fold=fold(visit))

    def draw() -> Picked:
        legend(grid.marks(answer, visit.words, colour))
        option = grid.draw(answer, visit.words, dark=is_dark(), colour=colour)
        with st.container(key="matrix"):  # on a narrow page it scrolls sideways rather than squeezing its columns
            selection = chart(option, grid.height(answer, visit.words), answer, "Matrix of transfers")
        st.caption(plain(grid.caption(answer, visit.words, colour)))
        picked = grid.picked(selection, answer, visit.words)
        if picked:
            with beside:
                _look_closer(here, steps, picked, grid.closer(selection, answer, visit.words))
        return picked

    return show_exhibit(visit, "matrix", answer, chosen, draw, grid.twin(answer, visit.words, colour))


def _look_closer(here: Step, steps: list[Step], picked: dict[str, tuple[str, ...]], axes: tuple[str, str]) -> None:
    inside = Step(*axes, replace(here.filter, **picked))
    st.button(
        f"Look closer: {inside.title}", icon=":material/zoom_in:", key="flows.closer",
        help="A matrix of the transfers of this cell alone", on_click=_go, args=(inside, [*steps, here]),
    )  # fmt: skip


def _way_back(visit: Visit, steps: list[Step], here: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="way_back"):
        for place, step in enumerate(steps):
            st.button(
                step.title, key=f"flows.up.{place}", type="tertiary", icon=":material/arrow_back:" if place == 0 else None,
                help=plain(step.filter.sentence(visit.words, visit.titles)), on_click=_go, args=(step, steps[:place]),
            )  # fmt: skip
            st.markdown("›", width="content")
        st.markdown(f"**{here.title}**", width="content")


def _go(to: Step, steps: list[Step]) -> None:
    address.say("rows", to.rows)
    address.say("columns", to.columns)
    address.say("up", [step.text() for step in steps])
    address.write_filter(to.filter)


def _axis(heading: str, name: str, known: list[str], usual: str) -> str:
    value = address.one_of(name, known, usual if usual in known else known[0])
    key = f"flows.{name}"
    controlled(key, value)
    st.selectbox(
        heading, known, key=key, format_func=_TITLES.get, width=200, on_change=lambda: address.say(name, st.session_state[key])
    )
    return value
