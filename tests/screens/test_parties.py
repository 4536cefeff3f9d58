"""The parties: found, opened, merged, told apart and split, and every act taken back where it stands."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, Open, ran, texts
from transfer_register.actions import contacts, record
from transfer_register.actions.opening import open_register

TWIN = {"name": "Larkspur Cloud Services", "country": "IE", "note": "Seen on an invoice", "aliases": ["Larkspur"]}


def states(folder: Path) -> dict[str, dict | None]:
    """The newest state of every party and transfer, read beside the app that has the register open."""
    journal = sqlite3.connect(f"{(folder / 'journal.sqlite').as_uri()}?mode=ro", uri=True)
    rows = journal.execute("SELECT record, body FROM entry WHERE kind IN ('transfer', 'party') ORDER BY version").fetchall()
    journal.close()
    return {id: orjson.loads(body)["state"] for id, body in rows}


@pytest.fixture
def doubled(own_register: Path) -> tuple[Path, str, str, str]:
    """The demonstration with a double of a recipient: (folder, the recipient, its double, a transfer to the double)."""
    opened = open_register(own_register)
    kept, party = next((id, each) for id, each in opened.parties().items() if each.country not in ("IE", None))
    sender = next(id for id in opened.parties() if id != kept)
    gone = record.save_party(opened, TWIN | {"name": f"{party.name} Ltd"}, actor="Ada", at=AT)
    flow = record.save_transfer(opened, {"exporter": sender, "importer": gone, "purposes": ["hosting"]}, actor="Ada", at=AT)
    contacts.add(opened, gone, "dpo", {"name": "Eve Zyxwvut"}, actor="Ada", at=AT)
    opened.sight(ON)
    opened.close()
    return own_register, kept, gone, flow


def said(app: AppTest) -> str:
    return texts(app).replace("\\", "")


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def test_a_double_is_merged_from_the_question_at_the_top_taken_back_and_told_apart(opened: Open, doubled: tuple):
    folder, kept, gone, flow = doubled
    before = states(folder)
    app = opened(folder, "parties")
    assert "may be the same party" in " ".join(each.label for each in app.expander)
    ran(app.button(key=f"parties.alike.merge.{kept}.{gone}").click().run())
    told = said(app)
    assert "1 transfer and 1 contact will name" in told
    assert "Country" in told
    ran(app.radio(key="party_act.side.country").set_value(app.radio(key="party_act.side.country").options[1]).run())
    ran(app.button(key="party_act.apply").click().run())
    assert "Say why they are one" in said(app)
    assert states(folder) == before
    app.text_input(key="party_act.why").set_value("The same company")
    ran(app.button(key="party_act.apply").click().run())
    after = states(folder)
    assert after[gone] is None
    assert after[flow]["importer"] == kept
    names = [*before[kept]["aliases"], before[gone]["name"], "Larkspur"]
    assert (after[kept]["country"], after[kept]["aliases"]) == ("IE", names)
    assert "merged into" in said(app)
    assert "Reason: The same company" in said(app)  # the history of the party that is open now
    assert "party_act.apply" not in keys(app)
    ran(app.button(key="parties.last.undo").click().run())
    assert states(folder) == before
    assert "Taken back" in said(app)
    # The two are asked about again, until somebody says that they are two.
    ran(app.button(key=f"parties.alike.two.{kept}.{gone}").click().run())
    assert f"parties.alike.merge.{kept}.{gone}" not in keys(app)
    ran(app.button(key=f"parties.again.{kept}.{gone}").click().run())
    assert f"parties.alike.merge.{kept}.{gone}" in keys(app)


def test_a_change_of_somebody_else_refuses_a_merge_and_says_so(opened: Open, doubled: tuple):
    folder, kept, gone, flow = doubled
    app = opened(folder, "parties", id=kept)
    ran(app.button(key="party.merge").click().run())
    ran(app.selectbox(key="party_act.gone").set_value(gone).run())
    other = open_register(folder)
    found = other.record(flow)
    record.save_transfer(other, found.state | {"owner": "Sales"}, actor="Bob", at=AT, id=flow, version=found.version)
    other.close()
    app.text_input(key="party_act.why").set_value("The same company")
    ran(app.button(key="party_act.apply").click().run())
    assert f"1 record was changed by Bob since the preview: {flow}" in said(app)
    assert states(folder)[gone] is not None
    ran(app.button(key="party_act.apply").click().run())
    assert states(folder)[gone] is None
    # The one that was ended says where it went.
    assert "was merged into" in said(opened(folder, "parties", id=gone))


def test_a_party_is_split_and_that_is_taken_back_from_its_history(opened: Open, doubled: tuple):
    folder, _, gone, flow = doubled
    before = states(folder)
    app = opened(folder, "parties", id=gone)
    ran(app.button(key="party.split").click().run())
    ran(app.multiselect(key="party_act.aliases").set_value(["Larkspur"]).run())
    assert app.text_input(key="party_act.new.name").value == "Larkspur"
    ran(app.multiselect(key="party_act.transfers").set_value([flow]).run())
    ran(app.text_input(key="party_act.new.name").set_value("Larkspur SA").run())
    app.text_input(key="party_act.why").set_value("Two companies")
    ran(app.button(key="party_act.apply").click().run())
    after = states(folder)
    [new] = after.keys() - before.keys()
    assert (after[new]["name"], after[new]["aliases"], after[flow]["importer"]) == ("Larkspur SA", ["Larkspur"], new)
    batch = next(key for key in keys(app) if key and key.startswith("batch.sure."))
    ran(app.button(key=batch).click().run())
    assert {id: state for id, state in states(folder).items() if state} == before


def test_the_list_is_searched_and_an_empty_or_earlier_register_has_nothing_to_press(
    opened: Open, shared_register: Path, empty_register: Path
):
    app = opened(shared_register, "parties", find="zzz no such party")
    assert "No party passes this search" in said(app)
    ran(app.button(key="parties.clear").click().run())
    assert app.dataframe
    past = opened(shared_register, "parties", known_on=ON.isoformat())
    assert not {"parties.add", "parties.merge"} & keys(past)
    assert "No party is recorded yet" in said(opened(empty_register, "parties"))
