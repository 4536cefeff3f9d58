"""Draws the decisions that find places adequate as lanes over time, from the first of them to their scheduled ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import house, style
from transfer_register.exhibits.law_spans import COURT, OPEN, OTHER, SCHEDULED, Lane, Span
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_DAY = 86_400_000  # milliseconds, in which plotly measures bars over time
# Pixels: of a lane, of a narrow plot, of a letter in a bar.
_LANE, _PLOT, _LETTER = 24, 560, 5.2
_TITLE = 32  # letters
# Marks that stand at an edge of the bar, in lanes, so that the words in it stay readable.
_ASIDE = {"risk": -0.4, "review": 0.38}
# The Directive of 1995 made the first decisions possible.
_EARLIEST = date(1995, 10, 24)

# How a decision stands -> colours of the bar on light and dark ground, of the words in it, what the legend says.
LOOKS = {
    OPEN: (("#5b7083", "#8fa0b5"), (style.PAPER, "#0f1726"), "In force, no end set"),
    SCHEDULED: (("#0072B2", "#4aa3dc"), (style.PAPER, "#0f1726"), "Ends on a day set beforehand"),
    COURT: (("#c05500", "#f08a45"), (style.PAPER, "#0f1726"), "✕ Ended by a court"),
    OTHER: (("#c3cad4", "#4d5a73"), (style.INK, "#e8ecf4"), "Replaced, withdrawn, lapsed"),
}
# What stands on a lane beside its bars -> colours, symbol of plotly, sign and words.
MARKS = {
    "end": (("#973f00", "#f7a871"), "x", "✕ Judgment"),
    "sunset": (("#005c91", "#8cc7ef"), "line-ns", "| Scheduled end"),
    "risk": (("#f2b233", "#eec06a"), "triangle-up", "▲ Event beside it; it stays in force"),
    "review": (("#ffffff", "#0f1726"), "diamond", "◇ Review due"),
}


def draw(lanes: Sequence[Lane], words: Words, *, on: date, dark: bool = False, span: tuple[date, date] | None = None) -> Figure:
    """One lane a place and regime; a line on `on`. Marks carry the ids of their provisions. `span` fixes the days drawn."""
    from plotly.graph_objects import Bar, Figure, Scatter

    first, last = span or days(lanes, on)
    figure = Figure()
    rows = [(place, each) for place, lane in enumerate(lanes) for each in lane.spans]
    for look, (colours, inside, name) in LOOKS.items():
        bars = [(row, each) for row, each in rows if each.end == look]
        if bars:
            held = [(max(each.first or first, first), min(each.last or last, last)) for _, each in bars]
            figure.add_trace(
                Bar(
                    base=[start.isoformat() for start, _ in held],
                    x=[max((end - start).days + 1, 2) * _DAY for start, end in held],
                    y=[row for row, _ in bars],
                    orientation="h",
                    name=name,
                    width=0.74,
                    customdata=[list(each.provisions) for _, each in bars],
                    hovertext=[_said(each, words) for _, each in bars],
                    hovertemplate="%{hovertext}<extra></extra>",
                    text=[
                        _inside(lanes[row], each, end - start, last - first)
                        for (row, each), (start, end) in zip(bars, held, strict=True)
                    ],
                    textposition="inside",
                    insidetextanchor="start",
                    textangle=0,
                    textfont={"color": inside[dark], "size": 10.5},
                    marker=house.filled(colours[dark]),
                )
            )
    for mark, points in _points(rows, first, last).items():
        figure.add_trace(
            Scatter(
                x=[day.isoformat() for _, day, _, _ in points],
                y=[row + _ASIDE.get(mark, 0) for row, _, _, _ in points],
                mode="markers",
                name=MARKS[mark][2],
                customdata=[list(each.provisions) for _, _, each, _ in points],
                hovertext=[said for _, _, _, said in points],
                hovertemplate="%{hovertext}<extra></extra>",
                marker=_mark(mark, dark=dark),
            )
        )
    _frame(figure, lanes, on, first, last, dark=dark)
    return figure


def _mark(mark: str, *, dark: bool) -> dict[str, Any]:
    """A mark with a line round it, so that it stands out from the bar beneath."""
    colours, symbol, _ = MARKS[mark]
    ground = "#0f1726" if dark else style.PAPER
    edges = {
        "end": ground, "sunset": colours[dark], "risk": "#0f1726" if dark else style.INK,
        "review": "#dcc08a" if dark else style.GOLD,
    }  # fmt: skip
    size, width = (16, 2.5) if mark == "sunset" else (9, 1.3)
    return {"symbol": symbol, "size": size, "color": colours[dark], "line": {"width": width, "color": edges[mark]}}


def _inside(lane: Lane, span: Span, held: timedelta, drawn: timedelta) -> str:
    """What stands in a bar of a lane with several: the name of the decision, where there is room for it."""
    room = held / drawn * _PLOT
    return escape(span.title) if len(lane.spans) > 1 and room > len(span.title) * _LETTER else ""


def _frame(figure: Figure, lanes: Sequence[Lane], on: date, first: date, last: date, *, dark: bool) -> None:
    quiet = house.quiet(dark=dark)
    figure.add_vline(x=on.isoformat(), line={"width": 1.5, "dash": "dot", "color": quiet})
    for row in range(1, len(lanes)):
        if lanes[row].place != lanes[row - 1].place:
            figure.add_hline(
                y=row - 0.5, line={"width": 1, "color": house.layout(dark=dark)["xaxis"]["gridcolor"]}, layer="below"
            )
    figure.update_layout(
        house.layout(dark=dark), barmode="overlay", showlegend=False, height=66 + _LANE * max(len(lanes), 2),
        margin={"l": 8, "r": 8, "t": 34, "b": 12},
        yaxis={
            "tickmode": "array", "tickvals": list(range(len(lanes))), "ticktext": _labels(lanes),
            "range": [len(lanes) - 0.4, -0.6], "ticksuffix": "  ", "tickfont": {"size": 11.5},
            "zeroline": False,
        },
        xaxis={"type": "date", "range": [first.isoformat(), last.isoformat()], "side": "top", "tickformat": "%Y", "nticks": 12,
               "zeroline": False},
    )  # fmt: skip


def days(lanes: Sequence[Lane], on: date) -> tuple[date, date]:
    """The first and the last day drawn: from the first decision to the last day that is set, a year beyond the day of the law."""
    known = [day for lane in lanes for each in lane.spans for day in (each.first, each.last, each.review) if day]
    known += [risk.on for lane in lanes for each in lane.spans for risk in each.risks]
    first = max(min([*known, on - timedelta(days=365)]), _EARLIEST)
    return first - timedelta(days=200), max([*known, on + timedelta(days=365)]) + timedelta(days=250)


def _labels(lanes: Sequence[Lane]) -> list[str]:
    """The place stands once, at the first of its lanes; the regime at each; a further lane of the same two has its title.

    plotly reads marks of HTML in words.
    """
    labels = []
    for row, lane in enumerate(lanes):
        before = lanes[row - 1] if row else None
        if before and (before.place, before.regime) == (lane.place, lane.regime):
            labels.append(f"<i>{escape(style.shortened(lane.spans[0].title, _TITLE))}</i>" + "\u200b" * row)
        elif before and before.place == lane.place:
            labels.append(lane.regime + "\u200b" * row)
        else:
            labels.append(f"<b>{escape(style.shortened(lane.place, _TITLE))}</b>   {lane.regime}")
    return labels


def _points(rows: list[tuple[int, Span]], first: date, last: date) -> dict[str, list[tuple[int, date, Span, str]]]:
    found: dict[str, list[tuple[int, date, Span, str]]] = {}
    for row, each in rows:
        said = _folded_lines(f"{each.title}: {each.how}")
        if each.last and each.end in (COURT, SCHEDULED) and first <= each.last <= last:
            found.setdefault("end" if each.end == COURT else "sunset", []).append((row, each.last, each, said))
        for risk in each.risks:
            if first <= risk.on <= last:
                text = _folded_lines(f"{style.day(risk.on)}: {risk.event}") + "<br><i>The decision stays in force.</i>"
                found.setdefault("risk", []).append((row, risk.on, each, text))
        if each.review and each.end in (OPEN, SCHEDULED) and first <= each.review <= last:
            found.setdefault("review", []).append(
                (row, each.review, each, f"{escape(each.title)}<br>Review due by {style.day(each.review)}")
            )
    return found


def _said(each: Span, words: Words) -> str:
    regime = words.label("regimes", each.regime)
    begins = style.day(each.first) if each.first else "before the register looks"
    lines = [
        f"<b>{_folded_lines(each.title)}</b>",
        escape(regime),
        f"{begins} to {style.day(each.last) if each.last else 'no end set'}",
    ]
    return "<br>".join(lines + [_folded_lines(text) for text in (each.how, each.doubt) if text])


def _folded_lines(text: str) -> str:
    return "<br>".join(escape(line) for line in wrap(text, 64))


def twin(lanes: Sequence[Lane], words: Words) -> Table:
    """The same days as a table."""
    columns = (
        Column("place", "Place"), Column("regime", "Regime"), Column("title", "Decision"), Column("first", "From", "day"),
        Column("last", "Until", "day"), Column("end", "How it ends"), Column("risks", "Events beside it", "count"),
        Column("review", "Review due", "day"),
    )  # fmt: skip
    rows = tuple(
        (each.place, words.label("regimes", each.regime), each.title, each.first, each.last,
         each.how or LOOKS[each.end][2], len(each.risks), each.review)
        for lane in lanes for each in lane.spans
    )  # fmt: skip
    return Table(columns, rows)


def picked(selection: Mapping[str, Any] | None) -> list[str]:
    """The provisions of a chosen mark; `selection` is what `st.plotly_chart` returned under "selection"."""
    for point in (selection or {}).get("points", ()):
        if said := point.get("customdata"):
            return [str(each) for each in said]
    return []
