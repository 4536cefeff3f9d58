"""The head of one assessment: its title and state, what it is about, how far it came, and what changed since it was handed in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from transfer_register.actions import assess
from transfer_register.actions.assess_review import Change
from transfer_register.actions.assess_work import Work
from transfer_register.errors import Problem, TransferRegisterError
from transfer_register.exhibits.style import band, counted, country, day, listed, number
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_words import regime_word, state_badge
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# The keys of changes that name a transfer of the same kind that is not covered.
ALIKE = "alike:"
_MOST = 4


def show_head(visit: Visit, desk: Desk) -> None:
    """Draws the head; what may be done with the whole assessment stands at its right."""
    work, state = desk.now, desk.edited
    with st.container(horizontal=True, vertical_alignment="center", key="assess_head"):
        id = f" `{desk.id}`" if desk.version else ""
        due = state.state if desk.version else "to_begin"
        due = "to_review" if work.changes and due == "approved" else due
        st.markdown(f"### {plain(state.title)}{id} {state_badge(due)}{_score(visit, work)}", width="stretch")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="assess_about"):
        st.markdown(f":small[{_about(visit, desk)}]", width="stretch")
        _transfers(visit, desk)
    if not desk.today:
        st.info(
            "You look at another day. An assessment is written and signed on its own day: choose Back to today at the left.",
            icon=":material/calendar_today:",
        )
    if state.state == "draft":
        answered, of = work.progress
        st.progress(answered / of if of else 1.0, f"{number(answered)} of {counted(of, 'question')} answered")
    _why_needed(work)
    if state.sent_back and state.state == "draft":
        st.warning(f"**Sent back.** {plain(state.sent_back)}", icon=":material/reply:")
    alike = [each for each in work.changes if each.key.startswith(ALIKE)]
    if others := [each for each in work.changes if each not in alike]:
        _changed(others)
    if alike and desk.today and state.state in ("draft", "approved"):
        _alike(visit, desk, alike)


def _score(visit: Visit, work: Work) -> str:
    score = work.case.score
    if not score or score.get("band") is None:
        return ""
    mark = band(visit.words, score["band"])
    value = f" {number(score['score'])}" if score.get("score") is not None else ""
    looked = "" if work.assessment.score_reviewed else ", not yet reviewed"
    return f" :gray-badge[{mark.glyph} {mark.word}{value}{looked}]"


def _about(visit: Visit, desk: Desk) -> str:
    state, kit = desk.edited, desk.work.case.kit
    depth = next((each.label for each in kit.depths if each.id == desk.now.depth), "")
    parts = [kit.title, country(visit.words, state.destination), listed([regime_word(visit.words, r) for r in state.regimes])]
    parts += [f"{depth} depth" if depth and "depth" not in depth.lower() else depth] if depth else []
    parts += [f"next review {day(state.review_on)}"] if state.review_on else []
    if state.supersedes:
        parts.append(f"{'took' if state.approval else 'to take'} the place of {state.supersedes}")
    return ". ".join(plain(part[:1].upper() + part[1:]) for part in parts if part) + "."


def _transfers(visit: Visit, desk: Desk) -> None:
    ids = desk.edited.transfers
    if st.button(counted(len(ids), "transfer"), icon=":material/table_rows:", key=f"assess.{desk.id}.transfers"):
        st.switch_page(visit.pages["register"], query_params=address.link(Filter(transfers=tuple(ids)), **visit.days))


def _why_needed(work: Work) -> None:
    if work.needed is not None and work.recorded is None:
        why = "".join(f"{each.rstrip('.')}. " for each in work.needed.why)
        st.info(
            f"**Needed, and nobody began it.** {plain(why)}It is filled with what the register knows, and becomes a record with "
            "the first thing that you save.",
            icon=":material/auto_awesome:",
        )


def _alike(visit: Visit, desk: Desk, changes: Sequence[Change]) -> None:
    """Transfers of the same kind that are not covered, and the way to put them under this assessment."""
    ids = [each.key.removeprefix(ALIKE) for each in changes]
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="assess_alike"):
        are = "is" if len(ids) == 1 else "are"
        says = f"{counted(len(ids), 'transfer')} of the same kind {are} not covered: {plain(listed(ids, most=_MOST))}."
        st.markdown(f":material/add_link: {says}", width="stretch")
        if st.button("Put under this one", key=f"assess.{desk.id}.cover", disabled=desk.dirty):
            more = {"actor": visit.actor, "at": visit.clock(), "on": visit.on, "law_on": visit.law_on}
            try:
                assess.cover(visit.register, desk.id, desk.version, ids, **more)
            except TransferRegisterError as error:
                desk.problems = getattr(error, "problems", None) or [Problem("", str(error))]
            st.rerun()


def _changed(changes: Sequence[Change]) -> None:
    lines = [change_line(each) for each in changes[:_MOST]]
    more = f"\n\nand {counted(len(changes) - _MOST, 'other change')}" if len(changes) > _MOST else ""
    st.warning(
        "**What it rests on changed since it was handed in.**\n\n" + "\n".join(f"- {line}" for line in lines) + more,
        icon=":material/update:",
    )


def change_line(change: Change) -> str:
    """One change in a line of Markdown."""
    if change.key.startswith(ALIKE):
        return f"{plain(change.what)}: {plain(change.now)}"
    return f"{plain(change.what)}: {plain(change.was or '–')} :material/arrow_forward: {plain(change.now or '–')}"
