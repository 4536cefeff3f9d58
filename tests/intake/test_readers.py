"""Readers: what stands in a file comes out as text, with its line, whatever the file is called."""

from __future__ import annotations

import datetime

import pytest

from tests.intake.files import FIXTURES, workbook
from transfer_register.intake.bring_in import preview, preview_file, readers
from transfer_register.intake.text_file import HEAD, beginning

KEYS = [
    "line",
    "table",
    "recipient",
    "places",
    "groups",
    "scope",
    "establishment",
    "purpose",
    "data_categories",
    "mechanisms",
    "measures",
    "onward",
    "flags",
    "raw",
]


def countries(row) -> list[str]:
    return [place.iso2 for place in row.places.places]


def test_every_module_in_the_folder_is_a_reader():
    assert {"delimited", "markdown", "workbook"} <= set(readers())
    for reader in readers().values():
        assert reader.SUFFIXES
        assert reader.TITLE
        assert callable(reader.recognises)
        assert callable(reader.read)


def test_markdown_with_front_matter_and_several_tables():
    shown = preview_file(FIXTURES / "vendors.md")
    assert (shown.reader, len(shown.rows), [table.title for table in shown.tables]) == (
        "markdown",
        7,
        ["Vendors", "Harbour & Vale Subsidiaries"],
    )
    first = shown.rows[0].as_dict()
    assert list(first) == KEYS
    assert (first["line"], first["table"], first["recipient"]) == (12, "Vendors", {"name": "Microsoft", "product": "Azure"})
    assert first["raw"]["Location of Processing"] == "Ireland, Netherlands"
    assert [countries(row) for row in shown.rows[:3]] == [["IE", "NL"], ["US"], ["NO", "IN", "JP"]]


def test_a_subsidiary_is_a_relationship_and_no_purpose():
    row = preview_file(FIXTURES / "vendors.md").rows[5]
    assert row.recipient.as_dict() == {"name": "Harbour India Pty Ltd", "relation": "affiliate", "group": "Harbour"}
    assert row.purpose is None
    assert {"purpose_is_relationship", "legal_form_conflict"} <= set(row.flags)
    assert row.establishment == "IN"


def test_bullets_take_the_place_from_the_sentence_above():
    shown = preview_file(FIXTURES / "bullets.md")
    assert [(row.line, row.recipient.name, countries(row), list(row.places.groups)) for row in shown.rows] == [
        (5, "Lantern Mail", ["US"], []),
        (6, "Pier Pay", ["US"], []),
        (10, "Quay Analytics", [], ["EU"]),
    ]


def test_a_table_in_html_inside_markdown():
    shown = preview_file(FIXTURES / "table_in_html.md")
    assert [(row.line, row.recipient.name, row.establishment, row.purpose) for row in shown.rows] == [
        (12, "Pier Pay Inc.", "US", "Payments"),
        (22, "Quai SAS", "FR", "Payments"),
    ]
    assert shown.rows[0].recipient.footnote
    assert "processing_location_missing" in shown.rows[0].flags


def test_semicolons_windows_letters_and_quoted_separators():
    shown = preview_file(FIXTURES / "anbieter_cp1252.csv")
    assert [row.recipient.name for row in shown.rows] == ["Möwe GmbH", "Norsk; Drift AS", "Danmark Data", "Svensk Drift AB"]
    assert [countries(row) for row in shown.rows] == [["DE"], ["NO"], ["DK"], ["SE"]]
    assert shown.rows[1].mechanisms.stated == ()
    assert shown.rows[0].mechanisms.stated is None
    assert "Windows-1252" in shown.problems[0].what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found(encoding, separator):
    rows = [["Vendor", "Purpose", "Country of processing"], ["Möwe GmbH", "Hosting", "Österreich"], ["Pier", "Mail", "NO"]]
    data = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    shown = preview(data, "list.csv")
    assert [row.recipient.name for row in shown.rows] == ["Möwe GmbH", "Pier"]
    assert countries(shown.rows[0]) == ["AT"]
    assert shown.rows[0].line == 2


def test_a_workbook_with_merged_cells_several_sheets_and_nothing_guessed():
    data = workbook(
        {
            "Vendors": [
                ["Register of vendors"],
                [],
                ["Vendor", "Purpose", "Country of processing", "Ref"],
                ["Pier", "Mail", "NA, ZA, BW", "007"],
                [None, "Hosting", "NO, SE", 12.0],
                ["Quay", "Search", "DE", datetime.datetime(2026, 3, 1)],
                ["Lock", True, "=FALSE()", "NA"],
            ],
            "Group companies": [["Vendor", "Purpose", "Country of processing"], ["Harbour Norge AS", "Payroll", "Norway"]],
            "Read me": [["nothing here"]],
        },
        {"Vendors": ["A4:A5"]},
    )
    shown = preview(data, "vendors.xlsx")
    assert [(row.line, row.table, row.recipient.name) for row in shown.rows] == [
        (4, "Vendors", "Pier"),
        (5, "Vendors", "Pier"),
        (6, "Vendors", "Quay"),
        (7, "Vendors", "Lock"),
        (2, "Group companies", "Harbour Norge AS"),
    ]
    assert [countries(row) for row in shown.rows] == [["NA", "ZA", "BW"], ["NO", "SE"], ["DE"], [], ["NO"]]
    assert [row.raw.get("Ref") for row in shown.rows] == ["007", "12", "2026-03-01", "NA", None]
    assert shown.rows[3].raw["Country of processing"] == "=FALSE()"
    assert "formula_in_cell" in shown.rows[3].flags
    assert any("formula" in problem.what and problem.line == 7 for problem in shown.problems)
    assert preview(data, "vendors.xlsx", sheet="Group companies").rows[0].recipient.name == "Harbour Norge AS"


def test_headings_on_two_levels_are_one_heading_a_column():
    data = workbook(
        {
            "List": [
                ["Vendor", "Location", None, "Purpose"],
                [None, "Processing", "Corporate", None],
                ["Pier", "India", "Ireland", "Mail"],
            ]
        },
        {"List": ["B1:C1", "A1:A2", "D1:D2"]},
    )
    (row,) = preview(data, "list.xlsx").rows
    assert (countries(row), row.establishment, row.purpose) == (["IN"], "IE", "Mail")


def test_blank_cells_in_front_are_taken_from_above_and_flagged():
    data = b"Purpose,Department,Recipient,Third country\nPayroll,Finance,Bureau Ltd,N/A\n,,Tax office,India\n,,Pension fund,\n"
    shown = preview(data, "ropa.csv")
    assert [row.purpose for row in shown.rows] == ["Payroll"] * 3
    assert "inherited_from_above" in shown.rows[1].flags
    assert [row.places.scope for row in shown.rows] == ["none", "listed", "unknown"]


def test_names_and_places_that_stand_by_position_are_paired():
    data = b"| Anbieter | Standort |\n|---|---|\n| D-Trust / A-Trust | DE / AT |\n"
    shown = preview(data, "liste.md")
    assert [(row.recipient.name, countries(row)) for row in shown.rows] == [("D-Trust", ["DE"]), ("A-Trust", ["AT"])]
    assert all("positional_pairing" in row.flags and row.line == 3 for row in shown.rows)


def test_content_decides_and_the_name_does_not():
    shown = preview((FIXTURES / "vendors.md").read_bytes(), "vendors.csv")
    assert (shown.reader, len(shown.rows)) == ("markdown", 7)
    assert any("the name ends in .csv" in problem.what for problem in shown.problems)


def test_a_mapping_of_a_person_opens_a_table_that_says_nothing():
    data = b"Who,Why,Where\nPier,Mail,India\n"
    assert preview(data, "x.csv").rows == ()
    shown = preview(data, "x.csv", mapping={"Who": "recipient", "Why": "purpose", "Where": "place"})
    assert [(row.recipient.name, row.purpose, countries(row)) for row in shown.rows] == [("Pier", "Mail", ["IN"])]


def test_an_onward_link_to_another_vendor_is_remarked():
    data = (
        b"| Vendor | Location of processing |\n|---|---|\n| Orbit Rows | USA<br>"
        b"Sub-processors: [list](https://halyard.example/l) |\n"
        b"| Halyard Inc | Germany<br>Sub-processors: [list](https://halyard.example/l) |\n"
    )
    flags = [row.flags for row in preview(data, "x.md").rows]
    assert ["url_vendor_mismatch" in row for row in flags] == [True, False]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "cp1252"])
def test_the_beginning_of_a_long_file_is_whole_lines_in_every_encoding(encoding):
    text = "Empfänger;Land\n" + "Größe GmbH;Österreich\n" * 6_000
    said = beginning(text.encode(encoding)[:HEAD], "list.csv")
    assert text.startswith(said)
    assert said.endswith("\n")
    assert len(said) > 20_000


def test_the_beginning_of_one_long_line_is_kept_and_a_picture_has_none():
    assert beginning(b"[" + b"1," * HEAD, "list.json")
    assert beginning(b"\x89PNG\r\n\x1a\n" + bytes(200), "list.csv") is None
