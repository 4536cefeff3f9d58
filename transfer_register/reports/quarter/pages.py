"""Builds the page at the end of a review: numbers before and after, law and events, assessments, decisions, signature.

It is one page whatever happened: long texts are cut, and what has no room is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transfer_register.exhibits import style
from transfer_register.exhibits.review_words import COLUMNS, period_of
from transfer_register.model.review import Counted, Decision, Happened, Page, Review
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.quarter.numbers import LOOKS, grades, numbers
from transfer_register.reports.wording import count, day, labels, listed, plural, short_day

FORMATS = ("pdf", "docx", "html")
# Lines that have room; what is left out is counted.
LAWS, ASSESSMENTS, DECISIONS, LEFT = 4, 2, 5, 5
_WHAT, _SOURCE, _NAME, _WHY, _SAYS, _BY = 80, 40, 32, 72, 110, 20
_FINE = ("permitted", "not_restricted")


@dataclass(frozen=True)
class Paper:
    """What the page is made of. `id` is that of the review, None while nobody began it; `review` has a page."""

    id: str | None
    review: Review
    organisation: str
    words: Words

    @property
    def page(self) -> Page:
        if self.review.page is None:
            raise ValueError("a review without a page")
        return self.review.page


def document(paper: Paper) -> b.Document:
    """The page; the same values always give the same document."""
    return b.Document(_meta(paper), tuple(_blocks(paper)))


def _meta(paper: Paper) -> b.Meta:
    page, review = paper.page, paper.review
    law = "" if page.law_on == page.on else f", judged by the law of {day(page.law_on)}"
    return b.Meta(
        kind="Review of transfers, one page",
        title=f"What changed in {period_of(review.first, review.last)}",
        subtitle=f"Transfers of personal data abroad: the register of {day(page.before)}, as it was known then, beside that of "
        f"{day(page.on)}{law}.",
        organisation=paper.organisation,
        number=paper.id or "Review",
        version="signed" if review.signature else "draft",
        as_of=f"register of {day(page.on)}",
        classification="Confidential",
        labels=labels(),
        form="page",
    )


def _blocks(paper: Paper) -> Iterator[b.Block]:
    page = paper.page
    yield _position(paper)
    yield numbers(page)
    yield grades(page, paper.words)
    yield b.Heading("Law and events that touch these transfers", numbered=False)
    if page.laws:
        yield _happened(page.laws, page.laws_more, "What happened")
    else:
        yield b.Paragraph(b.text("Nothing on which a transfer rests began, ended or changed, and no event was recorded."))
    yield b.Heading("Assessments approved", numbered=False)
    yield b.Paragraph(b.text(_assessments(page)))
    yield b.Heading("Decisions, with their reasons", numbered=False)
    if page.decisions:
        yield _decisions(paper)
    else:
        yield b.Paragraph(b.text("No card was moved with a reason."))
    if page.left:
        yield b.Heading("Left open", numbered=False)
        yield b.Paragraph(b.text(_left(paper)))
    yield from _signature(paper.review)


def _position(paper: Paper) -> b.Notice:
    """What the reader should know who reads one sentence."""
    page = paper.page
    before, after = (_open(page.verdicts, side) for side in ("before", "after"))
    said = f"{plural(after, 'transfer')} of {count(page.transfers[1])} {_are(after)} not permitted as recorded"
    said += f" ({count(before)} of {count(page.transfers[0])} before). " if page.transfers[0] else " (none was in force before). "
    left = page.cards.get("to_check", 0) + page.cards.get("changed", 0)
    waiting = page.cards.get("waiting", 0)
    said += f"Of {plural(sum(page.cards.values()), 'card')}, {count(page.cards.get('done', 0))} were done"
    said += f", {count(waiting)} wait for somebody and {count(left)} are left to check." if left or waiting else "."
    if unjudged := next((each.after for each in page.verdicts if each.value == "not_judged"), 0):
        said += f" {plural(unjudged, 'transfer')} {_are(unjudged)} not judged, since no law that is loaded binds the exporter."
    if not page.transfers[1] and not page.transfers[0]:
        head, tone = b.Status("No transfer was in force", "dash", "slate"), "slate"
    elif left or waiting:
        head, tone = b.Status(f"{plural(left + waiting, 'card')} left open", "triangle", "gold"), "gold"
    elif after > before:
        head, tone = b.Status("More transfers are not permitted than before", "square", "vermilion"), "vermilion"
    else:
        head, tone = b.Status("Everything that was due was looked at", "disc", "blue"), "blue"
    return b.Notice(b.text(said), tone, (head,))


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _open(verdicts: tuple[Counted, ...], side: str) -> int:
    return sum(getattr(each, side) for each in verdicts if each.value not in _FINE)


def _happened(happened: tuple[Happened, ...], more: int, title: str) -> b.Table:
    rows = [
        b.Row(
            (
                b.cell(short_day(each.on)), b.cell(style.shortened(each.what, _WHAT)),
                b.cell(count(each.transfers) if each.transfers is not None else "Not known"),
                b.cell(style.shortened(each.source or "Not stated", _SOURCE)),
            )
        )
        for each in happened
    ]  # fmt: skip
    if more:
        rows.append(b.Row((b.cell("–"), b.cell(f"{count(more)} more, in the register"), b.cell("–"), b.cell("–"))))
    columns = (b.Column("Day", 15), b.Column(title, 46), b.Column("Transfers", 12, "count"), b.Column("Where it stands", 27))
    return b.Table(columns, (b.Group(tuple(rows)),))


def _assessments(page: Page) -> str:
    if not page.assessments:
        return "None was approved."
    named = [
        f"{each.source} {style.shortened(each.what, _NAME)} ({plural(each.transfers or 0, 'transfer')}, {short_day(each.on)})"
        for each in page.assessments
    ]
    number = len(page.assessments) + page.assessments_more
    more = [f"{count(page.assessments_more)} more"] if page.assessments_more else []
    return f"{count(number)}: {listed(named + more)}."


def _decisions(paper: Paper) -> b.Table:
    rows = [_decision(each, paper.words) for each in paper.page.decisions]
    if more := paper.page.decisions_more:
        rows.append(b.Row((b.cell(f"{count(more)} more, in the register"), *[b.cell("–")] * 3)))
    columns = (
        b.Column("Recipient", 25),
        b.Column("Put to", 12, "status"),
        b.Column("Verdict", 14, "status"),
        b.Column("Reason", 49),
    )
    return b.Table(columns, (b.Group(tuple(rows)),))


def _decision(each: Decision, words: Words) -> b.Row:
    who = style.shortened(each.recipient, _NAME) + (f" ({count(each.transfers)})" if each.transfers > 1 else "")
    mark = style.verdict(words, each.verdict) if each.verdict else None
    verdict = ((b.Status(mark.word, mark.shape, mark.tone),),) if mark else b.cell("Not stated")
    by = ", ".join(part for part in (style.shortened(each.by or "", _BY), short_day(each.on) if each.on else "") if part)
    column = b.Status(COLUMNS[each.column].split()[0], *LOOKS[each.column])
    reason = ((b.Run(style.shortened(each.why, _WHY)), *([b.Run(f" {by}", quiet=True)] if by else [])),)
    return b.Row((b.cell(who), ((column,),), verdict, reason))


def _left(paper: Paper) -> str:
    page = paper.page
    words = {each.verdict: style.verdict(paper.words, each.verdict).word.lower() for each in page.left}
    named = [f"{style.shortened(each.recipient, _NAME)} ({count(each.transfers)}, {words[each.verdict]})" for each in page.left]
    more = [plural(page.left_more, "further recipient")] if page.left_more else []
    return f"{listed(named + more)}."


def _signature(review: Review) -> Iterator[b.Block]:
    signed = review.signature
    yield b.Heading("Signature", numbered=False)
    if signed is None:
        yield b.Paragraph(
            b.text("Draft: nobody signed this review. Its numbers are those of the moment in which this page was made.")
        )
        return
    early = f", before the period ended on {day(review.last)}" if signed.on < review.last else ""
    said = [
        b.Run("Signed by "),
        b.Run(style.shortened(signed.by, _NAME), strong=True),
        b.Run(f", {style.shortened(signed.function, _NAME)}, on {day(signed.on)}{early}. "),
    ]
    if signed.says:
        said.append(b.Run(f"“{style.shortened(signed.says, _SAYS)}” "))
    said.append(b.Run(f"The page counts what the journal held up to entry {count(review.sequence or 0)}.", quiet=True))
    yield b.Paragraph(tuple(said))
