"""The screen of changes: a sentence, acts with their records, old and new value, and nothing left unescaped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.screens.conftest import Open, ran, texts
from transfer_register.actions.opening import open_register

DEMO = {"from": "2026-11-01", "to": "2026-11-23"}
AFTER = {"from": "2026-11-22", "to": "2026-11-24"}


def told(app: AppTest) -> str:
    return texts(app).replace("\\", "")


def html(app: AppTest) -> str:
    return "".join(each.proto.body for each in app.get("html"))


def listed(app: AppTest) -> list[str]:
    """The keys of the buttons that open a record."""
    return [button.key for button in app.button if (button.key or "").startswith("changes.open.")]


def changed(folder: Path) -> None:
    """Two edits of two people on the day after the demonstration."""
    register = open_register(folder)
    for who, hour, why, note in (("Bob", 9, "A <i>reason</i>", "<b>first</b>"), ("Eve", 10, None, "<b>second</b>")):
        found = register.record("TR-00002")
        with register.batch(who, datetime(2026, 11, 23, hour, tzinfo=UTC), why) as writing:
            writing.change("TR-00002", {**found.state, "note": note}, found.version)
    register.close()


def test_a_list_that_was_brought_in_is_one_act_with_all_its_records_behind_it(opened: Open, shared_register: Path):
    app = opened(shared_register, "changes", **DEMO)
    said = told(app)
    assert "1 person added 83 transfers" in said
    assert said.count("BA-0001") == 1
    more = next(button for button in app.button if "more changes of this act" in button.label)
    ran(more.click().run())
    assert app.query_params["act"] == "BA-0001"
    assert len(listed(app)) > 10
    assert "on 7 pages" in told(app) or "on 8 pages" in told(app)


def test_old_and_new_value_stand_beside_each_other_with_who_and_why(opened: Open, own_register: Path):
    changed(own_register)
    app = opened(own_register, "changes", **AFTER)
    assert "2 people changed 1 transfer" in told(app)
    assert "Reason: A <i>reason</i>" in told(app)
    assert "<del>&lt;b&gt;first&lt;/b&gt;</del> <ins>&lt;b&gt;second&lt;/b&gt;</ins>" in html(app)
    assert "<b>first" not in html(app)
    app = opened(own_register, "changes", view="records", **AFTER)
    assert html(app).count("<dt>Note</dt>") == 1
    assert "<ins>&lt;b&gt;second&lt;/b&gt;</ins>" in html(app)
    assert "09:00 UTC, Bob" in told(app)
    assert "10:00 UTC, Eve" in told(app)


def test_the_filter_narrows_what_is_listed_and_not_what_is_said(opened: Open, shared_register: Path):
    app = opened(shared_register, "changes", view="records", kind="party", search="pixelmeter", **DEMO)
    assert "added 83 transfers" in told(app)
    assert listed(app)
    assert all(key.startswith("changes.open.PA-") for key in listed(app))
    app = opened(shared_register, "changes", view="records", search="no such thing", **DEMO)
    assert "No change passes this filter" in told(app)
    ran(app.button(key="changes.clear").click().run())
    assert "search" not in app.query_params


def test_days_between_which_nothing_happened_say_so(opened: Open, shared_register: Path):
    app = opened(shared_register, "changes", **{"from": "2025-01-01", "to": "2025-03-01"})
    assert "nothing that was recorded differs" in told(app)
    assert "Nobody recorded anything between 1 January and 1 March 2025" in told(app)


def test_days_in_the_wrong_order_are_said(opened: Open, shared_register: Path):
    assert "Turn the days round" in told(opened(shared_register, "changes", **{"from": "2026-11-23", "to": "2026-11-01"}))


def test_verdicts_and_days_that_passed_are_views_of_their_own(opened: Open, shared_register: Path):
    said = told(opened(shared_register, "changes", view="verdicts", **{"from": "2026-11-21", "to": "2026-11-22"}))
    assert "no verdict differs" in said
    said = told(opened(shared_register, "changes", view="force", **{"from": "2026-11-22", "to": "2036-11-22"}))
    assert "Came into force" in said or "Went out of force" in said


def test_an_empty_register_leads_to_its_beginning(opened: Open, empty_register: Path):
    assert "nothing to show" in texts(opened(empty_register, "changes"))
