"""The filter of a screen: a search, the verdicts with their counts, one popover for the rest, and chips of what is chosen.

The address holds the filter; the widgets show it and write it back. So a link, the Back button and a chip all do the same.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from transfer_register.exhibits import choices, style
from transfer_register.exhibits.style import listed
from transfer_register.model.filter import Filter
from transfer_register.model.filter_words import value_label
from transfer_register.screens import address
from transfer_register.screens.choice import controlled, toggles
from transfer_register.screens.plain import plain
from transfer_register.screens.saved_filters import show_saved
from transfer_register.screens.visit import Visit

# Field of the filter -> its heading in the popover and the vocabulary of its values; None where they are parties.
_OFFERED = {
    "countries": ("Destination", "countries"),
    "origins": ("Exporter in", "countries"),
    "exporters": ("Exporter", None),
    "kinds": ("Kind of recipient", "recipient_kinds"),
    "purposes": ("Purpose", "purposes"),
    "categories": ("Data", "data_categories"),
    "subjects": ("Data subjects", "data_subjects"),
    "tools": ("Mechanism", "transfer_tools"),
    "measures": ("Measure", "measures"),
    "systems": ("System", None),
    "owners": ("Looked after by", None),
    "regimes": ("Regime", "regimes"),
    "bands": ("Risk left", "bands"),
    "flags": ("Unclear", "flags"),
}
# Fields that only links set; they get a chip, and no widget.
_LINKED = {
    "groups": "Destination", "scopes": "Destination", "place_roles": "Place of", "importers": "Recipient",
    "transfers": "Transfer", "batches": "Part of", "grounds": "Ground or fallback", "findings": "Finding",
}  # fmt: skip


def filter_bar(visit: Visit) -> Filter:
    """Draws the bar and gives back the filter of the address."""
    chosen = address.read_filter()
    verdicts = dict(_choices(visit, replace(chosen, verdicts=()))["verdicts"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filter_bar"):
        _search(chosen)
        _verdicts(visit, chosen, verdicts)
        narrowed = sum(bool(getattr(chosen, name)) for name in _OFFERED)
        # Where the line is too short for both, they go to the next one together.
        with st.container(horizontal=True, gap="small", width="content"):
            with st.popover(f"Filters ({narrowed})" if narrowed else "Filters", icon=":material/tune:"):
                _popover(visit, chosen)
            show_saved(visit, chosen)
    _chips(visit, chosen)
    return chosen


def _search(chosen: Filter) -> None:
    _show("search", chosen.search)
    st.text_input(
        "Search", key="filter.search", on_change=_written, args=("search",), width=240, type="search",
        label_visibility="collapsed", icon=":material/search:", placeholder="Recipient, reference, country …",
    )  # fmt: skip


def _verdicts(visit: Visit, chosen: Filter, counts: dict[str, int]) -> None:
    marks = {mark.id: mark.text for mark in style.verdicts(visit.words)}
    shown = {id: text for id, text in marks.items() if counts.get(id) or id in chosen.verdicts}
    toggles("filter.verdicts", shown, counts, chosen.verdicts, _toggle_verdict)


def _toggle_verdict(id: str) -> None:
    chosen = address.read_filter().verdicts
    address.narrow(verdicts=_without_one(chosen, id) if id in chosen else (*chosen, id))


def _popover(visit: Visit, chosen: Filter) -> None:
    occurring = _choices(visit, Filter())
    left, right = st.columns(2)
    for position, (name, (heading, _)) in enumerate(_OFFERED.items()):
        picked = list(getattr(chosen, name))
        counts = dict(occurring[name])
        labels = {value: label(visit, name, value) for value in dict.fromkeys([*counts, *picked])}
        options = sorted(labels, key=lambda value: (labels[value] != value, labels[value].casefold()))
        _show(name, picked)
        with left if position % 2 == 0 else right:
            st.multiselect(
                f"{heading} other than" if name in chosen.others else heading, options, key=f"filter.{name}",
                on_change=_written, args=(name,), placeholder="Any",
                format_func=lambda value, labels=labels, counts=counts: f"{labels[value]} ({style.number(counts.get(value, 0))})",
            )  # fmt: skip
    st.button("Clear all", on_click=address.write_filter, args=(Filter(),), disabled=chosen.is_open(), width="stretch")


def _chips(visit: Visit, chosen: Filter) -> None:
    headings = {name: heading for name, (heading, _) in _OFFERED.items()} | _LINKED
    several = {each for name in chosen.others for each in _with(name)}
    shown = [(name, value) for name in headings if name not in several for value in getattr(chosen, name)]
    others = [name for name in chosen.others if name in headings]
    if not shown and not others:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="chips"):
        for name, value in shown:
            st.button(
                f"{headings[name]}: {plain(label(visit, name, value))}", key=f"chip.{name}.{value}",
                icon=":material/close:", icon_position="right", help="Take this filter away",
                on_click=_without, args=(name, value),
            )  # fmt: skip
        for name in others:
            # Which values are not meant may be many: one chip for all.
            left_out = [label(visit, each, value) for each in _with(name) for value in getattr(chosen, each)]
            st.button(
                f"{headings[name]}: other than {plain(listed(left_out, most=3))}", key=f"chip.others.{name}",
                icon=":material/close:", icon_position="right", help="Take this filter away",
                on_click=_without_others, args=(name,),
            )  # fmt: skip
        st.button("Clear all", key="chip.clear", type="tertiary", on_click=address.write_filter, args=(Filter(),))


def label(visit: Visit, name: str, value: str) -> str:
    """The word for a value of a field of the filter; parties and records by name."""
    if name == "batches":
        batch = visit.register.record(value)
        return batch.state["title"] if batch else value
    return value_label(visit.words, name, value, visit.titles)


def _choices(visit: Visit, chosen: Filter) -> dict[str, list[tuple[str, int]]]:
    return choices.draw(visit.ask("choices", chosen), visit.words)


def _show(name: str, value: object) -> None:
    # Only a difference is assigned: assigning an equal value would overwrite what is being typed.
    controlled(f"filter.{name}", value)


def _written(name: str) -> None:
    value = st.session_state[f"filter.{name}"]
    if not value and name in address.read_filter().others:
        _without_others(name)
        return
    address.narrow(**{name: value.strip() if name == "search" else tuple(value)})


def _without(name: str, value: str) -> None:
    address.narrow(**{name: _without_one(getattr(address.read_filter(), name), value)})


def _without_one(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(other for other in values if other != value)


def _with(name: str) -> tuple[str, ...]:
    """The fields that say one thing together with a field."""
    return ("countries", "groups", "scopes") if name == "countries" else (name,)


def _without_others(name: str) -> None:
    left = tuple(other for other in address.read_filter().others if other != name)
    address.narrow(others=left, **dict.fromkeys(_with(name), ()))
