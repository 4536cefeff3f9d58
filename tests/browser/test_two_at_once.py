"""Two things done in one movement: what is typed is told by the same press of the mouse that chooses something else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.steps import open_page, settled
from tests.conftest import Watched
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pictures")]


class SlowLine:
    """What the server says to a page, which can be held up for a while."""

    def __init__(self, page: Page):
        self._held: list[bytes | str] | None = None
        self._page, self._line = page, None
        page.route_web_socket(re.compile("_stcore/stream"), self._connect)

    def hold(self) -> None:
        self._held = []

    def wait_for_something_held(self) -> None:
        while not self._held:
            self._page.wait_for_timeout(20)

    def wait_for_all_held(self) -> None:
        """Until the server has said all that it had to say."""
        held = 0
        while len(self._held) > held:
            held = len(self._held)
            self._page.wait_for_timeout(1_000)

    def let_go(self) -> None:
        held, self._held = self._held, None
        for message in held:
            self._line.send(message)

    def _connect(self, line: WebSocketRoute) -> None:
        self._line = line
        line.connect_to_server().on_message(self._said)

    def _said(self, message: bytes | str) -> None:
        if self._held is None:
            self._line.send(message)
        else:
            self._held.append(message)


@pytest.mark.parametrize("answered", [False, True])
def test_a_search_and_the_verdict_that_is_clicked_out_of_it_both_stand(
    served_demo: Served, page: Page, watched: Watched, answered: bool
):
    line = SlowLine(page)
    open_page(page, served_demo.url)
    search = page.get_by_label("Search", exact=True)
    verdict = page.get_by_role("button", name=re.compile(r"^\W*Permitted \d+"))
    search.click()
    page.keyboard.type("cloud")
    # No Tab: the search goes out when the mouse is pressed, and the verdict when it is let go, which is before the page heard of
    # its new address and of its new counts, and with the old ones; be the server still at work, or done.
    verdict.hover()
    line.hold()
    page.mouse.down()
    line.wait_for_something_held()
    if answered:
        line.wait_for_all_held()
    page.mouse.up()
    line.let_go()

    expect(page).to_have_url(re.compile(r"[?&]verdicts=permitted\b"))
    settled(page)
    expect(page).to_have_url(re.compile(r"[?&]search=cloud\b"))
    expect(page).to_have_url(re.compile(r"[?&]verdicts=permitted\b"))
    expect(search).to_have_value("cloud")
    expect(verdict).to_contain_text("check")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert watched.foreign == served_demo.strayed() == []
