"""Document control: what was asked, which day, which law, what is inside and what is left out, and who signs for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.reports import blocks as b
from transfer_register.reports.frame import Common
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import made_rows
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
        b.Heading("Document control", numbered=False),
        b.Facts(tuple(_rows(snapshot, options)), heads=("Item", "Entry")),
        b.Notice(b.text(_NOTICE)),
        b.Heading("Statement of completeness", numbered=False),
        b.Paragraph(b.text(_STATEMENT)),
        b.Signatures(tuple(b.Signature(name, function) for name, function in signers)),
        b.PageBreak(),
        b.Contents("Contents"),
    )


_NOTICE = "This document states what is recorded and what follows from it under the rules loaded. It is not legal advice."
_STATEMENT = (
    "We state that this extract shows every transfer of the register that falls within the scope above on the day given, "
    "as it was recorded, with nothing left out other than what is named above."
)


def _rows(snapshot: Snapshot, options: Options) -> list[tuple[str, b.Cell]]:
    known = f"{day(snapshot.known_on)}: what was recorded by the end of this day" if snapshot.known_on else _ALL_KNOWN
    left_out = tuple(b.text(f"{plural(one.number, 'transfer')}: {one.why}") for one in snapshot.left_out if one.number)
    number = plural(len(snapshot.transfers), "transfer")
    return [
        ("Document", b.cell(f"{options.document_number}, version {options.version}")),
        *_request(options),
        ("Register on", b.cell(f"{day(snapshot.on)}: the transfers that hold on this day")),
        ("Known on", b.cell(known)),
        ("Law on", ((b.Run(f"{day(snapshot.law_on)}, versions in force "), b.Run(snapshot.law_digest, mono=True)),)),
        ("Scope", ((b.Run(f"{snapshot.scope}: "), b.Run(number, strong=True)),)),
        ("What is left out", left_out or b.cell("Nothing: every transfer that holds on this day stands in this document")),
        ("Fields withheld", b.cell(*options.withheld) if options.withheld else b.cell("None")),
        ("Prepared by", b.cell(options.prepared_by.strip() or "Not stated")),
        *made_rows(),
    ]


_ALL_KNOWN = "All that was recorded when this document was made"


def _request(options: Options) -> list[tuple[str, b.Cell]]:
    rows = [("Replaces", b.cell(options.replaces))] if options.replaces else []
    if options.addressee:
        said = ", ".join(
            (
                options.addressee[0].upper() + options.addressee[1:],
                f"of {day(options.request_on)}" if options.request_on else "day of the request not stated",
                f"ref. {options.request_reference}" if options.request_reference else "reference not stated",
            )
        )
        limit = f"time limit {day(options.request_time_limit)}" if options.request_time_limit else "time limit not stated"
        rows.append(("Request", b.cell(f"{said}; {limit}")))
        rows.append(("Legal basis of the request", b.cell(options.request_basis or "Not stated")))
    if options.request_asked:
        rows.append(("What was asked", b.cell(options.request_asked)))
    return rows


def subtitle(options: Options) -> str:
    """For whom the extract is, on the cover."""
    if not options.addressee:
        return f"The register of {options.organisation}, for its own use and for a supervisory authority on request"
    parts = [f"Extract for {options.addressee}"]
    if options.request_on:
        parts.append(f"in answer to its request of {day(options.request_on)}")
    if options.request_reference:
        parts.append(f"ref.\u00a0{options.request_reference}")
    return ", ".join(parts) + (f" ({options.request_basis})" if options.request_basis else "")
