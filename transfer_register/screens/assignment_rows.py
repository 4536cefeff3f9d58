"""What is changed on several records, row by row: a field, what is done with it, and the value in words."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.assignments import ADD, CLEAR, REMOVE, SET, TARGETS, Assignment, Shape, Target
from transfer_register.exhibits import choices
from transfer_register.exhibits.record_words import destination
from transfer_register.exhibits.style import country
from transfer_register.model.facts import Kind
from transfer_register.model.roles import PLACE_ROLES, ROLES
from transfer_register.screens.fact_input import day_input, fact_input
from transfer_register.screens.opened_bulk import FIELDS, OpenedBulk
from transfer_register.screens.place_choice import place_choice
from transfer_register.screens.visit import Visit

_WAYS = {SET: "Set to", ADD: "Add", REMOVE: "Take away", CLEAR: "Clear"}
# What a way is called where the usual word would mislead.
_SAID = {
    (Shape.TERMS, SET): "Replace by", (Shape.NAMES, SET): "Replace by",
    (Shape.MECHANISM, SET): "State: none", (Shape.MECHANISM, CLEAR): "Not stated",
    (Shape.FACT, CLEAR): "Not known", (Shape.TEXT, ADD): "Write below",
}  # fmt: skip
_WIDTH = 148


def assignment_rows(visit: Visit, opened: OpenedBulk) -> tuple[list[Assignment], int]:
    """Draws the rows; gives back what is said in full, and how many rows are not."""
    found: list[Assignment] = []
    for row in opened.rows:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"bulk_row_{row}"):
            assignment = _row(visit, row)
            st.button(
                ":material/delete:", key=f"{FIELDS}drop.{row}", type="tertiary", help="Take this row away",
                on_click=opened.rows.remove, args=(row,), disabled=len(opened.rows) == 1,
            )  # fmt: skip
        found += [assignment] if assignment else []
    st.button(
        "Change another field", icon=":material/add:", key=f"{FIELDS}add",
        on_click=lambda: opened.rows.append(max(opened.rows) + 1),
    )  # fmt: skip
    return found, len(opened.rows) - len(found)


def _row(visit: Visit, row: int) -> Assignment | None:
    what = st.selectbox(
        "Field", list(TARGETS), index=None, key=f"{FIELDS}what.{row}", format_func=_name, persist_state="session",
        placeholder="Choose, or type a word of it", width=320,
    )  # fmt: skip
    if what is None:
        st.space("stretch")
        return None
    target = TARGETS[what]
    how = st.selectbox(
        "What is done", target.ways, key=f"{FIELDS}how.{row}.{what}", width=_WIDTH,
        format_func=lambda way: _SAID.get((target.shape, way), _WAYS[way]), persist_state="session",
    )  # fmt: skip
    if how == CLEAR or (target.shape is Shape.MECHANISM and how == SET):
        st.space("stretch")
        return Assignment(what, how, [] if how == SET else None)
    value = _value(visit, target, how, f"{FIELDS}value.{row}.{what}")
    return None if value in (None, "", []) else Assignment(what, how, value)


def _name(what: str) -> str:
    target = TARGETS[what]
    if target.party:
        return f"Recipient: {target.label}"
    return f"Fact: {target.label}" if target.fact else target.label


def _value(visit: Visit, target: Target, how: str, key: str) -> Any:
    words, more = visit.words, {"persist_state": "session"}
    match target.shape:
        case Shape.TERMS:
            return st.multiselect(
                "Which", list(words.lists[target.vocabulary]), key=key, placeholder="Choose one or more",
                format_func=lambda term: words.label(target.vocabulary, term), **more,
            )  # fmt: skip
        case Shape.TERM:
            return st.selectbox(
                "Which", list(words.lists[target.vocabulary]), index=None, key=key, placeholder="Choose one",
                format_func=lambda term: words.label(target.vocabulary, term), **more,
            )  # fmt: skip
        case Shape.NAMES:
            names = [name for name, _ in choices.draw(visit.ask("choices"), words)["systems"] if name]
            return st.multiselect(
                "Which", names, key=key, placeholder="Choose, or type a name", accept_new_options=how != REMOVE, **more
            )
        case Shape.TEXT:
            example = "A function or department" if target.name == "owner" else None
            return st.text_input("Text", key=key, placeholder=example, **more).strip()
        case Shape.DAY:
            day = day_input("Day", None, visit.today, key=key, **more)
            return day.isoformat() if day else None
        case Shape.ROLE:
            return st.selectbox(
                "Role", ROLES, index=None, key=key, placeholder="Choose a role",
                format_func=lambda role: words.label("roles", role), **more,
            )  # fmt: skip
        case Shape.PARTY:
            names = visit.names
            return st.selectbox(
                "Party", sorted(names, key=lambda id: names[id].casefold()), index=None, key=key, placeholder="Choose a party",
                format_func=lambda id: f"{names[id]} · {country(words, visit.parties[id].country)}", **more,
            )  # fmt: skip
        case Shape.PLACE:
            return _place(visit, how, key, more)
        case Shape.MECHANISM:
            return _mechanism(visit, how, key, more)
        case Shape.FACT:
            return _answer(visit, target, key)


def _place(visit: Visit, how: str, key: str, more: dict[str, Any]) -> dict[str, Any] | None:
    words = visit.words
    known = [{"country": code} for code in words.lists["countries"]]
    wide = [{"scope": "global"}, *({"group": group} for group in sorted(visit.law.groups))]
    places = {":".join(next(iter(place.items()))): place for place in [*known, *wide]}
    where = place_choice(
        "Place", {id: destination(words, place) for id, place in places.items()}, None, key=f"{key}.where",
        id_of=lambda code: f"country:{code}", placeholder="Its name in any language",
    )  # fmt: skip
    # Who takes a place away may mean it whatever happens there; who adds one says what does.
    role = st.selectbox(
        "What happens there", PLACE_ROLES, index=0 if how == ADD else None, key=f"{key}.role.{how}", width=170,
        placeholder="Whatever it is", format_func=lambda role: words.label("place_roles", role), **more,
    )  # fmt: skip
    return places[where] | ({"role": role} if role else {}) if where else None


def _mechanism(visit: Visit, how: str, key: str, more: dict[str, Any]) -> dict[str, Any] | None:
    words = visit.words
    tool = st.selectbox(
        "Mechanism", list(words.lists["transfer_tools"]), index=None, key=f"{key}.tool", placeholder="Choose a mechanism",
        format_func=lambda id: words.label("transfer_tools", id), **more,
    )  # fmt: skip
    if how == REMOVE:
        return {"tool": tool} if tool else None
    module = st.selectbox("Module", [1, 2, 3, 4], index=None, key=f"{key}.module", placeholder="–", width=95, **more)
    signed = day_input("Signed on", None, visit.today, key=f"{key}.signed", width=150, **more)
    said = {"module": module, "signed_on": signed.isoformat() if signed else None}
    return {"tool": tool} | {name: value for name, value in said.items() if value is not None} if tool else None


def _answer(visit: Visit, target: Target, key: str) -> Any:
    if target.fact.kind is not Kind.FLAG:
        return fact_input(visit.words, target.fact, None, visit.today, key=key, label="Answer")
    answers = {"Yes": True, "No": False}
    return answers.get(st.segmented_control("Answer", list(answers), key=key, persist_state="session"))
