"""The assessments of one transfer, on its page: where each stands, what it found, its next review; or why one is needed."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.assess_needed import Needed
from transfer_register.actions.assess_review import changes
from transfer_register.actions.assessments import Recorded, of_transfer
from transfer_register.actions.opening import questionnaires
from transfer_register.exhibits.style import counted, country, day, listed
from transfer_register.screens.assessment_asked import needed_of
from transfer_register.screens.assessment_filter import kit_short
from transfer_register.screens.assessment_head import change_line
from transfer_register.screens.assessment_words import state_badge
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_MOST = 3


def show_assessments(visit: Visit, id: str) -> None:
    """Draws what is needed and not begun first, then what speaks for the transfer, then what was superseded."""
    found = of_transfer(visit.register, id, visit.known_on)
    wanted = [] if visit.past else needed_of(visit, id)
    for need in wanted:
        _needed(visit, need)
    for each in found:
        if each.live:
            _recorded(visit, each)
    past = [each for each in found if not each.live]
    if past:
        st.caption(f"Superseded: {plain(listed([each.id for each in past]))}.")
    if not found and not wanted:
        st.markdown("No assessment is needed for this transfer as it stands, and none is recorded.")
        st.caption("One opens by itself where what carries the transfer asks for one.")


def _needed(visit: Visit, need: Needed) -> None:
    with st.container(border=True, gap="small", key=f"detail_assess_{need.key.replace('.', '_')}"):
        about = f"{kit_short(need.kit)}, {country(visit.words, need.destination)}"
        st.markdown(f"**{plain(about)}** {state_badge('to_begin')}")
        for why in need.why:
            st.markdown(plain(why))
        others = len(need.transfers) - 1
        if others:
            st.caption(f"One assessment covers this transfer and {counted(others, 'other')} of the same kind.")
        _way(visit, need.key, "Begin the assessment", "edit_note")


def _recorded(visit: Visit, each: Recorded) -> None:
    said = each.assessment
    stale = changes(visit.register, each, on=visit.on, law_on=visit.law_on) if said.state == "approved" and not visit.past else ()
    with st.container(border=True, gap="small", key=f"detail_assess_{each.id}"):
        badge = state_badge("to_review" if stale else said.state)
        st.markdown(f"**{plain(kit_short(said.kit))}, {plain(country(visit.words, said.destination))}** `{each.id}` {badge}")
        shown: list[tuple[str, str | list[str]]] = [("Finding", _findings(each) or "nothing found yet")]
        if said.approval:
            shown.append(("Approved", f"{day(said.approval.on)} by {said.approval.by}, {said.approval.function}"))
        if said.review_on:
            shown.append(("Next review", day(said.review_on)))
        undone = [proviso for proviso in said.provisos if proviso.met_on is None]
        if undone:
            shown.append(("Conditions open", [f"{each.number}: {each.says}" for each in undone]))
        pairs(shown)
        for change in stale[:_MOST]:
            st.markdown(f":small[:material/update: {change_line(change)}]")
        if len(stale) > _MOST:
            st.caption(f"and {counted(len(stale) - _MOST, 'other change')}")
        _way(visit, each.id, "Open the assessment", "open_in_new")


def _findings(each: Recorded) -> list[str]:
    """`EDPB: Essentially equivalent`, a line a view; views that share a finding share a line."""
    kit = questionnaires().kits.get(each.assessment.kit)
    lines: dict[str, list[str]] = {}
    for view, finding in each.assessment.findings.items():
        known = kit.views_by_id.get(view) if kit else None
        option = kit[known.finding].option(finding.found) if known and known.finding else None
        lines.setdefault(option.label if option else finding.found, []).append(known.short if known else view)
    return [f"{found} ({listed(views)})" for found, views in lines.items()]


def _way(visit: Visit, id: str, label: str, icon: str) -> None:
    if visit.past or "assessments" not in visit.pages:
        return
    if st.button(label, icon=f":material/{icon}:", key=f"detail.assess.{id}"):
        st.switch_page(visit.pages["assessments"], query_params={"assessment": id, **visit.days})
