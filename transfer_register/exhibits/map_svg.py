"""The map of documents: countries, arcs, markers and labels as SVG, fitted to where the transfers go."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from transfer_register.exhibits import figure, geography, style
from transfer_register.exhibits.figure import Box, element, path_number
from transfer_register.exhibits.map_picture import Flow, Picture, Spot, tint
from transfer_register.exhibits.projection import HEIGHT, WIDTH, Point, corridor, project
from transfer_register.exhibits.style import Mark
from transfer_register.model.speech import marked, say

_ASPECT = WIDTH / HEIGHT
_LEGEND, _NOTE = 24.0, 13.0  # pixels below the map


def draw(picture: Picture, *, width: int, labels: int, note: str = "") -> str:
    """The whole picture, `width` pixels wide; at most `labels` countries are named, those with most transfers. A `note` is a
    second line of the legend."""
    height = round(width / _ASPECT)
    arcs = {(flow.origin, flow.destination): _arc(picture, flow) for flow in picture.flows}
    frame = _fitted(picture, arcs)
    scale = width / (frame[2] - frame[0])

    def at(point: Point) -> Point:
        return (point[0] - frame[0]) * scale, (point[1] - frame[1]) * scale

    most = max((spot.weight for spot in picture.spots.values()), default=0)
    filled = {code: tint(spot.weight, most) for spot in picture.spots.values() for code in spot.members or (spot.id,)}
    parts = [element("rect", x=0, y=0, width=width, height=height, fill="#fbfbfa")]
    for code, place in geography.places().items():
        colour = style.TINTS[filled[code] - 1] if filled.get(code) else style.LAND
        if outline := _outline(place.rings, frame, scale):
            parts.append(element("path", d=outline, fill=colour, stroke=style.COAST, stroke_width=0.5, fill_rule="evenodd"))
    if outline := _outline(geography.unsettled(), frame, scale):
        parts.append(element("path", d=outline, fill="#f1f1f0", stroke=style.COAST, stroke_width=0.5))
    lines: list[list[Point]] = []
    shapes: list[str] = []
    for flow in reversed(picture.flows):
        pieces = [[at(point) for point in piece] for piece in arcs[flow.origin, flow.destination]]
        lines += pieces if flow.front else []
        parts += _line(flow, pieces)
        if flow.look in ("changed", "went") and flow.front:
            shapes.append(figure.shape(flow.mark, *shape_at(pieces), 3.0))
    parts += shapes
    markers = {id: at(_middle(spot)) for id, spot in picture.spots.items()}
    for id, (x, y) in reversed(markers.items()):
        parts.append(_marker(picture.spots[id], x, y))
    parts += _labels(picture, markers, lines, (width, height), labels)
    marks = picture.marks
    below = _LEGEND + (_NOTE if note else 0)
    parts.append(element("rect", x=0, y=height, width=width, height=below, fill=style.PAPER))
    # Hatched lines do not tell states apart: their shapes do.
    parts.append(figure.legend(marks, 2, height + _LEGEND / 2, lines=not any(flow.look for flow in picture.flows)))
    if any(spot.sends for spot in picture.spots.values()):
        parts.append(_sender(width - 66, height + _LEGEND / 2))
        parts.append(figure.text(width - 58, height + _LEGEND / 2 + 3.4, "exporter here", size=9.5))
    if note:
        parts.append(figure.text(2, height + _LEGEND + 7, note, size=9.5, fill=style.QUIET))
    return figure.svg(width, height + below, "Map of transfers", parts)


_LINES = {
    "solid": marked("solid line"),
    "dashed": marked("dashed line"),
    "dotted": marked("dotted line"),
    "fine": marked("fine dotted line"),
}
_SHAPES = {
    "square": marked("square"),
    "triangle": marked("triangle"),
    "disc": marked("disc"),
    "ring": marked("ring"),
    "diamond": marked("diamond"),
    "dash": marked("dash"),
    "cross": marked("cross"),
}


def code_in_words(marks: list[Mark]) -> str:
    """What each line and shape means, as a sentence under a picture."""
    code = "; ".join(
        say("{line} and {shape}: {state}", line=say(_LINES[mark.line]), shape=say(_SHAPES[mark.shape]), state=mark.word.lower())
        for mark in marks
    )
    return f"{code[:1].upper()}{code[1:]}." if code else ""


def _middle(spot: Spot) -> Point:
    return project(*geography.anchor(spot.id, list(spot.members)))


def _arc(picture: Picture, flow: Flow) -> tuple[tuple[Point, ...], ...]:
    ends = [geography.anchor(id, list(picture.spots[id].members)) for id in (flow.origin, flow.destination)]
    return corridor(*ends, steps=24 if flow.front else 12)


def _fitted(picture: Picture, arcs: dict[tuple[str, str], tuple[tuple[Point, ...], ...]]) -> Box:
    """The part of the map that holds every place and arc, never less than a third of the world's width."""
    points = [_middle(spot) for spot in picture.spots.values()]
    points += [point for pieces in arcs.values() for piece in pieces for point in piece]
    if not points:
        return 0.0, 0.0, float(WIDTH), float(HEIGHT)
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    wide = min(max((right - left) * 1.18, (bottom - top) * 1.25 * _ASPECT, WIDTH / 3), float(WIDTH))
    high = wide / _ASPECT
    x = min(max((left + right - wide) / 2, 0.0), WIDTH - wide)
    y = min(max((top + bottom - high) / 2, 0.0), HEIGHT - high)
    return x, y, x + wide, y + high


def _outline(rings: tuple[tuple[int, ...], ...], frame: Box, scale: float) -> str:
    """The path of rings in pixels; rings out of the frame and steps below a third of a pixel are left out."""
    drawn = []
    for ring in rings:
        x, y = ring[0], ring[1]
        points = [((x - frame[0]) * scale, (y - frame[1]) * scale)]
        seen = frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]
        for place in range(2, len(ring), 2):
            x, y = x + ring[place], y + ring[place + 1]
            seen = seen or (frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3])
            point = (x - frame[0]) * scale, (y - frame[1]) * scale
            if abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) > 0.6:
                points.append(point)
        wide = max(p[0] for p in points) - min(p[0] for p in points)
        if seen and len(points) > 2 and wide > 0.9:
            drawn.append("M" + "L".join(f"{path_number(px)} {path_number(py)}" for px, py in points) + "z")
    return "".join(drawn)


def _line(flow: Flow, pieces: list[list[Point]]) -> list[str]:
    """A line by its state; one that changes is hatched, and bears the shape of what it becomes."""
    mark = flow.mark
    width = (1.0 + 3.4 * flow.width) * (1.0 if flow.front else 0.6)
    path = "".join("M" + "L".join(f"{path_number(x)} {path_number(y)}" for x, y in piece) for piece in pieces)
    if flow.look == "changed":
        width = max(width + 1.2, 2.6) if flow.front else 2.2
        look = {"fill": "none", "stroke": mark.colour}
        ground = element("path", d=path, stroke_width=width, opacity="0.34" if flow.front else "0.16", **look)
        return [ground, element("path", d=_hatch(pieces, width), stroke_width=1.1, **look)] if flow.front else [ground]
    if flow.look == "pale":
        return [element("path", d=path, fill="none", stroke=style.QUIET, stroke_width=0.8, opacity="0.22")]
    return [
        element(
            "path", d=path, fill="none", stroke=mark.colour, stroke_width=width, stroke_dasharray=figure.dashes(mark, width),
            stroke_linejoin="round", stroke_linecap="round" if mark.line != "solid" else None,
            opacity=None if flow.front else "0.22",
        )
    ]  # fmt: skip


def _hatch(pieces: list[list[Point]], width: float) -> str:
    """Slanting bars across a line, one every three pixels."""
    drawn = []
    for piece in pieces:
        left = 1.5
        for (ax, ay), (bx, by) in pairwise(piece):
            length = hypot(bx - ax, by - ay)
            if not length:
                continue
            ux, uy = (bx - ax) / length, (by - ay) / length
            while left <= length:
                x, y, half = ax + ux * left, ay + uy * left, width / 2
                start, end = (x - (ux + uy) * half, y - (uy - ux) * half), (x + (ux + uy) * half, y + (uy - ux) * half)
                drawn.append(f"M{path_number(start[0])} {path_number(start[1])}L{path_number(end[0])} {path_number(end[1])}")
                left += 3
            left -= length
    return "".join(drawn)


def shape_at(pieces: list[list[Point]]) -> Point:
    """Where on a line its shape stands: at two thirds of its points, away from where lines meet."""
    points = [point for piece in pieces for point in piece]
    return points[len(points) * 2 // 3]


def _marker(spot: Spot, x: float, y: float) -> str:
    if spot.mark is None:
        return _sender(x, y, quiet=spot.quiet)
    if spot.quiet:
        return element("circle", cx=x, cy=y, r=2.2, fill=style.QUIET, stroke=style.PAPER, stroke_width=0.8)
    mark = figure.shape(spot.mark, x, y)
    return mark + (element("circle", cx=x, cy=y, r=6.2, fill="none", stroke=style.INK, stroke_width=1.3) if spot.sends else "")


def _sender(x: float, y: float, *, quiet: bool = False) -> str:
    if quiet:
        return element("circle", cx=x, cy=y, r=3.0, fill=style.PAPER, stroke=style.QUIET, stroke_width=1.2)
    return element("circle", cx=x, cy=y, r=4.2, fill=style.PAPER, stroke=style.INK, stroke_width=2.2)


def _labels(picture: Picture, markers: dict[str, Point], lines: list[list[Point]], size: tuple[int, int], most: int) -> list[str]:
    """Names with counts at the cheapest of twelve places; one that would cover another is left out."""
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in markers.values()]
    passed = [point for line in lines for point in line]
    halos, texts = [], []
    ranked = [spot for spot in picture.spots.values() if not spot.quiet]
    for rank, spot in enumerate(ranked[:most]):
        x, y = markers[spot.id]
        words = f"{spot.name} · {spot.shown}" if spot.shown else spot.name
        wide = figure.width_of(words, 10.5, bold=True)
        best: tuple[float, Box] | None = None
        for preference, (dx, dy) in enumerate(
            ((8, 0), (8, 9), (8, -9), (-8 - wide, 0), (-8 - wide, 9), (-8 - wide, -9), (-wide / 2, 15), (-wide / 2, -14),
             (8, 16), (8, -16), (-8 - wide, 16), (-8 - wide, -16))
        ):  # fmt: skip
            box = (x + dx - 1, y + dy - 6.5, x + dx + wide + 1, y + dy + 5.5)
            outside = max(0.0, -box[0], box[2] - size[0]) + max(0.0, -box[1], box[3] - size[1])
            crossed = sum(box[0] < px < box[2] and box[1] < py < box[3] for px, py in passed)
            cost = preference + 40 * outside + min(3 * crossed, 30) + 6 * sum(figure.overlap(box, other) > 4 for other in taken)
            cost += 1000 * any(figure.overlap(box, other) > 12 for other in taken[len(markers):])  # fmt: skip
            if best is None or cost < best[0]:
                best = cost, box
        if best is None or best[0] >= (990 if rank < 3 else 60):
            continue
        taken.append(best[1])
        halo, shown = figure.haloed(best[1][0] + 1, best[1][3] - 2, words, **figure.BOLD)
        halos.append(halo)
        texts.append(shown)
    return halos + texts
