"""A party moves, or is bought: tried in a copy, which says what the register would say, and recorded for its day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from transfer_register.actions import demo
from transfer_register.actions.opening import open_register
from transfer_register.actions.party_changes import lost, party_changes
from transfer_register.actions.record_party_change import record_bought, record_moved
from transfer_register.actions.simulate_records import simulated_records, tried_in_copy
from transfer_register.errors import NotLaw, Refused
from transfer_register.model.event import Event
from transfer_register.model.facts import PARTY_FACTS
from transfer_register.model.filter import Filter
from transfer_register.register.copied import copied
from transfer_register.register.register import Register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ON, DAY = date(2026, 11, 23), date(2026, 12, 10)
BEFORE = DAY - timedelta(days=1)
# Of the demonstration: a vendor of the group in India, and a cloud in the United States that rests on the Framework.
INDIA, CLOUD = "PA-0011", "PA-0019"
JUDGED = """
SELECT t.id, t.verdict, t.band, t.score, t.grounds, t.countries,
    list((v.regime, v.verdict, v.ground, v.fallbacks, v.country) ORDER BY v.regime)
FROM transfers_on($sight) AS t LEFT JOIN verdicts_on($sight) AS v ON v.transfer = t.id GROUP BY ALL ORDER BY t.id
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Register]:
    """The demonstration; nothing here writes to it."""
    opened = open_register(tmp_path_factory.mktemp("records") / "register")
    demo.fill(opened, AT, "tests")
    yield opened
    opened.close()


def judged(register: Register, sight: int) -> dict[str, tuple]:
    return {row[0]: row[1:] for row in register.ask(JUDGED, {"sight": sight}).rows}


def moves(party: str = INDIA, country: str = "US") -> Event:
    return Event(kind="moves", title="The vendor moves", effective_on=DAY, party=party, country=country)


def bought(party: str = CLOUD, buyer: str = INDIA) -> Event:
    return Event(kind="bought", title="The vendor is bought", effective_on=DAY, party=party, buyer=buyer)


def test_a_copy_of_transfers_is_judged_as_the_register_judges_them(register: Register):
    whole = judged(register, register.sight(ON))
    # Every other one: what is joined to them by what follows what comes along, and is judged alike too.
    with closing(copied(register, list(whole)[::2])) as copy:
        found = judged(copy, copy.sight(ON))
        assert set(list(whole)[::2]) <= set(found) < set(whole)
        assert found == {id: whole[id] for id in found}
        brought = "SELECT id, batches::VARCHAR, version, recorded_at FROM transfers_on($sight)"
        assert set(copy.ask(brought, {"sight": copy.sight(ON)}).rows) <= set(
            register.ask(brought, {"sight": register.sight(ON)}).rows
        )
        assert copy.verify().ok
        folder = copy.path
    assert not folder.exists()


def test_what_is_new_in_a_copy_takes_no_id_that_means_something_else(register: Register):
    first, *_, last = sorted(judged(register, register.sight(ON)))
    with closing(copied(register, [first])) as copy:
        state = copy.record(first).state
        with copy.batch("tests", AT) as writing:
            assert writing.new("transfer", state) > last


def test_a_copy_goes_when_what_is_tried_in_it_fails(register: Register):
    folders = []

    def fails(copy: Register) -> None:
        folders.append(copy.path)
        raise Refused("no")

    with pytest.raises(Refused, match="no"):
        tried_in_copy(register, [], fails, on=ON)
    assert folders
    assert not folders[0].exists()


def test_a_recipient_that_moves_loses_what_rested_on_its_country_and_nothing_is_recorded(register: Register):
    head = register.head()
    with closing(simulated_records(register, moves(), on=ON)) as simulated:
        affected = {each.transfer: each for each in simulated.affected}
        # Clauses stay signed; the assessment was of the country until now.
        assert affected["TR-00061"].before == {"EU": "permitted"}
        assert affected["TR-00061"].after == {"EU": "unknown"}
        assert affected["TR-00061"].fell == {"EU": "eu.scc2021.m2"}
        assert affected["TR-00061"].worse
        (countries,) = simulated.register.ask(
            "SELECT countries FROM transfers_on($sight) WHERE id = 'TR-00061'", {"sight": simulated.after}
        ).rows
        assert countries == (["US"],)
        assert (simulated.on, simulated.law_on) == (DAY, DAY)
        folder = simulated.register.path
    assert register.head() == head
    assert not folder.exists()


def test_who_is_bought_leaves_its_entries_in_doubt_and_clauses_carry_on(register: Register):
    with closing(simulated_records(register, bought(), on=ON)) as simulated:
        affected = {each.transfer: each for each in simulated.affected}
    assert affected["TR-00015"].after == {"EU": "unknown"}
    assert affected["TR-00015"].worse
    assert affected["TR-00012"].alternatives == {"EU": "eu.scc2021.m2"}
    assert not affected["TR-00012"].worse


def test_a_filter_limits_what_is_looked_at(register: Register):
    chosen = Filter(transfers=("TR-00015", "TR-00061"))
    with closing(simulated_records(register, bought(), on=ON, filter=chosen)) as simulated:
        assert [each.transfer for each in simulated.affected] == ["TR-00015"]


def test_what_is_recorded_holds_from_its_day_as_it_was_simulated_and_the_days_before_stay(register: Register):
    everything = [id for id, *_ in register.ask("SELECT id FROM transfer", {}).rows]
    with closing(simulated_records(register, moves(), on=ON)) as simulated:
        expected = judged(simulated.register, simulated.after)
    with closing(copied(register, everything)) as own:
        was = judged(own, own.sight(BEFORE))
        with own.batch("tests", AT, title="It moves") as writing:
            renamed = record_moved(writing, own, moves())
        assert judged(own, own.sight(BEFORE)) == was
        on_the_day = judged(own, own.sight(DAY))
        assert {old: on_the_day[new] for old, new in renamed.items()} == {old: expected[old] for old in renamed}
        assert "TR-00061" in renamed
        assert "TR-00061" not in on_the_day
        # A transfer that carries onward what was recorded anew follows the new one.
        for old, new in renamed.items():
            follows = own.record(old).state.get("follows")
            assert own.record(new).state.get("follows") == renamed.get(follows, follows)
        party = own.parties()[INDIA]
        assert (party.country, party.earlier[0].country, party.earlier[0].until) == ("US", "IN", BEFORE)


def test_a_purchase_that_is_recorded_changes_no_day_before_it_and_no_transfer_that_reads_as_before(register: Register):
    everything = [id for id, *_ in register.ask("SELECT id FROM transfer", {}).rows]
    with closing(copied(register, everything)) as own:
        was = judged(own, own.sight(BEFORE))
        with own.batch("tests", AT, title="It is bought") as writing:
            renamed = record_bought(writing, own, bought())
        assert judged(own, own.sight(BEFORE)) == was
        on_the_day = judged(own, own.sight(DAY))
        assert on_the_day[renamed.get("TR-00015", "TR-00015")][0] == "unknown"
        assert was["TR-00015"][0] == "permitted"
        assert own.parties()[CLOUD].parent == INDIA
        assert own.parties()[CLOUD].earlier[0].parent is None
        with pytest.raises(Refused, match="in the order of their days"), own.batch("tests", AT) as writing:
            record_moved(writing, own, moves(CLOUD, "IN").model_copy(update={"effective_on": BEFORE}))


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (moves("PA-9999"), "which party"),
        (moves(INDIA, "IN"), "in that country already"),
        (moves().model_copy(update={"country": None}), "to which country"),
        (bought(CLOUD, "PA-9999"), "which party of the register buys"),
        (bought(CLOUD, CLOUD), "Choose another buyer"),
        (bought("PA-0001", INDIA), "Choose another buyer"),
    ],
)
def test_an_event_that_cannot_be_is_refused(register: Register, event: Event, why: str):
    with pytest.raises(Refused, match=why):
        simulated_records(register, event, on=ON)


def test_every_fact_of_a_party_is_thought_about_and_none_twice():
    for change in party_changes().values():
        assert change.decided == {fact.name for fact in PARTY_FACTS}
        assert not set(change.stays) & {name for each in change.entries for name in each.party}


def test_an_owner_outside_is_known_and_one_inside_says_nothing_of_its_own_owners(register: Register):
    assert lost("bought", "IE", "US", register.law, DAY).states == {"third_country_parent": True}
    inside = lost("bought", "IE", "DE", register.law, DAY)
    assert "third_country_parent" in inside.party
    assert not inside.states
    assert "us_ecs_or_rcs" in inside.party
    assert "us_ecs_or_rcs" not in lost("bought", "DE", "DE", register.law, DAY).party


def test_a_file_of_party_changes_that_names_no_fact_is_refused(tmp_path):
    file = tmp_path / "changes.yaml"
    entry = "{title: T, why: W, party: [no.such], source: {act: A, confidence: memory}}"
    file.write_text(f"moves: {{entries: [{entry}], stays: []}}\nbought: {{entries: [], stays: []}}\n", encoding="utf-8")
    with pytest.raises(NotLaw, match=r"there is no fact no\.such of a party"):
        party_changes(file)
