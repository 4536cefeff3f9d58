"""The drawer of a stack: each of its transfers with every reason, its day and its source; and the move, for all or some."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.review import wants_reason
from transfer_register.actions.review_found import Looked
from transfer_register.exhibits.review_words import COLUMNS, KINDS, reasons
from transfer_register.exhibits.style import band, counted, country, listed, number, short_day, verdict
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.plain import plain
from transfer_register.screens.review_card import failed, may_move, put, put_words, reason_line
from transfer_register.screens.review_state import close_stack, opened
from transfer_register.screens.verdicts import badge
from transfer_register.screens.visit import Visit

# So many transfers are told one by one; more stand in a table.
_TOLD, _MOST = 4, 5_000
_FIELDS = "review.drawer."
_MOVES = {
    "done": ("Done", ":material/check:"), "waiting": ("Waiting", ":material/hourglass_top:"),
    "to_check": ("Check again", ":material/undo:"),
}  # fmt: skip


def show_drawer(visit: Visit, looked: Looked, chosen: Filter) -> None:
    """Draws the drawer of the stack that the address names, if it names one that is there."""
    stack = opened()
    if stack is None:
        return
    rows = looked.cards(chosen, columns=[stack[0]], recipients=[stack[1]], limit=_MOST).dicts()
    if not rows:
        close_stack()
        return
    title = rows[0]["importer_name"] or "Recipient not stated"
    st.dialog(plain(title), width=760, position="right", on_dismiss=close_stack)(_drawer)(visit, looked, rows)


def _drawer(visit: Visit, looked: Looked, rows: list[dict[str, Any]]) -> None:
    total = rows[0]["total"]
    part = f"The first {number(len(rows))} of " if total > len(rows) else ""
    st.caption(f"{part}{counted(total, 'card')} in {COLUMNS[rows[0]['lies']]}.")
    meant = _each(visit, rows) if len(rows) <= _TOLD else _table(visit, rows)
    if may_move(visit, looked):
        _move(visit, looked, meant)


def _each(visit: Visit, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every transfer with all that is said of it; gives back those with a tick."""
    meant = []
    for row in rows:
        with st.container(gap="xsmall", key=f"review_line_{row['id'].replace('-', '_')}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                ticked = len(rows) == 1 or st.checkbox(row["id"], True, key=f"{_FIELDS}tick.{row['id']}")
                if len(rows) == 1:
                    st.markdown(f"**{row['id']}**", width="content")
                st.markdown(
                    f"{badge(visit.words, row['verdict'])} :gray-badge[{band(visit.words, row['band']).text}]", width="content"
                )
                if st.button("Record", icon=":material/open_in_new:", key=f"{_FIELDS}record.{row['id']}", type="tertiary"):
                    st.switch_page(visit.pages["register"], query_params={"id": row["id"], **visit.days})
            if ticked:
                meant.append(row)
            places = listed([country(visit.words, code) for code in row["countries"]]) or "destination not known"
            said = [row["exporter_name"] or "exporter not stated", places, row["purpose_shown"] or "purpose not stated"]
            st.markdown(f":small[{plain(', '.join(said))}]")
            for each in reasons(row["why"], visit.words, visit.titles, visit.on):
                st.markdown(f":small[{reason_line(each)}  \n:gray[{KINDS[each.kind]} · {plain(each.source)}]]")
            _since(visit, row)
    return meant


def _since(visit: Visit, row: dict[str, Any]) -> None:
    """What was seen when the card was moved last, where it is another thing now."""
    if said := put_words(row, row["lies"]):
        st.markdown(f":small[:material/person: {plain(said)}]")
    if row["lies"] != "changed":
        return
    words, changes = visit.words, []
    if row["seen_verdict"] != row["verdict"]:
        changes.append(
            f"verdict {verdict(words, row['seen_verdict']).word.lower()}, now {verdict(words, row['verdict']).word.lower()}"
        )
    if row["seen_band"] != row["band"]:
        changes.append(f"risk left {band(words, row['seen_band']).word.lower()}, now {band(words, row['band']).word.lower()}")
    if row["seen_version"] != row["version"]:
        changes.append(f"version {row['seen_version']} of the record, now {row['version']}")
    told = listed(changes) or "something that it rests on was recorded"
    st.markdown(f":small[:red[:material/published_with_changes:] Changed since: {plain(told)}.]")


def _table(visit: Visit, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Many transfers as a table; those that are chosen in it are meant, all where none is."""
    import pandas

    words = visit.words
    shown = [
        {
            "Transfer": row["id"], "Verdict": verdict(words, row["verdict"]).text, "Risk left": band(words, row["band"]).text,
            "Due": row["due"], "Destinations": listed([country(words, code) for code in row["countries"]], 3) or "Not known",
            "Why": " ".join(each.says for each in reasons(row["why"], words, visit.titles, visit.on)),
        }
        for row in rows
    ]  # fmt: skip
    frame = pandas.DataFrame(shown)
    if not any(row["due"] for row in rows):
        frame = frame.drop(columns="Due")
    state = st.dataframe(
        frame, hide_index=True, height=38 * min(len(rows), 11) + 40, selection_mode="multi-row", alt="Cards",
        on_select="rerun", key=f"{_FIELDS}table.{hash(tuple(row['id'] for row in rows))}", placeholder="–",
        column_config={
            "Transfer": st.column_config.TextColumn(width=85), "Verdict": st.column_config.TextColumn(width=105),
            "Risk left": st.column_config.TextColumn(width=105),
            "Due": st.column_config.DateColumn(format="D MMM YYYY", width=92),
            "Destinations": st.column_config.TextColumn(width=130), "Why": st.column_config.TextColumn(width=420),
        },
    )  # fmt: skip
    picked = [rows[at] for at in state.selection.rows if at < len(rows)]
    due = min((row["due"] for row in rows if row["due"]), default=None)
    first = f" The first day is {short_day(due)}." if due else ""
    chose = f"{counted(len(picked), 'card')} chosen" if picked else "None chosen: a move takes all of them"
    st.caption(f"{chose}.{first}")
    return picked or rows


def _move(visit: Visit, looked: Looked, meant: list[dict[str, Any]]) -> None:
    wanted_to = next(iter(address.said("to")), None)
    st.markdown("##### Move")
    wanted = wants_reason(meant, "done")
    if wanted:
        lead = "For Done a reason is needed. " if wanted_to != "done" else ""
        st.markdown(f":small[:material/edit_note: {lead}{plain(' '.join(wanted))}]")
    why = st.text_area(
        "Reason", key=_FIELDS + "why", height=90, placeholder="What was looked at, and what follows from it",
        help="Kept with the cards; decisions with a reason stand on the page at the end.",
    )  # fmt: skip
    waits_for = st.text_input(
        "Waits for", key=_FIELDS + "waits", placeholder="A function or a firm, where somebody has to answer"
    )
    if said := failed():
        st.error(plain(said), icon=":material/error:")
    lies, asked = {row["lies"] for row in meant}, None
    with st.container(horizontal=True, key="review_put"):
        for column, (label, icon) in _MOVES.items():
            if column == "to_check" and lies == {"to_check"}:
                continue
            if st.button(
                f"{label}: {counted(len(meant), 'card')}", key=f"{_FIELDS}to.{column}", icon=icon, disabled=not meant,
                type="primary" if column == (wanted_to or "done") else "secondary",
            ):  # fmt: skip
                asked = column
    if asked:
        _put(visit, looked, meant, asked, why, waits_for)


def _put(visit: Visit, looked: Looked, meant: list[dict[str, Any]], column: str, why: str, waits_for: str) -> None:
    if put(visit, looked, meant, column, why, waits_for):
        close_stack()
        for name in [name for name in st.session_state if str(name).startswith(_FIELDS)]:
            del st.session_state[name]
        st.rerun()
    st.error(plain(failed() or ""), icon=":material/error:")
