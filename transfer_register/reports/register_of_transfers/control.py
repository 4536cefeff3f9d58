"""Document control: what was asked, which day, which law, what is inside and what is left out, and who signs for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.frame import Common
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import made_rows
from transfer_register.reports.withholding import withheld_lines
from transfer_register.reports.wording import day, plural


@dataclass(frozen=True)
class Options(Common):
    """`request_*` belong to an authority's request: its day, reference, legal basis, time limit and what was asked.
    `withheld` names fields that are kept back, each with its reason. `signers` are pairs of name and function.
    """

    request_reference: str = ""
    request_on: date | None = None
    request_basis: str = ""
    request_time_limit: date | None = None
    request_asked: str = ""
    withheld: tuple[str, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()


def control(snapshot: Snapshot, options: Options) -> tuple[b.Block, ...]:
    """The control block, the statement of completeness with its lines to sign on, and the contents."""
    signers = options.signers or (("", ""), ("", ""))
    return (
        b.Heading(say("Document control"), numbered=False),
        b.Facts(tuple(_rows(snapshot, options)), heads=(say("Item"), say("Entry"))),
        b.Notice(b.text(say(_NOTICE))),
        b.Heading(say("Statement of completeness"), numbered=False),
        b.Paragraph(b.text(say(_STATEMENT))),
        b.Signatures(tuple(b.Signature(name, function) for name, function in signers)),
        b.PageBreak(),
        b.Contents(say("Contents")),
    )


_NOTICE = marked("This document states what is recorded and what follows from it under the rules loaded. It is not legal advice.")
_STATEMENT = marked(
    "We state that this extract shows every transfer of the register that falls within the scope above on the day given, "
    "as it was recorded, with nothing left out other than what is named above."
)


def _rows(snapshot: Snapshot, options: Options) -> list[tuple[str, b.Cell]]:
    known = say(_ALL_KNOWN)
    if snapshot.known_on:
        known = say("{day}: what was recorded by the end of this day", day=day(snapshot.known_on))
    law = (b.Run(say("{day}, versions in force ", day=day(snapshot.law_on))), b.Run(snapshot.law_digest, mono=True))
    numbered = say("{number}, version {version}", number=say(options.document_number), version=options.version)
    left_out = tuple(b.text(f"{plural(one.number, 'transfer')}: {say(one.why)}") for one in snapshot.left_out if one.number)
    number = plural(len(snapshot.transfers), "transfer")
    return [
        (say("Document"), b.cell(numbered)),
        *_request(options),
        (say("Register on"), b.cell(say("{day}: the transfers that hold on this day", day=day(snapshot.on)))),
        (say("Known on"), b.cell(known)),
        (say("Law on"), (law,)),
        (say("Scope"), ((b.Run(f"{snapshot.scope}: "), b.Run(number, strong=True)),)),
        (say("What is left out"), left_out or b.cell(say(_NOTHING_LEFT_OUT))),
        (say("Fields withheld"), (*b.cell(*options.withheld), *withheld_lines(snapshot)) or b.cell(say("None"))),
        (say("Prepared by"), b.cell(options.prepared_by.strip() or say("Not stated"))),
        *made_rows(),
    ]


_ALL_KNOWN = marked("All that was recorded when this document was made")


_NOTHING_LEFT_OUT = marked("Nothing: every transfer that holds on this day stands in this document")


def _request(options: Options) -> list[tuple[str, b.Cell]]:
    rows = [(say("Replaces"), b.cell(options.replaces))] if options.replaces else []
    if options.addressee:
        said = say(
            "{addressee}, {dated}, {reference}; {limit}",
            addressee=options.addressee[0].upper() + options.addressee[1:],
            dated=say("of {day}", day=day(options.request_on)) if options.request_on else say("day of the request not stated"),
            reference=say("ref. {reference}", reference=options.request_reference)
            if options.request_reference
            else say("reference not stated"),
            limit=say("time limit {day}", day=day(options.request_time_limit))
            if options.request_time_limit
            else say("time limit not stated"),
        )
        rows.append((say("Request"), b.cell(said)))
        rows.append((say("Legal basis of the request"), b.cell(options.request_basis or say("Not stated"))))
    if options.request_asked:
        rows.append((say("What was asked"), b.cell(options.request_asked)))
    return rows


def subtitle(options: Options) -> str:
    """For whom the extract is, on the cover."""
    if not options.addressee:
        return say(
            "The register of {organisation}, for its own use and for a supervisory authority on request",
            organisation=options.organisation,
        )
    parts = [say("Extract for {addressee}", addressee=options.addressee)]
    if options.request_on:
        parts.append(say("in answer to its request of {day}", day=day(options.request_on)))
    if options.request_reference:
        parts.append(say("ref.\u00a0{reference}", reference=options.request_reference))
    return ", ".join(parts) + (f" ({options.request_basis})" if options.request_basis else "")
