"""What columns were taken for: changed by a person, kept as a profile, by which the next file of that kind is read."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.screens.conftest import Open, ran, states, texts
from transfer_register.actions import profiles
from transfer_register.actions.opening import open_register

LIST = "Who;What for;Wohin;Ref\nOrbit Inc.;Payroll;USA;7\nHalyard Ltd;Support;India;8\n"
NEXT = "Ref;WOHIN;Who;What for;Neu\n9;Brazil;Larkspur SA;Mail;x\n"


def with_file(app: AppTest, content: str, name: str) -> AppTest:
    app.file_uploader(key="intake.file").upload(name, content.encode(), "text/csv")
    return ran(app.run())


def column(app: AppTest, heading: str) -> Any:
    return next(box for box in app.selectbox if box.label.replace("\\", "") == f"{heading} is taken for")


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


def test_what_columns_are_is_kept_and_the_next_file_of_that_kind_is_known(opened: Open, own_register: Path):
    app = with_file(opened(own_register, "intake"), LIST, "vendors_2026.csv")
    assert "No column is known to name who receives the data" in texts(app)
    assert "Orbit Inc" in texts(app)
    assert not any("_" in option for option in column(app, "Who").options)
    for heading, field in (("Who", "recipient"), ("What for", "purpose"), ("Wohin", "place"), ("Ref", "")):
        ran(column(app, heading).select(field).run())
    exporter = next(iter(states(own_register, "party")))
    ran(app.selectbox(key="intake.exporter").set_value(exporter).run())
    file = sha256(LIST.encode()).hexdigest()
    assert app.text_input(key=f"intake.profile.name.{file}.0").value == "vendors 2026"
    app.text_input(key=f"intake.profile.name.{file}.0").set_value("Procurement list")
    ran(app.button(key=f"intake.profile.save.{file}.0").click().run())
    assert "Known as **Procurement list**: the same 4 headings" in texts(app)

    [kept] = profiles.kept(open_register(own_register))
    assert kept.profile.fields == {"Who": "recipient", "What for": "purpose", "Wohin": "place", "Ref": ""}
    assert kept.profile.exporter == exporter

    app = with_file(opened(own_register, "intake"), NEXT, "next.csv")
    assert "Nearly **Procurement list**: “Neu” is new" in texts(app)
    taken = {name: column(app, name).value for name in ("WOHIN", "Who", "What for", "Ref", "Neu")}
    assert taken == {"WOHIN": "place", "Who": "recipient", "What for": "purpose", "Ref": "", "Neu": ""}
    # What it says of every row is shown, and taken by a click alone.
    assert app.selectbox(key="intake.exporter").value is None
    ran(button(app, "Take this").click().run())
    assert app.selectbox(key="intake.exporter").value == exporter
    ran(column(app, "Ref").select("note").run())
    ran(button(app, "Update").click().run())
    [kept] = profiles.kept(open_register(own_register))
    assert (kept.version, kept.profile.fields["Ref"], kept.profile.exporter) == (2, "note", exporter)
    assert "the same 5 headings" in texts(app)
    ran(button(app, "Forget the profile").click().run())
    assert profiles.kept(open_register(own_register)) == []
    assert "No column is known to name who receives the data" in texts(app)
