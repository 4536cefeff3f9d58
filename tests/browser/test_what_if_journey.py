"""07:12, the adequacy decision falls: a drill, its figures, the paper for the board, the record, a task, and the way back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import body, choose, open_page, pick, settled
from tests.conftest import Watched
from tests.serving import Served, serving

pytestmark = pytest.mark.browser
PATIENCE = 120_000


@pytest.fixture
def served_own(tmp_path: Path, demo_register: Path) -> Iterator[Served]:
    """The app on a demonstration register that this test alone writes to."""
    shutil.copytree(demo_register, tmp_path / "register")
    with serving(tmp_path) as app:
        yield app


def test_from_the_drill_to_the_paper_the_record_and_back(served_own: Served, page: Page, watched: Watched, tmp_path: Path):
    page.set_default_timeout(PATIENCE)
    open_page(page, f"{served_own.url}/what-if")
    page.locator("[class*=st-key-what_if-drill-dpf] button").first.click()
    expect(page.get_by_text(re.compile("rest on what falls: ")).first).to_be_visible(timeout=PATIENCE)
    settled(page)
    relies, transfers, none = _figures(body(page))
    assert 0 < none < relies < transfers
    falls_on = re.search(r"effective_on%22%3A%22([\d-]+)", page.url).group(1)
    breached = _breached(page)

    page.locator("[class*=st-key-what_if_tile_vermilion_none] button").first.click()
    expect(page.get_by_text(re.compile(rf"^{none} transfers?: nothing carries any more$")).first).to_be_visible(timeout=PATIENCE)
    settled(page)

    choose(page, "Order of the list", "Most people first")
    expect(page).to_have_url(re.compile(r"[?&]sort=persons"), timeout=PATIENCE)

    pick(page, "What to look at", "Paper for the board")
    page.get_by_role("button", name=re.compile("Make the paper")).click()
    download = page.get_by_role("button", name=re.compile("Download"))
    expect(download).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as taken:
        download.click()
    paper = tmp_path / "board.pdf"
    taken.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF")

    page.get_by_role("button", name=re.compile("Record the events?$")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Why it is recorded")).to_be_visible(timeout=PATIENCE)
    dialog.get_by_role("button", name=re.compile("Record it$")).click()
    expect(page.get_by_role("button", name=re.compile("Open$")).first).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name=re.compile("Open$")).last.click()
    expect(page.get_by_text("still carried by nothing").first).to_be_visible(timeout=PATIENCE)
    settled(page)

    recorded = page.url
    open_page(page, f"{served_own.url}/?law_on={falls_on}")
    assert _breached(page) == breached + none
    open_page(page, recorded)

    page.get_by_role("button", name=re.compile("Done")).first.click()
    page.get_by_role("button", name=re.compile("It is done$")).first.click()
    expect(page.get_by_text(re.compile(r"1 of \d+ tasks done")).first).to_be_visible(timeout=PATIENCE)
    settled(page)

    page.get_by_role("button", name=re.compile("Take it back")).first.click()
    page.get_by_role("button", name=re.compile("Take it back$")).last.click()
    expect(page.get_by_text("still carried by nothing")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert watched.foreign == []
    assert served_own.strayed() == []


def _breached(page: Page) -> int:
    """The number beside the verdict in the bar of the filter, which is drawn a moment after the rest."""
    said = page.get_by_test_id("stMain").get_by_text(re.compile(r"Breached [\d,]+")).first
    expect(said).to_be_visible(timeout=PATIENCE)
    return int(re.search(r"Breached ([\d,]+)", said.inner_text()).group(1).replace(",", ""))


def _figures(told: str) -> tuple[int, int, int]:
    found = re.search(r"([\d,]+) of ([\d,]+) transfers rest on what falls.*? ([\d,]+) by nothing", told)
    return tuple(int(each.replace(",", "")) for each in found.groups())
