"""The register's own spreadsheet: every state that the journal accepts comes back from it as it was, and an edit is just that."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as some

from tests.reports import own_states as own
from transfer_register.exhibits.record_words import FIELDS
from transfer_register.intake.bring_in import preview
from transfer_register.intake.choosing import choose_reader
from transfer_register.intake.own_columns import COLUMNS, EXACT, WITHOUT_CELL
from transfer_register.intake.own_exact import PIECE, Exact, read, written
from transfer_register.intake.own_row import Recorded, room_of, row_of
from transfer_register.intake.own_text import days_of, for_workbook, harmless, protected, restored, runs, same, shown
from transfer_register.intake.own_words import Labels
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.journal import canonical

NAMED = {"PA-0001": "Orbit GmbH", "PA-0002": "=Halyard", "PA-0003": "Orbit GmbH"}
# A failing state is told as it is: making states of long texts smaller takes minutes.
PHASES = (Phase.explicit, Phase.generate)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
BASE = {
    "exporter": "PA-0001", "importer": "PA-0002", "purposes": ["hosting"], "retention": "=FALSE()", "persons": 1200,
    "places": [
        {"country": "NA", "role": "storage", "city": "Windhoek", "raw": "NA"},
        {"country": "NO", "role": "processing", "raw": "NO"},
    ],
    "mechanisms": [{"tool": "scc", "module": 2, "signed_on": "2026-03-01", "reference": "A-7", "raw": "SCC (M2)"}],
    "facts": {"data.hr_context": False}, "valid_from": "2026-03-04", "note": "long " * 8_000,
    "origin": {"file": "list.csv", "sha256": "0" * 64, "raw": {"Country": "NA"}},
}  # fmt: skip


def states(data: bytes, name: str) -> list[dict]:
    """What the rows of a file mean, in its order."""
    shown = preview(data, name)
    assert shown.own is not None
    assert not [bad for record in shown.own.records for bad in record.bad]
    return [record.state for record in shown.own.records]


@settings(FEW, max_examples=12)
@given(some.lists(own.transfers, max_size=2), some.lists(own.parties, max_size=2))
@example([BASE], [{"name": "Fjord AS", "country": "NO", "aliases": ["NO", "=x"]}])
def test_what_is_written_out_comes_back_as_it_was(transfers, parties):
    assert states(own.workbook_of(transfers, parties, NAMED), "r.xlsx") == [*transfers, *parties]
    assert states(own.csv_of("transfer", transfers, NAMED), "r.csv") == transfers
    assert states(own.csv_of("party", parties, NAMED), "r.csv") == parties


@FEW
@given(own.transfers, own.parties)
def test_the_cells_alone_say_that_nothing_was_changed(transfer, party):
    """Without the sum over the row, every cell by itself is found to say what was written."""
    for kind, state in (("transfer", transfer), ("party", party)):
        data = own.csv_of(kind, [state], NAMED)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        kept = [at for at, head in enumerate(rows[0]) if head not in ("Note", "Read from")]
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows([row[at] for at in kept] for row in rows)
        assert states(out.getvalue().encode(), "r.csv") == [state]


@FEW
@given(own.transfers)
def test_no_record_takes_more_room_than_is_kept_for_it(state):
    row = row_of(Labels(own.words(), NAMED), Recorded("transfer", "TR-00001", 1, state), own.MARK)
    assert len("".join(row.exact)) <= room_of(canonical(state).decode(), 10)
    assert all(len(piece) <= PIECE for piece in row.exact)


def edited(heading: str, value: str, data: bytes | None = None) -> dict:
    """The state of the base row with one cell changed in a CSV file."""
    rows = list(csv.reader(io.StringIO((data or own.csv_of("transfer", [BASE], NAMED)).decode("utf-8-sig"))))
    rows[1][rows[0].index(heading)] = value
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return states(out.getvalue().encode(), "r.csv")[0]


EDITS = [
    ("Recipient", "Larkspur Inc.", {"importer": "name:Larkspur Inc."}),
    ("Exporter's role", "joint controller", {"exporter_role": "joint_controller"}),
    ("Purposes", "Hosting; contact and marketing", None),
    ("Retention", "'00123", {"retention": "00123"}),
    ("Retention", "'tis", {"retention": "'tis"}),
    ("Retention", "", {"retention": None}),
    ("Places", "Norway (processing); Germany, Frankfurt, region eu-central-1 (storage), if needed",
     {"places": [BASE["places"][1], {"country": "DE", "role": "storage", "city": "Frankfurt", "region": "eu-central-1",
                                     "condition": "if needed"}]}),
    ("Places", "NA, Windhoek", {"places": [{"country": "NA", "role": "processing", "city": "Windhoek"}]}),
    ("Places", "Group: APAC (support access)\nAnywhere (storage)",
     {"places": [{"group": "APAC", "role": "support_access"}, {"scope": "global", "role": "storage"}]}),
    ("Mechanisms", "none", {"mechanisms": []}),
    ("Mechanisms", "", {"mechanisms": None}),
    ("Mechanisms", "Standard contractual clauses (2021), module 2, signed 1 March 2026, reference A-7; Consent, from 2026-01-01, "
     "condition a, b",
     {"mechanisms": [BASE["mechanisms"][0], {"tool": "consent", "valid_from": "2026-01-01", "condition": "a, b"}]}),
    ("Persons a year", "1,300", {"persons": 1300}),
    ("Persons a year", "1.200", {}),
    ("Answers", "Encrypted in transit: yes", {"facts": {"measures.encrypted_in_transit": True}}),
    ("In force from", "5 March 2026", {"valid_from": "2026-03-05"}),
    ("In force from", "13/03/2026", {"valid_from": "2026-03-13"}),
    ("In force from", "04.03.2026", {}),
    ("Note", "short", {"note": "short"}),
    ("Processing activity", "Payroll", {"activity": "Payroll"}),
    ("Nature of the processing", "stored", {"nature": "stored"}),
    ("Frequency", "one-off", {"frequency": "one_off"}),
    ("Legal bases", "Contract, Article 6(1)(b); special_consent", {"legal_bases": ["contract", "special_consent"]}),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "value", "meant"), EDITS)
def test_one_changed_cell_changes_just_that_field(heading, value, meant):
    meant = {"purposes": ["hosting", "marketing"]} if meant is None else meant
    wanted = {name: value for name, value in (BASE | meant).items() if value is not None}
    assert edited(heading, value) == wanted


def test_a_file_from_before_a_column_was_there_comes_back_with_what_the_column_would_say():
    state = BASE | {"activity": "Payroll", "nature": "stored", "frequency": "one_off", "legal_bases": ["contract"]}
    rows = list(csv.reader(io.StringIO(own.csv_of("transfer", [state], NAMED).decode("utf-8-sig"))))
    newer = {"Processing activity", "Nature of the processing", "Frequency", "Legal bases"}
    kept = [at for at, head in enumerate(rows[0]) if head not in newer]
    assert len(rows[0]) - len(kept) == len(newer)
    out = io.StringIO()
    csv.writer(out).writerows([row[at] for at in kept] for row in rows)
    assert states(out.getvalue().encode(), "r.csv") == [state]


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("Places", "Germny (storage)", "Is “Germany” meant?"),
        ("Exporter's role", "boss", "is not in the list “Roles”"),
        ("Mechanisms", "Standard contractual clauses (2021), modul 2", "Begin each part with"),
        ("Mechanisms", "Standard contractual clauses (2021), module 7", "modules 1 to 4"),
        ("Persons a year", "many", "no whole number"),
        ("In force from", "5/6/2026", "is 5 June 2026 or 6 May 2026. Write year-month-day"),
        ("In force from", "soon", "is no day"),
        ("Answers", "Encrypted in transt: yes", "Is “Encrypted in transit” meant?"),
        ("Answers", "Encrypted in transit: maybe", "write yes or no"),
        ("Purposes", "=FALSE()", "is a formula"),
    ],
)
def test_a_cell_that_cannot_be_recorded_is_told_with_the_way_to_mend_it(heading, value, said):
    rows = list(csv.reader(io.StringIO(own.csv_of("transfer", [BASE, BASE], NAMED).decode("utf-8-sig"))))
    rows[2][rows[0].index(heading)] = value
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    shown = preview(out.getvalue().encode(), "r.csv")
    (problem,) = shown.problems
    assert problem.heading == heading
    assert problem.line == 4
    assert said in problem.what
    assert shown.own.records[1].state == BASE


def test_a_file_saved_by_a_spreadsheet_in_another_country_comes_back():
    state = BASE | {"owner": "Łukasz 😀 é", "review_on": "2026-02-01"}
    rows = list(csv.reader(io.StringIO(own.csv_of("transfer", [state], NAMED).decode("utf-8-sig"))))
    saved = {"2026-03-04": "3/4/2026", "2026-02-01": "2/1/2026", "Łukasz 😀 é": "Lukasz ?? é", "1200": "1.200"}
    turned = [saved.get(cell, cell) for cell in rows[1]]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([rows[0], turned])
    data = out.getvalue().encode("cp1252")
    assert states(data, "Kopie von r.csv") == [state]
    # Once a day shows how days were turned, one that was typed in is read so too.
    turned[rows[0].index("In force until")] = "5/6/2026"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([rows[0], turned])
    assert states(out.getvalue().encode("cp1252"), "r.csv") == [state | {"valid_to": "2026-05-06"}]


def test_letters_that_a_program_read_in_the_wrong_way_are_no_edit():
    state = BASE | {"owner": "Łukasz 😀 é", "retention": "='é"}
    wrong = own.csv_of("transfer", [state], NAMED).decode("latin-1").encode()
    assert states(wrong, "r.csv") == [state]


def test_a_long_text_of_which_a_cell_shows_the_beginning_keeps_its_end():
    changed = edited("Note", "A new beginning. " + shown(BASE["note"]))
    assert changed["note"] == "A new beginning. " + BASE["note"].strip()


def test_a_row_without_an_id_is_a_new_record_and_keeps_what_its_model_said():
    assert edited("Transfer ID", "") == {name: value for name, value in BASE.items() if name != "origin"}


def test_nothing_in_the_workbook_is_a_formula_and_the_choices_are_lists():
    odd = {name: "=1+1" for name in ("purpose_text", "retention", "owner", "note")}
    data = own.workbook_of([BASE | odd], [{"name": "=x", "address": "@y", "note": "+1-1"}], NAMED)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Read me", "Transfers", "Parties", "Choices"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    sheet = book["Transfers"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref
    assert {each.type for each in sheet.data_validations.dataValidation} >= {"list"}
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("In force from") + 1).value.date() == date(2026, 3, 4)
    assert sheet.cell(2, heads.index("Note") + 1).quotePrefix
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(heads.index(EXACT) + 1)].hidden


def test_no_cell_of_the_csv_runs_in_a_spreadsheet():
    wild = [BASE | dict.fromkeys(("purpose_text", "retention", "owner", "note"), text) for text in own.NASTY]
    rows = list(csv.reader(io.StringIO(own.csv_of("transfer", wild, NAMED).decode("utf-8-sig"))))
    assert not [cell[:20] for row in rows for cell in row if runs(cell)]


@given(own.texts)
def test_text_comes_back_from_a_cell_and_is_harmless_in_it(text):
    for written_so in (protected, for_workbook):
        assert restored(written_so(text)) == text
    assert not runs(harmless(text))
    assert same(protected(shown(text)), shown(text))
    assert same(for_workbook(shown(text)), shown(text))


@given(own.transfers)
def test_an_exact_record_that_was_damaged_is_none(state):
    pieces = written(Exact("TR-00001", 1, own.MARK, "", state))
    assert read(pieces).state == state
    assert all(piece.isascii() for piece in pieces)
    assert read([pieces[0][:-1], *pieces[1:]]) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-01", 1),
        ("01/02/2026", 2),
        ("13/02/2026", 1),
        ("1.2.2026", 1),
        ("1 March 2026", 1),
        ("Mar 1, 2026", 1),
        ("30/30/26", 0),
    ],
)
def test_a_day_that_can_be_two_is_two(text, meant):
    assert len(days_of(text)) == meant


@pytest.mark.parametrize(("kind", "model"), [("transfer", Transfer), ("party", Party)])
def test_every_field_of_a_record_has_a_column_with_the_heading_of_the_screens(kind, model):
    columns = {column.field: column.heading for column in COLUMNS[kind]}
    assert set(columns) == set(model.model_fields) - WITHOUT_CELL
    told = {name: FIELDS[name][0] for name in columns if name in FIELDS}
    assert told == {name: columns[name] for name in told}


@pytest.mark.parametrize("name", ["r.xlsx", "liste.csv", "x.md", "noname"])
def test_the_own_file_is_told_by_its_content(name):
    assert choose_reader(own.csv_of("party", [{"name": "Orbit"}], {}), name)[0] == "brought_back"


def test_a_table_that_was_only_shown_says_what_to_bring_instead():
    shown = preview(b"Verdict,Recipient,Country,Journal entry,Journal hash\nx,Orbit,US,7,abc\n", "register.csv")
    assert (shown.reader, shown.rows) == ("brought_back", ())
    assert "Register to edit in a spreadsheet" in shown.problems[0].what


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_report_that_is_brought_back_makes_no_transfer_twice(made, format: str):
    shown = preview(made(format), f"register.{format}")
    assert (shown.reader, shown.rows) == ("brought_back", ())
    assert "Register to edit in a spreadsheet" in shown.problems[0].what


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_what_libreoffice_saved_again_comes_back(tmp_path: Path):
    wild = [BASE | {"retention": text, "owner": text} for text in own.NASTY if len(text) < 1_000]
    parties = [{"name": text, "address": text} for text in own.NASTY if text and len(text) < 1_000]
    (tmp_path / "r.xlsx").write_bytes(own.workbook_of(wild, parties, NAMED))
    # Nobody tells the program here how to read the letters of a text, so it may read others wrongly.
    plain = [state for state in wild if shown(state["owner"]).isascii()]
    (tmp_path / "t.csv").write_bytes(own.csv_of("transfer", plain, NAMED))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "ods", "--outdir"]
    files = [str(tmp_path / "r.xlsx"), str(tmp_path / "t.csv")]
    subprocess.run([*office, str(tmp_path / "out"), *files], check=True, capture_output=True, timeout=120)
    assert states((tmp_path / "out" / "r.ods").read_bytes(), "r.ods") == [*wild, *parties]
    assert states((tmp_path / "out" / "t.ods").read_bytes(), "t.ods") == plain
