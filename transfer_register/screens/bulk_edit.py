"""The drawer in which several transfers are edited at once: which, what, what it does to each, and why."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import bulk
from transfer_register.actions.assignments import Assignment
from transfer_register.actions.bulk_preview import changed_in
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.record_words import differences
from transfer_register.exhibits.style import counted
from transfer_register.model.filter import Filter
from transfer_register.screens.assignment_rows import assignment_rows
from transfer_register.screens.bulk_table import show_table
from transfer_register.screens.last_edit import remember
from transfer_register.screens.opened_bulk import FIELDS, OpenedBulk, close_bulk, open_bulk, opened_bulk
from transfer_register.screens.plain import plain
from transfer_register.screens.told import told
from transfer_register.screens.visit import Visit

# Changes of other people that are told one by one.
_TOLD = 6


def edit_several(visit: Visit, chosen: Filter, transfers: int) -> None:
    """The button that opens the drawer for the transfers of a filter; it says why where it cannot be pressed."""
    why = "No transfer is shown that could be edited." if not transfers else None
    if visit.past:
        why = "An earlier state of the register is shown, and the past cannot be edited. Go back to now first."
    st.button(
        f"Edit several ({transfers:,})" if transfers else "Edit several", icon=":material/edit_note:", key="register.several",
        help=why or "Change all transfers that the filter lets through, or some of them, in one act.",
        disabled=why is not None, on_click=open_bulk, args=(visit, chosen),
    )  # fmt: skip


def show_bulk(visit: Visit) -> bool:
    """Draws the drawer where it is open; was there one?"""
    if opened_bulk() is None:
        return False
    # A click beside the drawer must not lose what was typed: it closes by its own buttons only.
    st.dialog("Edit several transfers", width=1080, position="right", dismissible=False)(_drawer)(visit)
    return True


def _drawer(visit: Visit) -> None:
    opened = opened_bulk()
    if opened is None:
        st.rerun()
    for sentence in opened.told:
        st.warning(sentence, icon=":material/group:")
    st.markdown("##### 1 · Which")
    st.markdown(f"**{counted(len(opened.ids), 'transfer')}**: {plain(opened.chosen)}. Some can be left out below.")
    st.markdown("##### 2 · What is changed")
    assignments, open_rows = assignment_rows(visit, opened)
    st.markdown("##### 3 · What it does")
    _look(visit, opened, tuple(assignments))
    if opened.preview is not None:
        show_table(visit, opened, opened.preview)
    elif not opened.refused:
        st.caption("Choose a field and a value above: every record is shown here as it is and as it becomes.")
    _foot(visit, opened, open_rows)


def _look(visit: Visit, opened: OpenedBulk, assignments: tuple[Assignment, ...]) -> None:
    if opened.asked == assignments:
        return
    opened.asked, opened.preview, opened.refused = assignments, None, []
    if not assignments:
        return
    with st.spinner("Looking at what changes …"):
        try:
            opened.preview = bulk.preview(visit.register, opened.ids, assignments)
        except TransferRegisterError as error:
            opened.refused = _sentences(error)
            return
    opened.left_out &= {row.id for row in opened.preview.rows}


def _foot(visit: Visit, opened: OpenedBulk, open_rows: int) -> None:
    counts = opened.preview.counts(opened.left_out) if opened.preview else None
    with st.container(key="form_foot", gap="xsmall"):
        changed = ["Nothing was written: what others changed meanwhile stands at the top."] if opened.told else []
        for sentence in opened.refused or changed:
            st.markdown(f":red[:material/error: {plain(sentence)}]")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            why = st.text_input(
                "Reason of the change", key=f"{FIELDS}why", placeholder="Kept in the history of each", persist_state="session"
            )
            cancelled = st.button("Cancel", key=f"{FIELDS}cancel")
            pressed = st.button(
                f"Change {changed_in(counts)}" if counts else "Change", type="primary", icon=":material/check:",
                key=f"{FIELDS}apply", disabled=not opened.preview,
            )  # fmt: skip
    if cancelled:
        close_bulk()
        st.rerun()
    if pressed:
        opened.refused = _not_ready(opened, open_rows)
        if opened.refused:
            st.rerun()
        _apply(visit, opened, why)


def _not_ready(opened: OpenedBulk, open_rows: int) -> list[str]:
    """What the reader sees to be mended already, without saying it of each record once more."""
    wrong = len(opened.preview.wrong - opened.left_out)
    said = ["A row of changes has no value yet: give it one, or take the row away."] if open_rows else []
    if wrong:
        said.append(f"{counted(wrong, 'row')} cannot be changed so, as said beside each: leave them out, or change what is set.")
    return [f"Nothing was written. {sentence}" for sentence in said]


def _apply(visit: Visit, opened: OpenedBulk, why: str) -> None:
    opened.told = []
    try:
        with st.spinner("Writing, and judging anew …"):
            done = bulk.apply(
                visit.register, opened.preview, actor=visit.actor, at=visit.clock(), why=why, leave_out=opened.left_out
            )
            visit.register.sight(visit.on, visit.law_on)
    except bulk.ChangedSince as error:
        opened.told = [_meanwhile(visit, opened, error)]
        opened.look_again()
        st.rerun()
    except TransferRegisterError as error:
        opened.refused = _sentences(error)
        st.rerun()
    close_bulk()
    remember(done)
    st.toast(f"{done.batch} is recorded.", icon=":material/check:")
    st.rerun()


def _meanwhile(visit: Visit, opened: OpenedBulk, error: bulk.ChangedSince) -> str:
    """What others changed since the preview, in Markdown."""
    lines = []
    for id in error.records[:_TOLD]:
        versions = visit.register.history(id)
        seen = next(each.state for each in versions if each.version == opened.preview.seen[id])
        newest = versions[-1]
        found = differences(visit.words, visit.names, seen, newest.state) if newest.state is not None else []
        said = "; ".join(told(each) for each in found) if newest.state is not None else "taken away"
        lines.append(f"- {id}, by {plain(newest.actor)}: {said or 'saved again as it was'}")
    more = len(error.records) - len(lines)
    lines += [f"- and {counted(more, 'more record')}"] if more else []
    count = counted(len(error.records), "record was", "records were")
    head = f"{count} changed since the preview, so nothing was written. Below is what your change does now."
    return f"{head}\n\n" + "\n".join(lines)


def _sentences(error: TransferRegisterError) -> list[str]:
    problems = getattr(error, "problems", None)
    if not problems:
        return [str(error)]
    shown = [str(problem) for problem in problems[:_TOLD]]
    more = len(problems) - len(shown)
    return ["Nothing was written.", *shown, *([f"and {more} more"] if more else [])]
