"""Documents: the list, what goes in, the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import Open, ran, texts


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
