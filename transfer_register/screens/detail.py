"""One transfer beside the list: the sentence, what the law says, what is owed, the record, the score and the history."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions.judge import judge
from transfer_register.errors import Refused
from transfer_register.exhibits.record_words import FIELDS, fact_value, field_value, mechanism_words, place_words
from transfer_register.exhibits.score_words import ends
from transfer_register.exhibits.style import band, day
from transfer_register.model.party import Party
from transfer_register.register.accept import STATED_OF
from transfer_register.screens import address
from transfer_register.screens.answers import show_questions
from transfer_register.screens.assessment_tab import show_assessments
from transfer_register.screens.chain_tab import has_chain, show_chain
from transfer_register.screens.contacts import show_contacts
from transfer_register.screens.destination_laws import show_destination_laws
from transfer_register.screens.duties import show_duties
from transfer_register.screens.evidence import show_evidence
from transfer_register.screens.evidence_opened import Page
from transfer_register.screens.fixes import show_what_would_change
from transfer_register.screens.history import show_history, show_origin
from transfer_register.screens.opened_form import open_ending, open_form
from transfer_register.screens.pairs import pairs
from transfer_register.screens.plain import plain
from transfer_register.screens.score import show_score
from transfer_register.screens.sentence import sentence
from transfer_register.screens.verdicts import badge, show_verdicts
from transfer_register.screens.visit import Visit

# What the record's own tab shows, in the order of Article 30; the rest stands in the sentence and in other tabs.
_SHOWN = (
    "purposes", "purpose_text", "data_categories", "data_subjects", "persons", "measures", "systems", "retention", "activity",
    "nature", "frequency", "legal_bases", "valid_from", "valid_to", "review_on", "owner", "follows", "note",
)  # fmt: skip

# What proves who a party is, beside its name.
_KNOWN_BY = ("aliases", "domains", "identifiers")


def show_detail(visit: Visit, id: str) -> None:
    """Draws the transfer; says so where there is none of that reference, or none on the register's day."""
    found = visit.register.record(id, visit.known_on)
    if found is None or found.kind != "transfer":
        _absent(visit, id)
        return
    judged = _judged(visit, id)
    _head(visit, id, found, judged)
    st.markdown(sentence(visit.words, visit.parties, found.state))
    _flags(visit, found.state)
    if judged is None:
        st.info(f"Not in the register on {day(visit.on)}: it is in force at other times only.", icon=":material/event_busy:")
    # Without counts: a tab whose name changes under somebody's hands closes.
    linked = judged is not None and has_chain(visit, id)
    chain = ["Chain"] if linked else []
    names = ["Verdict", *chain, "Duties", "Evidence", "Laws there", "Assessment", "Record", "Score", "History"]
    tabs = dict(zip(names, st.tabs(names, key="detail.tabs"), strict=True))
    law, due, papers, abroad, assessed, kept, score, history = (tabs[name] for name in names if name != "Chain")
    if linked:
        with tabs["Chain"]:
            show_chain(visit, id)
    with law:
        if judged:
            show_verdicts(visit, judged)
            show_questions(visit, id, found.state, judged["regimes"])
    with due:
        if judged:
            show_duties(visit, id, found.state, judged)
    with papers:
        show_evidence(visit, Page(id, "transfer"))
    with abroad:
        if judged:
            show_destination_laws(visit, id, found.state, judged)
    with assessed:
        show_assessments(visit, id)
    with kept:
        _record(visit, found.state)
    with score:
        if judged:
            show_score(visit, judged)
            show_what_would_change(visit, id)
    with history:
        show_origin(found.state)
        show_history(visit, id)


def _judged(visit: Visit, id: str) -> dict[str, Any] | None:
    try:
        return judge(visit.register, on=visit.on, law_on=visit.law_on, known_on=visit.known_on, transfer=id)["transfers"][0]
    except Refused:
        return None


def _absent(visit: Visit, id: str) -> None:
    gone = any(entry.kind == "transfer" for entry in visit.register.history(id, visit.known_on))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"{plain(id)} was taken away." if gone else f"There is no transfer {plain(id)} in this register.")
        _close()
    if gone:
        show_history(visit, id)


def _head(visit: Visit, id: str, found: Any, judged: dict[str, Any] | None) -> None:
    state = found.state
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        shown = f"`{id}` {badge(visit.words, judged['verdict'])}" if judged else f"`{id}`"
        if judged and judged["score"] is not None:
            mark = band(visit.words, judged["band"])
            shown += f" :gray-badge[{mark.glyph} {mark.word} {ends(judged['score_low'], judged['score'])}]"
        st.markdown(shown, width="stretch")
        if not visit.past:
            opening = {"on_click": open_form, "args": (visit.register, "transfer", id)}
            st.button("Edit", icon=":material/edit:", key="detail.edit", **opening)
            _more(visit, id, found)
        _close()
    st.subheader(plain(visit.names.get(state["importer"], state["importer"])), anchor=False)


def _more(visit: Visit, id: str, found: Any) -> None:
    st.menu_button(":material/more_horiz:", list(_MORE), key="detail.more", on_click=_chosen, args=(visit, id, found.state))


_MORE = {
    ":material/domain: Edit the recipient": "importer", ":material/domain: Edit the exporter": "exporter",
    ":material/delete: Take this transfer away": "ending",
}  # fmt: skip


def _chosen(visit: Visit, id: str, state: dict[str, Any]) -> None:
    act = _MORE[st.session_state["detail.more"]]
    if act == "ending":
        open_ending(visit.register, id)
    else:
        open_form(visit.register, "party", state[act])


def _close() -> None:
    st.button(":material/close:", type="tertiary", key="detail.close", help="Close", on_click=address.open_record, args=(None,))


def _flags(visit: Visit, state: dict[str, Any]) -> None:
    if state.get("flags"):
        shown = " ".join(f":orange-badge[{plain(visit.words.label('flags', flag))}]" for flag in state["flags"])
        st.markdown(f":small[:gray[Unclear when it was read:]] {shown}")


def _record(visit: Visit, state: dict[str, Any]) -> None:
    words = visit.words
    mechanisms = state.get("mechanisms")
    shown: list[tuple[str, str | list[str]]] = [
        ("Places", [place_words(words, place) for place in state.get("places") or ()]),
        (
            "Mechanisms",
            "not stated" if mechanisms is None else [mechanism_words(words, each) for each in mechanisms] or "none, as stated",
        ),
    ]
    shown += [(FIELDS[name][0], field_value(words, visit.names, name, state.get(name))) for name in _SHOWN]
    pairs(shown)
    _facts(visit, "transfer", state.get("facts") or {}, "the transfer")
    for id in dict.fromkeys((state["exporter"], state["importer"])):
        if party := visit.parties.get(id):
            _known_by(visit, party)
            _facts(visit, "party", party.facts, party.name)
            show_contacts(visit, id)


def _known_by(visit: Visit, party: Party) -> None:
    state = party.model_dump(mode="json")
    shown = [(FIELDS[name][0], field_value(visit.words, visit.names, name, state[name])) for name in _KNOWN_BY if state[name]]
    if shown:
        st.markdown(f"##### What {plain(party.name)} is known by")
        pairs(shown)


def _facts(visit: Visit, kind: str, stated: dict[str, Any], of: str) -> None:
    known = {name: fact for name, fact in STATED_OF[kind].items() if name in stated}
    shown = [(fact.label, fact_value(visit.words, fact, stated[name])) for name, fact in known.items()]
    if shown:
        st.markdown(f"##### Facts stated of {plain(of)}")
        pairs(shown)
