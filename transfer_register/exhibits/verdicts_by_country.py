"""Draws how many transfers to each destination have which verdict, as stacked bars."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, house, style
from transfer_register.exhibits.table import Column, Table
from transfer_register.exhibits.tally import VERDICTS
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"fold": {}, "most": 16}
# How a state is filled where colour is not seen: plotly's names of patterns.
_PATTERNS = {"breached": "", "unknown": "/", "not_judged": ".", "permitted": "", "not_restricted": "-"}


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`fold` is {"EEA": [codes]}."""
    return {**more, "fold": dimensions.fold_parameter(more["fold"])}


def draw(answer: Answer, words: Words, *, dark: bool = False) -> Figure:
    """One bar a destination, one part a verdict, the worst next to the axis; a part carries [destination]."""
    from plotly.graph_objects import Bar, Figure

    rows = answer.dicts()
    labels = _labels(rows, words)
    figure = Figure()
    for name in VERDICTS:
        counts = [row[name] for row in rows]
        if not any(counts):
            continue
        mark = style.verdict(words, name)
        figure.add_trace(
            Bar(
                x=counts,
                y=labels,
                name=mark.text,
                orientation="h",
                customdata=[[row["destination"]] for row in rows],
                marker=house.filled(mark.on_dark if dark else mark.colour, _PATTERNS[name]),
                hovertemplate=f"%{{y}}: %{{x}} {mark.word.lower()}<extra></extra>",
            )
        )
    figure.update_layout(
        house.layout(dark=dark),
        barmode="stack",
        bargap=0.32,
        height=house.LEGEND + 26 * max(len(rows), 2),
        yaxis={"autorange": "reversed", "ticksuffix": "  "},
        xaxis={"title": {"text": "Transfers"}, "rangemode": "tozero", "tickformat": ",d"},
    )
    return figure


def _labels(rows: list[dict[str, Any]], words: Words) -> list[str]:
    return [escape(dimensions.label(words, "country", row["destination"])) for row in rows]


def twin(answer: Answer, words: Words) -> Table:
    """The same numbers as a table."""
    rows = answer.dicts()
    columns = [Column("destination", "Destination"), Column("transfers", "Transfers", "count")]
    columns += [Column(name, style.verdict(words, name).word, "count") for name in VERDICTS]
    cells = (
        (label, row["transfers"], *(row[name] for name in VERDICTS))
        for label, row in zip(_labels(rows, words), rows, strict=True)
    )
    return Table(tuple(columns), tuple(cells))


def picked(selection: Mapping[str, Any] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of the destination of a chosen part; `selection` is what `st.plotly_chart` returned under "selection".

    The verdict of the part is not among them: it is said of this destination, a Filter's verdict of the whole transfer.
    """
    for point in (selection or {}).get("points", ()):
        if said := point.get("customdata"):
            return dimensions.filtered("country", said[0], answer.parameters)
    return None
