"""Text that other people wrote is text in every format: no formula, no link, no markup, no stop."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pikepdf
import pytest

from tests.reports import example
from tests.reports.reading import docx_text, docx_xml, html_text, pdf_text, workbook
from transfer_register.reports import blocks as b
from transfer_register.reports import report, text_gate

HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("https://evil.example","x")', "\t=1+1", "＝1+1", "{=1+1}",
    "https://evil.example/", "mailto:a@evil.example", "<script>alert(1)</script>", "A & B <w:br/> ]]> C", "&lt;b&gt; &#0; &nbsp;",
    '#import "x"; $x^2$ *b* <l> @r // c', "{{ 7*7 }} {% raw %}", "nul\x00esc\x1bbell\x07", "bom\ufeff non\ufffe\uffff",
    "lone\ud800surrogate", "turned \u202eecnanif", "emoji 😀 👩‍👩‍👧", "private \ue000 use", "한국 שלום ไทย 中文 العربية",
    "Zalgo Z̷̢͂͝a̷", "a" * 300, "line\nbreak\r\nand\u2028more", "_x0041_ _x0000_", "'; DROP TABLE transfer; --", "{var} %s %d {0}",
    "tag\U000e0041\U000e0042", " ",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> b.Document:
    """Each text as exporter, recipient, purpose, owner, retention, measure, doubt and reference of one transfer."""
    usual = example.snapshot(len(HOSTILE))
    transfers = tuple(
        replace(
            seen, exporter=bad, importer=bad, purpose_text=bad, owner=bad, retention=bad, measures=(bad,), flags=(bad,),
            follows=bad,
            mechanisms=tuple(one.model_copy(update={"reference": bad, "condition": bad}) for one in seen.mechanisms or ()),
        )
        for seen, bad in zip(usual.transfers, HOSTILE, strict=True)
    )  # fmt: skip
    options = replace(example.OPTIONS, organisation=HOSTILE[4], addressee=HOSTILE[10], document_number=HOSTILE[11])
    return report.build("register_of_transfers", replace(usual, transfers=transfers), options)


@pytest.fixture(scope="module")
def files(hostile) -> dict[str, bytes]:
    return {name: report.render(hostile, name, example.MAKING) for name in ("pdf", "docx", "xlsx", "html", "csv", "json")}


def test_the_workbook_has_no_formula_and_no_link(files):
    for sheet in workbook(files["xlsx"]):
        assert not sheet._hyperlinks
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    values = {cell.value for row in workbook(files["xlsx"])["Transfers"].iter_rows() for cell in row}
    assert {"=1+1", "@SUM(A1)", "https://evil.example/"} <= values


def test_no_field_of_the_csv_begins_like_a_formula(files):
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert len(rows) == len(HOSTILE) + 1
    assert all(not field.lstrip().startswith(("=", "+", "-", "@", "＝")) for row in rows for field in row)
    assert "'=1+1" in rows[1] or any("'=1+1" in row for row in rows)


def test_the_page_has_no_script_and_asks_nobody(files):
    page = files["html"].decode()
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert page.count("evil.example") == html_text(files["html"]).count("evil.example")
    assert 'href="http' not in page.replace('href="https://eur-lex.europa.eu', "")


def test_word_links_lead_only_to_the_law(files):
    parts = docx_xml(files["docx"])
    targets = [one.get("Target") for one in parts["word/_rels/document.xml.rels"] if one.get("TargetMode") == "External"]
    assert all(target.startswith("https://eur-lex.europa.eu/") for target in targets)
    assert "<w:br/>" in docx_text(files["docx"])


def test_the_pdf_links_lead_only_to_the_law_and_markup_is_text(files):
    with pikepdf.open(io.BytesIO(files["pdf"])) as pdf:
        links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note and "/URI" in note.A]
    assert all(link.startswith("https://eur-lex.europa.eu/") for link in links)
    read = pdf_text(files["pdf"]).replace("\u200b", "")
    assert "#import" in read
    assert "$x^2$" in read


def test_what_was_replaced_is_said_in_the_file(hostile, files):
    held = dict(hostile.replaced)
    assert held[0x202E] > 0
    assert held[0x0000] > 0
    assert held[0xD800] > 0
    assert 0x1F600 not in held  # Word and Excel can show it; only the PDF has to replace it
    assert "U+202E" in docx_text(files["docx"])
    assert "U+1F600" not in docx_text(files["docx"])
    assert "[U+1F600]" in pdf_text(files["pdf"])


@pytest.mark.parametrize("words", HOSTILE)
def test_the_gate_leaves_only_what_can_be_shown(words):
    replaced: text_gate.Counter[int] = text_gate.Counter()
    clean = text_gate.clean(words, replaced)
    assert text_gate.clean(clean, text_gate.Counter()) == clean
    assert all(sign in "\n\t" or ord(sign) >= 32 for sign in clean)
    assert not any(0x202A <= ord(sign) <= 0x202E or 0xD800 <= ord(sign) <= 0xDFFF for sign in clean)
    clean.encode()


def test_plain_text_passes_the_gate_untouched():
    words = "Işıltı Klinik Araştırma A.Ş., Łódź, Ελλάδα, Москва, Đà Nẵng"
    replaced: text_gate.Counter[int] = text_gate.Counter()
    assert text_gate.clean(words, replaced) == words
    assert not replaced
