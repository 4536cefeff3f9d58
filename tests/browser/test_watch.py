"""The watch of every browser test: a page that asks for something of another machine is caught, and gets nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.conftest import Watched

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("url", ["http://tiles.example/1.png", "http://192.0.2.1/1.png"])
def test_what_leaves_the_machine_is_caught_and_comes_to_nothing(page: Page, watched: Watched, url: str):
    page.set_content(f"<img src='{url}' onerror='document.title=\"nothing\"' onload='document.title=\"something\"'>")
    page.wait_for_function("document.title")
    assert page.title() == "nothing"
    assert watched.foreign == [url]
