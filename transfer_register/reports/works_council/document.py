"""Builds the view of employee data for a works council: by system and purpose, recipients, what is open, words explained."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports import frame
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.content import flat
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.verification import verification
from transfer_register.reports.withholding import profile, withhold
from transfer_register.reports.wording import count
from transfer_register.reports.works_council import cells
from transfer_register.reports.works_council.chosen import Chosen, by_system, chosen, is_open, reason

TITLE = "Employee data abroad, for the works council"
SAYS = (
    "Which data of employees go to whom, in which country, by system and purpose: categories, how long they are "
    "kept, what protects them, and what is open, in plain words and without the names of individual people."
)
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
FILTERED = True
AUDIENCE = "others"
PICTURES = False
# What is taken out before anything is built, whatever else was asked for.
PROFILE = "works_council"


@dataclass(frozen=True)
class Options(frame.Common):
    """The frame's own; `agreement` names the works agreement with which the council compares this document."""

    agreement: str = ""


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The view as a document; the same snapshot and options always give the same document."""
    snapshot = withhold(without_blanks(snapshot), profile(PROFILE))
    parted = chosen(snapshot)
    meta = frame.meta(
        snapshot, options, kind=say("For the works council"), title=say("Employee data abroad"),
        subtitle=say("Which data of employees go to whom, in which country, and on what basis"),
        cover=(
            (say("Transfers of employee data"), count(len(parted.shown))),
            (say("Works agreement"), options.agreement or say("Not stated")),
            (say("Contact"), options.contact or say("Not stated")),
        ),
    )  # fmt: skip
    rows = ((say("Works agreement"), b.cell(options.agreement or say("Not stated"))),)
    control = frame.control(snapshot, options, rows)
    blocks = (
        *control, b.PageBreak(), *_what(parted, snapshot), *_systems(parted, snapshot), *_recipients(parted, snapshot),
        *_open(parted, snapshot), *_perhaps(parted, snapshot), *_glossary(snapshot), *verification(),
    )  # fmt: skip
    return b.Document(meta, blocks, (_sheet(parted, snapshot),) if parted.shown else ())


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


def _what(parted: Chosen, snapshot: Snapshot) -> tuple[b.Block, ...]:
    heading = b.Heading(say("At a glance"), anchor="glance")
    if not parted.shown:
        return (heading, _paragraph(say("No transfer of this scope is recorded as one of employee data on this day.")))
    recipients = {seen.importer for seen in parted.shown}
    places = {leg.country for seen in parted.shown for leg in seen.legs if leg.country}
    systems = {name for seen in parted.shown for name in seen.systems}
    opened = sum(1 for seen in parted.shown if is_open(seen, snapshot))
    items = (
        b.Number(count(len(parted.shown)), say("transfers of employee data")),
        b.Number(count(len(systems)), say("systems named")),
        b.Number(count(len(recipients)), say("recipients")),
        b.Number(count(len(places)), say("countries named")),
        b.Number(count(opened), say("transfers with open points")),
    )
    return (heading, _paragraph(say(_MEANT)), _paragraph(say(_AGREED)), b.Numbers(items))


_MEANT = marked(
    "A transfer stands here when the people it concerns are recorded as employees. What nobody stated is shown as "
    "not stated, and is never taken as fine."
)
_AGREED = marked(
    "The register does not hold works agreements. Whether the categories below are those agreed upon is to be compared by hand."
)


def _systems(parted: Chosen, snapshot: Snapshot) -> tuple[b.Block, ...]:
    if not parted.shown:
        return ()
    columns = (
        b.Column(say("Ref."), 17, "code"),
        b.Column(say("Purpose"), 30),
        b.Column(say("Whose data"), 22),
        b.Column(say("Recipient"), 34),
        b.Column(say("Country"), 32),
        b.Column(say("Categories of data"), 40),
        b.Column(say("Kept for"), 22),
        b.Column(say("Rests on"), 36),
        b.Column(say("Measures"), 36),
        b.Column(say("State"), 26, "status"),
    )
    groups, met = [], set()
    for name, held in by_system(parted.shown):
        rows = []
        for seen in sorted(held, key=lambda seen: (flat(cells.purpose(seen, snapshot)), seen.id)):
            rows.append(_row(seen, snapshot, anchor="" if seen.id in met else seen.id))
            met.add(seen.id)
        title = says("{system}: {n} transfer", "{system}: {n} transfers", len(held), system=cells.system(name))
        groups.append(b.Group(tuple(rows), title))
    return (
        b.Heading(say("By system and purpose"), anchor="systems"),
        _paragraph(say("A transfer with several systems stands under each of them.")),
        b.Table(columns, tuple(groups), caption=say("Employee data by system and purpose"), size="small"),
    )


def _row(seen: Seen, snapshot: Snapshot, anchor: str) -> b.Row:
    told = (
        (b.text(seen.id, strong=True),), cells.purpose(seen, snapshot), saying.subjects(seen, snapshot.words),
        cells.recipient(seen, snapshot), cells.countries(seen, snapshot), cells.categories(seen, snapshot), cells.retention(seen),
        cells.basis(seen, snapshot), cells.measures(seen, snapshot), cells.state(seen, snapshot),
    )  # fmt: skip
    return b.Row(told, anchor=anchor)


def _recipients(parted: Chosen, snapshot: Snapshot) -> tuple[b.Block, ...]:
    if not parted.shown:
        return ()
    held: dict[str, list[Seen]] = {}
    for seen in parted.shown:
        held.setdefault(seen.importer, []).append(seen)
    rows = []
    for name, those in sorted(held.items(), key=lambda item: item[0].casefold()):
        places = {saying.destination(leg, snapshot.words) for seen in those for leg in seen.legs}
        systems = {system for seen in those for system in seen.systems}
        refs: list[b.Run] = []
        for seen in those:
            refs += [b.Run(seen.id, to=seen.id), b.Run("  ")]
        rows.append(
            b.Row(
                (
                    (b.text(name, strong=True),),
                    b.cell(cells.names_of(list(places))),
                    b.cell(cells.names_of(list(systems))),
                    (tuple(refs[:-1]),),
                )
            )
        )
    columns = (b.Column(say("Recipient"), 50), b.Column(say("Countries"), 60), b.Column(say("Systems"), 60),
               b.Column(say("Transfers"), 80))  # fmt: skip
    return (
        b.Heading(say("Who receives employee data"), anchor="recipients"),
        b.Table(columns, (b.Group(tuple(rows)),), caption=say("Recipients of employee data"), size="small",
                sheet=say("Recipients")),
    )  # fmt: skip


def _open(parted: Chosen, snapshot: Snapshot) -> tuple[b.Block, ...]:
    heading = b.Heading(say("What is open"), anchor="open")
    order = list(snapshot.words.lists["verdicts"])
    held = sorted(
        (seen for seen in parted.shown if is_open(seen, snapshot)), key=lambda seen: (order.index(seen.verdict), seen.id)
    )
    if not held:
        return (heading, _paragraph(say("Nothing is open among the transfers shown.")))
    rows = tuple(
        b.Row(
            (
                (b.text(seen.id, to=seen.id),),
                b.cell(seen.importer),
                ((saying.status(seen.verdict, snapshot.words),),),
                b.cell(*cells.open_lines(seen, snapshot)),
            )
        )
        for seen in held
    )
    columns = (b.Column(say("Ref."), 20, "code"), b.Column(say("Recipient"), 50), b.Column(say("State"), 34, "status"),
               b.Column(say("What is open"), 150))  # fmt: skip
    return (
        heading,
        b.Table(columns, (b.Group(rows),), caption=say("Open points"), size="small", sheet=say("Open points")),
    )


def _perhaps(parted: Chosen, snapshot: Snapshot) -> tuple[b.Block, ...]:
    heading = b.Heading(say("What may be employee data too"), anchor="perhaps")
    if not parted.perhaps:
        told = say("Of every other transfer of this scope it is stated whose data they are, and they are not of employees.")
        return (heading, _paragraph(told))
    rows = []
    for seen in parted.perhaps:
        why = say(_WHY[reason(seen)])
        rows.append(b.Row((b.cell(seen.id), b.cell(seen.importer), cells.purpose(seen, snapshot), b.cell(why))))
    columns = (b.Column(say("Ref."), 20, "code"), b.Column(say("Recipient"), 56), b.Column(say("Purpose"), 70),
               b.Column(say("Why it stands here"), 110))  # fmt: skip
    told = says(
        "{n} transfer is not shown above, and may hold employee data; somebody has to look.",
        "{n} transfers are not shown above, and may hold employee data; somebody has to look.",
        len(parted.perhaps),
    )
    table = b.Table(columns, (b.Group(tuple(rows)),), caption=say("To be looked at"), size="small", sheet=say("Perhaps"))
    return (heading, _paragraph(told), table)


_WHY = {
    "unsaid": marked("Nobody stated whose data they are."),
    "near": marked("Applicants are named among the people concerned, and employees are not."),
    "data": marked("The data or an answer speak of employment; employees are not named among the people concerned."),
}
_GLOSSARY = (
    (marked("Transfer"), marked("Personal data that a company sends abroad, or lets somebody abroad see.")),
    (
        marked("Recipient"),
        marked("The company that receives the data or can see them. Companies are named, not people."),
    ),
    (marked("Processor"), marked("A company that works with the data for another one and on its instructions.")),
    (marked("Adequacy"), marked("A decision that a country, or a list of companies there, protects data well enough.")),
    (
        marked("Standard contractual clauses"),
        marked("A contract with a fixed text, in which the recipient promises to protect the data."),
    ),
    (marked("Measures"), marked("What is done besides, such as encryption with keys that stay with the company.")),
    (marked("Withheld"), marked("Known, and left out of this document. Which fields, and why, stands in its control.")),
)


def _glossary(snapshot: Snapshot) -> tuple[b.Block, ...]:
    rows = [(say(word), b.cell(say(meaning))) for word, meaning in _GLOSSARY]
    used = {seen.verdict for seen in snapshot.transfers}
    rows += [(snapshot.words.label("verdicts", one), b.cell(say(cells.PLAIN[one]))) for one in cells.PLAIN if one in used]
    heads = (say("Word"), say("What it means here"))
    return (b.Heading(say("Words explained"), anchor="words"), b.Facts(tuple(rows), heads=heads, caption=say("Words explained")))


_TYPED = (
    (marked("Ref."), 10, "code"), (marked("Systems"), 24, "text"), (marked("Purpose"), 34, "text"),
    (marked("Whose data"), 22, "text"), (marked("Recipient"), 28, "text"), (marked("Country"), 30, "text"),
    (marked("Categories of data"), 40, "text"), (marked("Kept for"), 20, "text"), (marked("Rests on"), 40, "text"),
    (marked("Measures"), 40, "text"), (marked("State"), 16, "status"), (marked("What is open"), 60, "text"),
)  # fmt: skip


def _sheet(parted: Chosen, snapshot: Snapshot) -> b.Sheet:
    """One row a transfer."""
    columns = tuple(b.SheetColumn(say(title), kind, width) for title, width, kind in _TYPED)
    rows = tuple(
        (
            seen.id, cells.names_of(list(seen.systems)), flat(cells.purpose(seen, snapshot)),
            flat(saying.subjects(seen, snapshot.words)), flat(cells.recipient(seen, snapshot)),
            flat(cells.countries(seen, snapshot)), flat(cells.categories(seen, snapshot)), flat(cells.retention(seen)),
            flat(cells.basis(seen, snapshot)), flat(cells.measures(seen, snapshot)), saying.status(seen.verdict, snapshot.words),
            "\n".join(cells.open_lines(seen, snapshot)) or say("Nothing open"),
        )
        for seen in parted.shown
    )  # fmt: skip
    return b.Sheet(say("Employee data"), columns, rows, frozen=1)
