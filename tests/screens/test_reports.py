"""Documents: the list, what goes in, the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Open, ran, texts
from transfer_register.actions import report
from transfer_register.actions.export_log import exports
from transfer_register.actions.opening import open_register


def test_the_reports_are_listed_with_what_they_contain_and_count_the_filter(opened: Open, shared_register: Path):
    told = texts(opened(shared_register, "reports", countries="US")).replace("\\", "")
    assert "Register of transfers" in told
    assert "Transfers with destination United States" in told


@pytest.mark.parametrize("format", ["csv", "html"])
def test_a_document_is_made_and_handed_over(opened: Open, shared_register: Path, format: str):
    app = opened(shared_register, "reports", search="TR-00001")
    app.text_input(key="reports.organisation").set_value("Acme Equipment (demo)")
    app.button_group(key="reports.format").set_value(format)
    ran(app.button(key="reports.make").click().run())
    assert f".{format}" in texts(app).replace("\\", "")
    assert app.get("download_button")


def test_a_document_is_forgotten_when_what_was_asked_changes(opened: Open, shared_register: Path):
    app = opened(shared_register, "reports", search="TR-00001")
    app.button_group(key="reports.format").set_value("csv")
    ran(app.button(key="reports.make").click().run())
    ran(app.text_input(key="reports.organisation").set_value("Another").run())
    assert not app.get("download_button")


def test_an_empty_register_leads_to_its_beginning(opened: Open, empty_register: Path):
    assert "nothing to show" in texts(opened(empty_register, "reports"))


@pytest.mark.parametrize("whom", ["authority", "people", "contracts", "others", "inside"])
def test_every_document_is_offered_to_those_for_whom_it_is(opened: Open, shared_register: Path, whom: str):
    kinds = [kind for kind in report.reports() if kind.audience == whom]
    assert kinds
    for kind in kinds:
        app = opened(shared_register, "reports", whom=whom, report=kind.name)
        assert app.radio(key="reports.kind").value == kind.name
        shown = {str(each.key) for each in (*app.text_input, *app.date_input, *app.checkbox, *app.selectbox)}
        fields = {name for name in kind.options if name not in ("withheld", "signers")}
        missing = {name for name in fields if not any(key.endswith(f".{name}") for key in shown)}
        assert not missing, f"{kind.name}: no field for {missing}"


def test_a_package_in_another_language_is_made_and_stands_in_the_log(opened: Open, own_register: Path):
    app = opened(own_register, "reports", search="TR-00001")
    app.button_group(key="reports.format").set_value("html")
    app.selectbox(key="reports.language").set_value("de")
    app.selectbox(key="reports.register_of_transfers.profile").set_value("public")
    app.checkbox(key="reports.package").set_value(True)
    ran(app.button(key="reports.make").click().run())
    told = texts(app).replace("\\", "")
    assert ".zip" in told
    assert "EX-00001" in told
    [made] = exports(open_register(own_register))
    assert (made.export.language, made.export.package) == ("de-DE", True)
