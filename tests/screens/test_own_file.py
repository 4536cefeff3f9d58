"""The register's own spreadsheet on the screens: made under Reports, brought back under Intake without naming an exporter."""

from __future__ import annotations

from pathlib import Path

from tests.screens.conftest import AT, ON, Open, ran, texts
from transfer_register.actions import report
from transfer_register.actions.opening import open_register


def exported(folder: Path, **options: str) -> bytes:
    register = open_register(folder)
    days = {"on": ON, "law_on": ON, "at": AT}
    data = report.write(register, "register_to_edit", "csv", **days, actor="Ada", options=options).data
    register.close()
    return data


def test_the_register_to_edit_is_a_download_of_the_reports(opened: Open, shared_register: Path):
    app = opened(shared_register, "reports", search="TR-00001", whom="inside")
    ran(app.radio(key="reports.kind").set_value("register_to_edit").run())
    app.selectbox(key="reports.register_to_edit.table").set_value("parties")
    app.button_group(key="reports.format").set_value("csv")
    ran(app.button(key="reports.make").click().run())
    assert "_parties.csv" in texts(app).replace("\\", "")


def test_an_edited_cell_comes_back_and_no_exporter_is_asked_for(opened: Open, own_register: Path):
    data = exported(own_register).replace(b"Marketing,2018-09-01", b"Sales,2018-09-01", 1)
    app = opened(own_register, "intake")
    app.file_uploader[0].upload("mine.csv", data, "text/csv")
    ran(app.run())
    assert "Read as the register's own spreadsheet" in texts(app).replace("\\", "")
    ran(app.button(key="intake.confirm").click().run())
    register = open_register(own_register)
    assert register.record("TR-00001").state["owner"] == "Sales"
    assert register.record("TR-00001").version == 2


def test_edited_parties_alone_can_be_brought_back(opened: Open, own_register: Path):
    data = exported(own_register, table="parties")
    data = data.replace(b"PA-0001,Acme Equipment GmbH (demo)", b"PA-0001,Acme Tools GmbH (demo)", 1)
    app = opened(own_register, "intake")
    app.file_uploader[0].upload("parties.csv", data, "text/csv")
    ran(app.run())
    assert "1 party of the list will be recorded or changed" in texts(app).replace("\\", "")
    ran(app.button(key="intake.confirm").click().run())
    assert open_register(own_register).record("PA-0001").state["name"] == "Acme Tools GmbH (demo)"
