"""Privacy impact assessments of the CNIL's tool (JSON): answers in prose. A table in an answer is read; else it says why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transfer_register.intake.cells import cell
from transfer_register.intake.headings import is_heading_row
from transfer_register.intake.html_tables import read_table, tables_in
from transfer_register.intake.tables import Content, RowProblem, SourceTable
from transfer_register.intake.tree import Node, every_map

# The questions of the tool about recipients, processors and transfers outside the Union, by their number.
_ABOUT = {
    "112": "the responsibilities linked to the processing",
    "121": "the data and who has access to them",
    "226": "the processors and their contracts",
    "227": "transfers outside the European Union",
}
_SHOWN = 160


def recognises(roots: Sequence[Node]) -> bool:
    """Whether the file is a structure of the tool (sections with questions) or an assessment (answers by question)."""
    return any(_is_structure(part) or _is_assessment(part) for root in roots for part in _outermost(root))


def _outermost(root: Node) -> list[Node]:
    return [part for part in (root, *root.parts) if part.is_map]


def _is_structure(part: Node) -> bool:
    structure = part.get("structure") or part
    sections = next((inner.get("sections") for inner in every_map(structure) if inner.get("sections") is not None), None)
    return sections is not None and any(inner.get("link_knowledge_base") is not None for inner in every_map(sections))


def _is_assessment(part: Node) -> bool:
    answers = part.get("answers")
    return part.get("pia") is not None and answers is not None and any(inner.get("reference_to") for inner in every_map(answers))


def tables(roots: Sequence[Node]) -> Content:
    """The tables inside answers that name recipients, and the sentences that say what the file is and where to look."""
    found: list[SourceTable] = []
    problems: list[RowProblem] = []
    for root in roots:
        for question, answer, line in _answers(root):
            read = [read_table(html, line, f"question {question}", []) for _, _, html in tables_in(answer)]
            found += [table for content in read for table in content.tables if is_heading_row(table.headings)]
            if question in _ABOUT and (shown := " ".join(cell(answer).text.split())):
                more = "…" if len(shown) > _SHOWN else ""
                what = (
                    f"the answer about {_ABOUT[question]} is prose: “{shown[:_SHOWN]}{more}” Enter the recipients in it by hand."
                )
                problems.append(RowProblem(line, f"question {question}", what))
    what = "this is a privacy impact assessment of the CNIL's tool: it answers questions in prose and has no list of recipients."
    if not found:
        problems.append(RowProblem(None, None, f"{what} Bring in the record of processing, or a list of the processors."))
    return Content(tuple(found), tuple(problems))


def _answers(root: Node) -> Iterator[tuple[str, str, int]]:
    """(number of the question, answer, line) of a structure and of an assessment."""
    for part in every_map(root):
        if part.get("answer_type") is not None and part.said("answer"):
            yield part.said("id"), part.said("answer"), part.line
        elif part.said("reference_to"):
            data = part.get("data")
            text = data.said("text") if data is not None and data.is_map else part.said("data")
            if text:
                yield part.said("reference_to"), text, part.line
