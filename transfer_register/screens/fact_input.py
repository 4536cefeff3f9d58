"""One question of the law as a field: yes, no or not known; a day; a number; a choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import streamlit as st

from transfer_register.model.facts import Fact, Kind
from transfer_register.model.vocabulary import Words

_ANSWERS = {"yes": True, "no": False, "unknown": None}
_SHOWN = {"yes": "Yes", "no": "No", "unknown": "Not known"}
# Days that are recorded reach back to the first decisions and forward to the end of a contract.
_BACK, _FORTH = timedelta(days=365 * 40), timedelta(days=365 * 30)


def fact_input(
    words: Words,
    fact: Fact,
    value: Any,
    today: date,
    *,
    key: str,
    label: str | None = None,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> Any:
    """Draws the field and gives back its value in the fact's kind; None is *not known*. Read later with `read_input`."""
    label = label or fact.label  # words of this program; an escape would be read aloud
    more = {"key": key, "on_change": on_change or "rerun", "args": args}
    match fact.kind:
        case Kind.FLAG:
            shown = next(name for name, meaning in _ANSWERS.items() if meaning is value)
            st.segmented_control(label, list(_ANSWERS), default=shown, required=True, format_func=_SHOWN.get, **more)
        case Kind.DAY:
            day_input(label, value, today, **more)
        case Kind.COUNT:
            st.number_input(label, min_value=0, step=1, value=value, placeholder="Not known", **more)
        case Kind.TERM if not fact.terms:
            st.text_input(label, value or "", placeholder="Not known", **more)
        case Kind.TERM:
            options = list(fact.terms)
            st.selectbox(
                label, options, index=options.index(value) if value in options else None, placeholder="Not known",
                format_func=lambda term: words.label("fact_terms", term), **more,
            )  # fmt: skip
        case Kind.TERMS:
            # A term that stands in no list is kept: a form must not drop what it did not ask about.
            known = list(fact.terms or words.lists[fact.vocabulary])
            options = [*known, *(term for term in value or () if term not in known)]
            st.multiselect(
                label, options, default=list(value or ()), placeholder="Not known",
                format_func=lambda term: words.label(fact.vocabulary or "fact_terms", term), **more,
            )  # fmt: skip
    return read_input(fact, key)


def read_input(fact: Fact, key: str) -> Any:
    """The value of a field that was drawn under `key`, as it is recorded; None is *not known*."""
    value = st.session_state.get(key)
    match fact.kind:
        case Kind.FLAG:
            return _ANSWERS.get(value)
        case Kind.DAY:
            return value.isoformat() if value else None
        case Kind.TERMS:
            return list(value) if value else None
        case Kind.TERM:
            return (value or "").strip() or None
        case _:
            return value


def write_input(fact: Fact, key: str, value: Any) -> None:
    """Lets the field under `key` show a value that is recorded, before it is drawn."""
    match fact.kind:
        case Kind.FLAG:
            shown: Any = next(name for name, meaning in _ANSWERS.items() if meaning is value)
        case Kind.DAY:
            shown = date.fromisoformat(value) if isinstance(value, str) else value
        case Kind.TERM if not fact.terms:
            shown = value or ""
        case Kind.TERMS:
            shown = list(value or ())
        case _:
            shown = value
    st.session_state[key] = shown


def day_input(label: str, value: str | date | None, today: date, **more: Any) -> date | None:
    """A day that may be left empty; `value` may be the ISO text of a record."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    first, last = min(today - _BACK, value or today), max(today + _FORTH, value or today)
    return st.date_input(label, value, first, last, format="YYYY-MM-DD", **more)
