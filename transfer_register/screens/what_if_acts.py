"""What mends the transfers that an event takes the ground from: acts tried by the judge, grouped, and what nothing mends."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.fix import Fix
from transfer_register.exhibits.style import number
from transfer_register.screens.fixes import show_fix
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_work import Held, look_for_acts


def show_acts(visit: Visit, made: Held) -> Fix | None:
    """Draws the search, or what it found."""
    worse = len(made.simulated.worse)
    if not worse:
        st.markdown(":material/check_circle: No verdict becomes worse, so there is nothing to mend.")
        return None
    st.caption(
        f"Each act is tried on the {number(worse)} that become worse, alone and together with others; the judge of the law after "
        "the event says what it mends. Nothing is written."
    )
    fix = look_for_acts(visit, made)
    if fix is not None:
        show_fix(visit, fix)
    return fix
