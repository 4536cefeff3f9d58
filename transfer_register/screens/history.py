"""Where a record came from, and how it became what it is: every version, who wrote it, when, why, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from transfer_register.exhibits import evidence_words
from transfer_register.exhibits.record_words import differences
from transfer_register.exhibits.style import counted, day
from transfer_register.register.answer import Version
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.told import told
from transfer_register.screens.visit import Visit

# Changes that are listed of one version; a record that was just made has many, and they stand beside it.
_MOST = 12
_ACTS = {"create": "Recorded", "change": "Changed", "end": "Taken away", "restore": "Restored"}


def show_history(visit: Visit, id: str) -> None:
    """The versions of a record, the newest first."""

    def changed(entry: Version, before: dict[str, Any] | None) -> list[str]:
        if entry.kind == "evidence":
            found = evidence_words.differences(visit.words, visit.titles, before, entry.state)
        else:
            found = differences(visit.words, visit.names, before, entry.state)
        return [told(each) for each in found]

    show_versions(visit.register.history(id, visit.known_on), changed, _ACTS)


def show_versions(
    entries: list[Version], changed: Callable[[Version, dict[str, Any] | None], list[str]], acts: Mapping[str, str]
) -> None:
    """Versions, the newest first: when, by whom, why; `changed` gives in Markdown what one changed of the state before."""
    for place in range(len(entries) - 1, -1, -1):
        entry, before = entries[place], entries[place - 1].state if place else None
        at = datetime.fromisoformat(entry.at)
        batch = f", with {plain(entry.batch)}" if entry.batch else ""
        st.markdown(
            f"**{acts.get(entry.act, entry.act)}** {day(at.date())}, {at:%H:%M} UTC  \n"
            f":small[:gray[Version {entry.version}, by {plain(entry.actor)}{batch}]]"
        )
        if entry.why:
            st.markdown(f"Reason: {plain(entry.why)}")
        if place and entry.state is not None:
            found = changed(entry, before)
            lines = [f"- {each}" for each in found[:_MOST]]
            if len(found) > _MOST:
                lines.append(f"- and {counted(len(found) - _MOST, 'more change')}")
            st.markdown("\n".join(lines) or "Nothing that is shown changed.")


def show_origin(state: dict[str, Any]) -> None:
    """The file, the line and the words a record was read from; a record made by hand says so."""
    origin = state.get("origin")
    if not origin:
        st.caption("Recorded by hand.")
        return
    line = f", line {origin['line']}" if origin.get("line") else ""
    st.markdown(f"Read from **{plain(origin['file'])}**{line}")
    if origin.get("raw"):
        pairs([(heading, str(value)) for heading, value in origin["raw"].items()])
    st.caption(f"SHA-256 of the file: {origin['sha256']}")
