"""The map in a real browser: it is found and drawn, speaks back by mouse and keyboard, and calls nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Watched
from tests.serving import ROOT, free_port, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("map")]
PAGE = Path(__file__).parent / "map_page.py"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    errors = tmp_path_factory.mktemp("map") / "server.err"
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.port", str(port)]
    with errors.open("w") as told:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=told,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address + "/_stcore/health", process, errors)
            yield address
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def world(page: Page, url: str) -> Page:
    page.goto(url)
    expect(page.locator(".flow-map .corridor.front")).to_have_count(3, timeout=40_000)
    return page


def test_what_is_clicked_is_told_to_the_page_and_chosen_no_more_by_another_click(world: Page, watched: Watched) -> None:
    country = world.locator(".flow-map .spot[data-id=CN] .hit")
    country.click()
    expect(world.get_by_text("Chosen: {'type': 'country', 'id': 'CN'}")).to_be_visible(timeout=15_000)
    country.click()
    expect(world.get_by_text("Chosen: None")).to_be_visible(timeout=15_000)
    # What stands beside the map can be chosen as well.
    within = world.locator(".beside").get_by_role("button", name="Within Germany")
    within.click()
    expect(world.get_by_text("Chosen: {'type': 'corridor', 'o': 'DE', 'd': 'DE'}")).to_be_visible(timeout=15_000)
    expect(within).to_have_attribute("aria-pressed", "true")
    within.click()
    expect(world.get_by_text("Chosen: None")).to_be_visible(timeout=15_000)
    assert not watched.foreign


def test_the_map_is_read_without_seeing_it_and_works_by_keyboard_alone(world: Page) -> None:
    expect(world.get_by_role("button", name="China. 2 transfers: 2 unknown; 100 persons a year", exact=True)).to_have_count(1)
    expect(world.get_by_text("Borders as the United Nations draws them; no position is taken.")).to_be_visible(timeout=15_000)
    expect(world.get_by_text("Each corridor is drawn by its worst verdict.")).to_be_visible(timeout=15_000)
    expect(world.locator(".beside")).to_contain_text("Anywhere 5")
    world.get_by_role("button", name="Zoom out").focus()
    world.keyboard.press("Tab")
    expect(world.locator(".tip")).to_contain_text("United Kingdom", timeout=15_000)
    world.keyboard.press("ArrowRight")
    expect(world.locator(".tip")).to_contain_text("United States")
    world.keyboard.press("Enter")
    expect(world.get_by_text("Chosen: {'type': 'country', 'id': 'US'}")).to_be_visible(timeout=15_000)
    world.keyboard.press("c")
    expect(world.locator(".tip")).to_contain_text("Germany to United States. 4 transfers: 1 breached, 3 permitted")
    world.keyboard.press("Enter")
    expect(world.get_by_text("Chosen: {'type': 'corridor', 'o': 'DE', 'd': 'US'}")).to_be_visible(timeout=15_000)
    world.keyboard.press("Escape")
    expect(world.get_by_text("Chosen: None")).to_be_visible(timeout=15_000)


def test_a_preset_shows_a_part_of_the_world_and_a_narrow_page_has_the_legend_under_the_map(world: Page) -> None:
    before = world.locator(".flow-map svg.world").get_attribute("viewBox")
    world.get_by_role("button", name="Europe", exact=True).click()
    expect(world.get_by_role("button", name="Europe", exact=True)).to_have_attribute("aria-pressed", "true")
    assert world.locator(".flow-map svg.world").get_attribute("viewBox") != before

    world.set_viewport_size({"width": 500, "height": 900})
    stage, legend = (world.locator(f".flow-map .{name}").bounding_box() for name in ("stage", "legend"))
    assert stage
    assert legend
    assert legend["y"] >= stage["y"] + stage["height"]
    assert stage["width"] <= 500
