"""Reading a list for its preview: at once where it is short, else in a thread, with a bar and a way to stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from transfer_register.actions import take_in
from transfer_register.actions.take_in import Options, Preview
from transfer_register.errors import Cancelled
from transfer_register.screens.plain import plain
from transfer_register.screens.preview_work import Work, show_work
from transfer_register.screens.visit import Visit

_READ, _WORK = "intake.read", "intake.reading"
# A file of so many bytes, some 2,000 rows, is read while the page waits.
_SHORT = 150_000


@dataclass(frozen=True)
class Source:
    """A file as it came, with the fingerprint of its content."""

    data: bytes = field(repr=False)
    name: str
    sha256: str


def reading(visit: Visit, source: Source, options: Options) -> tuple[Preview | None, bool]:
    """The newest preview of the file there is, and whether it is by these options; draws how far the reading is.

    Raises `TransferRegisterError` where the file cannot be read.
    """
    short = len(source.data) <= _SHORT
    # A short list is read anew whenever anything was recorded. A long one is compared once more before it is written.
    asked = (source.sha256, source.name, options, visit.register.head().sequence if short else None)
    kept = st.session_state.get(_READ)
    if kept is not None and kept[0] == asked:
        return kept[1], True
    older = kept[1] if kept is not None and kept[0][:2] == asked[:2] else None
    if short:
        with st.spinner(f"Reading {plain(source.name)} …", show_time=False):
            return _keep(asked, take_in.preview(visit.register, source.data, source.name, options)), True
    work = _work(visit, source, options, asked)
    if work.stopped:
        # Nothing waits for the thread, which writes nothing and ends at its next step.
        with st.container(horizontal=True, vertical_alignment="center", key="intake_stopped"):
            st.markdown(":material/stop_circle: **Stopped.** Nothing was written.", width="content")
            st.button("Read it again", icon=":material/refresh:", key="intake.again_read", on_click=_again)
    elif not work.done():
        show_work(work, "intake.reading_bar")
    else:
        preview = work.outcome.result()
        del st.session_state[_WORK]
        return _keep(asked, preview), True
    return older, False


def _work(visit: Visit, source: Source, options: Options, asked: Any) -> Work:
    held = st.session_state.get(_WORK)
    if held is not None and held[0] == asked:
        # What ended because its page was closed goes on where somebody looks again.
        ended = held[1].outcome.done() and isinstance(held[1].outcome.exception(), Cancelled)
        if held[1].stopped or not ended:
            return held[1]
    elif held is not None:
        held[1].stop()
    register = visit.register
    work = Work(lambda work: take_in.preview(register, source.data, source.name, options, work.tell), while_watched=True)
    st.session_state[_WORK] = (asked, work)
    return work


def _keep(asked: Any, preview: Preview) -> Preview:
    st.session_state[_READ] = (asked, preview)
    return preview


def _again() -> None:
    st.session_state.pop(_WORK, None)


def forget_reading() -> None:
    """Drops what was read, and ends what is being read."""
    held = st.session_state.pop(_WORK, None)
    if held is not None:
        held[1].stop()
    for key in (_READ, "intake.parts", "intake.problems"):
        st.session_state.pop(key, None)
