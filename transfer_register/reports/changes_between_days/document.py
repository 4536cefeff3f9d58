"""Builds the report of changes: frame, summary, verdicts that differ, what turned by itself, changes by act, verification."""

from __future__ import annotations

from dataclasses import replace

from transfer_register.exhibits.difference_words import period
from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.changes_between_days import acts, summary, turned
from transfer_register.reports.changes_between_days.control import control
from transfer_register.reports.changes_between_days.options import Options
from transfer_register.reports.changes_between_days.taking import Compared, take
from transfer_register.reports.content import mapped
from transfer_register.reports.verification import verification
from transfer_register.reports.wording import count, day, labels

TITLE = "Changes of the register between two days"
SAYS = (
    "What was added, changed and ended in the register between two days, act by act, with old and new value, who did it, when "
    "and why; what came into force and went out of it by itself; and, where it is asked for, which verdicts differ and whether "
    "the record or the law changed."
)
FORMATS = ("pdf", "docx", "xlsx", "html", "csv", "json")
# Which transfers are meant is no question of this report: it tells of everything that was recorded.
FILTERED = False

__all__ = ["FILTERED", "FORMATS", "TITLE", "Options", "build", "take"]


def build(compared: Compared, options: Options) -> b.Document:
    """The report as a document; the same comparison and options always give the same document."""
    told = {name: mapped(getattr(compared, name), _shown) for name in ("acts", "turns", "verdicts")}
    actors = {_shown(name): records for name, records in compared.counts.actors.items()}
    compared = replace(compared, **told, counts=replace(compared.counts, actors=actors))
    blocks = (
        *control(compared, options),
        *summary.blocks(compared),
        *turned.verdicts(compared),
        *turned.in_force(compared),
        *acts.blocks(compared),
        *verification(),
    )
    return b.Document(_meta(compared, options), blocks, (*acts.sheets(compared), *turned.sheets(compared)))


def _shown(words: str) -> str:
    """A text of somebody that shows nothing is said to be blank; a cell of a document is never empty."""
    return "Blank" if words and is_blank(words) else words


def _meta(compared: Compared, options: Options) -> b.Meta:
    days = period(compared.first.day, compared.last.day)
    return b.Meta(
        kind="Changes of the register of transfers",
        title=TITLE,
        subtitle=f"Transfers of personal data abroad: what was recorded between {days}"
        + (f", for {options.addressee}" if options.addressee else ""),
        organisation=options.organisation,
        number=options.document_number,
        version=options.version,
        as_of=f"changes between {days}",
        classification=options.classification,
        cover=(
            ("Document", f"{options.document_number}, version {options.version}"),
            ("From the end of", day(compared.first.day)),
            ("To the end of", day(compared.last.day)),
            ("Acts", count(len(compared.acts))),
            ("People who recorded", count(len(compared.counts.actors))),
            ("Contact", options.contact or "Not stated"),
        ),
        labels=labels(),
    )
