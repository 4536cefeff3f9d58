"""What would change one transfer, and the cheapest fix of many: acts tried on demand, with what each was found to change."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import fix as fixing
from transfer_register.actions.fix import Change, Fix, Left, WouldChange
from transfer_register.actions.fix_plan import Step
from transfer_register.assessment.act import Act
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import band, counted
from transfer_register.model.facts import FACTS
from transfer_register.model.filter import Filter
from transfer_register.screens import address, fix_words
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.days import sentence
from transfer_register.screens.plain import cannot, enumerated, plain
from transfer_register.screens.show import show_table
from transfer_register.screens.visit import Visit

_ONE, _MANY = "fixes.one", "fixes.many"
# An address holds so many transfers; a longer list is in the table and its file.
_LINKED = 200
_COLOURS = {"form": "green", "contract": "blue", "organisation": "violet", "engineering": "orange", "stop": "gray"}
_PERMITTED = "permitted"


def show_what_would_change(visit: Visit, transfer_id: str) -> None:
    """A button that tries every act on one transfer, and what came of it."""
    st.markdown("##### What would change it")
    st.caption(
        "Each act is tried: the law and the score of the day judge the record as it would then stand. Nothing is written, and "
        "an act that changes nothing is not shown."
    )
    key = _digest(visit, transfer_id)
    would = _kept(_ONE, key)
    if would is None:
        room = st.empty()
        if not room.button("Try the acts", icon=":material/science:", key=f"fixes.try.{transfer_id}"):
            return
        room.empty()
        with st.spinner("Every act is judged"):
            try:
                would = fixing.what_would_change(visit.register, visit.sight, transfer_id)
            except TransferRegisterError as error:
                cannot(error)
                return
        st.session_state[_ONE] = (key, would)
    _would(visit, would)


def show_cheapest(visit: Visit, filter: Filter) -> None:
    """What mends the most of the chosen transfers with the least effort: a list of acts, their transfers, and what is left."""
    st.caption(f"{plain(filter.sentence(visit.words, visit.titles))}. {sentence(visit.on, visit.law_on, visit.known_on)}.")
    with st.container(horizontal=True, vertical_alignment="bottom", key="fixes.choice"):
        target = st.selectbox(
            "To reach", _targets(visit), format_func=lambda id: _target(visit, id), key="fixes.target", width=360
        )
        asked = st.button("Find the cheapest fix", icon=":material/science:", type="primary", key="fixes.find")
    key = _digest(visit, filter.json(), target)
    fix = _kept(_MANY, key)
    if fix is None and asked:
        bar = st.progress(0.0, "The register is read")
        try:
            wanted = None if target == _PERMITTED else target
            fix = fixing.cheapest(visit.register, visit.sight, filter, wanted, tell=lambda said, share: bar.progress(share, said))
        except TransferRegisterError as error:
            cannot(error)
            return
        finally:
            bar.empty()
        st.session_state[_MANY] = (key, fix)
    if fix is None:
        st.caption(
            "Every act is tried on every transfer, alone and together with others; on thousands of them that takes a while."
        )
        return
    show_fix(visit, fix)


def _would(visit: Visit, would: WouldChange) -> None:
    if not would.changes:
        st.markdown("No single act changes its verdict or its band.")
    for change in would.changes:
        _change(visit, would, change)
    if would.together:
        st.markdown("##### Only together")
        st.caption("No act is enough alone. These, done together, were found to make every regime carry the transfer.")
        for act in would.together:
            st.markdown(f"{_effort(act)} {plain(act.title)}{_provided(act)}", help=plain(act.says))
    elif would.left:
        st.markdown(f":material/block: **Nothing in the list mends it.** {plain(would.left.says)}")


def _change(visit: Visit, would: WouldChange, change: Change) -> None:
    act, words = change.act, visit.words
    moved = "  \n".join(fix_words.moved(words, would.before, change.after))
    open_still = fix_words.stays_open(words, fixing.acts(), change.after)
    shown = [f"{_effort(act)} **{plain(act.title)}**", moved, *(f":small[{plain(each)}]" for each in open_still)]
    shown.append(f":small[:gray[{plain(fix_words.certainty(act))} {plain('; '.join(act.cites))}]]")
    with st.container(border=True, key=f"fixes.change.{act.id}", gap="xxsmall"):
        st.markdown("  \n".join(shown), help=plain(act.says))


def show_fix(visit: Visit, fix: Fix) -> None:
    """A fix that was found: each act with what it finishes, the way to the transfers, what nothing mends, and the table twin."""
    twin, made_at = fix_words.table(fix, fixing.acts()), visit.register.applied
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="fixes.head"):
        st.markdown(plain(fix_words.summary(fix)))
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", width="content"):
            as_table = st.toggle("As a table", key="fixes.table", persist_state="session")
            st.download_button(
                "CSV", lambda: csv_bytes(twin, made_at), file_name=f"cheapest_fix_{visit.on}.csv", mime="text/csv",
                on_click="ignore", icon=":material/download:", key="fixes.csv",
                help="Each transfer with the acts that mend it, as a file",
            )  # fmt: skip
    if as_table:
        show_table(twin, key="fixes.grid", alt="Cheapest fix")
        return
    st.caption(
        "Each round takes the lightest effort in which an act finishes transfers, and of it the act that finishes the most. What "
        "is mended is counted once, with the act that finished it; every mend was judged anew with all its acts done."
    )
    for number, step in enumerate(fix.steps, start=1):
        _step(visit, number, step)
    if fix.left:
        st.markdown("##### Not mended")
    for number, left in enumerate(fix.left):
        _left(visit, number, left)


def _step(visit: Visit, number: int, step: Step) -> None:
    act, mends = step.act, len(step.mends)
    with st.container(border=True, key=f"fixes.step.{act.id}", gap="xxsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"{number}. {_effort(act)} **{plain(act.title)}**", help=plain(act.says), width="stretch")
            _opens(visit, f"fixes.open.{act.id}", step.mends or step.needed_by, "mended" if mends else "need it")
        told = f"Finishes {counted(mends, 'transfer')}" if mends else "Finishes none by itself"
        if len(step.needed_by) > mends:
            told += f"; part of what mends {counted(len(step.needed_by), 'transfer')}"
        told += f" ({counted(step.recipients, 'recipient')})"
        st.markdown(f"{told}{_provided(act)}  \n:small[:gray[{plain('; '.join(act.cites))}]]")


def _left(visit: Visit, number: int, left: Left) -> None:
    with st.container(border=True, key=f"fixes.left.{number}", gap="xxsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f":material/block: {plain(left.says)}", width="stretch")
            _opens(visit, f"fixes.open_left.{number}", left.transfers, "left")
        if left.ask:
            asked = enumerated([plain(FACTS[fact].label) for fact in left.ask], last="or")
            st.markdown(f":small[:gray[Asked most: {asked}]]")


def _opens(visit: Visit, key: str, transfers: tuple[str, ...], what: str) -> None:
    """A button to the register, filtered to these transfers; of very many, to the first ones."""
    first = f"First {_LINKED} of " if len(transfers) > _LINKED else ""
    if st.button(f"{first}{len(transfers):,} {what}", icon=":material/filter_list:", type="tertiary", key=key):
        chosen = Filter(transfers=transfers[:_LINKED])
        st.switch_page(visit.pages["register"], query_params=address.link(chosen, **visit.days))


def _effort(act: Act) -> str:
    return f":{_COLOURS.get(act.effort.id, 'gray')}-badge[{plain(act.effort.label)}]"


def _provided(act: Act) -> str:
    icon, says = fix_words.RESTS_ON[act.rests_on]
    told = f"{says} {act.provided[:1].upper()}{act.provided[1:]}."
    return f"  \n:small[:material/{icon}: {plain(told)}]" if act.provided else ""


def _targets(visit: Visit) -> list[str]:
    edition = visit.register.kits.ranking.on(visit.law_on) if len(visit.register.kits) else None
    bands = [each.id for each in edition.bands if each.lowest is not None] if edition else []
    # From severe nobody needs a fix.
    return [_PERMITTED, *reversed(bands[1:])]


def _target(visit: Visit, id: str) -> str:
    return "A verdict that permits" if id == _PERMITTED else f"That, and risk left {band(visit.words, id).word.lower()} or lower"


def _digest(visit: Visit, *more: str) -> tuple[Any, ...]:
    """What an answer holds for: the days, the last entry, the law, the acts, and what was asked."""
    law = visit.law.in_force(visit.law_on).digest
    return visit.on, visit.law_on, visit.known_on, visit.register.applied.sequence, law, fixing.acts().digest, *more


def _kept(place: str, key: tuple[Any, ...]) -> Any:
    kept = st.session_state.get(place)
    return kept[1] if kept and kept[0] == key else None
