"""The register of this server: opened once for everyone who looks, with progress while its projection is made anew."""

from __future__ import annotations

import gc
from concurrent.futures import Future, ThreadPoolExecutor, wait

import streamlit as st

from transfer_register.actions.opening import open_register
from transfer_register.register.register import Register

# Seconds before the bar is shown, and between its steps.
_AT_ONCE, _STEP = 0.5, 0.2
_SEEN = "opening.seen"


class _Opening:
    """One opening under way, in a thread of its own, so that every visitor sees how far it is."""

    def __init__(self, where: str):
        self.sentence, self.share = "Opening the register", 0.0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="opening")
        self.register: Future[Register] = self._thread.submit(self._open, where)
        self._thread.shutdown(wait=False)

    def _open(self, where: str) -> Register:
        register = open_register(where, self._tell)
        # What is loaded by now stays for good; leaving it out of every later collection shortens each run of a screen.
        gc.collect()
        gc.freeze()
        return register

    def _tell(self, sentence: str, share: float) -> None:
        self.sentence, self.share = sentence, share


@st.cache_resource(show_spinner=False)
def _opening(where: str) -> _Opening:
    return _Opening(where)


def opened(where: str) -> Register:
    """The register, once it is open. Raises `TransferRegisterError` where it cannot be; the next visit tries again."""
    opening = _opening(where)
    if not wait([opening.register], _AT_ONCE).done:
        bar = st.progress(0.0)
        while not wait([opening.register], _STEP).done:
            bar.progress(min(opening.share, 1.0), f"{opening.sentence} …")
        bar.empty()
    if opening.register.exception():
        _opening.clear(where)
    return opening.register.result()


def tell_notices(register: Register) -> None:
    """Says once in each session what was mended by itself, such as a projection that was made anew."""
    seen = st.session_state.setdefault(_SEEN, 0)
    for notice in register.notices[seen:]:
        st.toast(notice, icon=":material/build:", duration="long")
    st.session_state[_SEEN] = len(register.notices)
