"""The rows of two changes: heading, before, theirs with who, when and why, yours, and what the merged record gets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from transfer_register.actions.merge import How, Meanwhile, Row
from transfer_register.exhibits.record_words import FIELDS as HEADINGS
from transfer_register.exhibits.record_words import fact_value, field_value
from transfer_register.exhibits.style import short_day
from transfer_register.model.vocabulary import Words
from transfer_register.register.accept import STATED_OF
from transfer_register.register.answer import Version
from transfer_register.screens.opened_form import FIELDS
from transfer_register.screens.plain import plain
from transfer_register.screens.transfer_form import NEW

_FACTS = STATED_OF["party"] | STATED_OF["transfer"]
_ORDER = [*HEADINGS, *(f"facts.{name}" for name in _FACTS)]
_COLUMNS = (13, 13, 19, 17, 18)
_UNTOUCHED = ":gray[as before]"


def in_order(found: list[Row]) -> list[Row]:
    """What waits for a choice first, then in the order of the form; where a record was read from is not for a person to merge."""
    shown = [row for row in found if row.field != "origin"]
    unseen = [row for row in found if row.field == "origin"]
    return sorted(shown, key=lambda row: (row.how is not How.CHOOSE, _ORDER.index(row.field))) + unseen


def choice_key(row: Row) -> str:
    """Where the choice of a row is kept; a row with other values has another key."""
    return f"{FIELDS}choice.{row.field}.{abs(hash((repr(row.theirs), repr(row.mine))))}"


def show_rows(words: Words, names: dict[str, str], new: dict[str, str], found: list[Row], theirs: Meanwhile) -> None:
    """Draws one row for each field or fact that anyone changed; `new` names parties that are not recorded yet, by side."""
    versions = {version.version: version for version in theirs.by.values()}
    # One act of theirs is told once; where there were several, each row says which of them it was.
    alone = next(iter(versions.values())) if len(versions) == 1 else None
    by = {} if alone else theirs.by
    with st.container(key="both", gap=None):
        with st.container(key="both_head"):
            said = ("", "**Before**", f"**Theirs**{_by(alone)}", "**Yours**", "**Merged**")
            for column, heading in zip(st.columns(_COLUMNS), said, strict=True):
                column.markdown(heading)
        for row in found:
            if row.field != "origin":
                with st.container(key=f"both_row.{row.field}"):
                    _row(words, names | ({NEW: new[row.field]} if row.field in new else {}), row, by.get(row.field))


def _row(words: Words, names: dict[str, str], row: Row, by: Version | None) -> None:
    def said(value: Any) -> str:
        return plain(_words(words, names, row.field, value))

    heading, before, their, mine, result = st.columns(_COLUMNS, vertical_alignment="top")
    heading.markdown(f"{plain(_heading(row.field))}")
    before.markdown(f":gray[{said(row.before)}]")
    their.markdown(_UNTOUCHED if row.how is How.MINE else said(row.theirs) + _by(by))
    mine.markdown(_UNTOUCHED if row.how is How.THEIRS else said(row.mine))
    with result, st.container(gap="xxsmall"):
        match row.how:
            case How.CHOOSE:
                st.segmented_control(
                    f"{_heading(row.field)}: whose value", [How.THEIRS.value, How.MINE.value], key=choice_key(row),
                    format_func={"theirs": "Theirs", "mine": "Yours"}.get, label_visibility="collapsed",
                )  # fmt: skip
                if not st.session_state.get(choice_key(row)):
                    st.markdown(":orange[:material/call_split: Choose one]")
            case How.BOTH:
                st.markdown(f":blue[:material/merge:] {said(row.value)}  \n:small[:gray[{_together(said, row)}]]")
            case How.THEIRS:
                st.markdown(":blue[:material/check:] Theirs  \n:small[:gray[you did not change it]]")
            case How.MINE:
                st.markdown(":blue[:material/check:] Yours  \n:small[:gray[they did not change it]]")
            case How.SAME:
                st.markdown(":blue[:material/check:] The same from both")


def _by(version: Version | None) -> str:
    if version is None:
        return ""
    at = datetime.fromisoformat(version.at)
    why = f": {plain(version.why)}" if version.why else ""
    return f"  \n:small[:gray[{plain(version.actor)}, {short_day(at.date())}, {at:%H:%M} UTC{why}]]"


def _together(said: Any, row: Row) -> str:
    """`added by them: India; by you: Japan; taken away by you: Nepal`."""
    old, parts = row.before or [], []
    for who, side in (("them", row.theirs), ("you", row.mine)):
        for act, some in (
            ("added", [element for element in side if element not in old]),
            ("taken away", [element for element in old if element not in side]),
        ):
            parts += [f"{act} by {who}: {said(some)}"] if some else []
    return "; ".join(parts)


def _heading(field: str) -> str:
    name = field.removeprefix("facts.")
    return HEADINGS[field][0] if field in HEADINGS else _FACTS[name].label


def _words(words: Words, names: dict[str, str], field: str, value: Any) -> str:
    if field in HEADINGS:
        return field_value(words, names, field, value)
    return fact_value(words, _FACTS[field.removeprefix("facts.")], value)
