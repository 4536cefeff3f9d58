"""Names of a list that may mean a party that is known already: one question each, and nothing is taken for the same unasked."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions.take_in import Preview, PreviewedParty
from transfer_register.exhibits.style import counted, number
from transfer_register.screens.plain import plain

# So many questions are shown at once; the next come when these are answered.
_AT_ONCE = 12
_FEW = 4


def ask_same(preview: Preview, key: str) -> None:
    """Draws the questions; the answers are kept under `key` (party key -> id, or "" for a new party)."""
    asked = [party for party in preview.parties if party.similar]
    if not asked:
        return
    said: dict[str, str] = st.session_state.get(key) or {}
    open_ones = [party for party in asked if party.key not in said]
    title = (
        f"{counted(len(open_ones), 'name')} may mean a party that is known"
        if open_ones
        else f"{counted(len(asked), 'name')} compared with parties that are known"
    )
    with st.expander(title, icon=":material/join_inner:", expanded=0 < len(open_ones) <= _FEW, key=f"{key}.open"):
        st.caption("Nothing is taken for the same by itself. Until you say so, each name becomes a party of its own.")
        shown = asked if len(asked) <= _AT_ONCE else (open_ones or asked)[:_AT_ONCE]
        for party in shown:
            _ask(party, said.get(party.key), key)
        if len(open_ones) > len(shown):
            st.caption(f"and {number(len(open_ones) - len(shown))} more after these")


def _ask(party: PreviewedParty, said: str | None, key: str) -> None:
    like = {each.id: each for each in party.similar}
    choices = ["", *like]
    widget = f"{key}.{party.key}"
    st.selectbox(
        f"{plain(party.name)} is", choices, index=choices.index(said) if said in choices else None, key=widget,
        # A name that is known under another number is that party until somebody says otherwise.
        placeholder="Not decided: the party of this name" if party.id and said is None else "Not decided: a party of its own",
        format_func=lambda id: str(like[id]) if id else "A party of its own",
        on_change=_say, args=(key, party.key, widget),
    )  # fmt: skip


def _say(key: str, party: str, widget: str) -> None:
    said = dict(st.session_state.get(key) or {})
    chosen = st.session_state.get(widget)
    st.session_state[key] = {k: v for k, v in said.items() if k != party} if chosen is None else said | {party: chosen}
