"""Builds the record of a processor: who keeps it, for whom, which transfers. What the law does not ask a processor is not in it.

Article 30(2) GDPR and UK GDPR and Article 12(3) FADP name no purposes, no time limits, no people and no data: such fields of a
transfer are never read here, so that they cannot be filled from the controller (record_keeping.md, export trap 1).
"""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.model import speech
from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.frame import Common, control, meta
from transfer_register.reports.record_of_controller import exemption
from transfer_register.reports.record_of_controller.activities import CONTROLLERS, narrowed, without_role
from transfer_register.reports.record_of_controller.parts import role_missing
from transfer_register.reports.record_of_processor import tables
from transfer_register.reports.record_of_processor.served import Processor, processors
from transfer_register.reports.snapshot import Snapshot
from transfer_register.reports.verification import verification

TITLE = marked("Record of the processor")
SAYS = marked(
    "The record of processing of a processor (Article 30(2) GDPR and UK GDPR, Article 12(3) FADP), as far as it concerns "
    "transfers: who keeps it, each controller that it serves, the categories of processing, third countries and measures. No "
    "purposes, no time limits, no people and no data, since the law asks a processor for none of them."
)
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
FILTERED = True
AUDIENCE = "authority"
PICTURES = False
PEOPLE = True

__all__ = ["FILTERED", "FORMATS", "PEOPLE", "PICTURES", "TITLE", "Options", "build"]


@dataclass(frozen=True)
class Options(Common):
    """`people_employed`: how many people the organisation employs, in digits."""

    people_employed: str = ""


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The record as a document; the same snapshot and options always give the same document."""
    snapshot = without_blanks(snapshot)
    people = exemption.people_of(options.people_employed)
    held, unassigned = processors(snapshot), without_role(snapshot)
    mine = narrowed(snapshot, CONTROLLERS, say(_OTHERS))
    blocks = [
        *control(mine, options),
        b.PageBreak(),
        b.Contents(say("Contents")),
        *_what_it_is(people),
    ]
    if held:
        blocks += [
            b.Heading(say("Processors"), anchor="processors"),
            _paragraph(say(_EACH)),
            tables.keepers(held, snapshot),
            b.Heading(say("Controllers served"), anchor="controllers"),
            *tables.controllers(held, snapshot),
            b.Heading(say("Categories of processing and transfers"), anchor="processing"),
            tables.processing(held, snapshot),
            b.Heading(say("Voluntary"), anchor="voluntary"),
            _paragraph(say(_VOLUNTARY)),
            tables.voluntary(held, snapshot),
        ]
    else:
        blocks += [b.Heading(say("Processors"), anchor="processors"), _paragraph(say(_NOBODY))]
    blocks += role_missing(unassigned, snapshot)
    blocks += tables.columns()
    return b.Document(_meta(mine, options, held), (*blocks, *verification()), tables.sheets(held, snapshot))


def _meta(snapshot: Snapshot, options: Options, held: tuple[Processor, ...]) -> b.Meta:
    named = len({one.controller for processor in held for one in processor.served if one.controller})
    return meta(
        snapshot,
        options,
        kind=say("Record of processing"),
        title=say(TITLE),
        subtitle=say("Processing on behalf of controllers, as far as it transfers personal data abroad"),
        cover=((say("Processors"), speech.in_digits(len(held))), (say("Controllers served"), speech.in_digits(named))),
    )


def _what_it_is(people: int | None) -> list[b.Block]:
    blocks: list[b.Block] = [
        b.Heading(say("What this record holds"), anchor="scope", numbered=False),
        _paragraph(say(_PART)),
        _paragraph(say(_NOT_IN_IT)),
        _paragraph(say(_WHOM)),
    ]
    blocks.append(b.Heading(say("Whether the record has to be kept"), level=2, numbered=False))
    return [*blocks, *exemption.checks(("eu", "uk", "ch"), people, None)]


def _paragraph(words: str) -> b.Paragraph:
    return b.Paragraph(b.text(words), numbered=True)


_OTHERS = marked("they are made by controllers, and stand in the record of the controller")
_EACH = marked("Each processor keeps a record of its own; where there are several below, each part is that of one of them.")
_NOBODY = marked("No transfer in this scope is recorded with a processor as its exporter.")
_PART = marked(
    "The record is drawn from a register of transfers. It holds what each processor does for others as far as it transfers "
    "personal data abroad. Processing without a transfer is not in the register and has to be added before this is a whole "
    "record."
)
_NOT_IN_IT = marked(
    "It holds no purposes, no time limits for erasure, no categories of people and none of data: the law asks a processor for "
    "none of them, and they are not taken over from the controller."
)
_WHOM = marked(
    "A controller is named where it is recorded as the one for whom the exporter processes, or where it stands at the head of "
    "the chain that a transfer carries onward, as far as that chain is within the scope. Otherwise it is not stated."
)
_VOLUNTARY = marked("The law does not ask a processor for what stands here; authorities ask for it all the same.")
