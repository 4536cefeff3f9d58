"""What a map may not do: tell states by a colour that others cannot see, or draw a line along its own edge."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations, pairwise
from math import hypot

import pytest

from tests.exhibits.test_style import luminance
from tests.serving import ROOT
from transfer_register.exhibits import style
from transfer_register.exhibits.projection import HEIGHT, WIDTH, corridor
from transfer_register.exhibits.tally import VERDICTS
from transfer_register.model.vocabulary import Words

# What eyes without one kind of cone see, in linear RGB: Machado, Oliveira, Fernandes 2009, full severity.
_MACHADO = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# CIE76: from about 10 on two colours are told apart at a glance.
_APART = 10


def lab(colour: str, eyes: str) -> tuple[float, float, float]:
    """A colour of six digits in CIELAB (D65), as such eyes see it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, linear, strict=True)))) for row in _MACHADO[eyes])
    whites = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in whites)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, eyes: str) -> float:
    return hypot(*(a - b for a, b in zip(lab(one, eyes), lab(other, eyes), strict=True)))


def test_the_measure_of_difference_is_right() -> None:
    assert lab("#ffffff", "everyone") == pytest.approx((100, 0, 0), abs=0.1)
    assert difference("#ff0000", "#00ff00", "everyone") == pytest.approx(170.6, abs=0.5)
    assert difference("#8a8f98", "#8a8f98", "deutan") == 0


@pytest.mark.parametrize("eyes", _MACHADO)
@pytest.mark.parametrize("ground", ["colour", "on_dark"])
def test_no_eyes_take_one_verdict_for_another(eyes: str, ground: str, words: Words) -> None:
    for one, other in combinations(style.verdicts(words), 2):
        apart = difference(getattr(one, ground), getattr(other, ground), eyes)
        assert apart >= _APART, (one.id, other.id, round(apart, 1))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_of_the_screen_keeps_verdicts_apart_in_the_colours_of_its_theme(theme: str) -> None:
    known = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    sheet = (ROOT / "transfer_register" / "screens" / "map_component" / "flow_map.css").read_text(encoding="utf-8")
    colours = {}
    for verdict in VERDICTS:
        said = re.search(rf"--{verdict}: (.*);", sheet)[1]
        if plain := re.fullmatch(r"var\(--st-(\w+)-color\)", said):
            colours[verdict] = known[f"{plain[1]}Color"]
        else:
            share = int(re.search(r"(\d+)%", said)[1]) / 100
            both = [[int(known[name][at : at + 2], 16) for at in (1, 3, 5)] for name in ("textColor", "backgroundColor")]
            colours[verdict] = "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(*both, strict=True))
    for (one, first), (other, second) in combinations(colours.items(), 2):
        for eyes in _MACHADO:
            assert difference(first, second, eyes) >= _APART, (one, other, eyes)


def test_states_stay_apart_in_grey(words: Words) -> None:
    """Where print takes the colours away, two verdicts of one lightness still have unlike shapes and lines."""
    for one, other in combinations((style.verdict(words, id) for id in VERDICTS), 2):
        near = abs(luminance(one.colour) - luminance(other.colour)) < 0.05
        assert not near or (one.shape != other.shape and one.glyph != other.glyph)


POLAND, MEXICO, INDIA, SEATTLE, TOKYO = (19.0, 52.0), (-102.0, 23.0), (78.0, 21.0), (-122.0, 47.0), (139.0, 36.0)


@pytest.mark.parametrize(
    ("start", "end"), [(POLAND, MEXICO), (INDIA, SEATTLE), (POLAND, SEATTLE), (INDIA, MEXICO), (TOKYO, POLAND), (SEATTLE, INDIA)]
)
def test_no_corridor_runs_along_the_edge_of_the_map(start: tuple[float, float], end: tuple[float, float]) -> None:
    for piece in corridor(start, end):
        assert all(-1 <= y <= HEIGHT for _, y in piece)
        along = sum(abs(b[0] - a[0]) for a, b in pairwise(piece) if max(a[1], b[1]) < HEIGHT * 0.02)
        assert along < WIDTH * 0.1


def test_a_corridor_goes_on_without_a_corner() -> None:
    for start, end in ((POLAND, MEXICO), (INDIA, SEATTLE), (POLAND, SEATTLE)):
        for piece in corridor(start, end):
            turns = [_turn(*three) for three in zip(piece, piece[1:], piece[2:], strict=False)]
            assert max(turns, default=0) < 0.5, (start, end, max(turns))


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """How far a line turns at its middle point, from 0 (straight on) to 2 (back)."""
    (ux, uy), (vx, vy) = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    long = hypot(ux, uy) * hypot(vx, vy)
    return 1 - (ux * vx + uy * vy) / long if long > 1e-6 else 0.0
