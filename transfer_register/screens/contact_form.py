"""The dialogs in which a contact is written or erased. What is typed stays in them until it is saved; no draft is kept of it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from transfer_register.actions import contacts
from transfer_register.errors import Problem, Stale, TransferRegisterError
from transfer_register.register.contacts import Contact
from transfer_register.screens.opened_form import close_form, opened_form
from transfer_register.screens.plain import enumerated, plain
from transfer_register.screens.problem_notes import ProblemNotes
from transfer_register.screens.visit import Visit

# What is open: `{act, party, id, version, role, typed, problems, newer}`; the fields stand under `contact.`.
OPENED, FIELDS = "contact", "contact."
_PLACEHOLDERS = {"name": "As they sign", "email": "name@example.org", "phone": "+41 ...", "address": "", "note": ""}
_REASON = "Stays in the history for ever, so it must not say who the person is: no names, no addresses."
_BACKUPS = (
    "Backups made until now still hold it, and restoring one brings it back. Let them expire, and erase again after restoring: "
    "`python -m transfer_register contact repeat erased.json`, with the list that stands beside this register."
)


def open_contact(party: str, contact: Contact | None = None) -> None:
    """Opens the form of a contact of a party, a new one unless one is given."""
    _open("edit" if contact else "add", party, contact)


def open_contact_erasing(contact: Contact) -> None:
    """Opens the question whether, and on what ground, a contact is to be erased."""
    _open("erase", contact.party, contact)


def show_contact_form(visit: Visit, party: str) -> None:
    """Draws the dialog that is open for a contact of this party, if one is."""
    form = st.session_state.get(OPENED)
    if form is None or form["party"] != party or opened_form() is not None or visit.past:
        return
    title = {"add": "Add a contact", "edit": f"Edit contact {form['id']}", "erase": f"Erase contact {form['id']}"}[form["act"]]
    # A click beside it must not lose what was typed: it closes by its own buttons only.
    st.dialog(title, dismissible=False)(_erasing if form["act"] == "erase" else _editing)(visit, form)


def _open(act: str, party: str, contact: Contact | None) -> None:
    close_form()
    _close()
    person = contact.person.model_dump() if contact and contact.person else {}
    st.session_state[OPENED] = {
        "act": act, "party": party, "id": contact.id if contact else None, "version": contact.newest if contact else None,
        "role": contact.role if contact else None, "typed": person, "problems": [], "newer": None,
    }  # fmt: skip


def _close() -> None:
    for key in [key for key in st.session_state if str(key).startswith(FIELDS) or key == OPENED]:
        del st.session_state[key]


def _editing(visit: Visit, form: dict[str, Any]) -> None:
    notes = ProblemNotes(form["problems"])
    if form["newer"]:
        st.warning(plain(form["newer"]), icon=":material/group:")
    top = st.container()
    roles = list(visit.words.lists[contacts.ROLES])
    role = st.selectbox(
        "Role", roles, index=roles.index(form["role"]) if form["role"] in roles else None, key=FIELDS + "role",
        format_func=lambda id: visit.words.label(contacts.ROLES, id), placeholder="Choose what they are asked for",
    )  # fmt: skip
    notes.beside("Role")
    if role and (term := visit.words.lists[contacts.ROLES][role]).says:
        st.caption(plain(f"{term.says} ({term.source})"))
    typed = {field: _field(form, field, heading, notes) for field, heading in contacts.FIELDS.items()}
    if form["act"] == "edit":
        st.caption("Somebody else has taken over? Then erase this contact and add the new one: a change keeps who it was before.")
    why = _why()
    notes.beside("Reason")
    with top:
        notes.elsewhere()
    if _buttons("Save", ":material/check:"):
        _save(visit, form, role, typed, why)


def _field(form: dict[str, Any], field: str, heading: str, notes: ProblemNotes) -> str:
    draw, size = (st.text_area, {"height": 80}) if field in ("address", "note") else (st.text_input, {})
    # No browser should offer, or keep, what was typed of somebody else.
    size |= {"autocomplete": "off"} if draw is st.text_input else {}
    text = draw(heading, form["typed"].get(field) or "", key=FIELDS + field, placeholder=_PLACEHOLDERS[field], **size)
    notes.beside(heading)
    return text


def _save(visit: Visit, form: dict[str, Any], role: str | None, typed: dict[str, str], why: str | None) -> None:
    form |= {"newer": None, "problems": contacts.check_contact(visit.register, role, typed, why)}
    if form["problems"]:
        st.rerun()
    by = {"actor": visit.actor, "at": visit.clock(), "why": why}
    try:
        if form["act"] == "add":
            id = contacts.add(visit.register, form["party"], role, typed, **by)
        else:
            id = form["id"]
            contacts.change(visit.register, id, form["version"], role, typed, **by)
    except Stale:
        _overtaken(visit, form)
        st.rerun()
    except TransferRegisterError as error:
        form["problems"] = getattr(error, "problems", None) or [Problem("", str(error))]
        st.rerun()
    _close()
    st.toast(f"{id} is recorded.", icon=":material/check:")
    st.rerun()


def _overtaken(visit: Visit, form: dict[str, Any]) -> None:
    """Somebody else was quicker: says what they wrote; what is typed here stays, and goes on top when it is saved again."""
    theirs = contacts.contact(visit.register, form["id"])
    if theirs.person is None:
        form["newer"] = f"{form['id']} was erased while you had it open. It cannot be changed any more."
        return
    now = theirs.person.model_dump()
    changed = [field for field in now if now[field] != form["typed"].get(field)]
    told = enumerated([f"{contacts.FIELDS[field]} is now “{now[field] or ''}”" for field in changed])
    role = "" if theirs.role == form["role"] else f" Role is now {visit.words.label(contacts.ROLES, theirs.role)}."
    form["version"] = theirs.newest
    form["newer"] = (
        f"{theirs.actor} changed this contact while you had it open{': ' if told else ''}{told}.{role} "
        "Nothing of yours is written yet; save again to put yours in its place."
    )


def _erasing(visit: Visit, form: dict[str, Any]) -> None:
    notes = ProblemNotes(form["problems"])
    name = form["typed"].get("name") or form["typed"].get("email")
    whom = f"Everything recorded of **{plain(name)}** is" if name else f"Everything recorded with {plain(form['id'])} is"
    st.markdown(f"{whom} erased for good, in all its versions. That somebody was there in this role stays, with the ground.")
    top = st.container()
    ground = st.selectbox(
        "Ground", list(visit.words.lists[contacts.GROUNDS]), index=None, key=FIELDS + "ground", placeholder="Choose why",
        format_func=lambda id: visit.words.label(contacts.GROUNDS, id),
    )  # fmt: skip
    notes.beside("Ground")
    if ground:
        term = visit.words.lists[contacts.GROUNDS][ground]
        st.caption(plain(f"{term.says} ({term.source})"))
    why = _why()
    notes.beside("Reason")
    with top:
        notes.elsewhere()
    st.info(_BACKUPS, icon=":material/backup:")
    if not _buttons("Erase for good", ":material/delete_forever:"):
        return
    try:
        settled = contacts.erase(
            visit.register, form["id"], form["version"], ground, actor=visit.actor, at=visit.clock(), why=why
        )  # fmt: skip
    except Stale as error:
        form |= {"version": contacts.contact(visit.register, form["id"]).newest, "problems": [Problem("", str(error))]}
        st.rerun()
    except TransferRegisterError as error:
        form["problems"] = getattr(error, "problems", None) or [Problem("", str(error))]
        st.rerun()
    _close()
    later = "" if settled else " Somebody is reading an earlier state: the last file lets go of it with the next change."
    st.toast(f"{form['id']} is erased.{later}", icon=":material/check:")
    st.rerun()


def _why() -> str | None:
    why = st.text_input("Reason", key=FIELDS + "why", placeholder="Optional", autocomplete="off").strip() or None
    st.caption(_REASON)
    return why


def _buttons(done: str, icon: str) -> bool:
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Cancel", key=FIELDS + "cancel"):
            _close()
            st.rerun()
        return st.button(done, type="primary", icon=icon, key=FIELDS + "done")
