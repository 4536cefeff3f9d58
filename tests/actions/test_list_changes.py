"""A vendor's list changes on a day: what begins, what ends, what is carried over, and that no day before it is touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transfer_register.actions import list_changes, take_in
from transfer_register.actions.list_changes import AsRecorded, File, Options
from transfer_register.actions.opening import open_register
from transfer_register.actions.undo import undo
from transfer_register.errors import Refused, Stale
from transfer_register.intake.carried import facts_by_field
from transfer_register.intake.list_words import HEADINGS
from transfer_register.model.facts import DERIVED, STATED_ON_TRANSFER
from transfer_register.register.register import Register

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
EFFECTIVE = date(2026, 12, 8)
BEFORE = EFFECTIVE - timedelta(days=1)
TODAY = date(2026, 11, 23)
HEAD = "Vendor,Purpose,Location of processing,Data categories,Transfer mechanism\n"
OLD = (
    HEAD
    + "Halyard Inc,Support,US,E-mail address,SCC module 3\n"
    + "Fjord AS,Hosting,Norway,E-mail address,SCC\nLarkspur Ltd,Search,India,E-mail address,SCC\n"
)
NEW = (
    HEAD
    + 'Larkspur Ltd,Search,India,E-mail address,SCC\nHalyard Inc,Support,"US, India",E-mail address,SCC module 3\n'
    + "Acme India Pvt Ltd,Support,India,E-mail address,SCC\n"
)
VERSIONS = Path(__file__).resolve().parents[3] / "shared" / "inputs" / "lists" / "versions"
NUMBERS = count(1)


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("list_changes") / "register")
    yield opened
    opened.close()


@pytest.fixture
def vendor(register) -> str:
    """A vendor of its own for each test, whose old list is in the register."""
    return recorded(register, OLD)


def recorded(register: Register, content: str) -> str:
    name = f"Orbit {next(NUMBERS)} GmbH"
    options = take_in.Options(exporter_name=name, exporter_country="DE", exporter_role="processor")
    take_in.take(register, take_in.preview(register, content.encode(), "old.csv", options), **WHO)
    return next((id for id, party in register.parties().items() if party.name == name), name)


def options(vendor: str, **more) -> Options:
    same = more.pop("same", {})
    known = vendor.startswith("PA-")
    taking = take_in.Options(
        exporter=vendor if known else None, exporter_name=None if known else vendor, exporter_role="processor", same=same
    )
    return Options(taking, **more)


def proposed(register, vendor, old=OLD, new=NEW, on=EFFECTIVE, **more):
    comparison = list_changes.compared(File(old.encode(), "old.csv"), File(new.encode(), "new.csv"))
    return list_changes.proposed(register, comparison, options(vendor, **more), on)


def act(proposal, recipient):
    (found,) = [each for each in proposal.acts if each.difference.recipient == recipient]
    return found


def states(register, vendor) -> dict[str, dict]:
    rows = register.ask("SELECT id, state FROM transfer WHERE exporter = $vendor ORDER BY id", {"vendor": vendor}).rows
    return {id: orjson.loads(state) for id, state in rows}


def held(register, vendor, day: date) -> list[tuple]:
    """What the register says of a vendor's recipients on a day."""
    names = {id: party.name for id, party in register.parties().items()}
    return sorted(
        (
            names[state["importer"]],
            state.get("purpose_text"),
            tuple(sorted(place.get("country") or place.get("group") or "" for place in state["places"])),
        )
        for state in states(register, vendor).values()
        if state.get("valid_from", "0") <= day.isoformat() <= state.get("valid_to", "9")
    )


def changed(register, vendor, id, **fields):
    state = states(register, vendor)[id]
    with register.batch("Eve", AT) as writing:
        writing.change(id, state | fields, register.record(id).version)


def of(register, vendor, recipient) -> list[str]:
    names = {party.name: id for id, party in register.parties().items()}
    return [id for id, state in states(register, vendor).items() if state["importer"] == names[recipient]]


def test_what_came_begins_what_went_ends_and_what_changed_does_both(register, vendor):
    before = held(register, vendor, TODAY)
    proposal = proposed(register, vendor)
    assert {each.difference.recipient: each.act for each in proposal.acts} == {
        "Halyard Inc": "replace", "Acme India Pvt Ltd": "begin", "Fjord AS": "end",
    }  # fmt: skip
    assert act(proposal, "Fjord AS").last_day == BEFORE
    assert act(proposal, "Acme India Pvt Ltd").first_day == EFFECTIVE
    taken = list_changes.take(register, proposal, **WHO)
    assert (taken.begun, taken.ended, taken.replaced) == (1, 1, 1)
    assert held(register, vendor, TODAY) == held(register, vendor, BEFORE) == before
    assert held(register, vendor, EFFECTIVE) == [
        ("Acme India Pvt Ltd", "Support", ("IN",)), ("Halyard Inc", "Support", ("IN", "US")), ("Larkspur Ltd", "Search", ("IN",)),
    ]  # fmt: skip
    details = register.record(taken.batch).state["details"]
    assert details["act"] == "list_change"
    assert details["effective_on"] == "2026-12-08"
    assert len(details["old"]["sha256"]) == len(details["new"]["sha256"]) == 64
    again = proposed(register, vendor)
    assert {each.act for each in again.acts} == {"unchanged"}
    assert list_changes.take(register, again, **WHO).batch is None
    undo(register, taken.batch, **WHO)
    assert held(register, vendor, EFFECTIVE) == before


def test_a_list_is_compared_with_the_register_where_the_old_file_is_missing(register, vendor):
    comparison = list_changes.compared(AsRecorded(vendor, TODAY), File(NEW.encode(), "new.csv"), register=register)
    assert comparison.counts() == {"added": 1, "removed": 1, "changed": 1, "reworded": 0, "unchanged": 1}
    assert comparison.of("changed")[0].fields["places"].added == ("India (processing)",)
    list_changes.take(register, list_changes.proposed(register, comparison, options(vendor), EFFECTIVE), **WHO)
    later = list_changes.compared(AsRecorded(vendor, EFFECTIVE), File(NEW.encode(), "new.csv"), register=register)
    assert later.differences == ()
    assert later.unchanged == 3
    assert comparison.old.title.endswith("on 23 November 2026")
    assert comparison.old.sha256 is None
    with pytest.raises(Refused, match="no party PA-9999"):
        list_changes.compared(AsRecorded("PA-9999", TODAY), File(NEW.encode(), "new.csv"), register=register)


def test_what_people_recorded_is_carried_over_but_not_what_rested_on_what_changed(register, vendor):
    (id,) = of(register, vendor, "Halyard Inc")
    mechanism = {"tool": "scc", "module": 3, "signed_on": "2026-01-15", "reference": "A-7"}
    facts = {"tia.exists": True, "art28_contract.exists": True, "measures.encrypted_at_rest": True}
    more = {"owner": "Legal", "persons": 900, "note": "Called them.", "measures": ["encryption_in_transit"]}
    changed(register, vendor, id, mechanisms=[mechanism], facts=facts, review_on="2027-05-01", **more)
    planned = act(proposed(register, vendor), "Halyard Inc")
    assert planned.state["mechanisms"] == [mechanism]
    assert planned.state["facts"] == {"art28_contract.exists": True, "measures.encrypted_at_rest": True}
    assert {name: planned.state[name] for name in more} == more
    assert {"Mechanisms", "Looked after by", "Facts stated", "Note"} <= set(planned.carried)
    assert ("Transfer impact assessment on file", "yes", "not known") in [(f.heading, f.was, f.now) for f in planned.fields]
    assert planned.state["valid_from"] == "2026-12-08"
    assert "valid_to" not in planned.state
    assert planned.ending[0][2]["facts"] == facts


def test_a_place_that_goes_takes_no_assessment_with_it(register):
    vendor = recorded(register, HEAD + 'Halyard Inc,Support,"US, India",E-mail address,SCC\n')
    (id,) = of(register, vendor, "Halyard Inc")
    storage = {"country": "DE", "role": "storage"}
    changed(register, vendor, id, facts={"tia.exists": True}, places=[*states(register, vendor)[id]["places"], storage])
    old, new = (HEAD + f"Halyard Inc,Support,{places},E-mail address,SCC\n" for places in ('"US, India"', "India"))
    state = act(proposed(register, vendor, old, new), "Halyard Inc").state
    assert state["facts"] == {"tia.exists": True}
    assert [place["country"] for place in state["places"]] == ["IN", "DE"]


def test_of_several_transfers_that_may_be_meant_a_person_chooses(register):
    twice = HEAD + "Halyard Inc,Support,US,E-mail address,SCC\nHalyard Inc,Hosting,Japan,E-mail address,SCC\n"
    vendor = recorded(register, twice)
    old, new = (HEAD + f"Halyard Inc,Analytics,{place},E-mail address,SCC\n" for place in ("US", "Ghana"))
    gone = act(proposed(register, vendor, old, HEAD + "Fjord AS,Hosting,Norway,E-mail address,SCC\n"), "Halyard Inc")
    assert (gone.act, gone.decision, len(gone.candidates)) == ("end", "blocked", 2)
    asked = act(proposed(register, vendor, old, new), "Halyard Inc")
    assert (asked.act, asked.decision, len(asked.candidates)) == ("replace", "blocked", 2)
    first = asked.candidates[0].id
    answered = act(proposed(register, vendor, old, new, chosen={asked.key: (first,)}), "Halyard Inc")
    assert (answered.act, [id for id, _, _ in answered.ending]) == ("replace", [first])
    none = act(proposed(register, vendor, old, new, chosen={asked.key: ()}), "Halyard Inc")
    assert (none.act, none.ending) == ("begin", ())


def test_what_the_register_does_not_have_cannot_end(register, vendor):
    old = OLD + "Quay SA,Printing,France,E-mail address,SCC\n"
    gone = act(proposed(register, vendor, old), "Quay SA")
    assert (gone.act, gone.decision) == ("none", "blocked")
    assert "holds no transfer" in gone.says
    moved = act(proposed(register, vendor, old, NEW + "Quay SA,Printing,Ghana,E-mail address,SCC\n"), "Quay SA")
    assert (moved.act, moved.decision) == ("begin", "decide")
    assert "no such transfer" in moved.why[0]


def test_what_begins_on_the_effective_day_or_later_is_left_to_a_person(register, vendor):
    (id,) = of(register, vendor, "Fjord AS")
    changed(register, vendor, id, valid_from="2026-12-08")
    assert act(proposed(register, vendor), "Fjord AS").decision == "blocked"
    (id,) = of(register, vendor, "Halyard Inc")
    changed(register, vendor, id, valid_from="2027-01-01")
    late = act(proposed(register, vendor), "Halyard Inc")
    assert late.decision == "blocked"
    assert "cannot end before it begins" in late.says
    assert not late.writes


def test_a_transfer_that_is_there_already_is_no_new_one_without_a_word(register, vendor):
    there = HEAD + "Halyard Inc,Support,US,E-mail address,SCC module 3\nLarkspur Ltd,Search,Ghana,E-mail address,SCC\n"
    proposal = proposed(register, vendor, HEAD + "Fjord AS,Hosting,Norway,E-mail address,SCC\n", there)
    assert act(proposal, "Halyard Inc").act == "unchanged"
    other = act(proposal, "Larkspur Ltd")
    assert other.decision == "blocked"
    assert len(other.candidates) == 1
    (id,) = [each.id for each in other.candidates]
    again = proposed(register, vendor, HEAD + "Fjord AS,Hosting,Norway,E-mail address,SCC\n", there, chosen={other.key: (id,)})
    assert act(again, "Larkspur Ltd").act == "replace"


def test_words_alone_are_no_act_and_silence_is_none(register, vendor):
    worded = (
        HEAD
        + "Halyard Inc,Support,United States,E-Mail Address,SCC module 3\n"
        + "Fjord AS,hosting.,Norway,E-mail address,SCC\nLarkspur Ltd,Search,,E-mail address,SCC\n"
    )
    proposal = proposed(register, vendor, OLD, worded)
    assert [each.difference.kind for each in proposal.acts] == ["reworded", "reworded", "changed"]
    silent = act(proposal, "Larkspur Ltd")
    assert silent.act == "none"
    assert silent.difference.fields["places"].no_longer_said
    assert list_changes.take(register, proposal, **WHO).batch is None


def test_a_name_that_looks_known_is_asked_and_the_answer_kept(register, vendor):
    new = OLD + "Halyard GmbH,Mailing,Japan,E-mail address,SCC\n"
    asked = proposed(register, vendor, OLD, new)
    assert act(asked, "Halyard GmbH").decision == "decide"
    (party,) = [each for each in asked.parties if each.name == "Halyard GmbH"]
    known = next(each.id for each in party.similar if each.name == "Halyard Inc")
    answered = proposed(register, vendor, OLD, new, same={party.key: known})
    assert act(answered, "Halyard GmbH").decision == "ready"
    list_changes.take(register, answered, **WHO)
    assert len(of(register, vendor, "Halyard Inc")) == 2
    assert "Halyard GmbH" in register.parties()[known].aliases
    state = register.parties()[known].model_dump(mode="json", exclude_none=True) | {"aliases": []}
    with register.batch("Eve", AT) as writing:
        writing.change(known, state, register.record(known).version)


def test_nothing_that_was_not_shown_is_written(register, vendor):
    proposal = proposed(register, vendor)
    (id,) = of(register, vendor, "Halyard Inc")
    changed(register, vendor, id, owner="Sales")
    with pytest.raises(Stale, match="Halyard Inc"):
        list_changes.take(register, proposal, **WHO)
    before = states(register, vendor)
    taken = list_changes.take(register, proposal, **WHO, leave_out=frozenset({act(proposal, "Halyard Inc").key}))
    assert (taken.ended, taken.begun, taken.replaced, taken.left_out) == (1, 1, 0, 1)
    (fjord,) = of(register, vendor, "Fjord AS")
    assert states(register, vendor)[fjord] == before[fjord] | {"valid_to": "2026-12-07"}


def test_an_edit_elsewhere_stops_nothing(register, vendor):
    proposal = proposed(register, vendor)
    (fjord,) = of(register, vendor, "Fjord AS")
    changed(register, vendor, fjord, owner="Sales")
    assert list_changes.take(register, proposal, **WHO).ended == 1
    assert states(register, vendor)[fjord]["owner"] == "Sales"


def test_what_carries_an_ended_transfer_onward_is_told(register, vendor):
    (fjord,) = of(register, vendor, "Fjord AS")
    (larkspur,) = of(register, vendor, "Larkspur Ltd")
    changed(register, vendor, larkspur, follows=fjord)
    gone = act(proposed(register, vendor), "Fjord AS")
    assert gone.decision == "decide"
    assert larkspur in gone.why[0]


def test_a_list_without_an_owner_is_refused(register):
    comparison = list_changes.compared(File(OLD.encode(), "old.csv"), File(NEW.encode(), "new.csv"))
    with pytest.raises(Refused, match="whose list"):
        list_changes.proposed(register, comparison, Options(), EFFECTIVE)


def test_a_chosen_transfer_must_be_one_of_the_vendor(register, vendor):
    key = act(proposed(register, vendor), "Fjord AS").key
    with pytest.raises(Refused, match="TR-99999 is no transfer of this exporter"):
        proposed(register, vendor, chosen={key: ("TR-99999",)})


def test_every_fact_that_is_not_carried_over_is_a_fact():
    for field, groups in facts_by_field().items():
        assert field in HEADINGS
        assert set(groups) == {"added", "any"}
        for fact in (*groups["added"], *groups["any"]):
            assert fact in STATED_ON_TRANSFER or fact in DERIVED, fact


FLOWS = st.lists(
    st.tuples(
        st.sampled_from(["Halyard Inc", "Fjord AS", "Larkspur Ltd", "Quay SA"]),
        st.sampled_from(["Support", "Search", "Hosting"]),
        st.sampled_from(["US", "India", "EEA", "US; India", "Japan", ""]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda flow: flow[:2],
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FLOWS, FLOWS, st.integers(0, 400), st.booleans())
def test_every_day_before_stays_as_it_was_and_a_second_time_changes_nothing(register, old, new, far, by_register):
    lists = ["Vendor,Purpose,Location of processing\n" + "".join(f"{n},{p},{w}\n" for n, p, w in rows) for rows in (old, new)]
    vendor = recorded(register, lists[0])
    on = TODAY + timedelta(days=far)
    days = [date(2020, 1, 1), TODAY - timedelta(days=1), on - timedelta(days=1)]
    before = [held(register, vendor, day) for day in days]
    files = [File(content.encode(), f"{name}.csv") for content, name in zip(lists, ("old", "new"), strict=True)]
    side = AsRecorded(vendor, TODAY) if by_register and vendor.startswith("PA-") else files[0]
    comparison = list_changes.compared(side, files[1], register=register)
    list_changes.take(register, list_changes.proposed(register, comparison, options(vendor), on), **WHO)
    assert [held(register, vendor, day) for day in days] == before
    once = states(register, vendor)
    assert list_changes.take(register, list_changes.proposed(register, comparison, options(vendor), on), **WHO).batch is None
    assert states(register, vendor) == once


@pytest.mark.skipif(not VERSIONS.is_dir(), reason="the published lists are not in this place")
@pytest.mark.parametrize(
    "pair", [("basecamp_2018-05-24.md", "basecamp_2022-05-18.md"), ("github_2025-08-29.md", "github_2026-03-11.md")]
)
def test_two_published_versions_of_a_list(register, pair):
    old, new = (File((VERSIONS / name).read_bytes(), name) for name in pair)
    vendor = recorded(register, old.data.decode())
    comparison = list_changes.compared(old, new)
    assert comparison.differences
    proposal = list_changes.proposed(register, comparison, options(vendor), EFFECTIVE)
    before = held(register, vendor, BEFORE)
    taken = list_changes.take(register, proposal, **WHO)
    assert held(register, vendor, BEFORE) == before
    assert taken.begun + taken.ended + taken.replaced > 0
    again = list_changes.proposed(register, comparison, options(vendor), EFFECTIVE)
    assert not any(each.writes for each in again.acts)


FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LISTS = [FIXTURES / "journey" / "vendors.md", FIXTURES / "intake" / "vendors.md", *sorted(VERSIONS.parent.glob("[0-3]*.[my]*"))]


@pytest.mark.parametrize("path", LISTS, ids=[path.name for path in LISTS])
def test_a_list_and_the_register_that_took_it_in_do_not_differ(register, path):
    file = File(path.read_bytes(), path.name)
    vendor = recorded(register, file.data.decode())
    if vendor.startswith("PA-"):
        comparison = list_changes.compared(AsRecorded(vendor, TODAY), file, register=register)
        assert [(each.kind, each.recipient, each.fields) for each in comparison.differences] == []
        assert comparison.unchanged > 0


def test_another_name_of_the_same_party_ends_nothing(register, vendor):
    (id,) = [id for id, party in register.parties().items() if party.name == "Fjord AS"]
    state = register.parties()[id].model_dump(mode="json", exclude_none=True) | {"aliases": ["Fjord Cloud"]}
    with register.batch("Eve", AT) as writing:
        writing.change(id, state, register.record(id).version)
    new = OLD.replace("Fjord AS", "Fjord Cloud")
    comparison = list_changes.compared(AsRecorded(vendor, TODAY), File(new.encode(), "new.csv"), register=register)
    assert comparison.differences == ()
    proposal = proposed(register, vendor, OLD, new)
    assert {(each.difference.kind, each.act) for each in proposal.acts} == {("removed", "none"), ("added", "unchanged")}
