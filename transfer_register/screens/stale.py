"""Two people changed one record: what the other changed, what stands in this form, and the choice between them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from transfer_register.exhibits.style import day
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.screens.plain import plain
from transfer_register.screens.record_words import Difference, differences
from transfer_register.screens.visit import Visit

_MODELS = {"transfer": Transfer, "party": Party}


def show_both(visit: Visit, kind: str, base: dict[str, Any], theirs: Any, mine: dict[str, Any]) -> str | None:
    """Shows both changes; gives back `theirs` or `mine` when a button was pressed, None before."""
    at = datetime.fromisoformat(theirs.at)
    st.warning(
        f"{plain(theirs.actor)} changed this record on {day(at.date())} at {at:%H:%M} UTC, while you had it open. "
        "Nothing of yours is written yet.",
        icon=":material/group:",
    )
    _list(visit, "What they changed", differences(visit.words, visit.names, base, theirs.state))
    _list(visit, "What you changed", differences(visit.words, visit.names, _settled(kind, base), _settled(kind, mine)))
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep theirs", key="form.keep_theirs", help="Your changes are dropped."):
            return "theirs"
        help = "Their changes stay where you changed nothing."
        if st.button("Put mine on top", type="primary", key="form.put_mine", help=help):
            return "mine"
    return None


def merged(kind: str, base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Their state with every field and every fact on top that this form changed."""
    base, mine = _settled(kind, base), _settled(kind, mine)
    result = _laid(base, mine, theirs, without="facts")
    result["facts"] = _laid(base.get("facts", {}), mine.get("facts", {}), theirs.get("facts", {}))
    return result


def _laid(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], without: str = "") -> dict[str, Any]:
    changed = {name for name in base.keys() | mine.keys() if name != without and base.get(name) != mine.get(name)}
    kept = {name: value for name, value in theirs.items() if name not in changed}
    return kept | {name: mine[name] for name in changed if name in mine}


def _settled(kind: str, state: dict[str, Any]) -> dict[str, Any]:
    # One shape for what was recorded and what the form gives: a list or a tuple, an absent or an empty field.
    return _MODELS[kind].model_validate(state).model_dump(mode="json", exclude_none=True) if state else {}


def _list(visit: Visit, title: str, found: list[Difference]) -> None:
    st.markdown(f"**{title}**")
    lines = [f"- {each.markdown()}" for each in found]
    st.markdown("\n".join(lines) or "Nothing.")
