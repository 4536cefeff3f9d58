"""What documents cost: an assessment, a register of two thousand transfers, an annex of twenty thousand rows, in each format.

Beside ours stand WeasyPrint, which sets our own web page as an accessible PDF, and python-docx as its manual shows it, which
gets the same cells. Every run is a process of its own; what it needs stands ready in memory before the clock starts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import orjson

from benchmarks import beside
from tests.reports import example
from tests.reports.test_assessment import paper
from transfer_register.actions import opening
from transfer_register.reports import blocks, report
from transfer_register.reports.assessment.control import Options
from transfer_register.reports.assessment.pages import document as assessment_document
from transfer_register.reports.content import flat
from transfer_register.reports.text_gate import clean_document

TRANSFERS, ROWS = 2_000, 20_000
OURS = {
    "assessment": ("pdf", "docx", "html"),
    "register": ("pdf", "docx", "xlsx", "html", "csv", "json"),
    "annex": ("xlsx", "html", "csv", "json"),
}
OTHERS = {("assessment", "pdf"), ("register", "pdf"), ("assessment", "docx"), ("register", "docx")}
_NAMES = {
    "assessment": "an assessment with every question answered",
    "register": f"a register of {TRANSFERS:,} transfers",
    "annex": f"an annex of {ROWS:,} rows",
}
_OTHER = {"pdf": "WeasyPrint", "docx": "python-docx"}


def run() -> dict[str, Any]:
    """{stages, figures}: every document and format with its seconds and those of the plain way; memory, size and pages."""
    stages, figures = [], []
    for kind, formats in OURS.items():
        for format in formats:
            ours = _apart("ours", kind, format)
            against = {}
            if (kind, format) in OTHERS and (format != "pdf" or find_spec("weasyprint")):
                other = _apart("plain", kind, format)
                against[_OTHER[format]] = other["seconds"]
                figures.append(_figure(kind, format, _OTHER[format], other))
            stages.append({"name": f"{_NAMES[kind]}: {format}", "seconds": ours["seconds"], "against": against})
            figures.append(_figure(kind, format, "ours", ours))
    return {"stages": stages, "figures": figures}


def _figure(kind: str, format: str, who: str, found: dict[str, Any]) -> dict[str, Any]:
    return {"name": f"{_NAMES[kind]}: {format}", "who": who, **found}


def _apart(who: str, kind: str, format: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.documents", who, kind, format]
    done = subprocess.run(command, cwd=opening.PROJECT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return orjson.loads(done.stdout)


def made(kind: str) -> blocks.Document:
    """The document that is measured, the same in every run."""
    if kind == "assessment":
        kit = next(iter(opening.questionnaires()))
        return clean_document(assessment_document(paper(kit.id, kit.views[0].id), Options("Acme SE")))
    if kind == "register":
        return report.build("register_of_transfers", example.snapshot(TRANSFERS), example.OPTIONS)
    return _annex(ROWS)


def _annex(rows: int) -> blocks.Document:
    words = ("Reference", "Exporter", "Recipient", "Destination", "Data", "Mechanism")
    cells = [[f"{word} {number * 7919 % 9973}" for word in words] for number in range(rows)]
    table = blocks.Table(
        tuple(blocks.Column(word, 30) for word in words),
        (blocks.Group(tuple(blocks.Row(tuple(blocks.cell(text) for text in row)) for row in cells)),),
        caption="Annex", size="small",
    )  # fmt: skip
    base = report.build("register_of_transfers", example.snapshot(10), example.OPTIONS)
    sheet = blocks.Sheet("Annex", tuple(blocks.SheetColumn(word) for word in words), tuple(map(tuple, cells)))
    return blocks.Document(base.meta, (blocks.Heading("Annex"), table), (sheet,))


def _ours(kind: str, format: str) -> Callable[[], bytes]:
    document = made(kind)
    return lambda: report.render(document, format, example.MAKING)


def _plain(kind: str, format: str) -> Callable[[], bytes]:
    document = made(kind)
    if format == "pdf":
        page = report.render(document, "html", example.MAKING).decode()
        return lambda: _weasyprint(page)
    return lambda: _python_docx(document)


def _weasyprint(page: str) -> bytes:
    from weasyprint import HTML

    return HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)


def _python_docx(document: blocks.Document) -> bytes:
    """Headings, paragraphs and tables, cell by cell as its manual has it: no header rows that repeat, no words for pictures."""
    from docx import Document

    word = Document()
    for block in document.blocks:
        if isinstance(block, blocks.Heading):
            word.add_heading(block.text, block.level)
        elif isinstance(block, blocks.Paragraph):
            word.add_paragraph(flat((block.runs,)))
        elif isinstance(block, blocks.Table):
            rows = [row.cells for group in block.groups for row in group.rows]
            table = word.add_table(1, len(block.columns))
            for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
                cell.text = column.title
            for cells in rows:
                for cell, said in zip(table.add_row().cells, cells, strict=True):
                    cell.text = flat(said)
        elif isinstance(block, blocks.Facts):
            for label, said in block.rows:
                word.add_paragraph(f"{label}: {flat(said)}")
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def _main() -> int:
    who, kind, format = sys.argv[1:4]
    work = {"ours": _ours, "plain": _plain}[who](kind, format)
    begun = time.perf_counter()
    data = work()
    seconds = time.perf_counter() - begun
    # A PDF of ours is set in a process of its own.
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (1024**2 if sys.platform == "darwin" else 1024)
    found = {"seconds": seconds, "bytes": len(data), "peak_memory_mb": beside.peak_memory_mb(), "beside_mb": children}
    if format == "pdf":
        import pikepdf

        with pikepdf.open(BytesIO(data)) as pdf:
            found["pages"] = len(pdf.pages)
    sys.stdout.write(orjson.dumps(found).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
