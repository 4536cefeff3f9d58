"""The facts of a record as fields of a form: some always, the others once they are stated or asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from transfer_register.model.facts import Fact
from transfer_register.model.vocabulary import Words
from transfer_register.screens.fact_input import fact_input


def fact_fields(
    words: Words, known: dict[str, Fact], stated: dict[str, Any], always: tuple[str, ...], today: date, key: str,
    left_out: tuple[str, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """Draws the facts `always` shown, those `stated` and those added here; gives back what is stated now, without the unknown.

    `left_out` are facts that another part of the form shows.
    """
    added: list[str] = st.session_state.setdefault(f"{key}.added", [])
    offered = [name for name in known if name not in always and name not in left_out]
    more = [name for name in offered if stated.get(name) is not None or name in added]
    values = _drawn(words, known, stated, [*always, *more], today, key)
    rest = [name for name in offered if name not in values]
    if rest:
        st.selectbox(
            "State another fact", rest, index=None, key=f"{key}.add", on_change=_add, args=(key, added),
            placeholder="Type a word of it", format_func=lambda name: known[name].label,
        )  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def _drawn(
    words: Words, known: dict[str, Fact], stated: dict[str, Any], names: list[str], today: date, key: str
) -> dict[str, Any]:
    if not names:
        return {}
    grid = st.grid(2, min_column_width=270, gap="small")
    values = {}
    for name in names:
        with grid.cell():
            values[name] = fact_input(words, known[name], stated.get(name), today, key=f"{key}.{name}")
    return values


def _add(key: str, added: list[str]) -> None:
    # A form that was closed a moment ago may still be told of by a page that has not heard of it.
    if name := st.session_state.get(f"{key}.add"):
        added.append(name)
        st.session_state[f"{key}.add"] = None
