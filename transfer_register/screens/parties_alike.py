"""Parties of the register that may be the same: one question a pair, to merge them or to say that they are two."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from transfer_register.actions import alike_parties
from transfer_register.actions.alike_parties import Pair
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, country, number
from transfer_register.model.party import Party
from transfer_register.screens.live import draw_when
from transfer_register.screens.parties_opened import open_merge
from transfer_register.screens.plain import cannot, plain
from transfer_register.screens.visit import Visit

# So many questions are shown at once; the next come when these are answered, or asked for.
_AT_ONCE, _NEXT = 3, 10
_MORE = "parties.alike.shown"
# Seconds that the page waits for the comparison of more parties than these; fewer take no time.
_PATIENCE, _MANY = 1.0, 3000
_BESIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="parties_alike")


def show_alike(visit: Visit, *, unfolded: bool) -> None:
    """Draws the questions that are open, and what was answered; nothing where no two parties are alike."""
    if visit.past:
        return
    place = str(visit.register.path)
    comparing = _comparing(visit.parties, place, _names(visit, place, visit.register.known(None)))
    try:
        found = comparing.result(timeout=_PATIENCE if len(visit.parties) > _MANY else None)
    except TimeoutError:
        st.caption(f":material/hourglass_empty: Comparing the names of {counted(len(visit.parties), 'party', 'parties')} …")
        draw_when(comparing.done)
        return
    apart = alike_parties.told_apart(visit.register)
    asked = alike_parties.open_pairs(found, apart)
    if not asked and not apart:
        return
    title = f"{counted(len(asked), 'pair')} may be the same party" if asked else "No two parties are taken for the same"
    # Beside an open party it begins folded: the two states are two widgets.
    key = "parties.alike.list" if unfolded else "parties.alike.beside"
    with st.expander(title, icon=":material/join_inner:", expanded=unfolded and bool(asked), key=key):
        shown = st.session_state.get(_MORE, _AT_ONCE)
        for pair in asked[:shown]:
            _ask(visit, pair)
        if len(asked) > shown:
            label = f"Show {number(min(len(asked) - shown, _NEXT))} more"
            st.button(label, key="parties.alike.more", type="tertiary", on_click=_show_more, args=(shown,))
        if apart:
            _answered(visit, apart)


def _ask(visit: Visit, pair: Pair) -> None:
    key = f"{pair.one}.{pair.other}"
    left, right = st.columns([8, 3], gap="small", vertical_alignment="center")
    with left:
        st.markdown(f"{_both(visit, pair.one, pair.other)}  \n:small[:gray[{plain(why(pair))}]]")
    with right, st.container(horizontal=True, horizontal_alignment="right", key=f"parties_pair_{pair.one}_{pair.other}"):
        # The one that was recorded first is proposed to stay.
        merge = {"on_click": open_merge, "args": (pair.one, pair.other)}
        st.button("Merge", icon=":material/merge:", key=f"parties.alike.merge.{key}", **merge)
        said = "They are two, and this is not asked again; it can be taken back below."
        if st.button("Not the same", key=f"parties.alike.two.{key}", help=said):
            _tell_apart(visit, pair)


def why(pair: Pair) -> str:
    """`95 %: the same name but for the legal form`."""
    text = str(pair.like)
    return text[text.rfind("(") + 1 :].removesuffix(")") if "(" in text else text


def _both(visit: Visit, *pair: str) -> str:
    said = []
    for party in (visit.parties[id] for id in pair):
        place = f" :gray[{plain(country(visit.words, party.country))}]" if party.country else ""
        said.append(f"**{plain(party.name)}**{place}")
    # Two that read the same are told by their references.
    told = [f"{each} `{id}`" for each, id in zip(said, pair, strict=True)] if said[0] == said[1] else said
    return " and ".join(told)


def _tell_apart(visit: Visit, pair: Pair) -> None:
    try:
        alike_parties.not_the_same(visit.register, pair.one, pair.other, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        cannot(error)
        return
    st.rerun()


def _answered(visit: Visit, apart: dict[tuple[str, str], tuple[str, int]]) -> None:
    there = [pair for pair in apart if all(id in visit.parties for id in pair)]
    if not there:
        return
    with st.popover(f"{counted(len(there), 'pair')} told apart", icon=":material/call_split:", key="parties.apart"):
        for one, other in there:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_both(visit, one, other), width="stretch")
                again = st.button("Ask again", key=f"parties.again.{one}.{other}")
            if again:
                try:
                    alike_parties.ask_again(visit.register, one, other, actor=visit.actor, at=visit.clock())
                except TransferRegisterError as error:
                    cannot(error)
                    return
                st.rerun()


def _show_more(shown: int) -> None:
    st.session_state[_MORE] = shown + _NEXT


# Names are compared anew only when the journal moved on, and then only when a name did. It is done beside the page, which
# waits a moment for it: thirty thousand names take some seconds.
@st.cache_resource(max_entries=4, show_spinner=False)
def _comparing(_parties: Mapping[str, Party], place: str, names: int) -> Future[list[Pair]]:
    return _BESIDE.submit(alike_parties.pairs, _parties)


@st.cache_data(max_entries=8, show_spinner=False)
def _names(_visit: Visit, place: str, known: int) -> int:
    """A number that is another one when a name, website or identifier is."""
    return hash(tuple((id, each.name, each.aliases, each.domains, each.identifiers) for id, each in _visit.parties.items()))
