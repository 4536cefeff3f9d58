"""Doing an act on an assessment as a whole: bound to the version that stood on the page, and told where it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from transfer_register.errors import Problem, Stale, TransferRegisterError
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.visit import Visit

_READ = "assess.read"


def read_now(version: int | None) -> None:
    """Binds an act to the version that stood on the page when it was pressed: a later one may be there by the time it runs."""
    st.session_state[_READ] = version


def version_read() -> int | None:
    """The version to which the act that was just pressed is bound."""
    return st.session_state[_READ]


def act_on(visit: Visit, desk: Desk, act: Callable[[dict[str, Any]], object], said: str) -> None:
    """Does an act and shows the page anew; what is refused stands on the desk."""
    try:
        with st.spinner("Recording …"):
            act({"actor": visit.actor, "at": visit.clock(), "on": visit.on})
    except Stale as error:
        desk.problems, desk.asked = [Problem("", str(error), "It stands below now: read it, then decide again.")], None
    except TransferRegisterError as error:
        desk.problems = getattr(error, "problems", None) or [Problem("", str(error))]
    else:
        desk.problems = []
        st.toast(said, icon=":material/check:")
    st.rerun()
