"""Separated text as it comes: banners, footers, repeated headings, two levels, titles between rows, several tables."""

from __future__ import annotations

import pytest

from tests.intake.files import PUBLISHED
from transfer_register.intake.bring_in import preview, preview_file

TWO = [("Acme", ["DE"]), ("Beta", ["US"])]
HEAD = "Vendor,Purpose,Location\n"
ACME, BETA = "Acme,Mail,Germany\n", "Beta,Chat,US\n"


def said(text):
    shown = preview(text if isinstance(text, bytes) else text.encode(), "list.csv")
    return [(row.recipient.name, [place.iso2 for place in row.places.places]) for row in shown.rows]


@pytest.mark.parametrize(
    "text",
    [
        (HEAD + ACME + BETA).replace("Mail", "Größe").encode("cp1252"),
        (HEAD + ACME + BETA).encode("utf-16-le"),
        "Vendor;Location;Price\nAcme;Germany;1,50\nBeta;US;2,75\n",
        HEAD + 'Acme,"Mail\nand chat",Germany\n' + BETA,
        "Our vendors,,\nVersion 3,,\n\n" + HEAD + ACME + BETA,
        "Our vendors\n" + HEAD + ACME + BETA,
        HEAD + ACME + BETA + "Total: 2,,\nLast updated: 1 May 2024,,\n",
        HEAD + ACME + BETA + 'Total,2,\n"Stand: 1. Mai 2024"\n',
        HEAD + ACME + HEAD + BETA,
        "Vendor,Purpose,Location,,,\nAcme,Mail,Germany,,,\nBeta,Chat,US,,,\n",
        HEAD + "Infrastructure,,\n" + ACME + "Support,,\n" + BETA,
        HEAD + ACME + "\nAffiliates,,\nEntity name,Processing location,\nBeta,US,\n",
    ],
)
def test_the_mess_around_a_table_changes_no_row(text):
    assert said(text) == TWO


def test_headings_in_two_levels_keep_what_stands_below_a_spanning_one():
    row = preview(b"Vendor,,Location,\nName,Purpose,Storage,Access\nAcme,Mail,Germany,India\n", "list.csv").rows[0]
    assert [(place.iso2, place.role) for place in row.places.places] == [("DE", "storage"), ("IN", "remote_access")]


def test_what_is_left_out_is_told():
    shown = preview((HEAD + "Hosting,,\n" + ACME + "Total: 1,,\n").encode(), "list.csv")
    assert [problem.line for problem in shown.problems] == [2, 4]


def test_vendors_of_whom_nothing_else_is_said_stay_rows():
    assert [name for name, _ in said(HEAD + ACME + "Gamma,,\n" + BETA)] == ["Acme", "Gamma", "Beta"]
    assert [name for name, _ in said(HEAD + "Gamma,,\nDelta,,\n" + BETA)] == ["Gamma", "Delta", "Beta"]


def test_vendors_whose_names_read_like_a_footer_stay_rows():
    assert [name for name, _ in said("Vendor,Location\nTotal SE,France\nStand GmbH,Germany\nSource,US\n")] == [
        "Total SE",
        "Stand GmbH",
        "Source",
    ]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published lists are not in this checkout")
def test_scraped_rows_without_a_column_of_places_get_no_country():
    rows = preview_file(PUBLISHED / "lists" / "16_ai-vendors-scrape.dev.csv").rows
    assert len(rows) == 343
    assert not any(row.places.places or row.establishment for row in rows)
    assert all(row.exporter for row in rows)


def test_a_row_of_data_with_words_of_headings_is_no_second_heading():
    data = b"Vendor,Purpose,Country,Data,Note\nOrbit,Chat,Sweden,Logs,\nFjord AS,Mail,Norway,Name,\nHalyard,Host,Ireland,Usage,\n"
    shown = preview(data, "list.csv")
    assert [row.recipient.name for row in shown.rows if row.recipient] == ["Orbit", "Fjord AS", "Halyard"]
