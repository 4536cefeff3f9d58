"""Asking a vendor about a change of its list: the questions, as text for a mail or as a document."""

from __future__ import annotations

from datetime import date, datetime

from transfer_register.actions.report import MEDIA, Produced
from transfer_register.errors import Refused
from transfer_register.register.register import Register
from transfer_register.reports import report, text_gate
from transfer_register.reports.content import problems
from transfer_register.reports.making import Making
from transfer_register.reports.vendor_questions.pack import FORMATS, as_text, document
from transfer_register.reports.vendor_questions.questions import Asked, Pack, questions

__all__ = ["FORMATS", "Asked", "Pack", "as_document", "as_text", "questions"]


def as_document(
    register: Register, pack: Pack, format: str, *, vendor: str, title: str, at: datetime, actor: str, on: date,
    number: str = "Questions",
) -> Produced:  # fmt: skip
    """The questions as a file. Raises `Refused` for a format that there is not."""
    if format not in FORMATS:
        raise Refused(f"The questions come as {', '.join(FORMATS)}, not as {format}.")
    setting = register.record("organisation")
    organisation = (setting.state.get("name") if setting else None) or "Organisation not stated"
    made = document(pack, vendor=vendor, title=title, organisation=organisation, on=on, number=number)
    clean = text_gate.clean_document(made)
    if wrong := problems(clean):
        raise ValueError("\n".join(str(one) for one in wrong[:20]))
    data = report.render(clean, format, Making.of(register, at, actor))
    notes = [text_gate.sentence(clean.replaced)] if clean.replaced else []
    return Produced(report.file_name(clean, format), MEDIA[format], data, notes)
