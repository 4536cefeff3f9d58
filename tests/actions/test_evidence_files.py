"""Which files are kept as evidence: what their name says and their content shows, within the limit, and nothing that runs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from transfer_register.actions import evidence_files
from transfer_register.errors import NotLaw

PDF = b"%PDF-1.7 clauses"


def archive(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


OFFICE = {"[Content_Types].xml": b"<Types/>"}
WORD = archive(**OFFICE, **{"word/document.xml": b""})
SHEET = archive(**OFFICE, **{"xl/workbook.xml": b""})
MACROS = archive(**OFFICE, **{"word/document.xml": b"", "word/vbaProject.bin": b""})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KEPT = {
    "a.pdf": PDF, "a.png": b"\x89PNG\r\n\x1a\n....", "a.JPG": b"\xff\xd8\xff\xe0", "a.docx": WORD, "a.xlsx": SHEET,
    "a.odt": archive(mimetype=b"application/vnd.oasis.opendocument.text"),
    "a.ods": archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "a.asice": archive(mimetype=b"application/vnd.etsi.asic-e+zip"),
    "a.txt": "Größe\n".encode("utf-16"), "a.md": b"# A heading\n<b>bold</b>", "a.csv": "a;é".encode("latin-1"),
    "a.eml": b"From: a@example.org\r\nSubject: x\r\n\r\nHi", "a.msg": OLE + "__properties_version1.0".encode("utf-16-le"),
    "a.p7m": b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
}  # fmt: skip
REFUSED = {
    "page.html": b"<html>", "picture.svg": b"<svg/>", "run.js": b"alert(1)", "run.exe": b"MZ", "invoice.pdf.exe": b"%PDF-1.7",
    "page.pdf": b"<!doctype html>", "page.txt": b"\xef\xbb\xbf <!DOCTYPE html><script>",
    "picture.txt": b"<?xml version='1.0'?><svg>", "program.txt": b"MZ\x90\0\x03", "zeros.csv": b"a\0b", "macros.docx": MACROS,
    "sheet.docx": SHEET, "text.odt": archive(mimetype=b"text/html"), "cut.docx": b"PK\x03\x04", "old.msg": OLE,
    "letter.eml": b"Dear all,\nSubject: x", "plain.p7m": b"hello", "none.pdf": b"", "noending": PDF, "...": PDF,
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_a_file_is_kept_that_is_what_its_name_says(name):
    sort, problems = evidence_files.look(name, KEPT[name])
    assert problems == []
    assert name.rpartition(".")[2].casefold() in sort.endings


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_that_is_of_no_kind_that_is_kept_or_not_what_its_name_says(name):
    sort, problems = evidence_files.look(name, REFUSED[name])
    assert sort is None
    assert len(problems) == 1
    assert problems[0].where == "File"


def test_every_sort_of_file_that_the_data_names_was_tried():
    assert {name.rpartition(".")[2].casefold() for name in KEPT} | {"jpeg"} == set(evidence_files.limits().by_ending)


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    size = evidence_files.limits().bytes + 1
    _, [problem] = evidence_files.look("large.pdf", PDF.ljust(size))
    assert str(problem) == "File: large.pdf has 25.0 MB, and the limit is 25. Store a smaller version of it."


def test_the_name_of_a_file_is_safe_in_a_header_and_on_a_disk():
    assert evidence_files.clean_name('../../etc/a"b\r\nSet-Cookie: x.pdf') == "a b Set-Cookie x.pdf"
    assert evidence_files.clean_name("gnp\u202efdp.pdf") == "gnp fdp.pdf"
    long = evidence_files.clean_name("n" * 500 + ".pdf")
    assert (len(long), long[-4:]) == (120, ".pdf")


def test_a_file_of_limits_that_is_wrong_is_refused_with_every_problem(tmp_path: Path):
    (tmp_path / "limits.yaml").write_text(
        "largest_megabytes: 5\nfiles:\n"
        "  - {label: A, endings: [a], media_type: x/a, content: guess}\n"
        "  - {label: B, endings: [a], media_type: x/b, content: pdf}\n"
    )
    with pytest.raises(NotLaw) as refused:
        evidence_files.limits(tmp_path / "limits.yaml")
    assert len(refused.value.problems) == 2
