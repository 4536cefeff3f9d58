"""Document control: which days, where the journal stood at each, what is compared, who prepared it."""

from __future__ import annotations

from transfer_register.reports import blocks as b
from transfer_register.reports.changes_between_days.options import Options
from transfer_register.reports.changes_between_days.taking import Compared, Reached
from transfer_register.reports.verification import made_rows
from transfer_register.reports.wording import count, day


def control(compared: Compared, options: Options) -> tuple[b.Block, ...]:
    """The control block and the contents."""
    return (
        b.Heading("Document control", numbered=False),
        b.Notice(b.text(_NOTICE)),
        b.Facts(tuple(_rows(compared, options)), heads=("Item", "Entry")),
        b.Contents("Contents"),
    )


_NOTICE = "This document states what was recorded and what follows from it under the rules loaded. It is not legal advice."
_SCOPE = (
    "Parties, transfers and the settings of the register. Contact persons are left out: what is kept of people may be erased."
)
_JUDGED = "Each transfer that stands in the register on both days, as it was known on each, by the law of that day"


def _rows(compared: Compared, options: Options) -> list[tuple[str, b.Cell]]:
    return [
        ("Document", b.cell(f"{options.document_number}, version {options.version}")),
        *([("Addressee", b.cell(options.addressee))] if options.addressee else []),
        ("Earlier day", _reached(compared.first)),
        ("Later day", _reached(compared.last)),
        ("What is compared", b.cell(_SCOPE)),
        ("Verdicts", b.cell(_JUDGED if compared.verdicts is not None else "Not compared in this document")),
        ("Prepared by", b.cell(options.prepared_by.strip() or "Not stated")),
        *made_rows(),
    ]


def _reached(one: Reached) -> b.Cell:
    said = b.Run(f"{day(one.day)}: what was recorded by the end of this day (UTC)")
    if not one.entry:
        return ((said,), b.text("Nothing was recorded by then", quiet=True))
    return ((said,), (b.Run(f"journal entry {count(one.entry)}, hash "), b.Run(one.hash, mono=True)))
