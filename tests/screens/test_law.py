"""The law: what is in force, its decisions over time, what changes, where it was read; every state in the address."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from tests.screens.conftest import ON, Open, ran, texts
from transfer_register.actions.opening import law, open_register
from transfer_register.exhibits import exhibit, law_touched
from transfer_register.law.condition import known_facts

VIEWS = ("force", "time", "changes", "sources")
FRAMEWORK = "eu.us.dpf"


def told(app) -> str:
    return texts(app).replace("\\", "")


def titles(app) -> list[str]:
    return list(app.dataframe[0].value["title"])


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_draws_on_a_register_with_transfers(opened: Open, shared_register: Path, view: str):
    assert "Law" in told(opened(shared_register, "law", view=view))


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_draws_on_an_empty_register(opened: Open, empty_register: Path, view: str):
    assert "Law" in told(opened(empty_register, "law", view=view))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("law_on", ["1996-01-01", "2019-05-01", "2035-01-01"])
def test_each_view_draws_for_the_law_of_any_day(opened: Open, shared_register: Path, view: str, law_on: str):
    opened(shared_register, "law", view=view, law_on=law_on)


@pytest.mark.parametrize("view", VIEWS)
def test_a_provision_opens_beside_each_view(opened: Open, shared_register: Path, view: str):
    assert "EU-US Data Privacy Framework" in told(opened(shared_register, "law", view=view, provision=FRAMEWORK))


def test_strange_words_in_the_address_are_left_aside(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", view="none", regime="XX", kind="zz", confidence="sure", period="x", page="z")
    assert app.button_group(key="law.view").value == "force"
    assert len(titles(app)) > 200


def test_the_list_holds_what_is_in_force_on_the_laws_day_and_nothing_else(opened: Open, shared_register: Path):
    shown = set(titles(opened(shared_register, "law", law_on="2020-07-15")))
    assert "EU-US Privacy Shield" in shown
    assert "EU-US Privacy Shield" not in titles(opened(shared_register, "law", law_on="2020-07-16"))


@pytest.mark.parametrize(
    ("filters", "there", "gone"),
    [
        ({"regime": "UK"}, "UK Addendum to the SCC", "EU-US Data Privacy Framework"),
        ({"country": "US"}, "EU-US Data Privacy Framework", "Japan"),
        ({"kind": "derogation"}, "Explicit consent", "Japan"),
        ({"confidence": "uncertain"}, "Territory whose status is not settled", "Japan"),
        ({"about": "2023/1795"}, "EU-US Data Privacy Framework", "Japan"),
    ],
)
def test_each_filter_of_the_address_narrows_the_list(opened: Open, shared_register: Path, filters, there: str, gone: str):
    shown = titles(opened(shared_register, "law", **filters))
    assert there in shown
    assert gone not in shown


def test_the_widgets_write_the_filter_into_the_address(opened: Open, shared_register: Path):
    app = opened(shared_register, "law")
    ran(app.multiselect(key="law.countries").set_value(["US"]).run())
    ran(app.button_group(key="law.regimes").set_value(["EU"]).run())
    ran(app.text_input(key="law.text").set_value("privacy framework").run())
    said = [app.query_params[name] for name in ("country", "regime", "about")]
    assert [each if isinstance(each, str) else each[0] for each in said] == ["US", "EU", "privacy framework"]
    ran(app.button(key="law.clear").click().run())
    assert "country" not in app.query_params


def test_a_filter_that_lets_nothing_through_says_so_and_leads_back(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", about="no such provision anywhere")
    assert "Nothing of this kind is in force on 22 November 2026" in told(app)
    ran(app.button(key="law.clear_all").click().run())
    assert len(titles(app)) > 200


def test_what_is_not_verified_is_marked_and_what_is_old_as_well(opened: Open, shared_register: Path):
    now = opened(shared_register, "law").dataframe[0].value
    assert any("From memory" in cell for cell in now["doubt"])
    assert not any("Not checked lately" in cell for cell in now["doubt"])
    later = opened(shared_register, "law", law_on="2027-11-22").dataframe[0].value
    assert all("Not checked lately" in cell for cell in later["doubt"])


def test_a_provision_says_what_it_asks_in_words_and_that_events_do_not_end_it(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", provision=FRAMEWORK)
    said = told(app)
    assert any("by 9 October 2027" in str(each.proto) for each in app.get("html"))
    assert "active in the EU-US Data Privacy Framework: yes" in said
    assert "importer.dpf" not in said
    assert "do not change whether it is valid" in said
    assert "Trump v. Slaughter" in said


def test_a_decision_that_a_court_ended_says_by_what_and_how_far_back(opened: Open, shared_register: Path):
    said = told(opened(shared_register, "law", provision="eu.us.privacy_shield"))
    assert "No longer in force since 16 July 2020" in said
    assert "declared invalid" in said
    assert "with effect back in time" in said


def test_a_provision_that_begins_later_says_when(opened: Open, shared_register: Path):
    said = told(opened(shared_register, "law", provision=FRAMEWORK, law_on="2020-01-01"))
    assert "it begins on 10 July 2023" in said


def test_a_provision_that_is_not_there_is_said_not_to_be(opened: Open, shared_register: Path):
    assert "There is no provision eu.none" in told(opened(shared_register, "law", provision="eu.none"))


def test_every_provision_can_be_read(opened: Open, empty_register: Path):
    app = opened(empty_register, "law", view="sources")
    for id in list(law().provisions)[::9]:
        app.query_params["provision"] = id
        ran(app.run())
        said = told(app)
        assert not [name for name in known_facts() if name in said], id


def test_the_transfers_of_a_provision_are_as_many_as_the_register_shows(shared_register: Path):
    register = open_register(shared_register)
    sight = register.sight(ON)
    counts = law_touched.counts(exhibit.ask(register, "law_touched", sight))
    assert counts[FRAMEWORK].rests > 0
    kinds = defaultdict(list)
    for id in counts:
        kinds[str(register.law.provisions[id].kind)].append(id)
    # Of each kind the first, and every fifth after it.
    for kind, id in ((kind, id) for kind, ids in kinds.items() for id in ids[::5]):
        touched = counts[id]
        chosen = law_touched.behind(id, kind)
        found = exhibit.ask(register, "verdict_counts", sight, chosen).dicts()
        assert sum(row["transfers"] for row in found) == touched.number(kind), id
    register.close()


def test_a_button_leads_to_the_transfers_in_the_register(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", provision=FRAMEWORK)
    assert "rest on it" in app.button(key="provision.transfers.0").label
    app = opened(shared_register, "", grounds=FRAMEWORK)
    assert app.button(key=f"chip.grounds.{FRAMEWORK}").label.replace("\\", "") == (
        "Ground or fallback: EU-US Data Privacy Framework, adequacy under EU GDPR"
    )


def test_the_timeline_holds_every_decision_and_its_table_says_how_each_ends(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", view="time")
    assert "decisions since the Directive of 1995" in told(app)
    ran(app.toggle(key="law.time.table").set_value(True).run())
    rows = app.dataframe[0].value
    shield = rows[rows["Decision"] == "EU-US Privacy Shield"].iloc[0]
    assert "declared invalid" in shield["How it ends"]
    renewal = rows[rows["Decision"] == "United Kingdom (renewal)"].iloc[0]
    assert renewal["Until"] == date(2031, 12, 27)


def test_a_timeline_of_nothing_says_so(opened: Open, shared_register: Path):
    assert "No decision passes this filter" in told(opened(shared_register, "law", view="time", about="no such decision"))


def test_the_next_twelve_months_are_told_with_what_comes_after(opened: Open, shared_register: Path):
    said = told(opened(shared_register, "law", view="changes"))
    assert "9 October 2027" in said
    assert "Review due" in said
    assert "Known to come after it" in said


def test_a_past_period_tells_moves_between_groups_and_judgments(opened: Open, shared_register: Path):
    days = {"view": "changes", "period": "days", "from": "2020-01-15", "to": "2020-07-20"}
    said = told(opened(shared_register, "law", **days))
    assert "Leaves a group" in said
    assert "United Kingdom" in said
    said = told(opened(shared_register, "law", **days, country="US"))
    assert "EU-US Privacy Shield" in said
    assert "with effect back in time" in said


def test_a_period_of_nothing_says_so(opened: Open, shared_register: Path):
    days = {"view": "changes", "period": "days", "from": "2033-01-01", "to": "2033-02-01"}
    assert "Nothing that is known begins" in told(opened(shared_register, "law", **days))


def test_a_period_that_ends_before_it_begins_is_said_to(opened: Open, shared_register: Path):
    days = {"view": "changes", "period": "days", "from": "2026-02-01", "to": "2026-01-01"}
    assert "before it begins" in told(opened(shared_register, "law", **days))


def test_sources_tell_how_each_page_was_read_and_what_is_not_verified(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", view="sources")
    pages = app.dataframe[0].value
    assert {"Official", "Secondary"} <= set(pages["kind"])
    assert len(pages) == len(law().pages)
    assert len(opened(shared_register, "law", view="sources", list="acts").dataframe[0].value) > 50
    doubts = opened(shared_register, "law", view="sources", list="doubts").dataframe[0].value
    assert list(doubts["transfers"]) == sorted(doubts["transfers"], reverse=True)


def test_old_sources_come_first(opened: Open, shared_register: Path):
    app = opened(shared_register, "law", view="sources", law_on="2027-11-22")
    assert app.dataframe[0].value["doubt"].iloc[0] == ["Not checked lately"]


def test_the_filter_by_findings_tells_its_outcome_in_words(opened: Open, shared_register: Path):
    app = opened(shared_register, "", findings="R-SCC-009:breached")
    labels = [button.label.replace("\\", "") for button in app.button]
    assert "Finding: Assessment under clause 14: breached" in labels
