"""Mounts the map of transfers on a screen: the component of map_component/, with the data of exhibits/map.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent / "map_component"


@cache
def _component() -> Callable[..., Any]:
    # Files rather than text in Python: what is handed over as text is sent again with every change of the data, and is run
    # from a blob, which a strict content security policy refuses. Streamlit finds the folder by pyproject.toml.
    return st.components.v2.component(
        "transfer-register.map",
        html='<div class="flow-map"></div>',
        css=(_FOLDER / "flow_map.css").read_text(encoding="utf-8"),
        js="flow_map.js",
    )


def flow_map(data: dict[str, Any], *, key: str, on_change: Callable[[], None] | None = None) -> dict[str, str] | None:
    """Draws the map and gives back what is chosen on it: {"type": "country", "id": "IN"}, {"type": "corridor", "o", "d"} or None.

    `data` is what `exhibits.map.draw` gave; `exhibits.map.picked` turns the choice into fields of a Filter.
    """
    return _component()(
        data=data, key=key, default={"selection": None}, on_selection_change=on_change or (lambda: None)
    ).selection
