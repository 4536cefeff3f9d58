"""Where countries lie and what they look like on our maps, as the United Nations draws them; read once from data/geo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from transfer_register.exhibits.projection import Point, project
from transfer_register.model.speech import marked

FILE = Path(__file__).parents[2] / "data" / "geo" / "world.json"
NOTE = marked("Borders as the United Nations draws them; no position is taken.")

# What a region preset shows: West, East, South, North in degrees.
FRAMES: dict[str, tuple[str, tuple[float, float, float, float]]] = {
    "world": ("World", (-180, 180, -57, 84)),
    "europe": ("Europe", (-24, 45, 35, 68)),
    "apac": ("Asia-Pacific", (62, 178, -40, 46)),
    "americas": ("Americas", (-135, -32, -46, 58)),
    "africa": ("Africa & Middle East", (-20, 62, -35, 41)),
}


@dataclass(frozen=True)
class Place:
    """`at` is (longitude, latitude) of its point, `region` the UN's sub-region; `rings` are empty where it has no shape.

    A ring is whole numbers in map units: the first point, then the step to each next point.
    """

    at: Point
    region: str | None
    rings: tuple[tuple[int, ...], ...]


@cache
def places() -> dict[str, Place]:
    """Every jurisdiction that has a place on the map, by its code."""
    content = orjson.loads(FILE.read_bytes())
    return {
        code: Place(tuple(place["at"]), place.get("region"), tuple(tuple(ring) for ring in place.get("rings", ())))
        for code, place in content["places"].items()
    }


@cache
def unsettled() -> tuple[tuple[int, ...], ...]:
    """The rings of areas that the UN draws as belonging to no single state."""
    return tuple(tuple(ring) for ring in orjson.loads(FILE.read_bytes())["unsettled"])


def regions() -> dict[str, str]:
    """Country to its region."""
    return {code: place.region for code, place in places().items() if place.region}


def members(region: str) -> list[str]:
    """The countries of a region."""
    return [code for code, name in regions().items() if name == region]


def anchor(code: str, group: list[str] | None = None) -> Point | None:
    """(longitude, latitude) of a country; of a group, the middle of its members; None for what has no place on a map."""
    if group:
        known = [places()[member].at for member in group if member in places()]
        return (sum(p[0] for p in known) / len(known), sum(p[1] for p in known) / len(known)) if known else None
    place = places().get(code)
    return place.at if place else None


def frame(name: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a preset in map units."""
    west, east, south, north = FRAMES[name][1]
    middle = (south + north) / 2 if south * north > 0 else 0.0
    return project(west, middle)[0], project(0, north)[1], project(east, middle)[0], project(0, south)[1]
