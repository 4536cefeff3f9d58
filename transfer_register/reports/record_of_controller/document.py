"""Builds the record of a controller: who keeps it, its activities in the order of a form, voluntary fields apart, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace

from transfer_register.errors import Refused
from transfer_register.model import speech
from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.frame import Common, control, meta
from transfer_register.reports.record_of_controller import contacts, exemption, parts
from transfer_register.reports.record_of_controller.activities import PROCESSORS, Keeper, keepers, narrowed, without_role
from transfer_register.reports.record_of_controller.forms import Form, read_forms
from transfer_register.reports.record_of_controller.sheets import sheets
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import verification

TITLE = marked("Record of the controller")
SAYS = marked(
    "The record of processing of a controller (Article 30(1) GDPR and UK GDPR, Article 12(2) FADP), as far as it concerns "
    "transfers: who keeps it, and each activity with its purposes, people, data, recipients, third countries, time limits and "
    "measures. In the order of the law, or of the form of the ICO, the CNIL or Swiss law; voluntary fields stand apart."
)
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
FILTERED = True
AUDIENCE = "authority"
PICTURES = False
PEOPLE = True
CHOICES = {
    "view": {
        "eu": marked("Order of the law (GDPR)"),
        "ico": marked("Form of the ICO"),
        "cnil": marked("Form of the CNIL"),
        "ch": marked("Swiss law"),
    }
}

__all__ = ["CHOICES", "FILTERED", "FORMATS", "PEOPLE", "PICTURES", "TITLE", "Options", "build"]


@dataclass(frozen=True)
class Options(Common):
    """`view` is one of CHOICES; `people_employed` how many people the organisation employs, in digits."""

    view: str = "eu"
    people_employed: str = ""


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The record as a document; the same snapshot and options always give the same document. Raises `Refused` for a form that
    there is not."""
    forms = read_forms()
    if options.view not in forms.forms:
        raise Refused(f"view: there is no form {options.view!r}; there are {', '.join(forms.forms)}.")
    form, snapshot = forms.forms[options.view], without_blanks(snapshot)
    people = exemption.people_of(options.people_employed)
    held, unassigned = keepers(snapshot), without_role(snapshot)
    assigned = replace(snapshot, transfers=tuple(seen for keeper in held for seen in keeper.transfers))
    mine = narrowed(snapshot, PROCESSORS, say(_OTHERS))
    blocks = [
        *control(mine, options, _form_rows(form)),
        b.PageBreak(),
        b.Contents(say("Contents")),
        *_what_it_is(assigned, form, people),
        b.Heading(say("Controllers"), anchor="controllers"),
    ]
    if not held:
        blocks.append(_paragraph(say("No transfer in this scope is recorded with a controller as its exporter.")))
    else:
        blocks += [_paragraph(say(_EACH)), contacts.table(held, form.contacts, snapshot)]
    blocks += parts.activities(held, form, snapshot)
    blocks += parts.role_missing(unassigned, snapshot)
    blocks += parts.columns(form, forms)
    document = (*blocks, *verification())
    return b.Document(_meta(mine, options, form, held), document, sheets(held, form, snapshot))


def _meta(snapshot: Snapshot, options: Options, form: Form, held: tuple[Keeper, ...]) -> b.Meta:
    cover = (
        (say("Form"), speech.term("records", form.title)),
        (say("Controllers"), speech.in_digits(len(held))),
        (say("Activities"), speech.in_digits(sum(len(one.activities) for one in held))),
    )
    subtitle = say("Processing activities as far as they transfer personal data abroad")
    return meta(snapshot, options, kind=say("Record of processing"), title=say(TITLE), subtitle=subtitle, cover=cover)


def _form_rows(form: Form) -> tuple[tuple[str, b.Cell], ...]:
    title, what = speech.term("records", form.title), speech.term("records", form.says)
    return ((say("Form"), b.cell(say("{form}: {what}", form=title, what=what), parts.source_line(form.source, form.confidence))),)


def _what_it_is(snapshot: Snapshot, form: Form, people: int | None) -> list[b.Block]:
    """What this record is and is not, and whether it has to be kept."""
    blocks: list[b.Block] = [
        b.Heading(say("What this record holds"), anchor="scope", numbered=False),
        _paragraph(say(_PART)),
        _paragraph(say(_ACTIVITY)),
        _paragraph(say(_BLANKS)),
    ]
    blocks.append(b.Heading(say("Whether the record has to be kept"), level=2, numbered=False))
    return [*blocks, *exemption.checks(form.exemptions, people, snapshot)]


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


_OTHERS = marked("they are made by processors, and stand in the record of the processor")
_EACH = marked("Each controller keeps a record of its own; where there are several below, each part is that of one of them.")
_PART = marked(
    "The record is drawn from a register of transfers. It holds the activities of each controller as far as they transfer "
    "personal data abroad. Activities without a transfer, and recipients that get the data at home, are not in the register and "
    "have to be added before this is a whole record of processing."
)
_ACTIVITY = marked(
    "An activity is one that somebody named in the register. Where nobody named one, the transfers of a controller with the same "
    "purposes stand together, and the activity bears the name of its purposes; it says so."
)
_BLANKS = marked(
    "What nobody recorded is shown as not stated, and is never taken as fulfilled. “To be completed” marks a blank of the form "
    "that the register has nothing for."
)
