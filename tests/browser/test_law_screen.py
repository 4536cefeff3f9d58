"""The law as a person uses it: chooses a country, opens a decision, sees what threatens it, goes to the transfers it carries."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import choose, expect_said, navigate, open_page, pick, press, settled
from tests.conftest import Watched
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pictures")]


def test_from_the_law_of_a_country_to_the_transfers_that_rest_on_it(served_demo: Served, page: Page, watched: Watched):
    open_page(page, f"{served_demo.url}/law?on=2026-11-22")
    choose(page, "Destination", "United States")
    expect(page).to_have_url(re.compile("country=US"))
    choose_row(page, 1)
    panel = page.locator(".st-key-provision")
    expect(panel).to_be_visible(timeout=60_000)

    open_page(page, f"{served_demo.url}/law?on=2026-11-22&country=US&regime=EU&kind=adequacy")
    choose_row(page, 1)
    expect(panel.get_by_text("EU-US Data Privacy Framework").first).to_be_visible(timeout=60_000)
    expect(panel.get_by_text("do not change whether it is valid")).to_be_visible()
    expect(panel.get_by_text("Trump v. Slaughter").first).to_be_visible()
    number = int(re.search(r"(\d+) transfers? rest on it", panel.inner_text()).group(1))
    panel.get_by_role("button", name=re.compile("rest on it")).click()
    expect(page.locator('[data-testid="stMain"] h1').first).to_have_text("Register", timeout=60_000)
    settled(page)
    expect(page.get_by_text(re.compile(rf"^{number} transfers?$")).first).to_be_visible()
    expect(page).to_have_url(re.compile("grounds=eu.us.dpf"))
    expect_said(page, "Ground or fallback: EU-US Data Privacy Framework")

    navigate(page, "Law")
    assert watched.foreign == []
    assert served_demo.strayed() == []


def test_a_bar_of_the_timeline_opens_its_decision(served_demo: Served, page: Page, watched: Watched):
    open_page(page, f"{served_demo.url}/law?on=2026-11-22&view=time&country=US&regime=EU")
    bars = page.locator(".stPlotlyChart .barlayer .point path")
    expect(bars.first).to_be_attached(timeout=60_000)
    settled(page)
    widest = max((bars.nth(place).bounding_box() for place in range(bars.count())), key=lambda box: box["width"])
    page.mouse.click(widest["x"] + widest["width"] / 2, widest["y"] + widest["height"] / 2)
    settled(page)
    panel = page.locator(".st-key-provision")
    expect(panel.get_by_text("No longer in force since 6 October 2015")).to_be_visible(timeout=60_000)
    page.locator(".st-key-provision_close button").first.click()
    settled(page)
    expect(panel).to_have_count(0)

    pick(page, "View", "Changes")
    pick(page, "Period", "Past ten years")
    press(page, "Read")
    expect(panel).to_be_visible(timeout=60_000)
    pick(page, "View", "Sources")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert watched.foreign == []
    assert served_demo.strayed() == []


def choose_row(page: Page, row: int) -> None:
    """Chooses a row of the first list by its box."""
    settled(page)
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 36 + 35 * (row - 1) + 17)
