"""Adding and editing by hand: the drawer, its problems, and two people at one record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, Open, entries, ran, states, texts
from transfer_register.actions.judge import judge
from transfer_register.actions.opening import open_register
from transfer_register.screens.place_choice import country_named


def newest(folder: Path, id: str) -> dict:
    return states(folder, "transfer" if id.startswith("TR") else "party")[id]


def judged(folder: Path) -> list[dict]:
    register = open_register(folder)
    found = judge(register, on=ON)["transfers"]
    register.close()
    return found


def save(app: AppTest) -> AppTest:
    return ran(app.button(key="form.save").click().run())


def test_a_transfer_between_two_new_parties_is_recorded_with_them(opened: Open, empty_register: Path):
    app = opened(empty_register)
    ran(app.button(key="start.add").click().run())
    app.text_input(key="form.transfer.new_exporter.name").set_value("Acme Sender GmbH (demo)")
    app.selectbox(key="form.transfer.new_exporter.country").set_value("DE")
    app.text_input(key="form.transfer.new_importer.name").set_value("Acme Taker Inc. (demo)")
    app.selectbox(key="form.transfer.new_importer.country").set_value("US")
    app.multiselect(key="form.transfer.purposes").set_value(["hosting"])
    save(app)
    assert app.query_params["id"] == "TR-00001"
    assert "Acme Sender GmbH" in texts(app)
    assert "mechanisms" not in newest(empty_register, "TR-00001")


def test_every_problem_is_told_at_once_and_nothing_is_lost(opened: Open, empty_register: Path):
    app = opened(empty_register)
    ran(app.button(key="start.add").click().run())
    app.text_input(key="form.transfer.purpose_text").set_value("Kept while the rest is mended")
    app.date_input(key="form.transfer.valid_from").set_value(AT.date())
    app.date_input(key="form.transfer.valid_to").set_value(AT.date() - timedelta(days=1))
    save(app)
    told = texts(app)
    assert "Not saved: 3 things to mend" in told
    assert "it ends on" in told.lower()
    assert app.text_input(key="form.transfer.purpose_text").value == "Kept while the rest is mended"
    assert entries(empty_register) == 0


def test_a_mechanism_is_recorded_and_the_verdict_follows(opened: Open, own_register: Path):
    app = opened(own_register, verdicts="breached")
    id = app.dataframe[0].value.iloc[0]["id"]
    app = opened(own_register, id=id)
    ran(app.button(key="detail.edit").click().run())
    ran(app.button_group(key="form.transfer.mechanisms.state").set_value("none").run())
    app.text_input(key="form.why").set_value("Nothing was signed")
    save(app)
    assert newest(own_register, id)["mechanisms"] == []
    assert "Nothing was signed" in texts(app).replace("\\", "")


def test_what_records_of_processing_ask_is_written_shown_and_taken_out(opened: Open, own_register: Path):
    app = opened(own_register, id="TR-00012")
    ran(app.button(key="detail.edit").click().run())
    app.text_input(key="form.transfer.activity").set_value("Payroll")
    app.button_group(key="form.transfer.frequency").set_value("recurring")
    app.multiselect(key="form.transfer.legal_bases").set_value(["legal_obligation"])
    save(app)
    assert newest(own_register, "TR-00012").items() >= {
        "activity": "Payroll", "frequency": "recurring", "legal_bases": ["legal_obligation"]
    }.items()  # fmt: skip
    shown = texts(app)
    for said in ("Payroll", "Recurring", "Legal obligation, Article 6"):
        assert said in shown
    ran(app.button(key="detail.edit").click().run())
    app.text_input(key="form.transfer.activity").set_value("")
    app.text_input(key="form.transfer.nature").set_value("")
    app.button_group(key="form.transfer.frequency").set_value(None)
    app.multiselect(key="form.transfer.legal_bases").set_value([])
    save(app)
    assert not newest(own_register, "TR-00012").keys() & {"activity", "nature", "frequency", "legal_bases"}


def test_what_the_form_does_not_show_stays(opened: Open, own_register: Path):
    before = newest(own_register, "TR-00012")
    app = opened(own_register, id="TR-00012")
    ran(app.button(key="detail.edit").click().run())
    save(app)
    after = newest(own_register, "TR-00012")
    assert {name: value for name, value in after.items() if value} == {name: value for name, value in before.items() if value}


def test_rows_of_places_are_added_and_taken_away(opened: Open, own_register: Path):
    app = opened(own_register, id="TR-00012")
    ran(app.button(key="detail.edit").click().run())
    places = len(newest(own_register, "TR-00012")["places"])
    ran(app.button(key="form.transfer.places.drop.0").click().run())
    ran(app.button(key="form.transfer.places.add").click().run())
    app.selectbox(key=f"form.transfer.places.where.{places}").set_value("country:JP")
    save(app)
    assert [place["country"] for place in newest(own_register, "TR-00012")["places"]][-1] == "JP"


def test_a_fact_is_answered_where_it_is_read(opened: Open, own_register: Path):
    fact = "importer.dpf.eu.active"
    id = next(t["id"] for t in judged(own_register) if any(fact in regime["ask"] for regime in t["regimes"]))
    app = opened(own_register, id=id)
    key = f"answer.{id}.{fact}"
    ran(app.button_group(key=key).set_value("yes").run())
    importer = newest(own_register, newest(own_register, id)["importer"])
    assert importer["facts"]["dpf.eu.active"] is True


def test_the_recipients_framework_entry_is_stated_on_its_form(opened: Open, own_register: Path):
    app = opened(own_register, id="TR-00020")
    ran(app.menu_button(key="detail.more").set_value(":material/domain: Edit the recipient").run())
    ran(app.button_group(key="form.party.dpf.dpf.eu.active").set_value("yes").run())
    save(app)
    assert newest(own_register, newest(own_register, "TR-00020")["importer"])["facts"]["dpf.eu.active"] is True


def test_cancelling_writes_nothing(opened: Open, own_register: Path):
    app = opened(own_register, id="TR-00012")
    ran(app.button(key="detail.edit").click().run())
    app.text_input(key="form.transfer.owner").set_value("Nobody")
    ran(app.button(key="form.cancel").click().run())
    assert newest(own_register, "TR-00012").get("owner") != "Nobody"
    assert not [field for field in app.text_input if field.key == "form.why"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Deutschland", "DE"), ("日本", "JP"), ("Etats-Unis", "US"), ("nowhere at all", None), ("France, Japan", None)],
)
def test_a_country_is_understood_in_any_language(typed: str, code: str | None):
    assert country_named(typed) == code
