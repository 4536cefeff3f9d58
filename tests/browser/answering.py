"""A person who answers the questions of an assessment that stand on a page, by clicks and keys, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

LACKING = re.compile(r"Not answered|of them not answered|A reason is missing|A source is missing")
_QUESTION = "st-key-assess_question_"


@dataclass(frozen=True)
class Said:
    """What is said to a question: the text that is written or the label that is chosen (or one for each row, by a word of the
    row), why, and the title of a source."""

    value: str | Mapping[str, str]
    why: str | None = None
    source: str | None = None


def answer_all(page: Page, said: Mapping[str, Said]) -> int:
    """Answers whatever lacks an answer in the part that is open, also what an answer brings up; how many were answered."""
    answered: list[str] = []
    while (id := _next(page, answered)) is not None:
        assert id in said, f"{id} is asked, and nobody knows an answer: {question(page, id).inner_text()}"
        answered.append(id)
        _answer(page, question(page, id), said[id])
        if _next(page, answered) is None:  # what an answer brings up, or takes away, stands there after the next run
            for each in answered:
                if question(page, each).count():
                    expect(question(page, each)).not_to_contain_text(LACKING)
    return len(answered)


def question(page: Page, id: str) -> Locator:
    """The place of a question on the page."""
    return page.locator(f".{_QUESTION}{id}")


def _next(page: Page, but: list[str]) -> str | None:
    """The first question that lacks something and was not answered yet."""
    # In one go: a page that is just being drawn anew would change between two looks.
    shown = page.locator(f"[class*={_QUESTION}]").evaluate_all("all => all.map(each => [each.className, each.innerText])")
    lacking = (re.search(rf"{_QUESTION}(\w+)", name).group(1) for name, text in shown if LACKING.search(text))
    return next((id for id in lacking if id not in but), None)


def _answer(page: Page, place: Locator, said: Said) -> None:
    rows = place.locator("[class*=st-key-assess_row_]")
    if rows.count():
        for row in rows.all():
            _choose(page, row, _of_row(said.value, row.inner_text()))
    elif place.get_by_test_id("stTextArea").count() and place.get_by_placeholder("Write the answer").count():
        _write(place.get_by_placeholder("Write the answer"), str(said.value))
    else:
        _choose(page, place, str(said.value))
    if said.why:
        _write(place.get_by_label(re.compile(r"^Reason")).first, said.why)
    if said.source:
        _add_source(page, place, said.source)


def _of_row(value: str | Mapping[str, str], shown: str) -> str:
    return value if isinstance(value, str) else next(each for word, each in value.items() if word in shown)


def _write(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Tab")


def _choose(page: Page, place: Locator, text: str) -> None:
    """One of several: beside or below each other, in a list, or as a number or a day that is typed."""
    # What stands below each other is a hidden field in its label, which takes the click.
    if (label := place.locator("label:has(input[type=radio])").filter(has=page.get_by_text(text, exact=True))).count():
        label.first.click()
    elif (radio := place.get_by_role("radio", name=text, exact=True)).count():
        radio.first.click()
    elif (box := place.get_by_role("combobox")).count():
        box.first.click()
        box.first.fill(text)
        page.get_by_role("option").filter(has_text=text).first.click()
        box.first.press("Tab")
    elif (number := place.get_by_test_id("stNumberInputField")).count():
        _write(number.first, text)
    else:
        write_day(page, place, text)


def write_day(page: Page, place: Locator, iso: str) -> None:
    """Types a day into the three parts of its field."""
    for part, typed in zip(place.get_by_role("spinbutton").all(), iso.split("-"), strict=True):
        part.click()
        page.keyboard.type(typed)
    page.keyboard.press("Escape")  # the calendar closes, and the day stands


def _add_source(page: Page, place: Locator, title: str) -> None:
    place.get_by_role("button", name=re.compile("Sources")).click()
    popover = page.get_by_test_id("stPopoverBody")
    _write(popover.get_by_label("Title", exact=True), title)
    popover.get_by_role("button", name=re.compile("Add source")).click()
    expect(popover).to_contain_text(title)
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
