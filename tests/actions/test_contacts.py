"""Contacts by hand: every mistake at once, no name in a reason, and erasure told in words of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from transfer_register.actions import contacts, record
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.opening import open_register
from transfer_register.errors import Refused, Stale
from transfer_register.model.contact import LONGEST, Person
from transfer_register.register.register import Register

AT = datetime(2026, 5, 3, 9, tzinfo=UTC)
WHO = {"actor": "tester", "at": AT}
EVE = {"name": "Eve Zyxwvut", "email": " eve@example.org ", "phone": "", "note": None}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("contacts") / "register")
    yield opened
    opened.close()


@pytest.fixture
def vendor(shared: Register) -> str:
    """A party of this test alone."""
    return record.save_party(shared, {"name": "Vendor Inc.", "country": "US"}, **WHO)


def test_a_contact_is_recorded_as_it_was_typed_without_blanks(shared: Register, vendor: str):
    contacts.add(shared, vendor, "dpo", EVE, **WHO)
    [found] = contacts.contacts_of(shared, vendor)
    assert (found.role, found.person) == ("dpo", Person(name="Eve Zyxwvut", email="eve@example.org"))


def test_every_mistake_of_a_contact_is_told_at_once(shared: Register, vendor: str):
    wrong = {"email": "nobody", "phone": "1\n2", "note": "n" * (LONGEST["note"] + 1), "shoe": "42"}
    problems = contacts.check_contact(shared, "chief", wrong, None)
    assert [problem.where for problem in problems] == ["Role", "E-mail", "Phone", "Note", "shoe"]
    before = shared.head()
    with pytest.raises(NotRecorded):
        contacts.add(shared, vendor, "chief", wrong, **WHO)
    assert shared.head() == before


def test_somebody_has_a_name_or_an_address(shared: Register):
    [problem] = contacts.check_contact(shared, "dpo", {"phone": "1"}, None)
    assert str(problem) == "Name: neither a name nor an e-mail address is given. Write one of them."


def test_every_field_of_a_person_has_a_heading_and_a_length():
    assert list(contacts.FIELDS) == list(Person.model_fields) == list(LONGEST)


@pytest.mark.parametrize("why", ["Eve asked us", "zyxwvut, by phone", "EVE@EXAMPLE.ORG wrote", "for eve zyxwvut"])
def test_a_reason_that_says_who_the_person_is_is_refused(shared: Register, vendor: str, why: str):
    with pytest.raises(NotRecorded, match="it stays for ever"):
        contacts.add(shared, vendor, "dpo", EVE, **WHO, why=why)
    id = contacts.add(shared, vendor, "dpo", EVE, **WHO)
    with pytest.raises(NotRecorded, match="it stays for ever"):
        contacts.erase(shared, id, 1, "objected", **WHO, why=why)
    contacts.change(shared, id, 1, "dpo", {"name": "Bob"}, **WHO)
    with pytest.raises(NotRecorded, match="it stays for ever"):
        contacts.erase(shared, id, 2, "objected", **WHO, why=why)


def test_a_reason_may_name_a_role(shared: Register, vendor: str):
    office = {"name": "Data Protection Office", "email": "dp@example.org"}
    assert contacts.add(shared, vendor, "dpo", office, **WHO, why="Data protection is reorganised")


def test_an_erased_contact_is_told_with_the_law_that_gives_the_ground(shared: Register, vendor: str):
    id = contacts.add(shared, vendor, "dpo", EVE, **WHO)
    assert contacts.erased_words(shared.words, contacts.contact(shared, id)) is None
    assert contacts.erase(shared, id, 1, "objected", **WHO, why="by letter")
    told = contacts.erased_words(shared.words, contacts.contact(shared, id))
    assert told.startswith(
        "A contact (data protection officer) was erased on 3 May 2026: the person objected (GDPR 17(1)(c), 21;"
    )
    history = "\n".join(contacts.contact_history(shared, id, shared.history(id)))
    assert "version 2: erased for good, the person objected (GDPR 17(1)(c), 21;" in history
    assert "Reason: by letter" in history
    assert "Eve" not in history


def test_an_erasure_needs_a_ground(shared: Register, vendor: str):
    id = contacts.add(shared, vendor, "dpo", EVE, **WHO)
    for ground, told in (("bored", "'bored' is not in the list"), (None, "nothing is chosen")):
        with pytest.raises(NotRecorded, match=told):
            contacts.erase(shared, id, 1, ground, **WHO)
    assert contacts.contact(shared, id).person


def test_a_stale_change_is_refused(shared: Register, vendor: str):
    id = contacts.add(shared, vendor, "dpo", EVE, **WHO)
    contacts.change(shared, id, 1, "signatory", {"name": "Bob"}, **WHO)
    with pytest.raises(Stale):
        contacts.change(shared, id, 1, "dpo", EVE, **WHO)
    assert contacts.contact(shared, id).role == "signatory"


def test_what_is_not_there_is_said(shared: Register):
    with pytest.raises(Refused, match="There is no party PA-9999"):
        contacts.add(shared, "PA-9999", "dpo", EVE, **WHO)
    with pytest.raises(Refused, match="There is no party PA-9999"):
        contacts.contacts_of(shared, "PA-9999")
    for id in ("CO-9999", "PA-0001"):
        with pytest.raises(Refused, match=f"There is no contact {id}"):
            contacts.erase(shared, id, 1, "objected", **WHO)


def test_contacts_are_known_on_a_day(shared: Register, vendor: str):
    contacts.add(shared, vendor, "dpo", EVE, **WHO)
    assert contacts.contacts_of(shared, vendor, date(2026, 5, 3))
    with pytest.raises(Refused, match="There is no party"):
        contacts.contacts_of(shared, vendor, date(2026, 5, 2))


def test_the_list_of_erasures_stands_beside_the_register_and_names_nobody(shared: Register, vendor: str):
    id = contacts.add(shared, vendor, "dpo", EVE, **WHO)
    contacts.erase(shared, id, 1, "not_needed", **WHO)
    beside = shared.path / "erased.json"
    assert f'"{id}"' in beside.read_text()
    assert "Eve" not in beside.read_text()
    assert contacts.erase_again(shared, beside, **WHO) == []
    with pytest.raises(Refused, match="there is no such file"):
        contacts.erase_again(shared, Path("none.json"), **WHO)


def test_every_role_and_every_ground_says_who_says_so(shared: Register):
    for vocabulary in (contacts.ROLES, contacts.GROUNDS):
        assert all(term.source for term in shared.words.lists[vocabulary].values())
