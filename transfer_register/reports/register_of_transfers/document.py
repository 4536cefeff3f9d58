"""Builds the register extract: frame, overview, transfers by destination, open points, legend, authorities, verification."""

from __future__ import annotations

from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.picture import pale
from transfer_register.reports.register_of_transfers import open_points, overview, transfers
from transfer_register.reports.register_of_transfers.authorities import Authorities
from transfer_register.reports.register_of_transfers.closing import authorities_of, legend_of
from transfer_register.reports.register_of_transfers.control import Options, control, subtitle
from transfer_register.reports.register_of_transfers.legend import read_legend
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import verification
from transfer_register.reports.wording import count, day, labels, plural

TITLE = "Register of transfers"
SAYS = (
    "Every transfer with the fields of a record under Article 30, grouped by destination: who sends, who receives, what, why, "
    "on which mechanism, and what the law says of it. An overview with map and flow stands before it, open points, sources and "
    "check sums after it."
)
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
# A filter says which transfers are meant.
FILTERED = True

__all__ = ["FILTERED", "FORMATS", "TITLE", "Options", "build"]


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The extract as a document; the same snapshot and options always give the same document."""
    legend, snapshot = read_legend(), without_blanks(snapshot)
    authorities = Authorities(snapshot, legend)
    blocks = (
        *control(snapshot, options),
        *_overview(snapshot, authorities),
        *_transfers(snapshot, authorities),
        *_section("Open points", "open", _ORDER, open_points.table(snapshot, authorities), _NOTHING_OPEN),
        *_section("What is not known", "not-known", _NOT_TAKEN, open_points.not_known(snapshot), _ALL_KNOWN),
        *legend_of(legend, authorities),
        *authorities_of(snapshot, authorities),
        *verification(),
    )
    sheets = (transfers.sheet(snapshot, authorities), overview.sheet(snapshot, authorities)) if snapshot.transfers else ()
    return b.Document(_meta(snapshot, options), blocks, sheets)


def _meta(snapshot: Snapshot, options: Options) -> b.Meta:
    return b.Meta(
        kind="Extract from the register of transfers",
        title="Transfers of personal data abroad",
        subtitle=subtitle(options),
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
        labels=labels(),
    )


def _overview(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    heading = b.Heading("Overview", anchor="overview")
    if not snapshot.transfers:
        return (heading, _paragraph("The register holds no transfer within this scope on this day."))
    unsettled = sum(1 for seen in snapshot.transfers if seen.verdict in open_points.UNSETTLED)
    said = f"{plural(unsettled, 'transfer is', 'transfers are')} open: breached, unknown or not judged. {_WHERE}"
    return (
        heading,
        _paragraph(said if unsettled else "Every transfer was judged, and none is breached or unknown."),
        _paragraph(_HOW_JUDGED),
        overview.numbers(snapshot),
        *overview.figures(snapshot),
        overview.matrix(snapshot, authorities),
    )


def _transfers(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    heading = b.Heading("Transfers by destination", anchor="transfers")
    if not snapshot.transfers:
        return (heading, _paragraph("There is nothing to list."))
    several = sum(1 for seen in snapshot.transfers if len(seen.legs) > 1)
    more = f" {plural(several, 'transfer has', 'transfers have')} more than one destination." if several else ""
    return (
        heading,
        _paragraph(_ONCE + more),
        transfers.table(snapshot, authorities),
        b.Heading("Index of destinations", level=2),
        overview.index(snapshot),
    )


def _section(title: str, anchor: str, lead: str, table: b.Table | None, nothing: str) -> tuple[b.Block, ...]:
    """A section with one table, or with the sentence that there is nothing to show."""
    heading = b.Heading(title, anchor=anchor)
    return (heading, _paragraph(nothing)) if table is None else (heading, _paragraph(lead), table)


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


_WHERE = "They stand under “Open points” with the facts to ask for."
_HOW_JUDGED = (
    "Each regime that binds an exporter is judged by itself, and none answers for another. A transfer shows the worst of its "
    "verdicts. Unknown means that a fact which decides is not recorded; it is not counted as permitted."
)
_ONCE = "A transfer stands once, under the destination that decides its verdict; its other destinations are named in its row."
_ORDER = "Breached transfers come first, then those that cannot be judged, then overdue reviews."
_NOTHING_OPEN = "There is no open point: no verdict is open and no review is overdue."
_NOT_TAKEN = "What nobody stated is shown as not stated, and is never taken as fulfilled."
_ALL_KNOWN = "Nothing is missing among the facts that this extract shows."
