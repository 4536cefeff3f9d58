"""The board of assessments: what is to begin, being written, in review, to be reviewed and approved, a card each with why."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.assess_needed import Needed
from transfer_register.actions.assess_review import COLUMNS, Card
from transfer_register.exhibits.style import band, counted, country, listed, number, short_day
from transfer_register.model.vocabulary import Words
from transfer_register.screens import address
from transfer_register.screens.assessment_filter import destination_of, kit_of, kit_short, transfers_of
from transfer_register.screens.assessment_words import STATES, state_badge
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.visit import Visit

_SAYS = {
    "to_begin": "Drafts that opened by themselves: the law asks for an assessment, and nobody began one.",
    "draft": "Being written.",
    "in_review": "Handed in; somebody who wrote nothing of it approves.",
    "to_review": "Approved, and something on which it rests changed, or its day has come.",
    "approved": "Signed, in the version that was read.",
    "superseded": "A later one was approved in its place.",
}
# Cards of a column beside others; one column alone shows a page of them.
_BESIDE, _ALONE = 6, 24
_LONG = 150


def show_board(visit: Visit, cards: list[Card], column: str) -> None:
    """Draws the columns beside each other, or the cards of one; a column in which nothing is takes no room."""
    if column != "all":
        _alone(visit, column, [card for card in cards if card.column == column])
        return
    there = {card.column for card in cards}
    shown = [each for each in COLUMNS if each != "superseded" and each in there]
    if len(shown) == 1:
        st.markdown(state_badge(shown[0]))
        _alone(visit, shown[0], [card for card in cards if card.column == shown[0]])
        return
    if not shown:
        return
    with st.container(key="assess_board"):
        places = st.columns(len(shown), gap="small")
    for place, each in zip(places, shown, strict=True):
        found = [card for card in cards if card.column == each]
        with place, st.container(key=f"assess_column_{each}", gap="small"):
            st.markdown(f"{state_badge(each)} **{number(len(found))}**", help=_SAYS[each])
            for card in found[:_BESIDE]:
                _card(visit, card)
            if len(found) > _BESIDE:
                st.button(
                    f"{counted(len(found) - _BESIDE, 'more', 'more')}", key=f"assess.more.{each}", type="tertiary",
                    icon=":material/expand_more:", on_click=address.say, args=("column", each),
                )  # fmt: skip


def _alone(visit: Visit, column: str, cards: list[Card]) -> None:
    st.caption(_SAYS[column])
    if not cards:
        st.markdown(f":gray[None is {STATES[column][0].lower()}.]")
        return
    pages = -(-len(cards) // _ALONE)
    page = min(address.page_number(), pages)
    grid = st.grid(3, min_column_width=270, gap="small")
    for card in cards[(page - 1) * _ALONE : page * _ALONE]:
        with grid.cell():
            _card(visit, card)
    if pages > 1:
        key = f"assess.page.{column}.{page}"
        st.pagination(pages, default=page, key=key, on_change=lambda: address.turn_to(st.session_state[key]))


def _card(visit: Visit, card: Card) -> None:
    mark = band(visit.words, card.band)
    importer = visit.names.get(card.needed.importer, card.title) if card.needed else card.title
    importer = importer.removesuffix(f", {country(visit.words, destination_of(card))}")
    score = f" {number(card.score)}" if card.score is not None else ""
    about = [country(visit.words, destination_of(card)), kit_short(kit_of(card)), counted(len(transfers_of(card)), "transfer")]
    with st.container(border=True, gap="xsmall", key=f"assess_card_{card.column}_{_slug(card)}"):
        st.markdown(f"**{plain(importer)}**  \n:small[{plain(', '.join(about))}]")
        if card.needed:
            st.markdown(f":small[:gray[{plain(kind_words(visit.words, card.needed))}]]")
        most = 1 if card.needed else 2
        for why in card.why[:most]:
            st.markdown(f":small[{plain(shortened(why, _LONG))}]")
        if len(card.why) > most:
            st.markdown(f":small[:gray[and {counted(len(card.why) - most, 'reason')} more]]")
        if card.due:
            late = card.due < visit.today
            word = "Was due" if late else "Due"
            st.markdown(f":small[:{'red' if late else 'gray'}[:material/event: {word} {short_day(card.due)}]]")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xsmall"):
            st.markdown(f":small[:gray-badge[{mark.glyph} {mark.word}{score}]]", width="content")
            st.button(
                "Begin" if card.needed else "Open", key=f"assess.open.{card.column}.{card.id_or_key}",
                icon=":material/chevron_right:", type="tertiary", on_click=open_assessment, args=(card.id_or_key,),
                help=plain(card.title if card.needed else f"{card.id_or_key}: {card.title}"),
            )  # fmt: skip


def kind_words(words: Words, needed: Needed) -> str:
    """By which tools and in which roles: what tells transfers of one kind from others to the same recipient."""
    tools = listed([words.label("transfer_tools", each) for each in needed.tools]) or "No tool recorded"
    exporter, importer = (words.label("roles", role).lower() if role else "role not known" for role in needed.roles)
    return f"{tools}; {exporter} to {importer}"


def _slug(card: Card) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in card.id_or_key)


def open_assessment(id: str | None, part: str | None = None) -> None:
    """Opens an assessment, or goes back to the board with None."""
    address.say("assessment", id)
    address.say("part", part)
    address.say("form", None)
