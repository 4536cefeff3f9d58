"""Splitting a party that is two: what is chosen goes, the rest stays, and taking it back leaves every record as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.actions.test_merge_parties import states
from transfer_register.actions import alike_parties, contacts, merge_parties, record
from transfer_register.actions.bulk import ChangedSince
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.split_party import Wish, apply, preview
from transfer_register.actions.undo import undo
from transfer_register.errors import Refused
from transfer_register.exhibits import exhibit, journal
from transfer_register.register.register import Register

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
WHY = {**WHO, "why": "Two companies under one name"}
SENDER, PARTY, OTHER = "PA-0001", "PA-0002", "PA-0003"
LEI = {"scheme": "lei", "value": "5299000J2N45DDNE4Y28"}
NEW = {"name": "Orbit Media Ltd", "country": "GB"}


def filled(opened: Register) -> None:
    with opened.batch("Eve", AT) as writing:
        writing.new("party", {"name": "Muster GmbH", "country": "DE"})
        names = {"aliases": ["Orbit Media Ltd", "Orbit Media", "Orbit"], "domains": ["orbit.example", "media.example"]}
        writing.new("party", {"name": "Orbit Inc.", "country": "US", "identifiers": [LEI], **names})
        writing.new("party", {"name": "Fjord AS", "country": "NO"})
        for exporter, importer in ((SENDER, PARTY), (PARTY, OTHER), (SENDER, PARTY)):
            writing.new("transfer", {"exporter": exporter, "importer": importer})


def test_what_is_chosen_goes_to_a_new_party_and_the_rest_stays(register: Register):
    before = states(register)
    wish = Wish(
        PARTY,
        new=NEW,
        transfers=("TR-00002", "TR-00003"),
        aliases=("Orbit Media",),
        domains=("media.example",),
        identifiers=(LEI,),
    )
    seen = preview(register, wish)
    assert seen.sentence() == (
        "2 transfers, 1 other name, 1 website, 1 identifier go from Orbit Inc. to Orbit Media Ltd"
    )  # fmt: skip
    assert states(register) == before
    done = apply(register, seen, **WHY)
    after, parties = states(register), register.parties()
    assert (after["TR-00001"]["importer"], after["TR-00002"]["exporter"], after["TR-00003"]["importer"]) == (
        PARTY, done.into, done.into,
    )  # fmt: skip
    assert (parties[PARTY].aliases, parties[PARTY].domains, parties[PARTY].identifiers) == (("Orbit",), ("orbit.example",), ())
    new = parties[done.into]
    # The name of the new party is no longer another name of the old one, and not another name of itself.
    assert (new.name, new.country, new.aliases, new.domains) == ("Orbit Media Ltd", "GB", ("Orbit Media",), ("media.example",))
    assert (PARTY, done.into) in alike_parties.told_apart(register)
    for id in (PARTY, done.into, "TR-00002"):
        assert (register.history(id)[-1].why, register.history(id)[-1].batch) == (WHY["why"], done.batch)
    assert register.record(done.batch).state["details"]["act"] == "split_party"
    back = undo(register, done.batch, **WHO)
    assert back.kept == ()
    assert states(register) == before
    undo(register, back.batch, **WHO)
    assert states(register) == after


def test_what_is_chosen_goes_to_a_party_that_is_there(register: Register):
    before = states(register)
    done = apply(register, preview(register, Wish(PARTY, into=OTHER, transfers=("TR-00001",), aliases=("Orbit",))), **WHY)
    assert register.record("TR-00001").state["importer"] == OTHER
    assert register.parties()[OTHER].aliases == ("Orbit",)
    undo(register, done.batch, **WHO)
    assert states(register) == before


def test_a_split_and_a_merge_of_the_two_lead_back(register: Register):
    flows = {id: state for id, state in states(register).items() if id.startswith("TR-")}
    done = apply(register, preview(register, Wish(PARTY, new=NEW, transfers=("TR-00001",))), **WHY)
    seen = merge_parties.preview(register, PARTY, done.into)
    assert len(seen.told_apart) == 1
    merge_parties.apply(register, seen, **WHY)
    assert {id: state for id, state in states(register).items() if id.startswith("TR-")} == flows


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish(PARTY, new=NEW), "Nothing is chosen"),
        (Wish(PARTY, transfers=("TR-00001",)), "Say where it goes"),
        (Wish(PARTY, into=PARTY, transfers=("TR-00001",)), "is the party that is split"),
        (Wish("PA-9999", new=NEW, transfers=("TR-00001",)), "There is no party PA-9999"),
        (Wish(PARTY, into="PA-9999", transfers=("TR-00001",)), "There is no party PA-9999"),
        (Wish(PARTY, new=NEW, transfers=("TR-00009",)), "TR-00009: no transfer of Orbit Inc."),
        (Wish(PARTY, new=NEW, aliases=("Muster",)), "Muster: no other name of Orbit Inc."),
        (Wish(PARTY, new={"name": "Orbit", "country": "Mars"}, transfers=("TR-00001",)), "Country: 'Mars' is not in the list"),
        (Wish(PARTY, into=OTHER, transfers=("TR-00002",)), "TR-00002 would go from Fjord AS to Fjord AS"),
    ],
)
def test_what_cannot_be_split_is_refused_in_a_sentence(unwritten: Register, wish: Wish, sentence: str):
    before = unwritten.head()
    with pytest.raises(Refused, match=sentence):
        apply(unwritten, preview(unwritten, wish), **WHY)
    assert unwritten.head() == before
    with pytest.raises(NotRecorded if "Mars" in sentence else Refused):
        apply(unwritten, preview(unwritten, wish), **{**WHY, "why": ""})


def test_a_preview_that_is_no_longer_true_is_not_written(register: Register):
    seen = preview(register, Wish(PARTY, new=NEW, transfers=("TR-00001",)))
    found, version = register.transfer("TR-00001")
    record.save_transfer(register, found.model_dump(mode="json") | {"note": "x"}, id="TR-00001", version=version, **WHO)
    with pytest.raises(ChangedSince, match="1 record was changed by Ada"):
        apply(register, seen, **WHY)


def test_a_new_party_on_which_something_rests_since_stays_when_a_split_is_taken_back(register: Register):
    done = apply(register, preview(register, Wish(PARTY, new=NEW, transfers=("TR-00001",))), **WHY)
    contacts.add(register, done.into, "dpo", {"name": "Eve Zyxwvut"}, **WHO)
    undone = undo(register, done.batch, **WHO)
    assert undone.kept == (done.into,)
    assert register.record("TR-00001").state["importer"] == PARTY


def test_parties_that_are_alike_are_pairs_until_somebody_tells_them_apart(register: Register):
    id = record.save_party(register, {"name": "Orbit", "country": "US"}, **WHO)
    parties = register.parties()
    [pair] = alike_parties.open_pairs(alike_parties.pairs(parties), alike_parties.told_apart(register))
    assert (pair.one, pair.other, pair.score) == (PARTY, id, 100)
    said = alike_parties.not_the_same(register, id, PARTY, **WHO, why="Another Orbit")
    assert alike_parties.not_the_same(register, PARTY, id, **WHO) == said
    assert alike_parties.open_pairs(alike_parties.pairs(parties), alike_parties.told_apart(register)) == []
    alike_parties.ask_again(register, PARTY, id, **WHO)
    assert alike_parties.open_pairs(alike_parties.pairs(parties), alike_parties.told_apart(register))
    with pytest.raises(Refused, match="Nobody said"):
        alike_parties.ask_again(register, PARTY, id, **WHO)
    with pytest.raises(Refused, match="is one party"):
        alike_parties.not_the_same(register, id, id, **WHO)


def test_the_journal_names_the_two_that_were_told_apart_and_finds_them(register: Register):
    apply(register, preview(register, Wish(PARTY, new=NEW, transfers=("TR-00001",))), **WHY)
    with register.batch("Eve", AT) as writing:
        writing.new("announcement", {"vendor": PARTY, "title": "A new list"})
        writing.new("profile", {"name": "List of Orbit", "headings": ["Name"], "fields": {}, "exporter": PARTY})
    alike_parties.ask_again(register, PARTY, "PA-0004", **WHO)
    sight = register.sight(AT.date())
    done = [journal.what(row) for row in exhibit.ask(register, "journal", sight, search="orbit inc").dicts()]
    assert done[:4] == [
        "Took away parties told apart DI-0001: Orbit Inc. and Orbit Media Ltd", "Recorded profile PR-001: List of Orbit",
        "Recorded announcement AN-0001 of Orbit Inc.: A new list",
        "Recorded parties told apart DI-0001: Orbit Inc. and Orbit Media Ltd",
    ]  # fmt: skip
    acts = exhibit.ask(register, "batches", sight, party="PA-0004").dicts()
    assert [(row["act"], row["title"]) for row in acts] == [("split_party", "Orbit Media Ltd split from Orbit Inc.")]
    assert exhibit.ask(register, "batches", sight, party=OTHER).rows == []
