"""The chains of documents: parties from left to right, a line a leg with its verdict in words, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.exhibits import figure, style
from transfer_register.exhibits.chain_picture import WEAKEST, Edge, Node
from transfer_register.exhibits.figure import element, path_number

if TYPE_CHECKING:
    from transfer_register.exhibits.chain_picture import Picture

_LINE, _TOP, _FOOT, _SIDE, _RADIUS = 76.0, 34.0, 74.0, 66.0, 5.5


def draw(picture: Picture, *, width: int) -> str:
    """The whole picture, as high as its lines need."""
    height = round(_TOP + _FOOT + _LINE * max(picture.lines - 1, 0))
    step = (width - 2 * _SIDE) / max(picture.columns - 1, 1)
    at = [(_SIDE + node.x * step, _TOP + node.y * _LINE) for node in picture.nodes]
    lines, shapes, halos, texts = [], [], [], []
    for edge in picture.edges:
        lines.append(_line(edge, at[edge.source], at[edge.target]))
        shown = _words(edge, at[edge.source], at[edge.target], step)
        halos += [halo for halo, _ in shown]
        texts += [text for _, text in shown]
        (x0, y0), (x1, y1) = at[edge.source], at[edge.target]
        texts.append(figure.shape(edge.mark, (x0 + x1) / 2, (y0 + y1) / 2))
    for node, (x, y) in zip(picture.nodes, at, strict=True):
        shapes.append(_dot(node, x, y))
        for halo, text in _label(node, x, y, step):
            halos.append(halo)
            texts.append(text)
    legend = [figure.legend(picture.marks, 2, height - 9)] if picture.marks else []
    return figure.svg(width, height, "Chains of onward transfers", [*lines, *shapes, *halos, *texts, *legend])


def _line(edge: Edge, start: tuple[float, float], end: tuple[float, float]) -> str:
    width = 2.6 if edge.weakest else 1.5
    dashes = "5 4" if edge.unrecorded else figure.dashes(edge.mark, width)
    path = f"M{path_number(start[0])} {path_number(start[1])}L{path_number(end[0])} {path_number(end[1])}"
    return element(
        "path", d=path, stroke=edge.mark.colour, stroke_width=width, fill="none", stroke_dasharray=dashes, stroke_linecap="round"
    )


def _dot(node: Node, x: float, y: float) -> str:
    if node.hollow:
        return element(
            "circle", cx=x, cy=y, r=_RADIUS, fill=style.PAPER, stroke=style.QUIET, stroke_width=1.4, stroke_dasharray="3 2"
        )
    return element("circle", cx=x, cy=y, r=_RADIUS, fill=style.NODE, stroke=style.PAPER, stroke_width=1.2)


def _words(edge: Edge, start: tuple[float, float], end: tuple[float, float], step: float) -> list[tuple[str, str]]:
    """The verdict above the middle of its line, and with it that the leg is the weakest."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    said = [(edge.text.partition(" ")[2], {})] + ([(WEAKEST, figure.BOLD)] if edge.weakest else [])
    return [
        figure.haloed(x, y - 7 - 10 * place, figure.shortened(text, 9, step - 24), size=9, text_anchor="middle", **look)
        for place, (text, look) in enumerate(reversed(said))
    ]


def _label(node: Node, x: float, y: float, step: float) -> list[tuple[str, str]]:
    room = max(min(step - 8, 150.0), 60.0)
    room = min(room, 2 * _SIDE) if x < _SIDE + 1 else room
    said = [figure.haloed(x, y + 18, figure.shortened(node.name, 9.5, room), size=9.5, text_anchor="middle", **figure.BOLD)]
    for place, text in enumerate(text for text in (node.place, *node.says) if text):
        shown = figure.shortened(text, 8.5, room)
        said.append(figure.haloed(x, y + 29.5 + 10.5 * place, shown, size=8.5, text_anchor="middle", fill=style.QUIET))
    return said
