"""Builds the paper on who is told of a rectification, erasure or restriction: recipients, contacts, letter, list to tick off.

GDPR 19 (from memory: data/people_papers.yaml says so, and the paper does).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from transfer_register.errors import Refused
from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports import frame
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.frame import Common
from transfer_register.reports.notice_section import sources
from transfer_register.reports.notice_section.coverage import regimes
from transfer_register.reports.notice_section.stated import stated
from transfer_register.reports.recipients_to_tell import letter
from transfer_register.reports.recipients_to_tell.recipients import NO_CONTACT, Told, reached, to_tell
from transfer_register.reports.register_of_transfers.saying import joined
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import verification
from transfer_register.reports.wording import day

TITLE = "Recipients to be told"
SAYS = (
    "Who has to be told that data were rectified, erased or restricted: every recipient of the chosen people and data with their "
    "contact, also recipients further on, a letter to them, and a list to tick off."
)
FORMATS = ("pdf", "docx", "html")
FILTERED = True
AUDIENCE = "people"
CHOICES = {"measure": {"": "To be completed", **letter.MEASURES}}
PICTURES = False
PEOPLE = True


@dataclass(frozen=True)
class Options(Common):
    """`measure` is rectification, erasure or restriction; `measure_on` the day on which it was carried out; `case_reference`
    the number by which recipients and the organisation speak of it; `data_concerned` which data, in words; `reply_to` where
    recipients confirm, `reply_by` until when."""

    measure: str = ""
    measure_on: date | None = None
    case_reference: str = ""
    data_concerned: str = ""
    reply_to: str = ""
    reply_by: date | None = None


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The paper. Raises `Refused` for a measure that Article 19 does not name."""
    snapshot, options = without_blanks(snapshot), stated(options)
    measure = options.measure.strip().lower()
    if measure and measure not in letter.MEASURES:
        raise Refused(f"measure: write one of {', '.join(letter.MEASURES)}, not {options.measure!r}.")
    rows = to_tell(snapshot)
    blocks = (
        *frame.control(snapshot, options, tuple(_case(measure, options))),
        b.PageBreak(),
        *_who(rows, snapshot),
        *(letter.blocks(measure, options) if rows else ()),
        *_list(rows, snapshot),
        b.Heading(say("Provisions"), anchor="provisions"),
        sources.table(sources.asking("tell"), (), snapshot.words),
        *verification(),
    )
    return b.Document(_meta(snapshot, options), blocks)


def _meta(snapshot: Snapshot, options: Options) -> b.Meta:
    return frame.meta(
        snapshot,
        options,
        kind=say("Rectification, erasure, restriction"),
        title=say("Recipients to be told"),
        subtitle=say("Who received the data, how they are reached, what is written to them, and who was told"),
    )


def _case(measure: str, options: Options) -> Iterator[tuple[str, b.Cell]]:
    blank = (b.text(say("To be completed"), strong=True),)
    yield say("What was done"), b.cell(say(letter.MEASURES[measure])) if measure else blank
    yield say("Done on"), b.cell(day(options.measure_on)) if options.measure_on else blank
    yield say("Reference of the case"), b.cell(options.case_reference) if options.case_reference.strip() else blank
    yield say("Data concerned"), b.cell(options.data_concerned) if options.data_concerned.strip() else blank


_DUTY = marked(
    "Each recipient to whom the data were disclosed is told of the rectification, erasure or restriction, unless that proves "
    "impossible or involves disproportionate effort (Article 19 GDPR; not verified: from memory)."
)
_ASKED = marked("The person is told who the recipients are where they ask for it (Article 19 GDPR; not verified: from memory).")
_GROUPS = marked(
    "The register knows recipients for groups of people and categories of data, not for each person. Strike out those who never "
    "received the data of this person."
)
_ABROAD = marked("It holds recipients of transfers abroad. Recipients at home have to be added from the record of processing.")
_FURTHER = marked(
    "A recipient further on stands here only where the scope means the onward transfer too; the letter asks for the others."
)
_PAST = marked(
    "Only transfers that hold on the day of the register are shown. A recipient of a transfer that ended before has received "
    "data too: look at the register of that time."
)

_SWISS = marked("What Swiss law asks in this case is not held here: look it up for the exporters that it binds.")


def _who(rows: list[Told], snapshot: Snapshot) -> tuple[b.Block, ...]:
    heading = b.Heading(say("Who is to be told"), anchor="who")
    if not rows:
        return (heading, _paragraph(say("No recipient abroad is recorded within this scope.")), _paragraph(say(_ABROAD)))
    without = sum(1 for one in rows if not reached(one))
    onward = sum(1 for one in rows if one.onward_from)
    count = says("{n} recipient is to be told.", "{n} recipients are to be told.", len(rows))
    lines = [b.Run(f"{count} ")]
    if onward:
        further = says(
            "{n} of them received the data from another recipient.",
            "{n} of them received the data from other recipients.",
            onward,
        )
        lines.append(b.Run(f"{further} "))
    if without:
        lines.append(b.Run(says("For {n} no contact is recorded.", "For {n} no contact is recorded.", without), strong=True))
    return (
        heading,
        b.Notice(tuple(lines), "vermilion" if without else "slate"),
        *(_paragraph(say(one)) for one in (_DUTY, _ASKED, _GROUPS, _ABROAD, _FURTHER, _PAST)),
        *((_paragraph(say(_SWISS)),) if "CH" in regimes(snapshot) else ()),
        _table(rows, snapshot),
    )


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


def _table(rows: list[Told], snapshot: Snapshot) -> b.Table:
    columns = (
        b.Column(say("Recipient"), 50),
        b.Column(say("Received in"), 30),
        b.Column(say("People"), 36),
        b.Column(say("Categories of data"), 58),
        b.Column(say("Contact"), 62),
        b.Column(say("Ref."), 20, "code"),
    )
    direct, onward = [one for one in rows if not one.onward_from], [one for one in rows if one.onward_from]
    groups = [
        b.Group(tuple(_row(one, snapshot) for one in held), title)
        for held, title in ((direct, say("Recipients")), (onward, say("Onward recipients: received from a recipient")))
        if held
    ]
    return b.Table(columns, tuple(groups), caption=say("Recipients to be told"), size="small", sheet=say("Recipients"))


def _row(one: Told, snapshot: Snapshot) -> b.Row:
    words, unsaid = snapshot.words, (b.text(say("Not stated"), quiet=True),)

    def terms(vocabulary: str, held: list[str]) -> b.Cell:
        return b.cell(joined([words.label(vocabulary, term) for term in held])) if held else unsaid

    name: b.Cell = (b.text(one.name, strong=True),)
    if one.role:
        name += (b.text(words.label("roles", one.role), quiet=True),)
    for sender in one.onward_from:
        name += (b.text(say("received from {name}", name=sender), quiet=True),)
    contact = tuple(b.text(line) for line in one.contact) or (b.text(say(NO_CONTACT), strong=True),)
    return b.Row(
        (
            name,
            b.cell(*one.places) if one.places else unsaid,
            terms("data_subjects", one.subjects),
            terms("data_categories", one.categories),
            contact,
            b.cell(*one.transfers),
        )
    )


def _list(rows: list[Told], snapshot: Snapshot) -> tuple[b.Block, ...]:
    if not rows:
        return ()
    blank = (b.text(say("To be completed"), quiet=True),)
    columns = (
        b.Column(say("State"), 14, "status"),
        b.Column(say("Recipient"), 70),
        b.Column(say("Told on, and how"), 42),
        b.Column(say("Confirmed on"), 36),
        b.Column(say("If not told: why"), 60),
    )
    lines = tuple(b.Row((((b.Status(say("Open"), "ring", "slate"),),), b.cell(one.name), blank, blank, blank)) for one in rows)
    return (
        b.PageBreak(),
        b.Heading(say("List to tick off"), anchor="list"),
        _paragraph(
            say("Tick off whom you told. Who was not told stands here with the reason: impossible, or out of proportion.")
        ),
        b.Table(columns, (b.Group(lines),), caption=say("Who was told")),
        b.Signatures((b.Signature(),)),
    )
