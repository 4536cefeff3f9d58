"""The main job as a person does it: a published list becomes a register, is reviewed, mended, and handed to an authority."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Page, TimeoutError, expect
from pypdf import PdfReader

from tests.browser.steps import choose, day, expect_said, navigate, open_page, pick, press, settled, write
from tests.conftest import Watched
from tests.serving import ROOT, Served
from transfer_register.actions.opening import open_register
from transfer_register.actions.record import save_transfer

pytestmark = pytest.mark.browser
# How often somebody clicks on a row before giving up.
_TRIES = 4


@dataclass(frozen=True)
class Published:
    """A published list, and what is known of it by reading."""

    path: Path
    transfers: int
    vendor: str
    affiliate: str
    in_the_eea: str


PUBLISHED = [
    Published(
        ROOT / "tests/fixtures/journey/vendors.md", 12, "Larkspur Cloud Inc", "Northwind Code India Pty Ltd", "Northwind Code BV"
    ),
    Published(ROOT.parent / "shared/inputs/lists/01_github_2026-03.md", 30, "Zendesk", "GitHub India Pty Ltd", "GitHub BV"),
]


def test_a_published_list_becomes_a_register_that_an_authority_can_read(
    served: Served, page: Page, watched: Watched, tmp_path: Path
):
    # The list that somebody has published, where it is beside the project; else our own of the same shape.
    published = next(each for each in reversed(PUBLISHED) if each.path.exists())
    bring_in(page, served, published)
    see_why(page, served, published)
    look_at_the_flows(page)
    record_the_framework_entry(page, served, published)
    record_clauses_and_assessment(page, served, published)
    hand_over(page, served, published, tmp_path)
    see_what_a_colleague_records(page, served, published)

    assert watched.foreign == []
    assert served.strayed() == []


def bring_in(page: Page, served: Served, published: Published) -> None:
    open_page(page, served.url)
    expect_said(page, "Nothing is recorded yet")
    press(page, "Bring in a list")
    write(page, "Exporter's name", "Muster Maschinen GmbH")
    choose(page, "Exporter's country", "Germany")
    choose(page, "Its role", "Controller")
    choose(page, "Role of the recipients", "Processor")
    page.locator('input[type="file"]').set_input_files(published.path)
    expect(page.get_by_text(f"{published.transfers} transfers: {published.transfers} new")).to_be_visible(timeout=60_000)
    settled(page)
    assert not (served.register / "head.json").exists(), "a preview has written something"
    press(page, "Bring it in")
    expect(page.get_by_text("The list is in the register")).to_be_visible(timeout=60_000)
    press(page, "Open it in the register")
    expect(page.get_by_text(re.compile(rf"{published.transfers} transfers: \d+ unknown"))).to_be_visible(timeout=60_000)


def see_why(page: Page, served: Served, published: Published) -> None:
    find(page, served, published.vendor)
    expect_said(page, "EU-US Data Privacy Framework")
    expect_verdict(page, "Unknown")
    find(page, served, published.in_the_eea)
    expect_verdict(page, "Not restricted")


def look_at_the_flows(page: Page) -> None:
    navigate(page, "Flows")
    expect(page.locator("svg path[d]").first).to_be_attached(timeout=60_000)
    expect(page.get_by_text("Borders as the United Nations draws them")).to_be_visible(timeout=60_000)
    for picture in ("Flow", "Matrix", "Destinations", "Time"):
        pick(page, "Picture", picture)
        expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)


def record_the_framework_entry(page: Page, served: Served, published: Published) -> None:
    find(page, served, published.vendor)
    pick(page, "listed as active in the EU-US Data Privacy Framework", "Yes")
    pick(page, "covers non-HR data", "Yes")
    pick(page, "past or present workers", "No")
    expect_verdict(page, "Permitted")
    expect_said(page, "EU-US Data Privacy Framework")


def record_clauses_and_assessment(page: Page, served: Served, published: Published) -> None:
    find(page, served, published.affiliate)
    expect_verdict(page, "Unknown")
    press(page, "Edit")
    form = page.get_by_role("dialog")
    pick(page, "What is recorded about the mechanism", "Recorded", within=form)
    choose(page, "Mechanism", "Standard contractual clauses (2021)", within=form)
    choose(page, "Module", "2", within=form)
    day(page, "Signed on", "2024-03-01", within=form)
    pick(page, "Transfer impact assessment on file", "Yes", within=form)
    day(page, "Assessment dated", "2026-09-15", within=form)
    write(page, "Reason of the change", "Clauses signed, assessment made", within=form)
    press(page, "Save", within=form)
    expect(form).to_have_count(0, timeout=60_000)
    settled(page)
    expect_verdict(page, "Unknown")
    pick(page, "own processing of these data subject to the GDPR", "No")
    expect_verdict(page, "Permitted")
    expect_said(page, "module 2, signed 1 March 2024")


def hand_over(page: Page, served: Served, published: Published, folder: Path) -> None:
    open_page(page, f"{served.url}/reports")  # without the search that led to one transfer
    write(page, "Organisation", "Muster Maschinen GmbH")
    for format, read in (("PDF", read_pdf), ("Word (docx)", read_docx), ("Excel (xlsx)", read_xlsx)):
        pick(page, "Format", format)
        press(page, "Make the document")
        with page.expect_download(timeout=120_000) as download:
            page.get_by_test_id("stDownloadButton").get_by_role("button").first.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        lacking = {"Muster Maschinen GmbH", published.vendor, published.affiliate, "United States", "Permitted", "Unknown"}
        for part in read(path.read_bytes()):  # a page after the other, until everything is said
            text = " ".join(part.split())
            lacking = {name for name in lacking if name not in text}
            if not lacking:
                break
        assert not lacking, f"{format} does not say {lacking}"


def see_what_a_colleague_records(page: Page, served: Served, published: Published) -> None:
    """Another process writes to the same register; the open page shows it without being touched."""
    find(page, served, published.vendor)
    page.get_by_role("tab", name="Record").click()
    detail = page.locator(".st-key-detail")
    expect(detail.get_by_text("Places", exact=True)).to_be_visible()
    register = open_register(served.register)
    id = re.search(r"TR-\d+", detail.inner_text()).group(0)
    seen = register.record(id)
    save_transfer(
        register, seen.state | {"retention": "Until the archive closes"}, id=id, version=seen.version, actor="Bob",
        at=datetime.now(UTC),
    )  # fmt: skip
    register.close()
    expect(detail.get_by_text("Until the archive closes").first).to_be_visible(timeout=10_000)


def find(page: Page, served: Served, recipient: str) -> None:
    """Opens the first transfer to a recipient, by searching for it and choosing its row."""
    if page.locator('[data-testid="stMain"] h1').first.inner_text() != "Register":
        navigate(page, "Register")
    write(page, "Search", recipient)
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("search") == [recipient])  # the list is the one searched for
    settled(page)
    found = page.locator(".st-key-detail").get_by_text(recipient).first
    for _ in range(_TRIES):
        box = page.get_by_test_id("stDataFrame").first.bounding_box()
        page.mouse.click(box["x"] + 18, box["y"] + 60)
        with suppress(TimeoutError):  # a list that is just being drawn anew hears no click
            found.wait_for(timeout=8_000)
            break
    expect(found).to_be_visible(timeout=60_000)
    settled(page)


def expect_verdict(page: Page, word: str) -> None:
    """The verdict at the head of the chosen transfer, as soon as it is there."""
    head = page.locator(".st-key-detail p").filter(has_text=re.compile("Breached|Unknown|Not judged|Permitted|Not restricted"))
    expect(head.first).to_contain_text(word, timeout=60_000)


def read_pdf(data: bytes) -> Iterator[str]:
    return (each.extract_text() for each in PdfReader(io.BytesIO(data)).pages)


def read_docx(data: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    yield "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def read_xlsx(data: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    yield "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
