"""What an edit of several records would do, a row a record: with its tick, before and after, and what stands against it."""

from __future__ import annotations

import math

import streamlit as st

from transfer_register.actions.bulk_preview import BulkPreview, Change, Row
from transfer_register.exhibits.record_words import FIELDS as HEADINGS
from transfer_register.exhibits.record_words import fact_value, field_value
from transfer_register.exhibits.style import counted, listed, number
from transfer_register.register.accept import STATED_OF
from transfer_register.screens.choice import controlled
from transfer_register.screens.opened_bulk import FIELDS, OpenedBulk
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

_ROWS = 25
# Characters of a value that are shown, and records that are named.
_LONG, _NAMED = 160, 8


def show_table(visit: Visit, opened: OpenedBulk, preview: BulkPreview) -> None:
    """Draws the sentence, and a page of the rows with what they need to be read."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(preview.sentence(opened.left_out))}.**", width="stretch")
        _ticks(opened, preview)
    _notes(visit, preview)
    if not preview.rows:
        return
    # What stands in the way comes first.
    rows = sorted(preview.rows, key=lambda row: not row.problems)
    pages = math.ceil(len(rows) / _ROWS)
    # Another number of pages is another widget: one that kept its identity could stand on a page that is no more.
    key = f"{FIELDS}page.{pages}"
    page = st.session_state.get(key, 1)
    with st.container(border=True, gap="xsmall", key="bulk_table"):
        for row in rows[(page - 1) * _ROWS : page * _ROWS]:
            _row(visit, opened, row)
    if pages > 1:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            first = (page - 1) * _ROWS
            shown = f"{number(first + 1)} to {number(min(first + _ROWS, len(rows)))} of {counted(len(rows), 'row')}"
            st.markdown(f":small[{shown}; the change is made to all that have a tick]", width="content")
            st.pagination(pages, default=page, key=key, width=300)


def _notes(visit: Visit, preview: BulkPreview) -> None:
    parties = preview.counts()["party"]
    if parties:
        said = f"{counted(parties, 'recipient')} {'changes' if parties == 1 else 'change'}, once each, for all their transfers"
        more = f": {counted(preview.others, 'transfer')} beyond those chosen here" if preview.others else ""
        st.caption(f":material/domain: {said}{more}.")
    if preview.unchanged:
        st.caption(f"As they are: {plain(listed([visit.names.get(id, id) for id in preview.unchanged], most=_NAMED))}.")


def _ticks(opened: OpenedBulk, preview: BulkPreview) -> None:
    open_ones = preview.wrong - opened.left_out
    if open_ones:
        st.button(
            f"Leave out {'that one' if len(open_ones) == 1 else f'those {number(len(open_ones))}'}", key=f"{FIELDS}tick.wrong",
            icon=":material/error:", on_click=_leave_out, args=(opened, opened.left_out | preview.wrong),
        )  # fmt: skip
    everything = {row.id for row in preview.rows}
    for label, what, left_out in (("Tick all", "all", set()), ("Tick none", "none", everything)):
        if preview.rows:
            st.button(label, key=f"{FIELDS}tick.{what}", type="tertiary", on_click=_leave_out, args=(opened, left_out))


def _leave_out(opened: OpenedBulk, ids: set[str]) -> None:
    opened.left_out, opened.refused = set(ids), []


def _row(visit: Visit, opened: OpenedBulk, row: Row) -> None:
    key = f"{FIELDS}take.{row.id}"
    controlled(key, row.id not in opened.left_out)
    left, right = st.columns([4, 9], gap="small")
    with left:
        st.checkbox(
            f"{row.id}  {plain(shortened(row.recipient, 44))}", key=key, on_change=_ticked, args=(opened, row.id),
            help=None if row.kind == "transfer" else "The recipient itself, for all its transfers",
        )  # fmt: skip
    with right:
        lines = [_change(visit, change) for change in row.changes]
        lines += [f":red[:material/error: {plain(f'{each.where}: {each.what} {each.mend}')}]" for each in row.problems]
        st.markdown("  \n".join(lines))


def _ticked(opened: OpenedBulk, id: str) -> None:
    opened.left_out ^= {id}


def _change(visit: Visit, change: Change) -> str:
    heading, was, now = _in_words(visit, change)
    before = "–" if change.before in (None, []) and change.field != "mechanisms" else f"~~{plain(shortened(was, _LONG))}~~"
    return f"{plain(heading)}: :gray[{before}] :material/arrow_forward: **{plain(shortened(now, _LONG))}**"


def _in_words(visit: Visit, change: Change) -> tuple[str, str, str]:
    words, (stated, _, name) = visit.words, change.field.partition("facts.")
    if not stated and name:
        fact = (STATED_OF["party"] | STATED_OF["transfer"])[name]
        return fact.label, fact_value(words, fact, change.before), fact_value(words, fact, change.after)
    values = (field_value(words, visit.names, change.field, value) for value in (change.before, change.after))
    return HEADINGS[change.field][0], *values
