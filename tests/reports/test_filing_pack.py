"""Filings: what each asks for is there with how sure it is, the register fills in what it knows, and nothing else is claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.reports import example
from tests.reports.reading import docx_text, html_text, pdf_text
from transfer_register.errors import NotLaw, Refused
from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.content import flat
from transfer_register.reports.filing_pack import prefill, shape
from transfer_register.reports.filing_pack.document import FORMATS, Options
from transfer_register.reports.snapshot import Known, Leg, Seen, Snapshot

FILINGS = shape.names()
_COMMON = {
    "exporter": "Acme SE", "exporter_id": "PA-0001", "importer": "Beta Inc.", "importer_id": "PA-0002",
    "exporter_role": "controller", "importer_role": "processor", "purposes": ("hosting",), "data_subjects": ("customers",),
    "data_categories": ("name", "health"), "special": True, "persons": 1200, "retention": "Ten years after the contract",
    "valid_from": date(2026, 12, 1), "legs": (Leg("US", roles=("storage",)), Leg("IN", roles=("support_access",))),
}  # fmt: skip
_PARTIES = {
    "PA-0001": Known(
        "PA-0001", "Acme SE", "CH", address="Main Street 1, Zürich",
        contacts={"dpo": (Person(name="Privacy desk", email="privacy@acme.example"),)},
    ),
    "PA-0002": Known("PA-0002", "Beta Inc.", "US"),
}  # fmt: skip


def seen(id: str, home: str, tool: str, **more) -> Seen:
    mechanism = Mechanism(tool=tool, signed_on=date(2026, 3, 4), reference="D-0007")
    return Seen(id=id, exporter_country=home, importer_country="US", mechanisms=(mechanism,), **(_COMMON | more))


def snapshot(*transfers: Seen) -> Snapshot:
    return replace(example.snapshot(0), transfers=transfers, parties=_PARTIES)


def built(filing: str, *transfers: Seen, **options) -> b.Document:
    return report.build("filing_pack", snapshot(*transfers), Options(organisation="Acme SE", filing=filing, **options))


def rows(document: b.Document) -> dict[str, str]:
    """Field -> entry, of the last form that has it."""
    return {row[2]: row[3] for row in document.sheets[0].rows}


def said(document: b.Document) -> str:
    return html_text(report.render(document, "html", example.MAKING))


@cache
def swiss() -> b.Document:
    return built("ch_fdpic_notice", seen("TR-00001", "CH", "ad_hoc"), seen("TR-00002", "CH", "scc"))


def test_the_seven_filings_are_there_and_can_be_chosen():
    assert set(FILINGS) == {
        "ch_fdpic_notice", "cn_standard_contract", "tr_standard_contract", "vn_dossier", "br_transparency",
        "art49_authority_letter", "art49_people_letter",
    }  # fmt: skip
    assert all(shape.choices().values())


@pytest.mark.parametrize("name", FILINGS)
def test_a_file_names_only_countries_and_mechanisms_that_there_are(name):
    filing, words = shape.read_filing(name), example.words()
    assert set(filing.meant.exporters) <= set(words.lists["countries"])
    assert set(filing.meant.tools) <= set(words.lists["transfer_tools"])
    grounds = {one.removeprefix("ground:") for part in filing.parts for f in part.fields for one in f.known if "ground:" in one}
    assert grounds <= set(words.lists["transfer_tools"])


@pytest.mark.parametrize("name", FILINGS)
def test_the_head_says_how_sure_the_form_is_and_how_much_is_open(name):
    document = built(name)
    assert isinstance(document.blocks[1], b.Notice)
    assert flat((document.blocks[1].head,)) == shape.SURE[shape.read_filing(name).form.confidence]
    numbers = {one.label: one.value for one in document.blocks[2].items}
    assert numbers["To be completed"] == str(len(document.sheets[0].rows))
    assert numbers["Filled in from the register"] == "0"
    assert "the form is left blank" in said(document)


@pytest.mark.parametrize("name", FILINGS)
def test_what_is_from_memory_is_marked_at_every_field(name):
    document = built(name)
    fields = [one for part in shape.read_filing(name).parts for one in ((part, blank) for blank in part.fields)]
    unsure = sum((blank.confidence or part.confidence) in shape.UNVERIFIED for part, blank in fields)
    marks = [
        line
        for block in document.blocks
        if isinstance(block, b.Table) and len(block.columns) == 3 and block.columns[2].title != "Enclosed"
        for group in block.groups
        for row in group.rows
        for line in row.cells[1]
        if isinstance(line[-1], b.Status)
    ]
    assert len(marks) == unsure


def test_the_swiss_notice_is_filled_in_and_holds_the_ten_points():
    fields = rows(swiss())
    assert fields["Controller"] == "Acme SE"
    assert fields["Address"] == "Main Street 1, Zürich, Switzerland"
    assert fields["Data protection advisor"] == "Privacy desk, privacy@acme.example"
    assert fields["States"] == "United States: Storage\nIndia: Support access"
    assert "Special, GDPR 9(1): health data" in fields["Categories of data"]
    assert fields["Contact at the recipient"] == "To be completed"
    points = [row for row in swiss().sheets[0].rows if row[1] == "The ten points of Article 9(1) DPO"]
    assert len(points) == 10
    assert {row[3] for row in points} == {"To be completed"}
    assert "Before the disclosure." in said(swiss())


def test_recognised_standard_clauses_are_not_in_the_swiss_notice():
    assert "TR-00001" in said(swiss())
    assert "TR-00002" not in said(swiss())
    everything = built("ch_fdpic_notice", seen("TR-00002", "CH", "scc"), every=True)
    assert "TR-00002" in said(everything)
    assert "may not be meant by the filing" in said(everything)


def test_each_other_ground_has_a_line_to_be_completed_and_what_is_recorded_is_shown():
    cli = seen("TR-00003", "DE", "compelling_interest", facts={"derogation.explicit_consent": False})
    also = replace(cli, id="TR-00004", mechanisms=(*cli.mechanisms, Mechanism(tool="contract")))
    document = built("art49_authority_letter", cli, also)
    grounds = [row for row in document.sheets[0].rows if row[1] == "Why nothing else carries the transfer"]
    assert len(grounds) == 2 * 14
    assert {row[3] for row in grounds} == {"To be completed"}
    for point in "abcdefg":
        assert any(f"(49(1)({point}))" in row[2] for row in grounds)
    text = said(document)
    assert "Explicit consent given: no, as stated" in text
    assert "Contract with the data subject is recorded for this transfer" in text
    assert [block.text for block in document.blocks if isinstance(block, b.Heading) and block.anchor.startswith("form-")] == [
        "TR-00003: Acme SE to Beta Inc.", "TR-00004: Acme SE to Beta Inc.",
    ]  # fmt: skip


def test_what_goes_to_people_or_is_published_names_no_number_of_the_register():
    cli = [seen(f"TR-0000{n}", "DE", "compelling_interest", persons=n) for n in (1, 2)]
    public = [seen("TR-00001", "BR", "ad_hoc"), seen("TR-00002", "BR", "ad_hoc", purposes=("marketing",), retention=None)]
    assert "TR-0000" not in said(built("art49_people_letter", *cli))
    assert "TR-0000" not in said(built("br_transparency", *public))


def test_transfers_of_one_contract_share_a_form_and_what_differs_is_told_apart():
    first, second = seen("TR-00001", "CN", "ad_hoc"), seen("TR-00002", "CN", "ad_hoc", persons=None)
    document = built("cn_standard_contract", first, second, seen("TR-00003", "CN", "ad_hoc", importer_id="PA-0003"))
    assert sum(isinstance(block, b.Heading) and block.anchor.startswith("form-") for block in document.blocks) == 2
    entry = next(row for row in document.sheets[0].rows if row[2] == "Number of persons a year")
    assert entry[3] == "1,200 persons a year  [TR-00001]\nTo be completed  [TR-00002]"
    assert entry[4].word == "Filled in part"


def test_onward_recipients_are_those_of_the_transfers_that_follow():
    onward = seen("TR-00009", "US", "scc", importer="Gamma Ltd", importer_id="PA-0003", follows="TR-00001", legs=(Leg("IN"),))
    fields = rows(built("tr_standard_contract", seen("TR-00001", "TR", "ad_hoc"), onward))
    assert fields["Sub-processors"] == "Gamma Ltd, India"


def test_the_rules_on_time_are_said_and_no_day_is_counted():
    assert "Within five business days after the last signature" in said(built("tr_standard_contract"))
    assert "Within 10 working days after the contract takes effect" in said(built("cn_standard_contract"))
    assert "Within 60 days of the first transfer" in said(built("vn_dossier"))
    assert "Form 09 itself was not read" in said(built("vn_dossier"))


def test_a_transfer_that_has_begun_before_its_notice_is_told():
    begun = seen("TR-00001", "CH", "ad_hoc", valid_from=date(2026, 1, 1))
    assert "1 transfer has begun by the day of the register" in said(built("ch_fdpic_notice", begun))
    assert "has begun by the day" not in said(swiss())
    assert "has begun by the day" not in said(built("tr_standard_contract", replace(begun, exporter_country="TR")))


def test_every_format_holds_the_same_and_the_same_bytes_come_again():
    document = swiss()
    for format in FORMATS:
        assert report.render(document, format, example.MAKING) == report.render(document, format, example.MAKING)
    for text in (
        docx_text(report.render(document, "docx", example.MAKING)),
        pdf_text(report.render(document, "pdf", example.MAKING)),
    ):
        assert "To be completed" in text
        assert "Privacy desk" in text


def test_what_there_is_not_is_refused():
    with pytest.raises(Refused, match="There is no filing 'xx'; there are art49_authority_letter"):
        built("xx")
    with pytest.raises(Refused, match="41 forms"):
        built("art49_people_letter", *(seen(f"TR-{n:05d}", "DE", "compelling_interest") for n in range(41)))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "from: exporter.address",
            "from: exporter.adress",
            r"parts\.0\.fields\.1: 'exporter\.adress' is nothing .* exporter\.address",
        ),
        ("one_for: pair", "one_for: pear", r"one_for: Input should be"),
        ("one_for: pair", "", r"one_for: this key is missing"),
        ("one_for: pair", "one_for: pair\nunheard: of", r"unheard: this key is not known"),
        ("when: before", "when: soon", r"due\.when: Input should be"),
    ],
)
def test_a_wrong_file_is_told_with_file_line_and_field(tmp_path, old, new, told):
    text = (shape.FOLDER / "ch_fdpic_notice.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "wrong.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NotLaw, match=rf"^wrong\.yaml, line \d+, {told}"):
        shape.read_filing("wrong", tmp_path)


def test_every_name_can_be_asked_of_a_transfer_of_which_nothing_is_known():
    bare = Seen(id="TR-00001", exporter="Not stated", importer="Not stated")
    for name in prefill.names_known():
        assert prefill.found(snapshot(bare), bare, name) == ()


def test_what_shows_nothing_is_to_be_completed():
    hollow = seen("TR-00001", "TR", "ad_hoc", systems=("\u200b",), retention=" \u00a0", exporter="\u2060")
    fields = rows(built("tr_standard_contract", hollow))
    assert fields["Exporter"] == "To be completed"
    assert fields["Time of storage"] == "To be completed"


def test_a_long_entry_goes_on_in_further_rows_since_a_row_is_not_parted():
    many = [seen(f"TR-{n:05d}", "VN", "ad_hoc", importer=f"Beta {n} Inc.", importer_id=f"PA-{n:04d}") for n in range(1, 31)]
    long = replace(many[0], retention="As long as the law asks for it. " * 100)
    tables = [block for block in built("vn_dossier", long, *many[1:]).blocks if isinstance(block, b.Table)]
    lines = [row.cells for table in tables for group in table.groups for row in group.rows if len(row.cells) == 3]
    assert max(len(cells[2]) for cells in lines) <= 14
    assert max(len(line[0].text) for cells in lines for line in cells[2] if isinstance(line[0], b.Run)) < 700
    assert [flat(cells[1]) for cells in lines].count("Recipients, continued") == 2
    assert sum("Beta 30 Inc.  [TR-00030]" in flat(cells[2]) for cells in lines) == 1
    assert sum(flat(cells[2]).count("asks") for cells in lines) == 100
