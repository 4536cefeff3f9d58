"""What a colleague records appears by itself: the server looks for news, and has an open page drawn again when there is some.

It is the server that looks, and not the page: a page that asked twice a second would be at work all day, and what it asks
while a click is on its way runs beside the click, in the same session. Streamlit has no word for drawing a page from
outside; what it does itself when a source file changes is done here, and only in `_draw`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Lock, Thread
from time import sleep

import streamlit as st
from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

from transfer_register.register.register import Register
from transfer_register.screens.opened_bulk import opened_bulk
from transfer_register.screens.opened_form import opened_form
from transfer_register.screens.parties_opened import opened_act
from transfer_register.screens.visit import Visit

# Seconds between two looks. A look asks the journal for its head.
PULSE = 0.5
_WAITED_FOR = "live.waited_for"

News = Callable[[], bool]


def keep_current(visit: Visit) -> None:
    """Watches from now on, as long as the page is open. An earlier state does not change, and so is not watched."""
    waited_for: list[News] = st.session_state.pop(_WAITED_FOR, [])
    # Who is filling in a form is not disturbed: what others did meanwhile is told when it is saved.
    writing = any(opened() is not None for opened in (opened_form, opened_bulk, opened_act))
    context = get_script_run_ctx()
    if context is None:
        return
    if visit.past or writing:
        _WATCH.leave(context.session_id)
        return
    _WATCH.keep(
        context.session_id, partial(_is_news, visit.register, visit.register.known(None), visit.register.away, waited_for)
    )


def draw_when(news: News) -> None:
    """Has the page drawn again once `news` says so too, which is asked in a thread beside the page."""
    st.session_state.setdefault(_WAITED_FOR, []).append(news)


def _is_news(register: Register, shown: int, away: str | None, waited_for: list[News]) -> bool:
    return register.moved_on(shown) or register.away != away or any(news() for news in waited_for)


class _Watch:
    """Looks for the news of every open page, in one thread for all, which ends with the last page."""

    def __init__(self, draw: Callable[[str, Callable[[], None]], None]):
        """`draw` has a page drawn again, and calls what it is given if the page is at work just now."""
        self._draw = draw
        self._news: dict[str, News] = {}
        self._lock = Lock()
        self._thread: Thread | None = None

    def keep(self, page: str, news: News) -> None:
        """Looks for the news of a page, in place of those it had."""
        with self._lock:
            self._news[page] = news
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._look, name="news", daemon=True)
                self._thread.start()

    def leave(self, page: str) -> None:
        """Looks no more, until `keep` is said again."""
        with self._lock:
            self._news.pop(page, None)

    def _look(self) -> None:
        while True:
            sleep(PULSE)
            with self._lock:
                if not self._news:
                    self._thread = None
                    return
                pages = list(self._news.items())
            for page, news in pages:
                if not _is_open(page):
                    self._took(page, news)
                # Taken first: the page says what it waits for when it is drawn again, and one that fails is not asked again.
                elif self._took(page, news):
                    again = partial(self._once_more, page, news)
                    if news():
                        self._draw(page, again)
                    else:
                        again()

    def _took(self, page: str, news: News) -> bool:
        """Takes the news of a page from the list, unless the page said others meanwhile."""
        with self._lock:
            return self._news.get(page) is news and self._news.pop(page) is news

    def _once_more(self, page: str, news: News) -> None:
        with self._lock:
            self._news.setdefault(page, news)


def _is_open(page: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(page)


def _draw(page: str, busy: Callable[[], None]) -> None:
    found = runtime.get_instance()._session_mgr.get_active_session_info(page)
    if found is not None:
        # Where clicks arrive too, so that none arrives between the look and the run.
        found.session._event_loop.call_soon_threadsafe(_draw_if_idle, found.session, busy)


def _draw_if_idle(session: AppSession, busy: Callable[[], None]) -> None:
    # A run that is under way may be the answer to a click, of which a new run would know nothing.
    if session._scriptrunner is None:
        session.request_rerun(session._client_state)
    else:
        busy()


_WATCH = _Watch(_draw)
