"""Outlines and points: every jurisdiction has a place, and contested areas are as the United Nations draws them."""

from __future__ import annotations

from math import isclose

import pytest

from transfer_register.exhibits import geography
from transfer_register.exhibits.projection import HEIGHT, WIDTH, corridor, project
from transfer_register.model.vocabulary import Words


def within(longitude: float, latitude: float, ring: tuple[int, ...]) -> bool:
    px, py = project(longitude, latitude)
    x, y = ring[0], ring[1]
    points = [(x, y)]
    for place in range(2, len(ring), 2):
        x, y = x + ring[place], y + ring[place + 1]
        points.append((x, y))
    crossed = False
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if (ay > py) != (by > py) and px < (bx - ax) * (py - ay) / (by - ay) + ax:
            crossed = not crossed
    return crossed


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [(34.1, 44.95, "UA"), (-13.2, 27.15, "EH"), (33.5, 35.3, "CY"), (21.16, 42.66, "RS"), (103.82, 1.35, "SG"),
     (114.15, 22.4, "HK"), (-2.13, 49.21, "JE"), (177.5, 64.7, "RU"), (-53.0, 4.0, "GF"), (44.06, 9.56, "SO")],
)  # fmt: skip
def test_a_place_lies_in_the_country_in_which_the_united_nations_draws_it(longitude: float, latitude: float, code: str) -> None:
    found = [c for c, place in geography.places().items() if sum(within(longitude, latitude, ring) for ring in place.rings) % 2]
    assert found == [code]


def test_kashmir_belongs_to_no_single_state_on_the_map() -> None:
    assert any(within(74.8, 34.08, ring) for ring in geography.unsettled())


def test_every_country_of_the_vocabulary_has_a_point(words: Words) -> None:
    missing = [code for code in words.lists["countries"] if geography.anchor(code) is None]
    assert all(code.startswith("XX-") for code in missing), missing


def test_points_lie_on_the_map() -> None:
    for code, place in geography.places().items():
        x, y = project(*place.at)
        assert 0 <= x <= WIDTH, code
        assert -1 <= y <= HEIGHT or code in ("AQ", "BV", "GS", "HM", "TF"), code


def test_the_projection_keeps_its_edges() -> None:
    assert isclose(project(-180, 0)[0], 0, abs_tol=1)
    assert isclose(project(180, 0)[0], WIDTH, abs_tol=1)
    assert isclose(project(0, 84)[1], 0, abs_tol=1)


@pytest.mark.parametrize(("start", "end"), [((10, 51), (-98, 39)), ((139, 36), (-98, 39)), ((172, -42), (178, -18))])
def test_a_corridor_begins_and_ends_at_its_places(start: tuple[float, float], end: tuple[float, float]) -> None:
    pieces = corridor(start, end)
    assert pieces[0][0] == pytest.approx(project(*start), abs=1)
    assert pieces[-1][-1] == pytest.approx(project(*end), abs=1)


@pytest.mark.parametrize("name", geography.FRAMES)
def test_a_preset_is_a_part_of_the_map(name: str) -> None:
    left, top, right, bottom = geography.frame(name)
    assert -1 <= left < right <= WIDTH + 1
    assert -1 <= top < bottom <= HEIGHT + 1
