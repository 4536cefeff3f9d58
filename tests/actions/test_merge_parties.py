"""Merging two parties that are one: everything follows, nothing is lost, and taking it back leaves every record as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transfer_register.actions import alike_parties, contacts, record
from transfer_register.actions.bulk import ChangedSince
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.merge_parties import Side, apply, merged_state, preview
from transfer_register.actions.undo import undo
from transfer_register.errors import Refused
from transfer_register.register.contacts import check
from transfer_register.register.register import Register

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
WHY = {**WHO, "why": "One company, two spellings"}
SENDER, KEPT, GONE, CHILD, OTHER = (f"PA-{number:04d}" for number in range(1, 6))
SCHEME = {"scheme": "lei", "value": "5299000J2N45DDNE4Y28"}


def filled(opened: Register) -> None:
    """Five parties, of which two are one, and everything that can name one of them."""
    with opened.batch("Eve", AT) as writing:
        writing.new("party", {"name": "Muster GmbH", "country": "DE"})
        writing.new("party", {"name": "Larkspur Cloud Inc.", "country": "US", "domains": ["larkspur.example"]})
        writing.new(
            "party",
            {
                "name": "Larkspur Cloud", "country": "IE", "kind": "subsidiary", "aliases": ["larkspur cloud inc.", "LC"],
                "domains": ["larkspur.example", "lc.example"], "identifiers": [SCHEME], "facts": {"dpf.eu.active": False},
                "valid_to": "2027-01-01",
            },
        )  # fmt: skip
        writing.new("party", {"name": "Larkspur Media Ltd", "country": "GB", "parent": GONE})
        writing.new("party", {"name": "Fjord AS", "country": "NO"})
        for exporter, importer, purposes in (
            (SENDER, KEPT, ["hosting"]), (SENDER, GONE, ["hosting"]), (GONE, OTHER, []), (SENDER, OTHER, []),
        ):  # fmt: skip
            writing.new("transfer", {"exporter": exporter, "importer": importer, "purposes": purposes})
        writing.new("announcement", {"vendor": GONE, "title": "New list of sub-processors"})
        writing.new("profile", {"name": "List of Larkspur", "headings": ["Name"], "fields": {}, "exporter": GONE})
    contacts.add(opened, GONE, "dpo", {"name": "Eve Zyxwvut"}, **WHO)
    gone = contacts.add(opened, GONE, "signatory", {"name": "Bob Zyxwvut"}, **WHO)
    contacts.erase(opened, gone, 1, "objected", **WHO)


def states(register: Register) -> dict[str, Any]:
    """Every record that is there, without the digests of contacts: a person is sealed anew for each version."""
    asked = """
    SELECT id, state FROM party UNION ALL SELECT id, state FROM transfer
    UNION ALL SELECT id, state FROM other_history WHERE kind <> 'batch' AND live AND to_sequence IS NULL
    """
    found = {id: orjson.loads(state) for id, state in register.ask(asked, {}).rows}
    return {id: {name: value for name, value in state.items() if name != "digest"} for id, state in found.items()}


def test_everything_that_named_the_one_that_goes_names_the_one_that_stays(register: Register):
    before = states(register)
    done = apply(register, preview(register, KEPT, GONE), **WHY)
    after = states(register)
    assert GONE not in register.parties()
    assert done.transfers == ("TR-00002", "TR-00003")
    assert (after["TR-00002"]["importer"], after["TR-00003"]["exporter"]) == (KEPT, KEPT)
    assert after["TR-00004"] == before["TR-00004"]
    assert (after["AN-0001"]["vendor"], after["PR-001"]["exporter"], after[CHILD]["parent"]) == (KEPT, KEPT, KEPT)
    [person] = contacts.contacts_of(register, KEPT)
    assert person.person.name == "Eve Zyxwvut"
    assert contacts.contact(register, "CO-0002").party == GONE  # erased: nothing of it can be changed
    kept = register.parties()[KEPT]
    assert kept.aliases == ("Larkspur Cloud", "LC")
    assert kept.domains == ("larkspur.example", "lc.example")
    assert [each.value for each in kept.identifiers] == [SCHEME["value"]]
    assert check(register.journal) is None
    assert register.verify().ok


def test_the_history_of_every_record_says_why_and_the_batch_says_what(register: Register):
    done = apply(register, preview(register, KEPT, GONE), **WHY)
    for id in (KEPT, GONE, "TR-00002", "CO-0001"):
        last = register.history(id)[-1]
        assert (last.why, last.batch, last.actor) == (WHY["why"], done.batch, "Ada")
    batch = register.record(done.batch).state
    assert batch["title"] == "Larkspur Cloud merged into Larkspur Cloud Inc."
    assert batch["details"] == {
        "act": "merge_parties", "kept": KEPT, "ended": GONE, "kept_name": "Larkspur Cloud Inc.", "ended_name": "Larkspur Cloud",
        "taken_from_ended": ["facts.dpf.eu.active", "kind"], "announcements": 1, "contacts": 1, "parties": 1, "profiles": 1,
        "transfers": 2,
    }  # fmt: skip


def test_a_blank_is_filled_and_where_both_state_something_the_one_that_stays_is_proposed(unwritten: Register):
    seen = preview(unwritten, KEPT, GONE)
    told = {each.field: (each.kept, each.gone, each.proposed, each.contradicts) for each in seen.differing}
    assert told == {
        "country": ("US", "IE", Side.KEPT, True),
        "kind": (None, "subsidiary", Side.GONE, False),
        # No last day was stated: that is an answer, not a blank.
        "valid_to": (None, "2027-01-01", Side.KEPT, False),
        "facts.dpf.eu.active": (None, False, Side.GONE, False),
    }
    state = merged_state(seen)
    assert (state["country"], state["kind"], state["facts"], "valid_to" in state) == (
        "US", "subsidiary", {"dpf.eu.active": False}, False,
    )  # fmt: skip
    chosen = {"country": Side.GONE, "kind": Side.KEPT, "facts.dpf.eu.active": Side.KEPT}
    state = merged_state(seen, chosen)
    assert (state["country"], state.get("kind"), state["facts"]) == ("IE", None, {})
    with pytest.raises(Refused, match=r"address: there is nothing to choose\. They differ in country, facts"):
        merged_state(seen, {"address": Side.GONE})


def test_transfers_that_become_alike_are_told_and_stay_two(register: Register):
    seen = preview(register, KEPT, GONE)
    assert seen.same_flows == (("TR-00001", "TR-00002"),)
    assert "2 transfers, 1 contact, 1 announcement, 1 profile and 1 party that belongs to it will name" in seen.sentence()
    apply(register, seen, **WHY)
    assert {"TR-00001", "TR-00002"} <= states(register).keys()


def test_a_transfer_from_the_one_to_the_other_stops_the_merge_until_it_is_changed(register: Register):
    id = record.save_transfer(register, {"exporter": GONE, "importer": KEPT}, **WHO)
    seen = preview(register, KEPT, GONE)
    assert seen.blocked == (id,)
    before = states(register)
    with pytest.raises(Refused, match=f"{id} would go from Larkspur Cloud Inc. to Larkspur Cloud Inc., .* take away it first"):
        apply(register, seen, **WHY)
    assert states(register) == before
    record.take_away(register, id, 1, **WHO)
    apply(register, preview(register, KEPT, GONE), **WHY)


@pytest.mark.parametrize(
    ("kept", "gone", "why", "sentence"),
    [
        (KEPT, KEPT, "so", "is one party already"),
        (KEPT, "PA-9999", "so", "There is no party PA-9999"),
        ("TR-00001", GONE, "so", "There is no party TR-00001"),
        (KEPT, GONE, "  ", "Say why they are one"),
    ],
)
def test_what_cannot_be_merged_is_refused_in_a_sentence(unwritten: Register, kept: str, gone: str, why: str, sentence: str):
    before = unwritten.head()
    with pytest.raises(Refused, match=sentence):
        apply(unwritten, preview(unwritten, kept, gone), **{**WHY, "why": why})
    assert unwritten.head() == before


def test_a_party_that_is_gone_cannot_be_merged_again(register: Register):
    apply(register, preview(register, KEPT, GONE), **WHY)
    with pytest.raises(Refused, match=f"{GONE} was taken away by Ada"):
        preview(register, OTHER, GONE)


def test_what_does_not_go_together_is_not_recorded(register: Register):
    found = register.record(KEPT)
    record.save_party(register, found.state | {"valid_from": "2028-01-01"}, id=KEPT, version=found.version, **WHO)
    with pytest.raises(NotRecorded, match="it ends on 2027-01-01, before it begins"):
        apply(register, preview(register, KEPT, GONE), **WHY, chosen={"valid_to": Side.GONE})


@pytest.mark.parametrize("what", [KEPT, GONE, "TR-00002", "CO-0001", "new transfer"])
def test_a_preview_that_is_no_longer_true_is_not_written(register: Register, what: str):
    seen = preview(register, KEPT, GONE)
    if what == "new transfer":
        what = record.save_transfer(register, {"exporter": SENDER, "importer": GONE}, actor="Bob", at=AT)
    elif what == "CO-0001":
        contacts.change(register, what, 1, "dpo", {"name": "Eve Q. Zyxwvut"}, actor="Bob", at=AT)
    else:
        found = register.record(what)
        save = record.save_transfer if found.kind == "transfer" else record.save_party
        save(register, found.state | {"note": "Seen"}, actor="Bob", at=AT, id=what, version=found.version)
    before = states(register)
    with pytest.raises(ChangedSince, match="changed by Bob since the preview") as refused:
        apply(register, seen, **WHY)
    assert refused.value.records == (what,)
    assert states(register) == before


def test_what_was_changed_since_stays_when_a_merge_is_taken_back(register: Register):
    done = apply(register, preview(register, KEPT, GONE), **WHY)
    contacts.erase(register, "CO-0001", 2, "objected", **WHO)
    found, version = register.transfer("TR-00003")
    record.save_transfer(register, found.model_dump(mode="json") | {"note": "Seen"}, id="TR-00003", version=version, **WHO)
    undone = undo(register, done.batch, **WHO)
    assert set(undone.kept) == {"CO-0001", "TR-00003"}
    assert register.record("TR-00002").state["importer"] == GONE
    assert contacts.contact(register, "CO-0001").erased
    assert check(register.journal) is None


def test_a_contact_that_came_along_is_erased_with_all_its_versions(register: Register):
    done = apply(register, preview(register, KEPT, GONE), **WHY)
    undo(register, done.batch, **WHO)
    contacts.erase(register, "CO-0001", 3, "objected", **WHO)
    assert register.journal.kept("contact") == {}
    assert check(register.journal) is None


def test_that_two_are_two_ends_with_their_merge_and_follows_to_a_third(register: Register):
    alike_parties.not_the_same(register, KEPT, GONE, **WHO)
    alike_parties.not_the_same(register, GONE, OTHER, **WHO)
    done = apply(register, preview(register, KEPT, GONE), **WHY)
    assert set(alike_parties.told_apart(register)) == {(KEPT, OTHER)}
    undo(register, done.batch, **WHO)
    assert set(alike_parties.told_apart(register)) == {(KEPT, GONE), (GONE, OTHER)}


PARTY = st.fixed_dictionaries(
    {"name": st.sampled_from(["Orbit", "Orbit Ltd", "Halyard", "Halyard AG"])},
    optional={
        "country": st.sampled_from(["DE", "US"]), "kind": st.sampled_from(["subsidiary", "affiliate"]),
        "aliases": st.lists(st.sampled_from(["ORBIT", "Orb", "Halyard"]), max_size=2), "note": st.sampled_from(["", "x"]),
        "domains": st.lists(st.sampled_from(["a.example", "b.example"]), max_size=2), "regimes": st.just(["EU"]),
        "parent": st.sampled_from(["PA-0001", "PA-0002", "PA-0003"]), "valid_from": st.just("2026-01-01"),
        "facts": st.fixed_dictionaries({}, optional={"dpf.eu.active": st.booleans()}),
    },
)  # fmt: skip


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parties=st.lists(PARTY, min_size=3, max_size=3),
    flows=st.lists(st.permutations([0, 1, 2]).map(lambda order: order[:2]), max_size=4),
    choice=st.sampled_from([None, Side.KEPT, Side.GONE]),
)
def test_a_merge_that_is_taken_back_leaves_every_record_as_it_was(register: Register, parties, flows, choice):
    with register.batch("Eve", AT) as writing:
        ids = [writing.new("party", party) for party in parties]
        for exporter, importer in flows:
            writing.new("transfer", {"exporter": ids[exporter], "importer": ids[importer]})
    contacts.add(register, ids[1], "dpo", {"name": "Eve Zyxwvut"}, **WHO)
    before = states(register)
    seen = preview(register, ids[0], ids[1])
    if seen.blocked:
        with pytest.raises(Refused, match="to itself"):
            apply(register, seen, **WHY)
        return
    chosen = {each.field: choice for each in seen.differing} if choice else None
    done = apply(register, seen, **WHY, chosen=chosen)
    after = states(register)
    assert before.keys() - after.keys() == {ids[1]}
    assert {id for id in after if id.startswith("TR-")} == {id for id in before if id.startswith("TR-")}
    assert not any(ids[1] in (state.get("exporter"), state.get("importer"), state.get("parent")) for state in after.values())
    back = undo(register, done.batch, **WHO)
    assert back.kept == ()
    assert states(register) == before
    undo(register, back.batch, **WHO)
    assert states(register) == after
    assert check(register.journal) is None
