"""Builds the register extract: frame, overview, transfers by destination, open points, legend, authorities, verification."""

from __future__ import annotations

from transfer_register.model import speech
from transfer_register.model.speech import marked, say, says
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
from transfer_register.reports.wording import count, day, labels

TITLE = "Register of transfers"
SAYS = (
    "Every transfer with the fields of a record under Article 30, grouped by destination: who sends, who receives, what, why, "
    "on which mechanism, and what the law says of it. An overview with map and flow stands before it, open points, sources and "
    "check sums after it."
)
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json", "jsonld")
# A filter says which transfers are meant.
FILTERED = True
AUDIENCE = "authority"
LANGUAGES = ("en", "de", "fr", "es")
PROFILES = ("full", "authority", "public", "vendor")

__all__ = ["FILTERED", "FORMATS", "TITLE", "Options", "build"]


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The extract as a document; the same snapshot and options always give the same document."""
    legend, snapshot = read_legend(), without_blanks(snapshot)
    authorities = Authorities(snapshot, legend)
    blocks = (
        *control(snapshot, options),
        *_overview(snapshot, authorities),
        *_transfers(snapshot, authorities),
        *_section(say("Open points"), "open", _ORDER, open_points.table(snapshot, authorities), _NOTHING_OPEN),
        *_section(say("What is not known"), "not-known", _NOT_TAKEN, open_points.not_known(snapshot), _ALL_KNOWN),
        *legend_of(legend, authorities),
        *authorities_of(snapshot, authorities),
        *verification(),
    )
    sheets = (transfers.sheet(snapshot, authorities), overview.sheet(snapshot, authorities)) if snapshot.transfers else ()
    return b.Document(_meta(snapshot, options), blocks, sheets)


def _meta(snapshot: Snapshot, options: Options) -> b.Meta:
    return b.Meta(
        kind=say("Extract from the register of transfers"),
        title=say("Transfers of personal data abroad"),
        subtitle=subtitle(options),
        organisation=options.organisation,
        number=options.document_number,
        version=options.version,
        as_of=say("register on {day}", day=day(snapshot.on)),
        classification=say(options.classification),
        lang=speech.LOCALES[speech.language()],
        cover=(
            (say("Document"), say("{number}, version {version}", number=say(options.document_number), version=options.version)),
            (say("Register on"), day(snapshot.on)),
            (say("Law on"), day(snapshot.law_on)),
            (say("Scope"), snapshot.scope),
            (say("Number of transfers"), count(len(snapshot.transfers))),
            (say("Contact"), options.contact or say("Not stated")),
        ),
        picture=next((pale(one.svg) for one in snapshot.pictures if one.kind == "map"), ""),
        labels=labels(),
    )


def _overview(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    heading = b.Heading(say("Overview"), anchor="overview")
    if not snapshot.transfers:
        return (heading, _paragraph(say("The register holds no transfer within this scope on this day.")))
    unsettled = sum(1 for seen in snapshot.transfers if seen.verdict in open_points.UNSETTLED)
    said = says(
        "{n} transfer is open: breached, unknown or not judged.",
        "{n} transfers are open: breached, unknown or not judged.",
        unsettled,
    )
    lead = f"{said} {say(_WHERE)}" if unsettled else say("Every transfer was judged, and none is breached or unknown.")
    if any("verdicts" in seen.withheld for seen in snapshot.transfers):
        lead = say("The verdicts are withheld, and with them which transfers are open.")
    return (
        heading,
        _paragraph(lead),
        _paragraph(say(_HOW_JUDGED)),
        overview.numbers(snapshot),
        *overview.figures(snapshot),
        overview.matrix(snapshot, authorities),
    )


def _transfers(snapshot: Snapshot, authorities: Authorities) -> tuple[b.Block, ...]:
    heading = b.Heading(say("Transfers by destination"), anchor="transfers")
    if not snapshot.transfers:
        return (heading, _paragraph(say("There is nothing to list.")))
    several = sum(1 for seen in snapshot.transfers if len(seen.legs) > 1)
    more = says("{n} transfer has more than one destination.", "{n} transfers have more than one destination.", several)
    return (
        heading,
        _paragraph(f"{say(_ONCE)} {more}" if several else say(_ONCE)),
        transfers.table(snapshot, authorities),
        b.Heading(say("Index of destinations"), level=2),
        overview.index(snapshot),
    )


def _section(title: str, anchor: str, lead: str, table: b.Table | None, nothing: str) -> tuple[b.Block, ...]:
    """A section with one table, or with the sentence that there is nothing to show."""
    heading = b.Heading(title, anchor=anchor)
    return (heading, _paragraph(say(nothing))) if table is None else (heading, _paragraph(say(lead)), table)


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


_WHERE = marked("They stand under “Open points” with the facts to ask for.")
_HOW_JUDGED = marked(
    "Each regime that binds an exporter is judged by itself, and none answers for another. A transfer shows the worst of its "
    "verdicts. Unknown means that a fact which decides is not recorded; it is not counted as permitted."
)
_ONCE = marked(
    "A transfer stands once, under the destination that decides its verdict; its other destinations are named in its row."
)
_ORDER = marked("Breached transfers come first, then those that cannot be judged, then overdue reviews.")
_NOTHING_OPEN = marked("There is no open point: no verdict is open and no review is overdue.")
_NOT_TAKEN = marked("What nobody stated is shown as not stated, and is never taken as fulfilled.")
_ALL_KNOWN = marked("Nothing is missing among the facts that this extract shows.")
