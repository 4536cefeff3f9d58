"""Builds the page of sub-processors for customers: how to object, the list, the log of changes. Only public fields stand in it.

GDPR 28(2), 28(4); standard contractual clauses 2021, clause 9 (modules 2 and 3), of which the text was not read.
"""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports import frame
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers.saying import joined
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.subprocessors.listing import Change, Entry, changes, entries, role_open
from transfer_register.reports.withholding import profile, withhold
from transfer_register.reports.wording import day, short_day

TITLE = "Sub-processors, for customers"
SAYS = (
    "A page for customers: each sub-processor with its legal name, service, data, place of storage and of access, transfer tool "
    "and start; the changes of the last 24 months; how to object and within which time. Nothing internal stands in it."
)
FORMATS = ("html", "pdf", "docx", "xlsx", "csv", "json")
FILTERED = True
AUDIENCE = "others"
PICTURES = False
# What is taken out before anything is built, whatever else was asked for.
PROFILE = "public"


@dataclass(frozen=True)
class Options(frame.Common):
    """`notice_period` before a new sub-processor starts, `how_to_object`, `how_to_subscribe` to changes; `at_home` names the
    sub-processors that receive no data abroad, which the register of transfers does not hold."""

    document_number: str = marked("Sub-processors")
    classification: str = marked("Public")
    notice_period: str = ""
    how_to_object: str = ""
    how_to_subscribe: str = ""
    at_home: str = ""


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The page as a document; the same snapshot and options always give the same document."""
    snapshot = withhold(without_blanks(snapshot), profile(PROFILE))
    listed = entries(snapshot)
    withheld = b.Paragraph(b.text(say("Internal fields of the register are withheld from this page."), quiet=True))
    blocks = (*_head(snapshot, options), *_list(listed, snapshot), *_log(changes(snapshot)), withheld)
    meta = frame.meta(
        snapshot, options, kind=say("For customers"), title=say("Sub-processors"), form="page",
        subtitle=say("Companies abroad that {organisation} engages to process its customers' data",
                     organisation=options.organisation),
    )  # fmt: skip
    return b.Document(meta, blocks, (_sheet(listed),) if listed else ())


def _blank(words: str) -> b.Cell:
    return b.cell(words) if words.strip() else ((b.Run(say("To be completed"), strong=True),),)


def _head(snapshot: Snapshot, options: Options) -> tuple[b.Block, ...]:
    rows = (
        (say("Last update"), b.cell(day(snapshot.on))),
        (say("Notice before a change"), _blank(options.notice_period)),
        (say("How to object"), _blank(options.how_to_object)),
        (say("How to be told of changes"), _blank(options.how_to_subscribe)),
        (say("Contact"), _blank(options.contact)),
        (say("Sub-processors that receive no data abroad"), _blank(options.at_home)),
        (say("Why this page exists"), b.cell(say(_LAW))),
    )
    blocks: tuple[b.Block, ...] = (b.Facts(rows, heads=(say("Item"), say("Entry"))),)
    if role_open(snapshot):
        blocks += (b.Notice(b.text(say(_ROLE_OPEN)), tone="vermilion"),)
    return blocks


_LAW = marked(
    "A processor engages another one only with the customer's authorisation, and tells the customer of changes: GDPR 28(2) and "
    "(4); standard contractual clauses 2021, clause 9, modules 2 and 3 (not verified: from memory)."
)
_ROLE_OPEN = marked(
    "To be completed: of some recipients it is not recorded whether they act for customers. They are not listed here."
)


def _cell(labels: tuple[str, ...]) -> b.Cell:
    return b.cell(joined(list(labels))) if labels else ((b.Run(say("Not stated"), quiet=True),),)


def _lines(labels: tuple[str, ...]) -> b.Cell:
    return b.cell(*labels) if labels else ((b.Run(say("Not stated"), quiet=True),),)


def _name(one: Entry) -> b.Cell:
    lines: list[b.Line] = [b.text(one.name, strong=True)]
    if one.established:
        lines.append(b.text(say("established in {country}", country=one.established), quiet=True))
    lines += [b.text(say("engaged by {name}", name=name), quiet=True) for name in one.engaged_by]
    return tuple(lines)


def _data(one: Entry) -> b.Cell:
    lines = list(_cell(one.categories))
    if one.subjects:
        lines.append(b.text(say("of: {subjects}", subjects=joined(list(one.subjects))), quiet=True))
    return tuple(lines)


def _list(listed: list[Entry], snapshot: Snapshot) -> tuple[b.Block, ...]:
    heading = b.Heading(say("Sub-processors on {day}", day=day(snapshot.on)), anchor="list", numbered=False)
    if not listed:
        return (heading, b.Paragraph(b.text(say("No sub-processor abroad is recorded on this day."))))
    columns = (
        b.Column(say("Legal name"), 38),
        b.Column(say("Service"), 34),
        b.Column(say("What data"), 40),
        b.Column(say("Place of storage and processing"), 26),
        b.Column(say("Place of access"), 22),
        b.Column(say("Transfer tool"), 34),
        b.Column(say("Since"), 17, "day"),
    )
    rows = tuple(
        b.Row(
            (
                _name(one), _cell(one.services), _data(one), _lines(one.kept), _lines(one.reached), _lines(one.tools),
                b.cell(short_day(one.since)) if one.since else ((b.Run(say("Not stated"), quiet=True),),),
            )
        )
        for one in listed
    )  # fmt: skip
    return (heading, b.Table(columns, (b.Group(rows),), caption=say("Sub-processors"), size="small"))


_WHAT = {
    "added": marked("Added"),
    "widened": marked("Engaged for more"),
    "ends": marked("Ends"),
}
_LOG = marked(
    "Starts of the last 24 months, and ends that are agreed. Sub-processors that ended before the last update, and those whose "
    "start is not stated, are not in this log."
)


def _log(found: list[Change]) -> tuple[b.Block, ...]:
    heading = b.Heading(say("Changes"), anchor="changes", numbered=False)
    lead = b.Paragraph(b.text(say(_LOG)))
    if not found:
        return (heading, lead, b.Paragraph(b.text(say("No change is recorded within this time."))))
    columns = (b.Column(say("Effective on"), 22, "day"), b.Column(say("Change"), 24), b.Column(say("Legal name"), 60),
               b.Column(say("Service"), 80))  # fmt: skip
    rows = tuple(
        b.Row((b.cell(short_day(one.on)), b.cell(say(_WHAT[one.what])), b.cell(one.name), _cell(one.service))) for one in found
    )
    table = b.Table(columns, (b.Group(rows),), caption=say("Changes"), size="small", sheet=say("Changes"))
    return (heading, lead, table)


_TYPED = (
    (marked("Legal name"), 30), (marked("Established in"), 18), (marked("Engaged by"), 24), (marked("Service"), 34),
    (marked("Categories of data"), 36), (marked("Whose data"), 24), (marked("Place of storage and processing"), 26),
    (marked("Place of access"), 24), (marked("Transfer tool"), 36),
)  # fmt: skip


def _sheet(listed: list[Entry]) -> b.Sheet:
    columns = (*(b.SheetColumn(say(title), "text", width) for title, width in _TYPED), b.SheetColumn(say("Since"), "day", 12))
    rows = tuple(
        (
            one.name, one.established or say("Not stated"), ", ".join(one.engaged_by) or say("The provider itself"),
            *(flat(_lines(labels)) for labels in (one.services, one.categories, one.subjects, one.kept, one.reached, one.tools)),
            one.since or say("Not stated"),
        )
        for one in listed
    )  # fmt: skip
    return b.Sheet(say("Sub-processors"), columns, rows)
