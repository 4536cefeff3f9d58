"""What is shown of all assessments: a search, the kit, the destination and the column; it stands in the address."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from transfer_register.actions.assess_review import COLUMNS, Card
from transfer_register.actions.opening import questionnaires
from transfer_register.exhibits.style import country
from transfer_register.screens import address
from transfer_register.screens.assessment_words import STATES
from transfer_register.screens.choice import choose, controlled
from transfer_register.screens.visit import Visit

_ALL, _SEARCH = "all", "assess.search"


def kit_of(card: Card) -> str:
    """The kit of a card."""
    return card.needed.kit if card.needed else card.recorded.assessment.kit


def destination_of(card: Card) -> str | None:
    """The destination of a card; None where it is not known."""
    return card.needed.destination if card.needed else card.recorded.assessment.destination


def transfers_of(card: Card) -> tuple[str, ...]:
    """The transfers that a card is about."""
    return card.needed.transfers if card.needed else card.recorded.assessment.transfers


def owners_of(visit: Visit, card: Card) -> tuple[str, ...]:
    """Who has to do with a card: who answers for its transfers, or who wrote on it."""
    return card.needed.owners if card.needed else card.recorded.assessment.authors


def kit_short(kit: str) -> str:
    """The short title of a kit; one that is no longer installed is shown by its name."""
    found = questionnaires().kits.get(kit)
    return found.short if found else kit


def filtered(visit: Visit, cards: Collection[Card], looks: Mapping[str, str]) -> tuple[str, list[Card], str]:
    """Draws the filter and the choice between `looks`; gives back the look, the cards that the filter lets through, and the
    column that is looked at ("all": every one)."""
    kits = sorted({kit_of(card) for card in cards}, key=kit_short)
    places = sorted({code for card in cards if (code := destination_of(card))}, key=lambda code: country(visit.words, code))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="assess_filter"):
        look = choose("assess", "look", looks, "Look")
        wanted = _search()
        kit = _one("kit", "Kind", {id: kit_short(id) for id in kits}) if len(kits) > 1 else None
        place = _one("destination", "Destination", {code: country(visit.words, code) for code in places})
    found = [
        card
        for card in cards
        if (kit is None or kit_of(card) == kit)
        and (place is None or destination_of(card) == place)
        and (not wanted or wanted in _text(visit, card))
    ]
    return look, found, _column(found)


def _search() -> str:
    controlled(_SEARCH, next(iter(address.said("search")), ""))
    st.text_input(
        "Search", key=_SEARCH, type="search", label_visibility="collapsed", icon=":material/search:", width=270,
        placeholder="Recipient, reference, owner …", on_change=_searched,
    )  # fmt: skip
    return st.session_state[_SEARCH].strip().casefold()


def _searched() -> None:
    address.say("search", st.session_state[_SEARCH].strip() or None)


def _one(name: str, label: str, labels: dict[str, str]) -> str | None:
    key, said = f"assess.filter.{name}", next(iter(address.said(name)), None)
    value = said if said in labels else None
    controlled(key, value)
    st.selectbox(
        label, list(labels), index=None, key=key, format_func=lambda id: labels[id], placeholder=f"{label}: any", width=210,
        label_visibility="collapsed", on_change=lambda: address.say(name, st.session_state[key]),
    )  # fmt: skip
    return value


def _column(cards: Collection[Card]) -> str:
    counts = {column: sum(card.column == column for card in cards) for column in COLUMNS}
    shown = [_ALL, *(column for column in COLUMNS if counts[column] or column != "superseded")]
    value = address.one_of("column", shown)
    controlled("assess.column", value)
    st.segmented_control(
        "Column", shown, key="assess.column", required=True, wrap=True, label_visibility="collapsed",
        format_func=lambda name: f"All {len(cards)}" if name == _ALL else f"{STATES[name][0]} {counts[name]}",
        on_change=_chosen,
    )  # fmt: skip
    return value


def _chosen() -> None:
    """A click on a label whose number changed meanwhile comes as that label: its word tells which column is meant."""
    said = st.session_state["assess.column"] or _ALL
    word = said.rpartition(" ")[0]
    column = next((name for name, (title, *_) in STATES.items() if title == word), said)
    address.say("column", column if column in COLUMNS else None)


def _text(visit: Visit, card: Card) -> str:
    said = [card.id_or_key if card.recorded else "", card.title, *card.why, *transfers_of(card), *owners_of(visit, card)]
    said += [country(visit.words, destination_of(card)), kit_short(kit_of(card))]
    return " ".join(said).casefold()
