"""The questions to a vendor as a document, and as plain text for a mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from transfer_register.reports import blocks as b
from transfer_register.reports.vendor_questions.questions import Asked, Pack
from transfer_register.reports.wording import count, day, labels, listed

FORMATS = ("docx", "pdf", "html")
_KINDS = {"added": "New recipient", "changed": "Changed recipient"}
_LEAD = (
    "We compared your list with the one before it. These questions are about what it does not say. Please answer each of them "
    "in writing, so that we can decide on the change before it takes effect."
)
_SILENT = "Nothing beyond its name"


def document(pack: Pack, *, vendor: str, title: str, organisation: str, on: date, number: str = "Questions") -> b.Document:
    """The document: a head, and a part for every recipient with what the list says and a table to answer in."""
    return b.Document(_meta(pack, vendor, title, organisation, on, number), tuple(_blocks(pack)))


def as_text(pack: Pack, *, vendor: str, title: str | None = None) -> str:
    """The same as plain text; the questions are numbered through, so that each answer can name its own."""
    lines = [title or f"Questions to {vendor} about {pack.list_title}", "", _LEAD]
    if pack.effective_on:
        lines.append(f"The change is announced for {day(pack.effective_on)}.".replace("\u00a0", " "))
    number = 0
    for asked in pack.recipients:
        lines += ["", f"{_name(asked)} ({_KINDS[asked.kind].lower()})"]
        lines += [f"  {heading}: {', '.join(items)}" for heading, items in asked.said.items()]
        for question in asked.questions:
            number += 1
            lines.append(f"  {number}. {question}")
    if pack.general:
        lines += ["", "The change as a whole"]
        for question in pack.general:
            number += 1
            lines.append(f"  {number}. {question}")
    return "\n".join(lines) + "\n"


def _blocks(pack: Pack) -> Iterator[b.Block]:
    yield b.Heading("What we ask", anchor="what-we-ask")
    yield b.Paragraph(b.text(_LEAD), numbered=True)
    number = 0
    for place, asked in enumerate(pack.recipients):
        yield b.Heading(_name(asked), anchor=f"recipient-{place}")
        rows = [("In the list as", b.cell(_KINDS[asked.kind]))]
        rows += [(heading, b.cell(*items)) for heading, items in asked.said.items()] or [("The list says", b.cell(_SILENT))]
        yield b.Facts(tuple(rows), heads=("Item", "What the list says"), caption=f"{asked.recipient}, as listed")
        yield _table(asked.questions, number, f"Questions about {asked.recipient}")
        number += len(asked.questions)
    if pack.general:
        yield b.Heading("The change as a whole", anchor="change")
        yield _table(pack.general, number, "Questions about the change")


def _table(questions: tuple[str, ...], before: int, caption: str) -> b.Table:
    columns = (b.Column("No.", 10, "code"), b.Column("Question", 90), b.Column("Answer", 80))
    rows = tuple(
        b.Row((b.cell(str(before + at)), b.cell(question), (b.text("To be answered", quiet=True),)))
        for at, question in enumerate(questions, 1)
    )
    return b.Table(columns, (b.Group(rows),), caption=caption)


def _name(asked: Asked) -> str:
    return ", ".join(filter(None, (asked.recipient, asked.product, asked.purpose)))


def _meta(pack: Pack, vendor: str, title: str, organisation: str, on: date, number: str) -> b.Meta:
    names = [each.recipient for each in pack.recipients]
    about = listed(list(dict.fromkeys(names))[:5]) + (" and others" if len(set(names)) > 5 else "")
    return b.Meta(
        kind="Questions to a vendor",
        title=title,
        subtitle=f"A change of the list of recipients{f': {about}' if about else ''}",
        organisation=organisation,
        number=number,
        version="1.0",
        as_of=f"asked on {day(on)}",
        classification="Confidential",
        cover=(
            ("To", vendor),
            ("From", organisation),
            ("About", pack.list_title),
            ("Change holds from", day(pack.effective_on) if pack.effective_on else "Not stated"),
            ("Recipients", count(len(pack.recipients))),
            ("Questions", count(pack.extent)),
        ),
        labels=labels(),
    )
