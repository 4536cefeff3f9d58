"""A vendor announces a new sub-processor: the mail is pasted, the impact is seen, and what is accepted holds from its day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import choose, expect_said, open_page, press, settled, write
from tests.conftest import Watched
from tests.serving import Served
from transfer_register.actions import record, take_in
from transfer_register.actions.opening import open_register

pytestmark = pytest.mark.browser
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
# Whenever this runs, the change takes effect on a day to come.
EFFECTIVE = datetime.now(UTC).date() + timedelta(days=15)
SPOKEN = f"{EFFECTIVE.day} {EFFECTIVE:%B %Y}"
OURS = """| Recipient | Purpose | Location of processing | Data categories | Data subjects |
| --- | --- | --- | --- | --- |
| Orbit Cloud Ltd | Customer support desk | Ireland | E-mail address, Name | Customers |
| Orbit Cloud Ltd | Sick leave records | Ireland | Health data, Name | Employees |
"""
MAIL = f"""Subject: New sub-processor

Orbit Cloud Ltd will add Acme India Pvt Ltd, India, as a new sub-processor for support. The change takes effect on {SPOKEN}.
You may object within 30 days of receipt of this notice.
"""


def test_a_pasted_mail_leads_to_its_impact_and_to_a_decision_that_holds_from_its_day(
    served: Served, page: Page, watched: Watched
):
    with_orbit(served)
    open_page(page, f"{served.url}/vendor-changes")
    press(page, "A vendor announces a change")
    paste(page)
    take_the_days(page)
    see_the_impact(page)
    decide(page)
    see_the_register(page, served)
    assert watched.foreign == []
    assert served.strayed() == []


def with_orbit(served: Served) -> None:
    """Two of our transfers use Orbit, one of them with health data of workers."""
    register = open_register(served.register)
    ours = take_in.Options(
        exporter_name="Muster GmbH", exporter_country="DE", exporter_role="controller", importer_role="processor"
    )
    take_in.take(register, take_in.preview(register, OURS.encode(), "ours.md", ours), actor="tests", at=AT)
    orbit = next(id for id, party in register.parties().items() if party.name == "Orbit Cloud Ltd")
    found = register.record(orbit)
    record.save_party(register, found.state | {"country": "IE"}, id=orbit, version=found.version, actor="tests", at=AT)
    register.close()


def paste(page: Page) -> None:
    choose(page, "The vendor", "Orbit Cloud")
    page.locator(".st-key-vendor_lists").get_by_role("radio", name="Only the letter").click()
    settled(page)
    write(page, "The vendor's letter or mail, if there is one", MAIL)
    card = page.locator("[class*=st-key-vendor_difference_]").first
    expect(card).to_contain_text("Acme India Pvt Ltd", timeout=60_000)
    expect(card).to_contain_text("India (processing)")
    expect(card).to_contain_text("support")


def take_the_days(page: Page) -> None:
    """What the letter says is taken line by line; the contract gives fewer days, and its clock stands beside the letter's."""
    found = page.locator(".st-key-vendor_proposals")
    expect(found).to_contain_text(SPOKEN, timeout=60_000)
    for _ in range(3):
        found.get_by_role("button", name=re.compile("Take")).first.click()
        settled(page)
    expect(found.get_by_role("button", name=re.compile("Take"))).to_have_count(0, timeout=60_000)
    write(page, "Days to object", "10")
    press(page, "Record the announcement")


def see_the_impact(page: Page) -> None:
    expect(page.get_by_text("2 of your transfers use Orbit Cloud Ltd")).to_be_visible(timeout=90_000)
    chain = page.locator(".vendor-chain")
    expect(chain).to_have_attribute(
        "aria-label",
        re.compile(r"Muster GmbH, Not restricted, Orbit Cloud Ltd, Unknown, Acme India Pvt Ltd, India\. Weakest leg: Unknown"),
    )
    for words in (
        "their data would reach India for the first time",
        "Health data",
        "special categories",
        "works council",
        "lacks",
    ):
        expect_said(page, words)
    expect(page.get_by_text(re.compile(r"\d+ questions? about 1 recipient"))).to_be_visible()


def decide(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    main.get_by_role("radio", name="Accept with conditions").click()
    settled(page)
    write(page, "Reason", "Second-line support is needed")
    write(page, "Conditions", "Module 3 signed before the first data are sent")
    press(page, "Accept with conditions, and write 1 act")
    expect(page.get_by_text("Decided on")).to_be_visible(timeout=90_000)
    expect_said(page, "Module 3 signed before the first data are sent")


def see_the_register(page: Page, served: Served) -> None:
    """On its day it is there; today it is not."""
    press(page, "Open it in the register")
    expect(page).to_have_url(re.compile(f"on={EFFECTIVE.isoformat()}"), timeout=60_000)
    expect(page.get_by_text("3 transfers: 1 unknown, 2 not restricted")).to_be_visible(timeout=60_000)
    open_page(page, f"{served.url}/")
    expect(page.get_by_text("2 transfers: 2 not restricted")).to_be_visible(timeout=60_000)
