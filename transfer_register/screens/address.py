"""What stands in the address of a page: the days, the filter, the record that is open, the page of the list.

A link is therefore the whole state of a screen: it can be kept, sent and opened again. What does not fit (no day, no
number, no field of a filter) is left aside rather than refused: addresses are typed, cut and mended by people.

Everything here goes through `_address`, which knows what the page itself wrote last: the browser sends its address with
everything that happens, and one that it sent before it heard of a choice would take the choice back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date
from time import monotonic
from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy

from transfer_register.model.filter import Filter
from transfer_register.model.filter_words import read, written

FIELDS = tuple(field.name for field in fields(Filter))
DAYS = ("on", "law_on", "known_on")

# What the page wrote last, with the page it is of; and what stood there before, with the moment at which it was left.
_OWN, _LEFT = "address.own", "address.left"
# For so many seconds an address that was left is taken for one that was on its way.
_ON_ITS_WAY = 5.0


def read_day(name: str) -> date | None:
    """A day of the address, such as `on` or `known_on`; None where none stands there."""
    try:
        return date.fromisoformat(_address().get(name, ""))
    except ValueError:
        return None


def write_day(name: str, value: date | None) -> None:
    """Puts a day into the address, or takes it away with None."""
    _put(name, value.isoformat() if value else None)


def read_filter() -> Filter:
    """The filter of the address; an empty one when there is none."""
    chosen = Filter()
    for name in FIELDS:
        values = [value for value in _address().get_all(name) if value]
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
        if not any(name in _address() for name in DAYS):
            for name, value in st.session_state["address.days"].items():
                write_day(name, value)
        if not any(name in _address() for name in FIELDS):
            write_filter(st.session_state["address.filter"])
    st.session_state["address.screen"] = screen
    st.session_state["address.days"] = {name: read_day(name) for name in DAYS}
    st.session_state["address.filter"] = read_filter()


def opened() -> str | None:
    """The id of the record that is open beside the list."""
    return _address().get("id") or None


def open_record(id: str | None) -> None:
    """Opens a record beside the list, or closes it with None."""
    _put("id", id)


def opened_provision() -> str | None:
    """The id of the provision that is open beside the law."""
    return _address().get("provision") or None


def open_provision(id: str | None) -> None:
    """Opens a provision beside the law, or closes it with None."""
    _put("provision", id)


def page_number() -> int:
    """The page of the list, from 1; what is no page is the first."""
    text = _address().get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


def one_of(name: str, known: Iterable[str], usual: str | None = None) -> str:
    """What the address says under `name`, such as the order of a list; `usual`, or the first known one, when it says nothing."""
    known = list(known)
    said = _address().get(name, "")
    return said if said in known else usual or known[0]


def some_of(name: str, known: Iterable[str], usual: Iterable[str]) -> list[str]:
    """As `one_of`, for several values whose order matters."""
    known = set(known)
    return list(dict.fromkeys(said for said in _address().get_all(name) if said in known)) or list(usual)


def said(name: str) -> list[str]:
    """Everything that the address says under `name`."""
    return list(dict.fromkeys(value for value in _address().get_all(name) if value))


def say(name: str, value: str | list[str] | None) -> None:
    """Puts a choice into the address, or takes it away with None; a list begins again at its first page."""
    _put(name, value)
    _put("page", None)


def say_beside(name: str, value: str | None) -> None:
    """The same for what is chosen in a list, which stays on its page."""
    _put(name, value)


def turn_to(page: int) -> None:
    """Turns the list to a page."""
    _put("page", str(page) if page > 1 else None)


def standing() -> dict[str, list[str]]:
    """The whole address, as it stands while a page is drawn."""
    return _all(_address())


def draw_again(stood: dict[str, list[str]]) -> NoReturn:
    """Draws the page anew out of a part of it that looks by itself now and then, under the address at which it `stood`."""
    if standing() != stood:
        _write(lambda there: there.from_dict(stood))
    st.rerun()


def _address() -> QueryParamsProxy:
    """The address as this page wrote it last, unless the reader went elsewhere: by a link, or back and forth in the browser."""
    there, context = st.query_params, get_script_run_ctx()
    page = context.page_script_hash if context else ""
    came, own = (page, _all(there)), st.session_state.get(_OWN)
    if came == own:
        return there
    left_at = st.session_state.get(_LEFT, {}).get(_key(came), float("-inf"))
    late = monotonic() - left_at < _ON_ITS_WAY and not (context and context.is_history_navigation)
    if own and own[0] == page and late:
        there.from_dict(own[1])
    else:
        st.session_state[_OWN], st.session_state[_LEFT] = came, {}
    return there


def _write(change: Callable[[QueryParamsProxy], None]) -> None:
    """Changes the address, and remembers what stood there before."""
    there = _address()
    before = st.session_state[_OWN]
    change(there)
    after = (before[0], _all(there))
    if after != before:
        left = st.session_state[_LEFT]
        left[_key(before)] = monotonic()
        left.pop(_key(after), None)
        st.session_state[_OWN] = after


def _all(there: QueryParamsProxy) -> dict[str, list[str]]:
    return {name: there.get_all(name) for name in there}


def _key(address: tuple[str, dict[str, list[str]]]) -> str:
    return repr((address[0], sorted(address[1].items())))


def _put(name: str, value: str | list[str] | None) -> None:
    # What stands there already is not written again: it would be sent to the browser again.
    if value:
        if _address().get_all(name) != ([value] if isinstance(value, str) else list(value)):
            _write(lambda there: there.__setitem__(name, value))
    elif name in _address():
        _write(lambda there: there.__delitem__(name))
