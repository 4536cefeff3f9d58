"""What else a party is known by, on its form: pasted addresses become names, and a wrong check digit is told and kept."""

from __future__ import annotations

from pathlib import Path

from tests.intake.test_identifiers import LEI
from tests.screens.conftest import Open, ran, texts
from tests.screens.test_forms import newest, save


def test_websites_and_numbers_are_typed_on_the_form_and_shown_with_the_transfer(opened: Open, own_register: Path):
    app = opened(own_register, id="TR-00020")
    ran(app.menu_button(key="detail.more").set_value(":material/domain: Edit the recipient").run())
    app.multiselect(key="form.party.domains").set_value(["https://www.Orbit.example/start"])
    app.text_input(key="form.party.identifiers.value.0").set_value("0000 orbit example 0020")
    ran(app.button(key="form.party.identifiers.add").click().run())
    app.selectbox(key="form.party.identifiers.scheme.1").set_value("vat")
    ran(app.text_input(key="form.party.identifiers.value.1").set_value("DE123456780").run())
    assert "The form or the check digits of VAT number DE123456780 do not hold" in texts(app)
    save(app)
    importer = newest(own_register, newest(own_register, "TR-00020")["importer"])
    assert importer["domains"] == ["orbit.example"]
    assert importer["identifiers"] == [{"scheme": "lei", "value": LEI}, {"scheme": "vat", "value": "DE123456780"}]
    assert "is known by" in texts(app)
