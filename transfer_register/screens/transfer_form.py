"""The form of a transfer: who sends and who receives, what and why, where, on what basis, its upkeep, and what records ask."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits import choices
from transfer_register.exhibits.style import country
from transfer_register.model.facts import STATED_ON_TRANSFER
from transfer_register.model.roles import ROLES
from transfer_register.register.accept import STATED_OF
from transfer_register.screens.fact_fields import fact_fields
from transfer_register.screens.fact_input import day_input
from transfer_register.screens.opened_form import Typed
from transfer_register.screens.party_form import identity_fields
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.rows import mechanism_rows, place_rows
from transfer_register.screens.visit import Visit

# The choice that opens the fields of a party that is not in the register yet; no id of a party looks like it.
NEW = "new"
# One assessment a regime: the European Union's, the United Kingdom's, Switzerland's.
_ASSESSMENT = tuple(f"{kind}.{what}" for kind in ("tia", "tra", "tia_ch") for what in ("exists", "dated_on", "result"))
_MEASURES = tuple(name for name in STATED_ON_TRANSFER if name.startswith("measures."))


def transfer_fields(
    visit: Visit, state: dict[str, Any], parties: dict[str, dict[str, Any]], key: str, notes: ProblemNotes
) -> Typed:
    """Draws the fields of a transfer and gives back what stands in them now; `parties` are new ones, by side."""
    st.header("Who sends, who receives", anchor=False)
    sides, new_parties = {}, dict(parties)
    for side, heading in (("exporter", "Exporter"), ("importer", "Recipient")):
        sides |= _side(visit, state, key, notes, side, heading, new_parties)
    st.header("What and why", anchor=False)
    what = _what(visit, state, key, notes)
    st.header("Where", anchor=False)
    st.caption("Every country in which the data are processed, kept or reached.")
    what["places"] = place_rows(visit.words, list(state.get("places") or ()), list(visit.law.groups), f"{key}.places")
    notes.beside("Places")
    st.header("On what basis", anchor=False)
    what["mechanisms"] = mechanism_rows(visit.words, state.get("mechanisms"), visit.today, f"{key}.mechanisms")
    notes.beside("Mechanisms")
    what["facts"] = _facts(visit, state.get("facts") or {}, key, notes)
    st.header("Upkeep", anchor=False)
    upkeep = _upkeep(visit, state, key, notes)
    st.header("For the record (Art. 30, SCC Annex I.B)", anchor=False)
    return Typed(state | sides | what | upkeep | _for_the_record(visit, state, key, notes), new_parties)


def _side(
    visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes, side: str, heading: str, new_parties: dict[str, Any]
) -> dict[str, Any]:
    names = visit.names
    options = [NEW, *sorted(names, key=lambda id: names[id].casefold())]
    known = state.get(side)

    def shown(id: str) -> str:
        if id == NEW:
            return "A party that is not in the register yet …"
        return f"{names[id]} · {country(visit.words, visit.parties[id].country)}"

    with st.container(horizontal=True):
        party = st.selectbox(
            heading, options, index=options.index(known) if known in options else (0 if not names else None),
            key=f"{key}.{side}", placeholder="Choose or type a name", format_func=shown,
        )  # fmt: skip
        role = st.selectbox(
            f"{heading}'s role", ROLES, index=ROLES.index(state[f"{side}_role"]) if state.get(f"{side}_role") in ROLES else None,
            key=f"{key}.{side}_role", placeholder="Not known", width=190,
            format_func=lambda id: visit.words.label("roles", id),
        )  # fmt: skip
    if party == NEW:
        with st.container(border=True):
            # Problems of a new party are told with its side: two new parties have two names.
            begins = new_parties.get(side, {})
            new_parties[side] = identity_fields(visit, begins, f"{key}.new_{side}", ProblemNotes([]), whose=heading)
            notes.beside(f"New {heading.lower()}")
    else:
        new_parties.pop(side, None)
    notes.beside(heading, f"{heading}'s role")
    return {side: party, f"{side}_role": role}


def _what(visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes) -> dict[str, Any]:
    words, values = visit.words, {}
    for field, heading, vocabulary in (
        ("purposes", "Purposes", "purposes"),
        ("data_categories", "Categories of data", "data_categories"),
        ("data_subjects", "Data subjects", "data_subjects"),
    ):
        values[field] = st.multiselect(
            heading, list(words.lists[vocabulary]), key=f"{key}.{field}", placeholder="Not stated",
            default=[term for term in state.get(field) or () if term in words.lists[vocabulary]],
            format_func=lambda id, vocabulary=vocabulary: words.label(vocabulary, id),
        )  # fmt: skip
        notes.beside(heading)
    values["systems"] = st.multiselect(
        "Systems", _systems(visit, state), key=f"{key}.systems", default=list(state.get("systems") or ()),
        accept_new_options=True, placeholder="Names of systems that the data come from or go to",
    )  # fmt: skip
    notes.beside("Systems")
    text = st.text_input("Purpose in words", state.get("purpose_text") or "", key=f"{key}.purpose_text")
    with st.container(horizontal=True):
        values["persons"] = st.number_input(
            "Persons a year", min_value=0, step=1, value=state.get("persons"), key=f"{key}.persons", placeholder="Not known"
        )
        retention = st.text_input("Retention", state.get("retention") or "", key=f"{key}.retention")
    notes.beside("Persons a year", "Retention", "Purpose in words")
    return values | {"purpose_text": text.strip() or None, "retention": retention.strip() or None}


def _systems(visit: Visit, state: dict[str, Any]) -> list[str]:
    """The systems that transfers name already, those of most transfers first, and what stands in this one."""
    known = [name for name, _ in choices.draw(visit.ask("choices"), visit.words)["systems"] if name]
    return list(dict.fromkeys([*known, *(state.get("systems") or ())]))


def _facts(visit: Visit, facts: dict[str, Any], key: str, notes: ProblemNotes) -> dict[str, Any]:
    def part(names: tuple[str, ...], name: str) -> dict[str, Any]:
        known = {fact: STATED_ON_TRANSFER[fact] for fact in names}
        drawn = fact_fields(visit.words, known, facts, names, visit.today, f"{key}.{name}")
        notes.beside(*(fact.label for fact in known.values()))
        return drawn

    st.header("Assessment", anchor=False)
    stated = part(_ASSESSMENT, "assessment")
    st.header("Measures", anchor=False)
    stated |= part(_MEASURES, "measures")
    st.header("Other facts", anchor=False)
    others = fact_fields(
        visit.words, STATED_OF["transfer"], facts, (), visit.today, f"{key}.fact", left_out=(*_ASSESSMENT, *_MEASURES)
    )
    notes.beside(*(fact.label for fact in STATED_OF["transfer"].values()))
    return stated | others


def _upkeep(visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes) -> dict[str, Any]:
    values: dict[str, Any] = {}
    with st.container(horizontal=True):
        for field, heading in (("valid_from", "In force from"), ("valid_to", "In force until"), ("review_on", "Review on")):
            day = day_input(heading, state.get(field), visit.today, key=f"{key}.{field}")
            values[field] = day.isoformat() if day else None
    notes.beside("Period", "In force from", "In force until", "Review on")
    with st.container(horizontal=True):
        for field, heading, placeholder in (
            ("owner", "Looked after by", "A function or department"),
            ("follows", "Carries onward", "Reference of the transfer before it"),
        ):
            text = st.text_input(heading, state.get(field) or "", key=f"{key}.{field}", placeholder=placeholder)
            values[field] = text.strip() or None
    notes.beside("Looked after by", "Carries onward", "Follows")
    note = st.text_area("Note", state.get("note") or "", key=f"{key}.note", height=80)
    notes.beside("Note")
    return values | {"note": note.strip() or None}


def _for_the_record(visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes) -> dict[str, Any]:
    """What no verdict rests on, and a record of processing or an annex to the clauses asks; last, so that it holds nobody up."""
    words, values = visit.words, {}
    for field, heading, placeholder in (
        ("activity", "Processing activity", "Its name in the record of processing activities"),
        ("nature", "Nature of the processing", "What is done with the data: stored, looked at, sent"),
    ):
        text = st.text_input(heading, state.get(field) or "", key=f"{key}.{field}", placeholder=placeholder)
        values[field] = text.strip() or None
    often, known = list(words.lists["frequencies"]), state.get("frequency")
    # A list that opens could not be emptied again; a second click on what was chosen says that it is not stated.
    values["frequency"] = st.segmented_control(
        "Frequency", often, default=known if known in often else None, key=f"{key}.frequency",
        format_func=lambda id: words.label("frequencies", id),
    )  # fmt: skip
    values["legal_bases"] = st.multiselect(
        "Legal bases", list(words.lists["legal_bases"]), key=f"{key}.legal_bases", placeholder="Not stated",
        default=[term for term in state.get("legal_bases") or () if term in words.lists["legal_bases"]],
        format_func=lambda id: words.label("legal_bases", id),
    )  # fmt: skip
    notes.beside("Processing activity", "Nature of the processing", "Frequency", "Legal bases")
    return values
