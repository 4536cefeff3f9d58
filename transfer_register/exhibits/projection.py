"""Where a place lies on our maps: the Equal Earth projection, and the line that a corridor takes across it.

Equal Earth (Šavrič, Patterson, Jenny 2018) keeps areas, so that no country is made large by the map. Map units: x runs
right from 0 at 180° West to `WIDTH` at 180° East, y runs down from `NORTH`. data/geo/world.json is drawn in the same units.
"""

from __future__ import annotations

from functools import lru_cache
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_UNITS = 3000  # map units in one unit of the projection; 16 of them are about a pixel of a map 1,000 pixels wide
NORTH, SOUTH = 84.0, -57.0  # degrees of latitude at the upper and lower edge; Antarctica is left out

# Degrees of latitude between which a great circle has less and less of a say in the course of a corridor.
_POLAR = (66.0, 82.0)

Point = tuple[float, float]


def _plane(longitude: float, latitude: float) -> Point:
    t = asin(_M * sin(radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    x = radians(longitude) * cos(t) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))


_LEFT, _TOP = _plane(-180, 0)[0], _plane(0, NORTH)[1]
WIDTH = round(-2 * _LEFT * _UNITS)
HEIGHT = round((_TOP - _plane(0, SOUTH)[1]) * _UNITS)


def project(longitude: float, latitude: float) -> Point:
    """Degrees East and North to map units (x to the right, y down)."""
    x, y = _plane(longitude, latitude)
    return (x - _LEFT) * _UNITS, (_TOP - y) * _UNITS


@lru_cache(maxsize=4096)
def corridor(start: Point, end: Point, steps: int = 24) -> tuple[tuple[Point, ...], ...]:
    """The line from one place to another, in map units: one piece, or two where it crosses the date line.

    `start` and `end` are (longitude, latitude) in degrees. The line lies halfway between the great circle and the
    straight line of the map, nearer to the straight line where the circle passes a pole, and lifted a little to the north:
    great circles alone leave the map at the top.
    """
    far = end[0] + 360 * round((start[0] - end[0]) / 360)
    course = []
    circle = _great_circle(start, (far, end[1]), steps)
    # Near a pole degrees of longitude pass fast: a great circle that goes there would run along the edge of the map.
    pull = 0.5 * min(1.0, max(0.0, (_POLAR[1] - max(abs(latitude) for _, latitude in circle)) / (_POLAR[1] - _POLAR[0])))
    for step, great in enumerate(circle):
        share = step / steps
        straight = (a + (b - a) * share for a, b in zip(start, (far, end[1]), strict=True))
        course.append(tuple(g * pull + s * (1 - pull) for g, s in zip(great, straight, strict=True)))
    heights = _lifted([project(*place)[1] for place in course], hypot(*_span(start, (far, end[1]))))
    pieces: list[list[Point]] = [[]]
    turn = 0.0
    for step, ((longitude, latitude), y) in enumerate(zip(course, heights, strict=True)):
        if abs(longitude + turn) > 180:
            # The date line: end this piece on the edge of the map, begin the next on the opposite edge.
            edge = 180.0 if longitude + turn > 0 else -180.0
            before, below = course[step - 1], heights[step - 1]
            share = (edge - turn - before[0]) / (longitude - before[0])
            at = before[1] + (latitude - before[1]) * share
            level = below + (y - below) * share
            pieces[-1].append((project(edge, at)[0], level))
            pieces.append([(project(-edge, at)[0], level)])
            turn -= 2 * edge
        pieces[-1].append((project(longitude + turn, latitude)[0], y))
    return tuple(tuple(piece) for piece in pieces)


def _span(start: Point, end: Point) -> Point:
    (ax, ay), (bx, by) = project(*start), project(*end)
    return bx - ax, by - ay


def _lifted(heights: list[float], span: float) -> list[float]:
    """The line bent to the north by a tenth of its span in the middle, and flattened where it would leave the map."""
    last = len(heights) - 1
    chord = [heights[0] + (heights[-1] - heights[0]) * i / last for i in range(last + 1)]
    rise = [c - y + 0.4 * span * (i / last) * (1 - i / last) for i, (c, y) in enumerate(zip(chord, heights, strict=True))]
    room = min((c / r for c, r in zip(chord, rise, strict=True) if r > c), default=1.0)
    return [c - r * room for c, r in zip(chord, rise, strict=True)]


def _great_circle(start: Point, end: Point, steps: int) -> list[Point]:
    """Points (longitude, latitude) at equal steps along the great circle; longitude runs on past 180 without a jump."""
    (la, pa), (lb, pb) = ((radians(v) for v in point) for point in (start, end))
    a, b = (cos(pa) * cos(la), cos(pa) * sin(la), sin(pa)), (cos(pb) * cos(lb), cos(pb) * sin(lb), sin(pb))
    angle = atan2(sqrt(sum(v * v for v in _cross(a, b))), sum(p * q for p, q in zip(a, b, strict=True)))
    points: list[Point] = []
    for step in range(steps + 1):
        share = step / steps
        if angle < 1e-9:
            points.append(start)
            continue
        f, g = sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle)
        x, y, z = (f * p + g * q for p, q in zip(a, b, strict=True))
        longitude = degrees(atan2(y, x))
        before = points[-1][0] if points else start[0]
        while longitude - before > 180:
            longitude -= 360
        while before - longitude > 180:
            longitude += 360
        points.append((longitude, degrees(atan2(z, hypot(x, y)))))
    return points


def _cross(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float, float]:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
