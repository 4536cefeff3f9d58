"""What a record of processing says beside the flow: activity, nature, frequency and legal bases; only what is sure is a term."""

from __future__ import annotations

import pytest

from tests.intake.files import workbook
from tests.intake.test_plan import US, csv, taken
from tests.intake.test_records_workbooks import FORM
from transfer_register.intake.bring_in import preview
from transfer_register.intake.headings import map_headings
from transfer_register.intake.plan import plan
from transfer_register.intake.record_terms import frequency_of, legal_bases_of

HEADS = "Vendor,Processing activity,Purpose,Nature of processing,Location of processing,Frequency of the transfer,Legal basis"
ROW = "Orbit Rows Inc.,Payroll,Payment of salaries,Stored and looked at,Canada,monthly,Art. 6(1)(b) GDPR; legal obligation"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Art. 6(1)(b)", ["contract"]),
        ("Art. 6 Abs. 1 S. 1 lit. f DSGVO", ["legitimate_interests"]),
        ("Art. 6 Abs. 1 UAbs. 1 Buchst. c", ["legal_obligation"]),
        ("Article 9, paragraph 2, point (h)", ["special_health_care"]),
        ("GDPR 6.1.a and 9(2)(a)", ["consent", "special_consent"]),
        ("Einwilligung", ["consent"]),
        ("Art. 6(1) a contract with Acme SE", []),
        ("Art. 49(1)(a)", []),
        ("Art. 6(2)(b)", []),
        ("Art. 6(1)(g)", []),
        ("SCC", []),
        ("Contract with Acme SE", []),
    ],
)
def test_a_legal_basis_is_told_by_its_article_or_by_the_word_for_it(said: str, meant: list[str]):
    assert list(legal_bases_of([said], [said])) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("One-off", "one_off"), ("täglich", "recurring"), ("Real time", "continuous"), ("ad hoc", "occasional"),
        ("every second Tuesday", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_frequency_is_a_term_where_the_whole_cell_says_it(said: str | None, meant: str | None):
    assert frequency_of(said) == meant


def test_a_record_of_processing_brings_what_it_says_beside_the_flow():
    state = csv(HEADS, ROW).transfers[0].state
    assert (state["activity"], state["purpose_text"]) == ("Payroll", "Payment of salaries")
    assert (state["nature"], state["frequency"]) == ("Stored and looked at", "recurring")
    assert state["legal_bases"] == ["contract", "legal_obligation"]


def test_a_form_says_its_legal_basis_of_every_recipient():
    form = [*FORM[:5], ["Legal basis", "Art. 6(1)(c)", "", "", ""], *FORM[5:]]
    rows = preview(workbook({"Form": form}), "form.xlsx").rows
    assert rows
    assert {row.legal_bases for row in rows} == {("legal_obligation",)}
    assert {row.legal_bases for row in preview(workbook({"Form": FORM}), "form.xlsx").rows} == {()}


def test_a_list_that_says_nothing_of_it_records_nothing_of_it():
    state = csv("Vendor,Purpose,Location of processing", "Orbit Rows Inc.,Mail,Canada").transfers[0].state
    assert not state.keys() & {"activity", "nature", "frequency", "legal_bases"}


def test_a_list_that_comes_again_changes_what_it_says_otherwise_and_takes_nothing_away():
    parties, transfers = taken(csv(HEADS, ROW))
    again = preview("\n".join([HEADS, ROW.replace("monthly", "once").replace("Payroll", "")]).encode(), "list.csv")
    changed = plan(again, US, parties, transfers).transfers[0]
    assert changed.act == "change"
    assert changed.changes == {"frequency": ("recurring", "one_off")}
    assert changed.state["activity"] == "Payroll"


@pytest.mark.parametrize(
    ("headings", "meant"),
    [
        (("Vendor", "Processing activity", "Country"), ["recipient", "purpose", "country"]),
        (("Vendor", "Processing activity", "Purpose"), ["recipient", "activity", "purpose"]),
        (("Vendor", "Nature of processing", "Purpose of processing"), ["recipient", "nature", "purpose"]),
        (("Empfänger", "Rechtsgrundlage", "Rechtsgrundlage Übermittlung"), ["recipient", "legal_basis", "mechanism"]),
        (("Vendor", "Article 6 lawful basis", "Review frequency"), ["recipient", "legal_basis", None]),
    ],
)
def test_headings_of_records_of_processing(headings: tuple[str, ...], meant: list[str | None]):
    assert [mapping.field for mapping in map_headings(headings)] == meant
