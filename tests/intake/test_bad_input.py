"""Bad files: a clear sentence, nothing half-read, the rest of the file usable."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from tests.intake.files import workbook
from transfer_register.errors import FileUnreadable
from transfer_register.intake import bring_in, sheet_xml
from transfer_register.intake.bring_in import preview, preview_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("vendors.csv", b"", "the file is empty"),
        ("vendors.xlsx", b"  \n \n", "the file is empty"),
        ("vendors.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        ("vendors.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "a PNG picture"),
        ("vendors.md", b"\x7fELF\x02\x01\x01" + b"\x00" * 50, "a program"),
        ("vendors.csv", b"MZ\x90\x00" + b"\x00" * 60, "a program"),
        ("vendors.xlsx", zipped({"word/document.xml": b"<w/>"}), "a Word document"),
        ("vendors.csv", zipped({"a.txt": b"hello"}), "a ZIP archive"),
        ("vendors.xlsx", b"PK\x03\x04broken", "a damaged ZIP archive"),
        ("vendors.xlsx", OLE + "WordDocument".encode("utf-16-le"), "an old Word document"),
        ("vendors.xlsx", OLE + b"\x00" * 200 + "EncryptedPackage".encode("utf-16-le"), "Save a copy without protection"),
        ("vendors.csv", bytes(range(256)) * 4, "a binary file"),
        ("vendors.csv", b"just one line of text", "no table or list of recipients was found"),
    ],
)
def test_a_file_that_is_something_else_is_refused_with_what_it_is(name, data, sentence):
    with pytest.raises(FileUnreadable) as refused:
        preview(data, name)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)


def test_a_hundred_thousand_columns_are_refused():
    data = b"Vendor," + b",".join(b"c%d" % number for number in range(100_000)) + b"\nPier" + b"," * 100_000 + b"\n"
    with pytest.raises(FileUnreadable, match="100,001 columns"):
        preview(data, "wide.csv")


def test_more_bytes_than_the_limit_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(bring_in, "MOST_BYTES", 1000)
    (tmp_path / "big.csv").write_bytes(b"x" * 2000)
    with pytest.raises(FileUnreadable, match="Split the file"):
        preview_file(tmp_path / "big.csv")


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path):
    with pytest.raises(FileUnreadable, match="there is no such file"):
        preview_file(tmp_path / "none.csv")
    with pytest.raises(FileUnreadable, match="this is a folder"):
        preview_file(Path(tmp_path))


def test_a_workbook_that_unpacks_too_large_is_refused(monkeypatch):
    data = workbook({"List": [["Vendor", "Country"]] + [["Pier", "India"]] * 2000})
    monkeypatch.setattr(sheet_xml, "_SMALL", 1000)
    monkeypatch.setattr(sheet_xml, "_MOST_TIMES", 2)
    with pytest.raises(FileUnreadable, match="would unpack from"):
        preview(data, "bomb.xlsx")


def test_a_sheet_whose_last_cell_is_far_away_is_left_out_and_the_others_are_read():
    data = workbook({"Far": [["Vendor", "Country"], ["Pier", "India"]], "Near": [["Vendor", "Country"], ["Quay", "Japan"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    far = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    files[sheet] = files[sheet].replace(b"</sheetData>", b'<row r="1048576">' + far)
    shown = preview(zipped(files), "far.xlsx")
    assert [row.recipient.name for row in shown.rows] == ["Quay"]
    assert any("sheet “Far” was left out: it uses 16,384 columns" in problem.what for problem in shown.problems)


def test_a_sheet_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(FileUnreadable, match="the sheets are Vendors"):
        preview(workbook({"Vendors": [["Vendor", "Country"], ["Pier", "India"]]}), "x.xlsx", sheet="Nobody")


def test_control_characters_are_told_and_left_out_of_the_reading():
    shown = preview(b"Vendor,Location of processing\nPi\x00er,Ger\x07many\n", "x.csv")
    (row,) = shown.rows
    assert (row.recipient.name, [place.iso2 for place in row.places.places]) == ("Pier", ["DE"])
    assert any("control characters" in problem.what and problem.line == 2 for problem in shown.problems)


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest():
    shown = preview(b'Vendor,Country\n"Pier,India\nQuay,Japan\nLock,Norway\n', "x.csv")
    assert [row.establishment for row in shown.rows] == ["IN", "JP", "NO"]
    assert any("quotation mark" in problem.what for problem in shown.problems)


def test_a_place_nobody_can_resolve_leaves_the_row_usable():
    shown = preview(b"Vendor,Location of processing\nPier,Atlantis\nQuay,Japan\n", "x.csv")
    assert shown.rows[0].places.unresolved == ("Atlantis",)
    assert "country_undetermined" in shown.rows[0].flags
    (problem,) = [problem for problem in shown.problems if problem.line == 2]
    assert problem.heading == "Location of processing"
    assert "“Atlantis” names no country for sure" in problem.what


def test_a_row_that_names_nobody_is_told():
    shown = preview(b"Vendor,Location of processing\n,India\nQuay,Japan\n,\n", "x.csv")
    assert [row.recipient.name if row.recipient else None for row in shown.rows] == [None, "Quay"]
    assert any("no recipient is named" in problem.what and problem.line == 2 for problem in shown.problems)


def test_a_file_that_only_links_elsewhere_gives_no_rows_and_says_so():
    shown = preview(b"---\nid: x\n---\n\nA list can be found at [our site](https://example.org/subprocessors).\n", "stub.mdx")
    assert shown.rows == ()
    assert "no list of recipients was found" in shown.problems[-1].what


def test_a_table_about_something_else_is_left_out_and_the_rest_is_read():
    data = (
        b"## Prices\n\n| Plan | Euro |\n|---|---|\n| A | 1 |\n\n## Vendors\n\n| Vendor | Country |\n|---|---|\n| Pier | India |\n"
    )
    shown = preview(data, "x.md")
    assert [row.recipient.name for row in shown.rows] == ["Pier"]
    assert "table “Prices” was left out" in shown.problems[0].what


@pytest.mark.parametrize(
    "hostile",
    [
        "*" * 20_000,
        "**a " * 6_000,
        "(" * 20_000,
        "[" * 20_000,
        "<a href=" * 3_000,
        "<" * 20_000,
        "a@" * 10_000,
        "日" * 20_000,
        "NO " * 7_000,
        "SCC not " * 2_500,
        "1" * 20_000,
        "not in " * 3_000,
        "Germany, " * 2_000,
        "https://" * 2_500,
        "[x](" * 5_000,
        "<table>" * 3_000,
        "\\" * 20_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_texts_are_read_in_a_moment(hostile):
    began = time.process_time()
    row = "\t".join([hostile] * 4)
    preview(f"Vendor\tPurpose\tLocation of processing\tTransfer mechanism\nPier\tMail\tIndia\tSCC\n{row}\n".encode(), "x.csv")
    preview(f"{hostile}\n\n| Vendor | Country |\n|---|---|\n| {hostile} | {hostile} |\n\n{hostile}\n".encode(), "x.md")
    assert time.process_time() - began < 8
