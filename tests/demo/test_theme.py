"""The look of the app: options that Streamlit knows, fonts that are there, colours that can be read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit import config

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
THEMES = {name: CONFIG["theme"][name] for name in ("light", "dark")}


def options(table: dict, path: str = ""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faded(colour: str, ground: str, share: float) -> str:
    """The colour as it looks when only `share` of it covers the ground."""
    mixed = (round(share * int(colour[i : i + 2], 16) + (1 - share) * int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def grounds(theme: dict) -> list[str]:
    return [theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["sidebar"]["backgroundColor"]]


def test_every_option_is_one_that_streamlit_knows():
    assert set(options(CONFIG)) <= set(config._config_options_template), sorted(
        set(options(CONFIG)) - set(config._config_options_template)
    )


def test_the_app_reports_to_nobody_and_listens_on_this_machine_only():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == CONFIG["browser"]["serverAddress"] == "127.0.0.1"
    assert CONFIG["client"]["allowedOrigins"] == []
    assert not re.findall(r"https?://", (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_every_font_is_there_with_its_licence_and_has_a_name_that_browsers_take():
    fonts = CONFIG["theme"]["fontFaces"]
    for face in fonts:
        assert (ROOT / face["url"].removeprefix("app/")).read_bytes()[:4] == b"wOF2", face["url"]
        assert face["family"].isalpha(), face["family"]
    named = {CONFIG["theme"][key].split(",")[0] for key in ("font", "headingFont")}
    assert named == {face["family"] for face in fonts}
    for family in named:
        assert "SIL OPEN FONT LICENSE" in (ROOT / "static" / "fonts" / f"OFL-{family}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_every_ground(name):
    theme = THEMES[name]
    for ground in grounds(theme):
        assert contrast(theme["textColor"], ground) >= 7
        # Streamlit fades captions to 60 %.
        assert contrast(faded(theme["textColor"], ground, 0.6), ground) >= 4.5, ground
        assert contrast(theme["linkColor"], ground) >= 4.5
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3
    assert contrast(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_text_of_notes_and_badges_can_be_read_and_their_marks_be_seen(name):
    theme = THEMES[name]
    for colour in ("red", "orange", "yellow", "blue", "green", "violet", "gray"):
        assert contrast(theme[f"{colour}TextColor"], theme[f"{colour}BackgroundColor"]) >= 4.5, colour
        assert contrast(theme[f"{colour}TextColor"], theme["backgroundColor"]) >= 4.5, colour
        assert contrast(theme[f"{colour}Color"], theme["backgroundColor"]) >= 3, colour


@pytest.mark.parametrize("name", THEMES)
def test_the_marks_of_charts_stand_out_from_the_ground(name):
    theme = THEMES[name]
    for colour in theme["chartCategoricalColors"]:
        assert contrast(colour, theme["backgroundColor"]) >= 3, colour
    assert len(theme["chartSequentialColors"]) == len(theme["chartDivergingColors"]) == 10
    steps = [contrast(colour, theme["backgroundColor"]) for colour in theme["chartSequentialColors"]]
    assert steps == sorted(steps)


@pytest.mark.parametrize("name", ["logo", "logo_dark", "mark", "mark_dark"])
def test_the_logo_is_a_drawing_that_calls_for_nothing(name):
    text = (ROOT / "static" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = ElementTree.fromstring(text)
    assert drawing.get("aria-label") == "Transfer Register"
    assert not re.findall(r"href|<image|<script|font-family|url\(", text)
