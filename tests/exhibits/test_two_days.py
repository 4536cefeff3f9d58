"""The difference of two days: applied to the one it gives the other, and every step says who, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exhibits import history
from tests.exhibits.history import FIRST, at
from transfer_register.actions.opening import open_register
from transfer_register.exhibits import exhibit
from transfer_register.exhibits.difference_words import fields
from transfer_register.exhibits.differing import Narrowed
from transfer_register.exhibits.two_days import TwoDays
from transfer_register.register.register import Register

TODAY = date(2027, 1, 1)
DAYS = st.integers(-1, 10).map(lambda number: FIRST + timedelta(days=number))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = history.history(tmp_path_factory.mktemp("history") / "register", seed=11)
    yield opened
    opened.close()


def between(register: Register, first: date, last: date, **narrowed: object) -> TwoDays:
    return TwoDays(register, first, last, today=TODAY, narrowed=Narrowed(**narrowed))


def applied(before: dict, rows: list[dict]) -> dict:
    """A state of the register with a difference put on top; each record must be what the difference takes it for."""
    after = dict(before)
    for row in rows:
        was, now = (orjson.loads(row[side]) if row[side] else None for side in ("was", "now"))
        assert after.pop(row["record"], None) == was, row["record"]
        if now is not None:
            after[row["record"]] = now
    return after


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS, DAYS)
def test_the_difference_of_two_days_turns_the_one_into_the_other(register: Register, one: date, other: date):
    days = between(register, min(one, other), max(one, other))
    before, after = history.states(register, days.after), history.states(register, days.upto)
    net = exhibit.ask(register, "difference", 0, after=days.after, upto=days.upto).dicts()
    steps = exhibit.ask(register, "difference_steps", 0, after=days.after, upto=days.upto).dicts()
    assert applied(before, net) == applied(before, steps) == after
    named = {row["what"]: {each["record"] for each in net if each["what"] == row["what"]} for row in net}
    assert named.get("added", set()) == after.keys() - before.keys()
    assert named.get("ended", set()) == before.keys() - after.keys()
    assert named.get("changed", set()) == {id for id in before.keys() & after.keys() if before[id] != after[id]}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS, DAYS)
def test_acts_records_and_counts_tell_the_same(register: Register, one: date, other: date):
    days = between(register, min(one, other), max(one, other))
    (acts, acts_in_all), (changes, records), counts = days.acts(), days.changes(), days.counts()
    assert (len(acts), len(changes)) == (acts_in_all, records) == (counts.acts, counts.records.total())
    assert sum(sum(act.counts.values()) for act in acts) == sum(len(act.changes) for act in acts) == counts.steps.total()
    assert sorted((step.at, step.what) for change in changes for step in change.steps) == sorted(
        (change.steps[0].at, change.what) for act in acts for change in act.changes
    )
    assert {act.actor for act in acts} == counts.actors.keys()


def test_a_difference_names_the_same_fields_in_either_direction(register: Register):
    rows = exhibit.ask(register, "difference_steps", 0, kinds=["transfer"]).dicts()
    states = [orjson.loads(row["now"]) for row in rows if row["now"]]
    for one, other in product(states[:12], states):
        there, back = (fields(register.words, {}, "transfer", *pair) for pair in ((one, other), (other, one)))
        assert [(each.field, each.was, each.now) for each in there] == [(each.field, each.now, each.was) for each in back]
        assert bool(there) == (history.filled(one) != history.filled(other))


def test_a_day_does_not_differ_from_itself(register: Register):
    for number in (-1, 4, 9):
        same = between(register, FIRST + timedelta(days=number), FIRST + timedelta(days=number))
        assert same.acts() == same.changes() == ([], 0)
        assert same.in_force()[1].total() == 0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """One of each thing that can happen to a record."""
    opened = open_register(tmp_path_factory.mktemp("told") / "register")
    with opened.batch("Ada", at(0), title="A list") as writing:
        acme, other = (writing.new("party", {"name": name, "country": "DE"}) for name in ("Acme SE", "Other Inc."))
        states = [
            {},
            {},
            {"note": "here"},
            {"valid_from": "2026-01-04"},
            {"valid_to": "2026-01-05"},
            {"valid_from": "2026-01-04"},
        ]
        for state in states:
            writing.new("transfer", {"exporter": acme, "importer": other, **state})
    _change(opened, "TR-00001", "Bob", at(2), "Renewed", persons=0)
    _change(opened, "TR-00001", "Eve", at(3), None, persons=7, purposes=["hosting"])
    with opened.batch("Eve", at(3, 12), "Switched off") as writing:
        writing.end("TR-00002", 1)
    _change(opened, "TR-00003", "Bob", at(4), "A try", note="there")
    _change(opened, "TR-00003", "Bob", at(5), "No", note="here")
    _change(opened, "TR-00006", "Ada", at(2), "Later", valid_from="2026-01-05")
    with opened.batch("Eve", at(5), "Passing") as writing:
        passing = writing.new("transfer", {"exporter": acme, "importer": other})
    with opened.batch("Eve", at(6), "Gone") as writing:
        writing.end(passing, 1)
    yield opened
    opened.close()


def _change(register: Register, id: str, who: str, when: datetime, why: str | None, **changed: object) -> None:
    found = register.record(id)
    with register.batch(who, when, why) as writing:
        writing.change(id, {**found.state, **changed}, found.version)


def test_a_change_tells_the_net_of_its_steps_and_who_took_each(told: Register):
    [change] = between(told, FIRST, FIRST + timedelta(days=9), search="TR-00001").changes()[0]
    assert change.title == "Acme SE to Other Inc."
    assert [(f.heading, f.was, f.now) for f in change.fields] == [
        ("Purposes", "–", "Hosting and infrastructure"), ("Persons a year", "–", "7"),
    ]  # fmt: skip
    assert [(s.actor, s.why, s.at) for s in change.steps] == [
        ("Bob", "Renewed", at(2).replace(tzinfo=None)), ("Eve", None, at(3).replace(tzinfo=None)),
    ]  # fmt: skip


def test_nobody_counted_is_not_the_number_nought(told: Register):
    [act] = between(told, FIRST, FIRST + timedelta(days=9), search="Renewed").acts()[0]
    assert [(field.was, field.now) for field in act.changes[0].fields] == [("–", "0")]


def test_what_was_ended_changed_back_or_only_passed_is_told_as_what_it_is(told: Register):
    changes = {each.record: each for each in between(told, FIRST, FIRST + timedelta(days=9)).changes()[0]}
    assert {id: each.what for id, each in changes.items()} == {
        "TR-00001": "changed", "TR-00002": "ended", "TR-00003": "as_before", "TR-00006": "changed", "TR-00007": "as_before",
    }  # fmt: skip
    assert [step.what for step in changes["TR-00007"].steps] == ["added", "ended"]
    assert changes["TR-00007"].title == "Acme SE to Other Inc."


def test_a_batch_is_one_act_and_single_edits_are_each_their_own(told: Register):
    acts, total = between(told, FIRST - timedelta(days=1), FIRST + timedelta(days=9)).acts(most=2)
    assert total == len(acts) == 9
    assert (acts[-1].title, acts[-1].batch, acts[-1].counts, len(acts[-1].changes)) == ("A list", "BA-0001", {"added": 8}, 2)
    whole = between(told, FIRST - timedelta(days=1), FIRST).act("BA-0001", limit=5, offset=5)
    assert [change.record for change in whole.changes] == ["TR-00004", "TR-00005", "TR-00006"]


def test_only_a_day_that_nobody_touched_comes_into_force_by_itself(told: Register):
    turns, counts = between(told, FIRST, FIRST + timedelta(days=9)).in_force()
    assert {(turn.record, turn.what, turn.day) for turn in turns} == {
        ("TR-00004", "came_into_force", date(2026, 1, 4)), ("TR-00005", "went_out_of_force", date(2026, 1, 6)),
    }  # fmt: skip
    assert counts == {"came_into_force": 1, "went_out_of_force": 1}
    # The last day of a record is a day in force; the first day is one, and the day before it is none.
    assert not between(told, FIRST, date(2026, 1, 3)).in_force()[0]
    assert [turn.record for turn in between(told, FIRST, date(2026, 1, 5)).in_force()[0]] == ["TR-00004"]


@pytest.mark.parametrize(
    ("narrowed", "records"),
    [
        ({"actors": ("Eve",)}, {"TR-00001", "TR-00002", "TR-00007"}),
        ({"whats": ("ended",)}, {"TR-00002"}),
        ({"kinds": ("party",)}, set()),
        ({"search": "OTHER inc"}, {"TR-00001", "TR-00002", "TR-00003", "TR-00006", "TR-00007"}),
        ({"search": "a try"}, {"TR-00003"}),
    ],
)
def test_a_narrowing_leaves_the_records_that_it_means(told: Register, narrowed: dict, records: set[str]):
    assert {each.record for each in between(told, FIRST, FIRST + timedelta(days=9), **narrowed).changes()[0]} == records


def test_a_day_that_is_not_over_holds_all_that_is_recorded(told: Register):
    with_today = TwoDays(told, FIRST, FIRST + timedelta(days=1), today=FIRST + timedelta(days=1))
    assert with_today.upto == told.known(None)


def test_pages_part_a_long_list_without_losing_any(register: Register):
    days = between(register, FIRST - timedelta(days=1), FIRST + timedelta(days=10))
    whole, total = days.changes()
    paged = [change for offset in range(0, total, 4) for change in days.changes(4, offset)[0]]
    assert paged == whole


def test_a_moment_of_a_step_is_utc(told: Register):
    assert between(told, FIRST, TODAY).acts()[0][0].at == datetime(2026, 1, 7, 9, tzinfo=UTC).replace(tzinfo=None)
