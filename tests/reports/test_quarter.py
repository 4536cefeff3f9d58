"""The page at the end of a review: one page in every format whatever happened, the same bytes every time, nothing that is raw."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from tests.reports import example
from transfer_register.model.review import Counted, Decision, Happened, Left, Page, Review, Signature
from transfer_register.reports import report
from transfer_register.reports.content import flat, problems
from transfer_register.reports.making import Making
from transfer_register.reports.quarter.pages import ASSESSMENTS, DECISIONS, FORMATS, LAWS, LEFT, Paper, document

ON = date(2026, 12, 30)
_LONG = "Zusammenarbeit mit der Gesellschaft für weltweite Datenverarbeitung und Beratung mbH " * 3
_VERDICTS = ("breached", "unknown", "not_judged", "permitted", "not_restricted")
_COUNTS = tuple(Counted(value=value, before=1_204, after=1_310) for value in _VERDICTS)
_BANDS = tuple(Counted(value=value, before=812, after=640) for value in ("open", "severe", "high", "moderate", "low"))
_FULL = Page(
    before=date(2026, 9, 30), on=ON, law_on=ON, transfers=(6_020, 6_550), begun=612, ended=82, verdicts=_COUNTS, bands=_BANDS,
    laws=tuple(Happened(on=ON, what=_LONG, transfers=214, source=_LONG) for _ in range(LAWS)), laws_more=11,
    assessments=tuple(Happened(on=ON, what=_LONG, transfers=12, source=f"AS-000{n}") for n in range(ASSESSMENTS)),
    assessments_more=31,
    cards={"to_check": 1_200, "waiting": 90, "changed": 12, "done": 3_000},
    decisions=tuple(
        Decision(recipient=_LONG, transfers=12, column="done", verdict="breached", why=_LONG, by="Ada Weber", on=ON)
        for _ in range(DECISIONS)
    ),
    decisions_more=402, left=tuple(Left(recipient=_LONG, transfers=31, verdict="unknown") for _ in range(LEFT)), left_more=166,
)  # fmt: skip
_SIGNED = Signature(by="Ada Weber", function="Data protection officer", on=ON, says=_LONG * 2)
_REVIEW = Review(title="Review", first=date(2026, 10, 1), last=date(2026, 12, 31), signature=_SIGNED, page=_FULL, sequence=149)
_EMPTY = Page(before=date(2026, 9, 30), on=ON, law_on=ON, transfers=(0, 0), begun=0, ended=0, verdicts=(), bands=())
MAKING = Making(datetime(2026, 12, 30, 9, tzinfo=UTC), "Ada Weber", 149, "ab" * 32, "2026-12-30T09:00:00.000Z")


def made(review: Review, format: str) -> bytes:
    built = document(Paper("RE-0001", review, "Acme SE", example.words()))
    assert problems(built) == []
    return report.render(built, format, MAKING)


@pytest.mark.parametrize("page", [_FULL, _EMPTY], ids=["full", "empty"])
def test_whatever_happened_it_is_one_page_of_the_pdf(page):
    paper = PdfReader(io.BytesIO(made(_REVIEW.model_copy(update={"page": page}), "pdf")))
    assert len(paper.pages) == 1
    assert "Ada Weber" in paper.pages[0].extract_text()


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_signed_gives_the_same_bytes_again(format):
    again = Review.model_validate_json(_REVIEW.model_dump_json(exclude_none=True))
    assert made(_REVIEW, format) == made(again, format)


def test_what_nobody_signed_says_so_and_what_was_signed_says_who_and_when():
    draft = made(_REVIEW.model_copy(update={"signature": None}), "html").decode()
    assert "Draft: nobody signed this review" in draft
    signed = made(_REVIEW, "html").decode()
    assert "before the period ended on" in signed
    assert "entry 149" in signed


def test_no_term_is_shown_by_its_id():
    built = document(Paper("RE-0001", _REVIEW, "Acme SE", example.words()))
    tables = [block for block in built.blocks if hasattr(block, "groups")]
    text = " ".join(flat(cell) for table in tables for group in table.groups for row in group.rows for cell in row.cells)
    assert "not_judged" not in text
    assert "to_check" not in text
    assert "Not judged" in text
