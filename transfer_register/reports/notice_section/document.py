"""Builds the transfer section of a privacy notice: what cannot be published yet, the text of each regime, sources and control.

GDPR 13(1)(e), (f) and 14(1)(e), (f); UK GDPR likewise, as amended in 2026; FADP 19(4), which names every State.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports import frame
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.content import flat
from transfer_register.reports.frame import Common
from transfer_register.reports.notice_section import sources
from transfer_register.reports.notice_section.coverage import TEMPLATES, Coverage, Withheld, coverage, regimes, unjudged
from transfer_register.reports.notice_section.public_text import COLUMNS_TYPED, text_of, typed
from transfer_register.reports.notice_section.stated import stated
from transfer_register.reports.register_of_transfers.saying import destination
from transfer_register.reports.snapshot import Cited, Snapshot
from transfer_register.reports.verification import verification
from transfer_register.reports.wording import listed

TITLE = "Privacy notice: transfers abroad"
SAYS = (
    "The section of a privacy notice on transfers abroad, one text for each law that binds an exporter: recipients, countries, "
    "purposes, adequacy or its absence, safeguards and the way to a copy. Before it stands what cannot be published yet, and why."
)
FORMATS = ("pdf", "docx", "html", "json")
FILTERED = True
AUDIENCE = "people"
PICTURES = False


@dataclass(frozen=True)
class Options(Common):
    """`copy_from` is where people get a copy of the safeguards: an address, a page, a function. `by_category` names recipients by
    their kind, which Article 13(1)(e) allows, in place of their names."""

    copy_from: str = ""
    by_category: bool = False


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The section as a document; the text to be published stands in sections of its own."""
    snapshot, options = without_blanks(snapshot), stated(options)
    every = [coverage(snapshot, regime, options.by_category) for regime in regimes(snapshot)]
    known = [one for one in every if one.regime in TEMPLATES]
    others = [one for one in every if one.regime not in TEMPLATES]
    withheld = [*(row for one in known for row in one.withheld), *unjudged(snapshot)]
    blocks = (
        *_for_the_publisher(known, others, withheld, options, snapshot),
        *(block for one in known for block in (b.PageBreak(), *text_of(one, options.copy_from.strip(), snapshot))),
        b.PageBreak(),
        *_file(known, snapshot, options),
    )
    return b.Document(_meta(snapshot, options), blocks, _sheets(known, withheld, options, snapshot))


def _meta(snapshot: Snapshot, options: Options) -> b.Meta:
    return frame.meta(
        snapshot,
        options,
        kind=say("Section of a privacy notice"),
        title=say("Transfers of personal data abroad"),
        subtitle=say("Text for the privacy notice, from the register, with what has to be settled before it is published"),
    )


def _for_the_publisher(
    known: list[Coverage], others: list[Coverage], withheld: list[Withheld], options: Options, snapshot: Snapshot
) -> tuple[b.Block, ...]:
    """What is not part of the text: what is withheld, what is missing, what was not verified."""
    head = (b.Run(say("For whoever publishes this; not part of the text"), strong=True),)
    ready = sum(len(one.rows) for one in known)
    sentences = [
        says("{n} row can be published.", "{n} rows can be published.", ready),
        says(
            "{n} transfer cannot be published yet; the table below says why.",
            "{n} transfers cannot be published yet; the table below says why.",
            len(withheld),
        )
        if withheld
        else say("No transfer had to be held back."),
    ]
    hints = list(_hints(known, others, options, snapshot))
    return (
        b.Heading(say("Before you publish"), anchor="before"),
        b.Notice(tuple(b.Run(f"{one} ") for one in sentences), "vermilion" if withheld else "slate", head),
        *(b.Paragraph(b.text(one), numbered=True) for one in hints),
        b.Heading(say("What cannot be published yet"), level=2),
        *(
            (b.Paragraph(b.text(say(_HELD_BACK)), numbered=True), _withheld(withheld, snapshot))
            if withheld
            else (b.Paragraph(b.text(say("There is nothing of this kind.")), numbered=True),)
        ),
    )


def _hints(known: list[Coverage], others: list[Coverage], options: Options, snapshot: Snapshot) -> Iterator[str]:
    if not known and not others:
        yield say("No law on transfers that is loaded binds an exporter within this scope, so there is no text to publish.")
    if not options.copy_from.strip() and any(sources.with_a_copy(row.ground) for one in known for row in one.rows):
        yield say("It is not stated where people get a copy of the safeguards: the text says “To be completed” there.")
    for one in known:
        if one.unrestricted:
            yield says(
                "{n} transfer stands in no table of the {regime}, since that law does not restrict it.",
                "{n} transfers stand in no table of the {regime}, since that law does not restrict them.",
                one.unrestricted,
                regime=snapshot.words.label("regimes", one.regime),
            )
    if any(seen.exporter_role in ("processor", "sub_processor") for seen in snapshot.transfers):
        number = sum(1 for seen in snapshot.transfers if seen.exporter_role in ("processor", "sub_processor"))
        yield says(
            "In {n} transfer the exporter acts as a processor: the notice is owed by its controller.",
            "In {n} transfers the exporter acts as a processor: the notice is owed by its controller.",
            number,
        )
    if others:
        names = listed([snapshot.words.label("regimes", one.regime) for one in others])
        yield say("These laws bind an exporter too, and there is no template for their notices here: {names}.", names=names)
    if doubtful := [one for one in _cited(known) if one.confidence != "verified"]:
        yield says(
            "{n} provision that the text names was not verified against its wording; the list at the end says which.",
            "{n} provisions that the text names were not verified against their wording; the list at the end says which.",
            len(doubtful),
        )


_HELD_BACK = marked(
    "The text does not name these transfers, and must not be read as if they were covered. Each law is looked at by itself."
)


def _cited(known: list[Coverage]) -> list[Cited]:
    held = {row.ground.id: row.ground for one in known for row in one.rows}
    return [held[name] for name in sorted(held)]


def _withheld(withheld: list[Withheld], snapshot: Snapshot) -> b.Table:
    columns = (
        b.Column(say("Regime"), 20),
        b.Column(say("Ref."), 17, "code"),
        b.Column(say("Recipient"), 46),
        b.Column(say("Country"), 32),
        b.Column(say("Why it cannot be published yet"), 140),
    )
    rows = tuple(
        b.Row(
            (
                b.cell(_regime(one, snapshot)),
                b.cell(one.seen.id),
                b.cell(one.seen.importer),
                _places(one, snapshot),
                b.cell(*one.reasons),
            )
        )
        for one in withheld
    )
    return b.Table(columns, (b.Group(rows),), caption=say("Held back from the text"), size="small")


def _regime(one: Withheld, snapshot: Snapshot) -> str:
    return snapshot.words.label("regimes", one.regime) if one.regime else say("No law loaded")


def _places(one: Withheld, snapshot: Snapshot) -> b.Cell:
    names = [destination(leg, snapshot.words) for leg in one.legs]
    return b.cell(*dict.fromkeys(names)) if names else (b.text(say("Not stated"), quiet=True),)


def _file(known: list[Coverage], snapshot: Snapshot, options: Options) -> tuple[b.Block, ...]:
    """What stays in the file: the provisions, the control, how to verify."""
    asked = [one for one in sources.asking("notice") if one.cited.regime in {each.regime for each in known}]
    listing: tuple[b.Block, ...] = (b.Paragraph(b.text(say("No provision is cited.")), numbered=True),)
    if asked:
        listing = (
            b.Paragraph(
                b.text(say("The first rows ask for the notice; the others carry the transfers that it names.")), numbered=True
            ),
            sources.table(asked, _cited(known), snapshot.words),
        )
    return (
        b.Heading(say("Provisions"), anchor="provisions"),
        *listing,
        *frame.control(snapshot, options),
        *verification(),
    )


def _sheets(known: list[Coverage], withheld: list[Withheld], options: Options, snapshot: Snapshot) -> tuple[b.Sheet, ...]:
    """The rows to publish, and those held back, for programs; a sheet without rows is left out."""
    columns = tuple(b.SheetColumn(say(one)) for one in COLUMNS_TYPED)
    public = b.Sheet(
        say("To publish"),
        columns,
        tuple(values for one in known for values in typed(one, options.copy_from.strip(), snapshot)),
    )
    held = b.Sheet(
        say("Held back"),
        tuple(b.SheetColumn(one) for one in (say("Regime"), say("Ref."), say("Recipient"), say("Country"), say("Why"))),
        tuple(
            (_regime(one, snapshot), one.seen.id, one.seen.importer, flat(_places(one, snapshot)), "\n".join(one.reasons))
            for one in withheld
        ),
    )
    return tuple(one for one in (public, held) if one.rows)
