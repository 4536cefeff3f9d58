"""The laws of the destination in an assessment: what each says, whether it reaches this recipient, and laws that people add."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.assess_case import LawRow
from transfer_register.assessment.questionnaire import Question
from transfer_register.exhibits.style import country
from transfer_register.screens.assessment_desk import Desk
from transfer_register.screens.assessment_words import OTHER, added_laws
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.provision_words import cite
from transfer_register.screens.visit import Visit

_OUTCOMES = {
    ("problem", "met"): ("red", "gavel", "Reaches this recipient"),
    ("problem", "unknown"): ("gray", "help", "Not known whether it reaches"),
    ("problem", "not_met"): ("blue", "shield", "Does not reach this recipient"),
    ("mitigating", "met"): ("blue", "shield", "Limits authorities"),
    ("mitigating", "unknown"): ("gray", "help", "Not known whether it limits"),
    ("mitigating", "not_met"): ("gray", "remove", "Does not apply here"),
}

# The filling of the question that names the laws; the others ask about each of them.
_LIST = "laws"


def law_line(visit: Visit, desk: Desk, question: str, id: str, title: str) -> None:
    """One law on a line: its title and whether it reaches the recipient; what it says stands behind the question mark."""
    found = next((law for law in desk.now.case.laws if law.id == id), None)
    if id.startswith(OTHER):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"{plain(title)} :gray-badge[:material/person_edit: Added here]", width="stretch")
            st.button(
                ":material/delete:", type="tertiary", key=desk.key(f"{question}.law.{id}.away"), help="Take this law away",
                on_click=_without, args=(desk, id),
            )  # fmt: skip
        return
    if found is None:
        st.markdown(plain(title))
        return
    st.markdown(f"{plain(found.title)} {outcome_badge(found)}", help=plain(found.says) or None)


def outcome_badge(law: LawRow) -> str:
    """Whether a law reaches this recipient, as Markdown."""
    colour, icon, word = _OUTCOMES.get((law.role, law.outcome), ("gray", "help", "Not judged"))
    return f":{colour}-badge[:material/{icon}: {word}]"


def show_laws(visit: Visit, desk: Desk) -> None:
    """The laws of the destination in full, closed at first: what they say, where they stand, what they threaten."""
    laws = [law for law in desk.now.case.laws if not law.id.startswith(OTHER)]
    added = added_laws(desk.now)
    place = country(visit.words, desk.edited.destination)
    count = len(laws) + len(added)
    with st.expander(f"The laws looked at for {place} ({count})", icon=":material/gavel:", key=desk.key("laws")):
        if not laws:
            st.markdown("The law files name no law of this destination. That is no finding that there is none.")
        for law in laws:
            threats = [visit.words.label("threats", each).lower() for each in law.threats]
            cited = cite(visit.law, law.id, visit.law_on)
            threat = f"Threat: {plain(enumerated(threats))}. " if threats else ""
            head = f"**{plain(law.title)}** {outcome_badge(law)}"
            st.markdown(f"{head}  \n{plain(law.says)}  \n:small[{threat}{cited.line()}]")
        for row in added:
            st.markdown(f"**{plain(row.removeprefix(OTHER))}** :gray-badge[:material/person_edit: Added here]")


def add_law(desk: Desk, question: Question) -> None:
    """The field for a law that the law files do not name; it is asked about in every question on laws."""
    if question.filled_by != _LIST:
        return
    turn = desk.key("law.turn")
    key = f"{turn}.{st.session_state.get(turn, 0)}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        title = st.text_input("Another law", key=key, placeholder="Its title and article, as the law calls it", width="stretch")
        st.button(
            "Add", icon=":material/add:", key=f"{key}.add", disabled=not title.strip(), on_click=_with,
            args=(desk, question.id, title.strip(), turn),
        )  # fmt: skip


def _without(desk: Desk, id: str) -> None:
    """Takes an added law out of every answer on laws."""
    for name, answer in desk.edited.answers.items():
        if isinstance(answer.value, dict) and id in answer.value:
            desk.answer(name, value={row: value for row, value in answer.value.items() if row != id} or None)


def _with(desk: Desk, question: str, title: str, turn: str) -> None:
    answer = desk.edited.answers.get(question)
    rows = dict(answer.value) if answer and isinstance(answer.value, dict) else {}
    desk.answer(question, value=rows | {f"{OTHER}{title}": True})
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
