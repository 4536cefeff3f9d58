"""SQL dumps: the rows of INSERT statements."""

from __future__ import annotations

import pytest

from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import preview

HEAD = "CREATE TABLE vendors (id INT, vendor VARCHAR(50), purpose TEXT, country_of_processing TEXT);\n"


def read(text, name="dump.sql"):
    return preview(text.encode(), name)


def test_columns_come_from_create_table_and_lines_from_the_row():
    shown = read(
        HEAD + "INSERT INTO vendors VALUES\n(1,'Pier O''Neil; Ltd','Mail (a, b)','Norway'),\n(2,'Quay','Search',NULL);\n"
    )
    assert [(row.line, row.recipient.name, row.purpose) for row in shown.rows] == [
        (3, "Pier O'Neil; Ltd", "Mail (a, b)"),
        (4, "Quay", "Search"),
    ]
    assert [place.iso2 for place in shown.rows[0].places.places] == ["NO"]
    assert shown.rows[1].places.scope == "unknown"


@pytest.mark.parametrize("quote", ["`", '"', ""])
def test_the_statements_own_columns_win_in_every_dialect(quote):
    names = ", ".join(f"{quote}{name}{quote}" for name in ("country_of_processing", "vendor"))
    shown = read(HEAD + f"INSERT INTO {quote}vendors{quote} ({names}) VALUES ('India', 'Pier');")
    assert [(row.recipient.name, row.places.places[0].iso2) for row in shown.rows] == [("Pier", "IN")]


def test_short_lines_of_a_cell_are_recipients_and_no_transfer_is_none():
    shown = read(
        "INSERT INTO `t` (`recipients`, `transfert`) VALUES ('<p>Payroll team<br>Auditor</p>','No transfers outside the EU.');"
    )
    assert [(row.recipient.name, row.places.scope) for row in shown.rows] == [("Payroll team", "none"), ("Auditor", "none")]
    assert "each became a row of its own" in shown.problems[0].what


def test_a_name_with_its_address_below_stays_one_recipient():
    shown = read("INSERT INTO t (vendor, purpose) VALUES ('Pier Ltd<br>Quay Street', 'Mail');")
    assert [row.recipient.name for row in shown.rows] == ["Pier Ltd"]
    assert "the first was taken for the name" in shown.problems[0].what


def test_tables_of_other_things_are_left_out_and_told():
    shown = read("INSERT INTO users (id, email) VALUES (1, 'a@b.example');")
    assert shown.rows == ()
    assert "“users”" in shown.problems[0].what


def test_a_row_with_too_few_values_is_told():
    shown = read(HEAD + "INSERT INTO vendors VALUES (1,'Pier'),(2,'Quay','Search','Norway');")
    assert [row.recipient.name for row in shown.rows] == ["Quay"]
    assert "2 values for 4 columns" in shown.problems[0].what


@pytest.mark.parametrize(
    "text", ["INSERT INTO vendors VALUES (1,'Pier", "INSERT INTO " + "(" * 20_000, "no statement at all", " "]
)
def test_damaged_sql_is_refused_in_a_sentence(text):
    with pytest.raises(FileUnreadable, match=r"^dump\.sql: "):
        read(text)
