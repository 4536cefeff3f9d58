"""Workbooks of records of processing: forms, lists to choose from, sheets that refer to each other, OpenDocument."""

from __future__ import annotations

import pytest

from tests.intake.files import workbook
from tests.intake.open_document import spreadsheet
from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import Preview, preview

VENDORS = [
    ["Vendor", "Purpose", "Location of processing"],
    ["Orbit Rows Inc.", "Mail", "Canada"],
    ["Halyard GmbH", "Hosting", "Germany"],
]
FORM = [
    ["Record of one processing", "", "", "", ""],
    ["Name of the processing", "Payroll", "", "", ""],
    ["Reference", "R-7", "", "", ""],
    [],
    ["Purpose of processing", "Payment of salaries", "", "", ""],
    [],
    ["Categories of personal data", "Description", "Retention period", "", ""],
    ["Identity", "Names", "5 years", "", ""],
    ["Health", "", "", "", ""],
    [],
    ["Recipients", "Type of recipient", "Details", "", ""],
    ["Recipient 1", "Internal service", "Finance team", "", ""],
    ["Recipient 2", "Processor", "Halyard GmbH", "", ""],
    ["Recipient 3", "Recipients in third countries", "Orbit Rows Inc.", "", ""],
    ["Recipient 4", "Authority", "", "", ""],
    [],
    ["Transfers outside the EU", "Recipient", "Country", "Safeguards", "Documentation link"],
    ["Recipient 1", "Orbit Rows Inc.", "India", "Standard contractual clauses", "Contract of 23/01/2018"],
    ["Recipient 2", "", "Select an item from this list", "Select an item from this list", ""],
]
COUNTRIES = [
    "Andorra",
    "Argentina",
    "Canada",
    "Israel",
    "Japan",
    "Uruguay",
    "Switzerland",
    "India",
    "Brazil",
    "Mexico",
    "Chile",
    "Kenya",
]


def places(row) -> list[tuple[str, str]]:
    return [(place.iso2, place.role) for place in row.places.places]


def names(shown: Preview) -> list[str]:
    return [row.recipient.name for row in shown.rows if row.recipient]


def words(shown: Preview) -> str:
    return "\n".join(problem.what for problem in shown.problems)


def test_an_opendocument_spreadsheet_reads_as_a_workbook_does():
    mine, theirs = preview(spreadsheet({"Vendors": VENDORS}), "list.ods"), preview(workbook({"Vendors": VENDORS}), "list.xlsx")
    assert (mine.reader, theirs.reader) == ("opendocument", "workbook")
    assert [row.as_dict() for row in mine.rows] == [row.as_dict() for row in theirs.rows]
    assert [places(row) for row in mine.rows] == [[("CA", "processing")], [("DE", "processing")]]


def test_a_merged_cell_of_an_opendocument_spreadsheet_holds_for_all_its_rows():
    rows = [VENDORS[0], ["2x1:Orbit Rows Inc.", "Mail", "Canada"], ["", "Backup", "India"]]
    shown = preview(spreadsheet({"Vendors": rows}), "list.ods")
    assert names(shown) == ["Orbit Rows Inc."] * 2
    assert [places(row) for row in shown.rows] == [[("CA", "processing")], [("IN", "processing")]]


def test_a_hidden_sheet_is_read_and_said():
    shown = preview(spreadsheet({"Vendors": VENDORS}, hidden=("Vendors",)), "list.ods")
    assert len(shown.rows) == 2
    assert "is hidden" in words(shown)


def test_one_sheet_can_be_asked_for_and_a_wrong_one_is_refused():
    data = spreadsheet({"A": VENDORS, "B": VENDORS})
    assert len(preview(data, "list.ods", sheet="B").rows) == 2
    with pytest.raises(FileUnreadable, match="no sheet"):
        preview(data, "list.ods", sheet="C")


def test_a_form_gives_its_recipients_with_what_it_says_of_all():
    for data, name in ((workbook({"Payroll": FORM}), "form.xlsx"), (spreadsheet({"Payroll": FORM}), "form.ods")):
        shown = preview(data, name)
        assert sorted(names(shown)) == ["Halyard GmbH", "Orbit Rows Inc."]
        row = next(row for row in shown.rows if row.recipient.name == "Orbit Rows Inc.")
        assert (row.line, places(row), row.establishment) == (18, [("IN", "processing")], None)
        (mechanism,) = row.mechanisms.stated
        assert (mechanism.code, str(mechanism.dated)) == ("eu-gdpr:A46-2-c", "2018-01-23")
        assert (row.purpose, row.data_categories, row.retention) == ("Payment of salaries", ("Names",), "5 years")
        assert row.raw["Safeguards"] == "Standard contractual clauses"
        other = next(row for row in shown.rows if row.recipient.name == "Halyard GmbH")
        assert (places(other), other.mechanisms.stated, other.flags) == ([], None, ("location_missing", "mechanism_missing"))
        assert "service of the organisation itself" in words(shown)
        assert "“Authority” is a kind of recipient" in words(shown)


def test_labels_with_a_value_beside_each_are_one_row_for_each_column_of_values():
    rows = [
        ["Processing record", ""],
        ["Purpose of processing", "Mail", "Hosting"],
        ["Categories of personal data", "Names", "Logs"],
        ["Recipient", "Orbit Rows Inc.", "Halyard GmbH"],
        ["Country of processing", "Canada", "Germany"],
        ["Safeguards", "", "none"],
    ]
    shown = preview(workbook({"Record": rows}), "form.xlsx")
    assert [(row.recipient.name, row.purpose, places(row)) for row in shown.rows] == [
        ("Orbit Rows Inc.", "Mail", [("CA", "processing")]),
        ("Halyard GmbH", "Hosting", [("DE", "processing")]),
    ]


def test_an_empty_form_says_so():
    form = [[row[0] if row else "", *row[1:]] if row and len(set(row[1:])) > 2 else [row[0]] if row else [] for row in FORM]
    blank = [row for row in form if not row or row[0] not in ("Recipient 1", "Recipient 2", "Recipient 3")]
    blank += [["Recipient 1", "", "Select an item from this list", "Select an item from this list", ""]]
    shown = preview(workbook({"Blank": blank}), "form.xlsx")
    assert not shown.rows
    assert "no recipient is filled in" in words(shown)


def test_lists_to_choose_from_are_left_out_whatever_the_sheet_is_called():
    safeguards = ["Privacy Shield", "Standard contractual clauses", "BCR"]
    kinds = ["Processor", "Authority", "Partner", "Internal"]
    lists = [["Recipients", "Safeguards", "Country", "Zone"]] + [
        [
            kinds[at] if at < len(kinds) else "",
            safeguards[at] if at < len(safeguards) else "",
            country,
            "adequate" if at < 7 else "not adequate",
        ]
        for at, country in enumerate(COUNTRIES)
    ]
    used = ("$'Our vendors'.$A$2:.$A$5", "$'Our vendors'.$B$2:.$B$4", "$'Our vendors'.$C$2:.$C$13")
    for data in (
        spreadsheet({"Vendors": VENDORS, "Our vendors": lists}, lists=used),
        spreadsheet({"Vendors": VENDORS, "Our vendors": lists}),
        workbook({"Vendors": VENDORS, "Our vendors": lists}),
    ):
        shown = preview(data, "list")
        assert names(shown) == ["Orbit Rows Inc.", "Halyard GmbH"]
        assert "“Our vendors” holds the choices of drop-down lists" in words(shown)


def test_a_list_of_vendors_each_in_another_country_is_no_list_to_choose_from():
    rows = [["Vendor", "Country of processing", "Adequate"]]
    rows += [[f"Vendor {country}", country, "yes"] for country in COUNTRIES]
    used = ("$Vendors.$A$2:.$A$20",)
    assert len(preview(spreadsheet({"Vendors": rows}, lists=used), "list.ods").rows) == len(COUNTRIES)
    assert len(preview(workbook({"Lists": rows}), "list.xlsx").rows) == len(COUNTRIES)
    same = [rows[0], *(["Orbit Rows Inc.", country, "yes"] for country in COUNTRIES)]
    assert len(preview(workbook({"Lists": same}), "list.xlsx").rows) == len(COUNTRIES)


RECORD = {
    "Processing": [["ref_id", "name", "assigned_to"], ["P-1", "Payroll", "Finance"]],
    "Purposes": [["name", "legal_basis"], ["Salaries", "contract"]],
    "Personal data": [["name", "retention"], ["Bank details", "5 years"], ["Names", "5 years"]],
    "Data subjects": [["name", "category"], ["Employees", "staff"]],
    "Transfers": [
        ["name", "entity", "country", "transfer_mechanism"],
        ["Backup", "", "US", "standard_contractual_clauses"],
        ["Mail", "Orbit Rows Inc.", "CA", "adequacy_decision"],
    ],
}


def test_a_transfer_has_the_purposes_and_data_of_the_only_processing():
    shown = preview(workbook(RECORD), "record.xlsx")
    assert names(shown) == ["Backup", "Orbit Rows Inc."]
    assert [places(row) for row in shown.rows] == [[("US", "processing")], [("CA", "processing")]]
    assert {(row.purpose, row.data_categories, row.data_subjects) for row in shown.rows} == {
        ("Salaries", ("Bank details", "Names"), ("Employees",))
    }
    assert "“Backup”, the name of the transfer, stands for the recipient" in words(shown)


def test_what_belongs_to_another_processing_is_never_joined():
    two = RECORD | {
        "Processing": [["ref_id", "name"], ["P-1", "Payroll"], ["P-2", "Marketing"]],
        "Purposes": [["name", "processing"], ["Salaries", "P-1"], ["Newsletter", "Marketing"]],
        "Transfers": [
            ["name", "processing", "country", "transfer_mechanism"],
            ["Backup", "P-1", "US", "SCC"],
            ["Mail", "P-2", "CA", "adequacy decision"],
            ["Chat", "P-9", "IN", "SCC"],
        ],
    }
    shown = preview(workbook(two), "record.xlsx")
    assert [(row.recipient.name, row.purpose) for row in shown.rows] == [
        ("Backup", "Salaries"),
        ("Mail", "Newsletter"),
        ("Chat", None),
    ]
    assert all(row.data_categories == () for row in shown.rows)
    assert "not certain to which processing" in words(shown)


def test_a_list_in_which_nobody_receives_data_says_so():
    rows = [["Purpose of processing", "Name of recipients in third countries", "Recipient country"], ["Mail", "Nil", "Nil"]]
    shown = preview(workbook({"Sheet1": rows}), "list.xlsx")
    assert not shown.rows
    assert "nobody is said to receive" in words(shown)
    assert "no row names one" in words(shown)


def test_a_question_mark_and_an_exception_stay_with_the_mechanism():
    rows = [
        ["Vendor", "Country of processing", "Safeguards"],
        ["Halyard", "India", "BCR?"],
        ["Orbit", "South Africa", "SCC (Ireland n/a)"],
    ]
    first, second = preview(workbook({"Sheet1": rows}), "list.xlsx").rows
    assert "to_be_confirmed" in first.flags
    assert second.mechanisms.stated[0].condition == "Ireland n/a"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (spreadsheet({"Vendors": VENDORS}, locked=True), "protected by a password"),
        (spreadsheet({"Vendors": VENDORS})[:600], "damaged"),
        (spreadsheet({"Vendors": VENDORS}, more="<table:table-row><broken></table:table-row>"), "damaged"),
        (
            spreadsheet(
                {"Vendors": VENDORS},
                more='<table:table-row table:number-rows-repeated="1048000">'
                '<table:table-cell table:number-columns-repeated="16000">'
                "<text:p>x</text:p></table:table-cell></table:table-row>",
            ),
            "at most",
        ),
        (spreadsheet({"Vendors": VENDORS}, more="<text:p>" * 5000 + "</text:p>" * 5000), "damaged"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_is_refused_in_a_sentence(data, says):
    with pytest.raises(FileUnreadable, match=says):
        preview(data, "list.ods")


def test_an_empty_spreadsheet_has_no_list():
    assert "no list of recipients" in words(preview(spreadsheet({"Sheet1": []}), "list.ods"))
