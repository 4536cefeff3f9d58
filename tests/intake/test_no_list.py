"""Tables that only look like lists of recipients are told, not read; two flows stay two."""

from __future__ import annotations

import json

import pytest

from transfer_register.intake.bring_in import preview

COUNTRIES = ["Norway", "Chile", "Japan", "Kenya", "France", "Brazil", "Georgia", "Jordan", "Viet Nam", "Åland Islands"]


def sentences(shown):
    return " ".join(problem.what for problem in shown.problems)


def names(shown):
    return [row.recipient.name for row in shown.rows]


def test_a_list_of_countries_names_nobody():
    rows = "".join(f"{country},Somewhere\n" for country in COUNTRIES)
    shown = preview(f"Name,Region\n{rows}".encode(), "countries.csv")
    assert shown.rows == ()
    assert "“Name” holds names of countries, not of those who receive data" in sentences(shown)


def test_a_company_that_is_called_like_a_country_is_kept():
    shown = preview(b"Vendor,Location\nGeorgia,USA\nOrbit Inc.,Norway\nMuster GmbH,Germany\n", "list.csv")
    assert names(shown) == ["Georgia", "Orbit Inc.", "Muster GmbH"]


def test_a_person_who_says_which_column_names_the_recipient_is_believed():
    rows = "".join(f"{country},Somewhere\n" for country in COUNTRIES)
    shown = preview(f"Name,Region\n{rows}".encode(), "countries.csv", mapping={"Name": "recipient"})
    assert len(shown.rows) == len(COUNTRIES)


def test_the_owners_of_a_vocabulary_on_every_line_are_no_recipients():
    rows = "".join(f"{'Orbit' if at % 2 else 'Halyard'},zone-{at},Hall {at}\n" for at in range(40))
    shown = preview(f"provider,code,note\n{rows}".encode(), "zones.csv")
    assert shown.rows == ()
    assert "40 rows name 2 different in “provider”" in sentences(shown)


def test_a_recipient_with_many_purposes_is_a_list():
    rows = "".join(f"Orbit,Purpose {at}\n" for at in range(40))
    assert len(preview(f"Vendor,Purpose\n{rows}".encode(), "list.csv").rows) == 40


@pytest.mark.parametrize("kind", ["Topology", "FeatureCollection"])
def test_a_map_says_that_it_is_one(kind):
    content = {"type": kind, "objects": {"one": {"type": "X"}, "two": {"type": "Y"}}, "features": []}
    shown = preview(json.dumps(content).encode(), "shapes.json")
    assert shown.rows == ()
    assert "this is a map" in sentences(shown)


def test_the_same_vendor_and_purpose_of_two_exporters_are_two_flows():
    rows = "Larkspur,Orbit,Payments\nMuster GmbH,Orbit,Payments\nMuster GmbH,Halyard,Post\nMuster GmbH,Halyard,Post\n"
    shown = preview(f"Company,Sub-processor,Purpose\n{rows}".encode(), "list.csv")
    assert ["same_flow_twice" in row.flags for row in shown.rows] == [False, False, True, True]


def test_a_vendor_that_is_a_text_here_and_a_map_there_is_named_in_both():
    records = [
        {"vendor": "Orbit", "location": "Norway"},
        {"vendor": {"name": "Halyard", "relation": "affiliate"}, "location": "Japan"},
    ]
    shown = preview(json.dumps(records).encode(), "list.json")
    assert [(row.recipient.name, [place.iso2 for place in row.places.places]) for row in shown.rows] == [
        ("Orbit", ["NO"]),
        ("Halyard", ["JP"]),
    ]
