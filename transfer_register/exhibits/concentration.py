"""Draws how much hangs on one country, one group of companies, one legal ground: of transfers, persons, data, systems."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import house, style
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"most": 10}
# What a row hangs on -> the heading of its part, and the field of a Filter that means it.
PARTS = {"country": ("Countries", "countries"), "group": ("Groups of recipients", "importers"), "ground": ("Grounds", "grounds")}
# What is shared out -> its name, the symbol (plotly's) and its sign, the colours on light and dark ground.
_SHARES = {
    "transfers": ("Transfers", "circle", "●", ("#0072B2", "#4aa3dc")),
    "persons": ("Persons", "diamond", "◆", ("#D55E00", "#f08a45")),
    "categories": ("Categories of data", "triangle-up", "▲", ("#7a4fa3", "#b595d6")),
    "systems": ("Systems", "square", "■", ("#5b7083", "#8fa0b5")),
}
_ROW = 26  # pixels of a line


def draw(answer: Answer, words: Words, part: str = "country", *, dark: bool = False) -> Figure:
    """One line a country, group or ground (`part`, of `PARTS`), with a mark for each share; marks carry [part, value]."""
    from plotly.graph_objects import Figure, Scatter

    rows = [row for row in answer.dicts() if row["what"] == part]
    labels = [label(row, words) for row in rows]
    figure = Figure()
    for row, name in zip(rows, labels, strict=True):
        shares = [share for of in _SHARES if (share := _share(row, of)) is not None]
        figure.add_trace(
            Scatter(
                x=[min(shares), max(shares)], y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
                line={"width": 2, "color": house.quiet(dark=dark)}, opacity=0.35,
            )
        )  # fmt: skip
    for of, (title, symbol, sign, colours) in _SHARES.items():
        shown = [(row, name) for row, name in zip(rows, labels, strict=True) if _share(row, of) is not None]
        if shown:
            figure.add_trace(
                Scatter(
                    x=[_share(row, of) for row, _ in shown],
                    y=[name for _, name in shown],
                    mode="markers",
                    name=f"{sign} {title}",
                    customdata=[[part, row["value"]] for row, _ in shown],
                    hovertext=[_said(row, of, name) for row, name in shown],
                    hovertemplate="%{hovertext}<extra></extra>",
                    marker={"symbol": symbol, "size": 11, "color": colours[dark]},
                )
            )
    figure.update_layout(
        house.layout(dark=dark), height=house.LEGEND + _ROW * max(len(rows), 2),
        yaxis={"autorange": "reversed", "ticksuffix": "  ", "categoryorder": "array", "categoryarray": labels},
        xaxis={"title": {"text": "Share of all that the filter means"}, "range": [-0.02, 1.04], "tickformat": ".0%"},
    )  # fmt: skip
    return figure


def label(row: Mapping[str, Any], words: Words) -> str:
    """The name of what a row hangs on, the only one of its part."""
    named = words.label("countries", row["value"]) if row["what"] == "country" else row["name"] or row["value"]
    return escape(style.shortened(named, 44))


def _share(row: Mapping[str, Any], of: str) -> float | None:
    """0 to 1; None where nothing of the kind is stated at all."""
    return row[of] / row[f"all_{of}"] if row[f"all_{of}"] and row[of] is not None else None


def _said(row: Mapping[str, Any], of: str, name: str) -> str:
    some, whole, only = row[of], row[f"all_{of}"], row[f"{of}_only"] or 0
    unknown = row["persons_unknown"] if of == "persons" else 0
    said = f"{name}<br>{_SHARES[of][0]}: {style.number(some)} of {style.number(whole)}, {_percent(_share(row, of))}"
    if only:
        said += f"<br>{style.number(only)} of them nowhere else"
    return said + (f"<br>{style.counted(unknown, 'transfer')} did not state them" if unknown else "")


def _percent(share: float | None) -> str:
    return "–" if share is None else "less than 1 %" if 0 < share < 0.01 else f"{100 * share:.0f} %"


def sentence(answer: Answer, words: Words) -> str:
    """The heaviest of each part in words: `62 % of the transfers reach United States; ...`."""
    verbs = {"country": "reach", "group": "go to", "ground": "rest on"}
    parts = []
    for part, verb in verbs.items():
        row = next((row for row in answer.dicts() if row["what"] == part), None)
        if row:
            parts.append(f"{_percent(_share(row, 'transfers'))} of the transfers {verb} {label(row, words)}")
    return "; ".join(parts) + "." if parts else "No transfer to count."


def caption(answer: Answer, words: Words) -> str:
    """What stands under the picture."""
    row = next(iter(answer.dicts()), None)
    if row is None:
        return "No transfer to count."
    unstated = [_SHARES[of][0].lower() for of in ("persons", "systems") if not row[f"all_{of}"]]
    missing = f" No transfer states its {' or its '.join(unstated)}." if unstated else ""
    return (
        f"{sentence(answer, words)} The marks of a line say which share would be touched if it fell away; a transfer that names "
        f"several counts for each.{missing}"
    )


def twin(answer: Answer, words: Words) -> Table:
    """The same shares as a table, with what has no other way."""
    columns = [Column("what", "Hangs on"), Column("name", "Which")]
    for of, (title, *_) in _SHARES.items():
        columns += [Column(of, title, "count"), Column(f"{of}_share", "Share"), Column(f"{of}_only", "Only here", "count")]
    columns.append(Column("verdict", "Worst verdict", "mark"))
    rows = []
    for row in answer.dicts():
        cells: list[Any] = [PARTS[row["what"]][0], label(row, words)]
        for of in _SHARES:
            cells += [row[of], _percent(_share(row, of)), row[f"{of}_only"]]
        rows.append((*cells, style.verdict(words, row["verdict"])))
    return Table(tuple(columns), tuple(rows))


def picked(selection: Mapping[str, Any] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen mark; `selection` is what `st.plotly_chart` returned under "selection"."""
    for point in (selection or {}).get("points", ()):
        if said := point.get("customdata"):
            part, value = said
            row = next((row for row in answer.dicts() if (row["what"], row["value"]) == (part, value)), None)
            return {PARTS[part][1]: tuple((row or {}).get("members") or ()) or (value,)}
    return None
