"""Builds the document of one assessment in one view: control, result, the parts of the view, measures, approval, sources."""

from __future__ import annotations

from collections.abc import Iterator

from transfer_register.exhibits.answer_words import value_words
from transfer_register.exhibits.law_words import CONFIDENCE
from transfer_register.exhibits.style import number
from transfer_register.reports import blocks as b
from transfer_register.reports.assessment import answers
from transfer_register.reports.assessment.control import Options, control
from transfer_register.reports.assessment.measures import measures
from transfer_register.reports.assessment.paper import Paper
from transfer_register.reports.assessment.summary import STATE_WORDS, result, summary
from transfer_register.reports.verification import verification
from transfer_register.reports.wording import day, labels, plural

FORMATS = ("pdf", "docx", "xlsx", "html", "json")
_OUTCOMES = {
    "met": b.Status("Reaches the importer", "square", "vermilion"),
    "unknown": b.Status("Not known", "ring", "grey"),
    "not_met": b.Status("Does not reach it", "dash", "slate"),
}


def document(paper: Paper, options: Options) -> b.Document:
    """The document; the same paper and options always give the same one."""
    return b.Document(_meta(paper, options), tuple(_blocks(paper, options)), (_sheet(paper),))


def _blocks(paper: Paper, options: Options) -> Iterator[b.Block]:
    yield from control(paper, options)
    yield from summary(paper)
    yield from _method(paper)
    shown: set[str] = set()
    for at, part in enumerate(paper.view.parts):
        questions = [question for question in paper.asked if question.id in part.questions]
        questions.sort(key=lambda question: part.questions.index(question.id))
        title = _titled(part.title)
        yield b.Heading(title, anchor=f"part-{at}")
        if not questions:
            yield b.Paragraph(b.text("Nothing of this part is asked for this transfer."), numbered=True)
        yield from answers.part(paper, questions, title)
        if any(question.kind == "measures" for question in questions) and "measures" not in shown:
            shown.add("measures")
            yield from measures(paper)
        shown |= {question.id for question in questions}
    if paper.laws:
        yield b.Heading("Laws of the destination", anchor="laws")
        yield b.Paragraph(b.text(_LAWS), numbered=True)
        yield _laws(paper)
    if "measures" not in shown and paper.assessment.measures:
        yield b.Heading("Supplementary measures", anchor="measures")
        yield from measures(paper)
    yield from _conclusion(paper)
    rest = [question for question in paper.asked if question.id not in shown]
    if rest:
        yield b.Heading("Answers that other views ask for", anchor="rest")
        yield from answers.part(paper, rest, "Further questions")
    if paper.history:
        yield b.Heading("History of the record", anchor="history")
        yield _history(paper)
    yield from verification()


def _titled(title: str) -> str:
    """The title of a part with its own number told apart from that of the heading: “Part 1: Know your transfers”."""
    number, _, rest = title.partition(" ")
    return f"Part {number}: {rest}" if number.isdigit() and rest else title


_LAWS = (
    "What the law files name for this destination, with how sure they are of it. A list of laws is a prompt for the person who "
    "assesses, and no finding."
)


def _method(paper: Paper) -> Iterator[b.Block]:
    yield b.Heading("Scope and method", anchor="method")
    yield b.Paragraph(b.text(f"{paper.kit.says} Followed here: {', '.join(paper.view.cites)}."), numbered=True)
    rows = []
    asked = {question.id for question in paper.asked}
    for at, part in enumerate(paper.view.parts):
        wanted = [id for id in part.questions if id in asked]
        done = sum(id not in paper.missing for id in wanted)
        words = f"{number(done)} of {plural(len(wanted), 'question')}" if wanted else "Nothing asked"
        state = b.Status("Complete", "disc", "blue") if done == len(wanted) else b.Status("Open", "triangle", "gold")
        rows.append(b.Row((((b.Run(_titled(part.title), to=f"part-{at}"),),), b.cell(words), ((state,),))))
    columns = (b.Column("Part", 110), b.Column("Answered", 60), b.Column("State", 46, "status"))
    yield b.Table(columns, (b.Group(tuple(rows)),), caption="The parts of this form")


def _laws(paper: Paper) -> b.Table:
    rows = []
    for law in paper.laws:
        outcome = _OUTCOMES.get(law.outcome, _OUTCOMES["unknown"])
        sure = CONFIDENCE.get(law.confidence, law.confidence)
        rows.append(b.Row((b.cell(law.title, law.says), ((outcome,),), b.cell(law.cite), b.cell(sure))))
    columns = (b.Column("Law", 92), b.Column("This importer", 42, "status"), b.Column("Source", 52), b.Column("How sure", 30))
    caption = f"Laws that let authorities reach data, or limit them: {paper.destination}"
    return b.Table(columns, (b.Group(tuple(rows)),), caption=caption)


def _conclusion(paper: Paper) -> Iterator[b.Block]:
    told = result(paper)
    yield b.Heading("Conclusion and signatures", anchor="conclusion")
    yield b.Paragraph((b.Run("Finding of this view: "), b.Run(f"{told.word}.", strong=True)), numbered=True)
    findings = {finding.question for finding in paper.kit.results}
    for question in paper.asked:
        answer = paper.assessment.answers.get(question.id)
        if question.refuses and question.id not in findings and answer and answer.value is not None:
            said = value_words(question, answer.value, paper.words)
            yield b.Paragraph((b.Run("Decision: "), b.Run(f"{said}.", strong=True)), numbered=True)
            if answer.why:
                yield b.Paragraph(b.text(answer.why), numbered=True)
    when = paper.assessment.review_on
    why = f" ({paper.assessment.review_why})" if paper.assessment.review_why else ""
    yield b.Paragraph(b.text(f"Next review: {day(when)}{why}." if when else "No day is set for the next review."), numbered=True)
    approval = paper.assessment.approval
    yield b.Signatures(
        (
            b.Signature(paper.assessment.submitted_by or "", "Handed in"),
            b.Signature(approval.by if approval else "", approval.function if approval else "Approval"),
        )
    )


def _history(paper: Paper) -> b.Table:
    rows = [(str(event.version), day(event.on), event.by, event.what) for event in paper.history]
    columns = (b.Column("Version", 18, "code"), b.Column("Day", 36), b.Column("Who", 40), b.Column("What", 122))
    told = tuple(b.Row(tuple(b.cell(each) for each in row)) for row in rows)
    return b.Table(columns, (b.Group(told),), caption="Versions of this record")


def _meta(paper: Paper, options: Options) -> b.Meta:
    told = result(paper)
    return b.Meta(
        kind=paper.kit.title,
        title=paper.assessment.title,
        subtitle=f"{paper.view.title}, {paper.destination}",
        organisation=options.organisation,
        number=paper.id,
        version=str(paper.version),
        as_of=f"register on {day(paper.on)}",
        classification=options.classification,
        cover=(
            ("Result", told.word),
            ("State", STATE_WORDS[paper.assessment.state].word),
            ("Transfers", plural(len(paper.flows), "transfer")),
            ("Law on", day(paper.law_on)),
            ("Next review", day(paper.assessment.review_on) if paper.assessment.review_on else "No day set"),
            ("Approved by", paper.assessment.approval.function if paper.assessment.approval else "Nobody yet"),
        ),
        labels=labels(),
    )


def _sheet(paper: Paper) -> b.Sheet:
    """Every answer as a row of a workbook."""
    titles = {law.id: law.title for law in paper.laws}
    rows: list[tuple[b.Value, ...]] = []
    for question in paper.asked:
        answer = paper.assessment.answers.get(question.id)
        value = answer.value if answer else None
        each = value.items() if question.each and isinstance(value, dict) else [("", value)]
        for row, one in each:
            about = answers.row_words(question, row, paper.words, titles) if row else "The transfer"
            said = answers.NOT_KNOWN if answer and answer.unknown else value_words(question, one, paper.words)
            why = (answer.why if answer else None) or "None given"
            sources = "; ".join(source.title for source in answer.sources) if answer and answer.sources else "None given"
            rows.append((question.id, question.asks, about, said, why, sources))
    columns = (
        b.SheetColumn("No.", "code", 8), b.SheetColumn("Question", "text", 60), b.SheetColumn("About", "text", 36),
        b.SheetColumn("Answer", "text", 50), b.SheetColumn("Reason", "text", 50), b.SheetColumn("Sources", "text", 50),
    )  # fmt: skip
    return b.Sheet("Answers", columns, tuple(rows), frozen=1)
