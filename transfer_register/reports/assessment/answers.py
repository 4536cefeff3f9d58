"""The questions of a view with their answers: one table a part, questions on several laws or categories grouped by these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transfer_register.assessment.questionnaire import Question
from transfer_register.exhibits.answer_words import NOT_ANSWERED, NOT_KNOWN, row_words, value_words
from transfer_register.exhibits.style import day
from transfer_register.model.assessment import Answer
from transfer_register.reports import blocks as b
from transfer_register.reports.assessment.paper import Paper

_COLUMNS = (b.Column("No.", 12, "code"), b.Column("Question", 68), b.Column("Answer", 68), b.Column("Reason and sources", 68))
_SURE = {"sure": "sure", "fairly": "fairly sure", "unsure": "unsure"}


def part(paper: Paper, questions: Iterable[Question], caption: str) -> Iterator[b.Block]:
    """What is asked once, then what is asked for each law, category or option."""
    questions = list(questions)
    once = [question for question in questions if not question.each and question.kind != "measures"]
    if once:
        yield b.Table(_COLUMNS, (b.Group(tuple(_once(paper, question) for question in once)),), caption=caption)
    for each, named in (("law", "by law"), ("data_category", "by category of data"), ("option", "by option")):
        rows = [question for question in questions if question.each == each]
        if not rows:
            continue
        groups = tuple(_groups(paper, rows))
        if groups:
            yield b.Table(_COLUMNS, groups, caption=f"{caption}, {named}")
        else:
            yield b.Paragraph(b.text(_NO_ROWS[each]), numbered=True)


_NO_ROWS = {
    "law": "No law of the destination is listed for this transfer. That is no finding that there is none.",
    "data_category": "No category of data is recorded.",
    "option": "Nothing was answered.",
}


def _once(paper: Paper, question: Question) -> b.Row:
    answer = paper.assessment.answers.get(question.id)
    if answer is None or (answer.value is None and not answer.unknown):
        said: b.Cell = (b.text(NOT_ANSWERED, quiet=True),)
    elif answer.unknown:
        said = b.cell(NOT_KNOWN)
    else:
        said = b.cell(*value_words(question, answer.value, paper.words).splitlines()) or b.cell("Nothing")
    return b.Row((b.cell(question.id), b.cell(question.asks), said, reason(paper, answer)))


def _groups(paper: Paper, questions: list[Question]) -> Iterator[b.Group]:
    titles = {law.id: law.title for law in paper.laws}
    rows: dict[str, None] = {}
    for question in questions:
        answer = paper.assessment.answers.get(question.id)
        if answer and isinstance(answer.value, dict):
            rows |= dict.fromkeys(answer.value)
        if question.each == "option":
            rows |= dict.fromkeys(option.id for option in question.options)
    first = questions[0]
    for row in rows:
        found = tuple(_of_row(paper, question, row) for question in questions if _says(paper, question, row) or question is first)
        yield b.Group(found, title=row_words(first, row, paper.words, titles))


def _says(paper: Paper, question: Question, row: str) -> bool:
    answer = paper.assessment.answers.get(question.id)
    return bool(answer and isinstance(answer.value, dict) and answer.value.get(row) is not None)


def _of_row(paper: Paper, question: Question, row: str) -> b.Row:
    answer = paper.assessment.answers.get(question.id)
    value = answer.value.get(row) if answer and isinstance(answer.value, dict) else None
    said = (b.text(NOT_ANSWERED, quiet=True),) if value is None else b.cell(value_words(question, value, paper.words))
    if answer and answer.unknown:
        said = b.cell(NOT_KNOWN)
    return b.Row((b.cell(question.id), b.cell(question.asks), said, reason(paper, answer)))


def reason(paper: Paper, answer: Answer | None) -> b.Cell:
    """Why, on what sources, how sure, and whether it was taken over from the register."""
    if answer is None:
        return (b.text("None given", quiet=True),)
    lines: list[str | b.Line] = list((answer.why or "").splitlines())
    for source in answer.sources:
        dated = f", {day(source.dated_on)}" if source.dated_on else ""
        held = f" ({paper.evidence.get(source.evidence, source.evidence)})" if source.evidence else ""
        lines.append((b.Run(f"{source.title}{dated}{held}", href=_https(source.url)),))
    if answer.filled:
        lines.append(b.text(f"Taken over from {', '.join(answer.taken_from) or 'the register'}", quiet=True))
    if answer.sure:
        lines.append(b.text(f"The author is {_SURE[answer.sure]} of it", quiet=True))
    return b.cell(*lines) if lines else (b.text("None given", quiet=True),)


def _https(url: str | None) -> str:
    return url if url and url.startswith("https://") else ""
