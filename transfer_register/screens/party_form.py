"""The form of a party: name, place, kind, what else it is known by, and what the law may ask of it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.intake.web_names import website_of
from transfer_register.model.facts import STATED_ON_PARTY
from transfer_register.screens.fact_fields import fact_fields
from transfer_register.screens.place_choice import place_choice
from transfer_register.screens.plain import plain
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.rows import identifier_rows
from transfer_register.screens.visit import Visit

_FRAMEWORKS = tuple(name for name in STATED_ON_PARTY if name.startswith("dpf."))


def party_fields(visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes) -> dict[str, Any]:
    """Draws the fields of a party and gives back its state as they stand now."""
    words, today = visit.words, visit.today
    changed = identity_fields(visit, state, key, notes) | _known_by(visit, state, key, notes)
    st.header("Framework participation", anchor=False)
    st.caption("Of this exact legal entity, as the list of the Data Privacy Framework shows it.")
    facts = state.get("facts") or {}
    framework = fact_fields(words, {name: STATED_ON_PARTY[name] for name in _FRAMEWORKS}, facts, _FRAMEWORKS, today, f"{key}.dpf")
    notes.beside(*(STATED_ON_PARTY[name].label for name in _FRAMEWORKS))
    st.header("Other facts", anchor=False)
    others = fact_fields(words, STATED_ON_PARTY, facts, ("subject_to",), today, f"{key}.fact", left_out=_FRAMEWORKS)
    notes.beside(*(fact.label for fact in STATED_ON_PARTY.values()))
    regimes = st.multiselect(
        "Regimes that bind it beyond those of its place", list(words.lists["regimes"]), default=list(state.get("regimes") or ()),
        key=f"{key}.regimes", placeholder="None declared", format_func=lambda id: words.label("regimes", id),
        help="Where a law reaches beyond its territory, such as GDPR 3(2).",
    )  # fmt: skip
    notes.beside("Regimes", "Regimes declared")
    note = st.text_area("Note", state.get("note") or "", key=f"{key}.note", height=80)
    return state | changed | {"facts": framework | others, "regimes": regimes, "note": note.strip() or None}


def _known_by(visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes) -> dict[str, Any]:
    """Draws what else lists may call it, and what proves that they mean this one."""
    st.header("What else it is known by", anchor=False)
    aliases = _several(state, "aliases", "Other names", key, "Type a name", "Names under which lists mention it.")
    notes.beside("Other names")
    domains = _several(state, "domains", "Websites", key, "Type a name such as orbit.example", "Its own, not those of its group.")
    notes.beside("Websites")
    identifiers = identifier_rows(visit.words, list(state.get("identifiers") or ()), f"{key}.identifiers")
    notes.beside("Identifiers")
    return {"aliases": aliases, "domains": list(dict.fromkeys(map(website_of, domains))), "identifiers": identifiers}


def _several(state: dict[str, Any], field: str, label: str, key: str, placeholder: str, help: str) -> list[str]:
    known = list(state.get(field) or ())
    chosen = st.multiselect(
        label, known, default=known, key=f"{key}.{field}", accept_new_options=True, placeholder=placeholder, help=help
    )
    return [text.strip() for text in chosen if text.strip()]


def identity_fields(
    visit: Visit, state: dict[str, Any], key: str, notes: ProblemNotes, *, whose: str = "", kind: bool = True
) -> dict[str, Any]:
    """Draws who the party is: name, country and, unless left out, kind. Inside another form, `whose` tells the parties apart."""
    words = visit.words
    lead = f"{whose}'s " if whose else ""
    grid = st.grid(3 if not kind else 2, min_column_width=200, gap="small")
    with grid.cell(column_span=2 if not kind else "all"):
        name = st.text_input(
            f"{lead}name".capitalize(), state.get("name") or "", key=f"{key}.name", placeholder="Legal name, with its legal form"
        )
    notes.beside("Name")
    same = [id for id, other in visit.names.items() if name.strip() and other.casefold() == name.strip().casefold()]
    if same and state.get("name") != name.strip():
        st.markdown(f":orange[:material/content_copy: {plain(name.strip())} is in the register already.]")
    kinds, chosen = list(words.lists["recipient_kinds"]), None
    with grid.cell():
        country = place_choice(
            f"{lead}country".capitalize(), words.labels("countries"), state.get("country"), key=f"{key}.country",
            placeholder="Choose, or type its name in any language",
            help="Where it is established; where it processes data belongs to the transfer.",
        )  # fmt: skip
    if kind:
        with grid.cell():
            chosen = st.selectbox(
                f"{lead}kind".capitalize() if whose else "Kind of recipient", kinds,
                index=kinds.index(state["kind"]) if state.get("kind") in kinds else None,
                key=f"{key}.kind", placeholder="Not known", format_func=lambda id: words.label("recipient_kinds", id),
            )  # fmt: skip
    notes.beside("Country", "Kind of recipient")
    return {"name": name.strip(), "country": country} | ({"kind": chosen} if kind else {})
