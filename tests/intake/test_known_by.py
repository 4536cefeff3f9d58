"""A party is known by more than its name: websites and numbers ask, complete and contradict, and never merge by themselves."""

from __future__ import annotations

from tests.intake.test_identifiers import LEI, OTHER_LEI
from transfer_register.intake.bring_in import preview
from transfer_register.intake.plan import Plan, plan
from transfer_register.intake.taking import Taking
from transfer_register.model.party import Identifier, Party


def planned(known: dict[str, Party], *lines: str, same: dict[str, str] | None = None) -> Plan:
    return plan(preview("\n".join(lines).encode(), "list.csv"), Taking(exporter="PA-9", same=same or {}), known)


def lei(value: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme="lei", value=value),)


def questions(made: Plan) -> list[list[tuple[str, int, str]]]:
    return [[(like.id, like.score, like.why) for like in party.similar] for party in made.parties]


HEAD = "Vendor,Website,LEI,Location of processing"


def test_a_new_party_keeps_its_websites_and_numbers():
    (party,) = planned({}, HEAD, f"Orbit Ltd,https://www.orbit.example,{LEI},India", "Orbit Ltd,orbit.co.uk,,Japan").parties
    assert party.state["domains"] == ["orbit.example", "orbit.co.uk"]
    assert party.state["identifiers"] == [{"scheme": "lei", "value": LEI}]


def test_the_same_number_or_website_under_another_name_is_a_question():
    known = {
        "PA-1": Party(name="Orbit Ltd", identifiers=lei(LEI)),
        "PA-2": Party(name="Halyard AG", domains=("halyard.example",)),
    }
    made = planned(known, HEAD, f"Tramontane SA,,{LEI},India", "Blue Rope Inc,https://eu.halyard.example/x,,India")
    assert questions(made) == [[("PA-1", 100, "lei")], [("PA-2", 97, "website")]]
    assert [party.act for party in made.parties] == ["create", "create"]
    assert [transfer.decision for transfer in made.transfers] == ["decide", "decide"]
    assert [str(party.similar[0]) for party in made.parties] == [
        "“Orbit Ltd” (100 %: the same LEI)",
        "“Halyard AG” (97 %: the same website)",
    ]


def test_a_website_that_a_group_shares_raises_no_questions():
    group = [f"Harbour {place} Ltd,https://harbour.example,,India" for place in ("India", "Japan", "Kenya", "Peru", "Chile")]
    shared = {"PA-1": Party(name="Orbit Ltd", domains=("harbour.example",))}
    assert not any(questions(planned(shared, HEAD, *group)))
    several = {
        f"PA-{at}": Party(name=name, domains=("harbour.example",)) for at, name in enumerate(("Orbit", "Halyard", "Larkspur"))
    }
    assert not any(questions(planned(several, HEAD, "Muster GmbH,harbour.example,,India")))


def test_a_number_that_a_whole_group_has_raises_no_questions():
    group = [f"{name} Ltd,,{LEI},India" for name in ("Orbit", "Halyard", "Larkspur", "Muster")]
    assert not any(questions(planned({}, HEAD, *group)))
    assert questions(planned({}, HEAD, *group[:2])) == [[("halyard ltd", 100, "lei")], [("orbit ltd", 100, "lei")]]


def test_what_a_known_party_lacks_is_added_and_what_it_has_stays():
    known = {"PA-1": Party(name="Orbit Ltd", domains=("orbit.co.uk",))}
    line = f"Orbit Ltd,orbit.example,{LEI},India"
    (party,) = planned(known, HEAD, line).parties
    assert (party.act, party.changes["domains"]) == ("complete", (["orbit.co.uk"], ["orbit.co.uk", "orbit.example"]))
    assert party.changes["identifiers"] == (None, [{"scheme": "lei", "value": LEI}])
    again = planned({"PA-1": Party.model_validate(party.state)}, HEAD, line).parties[0]
    assert (again.act, again.changes, again.similar) == ("match", {}, ())


def test_the_same_name_with_another_lei_asks_and_adds_nothing_until_somebody_says():
    known = {"PA-1": Party(name="Orbit Ltd", identifiers=lei(LEI))}
    line = f"Orbit Ltd,,{OTHER_LEI},India"
    words = f"the register has the LEI {LEI}, the file {OTHER_LEI}"
    made = planned(known, HEAD, line)
    (party,), (transfer,) = made.parties, made.transfers
    assert (party.id, party.act, party.conflicts) == ("PA-1", "match", (words,))
    assert questions(made) == [[("PA-1", 100, "at odds")]]
    assert (transfer.decision, transfer.why[0]) == ("decide", words)
    said = planned(known, HEAD, line, same={"orbit ltd": "PA-1"})
    assert (said.parties[0].act, len(said.parties[0].state["identifiers"])) == ("complete", 2)
    assert said.transfers[0].decision == "ready"
    apart = planned(known, HEAD, line, same={"orbit ltd": ""})
    assert (apart.parties[0].act, apart.parties[0].id, apart.transfers[0].decision) == ("create", None, "ready")


def test_a_file_that_gives_one_name_two_leis_says_so():
    made = planned({}, HEAD, f"Orbit Ltd,,{LEI},India", f"Orbit Ltd,,{OTHER_LEI},Japan")
    assert made.parties[0].conflicts == (f"the file gives “Orbit Ltd” the LEI {LEI} and {OTHER_LEI}",)
    assert {transfer.decision for transfer in made.transfers} == {"decide"}


def test_names_that_somebody_said_are_one_bring_all_that_each_says():
    lines = ("Orbit Ltd,orbit.example,,India", f"Orbit Limited,orbit.co.uk,{LEI},Japan")
    (first, second) = planned({}, HEAD, *lines, same={"orbit limited": "orbit ltd"}).parties
    assert (first.act, second.act) == ("create", "match")
    assert first.state["domains"] == ["orbit.example", "orbit.co.uk"]
    assert [each["value"] for each in first.state["identifiers"]] == [LEI]
    known = {"PA-1": Party(name="Orbit Ltd")}
    (first, second) = planned(known, HEAD, *lines, same={"orbit limited": "PA-1"}).parties
    assert (first.changes["domains"][1], second.act) == (["orbit.example", "orbit.co.uk"], "match")


def test_columns_of_links_that_name_no_website_stay_notes():
    rows = preview(
        b"Vendor,Privacy policy,Link,Location of processing\nOrbit,https://orbit.example/p,https://x.example,India\n", "x.csv"
    ).rows
    assert rows[0].domains == ()
    assert preview(b"Vendor,URL,Location of processing\nOrbit,https://orbit.example/p,India\n", "x.csv").rows[0].domains == (
        "orbit.example",
    )


def test_what_cannot_be_trusted_is_kept_and_flagged():
    (row,) = preview(f"Vendor,LEI,Location of processing\nOrbit,{LEI[:-1]}1,India\n".encode(), "x.csv").rows
    assert (row.identifiers, "identifier_wrong" in row.flags) == ((("lei", f"{LEI[:-1]}1"),), True)
