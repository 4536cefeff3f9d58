"""The quarterly review in a real browser: read why a card is due, move it by a key, give a reason, sign, take the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.actions.assessing import party, transfer
from tests.browser.steps import open_page, settled
from tests.conftest import Watched
from tests.serving import Served, serving
from transfer_register.actions.opening import open_register

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("review")]

SLOW = 60_000
DPF = {"dpf.eu.active": True, "dpf.eu.covers_non_hr": True, "dpf.eu.covers_hr": True}


@pytest.fixture
def served_review(tmp_path: Path) -> Iterator[Served]:
    """The app on a register with one transfer that is permitted and one that is not, both due for review."""
    register = open_register(tmp_path / "register")
    today = datetime.now(UTC).date()
    due = (today - timedelta(days=3)).isoformat()
    own = party(register, "DE", "Orbit GmbH")
    fine = party(register, "US", "Halyard Inc", facts=DPF)
    transfer(register, own, fine, [], review_on=due, facts={"data.hr_context": False})
    transfer(register, own, party(register, "KE", "Kestrel Ltd"), [], review_on=due)
    register.sight(today)
    register.close()
    with serving(tmp_path) as app:
        yield app


def card(page: Page, column: str, named: str) -> Locator:
    within = page.locator(f".st-key-review_column_{column}")
    return within.locator("[class*=st-key-review_card_]").filter(has_text=named)


def press_key(page: Page, key: str) -> None:
    settled(page)
    page.locator('[data-testid="stMain"] h1').first.click()  # a key that is pressed in a field is typed there
    page.keyboard.press(key)


def test_a_quarter_is_reviewed_signed_and_handed_over(served_review: Served, page: Page, watched: Watched):
    open_page(page, f"{served_review.url}/review")
    kestrel, halyard = (card(page, "to_check", name) for name in ("Kestrel Ltd", "Halyard Inc"))
    expect(kestrel).to_contain_text("Its review was due on", timeout=SLOW)
    expect(kestrel).to_contain_text("Nothing that is recorded permits it")

    press_key(page, "n")
    expect(halyard.get_by_role("button", name=re.compile("^Done"))).to_be_visible(timeout=SLOW)
    expect(page.locator("[class*=st-key-review_card_focus_]")).to_contain_text("Halyard Inc", timeout=SLOW)
    press_key(page, "d")
    expect(card(page, "done", "Halyard Inc")).to_be_visible(timeout=SLOW)

    expect(page.locator("[class*=st-key-review_card_focus_]")).to_contain_text("Kestrel Ltd", timeout=SLOW)
    press_key(page, "d")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("not permitted as recorded. Say why that may be put to Done", timeout=SLOW)
    finish = drawer.get_by_role("button", name=re.compile("Done: 1 card$"))
    finish.click()
    expect(drawer).to_contain_text("Nothing was written", timeout=SLOW)
    drawer.get_by_role("textbox", name="Reason").fill("The contract ends in December; access is closed.")
    drawer.get_by_role("textbox", name="Reason").press("Tab")
    settled(page)
    finish.click()
    expect(card(page, "done", "Kestrel Ltd")).to_contain_text("The contract ends in December", timeout=SLOW)

    page.get_by_role("radio", name=re.compile("What changed")).click()
    expect(page.get_by_role("button", name=re.compile("Sign and close"))).to_be_visible(timeout=SLOW)
    page.get_by_role("textbox", name="Function").fill("Data protection officer")
    page.get_by_role("textbox", name="Function").press("Tab")
    settled(page)
    page.get_by_role("button", name=re.compile("Sign and close")).click()
    expect(page.locator(".st-key-review_sign")).to_contain_text("Signed by", timeout=SLOW)
    with page.expect_download(timeout=SLOW) as taken:
        page.locator(".st-key-review_files").get_by_role("button", name=re.compile("PDF")).click()
    paper = PdfReader(io.BytesIO(Path(taken.value.path()).read_bytes()))
    text = paper.pages[0].extract_text()
    assert len(paper.pages) == 1
    assert "The contract ends in December" in text
    assert "Data protection officer" in text
    assert watched.foreign == []
    assert served_review.strayed() == []
