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
from pathlib import Path

from transfer_register.exhibits.projection import HEIGHT, SOUTH, WIDTH, project

HERE = Path(__file__).parent
TRIANGLE = 55.0  # square map units: a point whose triangle with its neighbours is smaller is left out
ISLET = 260.0  # square map units: a ring that is smaller is left out unless it is the largest of its country
UNSETTLED = "XAC XAP XHT XBT XIT XJK".split()  # areas that the UN draws as belonging to no single state


def simplified(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Visvalingam and Whyatt: leave out the point that matters least, until every point matters."""
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
    return [point for i, point in enumerate(line) if not gone[i]]


def area_of(ring: list) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def centre_of(ring: list) -> tuple[float, float]:
    """The centre of gravity of a ring of (longitude, latitude)."""
    signed, x, y = 0.0, 0.0, 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        signed, x, y = signed + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * signed), y / (3 * signed)) if signed else ring[0]


def main(topology_path: str, countries_path: str, anchors_path: str) -> None:
    topology = json.loads(Path(topology_path).read_text())
    countries = list(csv.DictReader(Path(countries_path).open(encoding="utf-8")))
    two = {row["iso3"]: row["iso2"] for row in countries}
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    lines, plane = [], []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
        plane.append(simplified([project(*point) for point in line]))

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
            full = ring(polygon[0], lines)
            shapes.setdefault(code, []).append((area_of([project(*p) for p in full]), full, [ring(a, plane) for a in polygon]))
    drawn: dict[str, list] = {}
    for code, polygons in shapes.items():
        polygons.sort(key=lambda p: -p[0])
        anchors[code] = centre_of(polygons[0][1])
        for place, (size, full, rings) in enumerate(polygons):
            if (size < ISLET and place) or max(p[1] for p in full) < SOUTH:
                continue
            drawn.setdefault(code, []).extend(delta for r in rings if (delta := deltas(r)))
    for row in csv.DictReader(Path(anchors_path).open(encoding="utf-8")):
        if row["iso2"]:
            anchors.setdefault(row["iso2"], (float(row["lon"]), float(row["lat"])))
    region = {row["iso2"]: row["subregion"] or row["region"] for row in countries}
    out = {
        "width": WIDTH,
        "height": HEIGHT,
        "places": {
            code: {
                "at": [round(v, 2) for v in anchors[code]],
                **({"region": region[code]} if region.get(code) else {}),
                **({"rings": drawn[code]} if code in drawn else {}),
            }
            for code in sorted(anchors)
            if code not in UNSETTLED
        },
        "unsettled": [r for code in UNSETTLED for r in drawn.get(code, [])],
    }
    (HERE / "world.json").write_text(json.dumps(out, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    missing = sorted({row["iso2"] for row in countries} - set(anchors))
    print(len(out["places"]), "places,", (HERE / "world.json").stat().st_size, "bytes; no anchor:", missing)
    print("no shape:", [c for c, p in out["places"].items() if "rings" not in p], "; no region:", [c for c, p in out["places"].items() if "region" not in p])


def deltas(ring: list) -> list[int]:
    """A ring as whole numbers: the first point, then the step to each next point; points that fall together are one."""
    rounded: list[tuple[int, int]] = []
    for point in ring:
        whole = (round(point[0]), round(point[1]))
        if not rounded or rounded[-1] != whole:
            rounded.append(whole)
    if len(rounded) < 3:
        return []
    steps = [b - a for p, q in zip(rounded, rounded[1:], strict=False) for a, b in zip(p, q, strict=True)]
    return [*rounded[0], *steps]


if __name__ == "__main__":
    main(*sys.argv[1:])
