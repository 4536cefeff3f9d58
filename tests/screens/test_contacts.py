"""Contacts beside a party's facts: added, changed by two at once, erased, and seen as of an earlier day."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, Open, ran, texts
from transfer_register.actions import contacts, record
from transfer_register.actions.opening import open_register

EVE = {"name": "Eve Zyxwvut", "email": "eve@example.org"}


@pytest.fixture(scope="module")
def _pristine_pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one transfer, from PA-0001 to PA-0002: judged and closed, so that its copies open quickly."""
    folder = tmp_path_factory.mktemp("pair") / "register"
    register = open_register(folder)
    by = {"actor": "Ada", "at": AT}
    exporter, importer = (record.save_party(register, {"name": name}, **by) for name in ("Sender", "Taker"))
    record.save_transfer(register, {"exporter": exporter, "importer": importer}, **by)
    register.sight(ON)
    register.close()
    return folder


@pytest.fixture
def folder(_pristine_pair: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_pristine_pair, tmp_path / "register"))


def recorded(folder: Path, party: str = "PA-0002") -> list:
    register = open_register(folder)
    found = contacts.contacts_of(register, party)
    register.close()
    return found


@pytest.fixture
def with_eve(folder: Path) -> Path:
    register = open_register(folder)
    contacts.add(register, "PA-0002", "dpo", EVE, actor="Ada", at=AT)
    register.close()
    return folder


def said(app: AppTest) -> str:
    """What stands on the page, without the marks that keep it plain."""
    return texts(app).replace("\\", "")


def done(app: AppTest) -> AppTest:
    return ran(app.button(key="contact.done").click().run())


def codes(app: AppTest) -> list[str]:
    return [each.value for each in app.get("code")]


def test_a_contact_is_added_with_every_problem_told_first_and_cancelling_forgets(opened: Open, folder: Path):
    app = opened(folder, id="TR-00001")
    assert said(app).count("Nobody is recorded.") == 2
    ran(app.button(key="contacts.add.PA-0002").click().run())
    app.text_input(key="contact.email").set_value("nobody")
    done(app)
    assert "Nothing is chosen" in said(app)
    assert "This is no e-mail address" in said(app)
    app.selectbox(key="contact.role").set_value("dpo")
    app.text_input(key="contact.name").set_value(EVE["name"])
    app.text_input(key="contact.email").set_value(EVE["email"])
    app.text_input(key="contact.why").set_value("Zyxwvut called")
    done(app)
    assert "It says who the person is, and it stays for ever" in said(app)
    app.text_input(key="contact.why").set_value("found on their site")
    done(app)
    assert "Eve Zyxwvut" in said(app)
    assert EVE["email"] in codes(app)
    assert [each.role for each in recorded(folder)] == ["dpo"]
    assert recorded(folder, "PA-0001") == []
    ran(app.button(key="contacts.add.PA-0001").click().run())
    app.text_input(key="contact.name").set_value("Zyxwvut")
    ran(app.button(key="contact.cancel").click().run())
    assert "contact" not in app.session_state
    assert "contact.name" not in app.session_state
    assert recorded(folder, "PA-0001") == []


def test_a_change_of_somebody_else_is_told_and_mine_goes_on_top(opened: Open, with_eve: Path):
    app = opened(with_eve, id="TR-00001")
    ran(app.button(key="contacts.edit.CO-0001").click().run())
    app.text_input(key="contact.phone").set_value("+00 2")
    other = open_register(with_eve)
    contacts.change(other, "CO-0001", 1, "dpo", EVE | {"phone": "+00 1"}, actor="Bea", at=AT)
    other.close()
    done(app)
    assert "Bea changed this contact while you had it open: Phone is now “+00 1”" in said(app)
    assert app.text_input(key="contact.phone").value == "+00 2"
    done(app)
    [found] = recorded(with_eve)
    assert (found.version, found.person.phone) == (3, "+00 2")


def test_an_erased_contact_leaves_a_line(opened: Open, with_eve: Path):
    app = opened(with_eve, id="TR-00001")
    ran(app.button(key="contacts.erase.CO-0001").click().run())
    assert "Backups made until now still hold it" in said(app)
    done(app)
    assert "Nothing is chosen" in said(app)
    app.selectbox(key="contact.ground").set_value("objected")
    done(app)
    told = said(app)
    assert "A contact (data protection officer) was erased on" in told
    assert "the person objected (GDPR 17(1)(c), 21;" in told
    assert "Zyxwvut" not in told
    assert EVE["email"] not in codes(app)
    assert [each.person for each in recorded(with_eve)] == [None]


def test_on_an_earlier_state_nothing_can_be_changed(opened: Open, with_eve: Path):
    register = open_register(with_eve)
    contacts.change(register, "CO-0001", 1, "dpo", {"name": "Bob"}, actor="Ada", at=AT + timedelta(days=2))
    register.close()
    app = opened(with_eve, id="TR-00001", known_on=AT.date().isoformat())
    assert "Eve Zyxwvut" in said(app)
    assert not [button.key for button in app.button if (button.key or "").startswith("contacts.")]


def test_a_contact_that_does_not_fit_its_entry_is_said_to_be_so(opened: Open, with_eve: Path):
    register = open_register(with_eve)
    with register.journal.turn() as turn:
        turn.drop("contact", "CO-0001/1")
    register.close()
    assert "the contact that was recorded is not kept" in said(opened(with_eve, id="TR-00001"))
