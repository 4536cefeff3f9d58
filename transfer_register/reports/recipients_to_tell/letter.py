"""The letter to the recipients: what was done, what they are asked to do, and that they pass it on."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.wording import day

# What was done, as GDPR 19 names it.
MEASURES = {
    "rectification": marked("Rectification"),
    "erasure": marked("Erasure"),
    "restriction": marked("Restriction of processing"),
}
_DONE = {
    "rectification": marked("We disclosed personal data to you. On {day} we rectified them."),
    "erasure": marked("We disclosed personal data to you. On {day} we erased them."),
    "restriction": marked("We disclosed personal data to you. On {day} we restricted their processing."),
}
_ASK = {
    "rectification": marked("Please rectify the data in the same way wherever you hold them."),
    "erasure": marked("Please erase the data, and every copy and link to them, wherever you hold them."),
    "restriction": marked("Please restrict your processing of the data in the same way, until we tell you that it has ended."),
}
_ONWARD = marked("If you passed the data on, please tell those who received them from you, and name them to us.")
_LEFT = marked("If you have to keep data in spite of this, please tell us which, and on which law that rests.")


class Case(Protocol):
    """What the letter takes from the options of the paper."""

    measure_on: date | None
    case_reference: str
    data_concerned: str
    reply_to: str
    reply_by: date | None


def blocks(measure: str, case: Case) -> tuple[b.Block, ...]:
    """The letter as paragraphs; what is not stated is to be completed."""
    blank = say("[to be completed]")
    on = day(case.measure_on) if case.measure_on else blank
    lines = [
        say("Reference: {reference}", reference=case.case_reference.strip() or blank),
        say("Recipient: {name}", name=say("[one of the list above]")),
    ]
    if measure:
        lines.append(say(_DONE[measure], day=on))
    else:
        lines.append(say("We disclosed personal data to you. On {day} we did this with them: {what}.", day=on, what=blank))
    lines.append(say("The data concerned: {data}", data=case.data_concerned.strip() or blank))
    lines += [say(_ASK[measure])] if measure else [say("Please do the same with the data wherever you hold them.")]
    lines += [say(_ONWARD), say(_LEFT)]
    reply = case.reply_to.strip() or blank
    if case.reply_by:
        lines.append(say("Please confirm to {place} by {day} what you did.", place=reply, day=day(case.reply_by)))
    else:
        lines.append(say("Please confirm to {place} what you did.", place=reply))
    return (
        b.PageBreak(),
        b.Heading(say("Letter to the recipients"), anchor="letter"),
        b.Notice(b.text(say(_SEND))),
        *(b.Paragraph(b.text(one)) for one in lines),
        b.Signatures((b.Signature(),)),
    )


_SEND = marked(
    "One letter for each recipient. Name the person only as far as the recipient needs it to find the data, and by a safe way."
)
