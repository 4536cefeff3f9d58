"""Draws when mechanisms hold, documents and law end, and transfers are to be reviewed, as lanes over time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import house, style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"limit": 25, "offset": 0}


def draw(answer: Answer, words: Words, *, on: date, dark: bool = False) -> Figure:
    """One lane a transfer: a bar from signature to end of each mechanism, a mark on each day of a review and each last day of a
    document or of the law that carries it, a line on `on`.

    An end that was not stated is drawn open, to the edge. Marks carry [id of the transfer].
    """
    from plotly.graph_objects import Bar, Figure, Scatter

    rows = answer.dicts()
    first, last = _span(rows, on)
    lanes = list(dict.fromkeys(_lane(row) for row in rows))
    figure = Figure()
    for state in _LOOKS:
        bars = [row for row in rows if row["what"] == "mechanism" and _state(row, on) == state]
        if not bars:
            continue
        days = [(max(row["starts"] or first, first), min(row["ends"] or last, last)) for row in bars]
        colours, pattern, name = _LOOKS[state]
        figure.add_trace(
            Bar(
                base=[start.isoformat() for start, _ in days],
                x=[max((end - start).days, 2) * _DAY for start, end in days],
                y=[_lane(row) for row in bars],
                orientation="h",
                name=name,
                customdata=[[row["id"]] for row in bars],
                hovertext=[_said(row, words) for row in bars],
                hovertemplate="%{hovertext}<extra></extra>",
                marker=house.filled(colours[dark], pattern),
            )
        )
    for what, past, (colours, symbol, name) in _MARKS:
        marked = [row for row in rows if row["what"] == what and row["ends"] and _past(row, on) == past]
        if marked:
            figure.add_trace(
                Scatter(
                    x=[row["ends"].isoformat() for row in marked],
                    y=[_lane(row) for row in marked],
                    mode="markers",
                    name=name,
                    customdata=[[row["id"]] for row in marked],
                    hovertext=[_told(row) for row in marked],
                    hovertemplate="%{hovertext}<extra></extra>",
                    marker={"symbol": symbol, "size": 10, "color": colours[dark], "line": {"width": 1.5, "color": colours[dark]}},
                )
            )
    figure.add_vline(x=on.isoformat(), line={"width": 1, "dash": "dot", "color": house.quiet(dark=dark)})
    figure.update_layout(
        house.layout(dark=dark), barmode="overlay", bargap=0.45, height=house.LEGEND + 24 * max(len(lanes), 2),
        yaxis={"categoryorder": "array", "categoryarray": lanes[::-1], "ticksuffix": "  "},
        xaxis={"type": "date", "range": [first.isoformat(), last.isoformat()]},
    )  # fmt: skip
    return figure


_DAY = 86_400_000  # milliseconds, in which plotly measures bars over time
# State of a mechanism on the day -> colours on light and dark ground, pattern, name.
_LOOKS = {
    "ended": (("#8a8f98", "#a7adb8"), "/", "Ended"),
    "holds": (("#0072B2", "#4aa3dc"), "", "Holds until a stated day"),
    "open": (("#5b7083", "#8fa0b5"), ".", "No end stated"),
}
_LATE, _PLANNED, _LAW = ("#D55E00", "#f08a45"), (style.GOLD, "#c8a76a"), ("#7a4fa3", "#b595d6")
# What is marked, whether its day is past -> colours on light and dark ground, symbol, name.
_MARKS = (
    ("review", True, (_LATE, "diamond", "◆ Review due")),
    ("review", False, (_PLANNED, "diamond-open", "◇ Review planned")),
    ("assessment", True, (_LATE, "square", "■ Assessment to be reviewed")),
    ("assessment", False, (_PLANNED, "square-open", "□ Next review of the assessment")),
    ("document", True, (_LATE, "triangle-left", "◀ Document ended")),
    ("document", False, (_PLANNED, "triangle-left-open", "◁ Document ends")),
    ("law", True, (_LAW, "x-thin", "✕ The law that carried it ended")),
    ("law", False, (_LAW, "x-thin", "✕ The law that carries it ends")),
)
_WHAT = {"review": "Review", "assessment": "Review of the assessment", "document": "Document", "law": "Law that carries it"}


def _state(row: dict[str, Any], on: date) -> str:
    return "open" if row["ends"] is None else "ended" if row["ends"] < on else "holds"


def _past(row: dict[str, Any], on: date) -> bool:
    """Is its day past? What ends holds on its last day; what is to be done on a day is due on it."""
    return row["ends"] < on if row["what"] in ("document", "law") else row["ends"] <= on


def _lane(row: dict[str, Any]) -> str:
    # plotly reads marks of HTML in words.
    return escape(f"{row['id']}  {style.shortened(row['importer_name'] or '', 30)}")


def _said(row: dict[str, Any], words: Words) -> str:
    tool, first = (
        words.label("transfer_tools", row["named"]),
        style.day(row["starts"]) if row["starts"] else "no first day stated",
    )
    return f"{row['id']}: {escape(tool)}<br>{first} to {style.day(row['ends']) if row['ends'] else 'no end stated'}"


def _told(row: dict[str, Any]) -> str:
    of = {
        "assessment": f" {row['named']}",
        "document": f" “{escape(row['named'] or '')}”",
        "law": f": {escape(row['named'] or '')}",
    }
    verb = "on" if row["what"] in ("review", "assessment") else "until"
    return f"{row['id']}: {_WHAT[row['what']].lower()}{of.get(row['what'], '')}, {verb} {style.day(row['ends'])}"


def _span(rows: list[dict[str, Any]], on: date) -> tuple[date, date]:
    """The first and last day drawn: two years before `on` at the latest, ten at the earliest; as far after it as is stated."""
    days = [day for row in rows for day in (row["starts"], row["ends"]) if day] + [on]
    first = max(min(*days, on - timedelta(days=365)), on - timedelta(days=3650))
    last = min(max(*days, on + timedelta(days=365)), on + timedelta(days=3650))
    return first - timedelta(days=30), last + timedelta(days=60)


def twin(answer: Answer, words: Words) -> Table:
    """The same days as a table."""
    columns = (
        Column("id", "Transfer", "code"), Column("importer_name", "Recipient"), Column("what", "What"),
        Column("starts", "From", "day"), Column("ends", "Until", "day"),
    )  # fmt: skip
    rows = tuple(
        (row["id"], row["importer_name"], _what(row, words), row["starts"] if row["what"] in ("mechanism", "document") else None,
         row["ends"])
        for row in answer.dicts()
    )  # fmt: skip
    return Table(columns, rows)


def _what(row: dict[str, Any], words: Words) -> str:
    if row["what"] == "mechanism":
        return words.label("transfer_tools", row["named"])
    return _WHAT[row["what"]] + (f": {row['named']}" if row["named"] else "")


def total(answer: Answer) -> int:
    """How many transfers have a lane, whether or not they are on this page."""
    return answer.dicts()[0]["total"] if answer.rows else 0


def picked(selection: Mapping[str, Any] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen mark; `selection` is what `st.plotly_chart` returned under "selection"."""
    for point in (selection or {}).get("points", ()):
        if said := point.get("customdata"):
            return {"transfers": (said[0],)}
    return None
