"""Document control of one assessment: which record, which form and wording, on which days, who wrote and who approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transfer_register.reports import blocks as b
from transfer_register.reports.assessment.paper import Paper
from transfer_register.reports.assessment.summary import STATE_WORDS
from transfer_register.reports.verification import made_rows
from transfer_register.reports.wording import day


@dataclass(frozen=True)
class Options:
    """What only the organisation knows of a document."""

    organisation: str
    prepared_by: str = ""
    classification: str = "Confidential"


def control(paper: Paper, options: Options) -> Iterator[b.Block]:
    """The control block and the contents."""
    assessment = paper.assessment
    approval = assessment.approval
    rows = [
        ("Document", b.cell(f"{paper.id}, version {paper.version} of the record")),
        ("State", ((STATE_WORDS[assessment.state],),)),
        ("Form", b.cell(paper.view.title, f"of the kit “{paper.kit.title}”, wording of {day(assessment.edition)}")),
        ("Transfers covered", b.cell(*(flow.id for flow in paper.flows)) or b.cell("None in the register on this day")),
        ("Destination", b.cell(paper.destination)),
        ("Register on", b.cell(day(paper.on))),
        ("Law on", b.cell(day(paper.law_on))),
        ("Depth", b.cell(*_depth(paper))),
        ("Written by", b.cell(", ".join(assessment.authors) or "Not stated")),
        ("Handed in", b.cell(_signed(assessment.submitted_by, assessment.submitted_on))),
        ("Approved", b.cell(*_approved(paper)) if approval else b.cell("Not approved")),
        ("Next review", b.cell(day(assessment.review_on) if assessment.review_on else "No day set")),
        ("Prepared by", b.cell(options.prepared_by.strip() or "Not stated")),
        *made_rows(),
    ]
    yield b.Heading("Document control", numbered=False)
    yield b.Facts(tuple(rows), heads=("Item", "Entry"))
    yield b.Notice(b.text(_NOTICE))
    yield b.PageBreak()
    yield b.Contents("Contents")


_NOTICE = "This document states what was answered, and what follows from it under the rules loaded. It is not legal advice."


def _depth(paper: Paper) -> Iterator[str]:
    known = next((each for each in paper.kit.depths if each.id == paper.assessment.depth), None)
    yield f"{known.label}: {known.says}" if known else "Not chosen"
    if paper.assessment.depth_why:
        yield paper.assessment.depth_why


def _signed(who: str | None, when: object) -> str:
    return f"{who}, {day(when)}" if who and when else "Not yet"  # type: ignore[arg-type]


def _approved(paper: Paper) -> Iterator[str]:
    approval = paper.assessment.approval
    assert approval is not None
    yield f"{approval.by}, {approval.function}, {day(approval.on)}: version {approval.version} was read"
    if approval.paper:
        yield f"Signed paper on file: {paper.evidence.get(approval.paper, approval.paper)}"
    if approval.note:
        yield approval.note
