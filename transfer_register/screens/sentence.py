"""A transfer in one sentence: who sends what of whom to whom, for what, on what basis."""

from __future__ import annotations

from typing import Any

from transfer_register.exhibits.record_words import destination, mechanism_words
from transfer_register.exhibits.style import country
from transfer_register.model.party import Party
from transfer_register.model.vocabulary import Words
from transfer_register.screens.plain import enumerated, plain

# More than this many terms of one list are counted instead of named.
_MOST = 3


def sentence(words: Words, parties: dict[str, Party], state: dict[str, Any]) -> str:
    """Markdown: names stand out, everything that was recorded is escaped, and what nobody stated is said to be so."""
    data = _terms(words, "data_categories", state) or "personal data"
    subjects = _terms(words, "data_subjects", state)
    purposes = _terms(words, "purposes", state) or plain(state.get("purpose_text") or "")
    return (
        f"{_who(words, parties, state, 'exporter')} sends {data}{f' of {subjects}' if subjects else ''} "
        f"to {_who(words, parties, state, 'importer')}{_reached(words, parties, state)} "
        f"{f'for {purposes}' if purposes else 'for a purpose that is not stated'}. Basis recorded: {_basis(words, state)}."
    )


def _who(words: Words, parties: dict[str, Party], state: dict[str, Any], side: str) -> str:
    party = parties.get(state[side])
    role = state.get(f"{side}_role")
    said = [
        country(words, party.country) if party and party.country else "country not stated",
        words.label("roles", role).lower() if role else "role not stated",
    ]
    return f"**{plain(party.name if party else state[side])}** ({plain(', '.join(said))})"


def _reached(words: Words, parties: dict[str, Party], state: dict[str, Any]) -> str:
    party = parties.get(state["importer"])
    home = country(words, party.country) if party and party.country else None
    named = [destination(words, place) for place in state.get("places") or ()]
    named = [name for name in dict.fromkeys(named) if name != home]
    anywhere = words.label("fact_terms", "global")
    if anywhere in named:
        return ", with data anywhere,"
    return f", with data in {plain(_some(named))}," if named else ""


def _basis(words: Words, state: dict[str, Any]) -> str:
    mechanisms = state.get("mechanisms")
    if mechanisms is None:
        return "not stated"
    return enumerated([plain(mechanism_words(words, mechanism)) for mechanism in mechanisms]) or "none, as stated"


def _terms(words: Words, field: str, state: dict[str, Any]) -> str:
    return plain(_some([_lower(words.label(field, term)) for term in state.get(field) or ()]))


def _some(parts: list[str]) -> str:
    return enumerated([*parts[:_MOST], f"{len(parts) - _MOST} more"] if len(parts) > _MOST + 1 else parts)


def _lower(label: str) -> str:
    # A label that begins with an abbreviation or is a name keeps its capitals: "UK immigration control".
    return label[0].lower() + label[1:] if label[1:2].islower() or label[1:2] == "-" else label
