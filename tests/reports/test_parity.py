"""What a document says, every format says."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import date, datetime

import orjson
import pikepdf
import pytest

from tests.reports import example
from tests.reports.reading import bare, docx_text, html_text, pdf_text, seen_by_readers, workbook, xlsx_texts
from transfer_register.exhibits.style import GLYPHS
from transfer_register.reports import blocks as b
from transfer_register.reports.content import canonical, content_hash
from transfer_register.reports.making import finished

READERS = {"pdf": pdf_text, "docx": docx_text, "html": html_text}


@pytest.mark.parametrize("format", READERS)
def test_every_text_of_the_document_is_in_the_file(format, document, made):
    read = bare(READERS[format](made(format))).casefold()
    wanted = {bare(words).casefold() for words in seen_by_readers(finished(document, example.MAKING))}
    assert len(wanted) > 300
    assert sorted(words for words in wanted if words not in read) == []


def test_the_workbook_holds_every_value_of_the_sheets_and_tables(document, made):
    read = xlsx_texts(made("xlsx"))
    for sheet in document.sheets:
        for row in sheet.rows:
            for value in row:
                match value:
                    case b.Status():
                        wanted = bare(f"{GLYPHS[value.shape]} {value.word}")
                    case date():
                        wanted = bare(str(datetime(value.year, value.month, value.day)))
                    case _:
                        wanted = bare(str(value))
                assert wanted in read
    book = workbook(made("xlsx"))
    assert book.sheetnames == ["About", "Transfers", "By destination", "Open points", "Not known", "Legend", "Authorities"]


def test_days_in_the_workbook_are_days_and_numbers_are_numbers(made):
    sheet = workbook(made("xlsx"))["Transfers"]
    heads = [cell.value for cell in sheet[1]]
    since, persons = heads.index("Since"), heads.index("Persons a year")
    rows = list(sheet.iter_rows(min_row=2))
    assert any(isinstance(row[since].value, datetime) for row in rows)
    assert {type(row[persons].value) for row in rows} == {int, str}
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref is not None


def test_the_same_transfers_stand_in_every_format(document, made):
    wanted = {f"TR-{number:05d}" for number in range(1, 61)}
    rows = list(csv.reader(io.StringIO(made("csv").decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == wanted
    table = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == "Transfers by destination")
    assert {row.anchor for group in table.groups for row in group.rows} == wanted
    assert {row[0].value for row in workbook(made("xlsx"))["Transfers"].iter_rows(min_row=2)} == wanted


def test_the_attached_content_has_the_hash_that_is_printed(document, made):
    with pikepdf.open(io.BytesIO(made("pdf"))) as pdf:
        ((name, attached),) = pdf.attachments.items()
        content = attached.get_file().read_bytes()
    assert name == "RX-2026-007.json"
    assert hashlib.sha256(content).hexdigest() == content_hash(document)
    assert content == canonical(document)
    for format, read in READERS.items():
        assert content_hash(document) in read(made(format)).replace("\u200b", "").replace("\n", "")


def test_who_made_it_and_when_is_in_the_file_and_not_in_the_content(made):
    content = orjson.loads(made("json"))
    told = content.pop("made")
    assert (told["at"], told["by"]) == ("2026-11-22T18:04:00Z", "L. Hartwig")
    assert "18:04 UTC" not in str(content)
    assert "Hartwig" in str(content)  # as contact, which is content
    assert "L. Hartwig" not in str(content)
    for format, read in READERS.items():
        assert bare("22 November 2026, 18:04 UTC, by L. Hartwig") in bare(read(made(format)))


def test_every_format_says_at_which_head_of_the_journal_it_was_made(document, made):
    head = {"sequence": 18443, "hash": "9f2c" * 16, "at": "2026-11-22T17:31:05.250Z"}
    for read in (*((format, READERS[format]) for format in READERS), ("xlsx", lambda file: "\n".join(xlsx_texts(file)))):
        told = bare(read[1](made(read[0])))
        assert bare("entry 18,443, recorded 22 November 2026, 17:31:05 UTC, head ") + head["hash"] in told, read[0]
    rows = list(csv.DictReader(io.StringIO(made("csv").decode("utf-8-sig"))))
    assert {(r["Journal entry"], r["Journal hash"], r["Journal entry recorded"]) for r in rows} == {
        ("18443", *list(head.values())[1:])
    }
    assert orjson.loads(made("json"))["made"]["journal"] == head


def test_the_json_file_has_the_hash_of_the_content_without_its_last_member(document, made):
    content, _, told = made("json").partition(b',"made":')
    assert hashlib.sha256(content + b"}").hexdigest() == content_hash(document) == orjson.loads(told[:-1])["content_hash"]
