"""What stands in the address of a page: the days, the filter, the record that is open, the page of the list.

A link is therefore the whole state of a screen: it can be kept, sent and opened again. What does not fit (no day, no
number, no field of a filter) is left aside rather than refused: addresses are typed, cut and mended by people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from typing import NoReturn

import streamlit as st

from transfer_register.model.filter import Filter
from transfer_register.model.filter_words import read, written

FIELDS = tuple(field.name for field in fields(Filter))
DAYS = ("on", "law_on", "known_on")


def read_day(name: str) -> date | None:
    """A day of the address, such as `on` or `known_on`; None where none stands there."""
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None


def write_day(name: str, value: date | None) -> None:
    """Puts a day into the address, or takes it away with None."""
    _put(name, value.isoformat() if value else None)


def read_filter() -> Filter:
    """The filter of the address; an empty one when there is none."""
    chosen = Filter()
    for name in FIELDS:
        values = [value for value in st.query_params.get_all(name) if value]
        if values:
            chosen = replace(chosen, **{name: values[0] if name == "search" else tuple(dict.fromkeys(map(read, values)))})
    return chosen


def write_filter(chosen: Filter) -> None:
    """Puts a filter into the address; the list begins again at its first page."""
    for name in FIELDS:
        value = getattr(chosen, name)
        _put(name, value if name == "search" else list(map(written, value)))
    _put("page", None)


def narrow(**changed: object) -> None:
    """Changes fields of the filter in the address and leaves the others."""
    write_filter(replace(read_filter(), **changed))


def link(chosen: Filter, **more: str) -> dict[str, str | list[str]]:
    """The parameters of a link to a screen under a filter, such as `link(chosen, id="TR-00001")`."""
    parameters = {name: getattr(chosen, name) for name in FIELDS if getattr(chosen, name)}
    return {name: value if isinstance(value, str) else list(map(written, value)) for name, value in parameters.items()} | more


def arrive(screen: str) -> None:
    """Brings days and filter along when the reader walks to another screen; a link that names its own wins."""
    if st.session_state.get("address.screen") not in (None, screen):
        if not any(name in st.query_params for name in DAYS):
            for name, value in st.session_state["address.days"].items():
                write_day(name, value)
        if not any(name in st.query_params for name in FIELDS):
            write_filter(st.session_state["address.filter"])
    st.session_state["address.screen"] = screen
    st.session_state["address.days"] = {name: read_day(name) for name in DAYS}
    st.session_state["address.filter"] = read_filter()


def opened() -> str | None:
    """The id of the record that is open beside the list."""
    return st.query_params.get("id") or None


def open_record(id: str | None) -> None:
    """Opens a record beside the list, or closes it with None."""
    _put("id", id)


def opened_provision() -> str | None:
    """The id of the provision that is open beside the law."""
    return st.query_params.get("provision") or None


def open_provision(id: str | None) -> None:
    """Opens a provision beside the law, or closes it with None."""
    _put("provision", id)


def page_number() -> int:
    """The page of the list, from 1; what is no page is the first."""
    text = st.query_params.get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


def one_of(name: str, known: Iterable[str], usual: str | None = None) -> str:
    """What the address says under `name`, such as the order of a list; `usual`, or the first known one, when it says nothing."""
    known = list(known)
    said = st.query_params.get(name, "")
    return said if said in known else usual or known[0]


def some_of(name: str, known: Iterable[str], usual: Iterable[str]) -> list[str]:
    """As `one_of`, for several values whose order matters."""
    known = set(known)
    return list(dict.fromkeys(said for said in st.query_params.get_all(name) if said in known)) or list(usual)


def said(name: str) -> list[str]:
    """Everything that the address says under `name`."""
    return list(dict.fromkeys(value for value in st.query_params.get_all(name) if value))


def say(name: str, value: str | list[str] | None) -> None:
    """Puts a choice into the address, or takes it away with None; a list begins again at its first page."""
    _put(name, value)
    _put("page", None)


def turn_to(page: int) -> None:
    """Turns the list to a page."""
    _put("page", str(page) if page > 1 else None)


def standing() -> dict[str, list[str]]:
    """The whole address, as it stands while a page is drawn."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def draw_again(stood: dict[str, list[str]]) -> NoReturn:
    """Draws the page anew out of a part of it that looks by itself now and then, under the address at which it `stood`.

    The browser sends its address with every such look. A look that it sent while a click was on its way would bring
    the address from before the click, and the page would go back to what was shown then.
    """
    if standing() != stood:
        st.query_params.from_dict(stood)
    st.rerun()


def _put(name: str, value: str | list[str] | None) -> None:
    if value:
        # Written again, it would carry the rest of an older address with it: fields that just left the page still report.
        if st.query_params.get_all(name) != ([value] if isinstance(value, str) else list(value)):
            st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
