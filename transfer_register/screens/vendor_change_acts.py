"""What the register would do on the effective day: a row an act, with its tick, its reasons, and what a person must decide."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from transfer_register.actions import take_in
from transfer_register.actions.list_changes import Proposal, ProposedAct
from transfer_register.errors import TransferRegisterError
from transfer_register.exhibits.style import counted, day, listed
from transfer_register.model.roles import ROLES
from transfer_register.screens.choice import controlled
from transfer_register.screens.plain import cannot, plain, shortened
from transfer_register.screens.same_party import ask_same
from transfer_register.screens.vendor_change_work import HOLDING, Work, proposal_of
from transfer_register.screens.visit import Visit

_ACTS = {
    "begin": ("Begins", "green", "add_circle"), "end": ("Ends", "red", "do_not_disturb_on"),
    "replace": ("Changes", "blue", "edit"), "unchanged": ("As recorded", "gray", "done"), "none": ("No act", "gray", "remove"),
}  # fmt: skip
WRITTEN = ("begin", "end", "replace")
_NONE = ""
_LONG = 160


def show_acts(visit: Visit, work: Work, who: take_in.Options, effective_on: date | None) -> Proposal | None:
    """Draws the rows; gives back what would be done, or None where there is nothing to be seen yet."""
    if effective_on is None:
        st.caption("Say above on which day the change takes effect; then this shows what begins and what ends on that day.")
        return None
    _holding(visit, work)
    try:
        proposal = proposal_of(visit, work, who, effective_on)
    except TransferRegisterError as error:
        cannot(error)
        return None
    if proposal is None:
        return None
    ask_same(proposal, work.key("same"))
    st.markdown(f"**{plain(sentence(proposal, work))}.** Until then it stays as it is, and its earlier days stay as they were.")
    shown = [act for act in proposal.acts if act.act in WRITTEN or act.decision != "ready"]
    quiet = [act for act in proposal.acts if act not in shown]
    if shown:
        with st.container(border=True, gap="xsmall", key="vendor_acts"):
            for act in shown:
                _row(visit, work, act)
    if quiet:
        with st.expander(f"{counted(len(quiet), 'difference')} from which no act follows", key=work.key("quiet")):
            st.markdown("\n".join(f"- {plain(act.says)}" for act in quiet))
    return proposal


def written(proposal: Proposal, work: Work) -> list[ProposedAct]:
    """The acts that would be written: those with a tick that nothing blocks."""
    return [act for act in proposal.acts if act.writes and act.key not in work.left_out]


def sentence(proposal: Proposal, work: Work) -> str:
    """`On 1 December 2026: 2 begin, 1 ends, 1 changes`."""
    acts = [act.act for act in written(proposal, work)]
    words = {"begin": ("begins", "begin"), "end": ("ends", "end"), "replace": ("changes", "change")}
    parts = [f"{acts.count(act)} {words[act][acts.count(act) != 1]}" for act in WRITTEN if act in acts]
    if parts:  # the first of them says what is counted
        count, _, word = parts[0].partition(" ")
        parts[0] = f"{counted(int(count), 'transfer')} {word}"
    left_out = sum(act.key in work.left_out for act in proposal.acts)
    blocked = sum(act.decision == "blocked" and act.act in WRITTEN for act in proposal.acts)
    more = [f"{left_out} left out"] if left_out else []
    more += [f"{blocked} not possible so"] if blocked else []
    said = listed(parts) if parts else "no transfer begins, ends or changes"
    return "; ".join([f"On {day(proposal.effective_on)}: {said}", *more])


def _holding(visit: Visit, work: Work) -> None:
    words = visit.words
    with st.expander("What holds for every new transfer", key=work.key("holding")):
        grid = st.grid(2, min_column_width=230, gap="small")
        for name, label in (("exporter_role", "Role of who sends"), ("importer_role", "Role of the recipients")):
            with grid.cell():
                labels = words.labels("roles")
                value = work.holding.get(name)
                work.holding[name] = st.selectbox(
                    label, ROLES, index=ROLES.index(value) if value else None, key=work.key(name), placeholder="Not known",
                    format_func=labels.get, persist_state="session",
                )  # fmt: skip
        for name, label in (("data_categories", "Categories of data"), ("data_subjects", "Data subjects")):
            with grid.cell():
                work.holding[name] = _terms(label, words.labels(name), work, name)
        st.caption("Recorded for each transfer that begins and whose row does not say otherwise.")
    work.holding = {name: work.holding[name] for name in HOLDING}


def _terms(label: str, labels: dict[str, str], work: Work, name: str) -> tuple[str, ...]:
    value: Any = st.multiselect(
        label, list(labels), default=list(work.holding.get(name) or ()), key=work.key(name), placeholder="Not stated",
        format_func=labels.get, persist_state="session",
    )  # fmt: skip
    return tuple(value)


def _row(visit: Visit, work: Work, act: ProposedAct) -> None:
    word, colour, icon = _ACTS[act.act]
    key = work.key(f"take.{act.key}")
    controlled(key, act.writes and act.key not in work.left_out)
    with st.container(key=f"vendor_act_{act.key}"):
        left, right = st.columns([5, 9], gap="small")
    name = shortened(act.difference.recipient, 60)
    with left, st.container(horizontal=True, gap="xsmall", key=f"vendor_tick_{act.key}"):
        # The label of a field is read aloud as it stands, so that marks of Markdown have no place in it.
        st.checkbox(
            f"{word}: {name}", key=key, disabled=not act.writes, on_change=_ticked, args=(work, act.key, key),
            label_visibility="collapsed", width="content",
        )  # fmt: skip
        st.markdown(f"{plain(name)} :{colour}-badge[:material/{icon}: {word}]", width="stretch")
    with right:
        st.markdown("  \n".join(_lines(act)))
        if act.candidates and (len(act.candidates) > 1 or act.decision != "ready" or act.key in work.chosen):
            _candidates(work, act)
        elif act.key in work.chosen:
            _chosen_before(work, act)
        labels = visit.words.labels("flags")
        doubts = {labels.get(flag, flag) for flag in (*act.difference.flags, "country_undetermined")}
        if doubts & set(act.why) or act.key in work.settled:
            _settle(work, act)


def _lines(act: ProposedAct) -> list[str]:
    tone, icon = {"blocked": ("red", "error"), "decide": ("orange", "error")}.get(act.decision, ("gray", "info"))
    lines = [plain(act.says)]
    lines += [
        f":small[{plain(each.heading)}: :gray[~~{_short(each.was)}~~] :material/arrow_forward: **{_short(each.now)}**]"
        for each in act.fields
    ]
    if act.carried:
        lines.append(f":small[:gray[Carried over from what is recorded: {plain(listed(act.carried))}.]]")
    return lines + [f":{tone}[:material/{icon}: {plain(why[:1].upper() + why[1:])}]" for why in act.why]


def _short(text: str) -> str:
    return plain(shortened(text or "–", _LONG))


def _candidates(work: Work, act: ProposedAct) -> None:
    """Which of the recorded transfers are meant, where several may be."""
    titles = {each.id: f"{each.title}{f', {each.period}' if each.period else ''}" for each in act.candidates}
    said = work.chosen.get(act.key)
    begin = [] if said is None else list(said) or [_NONE]
    key = work.key(f"chosen.{act.key}")
    controlled(key, begin)
    st.multiselect(
        "Which transfers of the register are meant", [*titles, _NONE], key=key, placeholder="Not decided",
        format_func=lambda id: titles.get(id, "None of them"), on_change=_chosen, args=(work, act.key, key),
    )  # fmt: skip


def _chosen_before(work: Work, act: ProposedAct) -> None:
    """What was answered, and the way to answer otherwise, where the question itself is settled by it."""
    ids = work.chosen[act.key]
    said = f"Meant, as you said: {plain(listed(ids))}." if ids else "None of the recorded transfers is meant, as you said."
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":small[:gray[{said}]]", width="content")
        st.button("Ask again", key=work.key(f"again.{act.key}"), type="tertiary", on_click=work.chosen.pop, args=(act.key, None))


def _chosen(work: Work, act: str, key: str) -> None:
    ids = st.session_state.get(key) or []
    if not ids:
        work.chosen.pop(act, None)
    else:
        # What was said last holds: a transfer, or that it is none of them.
        work.chosen[act] = () if ids[-1] == _NONE else tuple(id for id in ids if id != _NONE)


def _settle(work: Work, act: ProposedAct) -> None:
    key = work.key(f"settled.{act.key}")
    controlled(key, act.key in work.settled)
    st.checkbox("I looked at it: it is right as it stands", key=key, on_change=_settled, args=(work, act.key, key))


# A field that just left the page reports what it showed: what it says is taken, never the contrary of what was.


def _settled(work: Work, act: str, key: str) -> None:
    (work.settled.add if st.session_state.get(key) else work.settled.discard)(act)


def _ticked(work: Work, act: str, key: str) -> None:
    (work.left_out.discard if st.session_state.get(key, True) else work.left_out.add)(act)
