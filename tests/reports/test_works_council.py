"""The view for a works council: employee data only, by system, in plain words; no owner, no contact, nothing taken as fine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reports import example
from tests.reports.reading import bare, docx_text, html_text
from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.content import flat
from transfer_register.reports.snapshot import Known, Leg, Seen, Snapshot, Verdict
from transfer_register.reports.works_council.document import FORMATS, Options

HR = Seen(
    id="TR-00001", exporter="Acme SE", importer="Talent Inc.", importer_id="PA-2", exporter_country="DE", importer_country="US",
    importer_role="processor", purposes=("human_resources",), data_subjects=("employees",), data_categories=("name", "health"),
    special=True, mechanisms=(Mechanism(tool="scc", module=2, signed_on=date(2024, 3, 1)),), measures=("tech.hyok",),
    systems=("PeopleHub", "Payroll"), retention="Ten years", review_on=date(2027, 3, 1), owner="Department Blue",
    verdict="permitted", legs=(Leg("US", roles=("storage",), verdict="permitted"),),
    verdicts=(Verdict("EU", "permitted", "eu.safeguard.scc", (), (), "US"),),
)  # fmt: skip
BARE = Seen(
    id="TR-00002", exporter="Acme SE", importer="Aurora KK", data_subjects=("employees", "customers"), verdict="unknown",
    review_on=date(2026, 1, 1), legs=(Leg(scope="global", verdict="unknown"),),
    verdicts=(Verdict("EU", "unknown", None, (), ("importer.country",)),),
)  # fmt: skip
CUSTOMERS = Seen(id="TR-00003", exporter="Acme SE", importer="Mailway Inc.", data_subjects=("customers",), verdict="breached")
NOBODY_SAID = Seen(id="TR-00004", exporter="Acme SE", importer="Somebody Ltd")
BY_DATA = replace(CUSTOMERS, id="TR-00005", importer="Badge Ltd", data_categories=("employment_data",))
APPLICANTS = replace(CUSTOMERS, id="TR-00006", importer="Hire Ltd", data_subjects=("applicants",))
MAIN = "Employee data by system and purpose"


def snapshot(*transfers: Seen) -> Snapshot:
    people = {"dpo": (Person(name="Desk of Talent", email="desk@talent.example"),)}
    return Snapshot(
        on=example.ON, law_on=example.ON, known_on=None, law_digest="5b1e", scope="All transfers", transfers=transfers,
        provisions=example.PROVISIONS, words=example.words(), parties={"PA-2": Known("PA-2", "Talent Inc.", contacts=people)},
    )  # fmt: skip


EVERY = snapshot(HR, BARE, CUSTOMERS, NOBODY_SAID, BY_DATA, APPLICANTS)


def built(taken: Snapshot = EVERY) -> b.Document:
    return report.build("works_council", taken, Options("Acme SE"))


def table(document: b.Document, caption: str) -> list[list[str]]:
    found = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == caption)
    return [[flat(cell) for cell in row.cells] for group in found.groups for row in group.rows]


def test_only_transfers_of_workers_stand_there_and_each_under_each_of_its_systems():
    document = built()
    main = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == MAIN)
    assert [group.title for group in main.groups] == [
        "Payroll: 1 transfer",
        "PeopleHub: 1 transfer",
        "System not stated: 1 transfer",
    ]
    assert [row[0] for row in table(document, main.caption)] == ["TR-00001", "TR-00001", "TR-00002"]
    assert "Mailway" not in str(document)


def test_a_row_says_who_receives_what_where_how_long_and_on_what():
    row = table(built(), MAIN)[0]
    assert row[1:8] == [
        "Human resources", "Employees", "Talent Inc.\nProcessor", "United States: Storage",
        "Name\nSpecial, GDPR 9(1): health data", "Ten years",
        "Standard contractual clauses (2021), module\u00a02, signed 1\u00a0Mar\u00a02024",
    ]  # fmt: skip
    assert row[9] == "Permitted\nNothing open"


def test_what_nobody_stated_is_said_and_is_open():
    document = built()
    assert table(document, MAIN)[2][5:8] == ["Not stated"] * 3
    ((ref, _, state, what),) = table(document, "Open points")
    assert (ref, state) == ("TR-00002", "Unknown")
    assert what.splitlines()[0] == "It cannot be said yet whether this transfer is permitted: a fact is missing."
    assert "How long the data are kept is not stated." in what
    assert "The review due on 1\u00a0Jan\u00a02026 is overdue." in what


def test_what_may_be_employee_data_too_is_named_with_the_reason():
    rows = {row[0]: row[3] for row in table(built(), "To be looked at")}
    assert rows["TR-00004"] == "Nobody stated whose data they are."
    assert "speak of employment" in rows["TR-00005"]
    assert rows["TR-00006"].startswith("Applicants are named")
    assert set(rows) == {"TR-00004", "TR-00005", "TR-00006"}


def test_no_owner_and_no_contact_stands_in_it_and_the_control_says_so():
    said = str(built())
    assert "Department Blue" not in said
    assert "talent.example" not in said
    assert "Owners: 1 value" in said


def test_without_employee_data_it_says_so_and_can_be_made():
    document = built(snapshot(CUSTOMERS))
    assert "No transfer of this scope is recorded as one of employee data on this day." in str(document)
    assert "they are not of employees" in str(document)
    assert document.sheets == ()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_made_and_twice_the_same(format):
    first, second = (report.render(built(), format, example.MAKING) for _ in range(2))
    assert first == second
    read = {"docx": docx_text, "html": html_text}.get(format)
    if read:
        assert bare("Nothing open") in bare(read(first))
