"""Builds the annex packs of transfer contracts: one section for each pair of parties and module, with the tables of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transfer_register.errors import Refused
from transfer_register.model.speech import marked, say, says
from transfer_register.reports import blocks as b
from transfer_register.reports import frame
from transfer_register.reports.blanks import without_blanks
from transfer_register.reports.contract_annexes import pages
from transfer_register.reports.contract_annexes.filling import Filled, filled
from transfer_register.reports.contract_annexes.forms import Form, read_form, term, titles
from transfer_register.reports.contract_annexes.options import Options
from transfer_register.reports.contract_annexes.packs import Pack, packs
from transfer_register.reports.snapshot import LeftOut, Snapshot
from transfer_register.reports.verification import verification

TITLE = "Annexes of transfer contracts"
SAYS = (
    "The tables of the standard contractual clauses, the UK Addendum, the IDTA or the Swiss rider, filled from the register: one "
    "section for each exporter, importer and module, one description for each flow of data. What is missing stands as “To be "
    "completed”. The text of the clauses is not part of it."
)
FORMATS = ("docx", "pdf", "html", "json")
FILTERED = True
AUDIENCE = "contracts"
PICTURES = False
PEOPLE = True
CHOICES = {"form": titles}
# More contracts than a person reads in one file.
MOST_CONTRACTS = 60

__all__ = ["CHOICES", "FILTERED", "FORMATS", "PEOPLE", "PICTURES", "TITLE", "Options", "build"]

Made = tuple[tuple[Pack, tuple[Filled, ...]], ...]


def build(snapshot: Snapshot, options: Options) -> b.Document:
    """The pack as a document. Raises `Refused` for a form that there is not, and for more contracts than one file should hold."""
    form, snapshot = read_form(options.form), without_blanks(snapshot)
    chosen = packs(snapshot, form.tool, form.regime, all_transfers=options.all_transfers)
    if len(chosen) > MOST_CONTRACTS:
        raise Refused(say(_TOO_MANY, number=len(chosen), most=MOST_CONTRACTS))
    made = tuple((pack, filled(form, pack, snapshot, options)) for pack in chosen)
    left = sum(table.number_to_complete for _, tables in made for table in tables)
    blocks = (
        *([pages.draft(left)] if left else []),
        *frame.control(_within(snapshot, chosen, form), options, _rows(form, made)),
        b.PageBreak(),
        *_sections(form, made),
        *pages.sources(form),
        *verification(),
    )
    sheets = (pages.sheet(form, made),) if made else ()
    return b.Document(_meta(snapshot, options, form, made, left), blocks, sheets)


def _within(snapshot: Snapshot, chosen: tuple[Pack, ...], form: Form) -> Snapshot:
    """The snapshot of what stands in the pack, with what the filter holds beside it as left out."""
    ids = {seen.id for pack in chosen for seen in pack.transfers}
    inside = tuple(seen for seen in snapshot.transfers if seen.id in ids)
    beside = LeftOut(len(snapshot.transfers) - len(inside), say(_NOT_BOUND if form.regime else _NOT_RECORDED))
    return replace(snapshot, transfers=inside, left_out=(beside, *snapshot.left_out))


def _rows(form: Form, made: Made) -> tuple[tuple[str, b.Cell], ...]:
    return (
        (say("Form"), b.cell(term(form.title), b.text(term(form.act), quiet=True))),
        (say("Tables"), b.cell(term(form.says))),
        (say("Contracts"), b.cell(says("{n} contract", "{n} contracts", len(made)))),
    )


def _sections(form: Form, made: Made) -> Iterator[b.Block]:
    if not made:
        yield b.Heading(term(form.title), anchor="contracts")
        yield b.Paragraph(b.text(say(_NOTHING)), numbered=True)
        return
    if len(made) > 1:
        yield b.Contents(say("Contents"))
    for number, (pack, tables) in enumerate(made, 1):
        yield from pages.section(number, pack, tables)
    yield b.PageBreak()


def _meta(snapshot: Snapshot, options: Options, form: Form, made: Made, left: int) -> b.Meta:
    chosen = tuple(pack for pack, _ in made)
    state = (
        says("Draft: {n} entry is to be completed", "Draft: {n} entries are to be completed", left)
        if left
        else say("For review and signature")
    )
    cover = (
        ((say("Parties"), say("{exporter} and {importer}", exporter=chosen[0].exporter.name, importer=chosen[0].importer.name)),)
        if len(chosen) == 1
        else ((say("Contracts"), says("{n} contract", "{n} contracts", len(chosen))),)
    )
    return frame.meta(
        _within(snapshot, chosen, form), options, kind=say("Annexes of a transfer contract"), title=term(form.title),
        subtitle=state, cover=cover,
    )  # fmt: skip


_NOT_RECORDED = marked("the register does not record this contract for them")
_NOT_BOUND = marked("the register does not record this contract for them, or the law of the form does not bind the exporter")
_NOTHING = marked(
    "The filter holds no transfer for which the register records this contract. Choose other transfers, or ask for all of them, "
    "to prepare a contract that is yet to be made."
)
_TOO_MANY = marked("The filter holds {number} contracts; one file takes {most}. Choose an exporter or an importer.")
