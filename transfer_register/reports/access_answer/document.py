"""Builds the letter to a person who asked whom their data went to: recipients by name, country, purpose, safeguard, copy.

GDPR 15(1)(c) and 15(2); UK GDPR likewise; FADP 25(2)(g). Nothing of the register's own workings goes into it: no numbers of
records, no ratings, no verdicts, no assessments, no free text. Above the letter stands what is to be done before it is sent.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from transfer_register.errors import Refused
from transfer_register.model import speech
from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports.access_answer.recipients import Recipient, columns, missing, received, row_of
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.frame import Common
from transfer_register.reports.notice_section import sources
from transfer_register.reports.notice_section.coverage import TEMPLATES, companies, regimes
from transfer_register.reports.notice_section.stated import stated
from transfer_register.reports.register_of_transfers.saying import joined
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.wording import day, labels, listed

TITLE = "Answer to an access request: recipients abroad"
SAYS = (
    "A letter to a person who asked whom their data went to: recipients abroad by name, country, purpose, safeguard and where to "
    "get a copy. The filter chooses the groups of people. Nothing internal stands in it."
)
FORMATS = ("pdf", "docx", "html")
FILTERED = True
AUDIENCE = "people"
# Who asked is a person; the log of exports cannot be erased.
PRIVATE_ADDRESSEE = True
PICTURES = False


@dataclass(frozen=True)
class Options(Common):
    """`addressee` is the person who asked. `request_on` is the day on which the request arrived, `identity` how it was checked
    who asked, `concerns` the group of people in the words of the letter, `copy_from` where copies of the safeguards are had,
    `redactions` what is blacked out in them, and why. `final` leaves out what is said to whoever sends the letter, which holds
    nothing that is to be completed then. The paper is not marked confidential towards its addressee."""

    classification: str = "Personal"
    request_on: date | None = None
    request_reference: str = ""
    letter_on: date | None = None
    identity: str = ""
    concerns: str = ""
    copy_from: str = ""
    redactions: str = ""
    final: bool = False


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The letter as a document of upright pages. Raises `Refused` for a final one that is not complete."""
    snapshot, options = without_blanks(snapshot), stated(options)
    laws = [one for one in regimes(snapshot) if one in TEMPLATES]
    rows = received(snapshot, laws)
    if options.final and (empty := _to_complete(options, rows)):
        raise Refused(says("{n} entry is to be completed first.", "{n} entries are to be completed first.", empty))
    blocks = (
        *(() if options.final else _before(snapshot, options, laws, rows)),
        b.Facts(tuple(_facts(options)), heads=(say("Item"), say("Entry"))),
        *_letter(snapshot, options, laws, rows),
        b.Signatures((b.Signature(),)),
    )
    return b.Document(_meta(snapshot, options), blocks)


def _meta(snapshot: Snapshot, options: Options) -> b.Meta:
    return b.Meta(
        kind=say("Answer to your request for access"),
        title=say("Who received your data abroad"),
        subtitle=say("Recipients, countries, purposes and safeguards"),
        organisation=options.organisation,
        number=options.document_number,
        version=options.version,
        as_of=day(snapshot.on),
        classification=options.classification,
        lang=speech.LOCALES[speech.language()],
        labels=labels(),
        form="page",
    )


def due(arrived: date) -> date:
    """One month after the day on which a request arrived (GDPR 12(3)); the last day of a month that is shorter."""
    year, month = (arrived.year + 1, 1) if arrived.month == 12 else (arrived.year, arrived.month + 1)
    return date(year, month, min(arrived.day, monthrange(year, month)[1]))


def _before(snapshot: Snapshot, options: Options, laws: list[str], rows: list[Recipient]) -> tuple[b.Block, ...]:
    """What whoever sends the letter has to do first; no word of it tells of the register's workings."""
    head = (b.Run(say("Before this letter is sent: take out this part"), strong=True),)
    first, *others = _to_do(snapshot, options, laws, rows)
    return (b.Notice(b.text(first), "vermilion", head), *(b.Notice(b.text(one), "vermilion") for one in others))


def _to_do(snapshot: Snapshot, options: Options, laws: list[str], rows: list[Recipient]) -> Iterator[str]:
    yield say(_GROUPS)
    if empty := _to_complete(options, rows):
        yield says("{n} entry is to be completed.", "{n} entries are to be completed.", empty)
    if laws == ["CH"]:
        yield say("The time limit of Swiss law for the answer is not held here: look it up.")
    elif options.request_on:
        limit = due(options.request_on)
        if options.letter_on and options.letter_on > limit:
            yield say("The time limit of one month ended on {day}, before the day of this letter.", day=day(limit))
        else:
            yield say("The answer is due by {day}, one month after the request arrived.", day=day(limit))
    else:
        yield say("The day on which the request arrived is not stated; the answer is due one month after it.")
    if not options.identity.strip():
        yield say("It is not stated how the identity of the person was checked.")
    if rows and not options.redactions.strip():
        yield say("No redaction is stated: if a copy is redacted, the letter has to say what and why.")
    senders = companies(list(snapshot.transfers))
    if len(senders) > 1:
        yield say("More than one company sends the data: {names}. Each answers for itself.", names=listed(list(senders)))
    if not laws and snapshot.transfers:
        yield say("No law on access that is known here was found for these companies; the letter names none.")
    doubtful = [one.cited for one in sources.asking("access") if one.cited.regime in laws and one.cited.confidence != "verified"]
    if doubtful:
        places = [f"{one.act} {one.article}".strip() for one in doubtful]
        yield say("Not verified against the text, from memory: {places}.", places=listed(places))


_GROUPS = marked(
    "The recipients are known for groups of people, not for each person: strike out those who never received the data of the "
    "person who asked."
)


def _to_complete(options: Options, rows: list[Recipient]) -> int:
    stated = (options.addressee, options.request_on, options.letter_on)
    return sum(1 for one in stated if not one) + missing(rows, options.copy_from.strip())


def _facts(options: Options) -> Iterator[tuple[str, b.Cell]]:
    open_line = (b.text(say("To be completed"), strong=True),)
    yield say("To"), b.cell(options.addressee) if options.addressee.strip() else open_line
    yield say("Your request of"), b.cell(day(options.request_on)) if options.request_on else open_line
    if options.request_reference.strip():
        yield say("Our reference"), b.cell(options.request_reference)
    yield say("Date of this letter"), b.cell(day(options.letter_on)) if options.letter_on else open_line
    if options.identity.strip():
        yield say("How we know it is you"), b.cell(options.identity)
    if options.contact.strip():
        yield say("Questions to"), b.cell(options.contact)


_BASES = {
    "EU": marked("We answer under Article 15(1)(c) and Article 15(2) of the General Data Protection Regulation of the Union."),
    "UK": marked("We answer under Article 15(1)(c) and Article 15(2) of the UK General Data Protection Regulation."),
    "CH": marked("We answer under Article 25(2)(g) of the Swiss Federal Act on Data Protection."),
}
_PART = marked(
    "You asked whom your personal data were disclosed to. This letter answers the part of your request that concerns recipients "
    "abroad."
)


def _letter(snapshot: Snapshot, options: Options, laws: list[str], rows: list[Recipient]) -> tuple[b.Block, ...]:
    paragraphs = [say(_PART), *(say(_BASES[one]) for one in laws)]
    if groups := _groups(snapshot, options):
        paragraphs.append(say("It is about data of these groups of people: {groups}.", groups=groups))
    out: list[b.Block] = [b.Paragraph(b.text(one)) for one in paragraphs]
    out.append(b.Heading(say("Recipients"), numbered=False))
    if not rows:
        return (*out, b.Paragraph(b.text(say("We hold no record of a recipient abroad for data of this kind."))))
    group = b.Group(tuple(row_of(one, laws, options.copy_from.strip(), snapshot) for one in rows))
    out.append(b.Table(columns(), (group,), caption=say("Recipients of your data abroad")))
    out.append(b.Heading(say("Safeguards and copies"), numbered=False))
    closing = [say(_SAFEGUARDS)]
    if options.copy_from.strip():
        closing.append(say("You can get a copy of the safeguards from: {place}.", place=options.copy_from.strip()))
    if options.redactions.strip():
        closing.append(say("In the copies this is blacked out: {redactions}", redactions=options.redactions.strip()))
    return (*out, *(b.Paragraph(b.text(one)) for one in closing))


_SAFEGUARDS = marked(
    "Where the country, or the recipient there, was found to protect personal data adequately, the table names the decision. "
    "Otherwise it names the safeguard, or the exception, on which the disclosure rests."
)


def _groups(snapshot: Snapshot, options: Options) -> str:
    if options.concerns.strip():
        return options.concerns.strip()
    known = snapshot.words.lists["data_subjects"]
    chosen = {one for seen in snapshot.transfers for one in seen.data_subjects}
    return joined([snapshot.words.label("data_subjects", one) for one in known if one in chosen])
