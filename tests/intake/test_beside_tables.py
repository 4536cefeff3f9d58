"""Pages with more than one table: remarks, lists, front matter, footnotes and struck-out words beside or inside it."""

from __future__ import annotations

import pytest

from transfer_register.intake.bring_in import preview


def sentences(shown):
    return " ".join(problem.what for problem in shown.problems)


def names(shown):
    return [row.recipient.name for row in shown.rows]


LIST = "# Vendors\n\n| Vendor | Location |\n|---|---|\n| Orbit Inc. | Norway |\n| Halyard | Japan |\n\n"


def test_a_list_of_remarks_beside_a_table_is_told():
    shown = preview(f"{LIST}## Remarks\n\n- **Notice**: thirty days\n- **Language**: English\n".encode(), "list.md")
    assert names(shown) == ["Orbit Inc.", "Halyard"]
    assert "a list below “Remarks” was left out" in sentences(shown)


def test_a_list_beside_a_table_that_says_that_it_names_recipients_is_read():
    shown = preview(f"{LIST}## Sub-processors for support\n\n- **Larkspur**: telephone\n".encode(), "list.md")
    assert names(shown) == ["Orbit Inc.", "Halyard", "Larkspur"]


def test_only_the_sentence_above_a_list_says_what_it_is():
    text = "All sub-processors abroad sign clauses. The clauses are:\n\n- **Set**: the newest\n- **Language**: English\n"
    assert names(preview((LIST + "## Clauses\n\n" + text).encode(), "list.md")) == ["Orbit Inc.", "Halyard"]


def test_what_is_said_of_a_recipient_below_its_table_is_shown():
    shown = preview(f"{LIST}- **Orbit** is used only if search is switched on.\n\nHalyard is new.\n".encode(), "list.md")
    said = [(problem.line, problem.what) for problem in shown.problems]
    assert [line for line, _ in said] == [8, 10]
    assert "of “Orbit Inc.” outside the table" in said[0][1]


@pytest.mark.parametrize("title", ["Data we collect", "What is kept"])
def test_kinds_of_data_in_a_list_are_no_recipients(title):
    text = (
        f"## {title}\n\n- **Email address**: to sign in\n- **IP address**: for safety\n\n## Partners\n\n- **Orbit**: payments\n"
    )
    assert names(preview(text.encode(), "notice.md")) == ["Orbit"]


def test_a_raised_mark_of_a_page_stays_apart_from_the_word_before():
    page = (
        "<html><table><tr><th>Vendor</th><th>Purpose</th><th>Location</th></tr>"
        "<tr><td><b>Orbit</b> <i>Inc.</i><sup>1</sup></td><td>Mail</td><td>USA<sup>2</sup></td></tr></table></html>"
    )
    (row,) = preview(page.encode(), "page.html").rows
    assert (row.recipient.name, row.recipient.footnote) == ("Orbit Inc.", True)
    assert [place.iso2 for place in row.places.places] == ["US"]
    assert "partly_understood" in row.flags


FRONT = "---\ntitle: Vendors\nvendors:\n  - name: Orbit Inc.\n    location: NO\n  - {name: Halyard, location: Japan}\n---\n"
MDX = 'export const vendors = [\n  {vendor: "Orbit Inc.", location: "Norway (]"},\n  {vendor: `Halyard`, location: "Japan"},\n]\n'


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        (f"{FRONT}\n# Vendors\n\nThe list is shown here.\n", "page.md", [4, 6]),
        (f"# Vendors\n\n{MDX}\n<Table />\n", "page.mdx", [4, 5]),
    ],
)
def test_a_list_in_the_front_matter_or_in_a_literal_of_a_page_is_read(text, name, lines):
    shown = preview(text.encode(), name)
    assert [(row.line, row.recipient.name) for row in shown.rows] == list(zip(lines, ["Orbit Inc.", "Halyard"], strict=True))
    assert [place.iso2 for place in shown.rows[1].places.places] == ["JP"]


def test_the_table_of_a_page_goes_before_its_front_matter():
    assert names(preview((FRONT + LIST).encode(), "page.md")) == ["Orbit Inc.", "Halyard"]
    assert [row.line for row in preview((FRONT + LIST).encode(), "page.md").rows] == [12, 13]


def test_struck_out_words_say_nothing_any_more():
    rows = (
        "| ~~Orbit Inc.~~ | Mail | ~~Chile~~ |\n| Halyard | Post | ~~USA~~ Norway |\n| Fjord AS | Chat | <del>USA</del> Japan |\n"
    )
    shown = preview(f"| Vendor | Service | Location |\n|---|---|---|\n{rows}".encode(), "list.md")
    said = [(row.recipient.name, row.purpose, [place.iso2 for place in row.places.places]) for row in shown.rows]
    assert said == [("Halyard", "Post", ["NO"]), ("Fjord AS", "Chat", ["JP"])]
    assert "nobody is said to receive the data" in sentences(shown)


@pytest.mark.parametrize(
    ("title", "doubt", "told"),
    [
        ("Former sub-processors", "partly_understood", "no longer used"),
        ("Upcoming sub-processors", "partly_understood", "not used yet"),
        ("Optional / bedingt eingesetzt", "conditional", "on a condition only"),
    ],
)
def test_what_a_title_says_of_all_rows_is_a_doubt_of_each(title, doubt, told):
    shown = preview(f"{LIST}## {title}\n\n| Vendor | Location |\n|---|---|\n| Fjord AS | Chile |\n".encode(), "list.md")
    assert [doubt in row.flags for row in shown.rows] == [False, False, True]
    assert told in sentences(shown)


def test_a_status_that_is_not_active_is_a_doubt_of_its_row():
    rows = "Orbit,Norway,Active\nHalyard,Japan,Terminated\nFjord AS,Chile,Opt-in\nKite,Kenya,Planned for spring\n"
    shown = preview(f"Vendor,Location,Status\n{rows}".encode(), "list.csv")
    doubts = [sorted({"partly_understood", "conditional"} & set(row.flags)) for row in shown.rows]
    assert doubts == [[], ["partly_understood"], ["conditional"], ["partly_understood"]]
