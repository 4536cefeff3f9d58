"""Which form is open: kept in `session_state` under `form`, with what is typed under `form.`, until it is saved or cancelled.

What stands in the fields is copied into the form on every run, so that it outlives them: a page that could not be drawn
while the journal was away, or the view of two changes in their place, takes nothing from who typed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from transfer_register.actions.merge import Meanwhile
from transfer_register.errors import Problem
from transfer_register.register.drafts import FormDraft, new_id
from transfer_register.register.register import Register

FORM, FIELDS = "form", "form."


@dataclass
class Typed:
    """What stands in a form: the state of the record, the states of new parties to record with it (by side), the reason."""

    state: dict[str, Any]
    new_parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    why: str = ""

    def json(self) -> dict[str, Any]:
        return {"state": self.state, "new_parties": self.new_parties, "why": self.why}


@dataclass
class Form:
    """An open form: `kind` is transfer, party or ending; `id` and `version` of the record are None while it is new.

    `begins` fills the fields when they are drawn for the first time, `typed` is what stands in them now. `first` is what
    stood in them before anything was typed, `kept` what the draft `draft` holds of it. `fields` begins the keys of the
    fields. `gone` are chosen parties that others took away, by side. `meanwhile` is what others did to the record, once a
    save was refused for it, and `once_more` says that it came again.
    """

    kind: str
    id: str | None
    version: int | None
    begins: Typed
    draft: str
    fields: str = FIELDS
    typed: Typed | None = None
    first: Typed | None = None
    kept: Typed | None = None
    problems: list[Problem] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    meanwhile: Meanwhile | None = None
    once_more: bool = False


def open_form(register: Register, kind: str, id: str | None = None) -> None:
    """Opens the form of a `transfer` or a `party`, new without `id`; another form that was open closes, its draft stays."""
    close_form()
    found = register.record(id) if id else None
    version, state = (found.version, found.state) if found else (None, {})
    st.session_state[FORM] = Form(kind, id, version, Typed(state), new_id(kind, id))


def open_draft(draft: FormDraft) -> None:
    """Opens the form of a draft as it was left."""
    close_form()
    typed = Typed(**draft.typed)
    # Keys of its own: fields of a form that was open until now must not hand their contents on to this one.
    st.session_state[FORM] = Form(
        draft.kind, draft.record, draft.version, typed, draft.id, fields=f"{FIELDS}{draft.id.rpartition('.')[2]}.", kept=typed
    )


def open_ending(register: Register, id: str) -> None:
    """Opens the question whether a record is to be taken away."""
    open_form(register, "ending", id)


def opened_form() -> Form | None:
    """The form that is open; it may be written to."""
    return st.session_state.get(FORM)


def take_up(form: Form) -> None:
    """Lets fields that were not drawn a moment ago begin with what stood in them."""
    if form.typed is not None and f"{form.fields}why" not in st.session_state:
        form.begins = form.typed
        _forget(form.fields)


def begin_again(form: Form, typed: Typed) -> None:
    """Puts other contents into the fields."""
    form.begins = form.typed = typed
    _forget(form.fields)


def close_form() -> None:
    """Closes the form and forgets what stood in it."""
    _forget(FIELDS)
    st.session_state.pop(FORM, None)


def _forget(prefix: str) -> None:
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]
