"""What a vendor's announced change means for our own transfers, told by the judge before anybody decides, and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from transfer_register.actions import announcements, list_changes, record, take_in, vendor_questions
from transfer_register.actions.impact import Impact, impact
from transfer_register.actions.list_changes import File, Options, Proposal
from transfer_register.actions.opening import open_register
from transfer_register.errors import Refused
from transfer_register.register.register import Register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
TODAY, EFFECTIVE = date(2026, 11, 23), date(2026, 12, 8)
OURS = """| Recipient | Purpose | Location of processing | Data categories | Data subjects |
| --- | --- | --- | --- | --- |
| Orbit Cloud Ltd | Customer support desk | Ireland | E-mail address, Name | Customers |
| Orbit Cloud Ltd | Sick leave records | Ireland | Health data, Name | Employees |
"""
ITS_OWN = "| Sub-processor | Purpose | Location of processing |\n| --- | --- | --- |\n| Fjord AS | Hosting | Norway |\n"
HEAD = b"Recipient,Purpose,Place of processing\n"
ADDED = HEAD + b"Acme India Pvt Ltd,Support,India\n"


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("impact") / "register")
    ours = take_in.Options(
        exporter_name="Muster GmbH", exporter_country="DE", exporter_role="controller", importer_role="processor"
    )
    take_in.take(opened, take_in.preview(opened, OURS.encode(), "ours.md", ours), **WHO)
    orbit = named(opened, "Orbit Cloud Ltd")
    found = opened.record(orbit)
    record.save_party(opened, found.state | {"country": "IE"}, id=orbit, version=found.version, **WHO)
    take_in.take(opened, take_in.preview(opened, ITS_OWN.encode(), "its.md", take_in.Options(exporter=orbit)), **WHO)
    yield opened
    opened.close()


def named(register: Register, name: str) -> str:
    return next(id for id, party in register.parties().items() if party.name == name)


def proposed(register: Register, added: bytes = ADDED, removed: bytes = HEAD) -> Proposal:
    comparison = list_changes.compared(File(removed, "removed.csv"), File(added, "added.csv"), register=register)
    orbit = named(register, "Orbit Cloud Ltd")
    taking = take_in.Options(exporter=orbit, exporter_role="processor", importer_role="sub_processor")
    return list_changes.proposed(register, comparison, Options(taking), EFFECTIVE)


@pytest.fixture(scope="module")
def found(register: Register) -> Impact:
    """What it means that Acme India is added, with the acts that would carry it."""
    head = register.head()
    told = impact(register, proposed(register), named(register, "Orbit Cloud Ltd"), at=AT, tries_acts=True)
    assert register.head() == head, "an impact has written something"
    return told


def test_the_chain_goes_from_us_by_the_vendor_to_the_new_recipient_and_its_weakest_leg_is_named(found: Impact):
    [chain] = found.chains
    assert chain.exporter_name == "Muster GmbH"
    assert {each.purpose for each in chain.first} == {"Customer support desk", "Sick leave records"}
    assert {each.verdict for each in chain.first} == {"not_restricted"}
    assert chain.leg.after.importer_name == "Acme India Pvt Ltd"
    assert (chain.weakest, chain.verdict) == (1, "unknown")


def test_what_nobody_said_of_the_new_leg_may_be_everything_that_the_vendor_receives(found: Impact):
    assert found.countries == ("IN",)
    assert set(found.legs[0].categories) == {"email_address", "name", "health"}
    assert not found.legs[0].stated


def test_special_categories_and_workers_are_pointed_out(found: Impact):
    assert [each.purpose for each in found.special] == ["Sick leave records"]
    assert [each.purpose for each in found.workers] == ["Sick leave records"]


def test_the_acts_that_would_carry_the_weakest_leg_are_tried_by_the_judge(found: Impact):
    assert found.weakest.after.ask == ("transfer.tools",)
    assert "scc.m3" in [act.id for act in found.mends]
    assert found.together


def test_an_act_that_is_left_out_changes_nothing(register: Register):
    proposal = proposed(register, removed=HEAD + b"Fjord AS,Hosting,Norway\n")
    added = next(act.key for act in proposal.acts if act.act == "begin")
    told = impact(register, proposal, named(register, "Orbit Cloud Ltd"), at=AT, leave_out=frozenset([added]))
    assert [(leg.act, leg.before.importer_name, leg.after) for leg in told.legs] == [("end", "Fjord AS", None)]
    assert (told.chains, told.countries) == ((), ())


def test_a_vendor_that_is_not_recorded_is_refused(register: Register):
    with pytest.raises(Refused, match="not in the register yet"):
        impact(register, proposed(register), "PA-9999", at=AT)


def test_the_questions_are_those_of_the_journey(register: Register):
    pack = vendor_questions.questions(proposed(register).comparison, effective_on=EFFECTIVE)
    asked = " ".join([*pack.recipients[0].questions, *pack.general])
    for about in (
        "categories of our data", "stored", "reach the data, for support", "standard contractual clauses and which module",
        "How long does it keep", "measures protect", "right to audit", "give the data on",
    ):  # fmt: skip
        assert about in asked, about


def test_what_is_accepted_is_in_the_register_from_its_day_and_as_it_was_told(register: Register, found: Impact):
    proposal = proposed(register)
    state = {"vendor": named(register, "Orbit Cloud Ltd"), "title": "1 added", "effective_on": EFFECTIVE.isoformat()}
    id = announcements.record(register, state, **WHO)
    decided = announcements.decide(
        register, id, 1, "accepted_with_conditions", why="Needed", conditions="Module 3 first", decided_on=TODAY,
        proposal=proposal, **WHO,
    )  # fmt: skip
    [begun] = decided.taken.transfers
    assert begun == found.legs[0].after.id

    def verdict(on: date) -> list[tuple]:
        asked = "SELECT verdict, countries FROM transfers_on($sight) WHERE id = $id"
        return register.ask(asked, {"sight": register.sight(on), "id": begun}).rows

    assert verdict(TODAY) == verdict(EFFECTIVE - timedelta(days=1)) == []
    assert verdict(EFFECTIVE) == [(found.legs[0].after.verdict, ["IN"])]
