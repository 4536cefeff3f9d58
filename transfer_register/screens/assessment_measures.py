"""The measures of an assessment: what each threat still needs, what was chosen with its conditions, and what could be added."""

from __future__ import annotations

import streamlit as st

from transfer_register.assessment.gap import Gaps, Threatened
from transfer_register.assessment.standing import Standing, State, fact_words, is_mark, measures_of, standings
from transfer_register.exhibits.style import counted
from transfer_register.law.in_force import InForce
from transfer_register.model.assessment import ChosenMeasure
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_measure import chosen_fields
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.provision_words import cite
from transfer_register.screens.visit import Visit

_STATES = {
    "closed": ("blue", "check_circle", "Answered"), "open": ("red", "cancel", "Open"),
    "unknown": ("gray", "help", "Not known"), "none": ("gray", "check", "No gap"),
}  # fmt: skip
_WHOLE = {
    "closed": "Every threat of a law that reaches the recipient is answered.",
    "open": "A threat is open: the tool alone does not protect the data there.",
    "unknown": "Whether the gap is closed is not known yet.",
    "none": "No law on file that reaches this recipient leaves a gap.",
}
_CATEGORIES = {
    "technical": ("Technical", "These can close a gap, where every condition holds."),
    "contractual": ("Contractual", "These help. A contract binds no authority, and closes no gap that its powers leave."),
    "organisational": ("Organisational", "These help. They close no gap that powers of an authority leave."),
}  # fmt: skip


def show_measures(visit: Visit, desk: Desk) -> None:
    """Draws the threats first, then what was chosen, then what could be."""
    gaps: Gaps = desk.now.gaps
    st.markdown(f"#### What the laws there leave open {_badge(gaps.state)}")
    st.markdown(plain(gaps.why or _WHOLE[gaps.state]))
    if gaps.uncurable:
        st.error(plain(gaps.uncurable), icon=":material/block:")
    law = visit.law.in_force(visit.law_on)
    measures = {each.id: each for each in measures_of(law) if not is_mark(each)}
    titles = {id: each.provision.title for id, each in measures.items()}
    for row in gaps.rows:
        _threat(visit, desk, row, titles)
    stand = {each.id: each for each in standings(measures.values(), desk.edited.measures, desk.now.facts)}
    st.markdown("#### What was chosen")
    if not desk.edited.measures:
        st.caption("Nothing yet. A measure counts once it is in place and each of its conditions is confirmed.")
    for chosen in desk.edited.measures:
        with st.container(border=True, gap="small", key=f"assess_measure_{chosen.id}"):
            _chosen(visit, desk, chosen, measures.get(chosen.id), stand.get(chosen.id))
    if desk.writable:
        st.markdown("#### What could be added")
        _offers(visit, desk, gaps, measures, stand)


def _badge(state: str) -> str:
    colour, icon, word = _STATES[state]
    return f":{colour}-badge[:material/{icon}: {word}]"


def _threat(visit: Visit, desk: Desk, row: Threatened, titles: dict[str, str]) -> None:
    term = visit.words.lists["threats"].get(row.threat)
    laws = {law.id: law.title for law in desk.now.case.laws}
    with st.container(border=True, gap="xsmall", key=f"assess_threat_{row.threat}"):
        label, says = (term.label, plain(term.says)) if term else (row.threat, None)
        st.markdown(f"**{plain(label)}** {_badge(row.state)}", help=says)
        st.markdown(plain(row.why))
        lines = [("By", [laws.get(id, id) for id in row.laws]), ("Answered by", [titles.get(id, id) for id in row.answered_by])]
        lines += [("Would be answered by", [titles.get(id, id) for id in row.would_close])]
        lines += [("Helped by", [titles.get(id, id) for id in row.helped_by])]
        said = [f":gray[{heading}] {plain(enumerated(names))}" for heading, names in lines if names]
        st.markdown("  \n".join(f":small[{line}]" for line in said))


def _chosen(visit: Visit, desk: Desk, chosen: ChosenMeasure, measure: InForce | None, standing: Standing | None) -> None:
    if measure is None:
        st.markdown(f"**{plain(chosen.id)}** :orange-badge[:material/event_busy: Not in the law files on this day]")
    else:
        answers = [visit.words.label("threats", each).lower() for each in measure.provision.threats]
        cited = cite(visit.law, chosen.id, visit.law_on)
        st.markdown(f"**{plain(measure.provision.title)}** {_standing(standing)}", help=plain(measure.provision.says))
        st.markdown(f":small[:gray[Answers: {plain(enumerated(answers)) or 'no threat by itself'}.] {cited.line()}]")
        if standing is not None and standing.against:
            facts = fact_words(standing.against, desk.now.facts)
            st.markdown(f":red[:material/block: It cannot work here: {plain(facts)}.]")
        elif standing is not None and standing.unknown and chosen.state == "in_place":
            facts = fact_words(standing.unknown, {})
            st.markdown(f":gray[:material/help: What the register does not say yet: {plain(facts)}.]")
    chosen_fields(visit, desk, chosen, measure)


def _standing(standing: Standing | None) -> str:
    words = {
        State.WORKS: ("blue", "check_circle", "In place with all that it needs"),
        State.UNSURE: ("gray", "help", "In place, not everything is confirmed"),
        State.PLANNED: ("orange", "schedule", "Planned"),
        State.FAILS: ("red", "block", "Cannot work here"),
    }
    if standing is None or standing.state not in words:
        return ""
    colour, icon, word = words[standing.state]
    return f":{colour}-badge[:material/{icon}: {word}]"


def _offers(visit: Visit, desk: Desk, gaps: Gaps, measures: dict[str, InForce], stand: dict[str, Standing]) -> None:
    """What answers most of the open threats first, technical measures before the others."""
    chosen = {each.id for each in desk.edited.measures}
    wanted = {row.threat for row in gaps.rows if row.state != "closed"}
    for category, (title, says) in _CATEGORIES.items():
        offered = [
            each for each in measures.values()
            if each.id not in chosen and each.provision.measure and each.provision.measure.category == category
        ]  # fmt: skip
        offered.sort(key=lambda each: _order(stand[each.id], wanted))
        if not offered:
            continue
        useful = sum(bool(wanted.intersection(each.provision.threats)) for each in offered)
        label = f"{title} ({counted(len(offered), 'measure')}, {useful} for what is open)"
        with st.expander(label, expanded=category == "technical" and bool(wanted), key=desk.key(f"offers.{category}")):
            st.caption(says)
            for each in offered:
                _offer(visit, desk, each, stand[each.id], wanted)


def _order(standing: Standing, wanted: set[str]) -> tuple[bool, bool, int]:
    """What can work here first, then what closes a gap, then what answers most of what is open."""
    answered = wanted.intersection(standing.measure.provision.threats)
    return bool(standing.against), not standing.cures, -len(answered)


def _offer(visit: Visit, desk: Desk, measure: InForce, standing: Standing, wanted: set[str]) -> None:
    provision = measure.provision
    fits = [visit.words.label("threats", each).lower() for each in provision.threats if each in wanted]
    verb = "Can close" if standing.cures else "Helps against"
    lines = [f"**{plain(provision.title)}**", f":small[{plain(provision.says)}]"]
    if standing.against:
        lines.append(f":small[:red[:material/block: Cannot work here: {plain(fact_words(standing.against, desk.now.facts))}.]]")
    elif fits:
        lines.append(f":small[:gray[{verb}: {plain(enumerated(fits))}.]]")
    if conditions := provision.measure.conditions:
        lines.append(f":small[:gray[{counted(len(conditions), 'condition')} to confirm.]]")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"assess_offer_{measure.id}"):
        st.markdown("  \n".join(lines), width="stretch")
        st.button("Choose", icon=":material/add:", key=desk.key(f"offer.{measure.id}"), on_click=_choose, args=(desk, measure.id))


def _choose(desk: Desk, id: str) -> None:
    desk.edit(measures=(*desk.edited.measures, ChosenMeasure(id=id, state="planned")))
