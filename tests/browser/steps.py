"""What a person does on a page: wait until it is still, choose, fill, press."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

# A click sets the state of the script at once, and what it leads to may set it again: still is what stays so for a while.
_STILL = """([quiet, patience]) => new Promise((still, given_up) => {
    const began = performance.now();
    let since = began;
    const look = () => {
        const now = performance.now();
        if (!document.querySelector('[data-test-script-state="notRunning"]')) since = now;
        if (now - since >= quiet) still();
        else if (now - began > patience) given_up(new Error("the script of the page is still running"));
        else setTimeout(look, 20);
    };
    look();
})"""
_QUIET, _PATIENCE = 120, 60_000


def settled(page: Page) -> None:
    """Waits until the script of the page has run and nothing more is under way.

    What a list or a chart tells the page comes a moment after the click: after that, wait for what it leads to.
    """
    page.evaluate(_STILL, [_QUIET, _PATIENCE])


def open_page(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator('[data-testid="stMain"] h1').first).to_be_visible(timeout=60_000)
    settled(page)


def press(page: Page, name: str, within: Locator | None = None) -> None:
    """Presses a button by what stands on it."""
    (within or page).get_by_role("button", name=re.compile(rf"(^|\s){re.escape(name)}$")).first.click()
    settled(page)


def choose(page: Page, label: str, text: str, within: Locator | None = None) -> None:
    """Chooses in a list by typing the beginning."""
    box = (within or page).get_by_role("combobox", name=label).first
    box.click()
    box.fill(text)
    page.get_by_role("option").filter(has_text=text).first.click()
    settled(page)


def write(page: Page, label: str, text: str, within: Locator | None = None) -> None:
    field = (within or page).get_by_label(label, exact=True).first
    field.fill(text)
    field.press("Tab")
    settled(page)


def pick(page: Page, question: str, answer: str, within: Locator | None = None) -> None:
    """Answers a question that has its answers as buttons beside each other."""
    group = (within or page).get_by_role("radiogroup", name=re.compile(re.escape(question))).first
    group.get_by_role("radio", name=answer, exact=True).click()
    settled(page)


def navigate(page: Page, screen: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=re.compile(screen)).click()
    expect(page.locator('[data-testid="stMain"] h1').first).to_have_text(screen)
    settled(page)


def day(page: Page, label: str, iso: str, within: Locator) -> None:
    """Types a day into the three parts of a date field."""
    field = within.get_by_role("group", name=re.compile(re.escape(label))).first
    for part in iso.split("-"):
        field.get_by_role("spinbutton").nth(iso.split("-").index(part)).click()
        page.keyboard.type(part)
    settled(page)


def body(page: Page) -> str:
    return page.locator('[data-testid="stMain"]').inner_text()


def expect_said(page: Page, words: str) -> None:
    """The page says the words, or will in a moment."""
    expect(page.locator('[data-testid="stMain"]')).to_contain_text(words, use_inner_text=True)
