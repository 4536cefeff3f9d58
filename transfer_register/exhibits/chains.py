"""Draws chains of onward transfers: a graph from the first exporter to the last recipient, and the same legs as a table."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import chain_svg, chain_words, echarts, style
from transfer_register.exhibits.chain_picture import MOST, WEAKEST, Edge, Node, Picture, read
from transfer_register.exhibits.chain_words import Chain as Chain
from transfer_register.exhibits.chain_words import counts
from transfer_register.exhibits.chain_words import grouped as chains
from transfer_register.exhibits.chain_words import twin as twin
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"chain": "", "limit": 25, "offset": 0, "legs": 200}
# Pixels of a line and of a column, and what the chart needs around them.
LINE, COLUMN, MARGIN = 106, 170, 84
# Kinds of line that ECharts knows for those of the house.
_LINES: dict[str, Any] = {"solid": "solid", "dashed": "dashed", "dotted": "dotted", "fine": [2, 6]}


def total(answer: Answer) -> int:
    """How many chains there are, on this page and others."""
    return counts(answer)["chains"]


def fits(answer: Answer) -> bool:
    """Can all that was asked for be drawn at once, and still be read?"""
    found = chains(answer)
    nodes = sum(chain[0]["transfers"] + chain[0]["unknown_legs"] for chain in found)
    return total(answer) == len(found) and nodes + len({chain[0]["exporter"] for chain in found}) <= MOST


def drawn(answer: Answer, chain: str | None = None) -> list[Chain]:
    """What is drawn: all chains where they fit; otherwise the one that begins with transfer `chain`, or the first."""
    found = chains(answer)
    if not found or (chain is None and fits(answer)):
        return found
    return [next((each for each in found if each[0]["chain"] == chain), found[0])]


def picture(answer: Answer, words: Words, chain: str | None = None) -> Picture:
    """Nodes and legs, in the order in which `picked` finds them again."""
    return read(drawn(answer, chain), words)


def draw(answer: Answer, words: Words, *, dark: bool = False, chain: str | None = None) -> dict[str, Any]:
    """An option of `st.echarts_chart`. Of its data the nodes come first, then one word a leg that stands on its line."""
    shown, on = picture(answer, words, chain), echarts.ground(dark=dark)
    data = [_party(node, place, dark=dark) for place, node in enumerate(shown.nodes)]
    data += [_word(shown, edge, place, dark=dark) for place, edge in enumerate(shown.edges)]
    span = {"show": False, "type": "value"}
    return echarts.base(dark=dark) | {
        "grid": {"left": MARGIN, "right": MARGIN, "top": 26, "bottom": 82},
        "xAxis": span | {"min": 0, "max": max(shown.columns - 1, 1)},
        "yAxis": span | {"min": 0, "max": max(shown.lines - 1, 0.01), "inverse": True},
        "series": [
            {
                "type": "graph",
                "coordinateSystem": "cartesian2d",
                "layout": "none",
                "selectedMode": "single",
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 9,
                "emphasis": {"focus": "none"},
                "select": {"itemStyle": {"borderColor": on.text, "borderWidth": 3}},
                "data": data,
                "links": [_line(edge, dark=dark) for edge in shown.edges],
            }
        ],
    }


def _party(node: Node, place: int, *, dark: bool) -> dict[str, Any]:
    on = echarts.ground(dark=dark)
    name = wrap(echarts.label(node.name), 20)
    name = name if len(name) <= 2 else [name[0], style.shortened(" ".join(name[1:]), 20)]
    lines = [f"{{n|{part}}}" for part in name]
    lines += [f"{{c|{echarts.label(style.shortened(text, 25))}}}" for text in (node.place, *node.says) if text]
    halo = {"textBorderColor": on.paper, "textBorderWidth": 3}
    colour = style.NODE_ON_DARK if dark else style.NODE
    said = ", ".join(part for part in (node.place, *node.says) if part)
    return {
        "id": f"n{place}",
        "name": f"{node.name}{chr(0x200B) * place}",
        "value": [node.x, node.y],
        "symbol": "circle",
        "symbolSize": 17,
        "itemStyle": {"color": on.paper if node.hollow else colour, "borderColor": on.quiet if node.hollow else colour}
        | {"borderWidth": 2, "borderType": "dashed" if node.hollow else "solid"},
        "label": {
            "show": True,
            "position": "bottom",
            "distance": 5,
            "formatter": "\n".join(lines),
            "rich": {
                "n": halo | {"fontSize": 12, "fontWeight": 600, "lineHeight": 15, "color": on.quiet if node.hollow else on.text},
                "c": halo | {"fontSize": 11, "lineHeight": 14, "color": on.quiet},
            },
        },
        "tooltip": echarts.tooltip(node.name, said),
    }


def _word(shown: Picture, edge: Edge, place: int, *, dark: bool) -> dict[str, Any]:
    """The verdict of a leg, on its line; it is a mark of its own, so that it can be chosen."""
    on, start, end = echarts.ground(dark=dark), shown.nodes[edge.source], shown.nodes[edge.target]
    colour = edge.mark.on_dark if dark else edge.mark.colour
    rows = [f"{{v|{echarts.label(edge.text)}}}"] + ([f"{{w|{WEAKEST}}}"] if edge.weakest else [])
    said = f"{edge.text}, {WEAKEST}" if edge.weakest else edge.text
    return {
        "id": f"e{place}",
        "name": f"{edge.text}{chr(0x200B) * (len(shown.nodes) + place)}",
        "value": [start.x + 0.5 * (end.x - start.x), start.y + 0.5 * (end.y - start.y)],
        # What can be chosen is an area that is not seen; the frame is that of the words, since ECharts stretches frames of marks.
        "symbol": "rect",
        "symbolSize": [110, 32 if edge.weakest else 22],
        "itemStyle": {"color": "rgba(0,0,0,0)"},
        "label": {
            "show": True,
            "position": "inside",
            "formatter": "\n".join(rows),
            "align": "center",
            "padding": [3, 7],
            "backgroundColor": on.paper,
            "borderColor": colour,
            "borderWidth": 2 if edge.weakest else 1,
            "borderType": "dashed" if edge.unrecorded else "solid",
            "borderRadius": 4,
            "rich": {
                "v": {"fontSize": 11, "lineHeight": 13, "color": on.text},
                "w": {"fontSize": 11, "lineHeight": 13, "fontWeight": 700, "color": on.text},
            },
        },
        "select": {"itemStyle": {"borderWidth": 0}, "label": {"borderColor": on.text, "borderWidth": 3}},
        "tooltip": echarts.tooltip(f"{start.name} → {end.name}", f"{said} ({', '.join(edge.transfers)})"),
    }


def _line(edge: Edge, *, dark: bool) -> dict[str, Any]:
    colour = edge.mark.on_dark if dark else edge.mark.colour
    kind = "dashed" if edge.unrecorded else _LINES[edge.mark.line]
    look = {"color": colour, "type": kind, "width": 3.4 if edge.weakest else 2, "opacity": 1, "curveness": 0}
    return {"source": f"n{edge.source}", "target": f"n{edge.target}", "lineStyle": look}


def size(answer: Answer, words: Words, chain: str | None = None) -> tuple[int, int]:
    """Pixels that the chart needs to be read: width, height."""
    shown = picture(answer, words, chain)
    return 2 * MARGIN + COLUMN * (shown.columns - 1), round(112 + LINE * max(shown.lines - 1, 0))


def svg(answer: Answer, words: Words, *, width: int = 760, chain: str | None = None) -> str:
    """The same picture for a document."""
    return chain_svg.draw(picture(answer, words, chain), width=width)


def marks(answer: Answer, words: Words, chain: str | None = None) -> list[style.Mark]:
    """The states that the legend beside the chart explains, the worst first."""
    return picture(answer, words, chain).marks


def caption(answer: Answer, words: Words, chain: str | None = None) -> str:
    """What stands under the picture."""
    return chain_words.caption(answer, words, drawn(answer, chain))


def picked(
    selection: Mapping[str, Any] | None, answer: Answer, words: Words, chain: str | None = None
) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen party or leg: the transfers behind it; None where nothing was chosen.

    `selection` is what `st.echarts_chart` returned under "selection"; indices beyond the picture are of an older one.
    """
    shown = picture(answer, words, chain)
    marks = [*shown.nodes, *shown.edges]
    for group in (selection or {}).get("selected", ()):
        found = shown.edges if group["data_type"] == "edge" else marks
        for place in group["data_indices"]:
            if place < len(found):
                return {"transfers": found[place].transfers}
    return None
