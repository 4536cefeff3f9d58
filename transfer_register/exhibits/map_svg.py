"""The map of documents: countries, arcs, markers and labels as SVG, fitted to where the transfers go."""

from __future__ import annotations

from transfer_register.exhibits import figure, geography, style
from transfer_register.exhibits.figure import Box, element, path_number
from transfer_register.exhibits.map_picture import Flow, Picture, Spot, tint
from transfer_register.exhibits.projection import HEIGHT, WIDTH, Point, corridor, project
from transfer_register.exhibits.tally import legend_of
from transfer_register.model.vocabulary import Words

_ASPECT = WIDTH / HEIGHT
_LEGEND = 24.0  # pixels below the map


def draw(picture: Picture, words: Words, *, width: int, labels: int) -> str:
    """The whole picture, `width` pixels wide; at most `labels` countries are named, those with most transfers."""
    height = round(width / _ASPECT)
    arcs = {(flow.origin, flow.destination): _arc(picture, flow) for flow in picture.flows}
    frame = _fitted(picture, arcs)
    scale = width / (frame[2] - frame[0])

    def at(point: Point) -> Point:
        return (point[0] - frame[0]) * scale, (point[1] - frame[1]) * scale

    most = max((spot.received.transfers for spot in picture.spots.values()), default=0)
    filled = {code: tint(spot.received.transfers, most) for spot in picture.spots.values() for code in spot.members or (spot.id,)}
    parts = [element("rect", x=0, y=0, width=width, height=height, fill="#fbfbfa")]
    for code, place in geography.places().items():
        colour = style.TINTS[filled[code] - 1] if filled.get(code) else style.LAND
        if outline := _outline(place.rings, frame, scale):
            parts.append(element("path", d=outline, fill=colour, stroke=style.COAST, stroke_width=0.5, fill_rule="evenodd"))
    if outline := _outline(geography.unsettled(), frame, scale):
        parts.append(element("path", d=outline, fill="#f1f1f0", stroke=style.COAST, stroke_width=0.5))
    lines: list[list[Point]] = []
    for flow in reversed(picture.flows):
        pieces = [[at(point) for point in piece] for piece in arcs[flow.origin, flow.destination]]
        lines += pieces if flow.front else []
        parts.append(_line(flow, picture, words, pieces))
    markers = {id: at(_middle(spot)) for id, spot in picture.spots.items()}
    for id, (x, y) in reversed(markers.items()):
        parts.append(_marker(picture.spots[id], x, y, picture, words))
    parts += _labels(picture, markers, lines, (width, height), labels)
    marks = legend_of(style.verdict(words, flow.tally.verdict(picture.rule)) for flow in picture.flows)
    parts.append(element("rect", x=0, y=height, width=width, height=_LEGEND, fill=style.PAPER))
    parts.append(figure.legend(marks, 2, height + _LEGEND / 2))
    if any(spot.sends for spot in picture.spots.values()):
        parts.append(_sender(width - 66, height + _LEGEND / 2))
        parts.append(figure.text(width - 58, height + _LEGEND / 2 + 3.4, "exporter here", size=9.5))
    return figure.svg(width, height + _LEGEND, "Map of transfers", parts)


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


def _line(flow: Flow, picture: Picture, words: Words, pieces: list[list[Point]]) -> str:
    mark = style.verdict(words, flow.tally.verdict(picture.rule))
    width = (1.0 + 3.4 * flow.width) * (1.0 if flow.front else 0.6)
    path = "".join("M" + "L".join(f"{path_number(x)} {path_number(y)}" for x, y in piece) for piece in pieces)
    return element(
        "path", d=path, fill="none", stroke=mark.colour, stroke_width=width, stroke_dasharray=figure.dashes(mark, width),
        stroke_linejoin="round", stroke_linecap="round" if mark.line != "solid" else None, opacity=None if flow.front else "0.22",
    )  # fmt: skip


def _marker(spot: Spot, x: float, y: float, picture: Picture, words: Words) -> str:
    if not spot.received.transfers:
        return _sender(x, y)
    mark = figure.shape(style.verdict(words, spot.received.verdict(picture.rule)), x, y)
    return mark + (element("circle", cx=x, cy=y, r=6.2, fill="none", stroke=style.INK, stroke_width=1.3) if spot.sends else "")


def _sender(x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=4.2, fill=style.PAPER, stroke=style.INK, stroke_width=2.2)


def _labels(picture: Picture, markers: dict[str, Point], lines: list[list[Point]], size: tuple[int, int], most: int) -> list[str]:
    """Names with counts at the cheapest of twelve places; one that would cover another is left out."""
    taken: list[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in markers.values()]
    passed = [point for line in lines for point in line]
    halos, texts = [], []
    ranked = [spot for spot in picture.spots.values() if spot.received.transfers or spot.sends]
    for rank, spot in enumerate(ranked[:most]):
        x, y = markers[spot.id]
        words = f"{spot.name} · {style.number(spot.received.transfers)}" if spot.received.transfers else spot.name
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
