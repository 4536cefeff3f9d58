"""The parts of a view beside the questions: which there are, how far each came, and which one is open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from transfer_register.actions.assess_lacking import lacking
from transfer_register.assessment.conclude import Missing
from transfer_register.assessment.questionnaire import Question, View
from transfer_register.exhibits.style import counted, short_day
from transfer_register.screens import address
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_words import regime_word
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import plain

# Parts that every view has, after its own questions.
LAST = {
    "measures": ("Measures", "shield"), "findings": ("Findings and decision", "balance"), "hand-in": ("Hand in", "outbox"),
    "history": ("Files and history", "history"),
}  # fmt: skip
# The filling of the question that holds the day of the next review.
REVIEW = "review"
_APPROVING = {"in_review": ("Approve", "approval"), "approved": ("Approval", "verified"), "superseded": ("Approval", "verified")}


@dataclass(frozen=True)
class Part:
    """One part as it is shown. `questions` are those that are asked now; `open` counts what is missing in them."""

    key: str
    title: str
    icon: str
    questions: tuple[Question, ...] = ()
    open: int = 0
    says: str = ""


def parts_of(desk: Desk, view: View) -> list[Part]:
    """The parts of a view that ask something now, then those that every view has."""
    work = desk.now
    asked = {question.id: question for question in work.asked}
    lacks = {each.question for each in work.missing}
    concluding = findings_of(desk)
    found = []
    for place, part in enumerate(view.parts, 1):
        questions = tuple(asked[id] for id in part.questions if id in asked and id not in concluding)
        if not questions:
            continue
        asking = [question for question in questions if not question.computed and question.kind != "measures"]
        open_ones = sum(question.id in lacks for question in asking)
        done = "check_circle" if not open_ones else "radio_button_unchecked"
        says = f"{len(asking) - open_ones} of {len(asking)}" if asking else "nothing to answer"
        found.append(Part(str(place), part.title, done, questions, open_ones, says))
    chosen = len(desk.edited.measures)
    says = {
        "measures": f"{chosen} chosen" if chosen else _gap(work.gaps.state) if _looks_at_gap(desk) else "none chosen",
        "findings": _concluded(desk, concluding & asked.keys()),
        "hand-in": _state(desk, len(dict.fromkeys(each.where for each in lacking(work)))),
        "history": counted(desk.version or 0, "version"),
    }
    for key, (title, icon) in LAST.items():
        if key == "hand-in":
            title, icon = _APPROVING.get(desk.edited.state, (title, icon))
        if key != "history" or desk.version:
            found.append(Part(key, title, icon, says=says[key]))
    return found


def findings_of(desk: Desk) -> set[str]:
    """The questions that stand with the findings: those in which some view of the kit concludes, and the next review."""
    kit = desk.work.case.kit
    concluding = {view.finding for view in kit.views if view.finding}
    return concluding | {each.id for each in kit.questions if each.filled_by == REVIEW}


def informs_badge(desk: Desk, view: View) -> str:
    """Says of a view for which law it only informs, as Markdown; empty where it concludes for all."""
    only = [regime_word(desk.words, each) for each in view.informs if each in desk.edited.regimes]
    return f":gray-badge[:material/info: Informs, decides nothing: {', '.join(only)}]" if only else ""


def part_of(parts: Collection[Part], question: str) -> str:
    """The part in which a question stands; its finding and its measures have parts of their own."""
    return next((part.key for part in parts if any(each.id == question for each in part.questions)), "findings")


def _looks_at_gap(desk: Desk) -> bool:
    """Does some conclusion of the kit rest on whether a gap is closed?"""
    return any(question.filled_by == "gap" for question in desk.work.case.kit.questions)


def choose_part(desk: Desk, parts: list[Part]) -> Part:
    """Draws the list of parts and gives back the one that is open; the first where the address names none."""
    by_key = {part.key: part for part in parts}
    value = address.one_of("part", by_key)
    key = f"assess.part.{desk.id}"
    controlled(key, value)
    st.radio(
        "Part", list(by_key), key=key, label_visibility="collapsed", width="stretch",
        # How far a part came stands in its caption: a label that changes while somebody clicks on it would lose the click.
        format_func=lambda name: plain(by_key[name].title),
        captions=[f":material/{part.icon}: {part.says}".strip() for part in by_key.values()],
        on_change=lambda: address.say("part", st.session_state[key]),
    )  # fmt: skip
    return by_key[value]


def open_part(part: str, question: str | None = None) -> None:
    """Opens a part, and says which question is meant."""
    address.say("part", part)
    st.session_state["assess.sought"] = question


def sought(missing: Collection[Missing]) -> str | None:
    """The question that somebody came for, as long as it is missing."""
    question = st.session_state.get("assess.sought")
    return question if any(each.question == question for each in missing) else None


def _gap(state: str) -> str:
    return {"none": "no gap", "closed": "gap closed", "open": "gap open"}.get(state, "gap not known")


def _concluded(desk: Desk, questions: Collection[str]) -> str:
    answered = sum(1 for id in questions if (found := desk.edited.answers.get(id)) and found.value is not None)
    return f"{answered} of {len(questions)}"


def _state(desk: Desk, missing: int) -> str:
    match desk.edited.state:
        case "in_review":
            return "waits for somebody else"
        case "draft":
            return f"{missing} to see to" if missing else "nothing missing"
    return short_day(desk.edited.approval.on) if desk.edited.approval else ""
