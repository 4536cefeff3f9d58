"""The facts that the law asks for, answered where they are read: the verdict follows at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from transfer_register.actions import record
from transfer_register.errors import TransferRegisterError, Unavailable
from transfer_register.exhibits.record_words import fact_value
from transfer_register.model.facts import FACTS, STATED_ON_PARTY, Fact, home_of
from transfer_register.screens.fact_input import fact_input, read_input, write_input
from transfer_register.screens.opened_form import open_form
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.visit import Visit

# Questions that stand open; the others wait behind one line.
_MOST = 5
# Derived facts that follow from a party; every other one follows from the transfer.
_OF_A_PARTY = {
    "exporter.country": "exporter", "exporter.regimes": "exporter", "importer.kind": "importer",
}  # fmt: skip
# The answer that was not recorded last, and what each field showed when it was drawn.
_REFUSED, _SHOWN = "register.refused", "answers.shown."


@dataclass(frozen=True)
class Refusal:
    """An answer that was not recorded: where it was given, what was answered, what was seen, and why not."""

    id: str
    name: str
    key: str
    value: Any
    seen: Any
    said: str = ""
    again: bool = False


def show_questions(visit: Visit, id: str, state: dict[str, Any], regimes: list[dict[str, Any]]) -> None:
    """Every fact that would decide, once, with the regimes that ask; an answer is recorded as soon as it is given."""
    asked: dict[str, list[str]] = {}
    for judged in regimes:
        for fact in judged["ask"]:
            # Where one regime alone binds, nobody needs to be told who asks.
            asked.setdefault(fact, []).extend([visit.words.label("regimes", judged["regime"])] if len(regimes) > 1 else [])
    _tell_refused(visit, id)
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
            if visit.past:
                st.markdown(f"{plain(fact.question or fact.label)} {plain(fact_value(visit.words, known, stated))}")
            else:
                _ask(visit, id, name, known, fact.question or fact.label, key, stated)
            if part:
                _tell_refused(visit, id, key)
        if said := _about(visit, state, home) + (f"Asked by {plain(enumerated(regimes))}." if regimes else ""):
            st.caption(said)


def _from_the_record(visit: Visit, id: str, state: dict[str, Any], name: str, question: str, part: str) -> None:
    side = _OF_A_PARTY.get(name)
    kind, record_id = ("party", state[side]) if side else ("transfer", id)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(plain(question), width="stretch")
        if visit.past:
            return
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


def _ask(visit: Visit, id: str, name: str, fact: Fact, question: str, key: str, stated: Any) -> None:
    _show_as_recorded(fact, key, stated)
    fact_input(
        visit.words, fact, stated, visit.today, key=key, label=question, on_change=_answered, args=(visit, id, name, key, stated)
    )


def _show_as_recorded(fact: Fact, key: str, stated: Any) -> None:
    """Lets the field show a newer answer, whoever gave it: what it shows is what the next answer is taken to have seen."""
    shown = f"{_SHOWN}{key}"
    if st.session_state.get(shown, stated) != stated and key in st.session_state:
        write_input(fact, key, stated)
    st.session_state[shown] = stated


def _answered(visit: Visit, id: str, name: str, key: str, seen: Any) -> None:
    home, own = home_of(name)
    fact = STATED_ON_PARTY[own] if home in ("importer", "exporter") else FACTS[name]
    _record(visit, Refusal(id, name, key, read_input(fact, key), seen), fact)


def _record(visit: Visit, tried: Refusal, fact: Fact) -> None:
    st.session_state.pop(_REFUSED, None)
    try:
        record.answer(visit.register, tried.id, tried.name, tried.value, seen=tried.seen, actor=visit.actor, at=visit.clock())
    except TransferRegisterError as error:
        # What is not recorded must not look as if it were: the field shows the record, and the answer can be given again.
        if tried.key in st.session_state:
            write_input(fact, tried.key, tried.seen)
        st.session_state[_REFUSED] = replace(tried, said=str(error), again=isinstance(error, Unavailable))


def _tell_refused(visit: Visit, id: str, key: str | None = None) -> None:
    """Says why an answer was not recorded, above the questions and beside the one that was answered, until the next answer."""
    refused: Refusal | None = st.session_state.get(_REFUSED)
    if refused is None or refused.id != id or key not in (None, refused.key):
        return
    fact = FACTS[refused.name]
    if not refused.again:
        st.error(plain(refused.said), icon=":material/error:")
        return
    st.error(
        f"“{plain(fact.label)}”: the answer “{plain(fact_value(visit.words, fact, refused.value))}” is not recorded. "
        f"{plain(refused.said)}",
        icon=":material/error:",
    )
    st.button("Record it again", key=f"again.{key or id}", on_click=_record, args=(visit, refused, fact))
