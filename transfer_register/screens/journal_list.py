"""The entries of the journal as a list, one page of them, with what narrows it; a row to open."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from transfer_register.exhibits import journal
from transfer_register.exhibits.style import counted, number, short_day
from transfer_register.register.answer import Answer
from transfer_register.screens import address
from transfer_register.screens.choice import controlled
from transfer_register.screens.opened_row import chosen_row, list_key, pager
from transfer_register.screens.visit import Visit

ROWS = 50
_ROW, _HEAD = 35, 36
# A list of so many rows stands in full; a longer one scrolls within the page.
_SHORT = 16
# What narrows the list -> its name in the address.
_NAMES = {"search": "find", "actors": "who", "kinds": "of", "day": "day"}
_ENTRY = "entry"
_COLUMNS = {
    "sequence": ("Entry", 62), "recorded_at": ("When (UTC)", 138), "actor": ("Who", 108), "what": ("What was done", 395),
    "why": ("Reason", 165), "batch": ("Batch", 130), "hash": ("Hash", 98),
}  # fmt: skip
_BESIDE = ("sequence", "recorded_at", "actor", "what")


def opened_entry() -> int | None:
    """The number of the entry that is open beside the list."""
    text = next(iter(address.said(_ENTRY)), "")
    return int(text) if text.isdecimal() and len(text) < 16 else None


def open_entry(sequence: int | None) -> None:
    """Opens an entry beside the list, or closes it with None."""
    address.say_beside(_ENTRY, None if sequence is None else str(sequence))


def show_list(visit: Visit, summary: Answer, opened: int | None) -> None:
    """Draws the filter, a page of the entries that pass it, and the way to the other pages."""
    [counts] = summary.dicts()
    wanted = _filter(counts)
    page = address.page_number()
    answer = visit.ask("journal", limit=ROWS, offset=(page - 1) * ROWS, **wanted)
    if not answer.rows and page > 1:  # a page beyond the last
        page, answer = 1, visit.ask("journal", limit=ROWS, offset=0, **wanted)
    if not answer.rows:
        with st.container(border=True, key="journal_nothing"):
            st.markdown("**No entry passes this filter.**")
            st.button("Clear the filter", key="journal.clear_all", on_click=_clear)
        return
    _grid(visit, answer, opened)
    _foot(page, answer, wide=opened is None)


def _filter(counts: dict[str, Any]) -> dict[str, Any]:
    search = " ".join(address.said(_NAMES["search"]))
    actors = address.said(_NAMES["actors"])
    kinds = [kind for kind in address.said(_NAMES["kinds"]) if kind in journal.KINDS]
    day = address.read_day(_NAMES["day"])
    first, last = counts["since"].date(), counts["last_at"].date()
    day = day if day and first <= day <= last else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="journal_filter"):
        _show("search", search)
        st.text_input(
            "Search the journal", key="journal.search", on_change=_written, args=("search",), width=220, type="search",
            label_visibility="collapsed", icon=":material/search:", placeholder="Reference or party …",
        )  # fmt: skip
        _several("actors", actors, "Who", {actor: actor for actor in dict.fromkeys([*(counts["actors"] or ()), *actors])}, 200)
        _several("kinds", kinds, "What kind", {kind: journal.KINDS.get(kind, kind) for kind in counts["kinds"] or ()}, 200)
        _show("day", day)
        with st.popover(short_day(day) if day else "Any day", icon=":material/calendar_today:"):
            st.date_input(
                "Recorded on (UTC)", None, first, last, key="journal.day", format="YYYY-MM-DD", on_change=_written, args=("day",)
            )
        if search or actors or kinds or day:
            st.button("Clear", key="journal.clear", type="tertiary", icon=":material/close:", on_click=_clear)
    return {"search": search or None, "actors": actors or None, "kinds": kinds or None, "day": day}


def _several(name: str, picked: list[str], label: str, labels: dict[str, str], width: int) -> None:
    _show(name, picked)
    st.multiselect(
        label, list(labels), key=f"journal.{name}", on_change=_written, args=(name,), placeholder=label, width=width,
        label_visibility="collapsed", format_func=lambda value: labels.get(value, value),
    )  # fmt: skip


def _grid(visit: Visit, answer: Answer, opened: int | None) -> None:
    rows = answer.dicts()
    ids = [row["sequence"] for row in rows]
    frame = _frame(visit, answer)
    shown = [name for name in frame.columns if opened is None or name in _BESIDE]
    key = list_key("journal", ids, opened)
    long = len(rows) > _SHORT
    with st.container(key=("list_beside" if opened else "list") if long else "list_short"):
        st.dataframe(
            frame, hide_index=True, key=key,
            on_select=lambda: open_entry(chosen_row(key, ids)),
            selection_mode="single-row", lazy=False,
            row_height=_ROW, height="stretch" if long else _ROW * len(rows) + _HEAD + 3, column_order=shown,
            column_config=_columns(), alt="Entries of the journal", placeholder="–",
            selection_default={"selection": {"rows": [ids.index(opened)]}} if opened in ids else None,
        )  # fmt: skip


def _frame(visit: Visit, answer: Answer) -> Any:
    import pandas

    table = journal.draw(answer, visit.words)
    return pandas.DataFrame(table.rows, columns=[column.name for column in table.columns])


def _columns() -> dict[str, Any]:
    config: dict[str, Any] = {name: st.column_config.TextColumn(title, width=width) for name, (title, width) in _COLUMNS.items()}
    title, width = _COLUMNS["sequence"]
    return config | {"sequence": st.column_config.NumberColumn(title, format="localized", width=width)}


def _foot(page: int, answer: Answer, *, wide: bool) -> None:
    entries, shown = journal.total(answer), len(answer.rows)
    pages = math.ceil(entries / ROWS)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="journal_foot"):
        first = (page - 1) * ROWS
        part = f"{number(first + 1)} to {number(first + shown)} of " if pages > 1 else ""
        st.markdown(f":small[{part}{counted(entries, 'entry', 'entries')}, the newest first]", width="content")
        if pages > 1:
            pager("journal", page, pages, wide=wide)


def _show(name: str, value: object) -> None:
    # Only a difference is assigned: assigning an equal value would overwrite what is being typed.
    controlled(f"journal.{name}", value)


def _written(name: str) -> None:
    value = st.session_state[f"journal.{name}"]
    if name == "day":
        address.say(_NAMES[name], value.isoformat() if value else None)
    else:
        address.say(_NAMES[name], (value.strip() or None) if isinstance(value, str) else list(value) or None)


def _clear() -> None:
    for name in _NAMES.values():
        address.say(name, None)
