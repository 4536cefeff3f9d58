"""An open page is drawn again when something is recorded, and not while it is at work or somebody fills in a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from tests.screens.conftest import AT, Open, ran
from transfer_register.actions import record
from transfer_register.actions.opening import open_register
from transfer_register.screens import live

# As made here, before the fixture of all screens puts something else in its place.
WATCH = live._Watch
Draw = Callable[[str, Callable[[], None]], None]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PULSE", 0.01)


@pytest.fixture
def open_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    pages = {"one", "other"}
    monkeypatch.setattr(live, "_is_open", pages.__contains__)
    yield pages
    pages.clear()


def test_only_the_page_that_has_news_is_drawn_and_only_once(open_pages: set[str]):
    drawn, news = [], Event()
    watch = WATCH(lambda page, busy: drawn.append(page))
    asked = {"one": 0, "other": 0}

    def of(page: str, said: Callable[[], bool]) -> Callable[[], bool]:
        def ask() -> bool:
            asked[page] += 1
            return said()

        return ask

    watch.keep("one", of("one", news.is_set))
    watch.keep("other", of("other", lambda: False))
    _until(lambda: asked["one"] > 1)
    assert drawn == []
    news.set()
    _until(lambda: drawn)
    after = asked["one"]
    _until(lambda: asked["other"] > after + 3)
    assert (drawn, asked["one"]) == (["one"], after)


def test_a_page_that_is_at_work_is_drawn_when_it_is_done(open_pages: set[str]):
    told = []

    def draw(page: str, busy: Callable[[], None]) -> None:
        told.append(page)
        if len(told) < 3:
            busy()

    WATCH(draw).keep("one", lambda: True)
    _until(lambda: len(told) == 3)


def test_nobody_is_asked_for_a_page_that_was_closed_and_the_thread_ends_with_the_last(open_pages: set[str]):
    watch = WATCH(lambda page, busy: pytest.fail("nobody looks on"))
    open_pages.clear()
    watch.keep("one", lambda: pytest.fail("nobody looks on"))
    _until(lambda: watch._thread is None)
    open_pages.add("one")
    seen = Event()
    watch.keep("one", lambda: seen.set() or False)
    assert seen.wait(5)


def test_a_run_that_is_under_way_is_not_run_over():
    class Session:
        def __init__(self):
            self._scriptrunner: Any = object()
            self._client_state = "as it stands"
            self.asked: list[str] = []

        def request_rerun(self, state: str) -> None:
            self.asked.append(state)

    session, busy = Session(), []
    live._draw_if_idle(session, lambda: busy.append(True))
    assert (session.asked, busy) == ([], [True])
    session._scriptrunner = None
    live._draw_if_idle(session, lambda: busy.append(True))
    assert (session.asked, busy) == (["as it stands"], [True])


def test_a_page_waits_for_what_others_record_unless_it_shows_the_past_or_a_form_is_open(
    own_register, opened: Open, watched_for: dict[str, Callable[[], bool]]
):
    app = opened(own_register, "register", id="TR-00001")
    [news] = watched_for.values()
    assert not news()
    colleague = open_register(own_register)
    record.save_party(colleague, {"name": "Newcomer Ltd", "country": "GB"}, actor="Bob", at=AT)
    colleague.close()
    assert news()
    app.query_params["known_on"] = (AT.date() - timedelta(days=400)).isoformat()
    ran(app.run())
    assert watched_for == {}
    del app.query_params["known_on"]
    ran(app.run())
    assert len(watched_for) == 1
    next(button for button in app.button if "Add transfer" in button.label).click()
    ran(app.run())
    assert watched_for == {}


def _until(said: Callable[[], Any]) -> None:
    last = monotonic() + 20
    while not said():
        assert monotonic() < last, "it did not come"
        sleep(0.005)
