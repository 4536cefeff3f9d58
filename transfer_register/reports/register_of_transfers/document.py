"""Builds the register extract: frame, overview, transfers by destination, open points, legend, authorities, verification."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from transfer_register.reports import blocks as b
from transfer_register.reports.picture import pale
from transfer_register.reports.register_of_transfers import open_points, overview, transfers
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.legend import Legend, read_legend
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.wording import LABELS, count, day, plural

TITLE = "Register of transfers"
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")


@dataclass(frozen=True)
class Options:
    """What only the organisation knows. Whatever is left empty is said to be not stated, or is left out with its row.

    `request_*` belong to an authority's request: its day, reference, legal basis, time limit and what was asked.
    `withheld` names fields that are kept back, each with its reason. `signers` are pairs of name and function.
    """

    organisation: str
    document_number: str = "Draft"
    version: str = "1.0"
    addressee: str = ""
    classification: str = "Confidential"
    request_reference: str = ""
    request_on: date | None = None
    request_basis: str = ""
    request_time_limit: date | None = None
    request_asked: str = ""
    prepared_by: str = ""
    contact: str = ""
    replaces: str = ""
    withheld: tuple[str, ...] = ()
    signers: tuple[tuple[str, str], ...] = field(default=())


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The extract as a document; the same snapshot and options always give the same document."""
    legend = read_legend()
    authorities = Authorities(snapshot, legend)
    blocks = (
        *_control(snapshot, options),
        *_overview(snapshot, authorities),
        *_transfers(snapshot, authorities),
        *_open(snapshot, authorities),
        *_not_known(snapshot),
        *_legend(legend, authorities),
        *_authorities(snapshot, authorities),
        *_verification(),
    )
    sheets = (transfers.sheet(snapshot, authorities), overview.sheet(snapshot, authorities)) if snapshot.transfers else ()
    return b.Document(_meta(snapshot, options), blocks, sheets)


def _meta(snapshot: Snapshot, options: Options) -> b.Meta:
    return b.Meta(
        kind="Extract from the register of transfers",
        title="Transfers of personal data abroad",
        subtitle=_subtitle(options),
        organisation=options.organisation,
        number=options.document_number,
        version=options.version,
        as_of=f"register on {day(snapshot.on)}",
        classification=options.classification,
        cover=(
            ("Document", f"{options.document_number}, version {options.version}"),
            ("Register on", day(snapshot.on)),
            ("Law on", day(snapshot.law_on)),
            ("Scope", snapshot.scope),
            ("Number of transfers", count(len(snapshot.transfers))),
            ("Contact", options.contact or "Not stated"),
        ),
        picture=next((pale(one.svg) for one in snapshot.pictures if one.kind == "map"), ""),
        labels=LABELS,
    )


def _subtitle(options: Options) -> str:
    if not options.addressee:
        return f"The register of {options.organisation}, for its own use and for a supervisory authority on request"
    parts = [f"Extract for {options.addressee}"]
    if options.request_on:
        parts.append(f"in answer to its request of {day(options.request_on)}")
    if options.request_reference:
        parts.append(f"ref. {options.request_reference}")
    basis = f" ({options.request_basis})" if options.request_basis else ""
    return ", ".join(parts) + basis


def _control(snapshot: Snapshot, options: Options) -> tuple[b.Block, ...]:
    on, known = day(snapshot.on), snapshot.known_on
    rows: list[tuple[str, b.Cell]] = [("Document", b.cell(f"{options.document_number}, version {options.version}"))]
    if options.replaces:
        rows.append(("Replaces", b.cell(options.replaces)))
    if options.addressee:
        rows.append(("Request", b.cell(_request(options))))
        rows.append(("Legal basis of the request", b.cell(options.request_basis or "Not stated")))
    if options.request_asked:
        rows.append(("What was asked", b.cell(options.request_asked)))
    rows += [
        ("Register on", b.cell(f"{on}: the transfers that hold on this day")),
        ("Known on", b.cell(f"{day(known)}: what was recorded by the end of this day" if known else "All that was recorded when this document was made")),
        ("Law on", b.cell((b.Run(f"{day(snapshot.law_on)}, versions in force "), b.Run(snapshot.law_digest, mono=True)))),
        ("Scope", ((b.Run(f"{snapshot.scope}: "), b.Run(plural(len(snapshot.transfers), "transfer"), strong=True)),)),
        ("What is left out", tuple(b.text(f"{plural(one.number, 'transfer')}: {one.why}") for one in snapshot.left_out if one.number)
            or b.cell("Nothing: every transfer that holds on this day stands in this document")),
        ("Fields withheld", b.cell(*options.withheld) if options.withheld else b.cell("None")),
        ("Prepared by", b.cell(options.prepared_by or "Not stated")),
        ("Generated", ((b.Run(var="generated_at"), b.Run(", by "), b.Run(var="generated_by"), b.Run(", with "), b.Run(var="program")),)),
        ("Journal", ((b.Run("entry "), b.Run(var="journal_entry"), b.Run(", head "), b.Run(var="journal_hash", mono=True)),)),
        ("Characters replaced", ((b.Run(var="replaced"),),)),
        ("Content hash (SHA-256)", ((b.Run(var="content_hash", mono=True),),)),
    ]  # fmt: skip
    statement = (
        "We state that this extract shows every transfer of the register that falls within the scope above on the day given, "
        "as it was recorded, with nothing left out other than what is named above."
    )
    signers = options.signers or (("", ""), ("", ""))
    return (
        b.Heading("Document control", numbered=False),
        b.Facts(tuple(rows), heads=("Item", "Entry")),
        b.Notice(b.text("This document states what is recorded and what follows from it under the rules loaded. It is not legal advice.")),
        b.Heading("Statement of completeness", numbered=False),
        b.Paragraph(b.text(statement)),
        b.Signatures(tuple(b.Signature(name, function) for name, function in signers)),
        b.PageBreak(),
        b.Contents("Contents"),
    )


def _request(options: Options) -> str:
    parts = [options.addressee[0].upper() + options.addressee[1:]]
    parts.append(f"of {day(options.request_on)}" if options.request_on else "day of the request not stated")
    parts.append(f"ref. {options.request_reference}" if options.request_reference else "reference not stated")
    limit = f"time limit {day(options.request_time_limit)}" if options.request_time_limit else "time limit not stated"
    return f"{', '.join(parts)}; {limit}"


def _overview(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    if not snapshot.transfers:
        return (
            b.Heading("Overview", anchor="overview"),
            b.Paragraph(b.text("The register holds no transfer within this scope on this day."), numbered=True),
        )
    worst = [seen for seen in snapshot.transfers if seen.verdict in ("breached", "unknown", "not_judged")]
    sentence = (
        f"{plural(len(worst), 'transfer is', 'transfers are')} open: breached, unknown or not judged. They stand in section 3 with the facts to ask for."
        if worst
        else "Every transfer was judged, and none is breached or unknown."
    )
    return (
        b.Heading("Overview", anchor="overview"),
        b.Paragraph(b.text(sentence), numbered=True),
        b.Paragraph(b.text(_HOW_JUDGED), numbered=True),
        overview.numbers(snapshot),
        *overview.figures(snapshot),
        overview.matrix(snapshot, authorities),
    )


_HOW_JUDGED = (
    "Each regime that binds an exporter is judged by itself, and none answers for another. A transfer shows the worst of its "
    "verdicts. Unknown means that a fact which decides is not recorded; it is not counted as permitted."
)


def _transfers(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    heading = b.Heading("Transfers by destination", anchor="transfers")
    if not snapshot.transfers:
        return (heading, b.Paragraph(b.text("There is nothing to list."), numbered=True))
    several = sum(1 for seen in snapshot.transfers if len(seen.legs) > 1)
    said = "A transfer stands once, under the destination that decides its verdict; its other destinations are named in its row."
    blocks: tuple[b.Block, ...] = (
        heading,
        b.Paragraph(b.text(f"{said} {plural(several, 'transfer has', 'transfers have')} more than one destination." if several else said), numbered=True),
        transfers.table(snapshot, authorities),
    )
    return (*blocks, b.Heading("Index of destinations", level=2), overview.index(snapshot))


def _open(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    heading = b.Heading("Open points", anchor="open")
    table = open_points.table(snapshot, authorities)
    if table is None:
        return (heading, b.Paragraph(b.text("There is no open point: no verdict is open and no review is overdue."), numbered=True))
    return (heading, b.Paragraph(b.text("Breached transfers come first, then those that cannot be judged, then overdue reviews."), numbered=True), table)


def _not_known(snapshot: Snapshot) -> tuple[b.Block, ...]:
    heading = b.Heading("What is not known", anchor="not-known")
    table = open_points.not_known(snapshot)
    if table is None:
        return (heading, b.Paragraph(b.text("Nothing is missing among the facts that this extract shows."), numbered=True))
    return (heading, b.Paragraph(b.text("What nobody stated is shown as not stated, and is never taken as fulfilled."), numbered=True), table)


def _legend(legend: Legend, authorities: Authorities) -> tuple[b.Block, ...]:
    rows = []
    for column in legend.columns:
        cites: list[b.Run] = []
        for act, place in column.places:
            cites += [b.Run(f"{authorities.provision(act).title} {place}\u00a0"), authorities.cite(act), b.Run("; ")]
        provisions = (tuple(cites[:-1]),) if cites else (b.text("No provision asks for it", quiet=True),)
        rows.append(b.Row(((b.text(column.title, strong=True),), b.cell(column.says), b.cell(column.duty), provisions)))
    columns = (b.Column("Column", 40), b.Column("Meaning", 108), b.Column("In the record", 28), b.Column("Where the law speaks of it", 96))
    table = b.Table(columns, (b.Group(tuple(rows)),), caption="The columns of the list of transfers", size="small", sheet="Legend")
    said = "Required: a provision asks for it in the record. Voluntary: authorities ask for it; the record need not hold it."
    return (b.Heading("Columns and their legal source", anchor="legend"), b.Paragraph(b.text(said), numbered=True), table)


def _authorities(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    unverified = authorities.unverified()
    said = f"{plural(len(authorities), 'provision is', 'provisions are')} cited. "
    said += f"{plural(unverified, 'is', 'are')} not verified against the text; the last column says so." if unverified else "All were read."
    return (
        b.Heading("Authorities", anchor="authorities"),
        b.Paragraph(b.text(said), numbered=True),
        authorities.table(snapshot.words),
    )


def _verification() -> tuple[b.Block, ...]:
    return (
        b.Heading("Verification", anchor="verification"),
        b.Paragraph(b.text(_HASH), numbered=True),
        b.Paragraph((b.Run("The content hash of this document is "), b.Run(var="content_hash", mono=True), b.Run(".")), numbered=True),
        b.Paragraph(
            (b.Run("When it was made the journal stood at entry "), b.Run(var="journal_entry"), b.Run(" with the hash "),
             b.Run(var="journal_hash", mono=True), b.Run(_JOURNAL)),
            numbered=True,
        ),
        b.Paragraph(b.text(_PROVES), numbered=True),
    )  # fmt: skip


_HASH = (
    "The content of this document, without when and by whom it was made, is one JSON file. It is attached to the PDF and can be had "
    "as a file of its own. Its SHA-256 value is the content hash; the command sha256sum prints it. The same content gives the same hash in every format."
)
_JOURNAL = (
    ". Each entry of the journal holds the hash of the one before; the command “verify” of the program checks the whole chain, "
    "and this entry must be found in it."
)
_PROVES = "The hash shows that nothing was changed since. It does not show that what was recorded is true; the journal shows who recorded it and when."

