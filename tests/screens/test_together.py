"""Two people at one record, and what was typed and not saved: both changes stay, and so do unfinished ones."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, ran, texts
from tests.screens.test_forms import save
from transfer_register.actions import record
from transfer_register.actions.opening import open_register
from transfer_register.register.drafts import drafts_of
from transfer_register.register.register import Register

Session = Callable[[], AppTest]
ID, FACT = "TR-00001", "importer.dpf.eu.active"
STATE = {"purposes": ["hosting"], "data_subjects": ["employees"], "owner": "Support", "places": [{"country": "IN"}]}
WHO = {"actor": "Ada", "at": AT}


@pytest.fixture(scope="module")
def _one_transfer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one transfer from Germany to the United States: judged and closed, so that its copies open quickly."""
    folder = tmp_path_factory.mktemp("one") / "register"
    register = open_register(folder)
    exporter = record.save_party(register, {"name": "Sender GmbH (demo)", "country": "DE"}, **WHO)
    importer = record.save_party(register, {"name": "Receiver Inc. (demo)", "country": "US"}, **WHO)
    record.save_transfer(register, {"exporter": exporter, "importer": importer, **STATE}, **WHO)
    register.sight(ON)
    register.close()
    return folder


@pytest.fixture
def ours(_one_transfer: Path, tmp_path: Path) -> Iterator[Register]:
    """The register of this server, with that transfer."""
    register = open_register(shutil.copytree(_one_transfer, tmp_path / "register"))
    yield register
    register.close()


def _page(register, at):  # read as a script of its own, which knows no names of this module
    """What the app draws of a record and its form, and nothing else, so that a run costs little."""
    from datetime import date

    import streamlit as st

    from transfer_register.screens.answers import show_question
    from transfer_register.screens.drafts import show_drafts
    from transfer_register.screens.forms import show_form
    from transfer_register.screens.opened_form import open_ending, open_form
    from transfer_register.screens.visit import Visit

    if st.session_state.get("away"):
        return
    day = date(2026, 11, 22)
    visit = Visit(register, day, day, day, None, "Ada", lambda: at)
    found = register.record("TR-00001")
    st.button("Edit", on_click=open_form, args=(register, "transfer", "TR-00001"))
    st.button("Add", on_click=open_form, args=(register, "transfer"))
    st.button("Take away", on_click=open_ending, args=(register, "TR-00001"))
    show_drafts(visit)
    if found:
        show_question(visit, "TR-00001", found.state, "importer.dpf.eu.active", regimes=[], part="duty.")
    show_form(visit)


@pytest.fixture
def session(ours: Register) -> Session:
    """Opens the page in a browser of its own."""
    return lambda: ran(AppTest.from_function(_page, args=(ours, AT), default_timeout=60).run())


def change(register: Register, actor: str = "Bea", why: str | None = None, **fields: object) -> None:
    found = register.record(ID)
    record.save_transfer(register, found.state | fields, actor=actor, at=AT, why=why, id=ID, version=found.version)


def editing(session: Session) -> AppTest:
    return press(session(), "Edit")


def press(app: AppTest, label: str) -> AppTest:
    return ran(next(button for button in app.button if button.label == label).click().run())


def field(app: AppTest, label: str):
    return next(each for each in app.text_input if each.label == label)


def choices(app: AppTest) -> list:
    return [each for each in app.get("button_group") if str(each.key).startswith("form.choice.")]


def read(app: AppTest) -> str:
    return texts(app).replace("\\", "")


def drafts(register: Register) -> list:
    return drafts_of(register, "Ada", AT)


def state_of(register: Register, id: str = ID) -> dict:
    return register.record(id).state


@contextmanager
def busy_journal(register: Register) -> Iterator[None]:
    """Another process writes for longer than this one waits."""
    register.journal._patience = 0.1
    other = sqlite3.connect(register.journal.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_two_sessions_edit_one_transfer_and_both_changes_are_there(session: Session, ours: Register):
    first, second = editing(session), editing(session)
    first.text_area(key="form.transfer.note").set_value("Seen by the first")
    second.text_input(key="form.transfer.owner").set_value("Legal")
    first.text_input(key="form.why").set_value("A call with the vendor")
    save(first)
    save(second)
    assert "Ada changed this record" in read(second)
    assert "A call with the vendor" in read(second)
    assert not choices(second)
    press(second, "Save the merged record")
    assert state_of(ours).items() >= {"owner": "Legal", "note": "Seen by the first"}.items()


def test_one_field_changed_by_both_waits_for_a_choice_and_lists_go_together(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal")
    app.text_input(key="form.transfer.retention").set_value("Six years")
    app.multiselect(key="form.transfer.data_subjects").set_value(["employees", "children"])
    change(ours, owner="Sales", retention="Two years", data_subjects=["employees", "customers"])
    save(app)
    assert len(choices(app)) == 2
    assert app.button(key="form.save_both").disabled
    press(app, "Theirs for all")
    next(each for each in choices(app) if ".owner." in each.key).set_value("mine").run()
    press(app, "Save the merged record")
    state = state_of(ours)
    assert (state["owner"], state["retention"]) == ("Legal", "Two years")
    assert state["data_subjects"] == ["employees", "customers", "children"]


def test_an_edit_that_comes_in_between_is_shown_before_anything_is_saved(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal")
    app.text_input(key="form.transfer.retention").set_value("Six years")
    change(ours, owner="Sales", retention="Two years")
    save(app)
    press(app, "Yours for all")
    change(ours, actor="Eve", owner="Archive")
    press(app, "Save the merged record")
    assert "It changed once more" in read(app)
    assert "Bea and Eve changed this record" in read(app)
    assert state_of(ours)["owner"] == "Archive"
    # The choice between values that were not shown together is open again; the other one stands.
    assert [each.value for each in choices(app)].count("mine") == 1
    press(app, "Yours for all")
    press(app, "Save the merged record")
    assert state_of(ours).items() >= {"owner": "Legal", "retention": "Six years"}.items()


def test_what_does_not_go_together_is_mended_in_the_form(session: Session, ours: Register):
    app = editing(session)
    app.date_input(key="form.transfer.valid_to").set_value(AT.date())
    change(ours, valid_from="2026-12-24", note="Begins later")
    save(app)
    press(app, "Save the merged record")
    assert "it ends on 2026-11-22, before it begins" in read(app).lower()
    app.date_input(key="form.transfer.valid_to").set_value(None)
    save(app)
    assert state_of(ours).items() >= {"valid_from": "2026-12-24", "note": "Begins later"}.items()
    assert "valid_to" not in state_of(ours)


def test_a_record_that_was_taken_away_is_restored_with_what_was_typed(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal")
    change(ours, note="The last word")
    record.take_away(ours, ID, 2, actor="Bea", at=AT, why="The contract ended")
    save(app)
    assert "Bea took this record away" in read(app)
    assert "The contract ended" in read(app)
    press(app, "Restore it with mine")
    assert state_of(ours).items() >= {"owner": "Legal", "note": "The last word"}.items()


def test_mine_can_be_dropped_and_the_form_can_be_gone_back_to(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal")
    app.text_input(key="form.why").set_value("Moved to Legal")
    change(ours, note="Seen by another")
    save(app)
    press(app, "Back to my form")
    assert (field(app, "Looked after by").value, field(app, "Reason of the change").value) == ("Legal", "Moved to Legal")
    assert len(drafts(ours)) == 1
    save(app)
    press(app, "Drop mine")
    assert not [button for button in app.button if button.key == "form.save"]
    assert state_of(ours)["owner"] == "Support"
    assert drafts(ours) == []


def test_a_recipient_that_was_taken_away_meanwhile_is_restored(session: Session, ours: Register):
    spare = record.save_party(ours, {"name": "Spare Ltd (demo)", "country": "GB"}, **WHO)
    app = editing(session)
    app.selectbox(key="form.transfer.importer").set_value(spare)
    app.text_input(key="form.transfer.owner").set_value("Legal").run()
    record.take_away(ours, spare, 1, actor="Bea", at=AT, why="Never used")
    save(app)
    assert "Spare Ltd (demo)**, the recipient in this form, was taken away by Bea" in read(app)
    press(app, "Restore Spare Ltd \\(demo\\)")
    save(app)
    assert state_of(ours).items() >= {"importer": spare, "owner": "Legal"}.items()


def test_a_draft_outlives_the_browser_and_goes_through_both_changes_when_it_is_stale(session: Session, ours: Register):
    app = editing(session)
    assert drafts(ours) == []
    app.selectbox(key="form.transfer.places.where.0").set_value("country:JP")
    app.text_input(key="form.transfer.owner").set_value("Legal").run()
    [kept] = drafts(ours)
    assert (kept.record, kept.version, kept.typed["state"]["owner"]) == (ID, 1, "Legal")
    later = session()
    assert "You have an unsaved draft: edit of TR-00001 (Receiver Inc. (demo)) of 22 November 2026, 09:30" in read(later)
    press(later, "Go on")
    assert field(later, "Looked after by").value == "Legal"
    change(ours, note="Seen by another")
    save(later)
    assert "Bea changed this record" in read(later)
    press(later, "Save the merged record")
    state = state_of(ours)
    assert (state["owner"], state["note"], [place["country"] for place in state["places"]]) == (
        "Legal", "Seen by another", ["JP"],
    )  # fmt: skip
    assert drafts(ours) == []


def test_the_form_of_the_record_offers_its_draft_and_it_can_be_discarded(session: Session, ours: Register):
    editing(session).text_input(key="form.transfer.owner").set_value("Legal").run()
    app = editing(session)
    assert "You left an edit of TR-00001" in read(app)
    press(app, "Discard")
    assert drafts(ours) == []
    assert "unsaved" not in read(app)


def test_two_windows_of_one_person_keep_two_drafts(session: Session, ours: Register):
    for owner in ("Legal", "Sales"):
        editing(session).text_input(key="form.transfer.owner").set_value(owner).run()
    assert {draft.typed["state"]["owner"] for draft in drafts(ours)} == {"Legal", "Sales"}
    assert drafts_of(ours, "Bea", AT) == []


def test_a_new_transfer_with_a_new_party_is_kept_as_a_draft(session: Session, ours: Register):
    app = press(session(), "Add")
    app.selectbox(key="form.transfer.importer").set_value("new").run()
    app.text_input(key="form.transfer.new_importer.name").set_value("Taker Inc. (demo)")
    app.selectbox(key="form.transfer.new_importer.country").set_value("US").run()
    later = session()
    assert "a new transfer (Taker Inc. (demo))" in read(later)
    press(later, "Go on")
    assert field(later, "Recipient's name").value == "Taker Inc. (demo)"
    press(later, "Cancel")
    assert "unsaved" not in read(session())


def test_a_form_that_was_changed_back_leaves_no_draft(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal").run()
    assert len(drafts(ours)) == 1
    app.text_input(key="form.transfer.owner").set_value("Support").run()
    assert drafts(ours) == []


def test_old_drafts_are_forgotten(session: Session, ours: Register):
    editing(session).text_input(key="form.transfer.owner").set_value("Legal").run()
    [kept] = drafts(ours)
    assert drafts_of(ours, "Ada", AT + timedelta(days=30)) == [kept]
    assert drafts_of(ours, "Ada", AT + timedelta(days=31)) == []
    assert ours.kept("draft") == {}


def test_while_the_journal_is_busy_the_form_keeps_what_was_typed(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal")
    with busy_journal(ours):
        save(app)
        assert "Not saved" in read(app)
        assert app.text_input(key="form.transfer.owner").value == "Legal"
        assert drafts(ours) == []
    app.text_input(key="form.why").set_value("Again").run()
    assert len(drafts(ours)) == 1
    save(app)
    assert state_of(ours)["owner"] == "Legal"
    assert drafts(ours) == []


def test_on_a_full_disk_the_form_and_both_changes_stay(session: Session, ours: Register):
    app = editing(session)
    app.text_area(key="form.transfer.note").set_value("A long note. " * 4000)
    change(ours, owner="Sales")
    save(app)
    pages = ours.journal._writer.execute("PRAGMA page_count").fetchone()[0]
    ours.journal._writer.execute(f"PRAGMA max_page_count = {pages}")
    press(app, "Save the merged record")
    assert "Bea changed this record" in read(app)
    assert "full" in read(app)
    ours.journal._writer.execute("PRAGMA max_page_count = 100000")
    press(app, "Save the merged record")
    assert state_of(ours)["owner"] == "Sales"
    assert state_of(ours)["note"].startswith("A long note.")


def test_a_page_that_could_not_be_drawn_takes_nothing_from_the_form(session: Session, ours: Register):
    app = editing(session)
    app.text_input(key="form.transfer.owner").set_value("Legal")
    app.button(key="form.transfer.places.add").click().run()
    app.selectbox(key="form.transfer.places.where.1").set_value("country:JP").run()
    # A run in which the form is not drawn: its fields are forgotten, the form is not.
    for away in (True, False):
        app.session_state["away"] = away
        ran(app.run())
        assert [each for each in app.text_input if each.label == "Looked after by"] != [] or away
    assert field(app, "Looked after by").value == "Legal"
    save(app)
    assert [place["country"] for place in state_of(ours)["places"]] == ["IN", "JP"]


def test_an_answer_that_somebody_else_gave_meanwhile_is_shown_and_not_written_over(session: Session, ours: Register):
    app = session()
    importer = record.answer(ours, ID, FACT, False, seen=None, actor="Bea", at=AT)
    ran(answered(app).set_value("yes").run())
    assert "Bea answered “Active in the EU-US Data Privacy Framework” with “no”" in read(app)
    assert state_of(ours, importer)["facts"] == {"dpf.eu.active": False}
    assert answered(app).value == "no"
    ran(answered(app).set_value("yes").run())
    assert state_of(ours, importer)["facts"] == {"dpf.eu.active": True}
    assert "Bea answered" not in read(app)


def test_an_answer_that_could_not_be_written_can_be_given_again(session: Session, ours: Register):
    app = session()
    with busy_journal(ours):
        ran(answered(app).set_value("yes").run())
        assert "the answer “yes” is not recorded" in read(app)
        assert answered(app).value == "unknown"
    press(app, "Record it again")
    assert state_of(ours, "PA-0002")["facts"] == {"dpf.eu.active": True}
    assert answered(app).value == "yes"


def answered(app: AppTest):
    return next(each for each in app.get("button_group") if each.key == f"answer.duty.{ID}.{FACT}")


def test_taking_away_shows_what_somebody_else_changed_first(session: Session, ours: Register):
    app = press(session(), "Take away")
    change(ours, owner="Sales")
    press(app, "Take it away")
    assert "Bea changed this record" in read(app)
    assert "Looked after by: Support :material/arrow_forward: Sales" in read(app)
    assert state_of(ours)["owner"] == "Sales"
    press(app, "Take it away all the same")
    assert ours.record(ID) is None
