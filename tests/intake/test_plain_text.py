"""Pasted text: columns, blocks, one vendor a line, mails; a place only where the whole part is one."""

from __future__ import annotations

import pytest

from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import preview


def said(text):
    shown = preview(text.encode(), "pasted.txt")
    return shown.reader, [(row.recipient.name, row.purpose, [place.iso2 for place in row.places.places]) for row in shown.rows]


WANTED = [("Acme Inc.", "Hosting", ["US"]), ("Beta GmbH", "Mail", ["DE"])]


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("Vendor\tPurpose\tLocation\nAcme Inc.\tHosting\tUnited States\nBeta GmbH\tMail\tGermany\n", "delimited"),
        ("Acme Inc.\tHosting\tUnited States\nBeta GmbH\tMail\tGermany\n", "plain_text"),
        ("Vendor      Purpose    Location\nAcme Inc.   Hosting    USA\nBeta GmbH   Mail       Germany\n", "plain_text"),
        ("Acme Inc. - Hosting - United States\nBeta GmbH – Mail – Germany\n", "plain_text"),
        (
            "Vendor: Acme Inc.\nPurpose: Hosting\nLocation: US\n\nVendor: Beta GmbH\nPurpose: Mail\nLocation: Germany\n",
            "plain_text",
        ),
        ("Our vendors\n\n1. Acme Inc. - Hosting - USA\n2. Beta GmbH - Mail - Germany\n", "plain_text"),
        ("• Acme Inc. – Hosting – USA\n• Beta GmbH – Mail – Germany\n", "plain_text"),
        ("– Acme Inc., Hosting, USA\n– Beta GmbH, Mail, Germany\n", "plain_text"),
        ("* Acme Inc. - Hosting - USA\n* Beta GmbH - Mail - Germany\n", "plain_text"),
        (
            "| Vendor | Purpose | Location |\n|---|---|---|\n| Acme Inc. | Hosting | USA |\n| Beta GmbH | Mail | Germany |\n",
            "markdown",
        ),
    ],
)
def test_every_shape_gives_the_same_rows(text, reader):
    assert said(text) == (reader, WANTED)


def test_name_and_country_with_a_legal_form_behind_a_comma():
    assert said("Acme, Inc., United States\nBeta GmbH, Germany\n")[1] == [
        ("Acme, Inc.", None, ["US"]),
        ("Beta GmbH", None, ["DE"]),
    ]


@pytest.mark.parametrize("part", ["IT", "AI", "Georgia", "Nice", "Hosting (Germany)", "Mobile", "Jordan tools", "CRM"])
def test_a_part_that_is_no_place_for_sure_is_purpose_with_a_flag(part):
    row = preview(f"Acme - {part}\nBeta - Mail\n".encode(), "pasted.txt").rows[0]
    assert (row.purpose, row.places.places) == (part, ())
    assert "partly_understood" in row.flags


def test_of_two_parts_that_are_places_none_is_chosen():
    row = preview(b"Acme - Germany - Ireland\nBeta - France - Sweden\n", "pasted.txt").rows[0]
    assert (row.places.places, row.purpose) == ((), "Germany - Ireland")


def test_a_mail_that_announces_one_vendor_by_labels_gives_it():
    text = "Dear customer,\n\nName: Acme Inc.\nPurpose: E-mail\nLocation: USA\nTransfer mechanism: SCCs\n\nRegards\n"
    (row,) = preview(text.encode(), "pasted.txt").rows
    assert (row.recipient.name, [place.iso2 for place in row.places.places]) == ("Acme Inc.", ["US"])
    assert [mechanism.code for mechanism in row.mechanisms.stated] == ["eu-gdpr:A46-2-c"]


def test_a_blank_cell_in_aligned_columns_stays_blank():
    text = "Vendor      Purpose    Location\nAcme        Hosting    USA\nBeta                   Germany\n"
    assert said(text)[1][1] == ("Beta", None, ["DE"])


@pytest.mark.parametrize(
    "text",
    [
        "Dear customer, we will soon add Acme Inc. in Ireland.\nPlease object within 30 days, thank you.\n",
        "Acme Inc.\n",
        "Hello",
        "a - " * 5000,
        "Vendor: " * 2000,
    ],
)
def test_prose_and_single_lines_are_refused_in_a_sentence(text):
    with pytest.raises(FileUnreadable, match="list"):
        preview(text.encode(), "pasted.txt")


def test_other_encodings_and_broken_text_give_no_traceback():
    data = "Müller GmbH - Größe - Österreich\nBeta - Mail - Germany\n"
    for encoded in (data.encode("cp1252"), data.encode("utf-16-le"), data.encode("utf-16")):
        rows = preview(encoded, "pasted.txt").rows
        assert [place.iso2 for place in rows[0].places.places] == ["AT"]


def test_an_address_is_no_place_of_processing_and_two_names_are_flagged():
    rows = preview(b"Acme, 12 High Street, London, UK\nBeta and Gamma, Germany\n", "pasted.txt").rows
    assert rows[0].places.places == ()
    assert "name_unclear" in rows[1].flags
