"""Contact persons of a party beside its facts: who they are, in which role, and how they are added, changed and erased."""

from __future__ import annotations

import streamlit as st

from transfer_register.actions import contacts
from transfer_register.register.contacts import Contact
from transfer_register.screens.contact_form import open_contact, open_contact_erasing, show_contact_form
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit

# The least width of a card, in pixels.
_CARD = 250


def show_contacts(visit: Visit, party: str) -> None:
    """Draws the contacts of a party as they were known on the visit's days; on an earlier state nothing can be changed."""
    found = contacts.contacts_of(visit.register, party, visit.known_on)
    if visit.past and not found:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"##### Contacts at {plain(visit.names.get(party, party))}", width="content")
        if not visit.past:
            st.button(
                "Add a contact", icon=":material/person_add:", type="tertiary", key=f"contacts.add.{party}",
                on_click=open_contact, args=(party,),
            )  # fmt: skip
    there = [each for each in found if each.erased is None]
    if there:
        grid = st.grid(2, min_column_width=_CARD, gap="small")
        for each in there:
            with grid.cell():
                _card(visit, each)
    elif not found:
        st.caption("Nobody is recorded.")
    for each in found:
        if each.erased:
            st.markdown(f":small[:gray[:material/person_off: {plain(contacts.erased_words(visit.words, each))}]]")
    show_contact_form(visit, party)


def _card(visit: Visit, contact: Contact) -> None:
    with st.container(border=True, gap="xxsmall", key=f"contact_card_{contact.id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="xxsmall"):
            st.markdown(f":small[:gray[{plain(visit.words.label(contacts.ROLES, contact.role))}]]", width="stretch")
            if not visit.past:
                if contact.person:
                    act = {"on_click": open_contact, "args": (contact.party, contact)}
                    st.button(":material/edit:", type="tertiary", key=f"contacts.edit.{contact.id}", help="Edit", **act)
                act = {"on_click": open_contact_erasing, "args": (contact,)}
                st.button(":material/delete:", type="tertiary", key=f"contacts.erase.{contact.id}", help="Erase", **act)
        if contact.person is None:
            st.error(plain(f"{contact.id}: {contact.fault}."), icon=":material/error:")
            return
        person = contact.person
        if person.name:
            st.markdown(f"**{plain(person.name)}**")
        for text in (person.email, person.phone):
            if text:
                # Text to be copied, never a link: a click must tell nobody that somebody is looked at.
                st.code(text, language=None, wrap_lines=True)
        if person.address:
            st.text(person.address)
        if person.note:
            st.markdown(f":small[:gray[{plain(person.note)}]]")
