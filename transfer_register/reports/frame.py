"""The frame that the papers of a snapshot have in common: what only the organisation knows, cover, document control."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.model import speech
from transfer_register.model.speech import say
from transfer_register.reports import blocks as b
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import made_rows
from transfer_register.reports.withholding import withheld_lines
from transfer_register.reports.wording import count, day, labels, plural


@dataclass(frozen=True)
class Common:
    """What only the organisation knows; a paper adds options of its own. What is left empty is said to be not stated."""

    organisation: str
    document_number: str = speech.marked("Draft")
    version: str = "1.0"
    addressee: str = ""
    classification: str = speech.marked("Confidential")
    prepared_by: str = ""
    contact: str = ""
    replaces: str = ""


def meta(
    snapshot: Snapshot, options: Common, *, kind: str, title: str, subtitle: str = "",
    cover: tuple[tuple[str, str], ...] = (), form: str = "",
) -> b.Meta:  # fmt: skip
    """The head of a paper: `kind`, `title`, `subtitle` in the language that is spoken; `cover` comes before the usual facts."""
    usual = (
        (say("Document"), say("{number}, version {version}", number=say(options.document_number), version=options.version)),
        (say("Register on"), day(snapshot.on)),
        (say("Law on"), day(snapshot.law_on)),
        (say("Number of transfers"), count(len(snapshot.transfers))),
    )
    return b.Meta(
        kind=kind,
        title=title,
        subtitle=subtitle,
        organisation=options.organisation,
        number=options.document_number,
        version=options.version,
        as_of=say("register on {day}", day=day(snapshot.on)),
        classification=say(options.classification),
        lang=speech.LOCALES[speech.language()],
        cover=(*cover, *usual)[:6],
        labels=labels(),
        form=form,
    )


def control(snapshot: Snapshot, options: Common, more: tuple[tuple[str, b.Cell], ...] = ()) -> tuple[b.Block, ...]:
    """The control of a paper: which register, which law, what is inside and what is left out, and its making. `more` are rows of
    the paper's own, after the addressee."""
    known = (
        say("{day}: what was recorded by the end of this day", day=day(snapshot.known_on))
        if snapshot.known_on
        else say("All that was recorded when this document was made")
    )
    left_out = tuple(b.text(f"{plural(one.number, 'transfer')}: {say(one.why)}") for one in snapshot.left_out if one.number)
    law = (b.Run(say("{day}, versions in force ", day=day(snapshot.law_on))), b.Run(snapshot.law_digest, mono=True))
    numbered = say("{number}, version {version}", number=say(options.document_number), version=options.version)
    rows = (
        (say("Document"), b.cell(numbered)),
        *([(say("Replaces"), b.cell(options.replaces))] if options.replaces else []),
        (say("Addressee"), b.cell(options.addressee or say("Not stated"))),
        *more,
        (say("Register on"), b.cell(say("{day}: the transfers that hold on this day", day=day(snapshot.on)))),
        (say("Known on"), b.cell(known)),
        (say("Law on"), (law,)),
        (say("Scope"), ((b.Run(f"{snapshot.scope}: "), b.Run(plural(len(snapshot.transfers), "transfer"), strong=True)),)),
        (
            say("What is left out"),
            left_out or b.cell(say(_NOTHING_LEFT_OUT)),
        ),
        *([(say("Fields withheld"), withheld_lines(snapshot))] if snapshot.withheld else []),
        (say("Prepared by"), b.cell(options.prepared_by.strip() or say("Not stated"))),
        *made_rows(),
    )
    return (
        b.Heading(say("Document control"), numbered=False),
        b.Facts(rows, heads=(say("Item"), say("Entry"))),
        b.Notice(b.text(say(_NO_ADVICE))),
    )


_NOTHING_LEFT_OUT = speech.marked("Nothing: every transfer that holds on this day stands in this document")
_NO_ADVICE = speech.marked(
    "This document states what is recorded and what follows from it under the rules loaded. It is not legal advice."
)
