"""Places: the table in tests/fixtures/intake/places.yaml, and what it cannot say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import PLACES, gazetteer
from transfer_register.intake.places import read_place, read_sentence

CASES = strict_yaml.read(Path(__file__).parents[1] / "fixtures" / "intake" / "places.yaml")["cases"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']!r} {case.get('heading', '')}" for case in CASES])
def test_an_expression_is_read_as_the_table_says(case):
    reading = read_place(case["text"], case.get("heading"))
    countries = [place.iso2 if place.role == "processing" else f"{place.iso2}:{place.role}" for place in reading.places]
    assert countries == case["is"]
    if "groups" in case:
        assert list(reading.groups) == case["groups"]
    if "scope" in case:
        assert reading.scope == case["scope"]
    assert set(case.get("flags", [])) <= set(reading.flags)
    assert set(case.get("open", [])) <= set(reading.unresolved)


def test_a_country_a_town_and_a_region_are_one_place():
    (place,) = read_place("Frankfurt (DE), AWS eu-central-1").places
    assert (place.iso2, place.city, place.region) == ("DE", "Frankfurt", "AWS eu-central-1")


def test_alternatives_keep_their_conditions():
    reading = read_place("USA (Beacon US Cloud) or Germany (Beacon EU Cloud)")
    assert reading.alternatives
    assert [place.condition for place in reading.places] == ["Beacon US Cloud", "Beacon EU Cloud"]


def test_a_choice_of_the_customer_is_no_country():
    reading = read_place("Region designated by Customer, United States")
    assert reading.customer_designated
    assert "country_undetermined" in reading.flags


def test_a_preference_is_not_exclusive_and_only_is():
    assert read_place("EU-first Routing").exclusive is False
    assert read_place("EU only").exclusive is True


def test_a_misspelt_country_is_proposed():
    assert dict(read_place("Germnay").suggest) == {"Germnay": "DE"}


def test_a_code_column_settles_codes_that_are_words():
    assert [place.iso2 for place in read_place("NO", "Location", code_column=True).places] == ["NO"]
    assert read_place("NA", "Location", code_column=True).places == ()


def test_links_and_mail_addresses_are_no_words_of_a_place():
    assert [place.iso2 for place in read_place("Finland ([källa](https://example.org/a))").places] == ["FI"]
    reading = read_place("1 Main Street,<br />San Francisco, CA 94110<br />USA<br />legal@example.org")
    assert (reading.establishment, reading.contact) == ("US", "legal@example.org")


def test_a_line_about_further_recipients_is_an_onward_link():
    reading = read_place("<div>USA</div><div>Our sub-processors: <a href='https://example.org/list'>list</a></div>")
    assert [place.iso2 for place in reading.places] == ["US"]
    assert reading.onward_url == "https://example.org/list"
    assert {"html_in_field", "onward_recipients_unknown"} <= set(reading.flags)


def test_an_onward_transfer_is_told_from_the_place_of_processing():
    reading = read_place("USA, with onward transfer to India")
    assert [(place.iso2, bool(place.condition)) for place in reading.places] == [("US", False), ("IN", True)]
    assert "onward_recipients_unknown" in reading.flags


@pytest.mark.parametrize(
    ("sentence", "countries", "groups"),
    [
        ("These subprocessors are all located in the United States:", ["US"], []),
        ("These subprocessors are located in the EU:", [], ["EU"]),
        ("the following processors, also all located in the US:", ["US"], []),
    ],
)
def test_a_sentence_above_a_list_says_where_its_members_are(sentence, countries, groups):
    reading = read_sentence(sentence)
    assert [place.iso2 for place in reading.places] == countries
    assert list(reading.groups) == groups


def test_a_sentence_without_a_place_says_nothing():
    assert read_sentence("We use the following services:") is None
    assert read_sentence("The terms are located in our contract:") is None


def test_every_country_is_read_by_its_english_name_and_by_its_code_among_codes():
    names = gazetteer()
    wrong = {}
    for iso2, label in names.labels.items():
        read = [place.iso2 for place in read_place(label).places]
        if read != [iso2]:
            wrong[label] = read
    assert wrong == {"Congo": []}
    for iso2 in names.alpha2 - {"AT", "DK", "NA", "XK"}:
        assert iso2 in {place.iso2 for place in read_place(f"AT, DK, {iso2}").places}, iso2


def test_the_names_of_34_languages_are_read_or_left_open_but_never_mistaken():
    with (PLACES / "country_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    mistaken = [
        (row["name"], row["iso2"])
        for row in rows[::5]
        if {place.iso2 for place in read_place(row["name"]).places} - {row["iso2"]}
    ]
    assert len(rows) > 8_000
    assert mistaken == []
