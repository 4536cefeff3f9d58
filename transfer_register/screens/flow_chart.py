"""What the pictures of the screen Flows share: a chart to choose from, its legend, the theme, and places shown as one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import exhibit
from transfer_register.exhibits.style import Mark
from transfer_register.register.answer import Answer
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

Picked = dict[str, tuple[str, ...]] | None


# The tones of badges in running text: those of the verdicts, and of the bands.
_TONES = COLOURS | {"severe": "orange", "high": "yellow", "low": "blue"}


def chart(option: dict[str, Any], height: int, answer: Answer, alt: str) -> Any:
    """Draws an option of ECharts and gives back what is chosen in it."""
    # A chart keeps what was chosen in it by place: other data must be another chart.
    key = f"flows.chart.{exhibit.identity(answer)}"
    look = {"height": height, "theme": None, "renderer": "svg", "alt": alt}
    return st.echarts_chart(option, on_select="rerun", key=key, **look).get("selection")


def legend(marks: list[Mark]) -> None:
    """Says which shape and colour is which state."""
    st.markdown(" ".join(f":{_TONES.get(mark.id, 'gray')}-badge[{mark.text}]" for mark in marks))


def fold(visit: Visit) -> dict[str, tuple[str, ...]]:
    """The countries that the reader wants to see as one."""
    return {"EEA": visit.law.groups["eea"].on(visit.law_on)} if st.session_state.get("flows.fold") else {}


def is_dark() -> bool:
    return st.context.theme.type == "dark"
