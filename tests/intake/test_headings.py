"""Headings of other people's tables."""

from __future__ import annotations

import pytest

from transfer_register.intake.headings import is_heading_row, map_heading, map_headings, names_recipients


def fields(*headings: str) -> list[str | None]:
    return [mapping.field for mapping in map_headings(headings)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ("Name of Subprocessor", "Description of Processing", "Location of Processing", "Corporate Location"),
            ["recipient", "purpose", "place", "establishment"],
        ),
        (("Company", "Department", "Country"), ["recipient", "owner", "country"]),
        (("Name of<br>Subprocessor", "Location of<br>Processing"), ["recipient", "place"]),
        (("Anbieter", "Zweck", "Standort Verarbeitung", "AV-Status"), ["recipient", "purpose", "place", "contract"]),
        (("Unterauftragsverhältnisse", "Adresse", "Rolle"), ["recipient", "address", "purpose"]),
        (("Underbiträde", "Typ", "Behandling sker i (land)"), ["recipient", "purpose", "place"]),
        (("Prestataire", "Finalité", "Pays", "Garanties"), ["recipient", "purpose", "country", "mechanism"]),
        (
            ("Vendor", "HQ", "Data centres", "Hosting providers", "Certifications"),
            ["recipient", "establishment", "place", "onward", "certification"],
        ),
        (("Company", "Sub-processor", "What they do"), ["exporter", "recipient", "purpose"]),
        (("Vendor", "Subprocessors", "Country"), ["recipient", "onward", "country"]),
        (("Name", "Purpose", "Entity Country"), ["recipient", "purpose", "establishment"]),
    ],
)
def test_columns_are_taken_for_what_they_are(headings, expected):
    assert fields(*headings) == expected


def test_a_mapping_has_confidence_and_a_reason_in_words():
    sure, weak, slip = map_heading("Location of Processing"), map_heading("Company"), map_heading("Countrry")
    assert (sure.confidence, weak.confidence, slip.confidence) == (1.0, 0.6, 0.5)
    assert sure.reason == "“Location of Processing” is “location… processing” (English)"
    assert slip.reason == "“Countrry” looks like “country” (English)"


def test_what_a_person_says_wins():
    mapped = map_headings(["Foo", "Purpose"], {"Foo": "recipient", "Purpose": ""})
    assert [mapping.field for mapping in mapped] == ["recipient", None]
    assert mapped[0].reason == "as you said"


def test_a_column_that_loses_stays_raw_and_says_who_won():
    mapped = map_headings(["Vendor", "Supplier"])
    assert (mapped[1].field, mapped[1].reason) == (None, "“Vendor” gives the recipient")


def test_rows_of_data_are_no_headings():
    assert is_heading_row(["Vendor", "Country"])
    assert not is_heading_row(["Amazon Web Services", "Engineering", "United States"])
    assert not is_heading_row(["Vendor"])


def test_a_table_of_names_without_places_is_no_list_of_recipients():
    assert not names_recipients(map_headings(["name", "description", "legal_basis"]))
    assert names_recipients(map_headings(["name", "country"]))
