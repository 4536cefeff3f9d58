"""Lists inside a form: places and mechanisms of a transfer, numbers of a party, with rows to add and to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from transfer_register.exhibits.record_words import destination
from transfer_register.intake.identifiers import OTHER, check, normal, scheme_of_number
from transfer_register.model.roles import PLACE_ROLES
from transfer_register.model.vocabulary import Words
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.place_choice import place_choice
from transfer_register.screens.plain import plain

_STATES = {"unstated": "Not stated", "none": "None", "listed": "Recorded"}
_MODULES = "1: controller to controller. 2: controller to processor. 3: processor to processor. 4: processor to controller."


def place_rows(words: Words, places: list[dict[str, Any]], groups: list[str], key: str) -> list[dict[str, Any]]:
    """The places as the rows stand now. What a row does not show (city, condition, words it was read from) is kept with it."""
    known = [{"country": code} for code in words.lists["countries"]]
    named = sorted({*groups, *(place["group"] for place in places if place.get("group"))})
    wide = [{"scope": "global"}, *({"group": group} for group in named)]
    options = {_place_id(place): place for place in [*known, *wide, *places] if _place_id(place)}

    def draw(row: int, base: dict[str, Any] | None, first: bool) -> dict[str, Any] | None:
        label = "visible" if first else "collapsed"
        where = place_choice(
            "Country", {id: destination(words, place) for id, place in options.items()}, _place_id(base or {}),
            key=f"{key}.where.{row}", id_of=lambda code: f"country:{code}", label_visibility=label,
            placeholder="Choose, or type its name in any language",
        )  # fmt: skip
        role = st.selectbox(
            "What happens there", PLACE_ROLES, index=_index(PLACE_ROLES, (base or {}).get("role", "processing")),
            key=f"{key}.role.{row}", width=190, label_visibility=label,
            format_func=lambda role: words.label("place_roles", role),
        )  # fmt: skip
        if where is None:
            return None
        same = base is not None and _place_id(base) == where
        return (base if same else {name: options[where].get(name) for name in ("country", "group", "scope")}) | {"role": role}

    return _rows(places, key, "Add a place", draw)


def mechanism_rows(words: Words, mechanisms: list[dict[str, Any]] | None, today: date, key: str) -> list[dict[str, Any]] | None:
    """The mechanisms as the rows stand now: None while nobody said, an empty list when somebody said that there is none."""
    state = "unstated" if mechanisms is None else "listed" if mechanisms else "none"
    chosen = st.segmented_control(
        "What is recorded about the mechanism", list(_STATES), default=state, required=True, key=f"{key}.state",
        format_func=_STATES.get, help="None means that somebody looked and found none; not stated means that nobody said.",
    )  # fmt: skip
    if chosen != "listed":
        return [] if chosen == "none" else None
    tools = list(words.lists["transfer_tools"])

    def draw(row: int, base: dict[str, Any] | None, first: bool) -> dict[str, Any] | None:
        base = base or {}
        with st.container(gap="xsmall"):
            tool = st.selectbox(
                "Mechanism", tools, index=_index(tools, base.get("tool")), key=f"{key}.tool.{row}",
                placeholder="Choose a mechanism", format_func=lambda id: words.label("transfer_tools", id),
            )  # fmt: skip
            with st.container(horizontal=True, vertical_alignment="bottom"):
                modules = [1, 2, 3, 4]
                module = st.selectbox(
                    "Module", modules, index=_index(modules, base.get("module")), key=f"{key}.module.{row}",
                    placeholder="–", width=105, help=_MODULES,
                )  # fmt: skip
                signed = day_input("Signed on", base.get("signed_on"), today, key=f"{key}.signed.{row}", width=155)
                until = day_input("Valid until", base.get("valid_to"), today, key=f"{key}.until.{row}", width=155)
                reference = st.text_input("Reference", base.get("reference") or "", key=f"{key}.reference.{row}")
        if tool is None:
            return None
        return base | {
            "tool": tool, "module": module, "signed_on": signed.isoformat() if signed else None,
            "valid_to": until.isoformat() if until else None, "reference": reference.strip() or None,
        }  # fmt: skip

    return _rows(mechanisms or [], key, "Add a mechanism", draw, boxed=True)


def identifier_rows(words: Words, identifiers: list[dict[str, str]], key: str) -> list[dict[str, str]]:
    """The numbers of a party as the rows stand now. One whose check digits do not hold is told, and kept as it was given."""
    schemes = list(words.lists["identifier_schemes"])

    def draw(row: int, base: dict[str, str] | None, first: bool) -> dict[str, str] | None:
        label, base = "visible" if first else "collapsed", base or {}
        scheme = st.selectbox(
            "Kind of number", schemes, index=_index(schemes, base.get("scheme")), key=f"{key}.scheme.{row}", width=190,
            placeholder="As it reads", label_visibility=label, format_func=lambda id: words.label("identifier_schemes", id),
        )  # fmt: skip
        value = st.text_input("Number", base.get("value") or "", key=f"{key}.value.{row}", label_visibility=label).strip()
        scheme = scheme or scheme_of_number(value)
        return {"scheme": scheme, "value": normal(scheme, value)} if value else None

    values = _rows(identifiers, key, "Add a number", draw)
    for each in values:
        if (holds := check(each["scheme"], each["value"])) is False:
            kind = words.label("identifier_schemes", each["scheme"])
            told = f"The form or the check digits of {kind} {each['value']} do not hold."
            st.markdown(f":orange[:material/rule: {plain(told)} Look at it again; it is kept as it stands.]")
        elif holds is None and each["scheme"] == "vat":
            told = f"VAT number {each['value']} does not begin with the letters of a state whose numbers can be checked."
            st.markdown(f":orange[:material/rule: {plain(told)} It is kept as it stands.]")
        elif each["scheme"] == OTHER:
            st.caption(f"What kind of number {plain(each['value'])} is cannot be told from it. Choose its kind, if you know it.")
    return values


def _rows(
    recorded: list[dict[str, Any]], key: str, add: str,
    draw: Callable[[int, dict[str, Any] | None, bool], dict[str, Any] | None], boxed: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    rows = st.session_state.setdefault(f"{key}.rows", list(range(max(1, len(recorded)))))
    values = []
    for position, row in enumerate(rows):
        alignment = "top" if boxed else "bottom"
        with st.container(horizontal=True, vertical_alignment=alignment, border=boxed, gap="xsmall"):
            values.append(draw(row, recorded[row] if row < len(recorded) else None, position == 0))
            st.button(
                ":material/delete:", key=f"{key}.drop.{row}", type="tertiary", help="Take this row away",
                on_click=rows.remove, args=(row,),
            )  # fmt: skip
    st.button(add, icon=":material/add:", key=f"{key}.add", on_click=lambda: rows.append(max([*rows, len(recorded) - 1]) + 1))
    return [value for value in values if value is not None]


def _place_id(place: dict[str, Any]) -> str | None:
    return next((f"{name}:{place[name]}" for name in ("country", "group", "scope") if place.get(name)), None)


def _index(options: list[Any] | tuple[Any, ...], value: Any) -> int | None:
    return options.index(value) if value in options else None
