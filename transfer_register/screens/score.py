"""The score of one transfer: its terms, and what would change it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.exhibits.style import band, number
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

_COLOURS = {"weak": "red", "fair": "yellow", "strong": "blue", "open": "gray"}
_OUTCOMES = {"yes": ("check_circle", "blue"), "no": ("remove_circle", "gray"), "unknown": ("help", "gray")}


def show_score(visit: Visit, judged: dict[str, Any]) -> None:
    """The score with its band and every contribution; what would raise it comes first, the most first."""
    kit = visit.register.kits.ranking
    mark = band(visit.words, judged["band"])
    shown = f"{number(judged['score'])} of 100" if judged["score"] is not None else "No score"
    st.markdown(f"**{shown}** :{_COLOURS.get(mark.id, 'gray')}-badge[{mark.text}] :gray-badge[:material/draft: Not yet reviewed]")
    st.caption(plain(kit.says))
    known = {contribution.id: contribution for contribution in kit.contributions}
    terms = [each for each in judged["contributions"] if each["item"] in known]
    if not terms:
        st.markdown(mark.says)
        return
    got = [each for each in terms if each["outcome"] == "yes"]
    open_ones = sorted((each for each in terms if each["outcome"] != "yes"), key=lambda each: -known[each["item"]].points)
    if open_ones:
        st.markdown("##### What would change it")
        for each in open_ones:
            _term(known[each["item"]], each["outcome"], f"+{known[each['item']].points}")
    if got:
        st.markdown("##### What counts")
        for each in got:
            _term(known[each["item"]], "yes", number(each["points"]))


def _term(contribution: Any, outcome: str, points: str) -> None:
    icon, colour = _OUTCOMES[outcome]
    said = {"no": "recorded as not so", "unknown": "nothing recorded", "yes": "recorded"}[outcome]
    cites = f"  \n:small[:gray[{said}; {plain('; '.join(contribution.cites))}]]"
    st.markdown(f":{colour}[:material/{icon}:] {plain(contribution.label)} **{points}**{cites}", help=plain(contribution.says))
