"""The board of a review: a stack of cards for each recipient in four columns, and the keys that move the one in focus."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.review_found import Looked
from transfer_register.exhibits import review_stacks
from transfer_register.exhibits.review_words import COLUMNS, period_of
from transfer_register.exhibits.style import counted, number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import plain
from transfer_register.screens.review_card import may_move, show_card
from transfer_register.screens.review_state import focused
from transfer_register.screens.visit import Visit

ORDER = ("to_check", "waiting", "changed", "done")
_LOOKS = {
    "to_check": ("orange", "checklist", "There is a reason to look at them, and nobody did in this review."),
    "waiting": ("violet", "hourglass_top", "Somebody else has to answer first."),
    "changed": ("red", "published_with_changes", "Somebody looked, and the record, its verdict or its chain changed afterwards."),
    "done": ("blue", "check_circle", "Looked at, and as they were seen."),
}  # fmt: skip
# Stacks of a column beside others; one column alone shows a page of them.
_BESIDE, _ALONE = 6, 30


def show_board(visit: Visit, looked: Looked, chosen: Filter) -> None:
    """Draws the columns beside each other, or the stacks of the one that the address names."""
    column = address.one_of("column", ("all", *ORDER))
    alone = column != "all"
    page = address.page_number() if alone else 1
    size = _ALONE if alone else _BESIDE
    answer = looked.stacks(chosen, columns=[column] if alone else None, limit=size, offset=(page - 1) * size)
    if alone and not answer.rows and page > 1:
        page, answer = 1, looked.stacks(chosen, columns=[column], limit=size)
    stacks = answer.dicts()
    if not stacks and not alone:
        _none(looked, chosen)
        return
    counts = review_stacks.counts(answer)
    focus = _focus(stacks) if may_move(visit, looked) else None
    if alone:
        _alone(visit, looked, column, stacks, counts[column], focus, page)
        return
    with st.container(key="review_board"):
        # A column in which nothing lies says so, and leaves its room to the others.
        places = st.columns([3.4 if counts[each][0] else 1.3 for each in ORDER], gap="small")
    for place, each in zip(places, ORDER, strict=True):
        with place, st.container(key=f"review_column_{each}", gap="small"):
            _head(each, *counts[each])
            for stack in (one for one in stacks if one["lies"] == each):
                show_card(visit, looked, stack, chosen, _after(stacks, stack, focus))
            if counts[each][1] > _BESIDE:
                more = counted(counts[each][1] - _BESIDE, "more recipient")
                st.button(
                    more, key=f"review.more.{each}", type="tertiary", icon=":material/expand_more:", on_click=address.say,
                    args=("column", each),
                )  # fmt: skip


def _head(column: str, cards: int, stacks: int) -> None:
    colour, icon, says = _LOOKS[column]
    st.markdown(f":{colour}-badge[:material/{icon}: {COLUMNS[column]}] **{number(cards)}**", help=says)
    if cards != stacks:
        st.caption(f"{counted(cards, 'transfer')}, {counted(stacks, 'recipient')}")
    if not cards:
        st.caption("None.")


def _alone(
    visit: Visit, looked: Looked, column: str, stacks: list[dict[str, Any]], counts: tuple[int, int],
    focus: dict[str, Any] | None, page: int,
) -> None:  # fmt: skip
    st.button("All columns", icon=":material/arrow_back:", key="review.all", on_click=address.say, args=("column", None))
    _head(column, *counts)
    grid = st.grid(3, min_column_width=300, gap="small")
    for stack in stacks:
        with grid.cell():
            show_card(visit, looked, stack, Filter(), _after(stacks, stack, focus))
    pages = -(-counts[1] // _ALONE)
    if pages > 1:
        key = f"review.page.{column}.{page}"
        st.pagination(pages, default=page, key=key, on_change=lambda: address.turn_to(st.session_state[key]))


def _focus(stacks: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The card that the keys move: the one that was chosen, else the first that is not done."""
    asked = focused()
    chosen = (one for one in stacks if (one["lies"], one["importer"]) == asked)
    open_ones = (one for column in ("to_check", "changed", "waiting") for one in stacks if one["lies"] == column)
    return next(chosen, None) or next(open_ones, None)


def _after(stacks: list[dict[str, Any]], stack: dict[str, Any], focus: dict[str, Any] | None) -> dict[str, Any] | None:
    """Of the card in focus the one that comes after it, which may be itself; None for every other card."""
    if stack is not focus:
        return None
    beside = [one for one in stacks if one["lies"] == stack["lies"]]
    return beside[(beside.index(stack) + 1) % len(beside)]


def _none(looked: Looked, chosen: Filter) -> None:
    with st.container(border=True, key="review_none"):
        if chosen.is_open():
            st.markdown(f"**No transfer is to be looked at in {plain(period_of(looked.first, looked.last))}.**")
            st.markdown(
                "No day of review falls in it or is overdue, nothing ends, no law or chain changed, no verdict got worse, and "
                "none is breached or waits for a fact."
            )
        else:
            st.markdown("**No card passes this filter.**")
            st.button("Clear the filter", key="review.clear", on_click=address.write_filter, args=(Filter(),))
