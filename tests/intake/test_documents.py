"""Documents: web pages, reStructuredText and Word come out as rows; what is no list is told apart."""

from __future__ import annotations

import io

import docx
import pytest

from tests.intake.files import FIXTURES
from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import preview, preview_file


def said(shown):
    """(recipient, purpose, countries, establishment) of every row."""
    return [
        (row.recipient.name, row.purpose, [place.iso2 for place in row.places.places], row.establishment) for row in shown.rows
    ]


def word(fill) -> bytes:
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(document, rows):
    made = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            made.cell(at, column).text = text
    return made


def test_a_page_with_two_levels_of_headings_and_spans_leaves_out_scripts_menus_and_footers():
    shown = preview_file(FIXTURES / "vendor_page.html")
    assert shown.reader == "html_page"
    assert said(shown) == [
        ("Pier Cloud Ltd", "Hosting", ["DE", "NL"], "IE"),
        ("Pier Cloud Ltd", "Backup", ["SE"], "IE"),
        ("Quay Desk, Inc.", "Tickets", ["US"], "US"),
    ]
    assert [row.line for row in shown.rows] == [13, 14, 16]


def test_cards_with_labelled_lines_are_one_recipient_each():
    shown = preview_file(FIXTURES / "karten.html")
    assert said(shown) == [
        ("Möwe GmbH", "Hosting", ["DE"], None),
        ("Steg AB", "Versand von E-Mails", ["SE", "FI"], None),
        ("Kai Inc.", "Support", ["US"], None),
    ]
    assert [bool(row.mechanisms.stated) for row in shown.rows] == [False, False, True]


def test_a_condition_behind_the_place_of_a_definition_stays_with_the_place():
    page = (
        "<h2>Sub-processors</h2><dl><dt>Pier Ltd</dt><dd>Hosting</dd><dd>Location: Ireland</dd>"
        "<dt>Quay Inc.</dt><dd>Mail — Location: EU — except support, which is in India</dd></dl>"
    )
    shown = preview(page.encode(), "x.html")
    assert said(shown) == [("Pier Ltd", "Hosting", ["IE"], None), ("Quay Inc.", "Mail", [], None)]
    assert shown.rows[1].places.groups == ("EU",)
    assert "place_excluded" in shown.rows[1].flags


def test_details_are_cards_and_a_negated_place_is_no_place():
    page = (
        "<html><body><details><summary>Pier Ltd</summary><dl><dt>Purpose</dt><dd>Hosting</dd><dt>Location</dt><dd>Ireland</dd>"
        "</dl></details><details><summary>Quay Inc.</summary><dl><dt>Purpose</dt><dd>Mail</dd><dt>Location</dt>"
        "<dd>Not in the United States</dd></dl></details></body></html>"
    )
    assert said(preview(page.encode(), "x.html")) == [("Pier Ltd", "Hosting", ["IE"], None), ("Quay Inc.", "Mail", [], None)]


def test_definitions_and_tables_of_restructured_text_without_any_other_file_or_raw_part():
    shown = preview_file(FIXTURES / "underbitraden.rst")
    assert shown.reader == "restructured_text"
    assert said(shown) == [
        ("Fyren AB", "Driftövervakning.", ["SE"], None),
        ("Bryggan Inc.", "E-post till kunder", [], None),
        ("Hamnen AS", "Support", ["NO"], None),
    ]
    assert "location_missing" in shown.rows[1].flags


def test_unknown_roles_and_directives_make_no_noise(capsys):
    preview_file(FIXTURES / "underbitraden.rst")
    assert capsys.readouterr() == ("", "")


def test_a_grid_table_with_a_spanned_name_gives_a_row_for_each_purpose():
    text = (
        "Sub-processors\n==============\n\n+--------+---------+----------+\n| Vendor | Purpose | Location |\n"
        "+========+=========+==========+\n| Dock   | Mail    | Ireland  |\n|        +---------+----------+\n"
        "|        | Search  | Norway   |\n+--------+---------+----------+\n"
    )
    assert said(preview(text.encode(), "list.rst")) == [("Dock", "Mail", ["IE"], None), ("Dock", "Search", ["NO"], None)]


@pytest.mark.parametrize(
    ("bullet", "expected"),
    [
        ("Pier Ltd (Ireland): hosting", ("Pier Ltd (Ireland)", "hosting", [])),
        ("Quay, Inc., mail, Location: Ireland", ("Quay, Inc.", "mail", ["IE"])),
        ("**Kai** — support for US customers — Location: Ireland", ("Kai", "support for US customers", ["IE"])),
        ("**Steg GmbH:** Versand, Standort: Deutschland", ("Steg GmbH", "Versand", ["DE"])),
        ("**Dock**, search in Norway", ("Dock", "search in Norway", [])),
    ],
)
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_a_bullet_gives_the_place_only_where_it_is_labelled(bullet, expected, suffix):
    text = f"# Sub-processors\n\nWe use:\n\n- {bullet}\n- **Lantern** - mail\n"
    if suffix == "html":
        marked = bullet.replace("**", "<b>", 1).replace("**", "</b>", 1)
        text = f"<h1>Sub-processors</h1><p>We use:</p><ul><li>{marked}</li><li><b>Lantern</b> - mail</li></ul>"
    shown = preview(text.encode(), f"list.{suffix}")
    assert [row[:3] for row in said(shown)] == [expected, ("Lantern", "mail", [])]


def test_a_word_table_with_merged_cells_and_a_table_in_a_cell():
    def fill(document):
        document.add_heading("Sub-processors", 1)
        rows = [
            ["Vendor", "Purpose", "Location"],
            ["Pier", "Hosting", "Ireland"],
            ["", "Backup", "Sweden"],
            ["Quay", "", "Norway"],
        ]
        made = table(document, rows)
        made.cell(1, 0).merge(made.cell(2, 0))
        inner = made.cell(3, 1).add_table(2, 2)
        for at, text in enumerate(["Vendor", "Country of processing", "Inner", "France"]):
            inner.cell(at // 2, at % 2).text = text

    shown = preview(word(fill), "list.docx")
    assert [row[:3] for row in said(shown)] == [
        ("Pier", "Hosting", ["IE"]),
        ("Pier", "Backup", ["SE"]),
        ("Quay", None, ["NO"]),
        ("Inner", None, ["FR"]),
    ]


def test_word_bullets_and_cards():
    def fill(document):
        document.add_heading("Underbiträden", 1)
        for name, more in [("Pier AB", ": drift, Plats: Irland"), ("Quay", " – e-post")]:
            item = document.add_paragraph(style="List Bullet")
            item.add_run(name).bold = True
            item.add_run(more)
        document.add_heading("Kai AB", 2)
        document.add_paragraph("Ändamål: Support")
        document.add_paragraph("Plats: Sverige")

    shown = preview(word(fill), "lista.docx")
    assert [row[:3] for row in said(shown)] == [
        ("Pier AB", "drift", ["IE"]),
        ("Quay", "e-post", []),
        ("Kai AB", "Support", ["SE"]),
    ]


def test_words_in_a_form_and_open_changes_are_read_and_told():
    def fill(document):
        table(document, [["Vendor", "Purpose", "Location"], ["Pier", "Hosting", ""]])
        paragraph = document.tables[0].cell(1, 2).paragraphs[0]
        run = paragraph.add_run("Norway")._r
        added = paragraph._p.makeelement(run.tag.replace("}r", "}ins"), {})
        paragraph._p.append(added)
        added.append(run)

    shown = preview(word(fill), "list.docx")
    assert [row[:3] for row in said(shown)] == [("Pier", "Hosting", ["NO"])]
    assert any("not accepted yet" in problem.what for problem in shown.problems)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "save it as .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        ("a.docx", word(lambda document: None)[:5000], "damaged"),
        ("a.html", b"<div>" * 5000, "levels deep"),
        ("a.rst", b"", "empty"),
        ("a.rst", b"".join(b" " * at + b"* x\n\n" for at in range(400)), "nested deeper"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(name, data, sentence):
    with pytest.raises(FileUnreadable, match=sentence):
        preview(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body><table><tr><td rowspan=99999999>x</tr></td><dl><dd>lost</dl><ul><li></ul>"),
        ("a.rst", b"=====\nBroken\n===\n\n+--+\n| a\n\n.. csv-table::\n   :file: /etc/passwd\n\n.. list-table::\n\n   * x\n"),
        ("a.docx", word(lambda document: None)),
    ],
)
def test_a_broken_or_blank_document_has_no_rows_and_says_so(name, data):
    shown = preview(data, name)
    assert shown.rows == ()
    assert any("no list of recipients" in problem.what for problem in shown.problems)


def test_letters_of_windows_in_a_page_are_told():
    page = (
        "<html><table><tr><th>Anbieter</th><th>Zweck</th><th>Standort</th></tr><tr><td>Möwe</td><td>Post</td><td>Österreich</td>"
    )
    shown = preview((page + "</tr></table></html>").encode("cp1252"), "a.html")
    assert said(shown)[0][:3] == ("Möwe", "Post", ["AT"])
    assert any("Windows-1252" in problem.what for problem in shown.problems)


def test_data_processed_is_no_place_and_leaves_the_labelled_place_alone():
    text = "# Sub-processors\n\n- **Dock** — mail. Location: Ireland\n- **Kai** — chat. Data processed: names. Location: Norway\n"
    shown = preview(text.encode(), "list.md")
    assert [row[:3] for row in said(shown)] == [("Dock", "mail.", ["IE"]), ("Kai", "chat.", ["NO"])]
    assert shown.rows[1].data_categories == ("names",)


def test_a_place_followed_by_a_sentence_about_another_is_left_as_text():
    text = "# Sub-processors\n\n- **Dock** — mail. Location: Ireland. Sends e-mails to US customers.\n- **Kai** — chat\n"
    row = preview(text.encode(), "list.md").rows[0]
    assert row.places.places == ()
    assert "location_missing" in row.flags
    assert "Location: Ireland. Sends e-mails to US customers" in row.purpose
