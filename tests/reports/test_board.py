"""The paper for the board: one page whatever it tells of, the numbers that were counted, and what is unknown said."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from tests.reports import example
from tests.reports.reading import bare, docx_text, docx_xml, html_text, pdf_text
from transfer_register.exhibits import figure
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.board.pages import FORMATS, Options, document
from transfer_register.reports.board.paper import Cited, Counted, Paper, Remedies, Remedy, Shown
from transfer_register.reports.board.side_by_side import side_by_side
from transfer_register.reports.content import flat, problems
from transfer_register.reports.text_gate import clean_document

ON = date(2026, 11, 23)
HALF = figure.svg(342, 180, "Map", [figure.element("rect", x=0, y=0, width=342, height=180, fill="#eeeeee")])
PICTURE = Shown(
    side_by_side(HALF, HALF, ("Before", "After"), width=700, title="Before and after"), "Before and after", "What is touched.",
    ({"from": "DE", "to": "US", "before": "3 permitted", "after": "3 breached"},),
)  # fmt: skip
ACTS = (
    Remedy("Sign the clauses, module 2", 88, 92, 41, "A contract", "The other side too"),
    Remedy("Assess the transfer", 40, 136, 60, "Organisation", "What is found"),
)
VERDICTS = (
    Counted("breached", 9, 117), Counted("unknown", 50, 90), Counted("permitted", 1200, 1052), Counted("not_restricted", 81, 81),
)  # fmt: skip
DPF = Cited("EU-US Data Privacy Framework", "Implementing Decision (EU) 2023/1795", "Verified", date(2026, 10, 5))
PAPER = Paper(
    "The framework falls", date(2026, 11, 24), ON, date(2026, 11, 24), "All transfers", "Case T-553/23", 1340, 214, 66, 148, 31,
    5, 40, 1_250_000, 17, 73, VERDICTS, Remedies(ACTS, 136, 12), (DPF,), example.words(), PICTURE,
)  # fmt: skip
LONG = replace(
    PAPER,
    title="The framework and everything that rests on it falls " * 4,
    scope="Transfers with " + "x, " * 400,
    source="A very long source " * 40,
    remedies=Remedies((replace(ACTS[0], title="Sign something long " * 12),) * 25, 136, 12),
    cited=(Cited("A provision with a long name " * 8, "An act with a long name " * 12, "From memory", ON),) * 20,
)


def built(paper: Paper) -> b.Document:
    made = clean_document(document(paper, Options("Aurelia Medica SE")))
    assert problems(made) == []
    return made


def told(paper: Paper) -> str:
    """All words of the paper, as they are read."""
    words = []
    for block in built(paper).blocks:
        match block:
            case b.Notice():
                words.append(flat((block.head, block.runs)))
            case b.Paragraph():
                words.append(flat((block.runs,)))
            case b.Numbers():
                words += [f"{item.value} {item.status.word if item.status else item.label}" for item in block.items]
            case b.Table():
                words += [flat(cell) for group in block.groups for row in group.rows for cell in row.cells]
    return "\n".join(words).replace("\u00a0", " ")


@pytest.mark.parametrize("paper", [PAPER, LONG, replace(PAPER, picture=None)], ids=["usual", "long", "no picture"])
def test_it_is_one_upright_page(paper: Paper):
    pages = PdfReader(io.BytesIO(report.render(built(paper), "pdf", example.MAKING))).pages
    assert len(pages) == 1
    assert pages[0].mediabox.height > pages[0].mediabox.width


def test_the_three_formats_say_the_same():
    made = built(PAPER)
    files = {format: report.render(made, format, example.MAKING) for format in FORMATS}
    read = {"pdf": pdf_text(files["pdf"]), "docx": docx_text(files["docx"]), "html": html_text(files["html"])}
    for words in (
        "12 transfers cannot be mended",
        "Sign the clauses, module 2",
        "Decision asked:",
        "Implementing Decision (EU) 2023/1795",
    ):
        for format, text in read.items():
            assert bare(words.replace(" ", "")) in bare(text.replace("\u00a0", "")), (format, words)
    size = docx_xml(files["docx"])["word/document.xml"].find(".//{*}sectPr/{*}pgSz")
    assert int(size.get(f"{{{size.nsmap['w']}}}h")) > int(size.get(f"{{{size.nsmap['w']}}}w"))


def test_the_numbers_are_those_that_were_counted_and_add_up():
    said = told(PAPER)
    for number in ("1,340 transfers", "214 touched by it", "66 carried otherwise", "148 carried by nothing", "12 no act mends"):
        assert number in said
    assert "breached 117 (today 9) and unknown 90 (today 50)" in said
    assert "1,133 of 1,340" in said  # do nothing: permitted and not restricted after it
    assert "1,269 of 1,340" in said  # with the acts: 136 more
    assert "1,133 of 1,192" in said  # with those stopped that nothing carries


def test_what_nobody_stated_is_said():
    said = told(PAPER)
    assert "of 5 nobody stated whether they do" in said
    assert "At least 1,250,000 people" in said
    assert "For 17 transfers the number of people is not stated" in said
    assert "acts not tried" in told(replace(PAPER, remedies=None))
    assert "was not tried" in told(replace(PAPER, remedies=None))


def test_the_law_stands_with_how_sure_it_is():
    doubtful = replace(PAPER, cited=(replace(PAPER.cited[0], confidence="From memory"),))
    assert "Verified, checked 5 Oct 2026" in told(PAPER)
    assert "From memory, checked 5 Oct 2026" in told(doubtful)


def test_it_says_whether_anything_is_recorded():
    assert "Nothing is recorded yet" in told(PAPER)
    assert "recorded as EN-0004" in told(replace(PAPER, recorded="EN-0004"))
    assert "Nothing is recorded yet" not in told(replace(PAPER, recorded="EN-0004"))


def test_what_touches_nothing_asks_for_no_decision():
    said = told(replace(PAPER, touched=0, alternative=0, none=0, remedies=None, cited=()))
    assert "No transfer is touched" in said
    assert "No decision is needed" in said
    carried = told(replace(PAPER, touched=66, none=0))
    assert "Something else carries every transfer" in carried
