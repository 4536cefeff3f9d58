"""The filter of the law: text, regime, destination, kind, confidence; the address holds it, the widgets write it back."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import law as asking
from transfer_register.exhibits import law_words
from transfer_register.exhibits.style import country
from transfer_register.model.vocabulary import Words
from transfer_register.screens import address
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# Field of Wanted -> its name in the address; names of the register's own filter are other ones.
_NAMES = {"text": "about", "regimes": "regime", "countries": "country", "kinds": "kind", "confidence": "confidence"}


def read_wanted(visit: Visit) -> asking.Wanted:
    """The filter of the address; words that mean nothing are left aside."""
    known = {"regimes": visit.law.regimes, "kinds": law_words.KINDS, "confidence": law_words.CONFIDENCE}
    said = {name: tuple(v for v in address.said(key) if name not in known or v in known[name]) for name, key in _NAMES.items()}
    return asking.Wanted(**{**said, "text": " ".join(said["text"])})


def law_filter(visit: Visit, *, without: tuple[str, ...] = ()) -> asking.Wanted:
    """Draws the filter, without the fields that say nothing here, and gives back what it means."""
    wanted = read_wanted(visit)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="law_filter"):
        _text(wanted)
        _regimes(visit, wanted)
        places = asking.places(visit.law, visit.law_on) | set(wanted.countries)
        names = {code: place_name(visit.words, code) for code in places}
        _several("countries", wanted.countries, "Destination", names, sort=True)
        if "kinds" not in without:
            _several("kinds", wanted.kinds, "Kind", law_words.KINDS)
        if "confidence" not in without:
            _several("confidence", wanted.confidence, "Confidence", law_words.CONFIDENCE, width=150)
        if wanted != asking.Wanted():
            st.button("Clear", key="law.clear", type="tertiary", icon=":material/close:", on_click=clear)
    return wanted


def clear() -> None:
    """Takes the whole filter away."""
    for name in _NAMES.values():
        address.say(name, None)


def place_name(words: Words, code: str) -> str:
    """The name of a destination; bodies that are no state have codes of their own."""
    if code in words.lists["countries"]:
        return country(words, code)
    return words.label("fact_terms", code)


def _text(wanted: asking.Wanted) -> None:
    _show("text", wanted.text)
    st.text_input(
        "Search the law", key="law.text", on_change=_written, args=("text",), width=205, type="search",
        label_visibility="collapsed", icon=":material/search:", placeholder="Title, act, article …",
    )  # fmt: skip


def _regimes(visit: Visit, wanted: asking.Wanted) -> None:
    _show("regimes", list(wanted.regimes))
    st.pills(
        "Regime", list(visit.law.regimes), selection_mode="multi", key="law.regimes", on_change=_written,
        args=("regimes",), label_visibility="collapsed", wrap=True, format_func=lambda id: visit.words.label("regimes", id),
    )  # fmt: skip


def _several(
    name: str, picked: tuple[str, ...], label: str, labels: dict[str, str], *, sort: bool = False, width: int = 178
) -> None:
    options = sorted(labels, key=lambda value: labels[value].casefold()) if sort else list(labels)
    _show(name, list(picked))
    st.multiselect(
        label, options, key=f"law.{name}", on_change=_written, args=(name,), placeholder=label, width=width,
        label_visibility="collapsed", format_func=lambda value: labels.get(value, value),
    )  # fmt: skip


def _show(name: str, value: object) -> None:
    # Only a difference is assigned: assigning an equal value would overwrite what is being typed.
    controlled(f"law.{name}", value)


def _written(name: str) -> None:
    value = st.session_state[f"law.{name}"]
    address.say(_NAMES[name], (value.strip() or None) if isinstance(value, str) else list(value) or None)


def nothing(says: str) -> None:
    """What stands in place of a list without rows, with the way back."""
    with st.container(border=True, key="law_nothing"):
        st.markdown(f"**{plain(says)}**")
        st.button("Clear the filter", key="law.clear_all", on_click=clear)
