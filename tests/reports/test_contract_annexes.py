"""Annex packs: one section for each contract, one description for each flow, what is missing counted and said, law marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reports import example
from transfer_register.errors import Refused
from transfer_register.model.contact import Person
from transfer_register.model.speech import marked
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.content import canonical, flat
from transfer_register.reports.contract_annexes import forms
from transfer_register.reports.contract_annexes.document import FORMATS, Options
from transfer_register.reports.contract_annexes.packs import packs
from transfer_register.reports.snapshot import Known, Seen, Snapshot, Verdict

ON = date(2026, 11, 22)
BLANK = marked("To be completed")
_OFFICE = Person(name="Privacy Office", email="privacy@acme.example")


def _party(id: str, name: str, country: str, **more) -> Known:
    contacts = {"privacy_contact": (_OFFICE,)}
    return Known(id, name, country, **{"address": f"1 Main Street, {name}", "contacts": contacts, **more})


ACME = _party("PA-1", "Acme SE", "DE")
NORTHWIND = _party("PA-2", "Northwind Inc.", "US", facts={"processing_subject_to_uk_gdpr": False})
KESTREL = _party("PA-3", "Kestrel Pvt. Ltd.", "IN")
_MEASURES = {"measures.encrypted_in_transit": True, "measures.encrypted_at_rest": True, "measures.pseudonymised": True}
SUPPORT = Seen(
    id="TR-00001", exporter="Acme SE", importer="Northwind Inc.", exporter_id="PA-1", importer_id="PA-2", exporter_country="DE",
    importer_country="US", exporter_role="controller", importer_role="processor", purposes=("technical_support",),
    activity="Support", nature="Reading tickets", frequency="continuous", data_subjects=("customers",),
    data_categories=("name", "email_address"), special=False, retention="Two years", measures=("org.policy",),
    mechanisms=(Mechanism(tool="scc", module=2, signed_on=date(2022, 2, 14), reference="D-0484"),),
    facts={
        **_MEASURES, "onward.exists": False, "scc.docking_used": True, "scc.clause9_option": "general",
        "scc.clause9_notice_days": 30,
    },
    review_on=date(2027, 3, 1), verdict="permitted", verdicts=(Verdict("EU", "permitted"),),
)  # fmt: skip
ONWARD = Seen(
    id="TR-00009", exporter="Northwind Inc.", importer="Kestrel Pvt. Ltd.", exporter_id="PA-2", importer_id="PA-3",
    exporter_country="US", importer_country="IN", exporter_role="processor", importer_role="sub_processor",
    purposes=("technical_support",), nature="Second level", retention="Two years", follows="TR-00001", mechanisms=(),
)  # fmt: skip
CHOSEN = {
    "dispute_body": "Option not used",
    "governing_law": "Law of Ireland",
    "courts": "Courts of Ireland",
    "authority": "The authority of Ireland",
    "assistance": "Tickets answered in two days",
    "subprocessor_measures": "The same as above",
}


def _snapshot(*transfers: Seen) -> Snapshot:
    parties = {one.id: one for one in (ACME, NORTHWIND, KESTREL)}
    return Snapshot(ON, ON, None, "5b1e", "All transfers", transfers, {}, example.words(), parties=parties)


def _build(*transfers: Seen, form: str = "scc", **options) -> b.Document:
    return report.build("contract_annexes", _snapshot(*transfers), Options(organisation="Acme SE", form=form, **options))


def _headings(document: b.Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, b.Heading)]


def _entries(document: b.Document) -> dict[tuple[str, str, str], tuple[str, str]]:
    """(table, of, entry) to content and state, as the sheet has it."""
    return {(row[1], row[2], row[3]): (row[4], row[5]) for row in document.sheets[0].rows}


def _entry(document: b.Document, table: str, label: str) -> tuple[str, str]:
    found = [value for (title, _, entry), value in _entries(document).items() if title.startswith(table) and entry == label]
    assert len(found) == 1
    return found[0]


def _notices(document: b.Document) -> str:
    return " ".join(flat(((*one.head, b.Run(" "), *one.runs),)) for one in document.blocks if isinstance(one, b.Notice))


def _blanks(document: b.Document) -> int:
    cells = [row[1] for one in document.blocks if isinstance(one, b.Facts) for row in one.rows]
    cells += [c for t in document.blocks if isinstance(t, b.Table) for g in t.groups for row in g.rows for c in row.cells]
    return sum(1 for cell in cells for line in cell for part in line if isinstance(part, b.Status) and part.word == BLANK)


def test_the_annexes_say_what_the_register_says():
    document = _build(SUPPORT)
    assert _entry(document, "Module", "Module") == ("Module 2: controller to processor", "Complete")
    assert _entry(document, "Module", "Clause 9(a), period of notice") == ("30 days", "Complete")
    party = _entries(document)["Annex I.A: parties", "Exporter: Acme SE", "Contact person: name, position, contact details"]
    assert party == ("Privacy Office, Privacy contact\nprivacy@acme.example", "Complete")
    assert _entry(document, "Annex I.B", "Categories of personal data")[0] == "Name and e-mail address"
    assert _entry(document, "Annex I.B", "Sensitive data")[0] == "None, as stated"
    assert _entry(document, "Annex I.B", "Nature of the processing")[0] == "Reading tickets"
    assert _entry(document, "Annex I.B", "Frequency of the transfer") == ("Continuous", "Complete")
    assert _entry(document, "Annex I.B", "Transfers to (sub-)processors: subject, nature, duration")[0] == "None, as stated"
    assert "Encrypted in transit" in _entry(document, "Annex II:", "Technical measures")[0]
    assert "Encrypted" not in _entry(document, "Annex II:", "Organisational measures")[0]


def test_every_blank_is_counted_in_the_box_on_the_cover_and_in_the_section():
    document = _build(SUPPORT)
    left = _blanks(document)
    assert left == 6
    assert f"Draft: {left} entries are to be completed" in _notices(document)
    assert document.meta.subtitle == f"Draft: {left} entries are to be completed"
    assert isinstance(document.blocks[0], b.Notice)


def test_the_box_goes_when_nothing_is_left():
    document = _build(SUPPORT, **CHOSEN)
    assert _blanks(document) == 0
    assert "Draft" not in _notices(document)
    assert document.meta.subtitle == "For review and signature"
    assert BLANK.encode() not in canonical(document)


def test_one_blank_is_one_entry():
    document = _build(SUPPORT, **{**CHOSEN, "courts": " "})
    assert "Draft: 1 entry is to be completed" in _notices(document)


def test_what_nobody_recorded_is_to_be_completed_and_never_taken_as_none():
    bare = Seen(
        id="TR-00002", exporter="Acme SE", importer="Somebody", exporter_id="PA-1", mechanisms=(Mechanism(tool="scc", module=2),)
    )
    document = _build(bare)
    for label in ("Categories of data subjects", "Sensitive data", "Frequency of the transfer", "Nature of the processing"):
        assert _entry(document, "Annex I.B", label)[1] == BLANK
    assert _entry(document, "Annex I.B", "Restrictions and safeguards for sensitive data")[1] == BLANK
    assert _entry(document, "Annex III", "List of sub-processors")[1] == BLANK
    assert "None" not in _entry(document, "Annex I.B", "Sensitive data")[0]


def test_flows_that_differ_have_a_description_each_and_those_that_do_not_share_one():
    other = replace(SUPPORT, id="TR-00002", data_subjects=("employees",), data_categories=("name", "health"), special=True)
    alike = replace(SUPPORT, id="TR-00003", systems=("Another",))
    document = _build(SUPPORT, other, alike)
    descriptions = [one for one in _headings(document) if one.startswith("Annex I.B")]
    assert len(descriptions) == 2
    assert descriptions[0].endswith("flow 1 of 2")
    first, second = (value for (table, _, label), value in _entries(document).items() if label == "Sensitive data")
    assert first == ("None, as stated", "Complete")
    assert second[0].startswith("Special, GDPR 9")
    assert sum(1 for one in _headings(document) if one.startswith("Annex II:")) == 1


def test_each_pair_and_module_has_a_section_of_its_own():
    elsewhere = replace(SUPPORT, id="TR-00002", importer="Kestrel Pvt. Ltd.", importer_id="PA-3", importer_country="IN")
    both = (Mechanism(tool="scc", module=2), Mechanism(tool="scc", module=1))
    document = _build(replace(SUPPORT, mechanisms=both), elsewhere)
    assert [one for one in _headings(document) if " to " in one] == [
        "Acme SE to Kestrel Pvt. Ltd., module 2",
        "Acme SE to Northwind Inc., module 1",
        "Acme SE to Northwind Inc., module 2",
    ]
    assert "The roles recorded for TR-00001 do not fit module 1." in _notices(document)


@pytest.mark.parametrize(
    ("module", "wanted"), [(1, ("I.A", "I.B", "I.C", "II:")), (3, ("I.A", "I.B", "I.C", "II:", "III:")), (4, ("I.A", "I.B"))]
)
def test_the_module_says_which_annexes_there_are(module, wanted):
    document = _build(replace(SUPPORT, mechanisms=(Mechanism(tool="scc", module=module),)))
    annexes = [one.split()[1] for one in _headings(document) if one.startswith("Annex")]
    assert [one.rstrip(":") for one in annexes] == [one.rstrip(":") for one in wanted]
    assert any(label.startswith("Clause 17, governing law") for _, _, label in _entries(document))


def test_onward_transfers_are_the_sub_processors():
    document = _build(replace(SUPPORT, facts={**SUPPORT.facts, "onward.exists": True}), ONWARD)
    assert _entries(document)["Annex III: sub-processors", "Kestrel Pvt. Ltd.", "Name"] == ("Kestrel Pvt. Ltd.", "Complete")
    work = _entries(document)[
        "Annex III: sub-processors", "Kestrel Pvt. Ltd.", "Description of the processing and limits of responsibility"
    ]
    assert work[1] == BLANK
    table = next(one for one in document.blocks if isinstance(one, b.Table) and one.columns[0].title == "Name")
    assert [flat(row.cells[0]) for row in table.groups[0].rows] == ["Kestrel Pvt. Ltd."]
    line, state = _entry(document, "Annex I.B", "Transfers to (sub-)processors: subject, nature, duration")
    assert line == "Kestrel Pvt. Ltd., India. Subject: technical support. Nature: Second level. Duration: Two years"
    assert state == "Complete"


def test_an_onward_transfer_without_a_recipient_is_open():
    stated = {**SUPPORT.facts, "onward.exists": True}
    document = _build(replace(SUPPORT, facts={**stated, "scc.clause9_option": "specific"}))
    line, state = _entry(document, "Annex III", "List of sub-processors")
    assert "recipients not recorded, or outside the filter" in line
    assert state == BLANK
    # With general authorisation the annex is not owed, and what is recorded stands in it nonetheless.
    line, state = _entry(_build(replace(SUPPORT, facts=stated)), "Annex III", "List of sub-processors")
    assert "general authorisation is recorded" in line
    assert "recipients not recorded" in line
    assert state == "Complete"


def test_transfers_of_one_contract_that_say_different_things_are_open():
    other = replace(SUPPORT, id="TR-00002", facts={**SUPPORT.facts, "scc.clause9_notice_days": 10})
    line, state = _entry(_build(SUPPORT, other), "Module", "Clause 9(a), period of notice")
    assert "30 days (TR-00001)" in line
    assert "10 days (TR-00002)" in line
    assert state == BLANK


def test_only_transfers_that_record_the_contract_stand_in_it_unless_all_are_asked_for():
    none = replace(SUPPORT, id="TR-00002", importer="Kestrel Pvt. Ltd.", importer_id="PA-3", mechanisms=None)
    ended = replace(none, id="TR-00003", mechanisms=(Mechanism(tool="scc", module=2, valid_to=date(2026, 1, 1)),))
    assert b"TR-00002" not in canonical(_build(SUPPORT, none, ended))
    assert "the register does not record this contract" in canonical(_build(SUPPORT, none, ended)).decode()
    every = _build(SUPPORT, none, ended, all_transfers=True)
    section = next(row for row in every.sheets[0].rows if row[0].startswith("Acme SE to Kestrel") and row[3] == "Module")
    assert "the roles call for: Module 2" in section[4]
    assert section[5] == BLANK


def test_nothing_to_fill_is_said_in_words():
    document = _build(form="idta")
    assert document.sheets == ()
    assert b"The filter holds no transfer" in canonical(document)


def test_the_addendum_stands_on_the_clauses_that_it_amends():
    both = (Mechanism(tool="uk_addendum", signed_on=date(2023, 1, 2)), *SUPPORT.mechanisms)
    document = _build(replace(SUPPORT, mechanisms=both), form="uk_addendum", ending="Neither party")
    assert [one.split(":")[0] for one in _headings(document) if one.startswith("Table")] == [
        "Table 1", "Table 1", "Table 2", "Table 3", "Table 4",
    ]  # fmt: skip
    assert _entry(document, "Table 1: start", "Start date")[0].replace("\u00a0", " ") == "2 January 2023"
    assert "ref. D-0484" in _entry(document, "Table 2", "EU clauses that the Addendum is added to")[0]
    assert _entry(document, "Table 4", "Which party may end it")[0] == "Neither party"


def test_the_idta_knows_no_module():
    idta = replace(SUPPORT, mechanisms=(Mechanism(tool="idta", valid_from=date(2024, 5, 2)),))
    document = _build(idta, form="idta")
    assert "Acme SE to Northwind Inc." in _headings(document)
    assert _entry(document, "Table 2", "UK GDPR applies to the processing of the importer")[0].startswith("The UK GDPR does not")
    assert _entry(document, "Table 4", "Security of transmission") == ("Encrypted in transit", "Complete")


def test_the_swiss_rider_is_for_transfers_that_swiss_law_binds():
    swiss = replace(SUPPORT, id="TR-00002", verdicts=(Verdict("CH", "permitted"), Verdict("EU", "permitted")))
    document = _build(SUPPORT, swiss, form="swiss")
    assert b"TR-00001" not in canonical(document)
    assert "the law of the form does not bind the exporter" in canonical(document).decode()
    assert _entry(document, "Adaptations", "Law that governs the transfer") == ("FADP and GDPR", "Complete")


@pytest.mark.parametrize("name", forms.names())
def test_every_form_says_where_its_entries_come_from_and_how_sure_that_is(name):
    form = forms.read_form(name)
    for field in (field for part in form.parts for field in part.fields):
        assert field.source
        assert field.confidence in forms.CONFIDENCE
    document = _build(SUPPORT, form=name, all_transfers=True)
    said = canonical(document).decode()
    assert "Not verified" in said or "are not verified" in said
    assert "Entries of the form and their sources" in _headings(document)


def test_forms_that_there_are_not_and_more_than_a_file_takes_are_refused():
    with pytest.raises(Refused, match="no form 'gdpr'"):
        _build(SUPPORT, form="gdpr")
    many = [replace(SUPPORT, id=f"TR-{n:05d}", importer=f"Importer {n}", importer_id=f"PA-{n}") for n in range(100, 170)]
    with pytest.raises(Refused, match="70 contracts"):
        _build(*many)


def test_what_is_kept_back_is_withheld_and_not_to_be_completed():
    kept_back = frozenset({"measures", "answers", "mechanisms", "review_on"})
    document = _build(replace(SUPPORT, facts={}, measures=("withheld",), withheld=kept_back), **CHOSEN)
    for label in ("Technical measures", "Clause 7, docking clause", "Clause 9(a), period of notice"):
        assert _entry(document, "", label) == ("Withheld", "Withheld")
    assert _blanks(document) == 0


def test_a_name_that_shows_nothing_is_to_be_completed():
    document = _build(replace(SUPPORT, importer=" \u200b", importer_id=""))
    assert _entries(document)["Annex I.A: parties", "Importer: Name not stated", "Name"] == (
        f"{BLANK}",
        BLANK,
    )


def test_packs_keep_contracts_apart_by_party_and_not_by_name():
    twin = replace(SUPPORT, id="TR-00002", importer_id="PA-9")
    assert len(packs(_snapshot(SUPPORT, twin), "scc")) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_renders_and_gives_the_same_bytes_again(format):
    document = _build(SUPPORT, ONWARD)
    made = report.render(document, format, example.MAKING)
    assert made
    assert made == report.render(_build(ONWARD, SUPPORT), format, example.MAKING)
