"""A row of a preview in words: what it becomes, what its cells say, each doubt and how to mend it."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.take_in import PreviewedTransfer
from transfer_register.exhibits.record_words import mechanism_words
from transfer_register.exhibits.style import country, listed
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.model.vocabulary import Words
from transfer_register.screens.preview_parts import standing

STATUS = {"created": "New", "changed": "Changes", "unchanged": "As recorded", "refused": "Not taken in"}
DECISION = {"decide": "To decide", "blocked": "Blocked"}
PARTY = {"created": "new party", "changed": "known party, completed", "unchanged": "known party"}
EDITED, TWICE = "Edited", "Twice"
PILLS = {
    "New": "blue", "Changes": "yellow", "As recorded": "gray", "Not taken in": "gray", TWICE: "gray",
    "To decide": "orange", "Blocked": "red", EDITED: "violet",
}  # fmt: skip

# Doubt -> how to mend it.
_MEND = {
    "country_undetermined": "Write the country's name or its two-letter code into Places.",
    "code_ambiguous": "Write the country in full into Places.",
    "location_missing": "Write where the data are processed into Places, if you know.",
    "processing_location_missing": "The seat proves no place of processing: write that into Places, if you know.",
    "mechanism_missing": "Write what the transfer rests on into Mechanism, as “SCC module 2”.",
    "mechanism_not_understood": "Write the mechanism in other words, as “SCC module 2” or “BCR”.",
    "mechanism_negated": "Say in Mechanism what it does rest on, or that this is right.",
    "mechanism_invalid": "Write the mechanism that stands today.",
    "mechanism_outdated": "Write the mechanism that stands today.",
    "dpf_certification_to_verify": "Look the recipient up in the list of the framework, once it is taken in.",
    "purpose_missing": "Write what the recipient does into Purpose.",
    "purpose_is_relationship": "Write what the recipient does into Purpose.",
    "legal_form_conflict": "Look at Seat: the legal form is one of another country.",
    "name_typo_suspected": "Write the name as it should be into Recipient, or say that this is right.",
    "positional_pairing": "Compare the names with the places beside them, and say that this is right.",
    "partly_understood": "Write the places in other words, or say that this is right.",
    "place_excluded": "A place is named as left out: compare, and say that this is right.",
    "formula_in_cell": "A spreadsheet may have changed the word: write it into its cell.",
    "inherited_from_above": "A blank cell was read as the one above it: compare, and say that this is right.",
    "same_flow_twice": "The recipient and purpose stand in several rows: leave one out, or say that this is right.",
    "to_be_confirmed": "Ask whoever keeps the list.",
    "onward_recipients_unknown": "Ask the recipient for the list.",
}  # fmt: skip
_MEND_OTHERS = (
    ("may be “", "Answer above which party the name is."),
    ("no recipient is named", "Write who receives the data into Recipient."),
    ("who exports", "Say above who sends."),
    ("the seats", "Write the right seat into Seat in each of the rows."),
)


def pills(planned: PreviewedTransfer, *, edited: bool) -> list[str]:
    """What a row becomes, and what stands in its way."""
    first = TWICE if planned.status == "unchanged" and planned.why else STATUS[planned.status]
    decision = DECISION.get(planned.decision)
    return ([] if planned.decision == "blocked" else [first]) + [each for each in (decision, EDITED if edited else None) if each]


def cells(words: Words, row: PreviewRow, planned: PreviewedTransfer) -> dict[str, str | None]:
    """The cells that a person can edit, as what they were read as; what is written like this is read the same."""
    state = planned.state
    purposes = listed([words.label("purposes", term) for term in state.get("purposes") or ()])
    return {
        "recipient": planned.recipient or None,
        "places": _places(words, row, state),
        "seat": country(words, row.establishment) if row.establishment else None,
        "purpose": row.purpose or state.get("purpose_text") or purposes or None,
        "mechanisms": _mechanisms(words, state),
    }


def _places(words: Words, row: PreviewRow, state: dict[str, Any]) -> str | None:
    if row.places.unresolved:
        # What names no country stands as it was written, to be mended.
        return row.corrected.get("place") or row.corrected.get("location") or standing(row, "place") or None
    if state:
        named = [_place(words, place) for place in state.get("places") or ()]
    else:
        named = [country(words, place.iso2) for place in row.places.places if place.role != "establishment"]
    return listed(list(dict.fromkeys(each for each in named if each))) or None


def _place(words: Words, place: dict[str, Any]) -> str:
    if place.get("country"):
        named = country(words, place["country"])
    else:
        named = place.get("group") or ("Worldwide" if place["scope"] == "global" else place.get("raw") or "")
    role = place.get("role", "processing")
    return named if role == "processing" or not named else f"{named} ({words.label('place_roles', role).lower()})"


def _mechanisms(words: Words, state: dict[str, Any]) -> str | None:
    mechanisms = state.get("mechanisms")
    if mechanisms is None:
        return None
    return listed([mechanism_words(words, each) for each in mechanisms]) or "None"


def doubts(words: Words, planned: PreviewedTransfer) -> list[tuple[str, str, bool]]:
    """(what is unclear, how to mend it, does a person have to decide), the decisions first."""
    flags = words.labels("flags")
    told = {why: True for why in planned.why} | {flag: False for flag in planned.flags if flag not in planned.why}
    found = [(flags.get(each, each), _mend(each), decides and planned.decision != "ready") for each, decides in told.items()]
    return [(what[:1].upper() + what[1:], mend, decides) for what, mend, decides in found]


def _mend(each: str) -> str:
    return _MEND.get(each) or next((mend for part, mend in _MEND_OTHERS if part in each), "")
