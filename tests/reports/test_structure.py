"""The files are well made: tagged PDF, real Word styles, heads that repeat, an order that the schema wants."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from bs4 import BeautifulSoup

from tests.reports.reading import docx_xml, workbook
from transfer_register.reports import blocks as b
from transfer_register.reports.docx_order import _PLACE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def pdf(made):
    with pikepdf.open(io.BytesIO(made("pdf"))) as opened:
        yield opened


def _elements(node, found: dict[str, list]) -> dict[str, list]:
    if isinstance(node, pikepdf.Array):
        for one in node:
            _elements(one, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.setdefault(str(node.S), []).append(node)
        if "/K" in node:
            _elements(node.K, found)
    return found


def test_the_pdf_is_tagged_and_named(pdf, document):
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en-GB"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as about:
        assert about["dc:title"] == document.meta.title
        assert about["pdfaid:part"] == "3"
        assert about["pdfaid:conformance"] == "A"
        assert about["pdfuaid:part"] == "1"


def test_every_table_of_the_pdf_has_heads_and_every_figure_its_words(pdf, document):
    found = _elements(pdf.Root.StructTreeRoot.K, {})
    tables = [one for one in document.blocks if isinstance(one, b.Table)]
    facts = [one for one in document.blocks if isinstance(one, b.Facts)]
    assert len(found["/Table"]) == len(tables) + len(facts)
    groups = sum(1 for table in tables for group in table.groups if group.title)
    assert len(found["/TH"]) == sum(len(table.columns) for table in tables) + 2 * len(facts) + groups
    assert len(found["/H1"]) == sum(1 for one in document.blocks if isinstance(one, b.Heading) and one.level == 1)
    assert all(str(one.Alt) for one in found["/Figure"])


def test_the_pdf_has_bookmarks(pdf, document):
    with pdf.open_outline() as outline:
        titles = [one.title for one in outline.root]
    assert titles[0] == "Document control"
    assert "Transfers by destination" in " ".join(titles)


def test_every_table_of_the_word_file_repeats_its_head(made):
    body = docx_xml(made("docx"))["word/document.xml"]
    tables = body.findall(f".//{_W}tbl")
    assert len(tables) > 8
    for table in tables:
        rows = table.findall(f"{_W}tr")
        assert rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None
        assert all(row.find(f"{_W}trPr/{_W}cantSplit") is not None for row in rows)
        assert all(cell.findall(f"{_W}p") for cell in table.iter(f"{_W}tc"))


def test_word_properties_stand_in_the_order_of_the_schema(made):
    for name, root in docx_xml(made("docx")).items():
        if not name.startswith("word/") or name.endswith(".rels"):
            continue
        for kind, place in _PLACE.items():
            for marks in root.iter(kind):
                order = [place[child.tag] for child in marks]
                assert order == sorted(order), f"{name}: {[child.tag for child in marks]}"
                assert len(order) == len(set(order)), f"{name}: {[child.tag for child in marks]}"


def test_the_word_file_has_real_headings_page_numbers_and_words_for_its_pictures(made, document):
    parts = docx_xml(made("docx"))
    body = parts["word/document.xml"]
    styles = [one.get(f"{_W}val") for one in body.iter(f"{_W}pStyle")]
    assert styles.count("Heading1") == sum(1 for one in document.blocks if isinstance(one, b.Heading) and one.level == 1)
    known = {one.get(f"{_W}styleId") for one in parts["word/styles.xml"].iter(f"{_W}style")}
    assert set(styles) <= known
    foots = [root for name, root in parts.items() if name.startswith("word/footer")]
    codes = {one.get(f"{_W}instr").split()[0] for foot in foots for one in foot.iter(f"{_W}fldSimple")}
    assert codes == {"PAGE", "NUMPAGES"}
    pictures = [one for one in body.iter() if one.tag.endswith("}docPr")]
    assert any(one.get("descr", "").startswith("World map") for one in pictures)
    size = body.find(f".//{_W}pgSz")
    assert size.get(f"{_W}orient") == "landscape"


def test_every_link_inside_the_word_file_has_its_place(made):
    body = docx_xml(made("docx"))["word/document.xml"]
    places = [one.get(f"{_W}name") for one in body.iter(f"{_W}bookmarkStart")]
    wanted = {one.get(f"{_W}anchor") for one in body.iter(f"{_W}hyperlink") if one.get(f"{_W}anchor")}
    assert wanted <= set(places)
    assert len(places) == len(set(places))


def test_zipped_files_carry_no_clock(made):
    for format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(made(format))) as held:
            assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert workbook(made("xlsx")).properties.created.isoformat() == "2026-11-22T18:04:00"


def test_the_page_is_one_file_with_named_tables(made, document):
    page = BeautifulSoup(made("html"), "lxml")
    assert page.html["lang"] == "en-GB"
    assert not page.find_all(["script", "link", "iframe", "img", "form"])
    assert all(table.find("th", scope="col") for table in page.find_all("table"))
    ids = [one["id"] for one in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.find_all("a", href=lambda to: to.startswith("#"))} <= set(ids)
