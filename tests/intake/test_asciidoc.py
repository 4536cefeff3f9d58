"""AsciiDoc: tables with spans, lists and definitions are read; what belongs to other files or is only shown is not."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import preview

TABLE = """= Sub-processors
:provider: Halyard AS
// a remark of the author

[cols="1,2,1",options="header"]
|===
|Vendor |Purpose |Location

|Orbit Inc.footnote:[only if search is on]
|Hosting, https://orbit.example[see]
|*USA* or Norway

|{provider}
2+|Japan
|Larkspur|Mail +
and more|Germany
|===
"""


def said(shown):
    return [
        (row.line, row.recipient.name, row.purpose, [place.iso2 for place in row.places.places], row.places.groups)
        for row in shown.rows
    ]


def test_a_table_is_read_by_its_columns_whatever_lines_the_cells_stand_in():
    shown = preview(TABLE.encode(), "list.adoc")
    assert shown.reader == "asciidoc"
    assert said(shown) == [
        (9, "Orbit Inc.", "Hosting, see", ["US", "NO"], ()),
        (13, "Halyard AS", "Japan", ["JP"], ()),
        (15, "Larkspur", "Mail and more", ["DE"], ()),
    ]
    assert shown.rows[0].recipient.note == "only if search is on"
    assert shown.rows[0].places.alternatives


def test_the_content_tells_what_it_is_and_rows_may_span():
    text = "|===\n|Vendor |Purpose |Location\n\n.2+|Orbit |Hosting |Norway\n|Backup |Sweden\n3*|Halyard\n|===\n"
    shown = preview(text.encode(), "list.txt")
    assert [row[1:4] for row in said(shown)[:2]] == [("Orbit", "Hosting", ["NO"]), ("Orbit", "Backup", ["SE"])]


def test_values_with_commas_between_marks_are_a_table_too():
    text = '[%header,format=csv]\n,===\nVendor,Purpose,Location\n"Orbit, Inc.",Hosting,Norway\n,===\n'
    assert [row[1:4] for row in said(preview(text.encode(), "list.adoc"))] == [("Orbit, Inc.", "Hosting", ["NO"])]


def test_bullets_terms_and_cards_name_recipients():
    text = """== Sub-processors

* *Orbit*: hosting. Location: Norway
** in two halls
* *Halyard*: mail. Location: Japan

== Vendors

Larkspur GmbH:: support
Fjord AS::
  backup
"""
    shown = preview(text.encode(), "list.adoc")
    assert [row[1] for row in said(shown)] == ["Orbit", "Halyard", "Larkspur GmbH", "Fjord AS"]
    assert [row[3] for row in said(shown)[:2]] == [["NO"], ["JP"]]


def test_another_file_is_told_and_what_is_only_shown_is_left_out():
    text = "= Vendors\n\ninclude::more.adoc[]\n\n----\n|===\n|Vendor |Location\n|Secret |Chile\n|===\n----\n\n* *Orbit*: mail\n"
    shown = preview(text.encode(), "list.adoc")
    assert [row.recipient.name for row in shown.rows] == ["Orbit"]
    assert any("the text of another file belongs here" in problem.what for problem in shown.problems)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*TABLE.split("\n"), "----", ",===", "* a", "a::", ".2+|x", "999999*|y", "+", "[["]), max_size=25)
)
def test_no_order_of_lines_breaks_the_reading(lines):
    with suppress(FileUnreadable):
        preview("\n".join(lines).encode(), "list.adoc")
