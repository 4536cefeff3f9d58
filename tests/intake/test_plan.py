"""The plan for taking in: one party a name, one transfer a recipient and purpose, nothing merged and nothing overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.intake.files import FIXTURES
from transfer_register.intake.bring_in import Preview, preview, preview_file
from transfer_register.intake.plan import DECIDE, TASKS, Plan, plan
from transfer_register.intake.taking import Taking
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.model.vocabulary import read_words

US = Taking(exporter="PA-0001", exporter_role="controller", importer_role="processor", importer_kind="service_provider")


def taken(planned: Plan) -> tuple[dict[str, Party], dict[str, tuple[Transfer, int]]]:
    """What a register would hold after the plan was taken in."""
    ids = {party.key: party.id or f"PA-{number:04d}" for number, party in enumerate(planned.parties, 2)}
    parties = {ids[party.key]: Party.model_validate(party.state) for party in planned.parties}
    transfers = {
        f"TR-{number:05d}": (Transfer.model_validate(planned.state(transfer, ids)), 1)
        for number, transfer in enumerate(planned.transfers, 1)
        if transfer.act == "create"
    }
    return parties, transfers


def csv(*lines: str) -> Plan:
    return plan(preview("\n".join(lines).encode(), "list.csv"), US)


def test_three_purposes_of_one_recipient_are_one_party_and_three_transfers():
    planned = plan(preview_file(FIXTURES / "vendors.md"), US)
    microsoft = [party for party in planned.parties if party.state["name"] == "Microsoft"]
    assert [party.lines for party in microsoft] == [(12, 13, 14)]
    assert sum(transfer.recipient == "Microsoft" for transfer in planned.transfers) == 3
    assert (len(planned.parties), len(planned.transfers)) == (5, 7)


def test_a_planned_transfer_holds_all_that_the_row_says():
    transfer = plan(preview_file(FIXTURES / "vendors.md"), US).transfers[0]
    state = Transfer.model_validate(transfer.state)
    assert (state.exporter, state.importer, state.exporter_role, state.importer_role) == (
        "PA-0001",
        "microsoft",
        "controller",
        "processor",
    )
    assert [(place.country, place.raw) for place in state.places] == [
        ("IE", "Ireland, Netherlands"),
        ("NL", "Ireland, Netherlands"),
    ]
    assert state.mechanisms is None
    assert state.note == "Product: Azure"
    assert (state.origin.line, state.origin.table, len(state.origin.sha256)) == (12, "Vendors", 64)
    assert state.origin.raw["Name of Subprocessor"] == "Microsoft (Azure)"
    assert {"aggregate_rows", "mechanism_missing"} == set(state.flags)


def test_an_affiliate_is_a_party_of_that_kind_with_its_seat():
    (party,) = [
        party
        for party in plan(preview_file(FIXTURES / "vendors.md"), US).parties
        if party.state["name"] == "Harbour India Pty Ltd"
    ]
    assert (party.state["kind"], party.state["country"]) == ("affiliate", "IN")


def test_taking_the_same_list_again_changes_nothing():
    shown = preview_file(FIXTURES / "vendors.md")
    parties, transfers = taken(plan(shown, US))
    again = plan(shown, US, parties, transfers)
    assert {transfer.act for transfer in again.transfers} == {"unchanged"}
    assert {party.act for party in again.parties} == {"match"}


def test_a_later_list_changes_only_what_it_says_otherwise():
    parties, transfers = taken(plan(preview_file(FIXTURES / "vendors.md"), US))
    later = plan(preview_file(FIXTURES / "vendors_later.md"), US, parties, transfers)
    acts = {(transfer.recipient, transfer.state.get("purpose_text")): transfer for transfer in later.transfers}
    assert acts["Microsoft", "Speech services"].act == "change"
    assert list(acts["Microsoft", "Speech services"].changes) == ["places"]
    assert acts["Microsoft", "Hosting of the portal"].act == "unchanged"
    assert acts["Tide Search GmbH", "Search"].act == "create"
    assert later.counts()["unchanged"] == 5


def test_what_a_list_does_not_state_does_not_erase_what_is_recorded():
    parties, transfers = taken(plan(preview_file(FIXTURES / "vendors.md"), US))
    with_clauses = {
        identity: (
            Transfer.model_validate(transfer.model_dump() | {"mechanisms": [{"tool": "scc", "module": 2}], "persons": 40}),
            7,
        )
        for identity, (transfer, _) in transfers.items()
    }
    later = plan(preview_file(FIXTURES / "vendors_later.md"), US, parties, with_clauses)
    (changed,) = [transfer for transfer in later.transfers if transfer.act == "change"]
    assert (changed.version, changed.state["persons"], changed.state["mechanisms"][0]["tool"]) == (7, 40, "scc")


def test_two_rows_that_say_the_same_are_one_transfer_and_the_second_says_so():
    planned = csv("Vendor,Purpose,Location of processing", "Pier,Mail,India", "Pier,Mail,India", "Pier,Mail,Japan")
    assert [(transfer.act, transfer.why[:1]) for transfer in planned.transfers] == [
        ("create", ("same_flow_twice",)),
        ("unchanged", ("the same as line 2",)),
        ("create", ("same_flow_twice",)),
    ]
    assert len(planned.parties) == 1


def test_a_like_name_is_a_question_and_never_merged():
    known = {"PA-0007": Party(name="Google LLC", country="US"), "PA-0008": Party(name="Vonage")}
    shown = preview(b"Vendor,Location of processing\nGoogle Inc.,US\nNexMo Inc (aka Vonage),US\ngoogle llc,US\n", "x.csv")
    planned = plan(shown, US, known)
    assert [(party.state["name"], party.act, party.id, [other.name for other in party.similar]) for party in planned.parties] == [
        ("Google Inc.", "create", None, ["Google LLC"]),
        ("NexMo Inc", "create", None, ["Vonage"]),
        ("Google LLC", "complete", "PA-0007", []),
    ]
    assert [transfer.decision for transfer in planned.transfers] == ["decide", "decide", "ready"]


def test_a_list_fills_blanks_of_a_known_party_and_contradicts_it_openly():
    shown = preview(b"Vendor,Location of processing,Entity country\nPier,US,Ireland\nQuay,US,Japan\n", "x.csv")
    pier, quay = plan(
        shown, US, {"PA-0002": Party(name="Pier"), "PA-0003": Party(name="Quay", country="KR", kind="affiliate")}
    ).parties
    assert (pier.act, pier.changes["country"]) == ("complete", (None, "IE"))
    assert (quay.act, quay.state["country"], quay.conflicts) == ("match", "KR", ("the register has the seat KR, the file JP",))


def test_groups_worldwide_and_open_words_are_places_as_they_were_said():
    planned = csv(
        "Vendor,Location of processing",
        "A,EU",
        "B,Worldwide",
        "C,Atlantis",
        "D,TBC",
        "E,No transfer outside the EU",
        'F,"UK, EU"',
    )
    places = [
        [(place.get("country"), place.get("group"), place.get("scope")) for place in transfer.state.get("places", ())]
        for transfer in planned.transfers
    ]
    assert places == [
        [(None, "EU", None)],
        [(None, None, "global")],
        [(None, None, "undetermined")],
        [],
        [],
        [("GB", None, None), (None, "EU", None)],
    ]
    assert [transfer.act for transfer in planned.transfers] == ["create"] * 4 + ["leave_out", "create"]


def test_a_seat_is_the_country_of_the_party_and_no_place_of_the_transfer():
    planned = csv("Vendor,Entity country", "Pier,Ireland")
    assert planned.parties[0].state["country"] == "IE"
    assert planned.transfers[0].state["places"] == []
    assert "processing_location_missing" in planned.transfers[0].tasks


def test_mechanisms_keep_modules_and_adequacy_is_told_in_a_note():
    planned = csv(
        "Vendor,Location of processing,Transfer mechanism", "A,US,DPF + SCCs (Module 2/3)", "B,US,DPF", "C,US,none", "D,US,"
    )
    states = [Transfer.model_validate(transfer.state) for transfer in planned.transfers]
    assert [(mechanism.tool, mechanism.module) for mechanism in states[0].mechanisms] == [("scc", 2), ("scc", 3)]
    assert [state.mechanisms for state in states[1:]] == [None, (), None]
    assert states[1].note == "Stated in the list: EU-US Data Privacy Framework"


def test_data_are_terms_where_the_words_are_known_and_words_where_not():
    planned = csv(
        "Vendor,Location of processing,Categories of data,Data subjects",
        '"Pier",US,"Name, E-mail address, Shoe size","Employees, Neighbours"',
    )
    state = planned.transfers[0].state
    assert (state["data_categories"], state["data_subjects"]) == (["name", "email_address"], ["employees"])
    assert state["note"] == "Data, as named: Shoe size\nPeople, as named: Neighbours"


def test_what_is_said_of_the_whole_file_holds_for_every_row():
    taking = replace(US, purposes=("hosting",), data_categories=("name",), owner="IT", valid_from=date(2026, 1, 1))
    state = plan(preview_file(FIXTURES / "vendors.md"), taking).transfers[0].state
    assert (state["purposes"], state["data_categories"], state["owner"], state["valid_from"]) == (
        ["hosting"],
        ["name"],
        "IT",
        "2026-01-01",
    )


def test_without_an_exporter_nothing_can_be_taken_in():
    planned = plan(preview_file(FIXTURES / "vendors.md"), Taking())
    assert {(transfer.act, transfer.decision) for transfer in planned.transfers} == {("leave_out", "blocked")}


def test_an_exporter_by_name_is_found_or_created():
    shown = preview_file(FIXTURES / "bullets.md")
    found = plan(shown, Taking(exporter_name="harbour gmbh"), {"PA-0001": Party(name="Harbour GmbH")})
    assert found.transfers[0].state["exporter"] == "PA-0001"
    made = plan(shown, Taking(exporter_name="Harbour GmbH", exporter_country="DE"))
    assert (made.parties[0].act, made.parties[0].state) == ("create", {"name": "Harbour GmbH", "country": "DE"})


def test_every_flag_is_a_term_of_the_vocabulary():
    flags = set(read_words(Path(__file__).parents[2] / "data" / "vocabulary").lists["flags"])
    assert flags >= DECIDE | TASKS
    said = {
        flag for path in FIXTURES.iterdir() if path.suffix != ".yaml" for row in preview_file(path).rows for flag in row.flags
    }
    assert said <= flags


@pytest.mark.parametrize("text", ["Pier,US", "Pier,"])
def test_every_planned_state_is_a_valid_record(text):
    planned = csv("Vendor,Location of processing", text)
    assert Transfer.model_validate(planned.transfers[0].state)
    assert Party.model_validate(planned.parties[0].state)


def listed(*rows: str) -> Preview:
    return preview("\n".join(["| Vendor | Purpose | Location of processing |", "| --- | --- | --- |", *rows]).encode(), "list.md")


def test_a_name_that_somebody_said_is_a_known_party_becomes_one_of_its_names():
    known = {"PA-1": Party(name="Larkspur Cloud Inc.", country="US")}
    shown = listed("| Larkspur Clowd | Hosting | India |", "| Larkspur Cloudd | Mail | Japan |")
    asked = plan(shown, Taking(exporter="PA-9"), known)
    assert [[(like.id, like.score > 85) for like in party.similar] for party in asked.parties] == [[("PA-1", True)]] * 2
    assert {transfer.decision for transfer in asked.transfers} == {"decide"}
    said = Taking(exporter="PA-9", same={party.key: "PA-1" for party in asked.parties})
    answered = plan(shown, said, known)
    assert [(party.id, party.act) for party in answered.parties] == [("PA-1", "complete"), ("PA-1", "match")]
    assert answered.parties[0].state["aliases"] == ["Larkspur Clowd", "Larkspur Cloudd"]
    assert [transfer.state["importer"] for transfer in answered.transfers] == ["PA-1", "PA-1"]
    assert {transfer.decision for transfer in answered.transfers} == {"ready"}
    assert [len(party.similar) for party in answered.parties] == [1, 1], "an answer can be changed"


def test_two_names_of_a_file_are_one_party_only_when_somebody_says_so():
    shown = listed("| Larkspur Cloud GmbH | Hosting | India |", "| Larkspur Cloud Inc. | Mail | Japan |")
    apart = plan(shown, Taking(exporter="PA-9"))
    assert [party.act for party in apart.parties] == ["create", "create"]
    first, second = (party.key for party in apart.parties)
    one = plan(shown, Taking(exporter="PA-9", same={second: first}))
    assert [party.act for party in one.parties] == ["create", "match"]
    assert one.parties[0].state["aliases"] == ["Larkspur Cloud Inc."]
    assert {transfer.state["importer"] for transfer in one.transfers} == {first}
    crossed = plan(shown, Taking(exporter="PA-9", same={second: first, first: second}))
    assert {transfer.state["importer"] for transfer in crossed.transfers} == {first, second}


def test_a_name_that_somebody_said_is_new_asks_no_more():
    known = {"PA-1": Party(name="Larkspur Cloud Inc.", country="US")}
    shown = listed("| Larkspur Clowd | Hosting | India |")
    (party,) = plan(shown, Taking(exporter="PA-9"), known).parties
    answered = plan(shown, Taking(exporter="PA-9", same={party.key: ""}), known)
    assert [(party.act, len(party.similar)) for party in answered.parties] == [("create", 1)]
    assert [transfer.decision for transfer in answered.transfers] == ["ready"]
