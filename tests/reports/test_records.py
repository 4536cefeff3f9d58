"""The records of processing: what the law asks for and nothing taken for fine, voluntary fields apart, and in the record of a
processor nothing that is a controller's."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.reports.example import MAKING, PROVISIONS, words
from transfer_register.errors import NotLaw, Refused
from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.content import flat
from transfer_register.reports.record_of_controller.document import CHOICES
from transfer_register.reports.record_of_controller.document import Options as OfController
from transfer_register.reports.record_of_controller.forms import FOLDER, SIGN, read_forms
from transfer_register.reports.record_of_processor.document import Options as OfProcessor
from transfer_register.reports.snapshot import Known, Leg, Seen, Snapshot, Verdict

FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
PAYROLL = Seen(
    id="TR-00001", exporter="Acme SE", importer="Northwind Inc.", exporter_id="PA-1", importer_id="PA-2", exporter_country="DE",
    exporter_role="controller", importer_role="processor", importer_kind="service_provider", activity="Payroll",
    purposes=("human_resources",), purpose_text="Monthly payslips", data_subjects=("employees",),
    data_categories=("name", "health"), special=True, mechanisms=(Mechanism(tool="scc", module=2, reference="D-7"),),
    facts={"art28_contract.exists": True, "measures.encrypted_in_transit": True}, retention="10 years", owner="Human Resources",
    valid_from=date(2024, 3, 1), verdict="permitted",
    verdicts=(Verdict("EU", "permitted", "eu.safeguard.scc", (), (), "US"),), legs=(Leg("US", verdict="permitted"),),
)  # fmt: skip
BARE = Seen(
    id="TR-00002", exporter="Acme SE", importer="Beta Ltd", exporter_id="PA-1", importer_id="PA-3", exporter_country="DE",
    exporter_role="controller", purposes=("marketing",), verdict="unknown", verdicts=(Verdict("EU", "unknown"),),
    legs=(Leg("IN", verdict="unknown"),),
)  # fmt: skip
COMPELLING = replace(
    BARE, id="TR-00003", importer="Gamma LLC", mechanisms=(Mechanism(tool="compelling_interest"),),
    purposes=("legal_compliance",), facts={"derogation.suitable_safeguards": True},
)  # fmt: skip
# What a processor sends on; its fields are filled as a controller's might be, and must not be read.
ONWARD = Seen(
    id="TR-00004", exporter="Northwind Inc.", importer="Manila Desk Inc.", exporter_id="PA-2", importer_id="PA-4",
    exporter_country="US", exporter_role="processor", importer_role="sub_processor", activity="SECRET activity",
    purposes=("marketing",), purpose_text="SECRET purpose", nature="Printing of payslips", data_subjects=("children",),
    data_categories=("genetic",), special=True, retention="SECRET 99 years", legal_bases=("consent",), follows="TR-00001",
    legs=(Leg("PH"),), verdict="not_judged",
)  # fmt: skip
ROLELESS = replace(BARE, id="TR-00005", exporter="Delta GmbH", exporter_id="PA-5", exporter_role=None)
DPO = Person(name="Data protection office", email="dpo@acme.example")
PARTIES = {
    "PA-1": Known("PA-1", "Acme SE", "DE", address="Ring 1, Ulm", contacts={"dpo": (DPO,)}),
    "PA-2": Known("PA-2", "Northwind Inc.", "US"),
}


def snapshot(*transfers: Seen) -> Snapshot:
    day = date(2026, 11, 24)
    return Snapshot(day, day, None, "5b1e", "All transfers", transfers, PROVISIONS, words(), parties=PARTIES)


ALL = snapshot(PAYROLL, BARE, COMPELLING, ONWARD, ROLELESS)


def controller(held: Snapshot = ALL, **options: str) -> b.Document:
    return report.build("record_of_controller", held, OfController("Acme SE", **options))


def processor(held: Snapshot = ALL, **options: str) -> b.Document:
    return report.build("record_of_processor", held, OfProcessor("Acme SE", **options))


def said(document: b.Document) -> str:
    """Everything that the pages say, with the titles of the columns."""
    out = [document.meta.title]
    for block in document.blocks:
        match block:
            case b.Heading():
                out.append(block.text)
            case b.Paragraph() | b.Notice():
                out.append(flat((block.runs,)))
            case b.Facts():
                out += [*block.heads, *(f"{label}: {flat(cell)}" for label, cell in block.rows)]
            case b.Table():
                out += [column.title for column in block.columns]
                out += [flat(cell) for group in block.groups for row in group.rows for cell in row.cells]
    return "\n".join(out)


def sheet_of(document: b.Document, heading: str) -> tuple[b.Facts, b.Facts]:
    """The record and the voluntary fields of an activity."""
    at = next(i for i, one in enumerate(document.blocks) if isinstance(one, b.Heading) and one.text == heading)
    return document.blocks[at + 1], document.blocks[at + 2]


def fields(facts: b.Facts) -> dict[str, str]:
    return {label: flat(cell) for label, cell in facts.rows}


def test_an_activity_shows_what_article_30_1_asks_for_in_the_order_of_the_law():
    record = fields(sheet_of(controller(), "Payroll")[0])
    assert list(record) == [
        "Reference",
        "Department or owner",
        "Transfers since",
        "Joint controllers",
        "Purposes",
        "Categories of data subjects",
        "Categories of personal data",
        "Categories of recipients",
        "Transfers to third countries or international organisations",
        "Documented safeguards, Article 49(1) second subparagraph",
        "Time limits for erasure",
        "General description of security measures",
    ]
    assert record["Purposes"].endswith("Monthly payslips")
    assert "Special: Health data (GDPR 9(1))" in record["Categories of personal data"]
    assert record["Categories of recipients"] == "Processors: Northwind Inc."
    assert record["Transfers to third countries or international organisations"] == "United States: Northwind Inc."
    assert record["Time limits for erasure"] == "10 years"


def test_the_mechanism_is_voluntary_and_stands_apart():
    record, voluntary = sheet_of(controller(), "Payroll")
    assert "Standard contractual clauses" not in str(fields(record))
    assert voluntary.heads[0] == "Voluntary"
    assert "D-7" in fields(voluntary)["Mechanism of the transfer"]


def test_swiss_law_asks_for_the_guarantee_itself():
    record, _ = sheet_of(controller(view="ch"), "Payroll")
    assert "D-7" in fields(record)["Guarantee under Article 16(2) or exception under Article 17"]


def test_an_activity_that_nobody_named_bears_its_purposes_and_says_so():
    record = fields(sheet_of(controller(), "Contact and marketing")[0])
    assert "Nobody named this activity" in record["Reference"]
    assert "Nobody named" not in fields(sheet_of(controller(), "Payroll")[0])["Reference"]


def test_what_nobody_recorded_is_not_stated():
    record = fields(sheet_of(controller(), "Contact and marketing")[0])
    for name in ("Categories of data subjects", "Categories of personal data", "Time limits for erasure"):
        assert record[name] == "Not stated"
    assert record["Documented safeguards, Article 49(1) second subparagraph"] == "Not stated"


def test_half_stated_says_for_which_transfer_it_is_not():
    second = replace(PAYROLL, id="TR-00009", retention=None)
    record = fields(sheet_of(controller(snapshot(PAYROLL, second)), "Payroll")[0])
    assert record["Time limits for erasure"] == "10 years\nNot stated for TR-00009"


def test_compelling_interests_want_their_safeguards_in_the_record():
    heading = words().label("purposes", "legal_compliance")
    record = fields(sheet_of(controller(), heading)[0])["Documented safeguards, Article 49(1) second subparagraph"]
    assert "TR-00003 rests on compelling legitimate interests" in record
    assert "Suitable safeguards provided: yes" in record
    assert "All circumstances of the transfer assessed: not stated" in record
    assert "To be completed" in record


def test_the_controller_stands_with_its_contacts():
    told = said(controller())
    assert "Data protection office; dpo@acme.example" in told
    assert "Ring 1, Ulm" in told


def test_joint_controllers_are_named_or_said_to_be_missing():
    joint = replace(PAYROLL, exporter_role="joint_controller", importer_role="joint_controller")
    assert "Northwind Inc." in fields(sheet_of(controller(snapshot(joint)), "Payroll")[0])["Joint controllers"]
    alone = replace(joint, importer_role=None)
    record = fields(sheet_of(controller(snapshot(alone)), "Payroll")[0])
    assert record["Joint controllers"] == "Not stated with whom, for TR-00001"


@pytest.mark.parametrize("build", [controller, processor])
def test_a_transfer_without_role_stands_in_no_record_and_is_shown(build):
    told = said(build())
    assert "stands in no record" in told
    assert "Delta GmbH" in told


def test_a_controllers_record_leaves_out_what_processors_do():
    told = said(controller())
    assert "1 transfer: they are made by processors" in told.replace("\u00a0", " ")
    assert "SECRET" not in told


def test_a_processors_record_is_never_filled_from_the_controller():
    document = processor()
    told = said(document) + str(document.sheets)
    assert "SECRET" not in told
    for label in ("Monthly payslips", "10 years", "Employees", "Children", "Genetic", "Health", "Human Resources", "Payroll"):
        assert label not in told
    titles = [column.title for block in document.blocks if isinstance(block, b.Table) for column in block.columns]
    titles += [column.title for sheet in document.sheets for column in sheet.columns]
    for word in ("purpose", "erasure", "retention", "data subject", "individual", "personal data"):
        assert not [title for title in titles if word in title.lower()]


def test_changing_what_only_a_controller_states_does_not_change_a_processors_record():
    other = replace(
        ONWARD, activity=None, purposes=(), purpose_text=None, data_subjects=(), data_categories=(), special=None, retention=None,
        legal_bases=(),
    )  # fmt: skip
    assert processor(snapshot(PAYROLL, other)) == processor(snapshot(PAYROLL, ONWARD))


def test_a_processor_names_the_controller_at_the_head_of_the_chain():
    row = processor().sheets[0].rows[0]
    assert row[:4] == ("Northwind Inc.", "Acme SE", "Printing of payslips", "Philippines")


def test_a_controller_that_cannot_be_found_is_not_guessed():
    assert processor(snapshot(replace(ONWARD, follows=None))).sheets[0].rows[0][1] == "Controller not stated"
    ring = (replace(ONWARD, follows="TR-00006"), replace(ONWARD, id="TR-00006", follows="TR-00004"))
    assert {row[1] for row in processor(snapshot(*ring)).sheets[0].rows} == {"Controller not stated"}


def test_the_exemption_is_checked_with_its_source():
    assert "not checked, since it is not stated how many people" in said(controller())
    assert "it does not apply, since 1,200 people are employed" in said(controller(people_employed="1200"))
    small = said(controller(people_employed="40"))
    assert "40 people are employed, so it may apply" in small
    assert "1 transfer of this record is recorded with special categories" in small
    assert "not verified: from memory" in small
    with pytest.raises(Refused, match="whole number"):
        controller(people_employed="about 40")


@pytest.mark.parametrize("view", CHOICES["view"])
def test_every_form_shows_the_same_data_and_how_sure_its_columns_are(view):
    form = read_forms().forms[view]
    document = controller(view=view)
    told = said(document)
    for one in form.columns:
        assert (SIGN in one.head) == (one.confidence in ("secondary", "memory"))
        assert one.head in told
    for words_ in ("Monthly payslips", "United States: Northwind Inc.", "10 years", "not verified: from memory"):
        assert words_ in told
    assert all(name in told for name in form.not_kept)
    assert {sheet.name for sheet in document.sheets} == {"Activities", "Voluntary", "Controllers"}


def test_the_forms_and_the_choices_are_the_same():
    assert list(read_forms().forms) == list(CHOICES["view"])
    with pytest.raises(Refused, match="no form 'dsk'"):
        controller(view="dsk")


def test_a_column_with_an_unknown_field_is_refused(tmp_path):
    text = (FOLDER / "controller_forms.yaml").read_text(encoding="utf-8").replace("field: retention", "field: retetion", 1)
    path = tmp_path / "forms.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotLaw, match="there is no field retetion"):
        read_forms(path)


@pytest.mark.parametrize("build", [controller, processor])
def test_without_any_transfer_the_record_says_so(build):
    document = build(snapshot())
    assert "No transfer in this scope is recorded" in said(document)
    assert not document.sheets
    assert len(report.render(document, "pdf", MAKING)) > 1000


def test_blank_texts_are_not_stated():
    blank = replace(PAYROLL, activity="\u200b ", retention=" ", owner="\x00")
    heading = words().label("purposes", "human_resources")
    assert fields(sheet_of(controller(snapshot(blank)), heading)[0])["Time limits for erasure"] == "Not stated"


def test_what_is_withheld_is_not_said_to_be_missing():
    held = replace(
        PAYROLL, activity="Withheld", facts={}, withheld=frozenset({"activity", "answers"}), importer_role="processor"
    )  # fmt: skip
    other = replace(held, id="TR-00008", purposes=("marketing",))
    document = controller(snapshot(held, other))
    record, voluntary = sheet_of(document, "Contact and marketing")
    assert "The name of this activity is withheld" in fields(record)["Reference"]
    assert fields(voluntary)["Processor contract"] == "Withheld"


NASTY = "=1+1\n@x \u202e👩‍💻 \ufeff{place} " + "word " * 60


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_text_is_only_ever_text(format):
    wild = dict(exporter=NASTY, importer=NASTY, exporter_id="", importer_id="", owner=NASTY, retention=NASTY, purpose_text=NASTY)
    transfers = (
        replace(PAYROLL, **wild, activity=NASTY),
        replace(BARE, **wild, purposes=()),
        replace(ONWARD, **wild, nature=NASTY, follows=None),
        replace(ROLELESS, **wild),
    )
    for build in (controller, processor):
        assert len(report.render(build(snapshot(*transfers)), format, MAKING)) > 200
        if build is controller:
            assert len(report.render(build(snapshot(*transfers), view="ico"), format, MAKING)) > 200


@pytest.mark.parametrize("build", [controller, processor])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_made_and_always_alike(build, format):
    made = report.render(build(), format, MAKING)
    assert made == report.render(build(), format, MAKING)
    assert len(made) > 200


@pytest.mark.parametrize("build", [controller, processor])
def test_the_order_of_the_transfers_does_not_matter(build):
    assert build(replace(ALL, transfers=ALL.transfers[::-1])) == build()


def test_a_workbook_has_one_sheet_a_part():
    book = openpyxl.load_workbook(io.BytesIO(report.render(controller(), "xlsx", MAKING)))
    assert book.sheetnames == ["About", "Activities", "Voluntary", "Controllers", "In no record", "Columns"]


@pytest.mark.parametrize("build", [controller, processor])
def test_nothing_of_the_program_shows(build):
    told = said(build())
    for word in ("None\n", "True", "False", "not_judged", "PA-1", "sub_processor", "derogation.", "eu.safeguard", "()", "[]"):
        assert word not in told
