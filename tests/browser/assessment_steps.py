"""What the writer and the approver of an assessment do on its screen, step by step, by clicks and keys."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.answering import Said, answer_all, write_day
from tests.browser.steps import settled
from tests.serving import Served


def begin(page: Page, served: Served, importer: str) -> None:
    """Opens the draft that opened itself for a recipient."""
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(f"{served.url}/assessments")
    card(page, "to_begin", importer).get_by_role("button", name="Begin").click(timeout=60_000)
    expect(page.get_by_text("Needed, and nobody began it")).to_be_visible(timeout=60_000)


def open_draft(page: Page, served: Served, id: str) -> None:
    """Opens an assessment that is recorded."""
    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto(f"{served.url}/assessments?assessment={id}")
    expect(page.locator(".st-key-assess_parts")).to_be_visible(timeout=60_000)


def save(page: Page) -> str:
    """Saves what was answered so far and gives back the reference that it gets."""
    page.get_by_role("button", name=re.compile("Save$")).click()
    expect(page).to_have_url(re.compile(r"assessment=AS-\d+"))
    return re.search(r"assessment=(AS-\d+)", page.url).group(1)


def card(page: Page, column: str, named: str) -> Locator:
    return page.locator(f"[class*=st-key-assess_card_{column}]").filter(has_text=named)


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def part(page: Page, title: str, shown: str) -> None:
    """Opens a part of the assessment by its name in the list, until it shows what it shows."""
    settled(page)  # the list of the parts stands there before the page under it is whole
    page.locator(".st-key-assess_parts label:has(input)").filter(has_text=title).click()
    expect(main(page).get_by_text(shown).first).to_be_visible()


def hand_in_too_early(page: Page) -> set[str]:
    """Looks at what hinders it, goes to the first question that is named, and gives back those that were named."""
    part(page, "Hand in", "to see to before it can be handed in")
    expect(page.get_by_role("button", name="Hand in")).to_be_disabled()
    named = page.locator(".st-key-assess_missing button")
    found = {re.search(r"(\w+):", each).group(1) for each in named.all_inner_texts()}
    named.first.click()
    expect(page.locator("[class*=st-key-assess_question_]").first).to_be_visible()
    return found


def read_as(page: Page, view: str) -> None:
    """Takes another view in the place of the one that is proposed."""
    page.get_by_role("button", name="Views and depth").click()
    views = page.get_by_role("combobox", name="Views")
    proposed = page.get_by_role("button", name=re.compile("^Remove "))
    expect(proposed).to_have_count(1)
    views.click()
    views.fill(view)
    page.get_by_role("option").filter(has_text=view).click()
    proposed.first.click()
    expect(proposed).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-assess_views").get_by_text(view)).to_be_visible()


def answer_parts(page: Page, said: Mapping[str, Said]) -> None:
    """Answers the parts one after the other, from the first to the last before the measures."""
    page.locator(".st-key-assess_parts label:has(input)").first.click()
    onward = page.locator(".st-key-assess-next button")
    while True:
        expect(onward).to_be_visible()
        answer_all(page, said)
        following = re.search(r"Next: (.+)", onward.inner_text()).group(1)
        onward.click()
        if following == "Measures":
            expect(main(page).get_by_text("What the laws there leave open")).to_be_visible()
            return
        expect(main(page).get_by_role("heading", name=following)).to_be_visible()


def measure(page: Page, title: str) -> None:
    """Chooses a measure, says that it is in place and confirms each of its conditions."""
    offer = page.locator("[class*=st-key-assess_offer_]").filter(has_text=title)
    offer.get_by_role("button", name="Choose").click()
    chosen = page.locator("[class*=st-key-assess_measure_]").filter(has_text=title)
    chosen.get_by_role("radio", name="In place").click()
    for condition in chosen.get_by_role("checkbox").all():
        condition.locator("xpath=ancestor::label").click()
    chosen.get_by_label("Who does it").fill("Security")
    chosen.get_by_label("Who does it").press("Tab")


def conclude(page: Page, said: Mapping[str, Said], accept: str, condition: str | None = None) -> None:
    """Accepts what the rules propose, decides, and adds a condition."""
    part(page, "Findings and decision", "proposes")
    page.get_by_role("button", name=accept).click()
    expect(page.get_by_role("button", name=accept)).to_have_count(0)
    answer_all(page, said)
    if condition:
        add_condition(page, condition)


def add_condition(page: Page, says: str) -> None:
    field = page.get_by_label("Another condition")
    field.fill(says)
    field.press("Tab")
    page.locator("[class*=st-key-assess]").get_by_role("button", name="Add", exact=True).click()
    ledger = page.locator("[class*=st-key-assess_proviso_1]")
    ledger.get_by_label("Who sees to it").fill("Security")
    ledger.get_by_label("Who sees to it").press("Tab")
    write_day(page, ledger, "2027-03-01")


def overrule(page: Page, finding: str, why: str) -> None:
    """Finds otherwise than proposed; without a reason that is not recorded."""
    part(page, "Findings and decision", "proposes")
    place = page.locator("[class*=st-key-assess_finding_]")
    place.locator("label:has(input)").filter(has_text=finding).click()
    expect(place.get_by_text("Overrules the proposal")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not recorded")).to_be_visible()
    place.get_by_label("Reason (required)").fill(why)
    place.get_by_label("Reason (required)").press("Tab")


def hand_in(page: Page) -> str:
    """Hands in what is complete and gives back its reference."""
    part(page, "Hand in", "Nothing is missing")
    page.get_by_role("button", name="Save and hand in").click()
    expect(main(page).get_by_text("Handed in by")).to_be_visible()
    return re.search(r"assessment=(AS-\d+)", page.url).group(1)


def cannot_approve_what_was_written(page: Page) -> None:
    expect(page.get_by_text("You wrote on this")).to_be_visible()
    sign(page)
    expect(page.get_by_role("button", name="Approve version")).to_be_disabled()


def sign(page: Page) -> None:
    page.get_by_label("Function of who signs").fill("Head of legal")
    page.get_by_label("Function of who signs").press("Tab")


def approve(page: Page, served: Served, id: str, by: str, sees: str | None = None) -> None:
    """The other one opens the card in review, reads, approves, and finds it among the approved ones."""
    page.goto(f"{served.url}/assessments")
    card(page, "in_review", "").filter(has=page.locator(f"[class*={id}]")).get_by_role("button", name="Open").click()
    if sees:
        part(page, "Findings and decision", sees)
    part(page, "Approve", "You read version")
    sign(page)
    page.get_by_role("button", name="Approve version").click()
    expect(main(page).get_by_text("What is approved is not edited")).to_be_visible(timeout=60_000)
    expect(main(page).get_by_text(f"{by}, Head of legal")).to_be_visible()
    page.get_by_role("button", name="All assessments").click()
    expect(card(page, "approved", "").filter(has=page.locator(f"[class*={id}]"))).to_be_visible()


def document(page: Page, folder: Path) -> str:
    """The words of the document as PDF."""
    page.get_by_role("button", name="Document").click()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click(timeout=60_000)
    download.value.save_as(folder / "assessment.pdf")
    data = (folder / "assessment.pdf").read_bytes()
    return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(data)).pages).split())


def look_at_verdict(page: Page, served: Served, transfer: str, word: str) -> None:
    page.goto(f"{served.url}/?id={transfer}")
    head = page.locator(".st-key-detail p").filter(has_text=re.compile("Breached|Unknown|Permitted"))
    expect(head.first).to_contain_text(word, timeout=60_000)
