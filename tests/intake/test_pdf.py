"""PDF: tables with a text layer; pictures, protection and damage are told."""

from __future__ import annotations

import io

import pikepdf
import pytest
import typst
from PIL import Image

from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import preview

ROWS = ",".join(f"[Pier {at} Ltd],[Mail \\ and search],[{'Norway' if at % 2 else 'India'}]" for at in range(12))


def document(tmp_path, text):
    source = tmp_path / "page.typ"
    source.write_text(text)
    return typst.compile(str(source))


def test_a_table_over_several_pages_is_one_and_line_breaks_are_kept(tmp_path):
    heads = "table.header([Vendor],[Purpose],[Country of processing])"
    shown = preview(document(tmp_path, f"#set page(height: 220pt)\n#table(columns: 3, {heads}, {ROWS})"), "list.pdf")
    assert [row.recipient.name for row in shown.rows] == [f"Pier {at} Ltd" for at in range(12)]
    assert [row.places.places[0].iso2 for row in shown.rows[:2]] == ["IN", "NO"]
    assert shown.rows[0].raw["Purpose"] == "Mail\nand search"
    assert len(shown.tables) == 1


def test_rows_go_on_over_pages_without_repeated_headings(tmp_path):
    data = document(tmp_path, f"#set page(height: 220pt)\n#table(columns: 3, [Vendor],[Purpose],[Country of processing], {ROWS})")
    assert len(preview(data, "list.pdf").rows) == 12


def test_two_levels_of_headings_are_joined(tmp_path):
    heads = (
        "table.cell(rowspan: 2)[Vendor], table.cell(rowspan: 2)[Purpose], table.cell(colspan: 2)[Location], [Storage],[Access]"
    )
    shown = preview(document(tmp_path, f"#table(columns: 4, {heads}, [Pier Ltd],[Mail],[Norway],[India])"), "list.pdf")
    (row,) = shown.rows
    assert {(place.iso2, place.role) for place in row.places.places} == {("NO", "storage"), ("IN", "remote_access")}


def test_a_form_is_told_with_its_pages(tmp_path):
    cells = "[Item],[Description],[Purpose of processing],[Payroll],[Recipients of the data],[The bank],[Data subjects],[Staff]"
    shown = preview(document(tmp_path, f"#table(columns: 2, {cells})"), "form.pdf")
    assert shown.rows == ()
    assert "page 1: this is a form of one record" in shown.problems[0].what


def test_a_scanned_document_says_so(tmp_path):
    Image.new("L", (60, 80), 200).save(tmp_path / "page.png")
    with pytest.raises(FileUnreadable, match="is scanned: it holds pictures of pages and no text"):
        preview(document(tmp_path, '#image("page.png", width: 100%)'), "scan.pdf")


def test_a_protected_document_says_so(tmp_path):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(tmp_path, "Words"))) as opened:
        opened.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(FileUnreadable, match="protected by a password"):
        preview(out.getvalue(), "list.pdf")


@pytest.mark.parametrize("kept", [8, 300, 900])
def test_a_damaged_document_says_so(tmp_path, kept):
    with pytest.raises(FileUnreadable, match="damaged"):
        preview(document(tmp_path, "Words")[:kept], "list.pdf")


def test_text_without_a_table_says_so(tmp_path):
    shown = preview(document(tmp_path, "We use Pier Ltd in Norway."), "list.pdf")
    assert shown.rows == ()
    assert "no ruled table" in shown.problems[0].what
