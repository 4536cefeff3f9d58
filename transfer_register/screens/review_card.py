"""One stack of the board: whose cards, how they stand, why they are due, where they were put, and the buttons that move them."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from transfer_register.actions import review
from transfer_register.actions.review_found import Looked
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.review_words import COLUMNS, Reason, reasons
from transfer_register.exhibits.style import band, counted, country, listed, short_day
from transfer_register.model.filter import Filter
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.review_state import focus_on, open_stack, say_done
from transfer_register.screens.verdicts import badge
from transfer_register.screens.visit import Visit

# Kind of reason -> icon.
ICONS = {
    "event": "campaign", "law": "balance", "verdict": "trending_down", "band": "trending_down", "mechanism": "event_busy",
    "evidence": "description", "assessment": "fact_check", "onward": "account_tree", "review": "event", "breached": "gavel",
    "unknown": "help",
}  # fmt: skip
_LONG, _SEVERAL, _PLACES = 130, 2, 3
# Where a card can be put -> label, icon, key.
_MOVES = {
    "done": ("Done", ":material/check:", "D"), "waiting": ("Waiting", ":material/hourglass_top:", "W"),
    "to_check": ("Check again", ":material/undo:", "B"),
}  # fmt: skip
# From where it lies, where the card in focus may be put, and what the buttons of any other card offer.
_FOCUSED = {
    "to_check": ("done", "waiting"), "waiting": ("done", "to_check"), "changed": ("done", "waiting", "to_check"),
    "done": ("waiting", "to_check"),
}  # fmt: skip
_OFFERED = {"to_check": ("done", "waiting"), "waiting": ("done",), "changed": ("done", "waiting"), "done": ("to_check",)}
_FAILED = "review.failed"


def may_move(visit: Visit, looked: Looked) -> bool:
    """Can cards be moved: is it the register of now, and is the review not signed?"""
    return not visit.past and not (looked.recorded and looked.recorded.signed)


def reason_line(reason: Reason, long: int | None = None) -> str:
    """A reason as Markdown, with its icon; red where its day has passed."""
    says = plain(shortened(reason.says, long) if long else reason.says)
    icon = f":material/{ICONS[reason.kind]}:"
    return f":red[{icon}] {says}" if reason.late else f":gray[{icon}] {says}"


def show_card(
    visit: Visit, looked: Looked, stack: dict[str, Any], chosen: Filter, after: dict[str, Any] | None
) -> None:  # fmt: skip
    """Draws it; `after` is the card after the one in focus, None for a card that is not in focus."""
    focus, slug = after is not None, f"{stack['lies']}_{stack['importer'].replace('-', '_')}"
    with st.container(border=True, gap="xsmall", key=f"review_card_{'focus_' if focus else ''}{slug}"):
        places = listed([country(visit.words, code) for code in stack["countries"]], _PLACES) or "Destination not known"
        one = stack["transfers"] == 1
        about = [stack["ids"][0] if one else counted(stack["transfers"], "transfer"), places]
        if one and stack["purpose_shown"]:
            about.append(shortened(stack["purpose_shown"], 60))
        st.markdown(f"**{plain(stack['importer_name'] or 'Recipient not stated')}**  \n:small[{plain(', '.join(about))}]")
        mark = band(visit.words, stack["band"])
        st.markdown(f":small[{badge(visit.words, stack['verdict'])} :gray-badge[{mark.text}]]")
        told = reasons(stack["why"], visit.words, visit.titles, visit.on, of=stack["transfers"])
        most = len(told) if focus else _SEVERAL
        if told:
            st.markdown("  \n".join(f":small[{reason_line(each, None if focus else _LONG)}]" for each in told[:most]))
        if len(told) > most:
            st.markdown(f":small[:gray[and {counted(len(told) - most, 'further reason')}]]")
        if said := put_words(stack, stack["lies"]):
            st.markdown(f":small[:gray[{plain(said)}]]")
        if focus and (failed := st.session_state.pop(_FAILED, None)):
            st.error(plain(failed), icon=":material/error:")
        _buttons(visit, looked, stack, chosen, after, slug)


def put_words(card: dict[str, Any], lies: str) -> str:
    """Who moved a card last, when, whom it waits for and why; the empty text where nobody did."""
    if not card["moved_by"]:
        return ""
    waits = f"Waits for {card['waits_for']}. " if lies == "waiting" and card["waits_for"] else ""
    why = f": {shortened(card['moved_why'], _LONG)}" if card["moved_why"] else ""
    return f"{waits}{card['moved_by']}, {short_day(card['moved_on'])}{why}"


def _buttons(
    visit: Visit, looked: Looked, stack: dict[str, Any], chosen: Filter, after: dict[str, Any] | None, slug: str
) -> None:  # fmt: skip
    focus, movable = after is not None, may_move(visit, looked)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"review_moves_{slug}"):
        for column, (label, icon, letter) in _MOVES.items():
            if not movable or column not in (_FOCUSED if focus else _OFFERED)[stack["lies"]]:
                continue
            st.button(
                label, key=f"review.{column}.{slug}", icon=icon, type="secondary" if focus else "tertiary",
                shortcut=letter if focus else None, on_click=partial(_put, visit, looked, stack, chosen, column),
                help=f"Puts {counted(stack['transfers'], 'card')} to {COLUMNS[column]}" if not focus else None,
            )  # fmt: skip
        st.button(
            "Open", key=f"review.open.{slug}", icon=":material/open_in_full:", type="tertiary", shortcut="O" if focus else None,
            on_click=open_stack, args=(stack["lies"], stack["importer"]), help="Its transfers, each with its reasons",
        )  # fmt: skip
        if movable and not focus:
            st.button(
                ":material/center_focus_weak:", key=f"review.focus.{slug}", type="tertiary", on_click=focus_on,
                args=(stack["lies"], stack["importer"]), help="Let the keys move this card",
            )  # fmt: skip
        elif after is not None and after is not stack:
            st.button(
                "Next", key=f"review.next.{slug}", icon=":material/skip_next:", type="tertiary", shortcut="N", on_click=focus_on,
                args=(after["lies"], after["importer"]),
            )  # fmt: skip


def _put(visit: Visit, looked: Looked, stack: dict[str, Any], chosen: Filter, column: str) -> None:
    """Moves a whole stack at once; where that wants a word, its drawer opens instead."""
    rows = looked.cards(chosen, columns=[stack["lies"]], recipients=[stack["importer"]]).dicts()
    if not rows:
        return
    if column == "waiting" or review.wants_reason(rows, column):
        open_stack(stack["lies"], stack["importer"], column)
        return
    put(visit, looked, rows, column)


def put(
    visit: Visit, looked: Looked, rows: list[dict[str, Any]], column: str, why: str = "", waits_for: str = ""
) -> bool:  # fmt: skip
    """Moves cards and says so; False, with the reason kept for the page, where that could not be done."""
    try:
        review.move(
            visit.register, looked.first, looked.last, [row["id"] for row in rows], column, why=why, waits_for=waits_for,
            actor=visit.actor, at=visit.clock(), on=visit.on, law_on=visit.law_on,
        )  # fmt: skip
    except TransferRegisterError as error:
        st.session_state[_FAILED] = str(error)
        return False
    name = rows[0]["importer_name"] or "Recipient not stated"
    say_done(f"{plain(name)}: {counted(len(rows), 'card')} put to {COLUMNS[column]}.")
    return True


def failed() -> str | None:
    """Why the last move was not done, once."""
    return st.session_state.pop(_FAILED, None)
