"""Builds a filing: how sure its form is, when and where it is due, what to enclose, and a form for each transfer or contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transfer_register.errors import Refused
from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports import frame
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.filing_pack.form_pages import form_pages, sheet, sourced, sure_mark
from transfer_register.reports.filing_pack.forms import MOST_FORMS, Form, forms_of, meant
from transfer_register.reports.filing_pack.prefill import ASK
from transfer_register.reports.filing_pack.shape import SURE, UNVERIFIED, WHEN, Filing, Law, Said, choices, names, read_filing
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.verification import verification
from transfer_register.reports.wording import count

TITLE = "Filing with an authority"
SAYS = (
    "A notice, a dossier or a letter outside the record: Switzerland, China, Türkiye, Viet Nam, Brazil, Article 49(1), second "
    "subparagraph, of the GDPR. The form is filled in as far as the register knows; what is missing and what is not verified is "
    "marked."
)
FORMATS = ("docx", "pdf", "html", "json")
FILTERED = True
AUDIENCE = "contracts"
PICTURES = False
PEOPLE = True
# What an option can be, for the command line and the screen.
CHOICES = {"filing": choices}

__all__ = ["CHOICES", "FILTERED", "FORMATS", "PEOPLE", "PICTURES", "SAYS", "TITLE", "Options", "build"]


@dataclass(frozen=True)
class Options(frame.Common):
    """`filing` is the name of a file of data/filings, the first of them if none is said; `every` takes all transfers of the
    scope, also those for which the filing is not meant as they are recorded."""

    filing: str = ""
    every: bool = False


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The filing as a document. Raises `Refused` where there is none of the name, and where the scope gives too many forms."""
    filing = read_filing(options.filing or names()[0])
    snapshot = without_blanks(snapshot)
    transfers = meant(snapshot, filing, options.every)
    forms = forms_of(snapshot, filing, transfers)
    if len(forms) > MOST_FORMS:
        raise Refused(f"The scope gives {len(forms)} forms, and a document holds {MOST_FORMS}. Narrow the filter.")
    meta = frame.meta(
        snapshot, options, kind=say(TITLE), title=say(filing.title), subtitle=say(filing.says),
        form="page",
    )  # fmt: skip
    several = len(forms) > 1
    blocks = (
        *_head(filing, forms),
        *_late(snapshot, filing, transfers),
        *_what_is_asked(filing),
        *_enclosures(filing),
        b.PageBreak(),
        *frame.control(snapshot, options, more=_more(snapshot, filing, options, len(transfers), len(forms))),
        *(block for at, form in enumerate(forms, 1) for block in form_pages(snapshot, filing, form, at, several)),
        b.PageBreak(),
        *_sources(filing),
        *verification(),
    )
    return b.Document(meta, blocks, (sheet(snapshot, filing, forms),))


def _head(filing: Filing, forms: tuple[Form, ...]) -> Iterator[b.Block]:
    """How much is open and how sure the form is: what a reader must see first."""
    fields = [one for form in forms for one in form.fields]
    filled = sum(one.entry.is_filled for one in fields)
    missing = sum(not one.entry.is_filled and one.blank.filled_from != ASK for one in fields)
    unverified = sum(not one.is_verified for one in fields)
    yield b.Heading(say("How complete and how sure this is"), numbered=False)
    tone = {"memory": "gold", "uncertain": "vermilion"}.get(filing.form.confidence, "slate")
    yield b.Notice(b.text(say(filing.form.says)), tone, (b.Run(say(SURE[filing.form.confidence]), strong=True),))
    yield b.Numbers(
        (
            b.Number(count(len(fields) - filled), say("To be completed")),
            b.Number(count(missing), say("Of these, missing in the register")),
            b.Number(count(filled), say("Filled in from the register")),
            b.Number(count(unverified), say("Fields not verified")),
        )
    )
    yield b.Paragraph(b.text(say(_HOW)))


def _late(snapshot: Snapshot, filing: Filing, transfers: tuple[Seen, ...]) -> Iterator[b.Block]:
    """A warning where the filing comes before the transfer and a transfer has begun; whether it was filed is not asked here."""
    begun = sum(1 for seen in transfers if seen.valid_from and seen.valid_from <= snapshot.on)
    if filing.due.when in ("before", "standstill") and begun:
        said = says(
            "{n} transfer has begun by the day of the register, and this is due before the transfer.",
            "{n} transfers have begun by the day of the register, and this is due before the transfer.",
            begun,
        )
        yield b.Notice(b.text(said), "vermilion")


def _more(snapshot: Snapshot, filing: Filing, options: Options, number: int, forms: int) -> tuple[tuple[str, b.Cell], ...]:
    """The rows of the control that are this paper's own."""
    within = len(snapshot.transfers)
    if options.every:
        taken = say("Every transfer of the scope, by the wish of whoever made this document; it may not be meant by the filing")
    else:
        taken = says("{n} transfer of {within}", "{n} transfers of {within}", number, within=count(within))
    which = (b.text(taken, strong=True), b.text(say(filing.meant.says)))
    by_country = (b.text(say(_BY_COUNTRY), quiet=True),) if filing.meant.exporters and not options.every else ()
    return (
        (say("Filing"), b.cell(say(filing.title), says("{n} form", "{n} forms", forms))),
        (say("Transfers it is for"), (*which, *by_country)),
    )


def _what_is_asked(filing: Filing) -> Iterator[b.Block]:
    yield b.Heading(say("To whom, when, in which language"), anchor="asked", numbered=False)
    law = tuple(line for one in filing.laws for line in (b.text(_named(one)), sure_mark(one.confidence)))
    rows = (
        (say("Authority"), _said(filing.authority)),
        (say("Law"), law),
        (say("Due"), (b.text(say(WHEN[filing.due.when]), strong=True), *_said(filing.due))),
        (say("Language"), _said(filing.language)),
    )
    yield b.Facts(rows, heads=(say("Item"), say("Rule")))


def _named(law: Law) -> str:
    return say("{act}, {article}", act=law.act, article=law.article) if law.article else law.act


def _said(one: Said) -> b.Cell:
    return (b.text(say(one.says)), *sourced(one.source, one.confidence))


def _enclosures(filing: Filing) -> Iterator[b.Block]:
    yield b.Heading(say("What to enclose"), anchor="enclose", numbered=False)
    if not filing.enclosures:
        yield b.Paragraph(b.text(say("Nothing is known that has to be enclosed.")), numbered=True)
        return
    columns = (b.Column(say("No."), 12, "code"), b.Column(say("Paper"), 120), b.Column(say("Enclosed"), 42))
    rows = tuple(
        b.Row((b.cell(f"E{at}"), _said(one), (b.text(say("To be ticked"), quiet=True),)))
        for at, one in enumerate(filing.enclosures, 1)
    )
    yield b.Table(columns, (b.Group(rows),))


def _sources(filing: Filing) -> Iterator[b.Block]:
    yield b.Heading(say("What this form rests on"), anchor="sources", numbered=False)
    if not filing.read_in:
        yield b.Paragraph(b.text(say("No page was read for this form: it is from memory.")), numbered=True)
    else:
        rows = tuple(b.Row((((b.Run(one.title, href=one.url),),), (sure_mark(one.confidence),))) for one in filing.read_in)
        yield b.Table((b.Column(say("Page"), 124), b.Column(say("How it was read"), 50)), (b.Group(rows),))
    fields = [blank.confidence or part.confidence for part in filing.parts for blank in part.fields]
    unverified = sum(sure in UNVERIFIED for sure in fields)
    if unverified:
        said = says(
            "{n} field of the form is not verified: a lawyer of the country should read the list before it is used.",
            "{n} fields of the form are not verified: a lawyer of the country should read the list before it is used.",
            unverified,
        )
        yield b.Paragraph(b.text(said), numbered=True)


_HOW = marked(
    "Each form begins on a page of its own. Entries without a mark come from the register as it is recorded. Take the marks, the "
    "sources and the notes in grey out before it is sent, and let somebody who knows the law of the country read it."
)
_BY_COUNTRY = marked(
    "Found by the country of the exporter. A law can bind an exporter that sits elsewhere: such transfers are not found here."
)
