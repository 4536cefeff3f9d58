"""What was typed and never saved: kept while somebody types, offered when the same person comes back."""

from __future__ import annotations

import streamlit as st

from transfer_register.exhibits.style import counted, day
from transfer_register.register.drafts import FormDraft, drafts_of, drop_draft, keep_draft
from transfer_register.screens.opened_form import Form, open_draft, opened_form
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# Lines that stand open on the Register screen; the others wait behind one more.
_MOST = 3


def show_drafts(visit: Visit) -> None:
    """One line for each form that this person left unsaved; the form that is open now is not told of."""
    if visit.past:
        return
    form = opened_form()
    found = [draft for draft in drafts_of(visit.register, visit.actor, visit.clock()) if not form or draft.id != form.draft]
    if not found:
        return
    with st.container(border=True, gap="xxsmall", key="drafts"):
        if len(found) == 1:
            _line(visit, found[0], f"You have an unsaved draft: {_told(visit, found[0])}")
            return
        st.markdown(f"You have {counted(len(found), 'unsaved draft')}:")
        for draft in found[:_MOST]:
            _line(visit, draft, _capital(_told(visit, draft)))
        if found[_MOST:]:
            with st.expander(f"{len(found) - _MOST} more", key="more_drafts"):
                for draft in found[_MOST:]:
                    _line(visit, draft, _capital(_told(visit, draft)))


def offer_drafts(visit: Visit, form: Form) -> None:
    """In a form that was opened: the drafts of the same record, to go on with instead."""
    found = [
        draft
        for draft in drafts_of(visit.register, visit.actor, visit.clock())
        if (draft.kind, draft.record) == (form.kind, form.id) and draft.id != form.draft
    ]
    if not found:
        return
    with st.container(border=True, gap="xxsmall", key="drafts_here"):
        for draft in found[:_MOST]:
            lead = "an " if draft.record else ""
            _line(visit, draft, f"You left {lead}{_what(visit, draft)} unsaved on {_when(draft)}.", part="form")


def keep_typed(visit: Visit, form: Form) -> None:
    """Keeps what stands in a form, when it is not what was kept before; nothing is kept while nothing was typed."""
    typed = form.typed
    if form.first is None and form.kept is None:
        form.first = typed
    if typed in (form.kept, form.first):
        if typed == form.first and form.kept is not None:
            forget(visit, form)
        return
    draft = FormDraft(form.draft, visit.actor, visit.clock(), form.kind, form.id, form.version, typed.json())
    if keep_draft(visit.register, draft):
        form.kept = typed


def forget(visit: Visit, form: Form) -> None:
    """Drops the draft of a form that is saved, cancelled or empty again."""
    if form.kept is not None and drop_draft(visit.register, form.draft):
        form.kept = None


def _line(visit: Visit, draft: FormDraft, says: str, part: str = "list") -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"draft_{part}.{draft.id}"):
        st.markdown(f":material/edit_note: {says}", width="stretch")
        st.button("Go on", key=f"draft.{part}.go_on.{draft.id}", on_click=open_draft, args=(draft,))
        st.button(
            "Discard", key=f"draft.{part}.discard.{draft.id}", type="tertiary", on_click=drop_draft,
            args=(visit.register, draft.id),
        )  # fmt: skip


def _what(visit: Visit, draft: FormDraft) -> str:
    """`edit of TR-00012 (Receiver)`, with what was recorded escaped."""
    state = draft.typed["state"]
    if draft.kind == "transfer":
        new = draft.typed["new_parties"].get("importer", {}).get("name")
        name = new or visit.names.get(state.get("importer") or "")
    else:
        name = state.get("name")
    return (f"edit of {plain(draft.record)}" if draft.record else f"a new {draft.kind}") + (f" ({plain(name)})" if name else "")


def _told(visit: Visit, draft: FormDraft) -> str:
    return f"{_what(visit, draft)} of {_when(draft)}."


def _when(draft: FormDraft) -> str:
    return f"{day(draft.at.date())}, {draft.at:%H:%M} UTC"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
