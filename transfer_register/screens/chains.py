"""Chains of onward transfers as a picture of the screen Flows: the lines, and what each category of data can reach by them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import streamlit as st

from transfer_register.exhibits import chains, exhibit, reach
from transfer_register.exhibits.chain_picture import place_words
from transfer_register.exhibits.style import Mark, counted, listed, number, verdict
from transfer_register.model.filter import Filter
from transfer_register.register.answer import Answer
from transfer_register.screens import address
from transfer_register.screens.choice import choose
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show as show_exhibit
from transfer_register.screens.verdicts import COLOURS
from transfer_register.screens.visit import Visit

Picked = dict[str, Any] | None
_PARTS = {"lines": "Lines", "reach": "What each category reaches"}
_PAGE, _ROW, _OPEN = 25, 35, 6


def show_chains(visit: Visit, chosen: Filter) -> Picked:
    """Draws the view; what is given back are the fields of a Filter for the mark that was chosen, None where none was."""
    part = choose("flows", "chains", _PARTS, "What of the chains")
    picked = _reach(visit, chosen) if part == "reach" else _lines(visit, chosen)
    # A chain is shown whole, with transfers that the filter does not mean: those behind a mark are named, and nothing else is.
    return {field.name: field.default for field in fields(Filter)} | picked if picked else None


def _lines(visit: Visit, chosen: Filter) -> Picked:
    page = address.page_number()
    answer = visit.ask("chains", chosen, limit=_PAGE, offset=(page - 1) * _PAGE)
    return show_exhibit(visit, "chains", answer, chosen, lambda: _drawn(visit, answer, page), chains.twin(answer, visit.words))


def _drawn(visit: Visit, answer: Answer, page: int) -> Picked:
    found = chains.chains(answer)
    if not found:
        st.info(plain(chains.caption(answer, visit.words)), icon=":material/conversion_path:")
        return None
    chain = None
    if not chains.fits(answer):
        chain = _listed(visit, answer, found, page)
    return draw_chains(visit, answer, chain)


def draw_chains(visit: Visit, answer: Answer, chain: str | None, key: str = "flows.chains") -> Picked:
    """The chart with its legend and what it says in words. Where the page is too narrow for it, it scrolls sideways: the style
    sheet has a rule for every step of ten rem."""
    words, dark = visit.words, st.context.theme.type == "dark"
    _legend(chains.marks(answer, words, chain))
    width, height = chains.size(answer, words, chain)
    with st.container(key="chains_picture"), st.container(key=f"chains_wide_{min(width // 160, 12)}"):
        option = chains.draw(answer, words, dark=dark, chain=chain)
        selection = _chart(option, height, f"{key}.{exhibit.identity(answer)}.{chain}", "Chains of onward transfers")
    st.caption(plain(chains.caption(answer, words, chain)))
    return chains.picked(selection, answer, words, chain)


def _listed(visit: Visit, answer: Answer, found: list[chains.Chain], page: int) -> str:
    """The table of chains, of which one is drawn; the choice stands in the address."""
    ids = [legs[0]["chain"] for legs in found]
    value = address.one_of("chain", ids)
    rows = [_row(visit, legs) for legs in found]
    st.markdown(f"{counted(chains.total(answer), 'chain')}, the worst first: too many for one picture. Choose the one to draw.")
    key = f"flows.chains.list.{page}.{hash(tuple(ids))}"
    state = st.dataframe(
        rows, hide_index=True, height=_ROW * (min(len(rows), _OPEN) + 1) + 3, row_height=_ROW, on_select="rerun",
        selection_mode="single-row", selection_default={"selection": {"rows": [ids.index(value)]}}, key=key, alt="Chains",
        placeholder="–", column_config={"Legs": st.column_config.NumberColumn(format="localized")},
    )  # fmt: skip
    picked = state.selection.rows
    if picked and picked[0] < len(ids):
        value = ids[picked[0]]
        if value != address.one_of("chain", ids):
            address.say_beside("chain", value)
    pages = -(-chains.total(answer) // _PAGE)
    if pages > 1:
        turn = f"flows.chains.page.{page}"
        st.pagination(pages, default=min(page, pages), key=turn, on_change=lambda: address.turn_to(st.session_state[turn]))
    return value


def _row(visit: Visit, legs: chains.Chain) -> dict[str, Any]:
    first, words = legs[0], visit.words
    followed = {leg["before"] for leg in legs}
    ends = [leg["importer_name"] for leg in legs if leg["transfer"] not in followed]
    places = list(dict.fromkeys(place for leg in legs for place in leg["places"] or ()))
    unknown = first["unknown_legs"]
    return {
        "Weakest": verdict(words, first["chain_verdict"]).text,
        "First exporter": first["exporter_name"],
        "Ends with": listed(list(dict.fromkeys(ends)), 2),
        "Reaches": place_words(words, places),
        "Legs": first["transfers"] + unknown,
        "Not recorded": number(unknown) if unknown else "–",
        "Begins with": first["chain"],
    }


def _reach(visit: Visit, chosen: Filter) -> Picked:
    answer = visit.ask("reach", chosen)

    def draw() -> Picked:
        if not answer.rows:
            st.info(plain(reach.caption(answer)), icon=":material/conversion_path:")
            return None
        _legend(reach.marks(answer, visit.words))
        with st.container(key="matrix"):  # on a narrow page it scrolls sideways rather than squeezing its columns
            option = reach.draw(answer, visit.words, dark=st.context.theme.type == "dark")
            key = f"flows.reach.{exhibit.identity(answer)}"
            picked = _chart(option, reach.height(answer), key, "What each category of data can reach")
        st.caption(plain(reach.caption(answer)))
        return reach.picked(picked, answer)

    return show_exhibit(visit, "reach", answer, chosen, draw, reach.twin(answer, visit.words))


def _chart(option: dict[str, Any], height: int, key: str, alt: str) -> Any:
    # A chart keeps what was chosen in it by place: other data must be another chart.
    look = {"height": height, "theme": None, "renderer": "svg", "alt": alt}
    return st.echarts_chart(option, on_select="rerun", key=key, **look).get("selection")


def _legend(marks: list[Mark]) -> None:
    st.markdown(" ".join(f":{COLOURS.get(mark.id, 'gray')}-badge[{mark.text}]" for mark in marks))
