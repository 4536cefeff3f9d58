"""What is owed for a transfer: what, to whom, by which day, whether it is done; and the evidence to keep on file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from transfer_register.exhibits.duties_of_transfer import overdue
from transfer_register.exhibits.style import counted, country, day
from transfer_register.law.condition import tests_of
from transfer_register.screens.answers import show_question
from transfer_register.screens.evidence import evidence_of
from transfer_register.screens.evidence_file import not_counting, show_download
from transfer_register.screens.evidence_opened import Page, open_adding
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.provision_words import cite
from transfer_register.screens.visit import Visit

# Outcome of a duty -> icon, word, the worst first.
_OUTCOMES = {
    "breached": (":red[:material/cancel:]", "not done"),
    "unknown": (":gray[:material/radio_button_unchecked:]", "open, nobody said"),
    "met": (":blue[:material/check_circle:]", "done"),
}
_WORST = list(_OUTCOMES)
_EVIDENCE, _ON_FILE, _FILED = "evidence", "evidence.on_file", "evidence.filed"
_WHEN = {"before": "before the transfer begins", "after": "afterwards", "standing": "at all times", "on_request": "on request"}


@dataclass
class Owed:
    """One duty with the regimes and destinations that raise it; the worst state and the earliest day stand for all."""

    id: str
    title: str
    duty: str
    owed_to: str
    when: str
    due: date | None = None
    outcome: str = "met"
    ask: dict[str, None] = field(default_factory=dict)
    regimes: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)


def owed(judged: dict[str, Any]) -> list[Owed]:
    """Every duty of a judged transfer once: what is not done first, then what is open, then by the day."""
    found: dict[str, Owed] = {}
    for regime in judged["regimes"]:
        for row in regime["duties"]:
            one = found.setdefault(row["id"], Owed(row["id"], row["title"], row["duty"], row["owed_to"] or "", row["when"] or ""))
            one.outcome = min(one.outcome, row["outcome"], key=_WORST.index)
            if row["outcome"] != "met" and row["due"]:
                one.due = min(one.due or row["due"], row["due"])
            elif one.due is None:
                one.due = row["due"]
            one.ask |= dict.fromkeys(row["ask"] or ())
            one.regimes[regime["regime"]] = None
            one.countries[row["country"]] = None
    return sorted(found.values(), key=lambda one: (_WORST.index(one.outcome), one.due or date.max, one.title))


def show_duties(visit: Visit, id: str, state: dict[str, Any], judged: dict[str, Any]) -> None:
    """The duties of each regime, the evidence apart, and the questions whose answers show what is done."""
    found = owed(judged)
    if not found:
        st.markdown("No duty follows from what is recorded." if judged["regimes"] else "No loaded law binds this transfer.")
        return
    late = sum(overdue(one.outcome, one.due, visit.on) for one in found)
    undone = sum(one.outcome == "breached" for one in found)
    parts = [f"{counted(sum(one.outcome != 'met' for one in found), 'duty', 'duties')} of {len(found)} not known to be done"]
    parts += [f"{undone} known not to be done"] if undone else []
    parts += [f"{late} past the day"] if late else []
    st.markdown(f":small[{', '.join(parts)}, on {day(visit.on)}.]")
    several = len(judged["regimes"]) > 1
    for regimes in dict.fromkeys(tuple(one.regimes) for one in found if one.duty != _EVIDENCE):
        if several:
            st.markdown(f"##### {plain(enumerated([visit.words.label('regimes', each) for each in regimes]))}")
        for one in found:
            if one.duty != _EVIDENCE and tuple(one.regimes) == regimes:
                _duty(visit, one, judged)
    _questions(visit, id, state, [name for one in found if one.duty != _EVIDENCE for name in one.ask if name != _ON_FILE])
    if evidence := [one for one in found if one.duty == _EVIDENCE]:
        _evidence(visit, id, state, evidence, several=several)


def _duty(visit: Visit, one: Owed, judged: dict[str, Any]) -> None:
    icon, word = _OUTCOMES[one.outcome]
    kinds = visit.words.lists.get("duty_kinds", {})
    kind = f":gray-badge[{kinds[one.duty].label}] " if one.duty in kinds else ""
    found = cite(visit.law, one.id, visit.law_on)
    several = len({leg["country"] for regime in judged["regimes"] for leg in regime["duties"]}) > 1
    where = f", for {plain(enumerated([country(visit.words, each) for each in one.countries]))}" if several else ""
    with st.container(
        horizontal=True, vertical_alignment="top", horizontal_alignment="distribute", gap="small", key=f"duty.{one.id}"
    ):
        st.markdown(
            f"{icon} {kind}**{plain(one.title)}**: {word}{_day(visit, one)}  \n"
            f":small[To {plain(one.owed_to)}, {_WHEN.get(one.when, one.when)}{where}. {found.line()}]",
            width="stretch",
        )


def _day(visit: Visit, one: Owed) -> str:
    if one.due is None:
        return ""
    if one.outcome == "met":
        return f", next by {day(one.due)}" if one.due >= visit.on else ""
    if overdue(one.outcome, one.due, visit.on):
        colour = "red" if one.outcome == "breached" else "orange"
        return f" :{colour}-badge[:material/alarm: was due by {day(one.due)}]"
    return f" :gray-badge[:material/event: by {day(one.due)}]"


def _questions(visit: Visit, id: str, state: dict[str, Any], names: list[str]) -> None:
    names = list(dict.fromkeys(names))
    if not names:
        return
    with st.expander(
        f"Say what is done ({counted(len(names), 'question')})", key="duties.questions", icon=":material/edit_note:"
    ):
        for name in names:
            show_question(visit, id, state, name, regimes=[], part="duty.")


def _evidence(visit: Visit, id: str, state: dict[str, Any], evidence: list[Owed], *, several: bool) -> None:
    """What has to be on file, with the files that are, and the way to add those that are not; one question settles the rest."""
    there, page = sum(one.outcome == "met" for one in evidence), Page(id, "transfer")
    filed = evidence_of(visit, page)
    st.markdown(f"##### Evidence to keep on file ({there} of {len(evidence)} on file)")
    with st.container(border=True, gap="xsmall", key="duties_evidence"):
        for one in evidence:
            icon, word = _OUTCOMES[one.outcome]
            word = {"met": "on file", "breached": "not on file", "unknown": "nobody said"}[one.outcome]
            whose = f" :small[:gray[{plain(enumerated(list(one.regimes)))}]]" if several else ""
            kinds = _kinds(visit, one.id)
            of_kind = [each for each in filed if each.record.kind in kinds]
            files = [each for each in of_kind if each.counts_on(visit.on)]
            if not files:
                # What is known to be done without a file rests on what somebody stated.
                word += ", as stated; no file is kept here" if one.outcome == "met" and not of_kind else ""
                word += "".join(not_counting(visit, each) for each in of_kind)
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"evidence_line_{one.id}"):
                st.markdown(f"{icon} **{plain(one.title)}**: {word}{_day(visit, one)}{whose}", width="stretch")
                for each in files:
                    show_download(visit, each, f"duty.{one.id}")
                if kinds and not files and not visit.past:
                    st.button(
                        "Add file", icon=":material/attach_file_add:", type="tertiary", key=f"duties.file.{one.id}",
                        on_click=open_adding, args=(page, kinds[0], one.id),
                    )  # fmt: skip
        st.caption("Kept ready for an authority that asks.")
    asked = any(_ON_FILE in one.ask for one in evidence) or (state.get("facts") or {}).get(_ON_FILE) is not None
    if asked:
        show_question(visit, id, state, _ON_FILE, regimes=[], part="duty.")
    # What is shown by a fact of its own, such as an annex that is filled in.
    _others(visit, id, state, [name for one in evidence for name in one.ask if name != _ON_FILE])


def _kinds(visit: Visit, provision: str) -> list[str]:
    """The kinds of evidence that would show that a duty is done, as the law of the day asks for them."""
    found = visit.law.provisions.get(provision)
    version = found.version_on(visit.law_on) if found else None
    if version is None or version.lapsed:
        return []
    return list(dict.fromkeys(str(test.value) for test in tests_of(version.requires) if test.fact == _FILED))


def _others(visit: Visit, id: str, state: dict[str, Any], names: list[str]) -> None:
    names = [name for name in dict.fromkeys(names)]
    if names:
        with st.expander(f"Or shown by a fact of its own ({len(names)})", key="duties.facts"):
            for name in names:
                show_question(visit, id, state, name, regimes=[], part="evidence.")
