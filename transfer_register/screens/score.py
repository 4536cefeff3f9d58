"""The score of one transfer: its range, its sum with the numbers filled in, what is not known, and every term of its parts."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.assessments import score_reviewed
from transfer_register.assessment.edition import Contribution, Edition, Part
from transfer_register.assessment.score import NO, UNKNOWN, YES, Score, added_up
from transfer_register.exhibits import scored_facts
from transfer_register.exhibits.record_words import fact_value
from transfer_register.exhibits.score_words import barred, ends, formula, governed
from transfer_register.exhibits.style import band, country, number
from transfer_register.exhibits.table import PARTS
from transfer_register.model.facts import FACTS
from transfer_register.model.filter import Filter
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit

_COLOURS = {"severe": "red", "high": "yellow", "moderate": "gray", "low": "blue", "open": "gray"}
_GOVERNANCE = "destination.governance"
# Outcome of a term that speaks against the transfer, and of a safeguard: icon and colour.
_AGAINST = {YES: ("warning", "red"), NO: ("check_circle", "blue"), UNKNOWN: ("help", "gray")}
_FOR = {YES: ("check_circle", "blue"), NO: ("remove_circle", "gray"), UNKNOWN: ("help", "gray")}


def show_score(visit: Visit, judged: dict[str, Any]) -> None:
    """The law first where it bars the transfer; then the range with its band, the sum, what is open, and the terms by part."""
    kit = visit.register.kits.ranking
    edition = kit.on(visit.law_on)
    bar = barred(visit.words, [each["regime"] for each in judged["regimes"] if each["verdict"] == "breached"])
    if bar:
        st.error(plain(bar), icon=":material/gavel:")
    mark = band(visit.words, judged["band"])
    shown = f"{ends(judged['score_low'], judged['score'])} of 100" if judged["score"] is not None else "No score"
    st.markdown(f"**{shown}** :{_COLOURS.get(mark.id, 'gray')}-badge[{mark.text}] {_reviewed(visit, judged['id'])}")
    st.caption(plain(kit.says))
    chosen = Filter(transfers=(judged["id"],))
    row = next(iter(visit.ask("score_of_transfer", chosen).dicts()), None)
    if edition is None or row is None:
        st.markdown(plain(mark.says) if edition else "No wording of the score reaches back to this day of the law.")
        return
    outcomes = {each["item"]: each["outcome"] for each in judged["contributions"]}
    _sums(visit, row)
    known = scored_facts.known(visit.ask("scored_facts", chosen))
    _unknown(visit, edition, outcomes, row, known)
    for part in Part:
        _part(visit, edition, part, row, judged, known)


def _reviewed(visit: Visit, transfer_id: str) -> str:
    """Did a person stand by the score of the machine, in an assessment that was approved?"""
    found = score_reviewed(visit.register, transfer_id)
    if found is None:
        return ":gray-badge[:material/draft: Not yet reviewed]"
    return f":blue-badge[:material/how_to_reg: Reviewed in {found.id}]"


def _sums(visit: Visit, row: dict[str, Any]) -> None:
    """The parts and the sum; which destination decides, where there are several."""
    with st.container(horizontal=True, gap="medium", key="score.parts"):
        for part, title in PARTS.items():
            unit = "%" if part == Part.SAFEGUARDS else ""
            st.metric(title, f"{ends(row[f'{part}_low'], row[f'{part}_high'])}{unit}", width="content")
        st.metric("Risk left", ends(row["score_low"], row["score"]), width="content")
    lines = formula(row) or ["Nothing that counts is known, so there is no score; it is not 0."]
    if row["destinations"] > 1:
        lines.append(f"Decided by {country(visit.words, row['country'])}, the worst of the destinations that a law restricts.")
    st.caption("  \n".join(map(plain, lines)))


def _unknown(visit: Visit, edition: Edition, outcomes: dict[str, str], row: dict[str, Any], known: dict[str, Any]) -> None:
    """What is not known, what to ask, and what each answer would make of the range; what moves the worse end most comes first."""
    settled = []
    for c in edition.contributions:
        if outcomes.get(c.id) == UNKNOWN:
            good, bad = (YES, NO) if c.part is Part.SAFEGUARDS else (NO, YES)
            settled.append((c, added_up(edition, {**outcomes, c.id: good}), added_up(edition, {**outcomes, c.id: bad})))
    if not settled:
        return
    st.markdown(f"##### Not known ({number(len(settled))})")
    settled.sort(key=lambda each: each[1].high if each[1].high is not None else 0.0)
    for contribution, good, bad in settled:
        asked = scored_facts.asked(contribution, known)
        moved = f"if it is well {_range(good)}, if not {_range(bad)}" if row["score"] is not None else "any answer makes a score"
        if all(name.startswith(_GOVERNANCE) for name in asked):
            ask = f"No figure settles it. {_figure(visit, row)}"
        else:
            ask = f"Ask: {enumerated([FACTS[name].label for name in asked], last='or')}"
        st.markdown(
            f":gray[:material/help:] {plain(contribution.label)}: {moved}  \n:small[:gray[{plain(ask)}]]",
            help=plain(contribution.says),
        )


def _figure(visit: Visit, row: dict[str, Any]) -> str:
    return governed(row, visit.words) or "No figure is published for this destination."


def _range(score: Score) -> str:
    return f"**{ends(score.low, score.high)}**"


def _part(visit: Visit, edition: Edition, part: Part, row: dict[str, Any], judged: dict[str, Any], known: dict[str, Any]) -> None:
    terms = [each for each in judged["contributions"] if each["item"] in edition and edition[each["item"]].part is part]
    unit = " percent" if part is Part.SAFEGUARDS else " of 100"
    title = f"{PARTS[part]}: {ends(row[f'{part}_low'], row[f'{part}_high'])}{unit}"
    said = {each["item"]: each for each in terms}
    with st.expander(title, expanded=False, key=f"score.{part}"):
        st.caption(_MEANS[part])
        for contribution in edition.of(part):
            if contribution.id in said:
                _term(visit, contribution, said[contribution.id], row, known)


_MEANS = {
    Part.HARM: "What would happen to people. The terms that hold add up; behind each is what it brings to the score.",
    Part.FAILURE: "How likely protection fails there. The terms that hold add up to the share that harm is multiplied by.",
    Part.SAFEGUARDS: "What measures take away of harm times failure, in percent; behind each is what it takes off the score.",
}


def _term(visit: Visit, contribution: Contribution, said: dict[str, Any], row: dict[str, Any], known: dict[str, Any]) -> None:
    outcome = said["outcome"]
    icon, colour = (_FOR if contribution.part is Part.SAFEGUARDS else _AGAINST)[outcome]
    facts = {name: FACTS[name] for name in contribution.facts}
    stated = [f"{f.label}: {fact_value(visit.words, f, known[name])}" for name, f in facts.items() if name in known]
    stated += [f"{facts[name].label}: not known" for name in scored_facts.asked(contribution, known)]
    if any(name.startswith(_GOVERNANCE) for name in contribution.facts):
        stated = [_figure(visit, row)]
    told = f"{_WORDS[contribution.part is Part.SAFEGUARDS][outcome]}: {_worth(contribution, said)}"
    st.markdown(
        f":{colour}[:material/{icon}:] {plain(contribution.label)} {plain(told)}  \n"
        f":small[:gray[{plain('; '.join(stated))}]]  \n:small[:gray[{plain('; '.join(contribution.cites))}]]",
        help=plain(contribution.says),
    )


# Is it a safeguard? -> outcome -> how it is told.
_WORDS = {
    False: {YES: "holds", NO: "does not hold", UNKNOWN: "is not known"},
    True: {YES: "is in place", NO: "is not in place", UNKNOWN: "is not known"},
}


def _worth(contribution: Contribution, said: dict[str, Any]) -> str:
    """What a term gives of what it could, and what that makes of the score."""
    safeguard, outcome = contribution.part is Part.SAFEGUARDS, said["outcome"]
    unit = "percent" if safeguard else "points"
    if outcome == NO:
        return f"0 of {number(said['points'])} {unit}"
    worth = number(said["points"]) if outcome == YES else f"0 to {number(said['points'])}"
    if contribution.part is Part.FAILURE:
        return f"{worth} {unit}"
    brings = ends(*sorted((abs(said["low"]), abs(said["high"]))), digits=1)
    return f"{worth} {unit}, {brings} {'off' if safeguard else 'of'} the score"
