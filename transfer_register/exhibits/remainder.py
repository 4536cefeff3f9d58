"""Draws how many of the transfers that an event harmed are still not carried, day by day, and on which days tasks were done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from transfer_register.exhibits import house, style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.event import Task

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_LINE, _DONE = ("#D55E00", "#f08a45"), ("#0072B2", "#4aa3dc")
_TITLE = 64


def draw(days: Sequence[tuple[date, int]], harmed: int, done: Sequence[Task], *, dark: bool = False) -> Figure:
    """A line of steps from the day of recording to the last one, a dotted line at all that were harmed, a mark a task done."""
    from plotly.graph_objects import Figure, Scatter

    x, y = [day.isoformat() for day, _ in days], [left for _, left in days]
    figure = Figure()
    figure.add_trace(
        Scatter(
            x=x, y=y, mode="lines+markers", line={"shape": "hv", "width": 2.4, "color": _LINE[dark]}, fill="tozeroy",
            fillcolor=_faint(_LINE[dark]), marker={"symbol": "square", "size": 6, "color": _LINE[dark]},
            name="■ Carried by nothing, at the end of the day", hovertemplate="%{x|%-d %B %Y}: %{y:,}<extra></extra>",
        )
    )  # fmt: skip
    by_day = dict(days)
    shown = [task for task in done if task.done_on in by_day]
    if shown:
        figure.add_trace(
            Scatter(
                x=[task.done_on.isoformat() for task in shown], y=[by_day[task.done_on] for task in shown], mode="markers",
                marker={"symbol": "diamond", "size": 11, "color": _DONE[dark], "line": {"width": 1.5, "color": style.PAPER}},
                name="◆ Task done", hovertext=[escape(style.shortened(task.title, _TITLE)) for task in shown],
                hovertemplate="%{x|%-d %B %Y}: %{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    figure.add_hline(y=harmed, line={"width": 1, "dash": "dot", "color": house.quiet(dark=dark)})
    first, last = days[0][0], max(days[-1][0], days[0][0] + timedelta(days=6))
    look = house.layout(dark=dark)
    upright = {"range": [0, max(harmed, *y, 1) * 1.12], "tickformat": ",d", "nticks": 4, "gridcolor": look["xaxis"]["gridcolor"]}
    figure.update_layout(
        look, height=250, showlegend=True, hovermode="closest",
        xaxis=look["xaxis"] | {
            "type": "date", "range": [(first - timedelta(days=1)).isoformat(), (last + timedelta(days=1)).isoformat()],
            "tickformat": "%-d %b", "nticks": 8,
        },
        yaxis=look["yaxis"] | upright,
    )  # fmt: skip
    return figure


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.12)"


def twin(days: Sequence[tuple[date, int]]) -> Table:
    """The same days as a table."""
    return Table((Column("day", "Day", "day"), Column("left", "Carried by nothing", "count")), tuple(days))
