"""Each kit from the board to *Approved* as two people do it: one answers and hands in, another reads and signs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.actions.assessing import IDTA, SCC, party, transfer
from tests.browser import recorded_answers
from tests.browser.answering import Said, answer_all
from tests.browser.assessment_steps import (
    answer_parts,
    approve,
    begin,
    cannot_approve_what_was_written,
    conclude,
    document,
    hand_in,
    hand_in_too_early,
    look_at_verdict,
    measure,
    open_draft,
    overrule,
    read_as,
    save,
)
from tests.conftest import Watched
from tests.serving import Served, serving
from transfer_register.actions.judge import judge
from transfer_register.actions.opening import open_register

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("assessments")]

AUTHOR, APPROVER = "ada", "ben"
SAID = {"purposes": ["technical_support"], "data_categories": ["name"], "retention": "Two years"}
KNOWN = {
    "data.children": False, "measures.clear_text_access": False, "measures.encrypted_in_transit": True, "onward.exists": False,
    "measures.in_place": ["con.transparency_annex"],
    "measures.encrypted_at_rest": True, "measures.keys_in_eea": True, "measures.keys_held_under_problem_law": False,
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    """One register that two people have open, each as the user of a machine; the transfers by the country of the exporter, and
    the verdicts of the British one at first."""

    author: Served
    approver: Served
    transfers: dict[str, str]
    before: dict[str, str]

    def strayed(self) -> list[str]:
        return self.author.strayed() + self.approver.strayed()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    register = open_register(folder / "register")
    unreached = {"under_problem_law": False}
    ways = {
        "GB": (party(register, "US", "Larkspur Inc", facts=unreached), IDTA),
        "DE": (party(register, "AU", "Northwind Australia"), SCC),
        "CN": (party(register, "SG", "Merlion Pte", facts=unreached), []),
    }  # fmt: skip
    made = {
        code: transfer(register, party(register, code, f"Own company in {code}"), importer, tools, facts=KNOWN, **SAID)
        for code, (importer, tools) in ways.items()
    }
    judged = judge(register, on=datetime.now().astimezone().date(), transfer=made["GB"])["transfers"][0]["regimes"]
    register.close()
    with ExitStack() as open, ThreadPoolExecutor(2) as both:
        servers = both.map(lambda name: open.enter_context(serving(folder, user=name)), (AUTHOR, APPROVER))
        yield Office(*servers, made, {each["regime"]: each["verdict"] for each in judged})


# What people answer; the words are those on the screen. Of rows, the first whose word stands in the row.
FORM, REPORT = "Ada makes it; the recipient fills a form.", "Report of an oversight body of 2025"
RESISTS = {"G1": Said("Yes", "Its transparency report shows it.")}
BRITISH = {
    **RESISTS, "A4": Said(FORM),
    "D2": Said("Yes, with rights that foreigners can use", source=REPORT),
    "D3": Said("Yes, independent and with powers", source=REPORT),
    "J1": Said("Low"), "J2": Said("Low"), "M4": Said("Go"),
}  # fmt: skip
AUSTRALIAN = {
    **RESISTS, "A4": Said(FORM), "A6": Said("A legal basis"),
    "C3": Said("No", "Nobody in the Union keeps such archives."),
    "D2": Said("In part: sectors, exceptions, or citizens first", source=REPORT),
    "D3": Said("In part: not independent, or few powers", source=REPORT),
    "D5": Said("None is known."),
    **{id: Said({"Assistance and Access": "Not met", "": "Met"}) for id in ("E3", "E4", "E5", "E6")},
    "E7": Said({"Assistance and Access": "Goes too far", "": "Acceptable"}, "Notices need no court."),
    "F1": Said("Orders are given in secret.", source=REPORT), "F2": Said("None in three years."),
    "F3": Said({"Assistance and Access": "Yes, or it may be", "": "No, and sources show it"}, "So the report.", REPORT),
    "G2": Said("Its founders."), "H3": Said("The exporter alone, in Germany."),
    "H4": Said("No", "What is kept there is encrypted."),
    "I5": Said("None"), "I6": Said("The exporter, before the first file goes."), "M4": Said("Go on conditions"),
}  # fmt: skip
CHINESE = {
    "W1": Said("Legal makes it and answers for it."), "W3": Said("2026-11-20"), "H2": Said("No"), "H3": Said("No"),
    "H4": Said("500"), "H5": Said("0"), "H6": Said("Standard contract", "Fewer than a million people."),
    "P2": Said("No"), "P5": Said("Consent is not the ground"), "P6": Said("Yes"),
    "R1": Said("A company of its own."), "R2": Said("It answers requests."), "R3": Said("By a certified system."),
    "X1": Said("Yes", "Looked at with the department."), "X2": Said("Low", "Names alone."),
    "X3": Said("Yes", "Its certificate covers it."), "X5": Said("Yes", "By a form in Chinese."),
    "X7": Said("Nothing", source=REPORT), "X8": Said("Nothing", "Orders need a court.", REPORT),
    "X11": Said("The recipient, from the first day."), "X12": Said("Low", "The measures are in place."),
}  # fmt: skip


def test_the_british_test_goes_from_a_card_to_approved_and_its_transfer_is_permitted(
    office: Office, page: Page, watched: Watched, tmp_path: Path
):
    assert office.before["UK"] == "unknown"
    begin(page, office.author, "Larkspur Inc")
    assert {"A4", "D2", "J1", "M2", "M4"} <= hand_in_too_early(page)
    answer_all(page, BRITISH)
    reference = save(page)
    # Answering by clicks, part by part, is what the European test is about.
    recorded_answers.answer(office.author.register, reference, BRITISH, AUTHOR)
    open_draft(page, office.author, reference)
    conclude(page, BRITISH, "Accept: Met")
    id = hand_in(page)
    cannot_approve_what_was_written(page)
    approve(page, office.approver, id, APPROVER)
    page.locator("[class*=st-key-assess_card_approved]").get_by_role("button", name="Open").click()
    assert "Risk assessment of the ICO" in document(page, tmp_path)
    look_at_verdict(page, office.author, office.transfers["GB"], "Permitted")
    assert watched.foreign == office.strayed() == []


def test_the_european_steps_lead_through_laws_and_measures_to_a_decision_on_conditions(
    office: Office, page: Page, watched: Watched
):
    begin(page, office.author, "Northwind Australia")
    answer_parts(page, AUSTRALIAN)
    gap = page.get_by_role("heading", name="What the laws there leave open")
    expect(gap).to_contain_text("Open")
    measure(page, "Use case 1: storage that nobody abroad needs to read")
    page.locator("summary").filter(has_text="Contractual").click()
    measure(page, "Annex on local law and requests")
    expect(gap).to_contain_text("Answered")
    conclude(page, AUSTRALIAN, "Accept: Essentially equivalent with measures", condition="The keys are moved to Bonn")
    id = hand_in(page)
    approve(page, office.approver, id, APPROVER)
    assert watched.foreign == office.strayed() == []


def test_the_chinese_assessment_is_concluded_otherwise_than_proposed_with_a_reason(office: Office, page: Page, watched: Watched):
    own = "Record for the own files"
    reference = recorded_answers.begin_answered(office.author.register, office.transfers["CN"], CHINESE, AUTHOR, read_as=own)
    open_draft(page, office.author, reference)
    read_as(page, own)
    overrule(page, "Once measures are in place", "The certificate ends in spring.")
    id = hand_in(page)
    approve(page, office.approver, id, APPROVER, sees="Overrules the proposal")
    assert watched.foreign == office.strayed() == []
