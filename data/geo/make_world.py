"""Makes world.json from the UN shapes inside the npm package plotly.js. Run once; see README.md in this folder.

    python data/geo/make_world.py world_50m.json countries.csv anchors.csv

`world_50m.json` is the topojson, `countries.csv` has iso2, iso3, subregion, region; `anchors.csv` iso2, lat, lon for codes
that have no shape. Shapes are cut from shared lines, and each line is simplified once, so neighbours still meet.
"""

from __future__ import annotations

import csv
import heapq
import json
import sys
from itertools import pairwise
from pathlib import Path

from transfer_register.exhibits.projection import HEIGHT, SOUTH, WIDTH, project

HERE = Path(__file__).parent
COMPONENT = HERE.parents[1] / "transfer_register" / "screens" / "map_component"  # what a browser may fetch
TRIANGLE = 12.0  # square map units: a point whose triangle with its neighbours is smaller is left out
ISLET = 80.0  # square map units: a ring that is smaller is left out unless it is the largest of its country
UNSETTLED = ["XAC", "XAP", "XHT", "XBT", "XIT", "XJK"]  # areas that the UN draws as belonging to no single state


def rows_of(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def simplified(degrees: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Visvalingam and Whyatt: leave out the point that matters least on the map, until every point matters."""
    line = [project(*point) for point in degrees]
    count = len(line)
    keep_at_least = 5 if line[0] == line[-1] else 2
    before, after, gone = list(range(-1, count - 1)), list(range(1, count + 1)), [False] * count

    def area(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[i]], line[i], line[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(area(i), i) for i in range(1, count - 1)]
    heapq.heapify(heap)
    left, current = count, {i: a for a, i in heap}
    while heap and left > keep_at_least:
        size, i = heapq.heappop(heap)
        if gone[i] or current[i] != size:
            continue
        if size >= TRIANGLE:
            break
        gone[i], left = True, left - 1
        b, a = before[i], after[i]
        after[b], before[a] = a, b
        for j in (b, a):
            if 0 < j < count - 1:
                current[j] = max(area(j), size)
                heapq.heappush(heap, (current[j], j))
    return [point for i, point in enumerate(degrees) if not gone[i]]


def unwrapped(ring: list) -> list:
    """The ring with longitudes that run on past 180 instead of jumping to the other edge."""
    out = [ring[0]]
    for longitude, latitude in ring[1:]:
        before = out[-1][0]
        out.append((longitude + 360 * round((before - longitude) / 360), latitude))
    return out


def cut(ring: list) -> list[list]:
    """The parts of an unwrapped ring on this map: what lies beyond an edge comes back at the other."""
    parts = []
    for turn in (-360, 0, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in ring]
        for edge, side in ((-180, 1), (180, -1)):
            part = clipped(part, edge, side)
        if len(part) > 2:
            parts.append(part)
    return parts


def clipped(ring: list, edge: float, side: int) -> list:
    """Sutherland and Hodgman against one meridian; `side` 1 keeps what lies east of it, -1 west."""
    out = []
    for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
        within, beyond = side * (here[0] - edge) >= 0, side * (there[0] - edge) >= 0
        if within:
            out.append(here)
        if within != beyond:
            share = (edge - here[0]) / (there[0] - here[0])
            out.append((edge, here[1] + (there[1] - here[1]) * share))
    return out


def area_of(ring: list) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def centre_of(ring: list) -> tuple[float, float]:
    """The centre of gravity of a ring of (longitude, latitude)."""
    signed, x, y = 0.0, 0.0, 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        signed, x, y = signed + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * signed), y / (3 * signed)) if signed else ring[0]


def inside(point: tuple[float, float], ring: list) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def anchor_of(ring: list) -> tuple[float, float]:
    """The centre of gravity; where that lies outside, the point of a grid inside that is farthest from the edge."""
    centre = centre_of(ring)
    if inside(centre, ring):
        return centre
    (left, right), (low, high) = ((min(v), max(v)) for v in zip(*ring, strict=True))
    grid = [(left + (right - left) * i / 40, low + (high - low) * j / 40) for i in range(1, 40) for j in range(1, 40)]
    return max((p for p in grid if inside(p, ring)), key=lambda p: min((p[0] - x) ** 2 + (p[1] - y) ** 2 for x, y in ring))


def main(topology_path: str, countries_path: str, anchors_path: str) -> None:
    topology = json.loads(Path(topology_path).read_text())
    countries = rows_of(countries_path)
    two = {row["iso3"]: row["iso2"] for row in countries}
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    lines, short = [], []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
        short.append(simplified(line))

    def ring(arcs: list[int], source: list) -> list:
        points: list = []
        for index in arcs:
            piece = source[index] if index >= 0 else source[~index][::-1]
            points += piece[1:] if points else piece
        return points[:-1]

    shapes: dict[str, list] = {}
    anchors: dict[str, tuple[float, float]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = two.get(geometry["id"]) or (geometry["id"] if geometry["id"] in UNSETTLED else None)
        if code is None or code == "AQ":
            print("left out:", geometry["id"])
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            full = unwrapped(ring(polygon[0], lines))
            size = area_of([project(*point) for point in full])
            shapes.setdefault(code, []).append((size, full, [part for a in polygon for part in cut(unwrapped(ring(a, short)))]))
    drawn: dict[str, list] = {}
    for code, polygons in shapes.items():
        polygons.sort(key=lambda p: -p[0])
        anchors[code] = anchor_of(polygons[0][1])
        for place, (size, full, rings) in enumerate(polygons):
            if (size < ISLET and place) or max(p[1] for p in full) < SOUTH:
                continue
            drawn.setdefault(code, []).extend(delta for r in rings if (delta := deltas(r)))
    for row in rows_of(anchors_path):
        if row["iso2"]:
            anchors.setdefault(row["iso2"], (float(row["lon"]), float(row["lat"])))
    region = {row["iso2"]: row["subregion"] or row["region"] for row in countries}
    out = {
        "width": WIDTH,
        "height": HEIGHT,
        "places": {
            code: {
                "at": [round((anchors[code][0] + 180) % 360 - 180, 2), round(anchors[code][1], 2)],
                **({"region": region[code]} if region.get(code) else {}),
                **({"rings": drawn[code]} if code in drawn else {}),
            }
            for code in sorted(anchors)
            if code not in UNSETTLED
        },
        "unsettled": [r for code in UNSETTLED for r in drawn.get(code, [])],
    }
    for folder in (HERE, COMPONENT):
        (folder / "world.json").write_text(json.dumps(out, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(len(out["places"]), "places,", (HERE / "world.json").stat().st_size, "bytes")
    print("no anchor:", sorted({row["iso2"] for row in countries} - set(anchors)))
    for part in ("rings", "region"):
        print(f"no {part}:", [code for code, place in out["places"].items() if part not in place])


def deltas(ring: list) -> list[int]:
    """A ring as whole numbers: the first point, then the step to each next point; points that fall together are one."""
    rounded: list[tuple[int, int]] = []
    for point in ring:
        x, y = project(*point)
        whole = (round(x), round(y))
        if not rounded or rounded[-1] != whole:
            rounded.append(whole)
    if len(rounded) < 3:
        return []
    steps = [b - a for p, q in pairwise(rounded) for a, b in zip(p, q, strict=True)]
    return [*rounded[0], *steps]


if __name__ == "__main__":
    main(*sys.argv[1:])
