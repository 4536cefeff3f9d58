"""A click on a mark of each picture lists the transfers behind it; nothing leaves the machine."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.steps import open_page, settled
from tests.conftest import Watched
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pictures")]

BEHIND = re.compile(r"\d+ transfers?\b")


def behind(page: Page) -> None:
    expect(page.locator(".st-key-behind").get_by_text(BEHIND).first).to_be_visible(timeout=30_000)


# A cell of the matrix is wide, a node of the flow is a narrow bar.
@pytest.mark.parametrize(("view", "widths"), [("matrix", (20, 250)), ("sankey", (4, 30))])
def test_a_mark_of_a_chart_lists_its_transfers(served_demo: Served, page: Page, watched: Watched, view: str, widths):
    open_page(page, f"{served_demo.url}/flows?view={view}")
    chart = page.get_by_test_id("stEChartsChart").first
    expect(chart.locator("svg path").first).to_be_attached(timeout=60_000)
    settled(page)
    marks = chart.locator("svg path[fill]:not([fill=none]):not([fill=transparent])")
    boxes = [box for place in range(marks.count()) if (box := marks.nth(place).bounding_box())]
    for box in boxes:
        if widths[0] < box["width"] < widths[1] and 12 < box["height"] < 250:
            page.mouse.click(box["x"] + min(4, box["width"] / 2), box["y"] + box["height"] / 2)
            with suppress(TimeoutError):  # what is hit may be no mark, and a chart tells of a click a moment later
                page.locator(".st-key-behind").wait_for(timeout=1_000)
            settled(page)
            if page.locator(".st-key-behind").count():
                break
    behind(page)
    assert watched.foreign == []
    assert served_demo.strayed() == []


def test_a_country_of_the_map_lists_its_transfers(served_demo: Served, page: Page, watched: Watched):
    open_page(page, f"{served_demo.url}/flows?view=map")
    expect(page.get_by_text("Borders as the United Nations draws them")).to_be_visible(timeout=60_000)
    label = page.get_by_text(re.compile(r"^United States \d+$")).first.bounding_box()
    page.mouse.click(label["x"] + label["width"] / 2, label["y"] + label["height"] / 2)  # the land lies below its name
    settled(page)
    behind(page)
    assert watched.foreign == []
    assert served_demo.strayed() == []
