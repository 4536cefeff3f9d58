"""The facts that the law asks for, answered where they are read: the verdict follows at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import record
from transfer_register.errors import TransferRegisterError
from transfer_register.model.facts import FACTS, STATED_ON_PARTY, home_of
from transfer_register.screens.fact_input import fact_input, read_input
from transfer_register.screens.opened_form import open_form
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit

# Questions that stand open; the others wait behind one line.
_MOST = 5
# Derived facts that follow from a party; every other one follows from the transfer.
_OF_A_PARTY = {
    "exporter.country": "exporter", "exporter.regimes": "exporter", "importer.kind": "importer",
}  # fmt: skip
_REFUSED = "register.refused"


def show_questions(visit: Visit, id: str, state: dict[str, Any], regimes: list[dict[str, Any]]) -> None:
    """Every fact that would decide, once, with the regimes that ask; an answer is recorded as soon as it is given."""
    asked: dict[str, list[str]] = {}
    for judged in regimes:
        for fact in judged["ask"]:
            # Where one regime alone binds, nobody needs to be told who asks.
            asked.setdefault(fact, []).extend([visit.words.label("regimes", judged["regime"])] if len(regimes) > 1 else [])
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(plain(refused), icon=":material/error:")
    if not asked:
        return
    st.markdown("##### What would decide")
    names = list(asked)
    for name in names[:_MOST]:
        show_question(visit, id, state, name, regimes=asked[name])
    if names[_MOST:]:
        with st.expander(f"{len(names) - _MOST} more that could decide", key="more_questions"):
            for name in names[_MOST:]:
                show_question(visit, id, state, name, regimes=asked[name])


def show_question(visit: Visit, id: str, state: dict[str, Any], name: str, *, regimes: list[str], part: str = "") -> None:
    """One fact to be answered; `part` tells apart the places of a page that ask for the same fact."""
    fact = FACTS.get(name)
    if fact is None:
        return
    home, own = home_of(name)
    with st.container(gap="xxsmall", key=f"ask.{part}{name.replace('.', '_')}"):
        if home == "derived":
            _from_the_record(visit, id, state, name, fact.question or fact.label, part)
        else:
            key = f"answer.{part}{id}.{name}"
            party = visit.parties.get(state.get(home, ""))
            stated = party.facts.get(own) if party else (state.get("facts") or {}).get(own)
            known = STATED_ON_PARTY[own] if party else fact
            fact_input(
                visit.words, known, stated, visit.today, key=key, label=fact.question or fact.label,
                on_change=_answered, args=(visit, id, name, key),
            )  # fmt: skip
        if said := _about(visit, state, home) + (f"Asked by {plain(enumerated(regimes))}." if regimes else ""):
            st.caption(said)


def _from_the_record(visit: Visit, id: str, state: dict[str, Any], name: str, question: str, part: str) -> None:
    side = _OF_A_PARTY.get(name)
    kind, record_id = ("party", state[side]) if side else ("transfer", id)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(plain(question), width="stretch")
        st.button(
            "Record it",
            icon=":material/edit:",
            key=f"record.{part}{name}",
            on_click=open_form,
            args=(visit.register, kind, record_id),
        )


def _about(visit: Visit, state: dict[str, Any], home: str) -> str:
    if home in ("importer", "exporter"):
        return f"About {plain(visit.names.get(state[home], state[home]))}, for all its transfers. "
    return ""


def _answered(visit: Visit, id: str, name: str, key: str) -> None:
    home, own = home_of(name)
    fact = STATED_ON_PARTY[own] if home in ("importer", "exporter") else FACTS[name]
    try:
        record.answer(visit.register, id, name, read_input(fact, key), actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        st.session_state[_REFUSED] = str(error)
