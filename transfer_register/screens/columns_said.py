"""What a profile says of every row: proposed beside who sends, taken by a click, and never by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from transfer_register.actions import profiles
from transfer_register.actions.take_in import Preview
from transfer_register.exhibits.style import listed
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# What a profile says -> the field of the page that holds it, its heading and the vocabulary of its terms.
_FIELDS: dict[str, tuple[str, str, str | None]] = {
    "exporter": ("intake.exporter", "Exporter", None),
    "exporter_role": ("intake.exporter_role", "Its role", "roles"),
    "importer_role": ("intake.importer_role", "Role of the recipients", "roles"),
    "data_categories": ("intake.categories", "Categories of data", "data_categories"),
    "data_subjects": ("intake.subjects", "Data subjects", "data_subjects"),
}


def all_rows_said(visit: Visit) -> dict[str, Any]:
    """What the page says of every row just now, as a profile holds it; a party that is not recorded yet is left out."""
    said: dict[str, Any] = {}
    for name, (key, _, _) in _FIELDS.items():
        value = st.session_state.get(key)
        if name == "exporter" and value not in visit.names:
            continue
        if value:
            said[name] = tuple(value) if isinstance(value, list) else value
    return said


def all_rows_words(visit: Visit, said: Mapping[str, Any]) -> str:
    """`Exporter: Muster GmbH; Its role: controller`, for a place that reads Markdown."""
    return "; ".join(f"{_FIELDS[name][1].lower()} {plain(_words(visit, name, value))}" for name, value in said.items())


def propose(visit: Visit, preview: Preview) -> None:
    """Draws what the recognised profile says of every row, where the page says nothing or something else."""
    proposed, gone = profiles.of_all_rows(visit.register, preview.profile)
    here = all_rows_said(visit)
    differs = {name: value for name, value in proposed.items() if here.get(name) != value}
    for sentence in gone:
        st.caption(plain(sentence))
    if not differs:
        return
    names = listed([f"“{plain(each.used.profile.name)}”" for each in preview.profile if each.used])
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="intake.proposed"):
        instead = [
            f" instead of {plain(_words(visit, name, here[name]))}" if name in here else "" for name in differs
        ]  # fmt: skip
        said = [
            f"{_FIELDS[name][1].lower()} **{plain(_words(visit, name, value))}**{other}"
            for (name, value), other in zip(differs.items(), instead, strict=True)
        ]
        st.markdown(f":blue[:material/bookmark:] The profile {names} says of every row: {'; '.join(said)}.", width="stretch")
        st.button("Take this", icon=":material/check:", key="intake.proposed.take", on_click=_take, args=(differs,))


def _take(said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        st.session_state[_FIELDS[name][0]] = list(value) if isinstance(value, tuple) else value


def _words(visit: Visit, name: str, value: Any) -> str:
    vocabulary = _FIELDS[name][2]
    if vocabulary is None:
        return visit.names.get(value, value)
    return listed([visit.words.label(vocabulary, each) for each in (value if isinstance(value, tuple) else (value,))])
