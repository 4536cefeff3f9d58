"""Long work of one person in a thread of its own: how far it is, a button that stops it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from transfer_register.errors import Cancelled
from transfer_register.screens import address
from transfer_register.screens.plain import plain

# Seconds between two looks of the page.
_PULSE = 0.4
# Seconds in which most work is done, so that no bar comes and goes.
_AT_ONCE = 0.6


class Work:
    """One piece of work. It is asked to stop by `stop`, and ends at the next step of which it tells.

    With `while_watched` it also ends when the page that began it is closed. The thread draws nothing.
    """

    def __init__(self, do: Callable[[Work], Any], *, while_watched: bool):
        self.sentence, self.share = "Beginning", 0.0
        # Was it stopped by a person? And can it still be?
        self.stopped, self.stoppable = False, True
        # Is there nothing to wait for once it is stopped?
        self.harmless = while_watched
        self._asked = Event()
        context = get_script_run_ctx()
        self._session = context.session_id if while_watched and context is not None else None
        thread = ThreadPoolExecutor(1, thread_name_prefix="intake")
        self.outcome: Future[Any] = thread.submit(do, self)
        thread.shutdown(wait=False)

    def tell(self, sentence: str, share: float) -> None:
        """Told by the thread how far it is. Raises `Cancelled` when it should end."""
        if self.stoppable and (self._asked.is_set() or self._left()):
            raise Cancelled("Stopped. Nothing was written.")
        self.sentence, self.share = sentence, share

    def committed(self, sentence: str) -> None:
        """From here on it goes on to its end: what it was to write is being written, or is."""
        self.stoppable, self.sentence, self.share = False, sentence, 1.0

    def _left(self) -> bool:
        return self._session is not None and runtime.exists() and not runtime.get_instance().is_active_session(self._session)

    def stop(self) -> None:
        self.stopped = True
        self._asked.set()

    def done(self, seconds: float | None = _AT_ONCE) -> bool:
        """Is it done, within so many seconds (None: however long it takes)?"""
        return bool(wait([self.outcome], seconds).done)


def show_work(work: Work, key: str) -> None:
    """Draws the bar and the button; the page is drawn anew when the work is done."""
    _watch(work, key, address.standing())


@st.fragment(run_every=_PULSE)
def _watch(work: Work, key: str, stood: dict[str, list[str]]) -> None:
    if work.outcome.done() or (work.stopped and work.harmless):
        address.draw_again(stood)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}.bar"):
        said = "Stopping" if work.stopped else work.sentence
        st.progress(min(max(work.share, 0.0), 1.0), f"{plain(said)} … {int(work.share * 100)} %", width="stretch")
        st.button(
            "Stop", icon=":material/stop_circle:", key=f"{key}.stop", on_click=work.stop,
            disabled=work.stopped or not work.stoppable,
        )  # fmt: skip
